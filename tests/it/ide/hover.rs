//! What is known of a word.

use bailiwick::ide::hover;

use super::{Marked, POLICY};

fn known(before: &str, word: &str) -> Option<String> {
    let place = POLICY.find(&format!("{before}{word}")).expect("the text is there") + before.len() + 1;
    let (start, end) = POLICY.split_at(place);
    let marked = Marked::one(&format!("{start}$0{end}"));
    let found = hover(&marked.db, marked.project, &marked.shown(), marked.file, marked.offset)?;
    Some(found.markdown)
}

#[test]
fn a_declaration_is_told_with_its_documentation() {
    let told = known("  owner ", "ana").expect("something");
    assert!(told.contains("human ana \"Ana\" in corp"), "{told}");
    assert!(told.contains("Answers for everything."), "{told}");
    assert!(told.contains("Declared in `main`"), "{told}");
}

#[test]
fn effective_authority_and_what_rests_on_it_are_told() {
    let told = known("agent ", "reader").expect("something");
    assert!(told.contains("Effective authority, even if every agent is compromised:"), "{told}");
    assert!(told.contains("- `read` on `inbox`"), "{told}");
    assert!(told.contains("- `send` on `out` when `mfa` is yes"), "{told}");
    assert!(told.contains("Verdicts that rest on it:\n- `no-leak` is refuted"), "{told}");
}

#[test]
fn the_derived_tier_of_a_workflow_is_told() {
    let text = format!("{POLICY}\nuse");
    let text = text.trim_end_matches("\nuse").replacen(
        "use std.levels [*]",
        "use std.levels [*]\nuse std.tiers [standard]",
        1,
    );
    let place = text.find("workflow desk").expect("it is there") + 10;
    let (start, end) = text.split_at(place);
    let marked = Marked::one(&format!("{start}$0{end}"));
    let found = hover(&marked.db, marked.project, &marked.shown(), marked.file, marked.offset).expect("something");
    assert!(found.markdown.contains("Derived function: `"), "{}", found.markdown);
}

#[test]
fn a_property_is_told_with_its_path() {
    for (before, word) in [("prove ", "no-leak"), ("  ", "never internal")] {
        let told = known(before, word).expect("something");
        assert!(told.contains("**refuted**, even if every agent is compromised"), "{told}");
        assert!(told.contains("How it comes about:\n\n1. "), "{told}");
        assert!(told.contains("To make it hold, do "), "{told}");
    }
    let told = known("prove ", "works").expect("something");
    assert!(told.contains("**proved**, by legitimate means"), "{told}");
}

#[test]
fn words_of_the_language_are_told() {
    let told = known("", "workflow").expect("something");
    assert!(told.contains("Agents and services that work together for one purpose."), "{told}");
    let told = known("  ", "owner").expect("something");
    assert!(told.contains("Who answers for it."), "{told}");
    assert_eq!(known("is ", "queue"), None);
    for (before, word, said) in
        [("  ", "may", "What is permitted."), ("", "use", "Makes the names of another module known.")]
    {
        assert!(known(before, word).is_some_and(|told| told.contains(said)), "{word}");
    }
    let told = known("use ", "std.levels").expect("something");
    assert!(told.contains("module **std.levels**"), "{told}");
}

/// What stands in a text is a control of an edition, and what stands behind `from` a rule.
#[test]
fn controls_and_rules_are_explained() {
    let text = "use std.frameworks.owasp-asi-2026 [owasp-asi-2026]\n\
        mapping m for owasp-asi-2026 {\n  evidence for \"AS$0I03\" from missing-owner\n}\n";
    let told = |text: &str| {
        let marked = Marked::one(text);
        hover(&marked.db, marked.project, &marked.shown(), marked.file, marked.offset).map(|hover| hover.markdown)
    };
    let control = told(text).expect("it is explained");
    assert!(control.starts_with("**ASI03** ") && control.contains("OWASP ASI 2026"), "{control}");
    assert!(control.contains("evidence in part from"), "{control}");
    let cited = told(&text.replace("AS$0I03", "A$02")).expect("it is explained");
    assert!(cited.starts_with("**ASI02** "), "{cited}");
    assert_eq!(told(&text.replace("AS$0I03", "no$0nsense")), None);
    let rule = told(&text.replace("$0", "").replace("missing-owner", "missing-ow$0ner")).expect("it is explained");
    assert!(rule.starts_with("rule **missing-owner** BW1003"), "{rule}");
}
