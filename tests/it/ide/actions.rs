//! What can be done about what is underlined.

use bailiwick::ide::{Known, actions, repair_all};
use bailiwick::proof::Status;
use bailiwick::source::Span;

use super::{Marked, POLICY};

fn offered(marked: &Marked) -> Vec<(String, String)> {
    let stretch = Span { file: marked.file, start: marked.offset, end: marked.offset };
    let found = actions(&marked.db, marked.project, &marked.shown(), stretch);
    found.into_iter().map(|action| (action.title.clone(), marked.edited(&action.edits))).collect()
}

#[test]
fn what_was_meant_is_offered() {
    let marked = Marked::one(&POLICY.replacen("owner ana", "owner an$0na", 1));
    let found = offered(&marked);
    let (_, text) = found.iter().find(|(title, _)| title == "write `ana`").expect("it is offered");
    assert_eq!(*text, POLICY);
}

#[test]
fn what_is_missing_can_be_declared() {
    let marked = Marked::one(&POLICY.replacen("may read on inbox", "may read on arch$0ive", 1));
    let found = offered(&marked);
    let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert!(titles.contains(&"declare store `archive`"), "{titles:?}");
    let (_, text) = found.iter().find(|(title, _)| title == "declare store `archive`").expect("it is offered");
    assert!(text.contains("\nstore archive is "), "{text}");
    let marked = Marked::one(&POLICY.replacen("owner ana", "owner som$0ebody-else", 1));
    let found = offered(&marked);
    let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert!(titles.contains(&"declare human `somebody-else`"), "{titles:?}");
}

/// What another module declares is imported: behind the edition, behind other imports, into the list of its module.
#[test]
fn what_another_module_declares_is_imported() {
    for (head, expected) in [
        ("", "use std.levels [internal]\n"),
        ("edition 2026\n", "edition 2026\nuse std.levels [internal]\n"),
        ("edition 2026\nuse std.operations [*]\n", "edition 2026\nuse std.operations [*]\nuse std.levels [internal]\n"),
        ("use std.levels [public, restricted]\n", "use std.levels [public, restricted, internal]\n"),
        ("use std.levels\n", "use std.levels\nuse std.levels [internal]\n"),
    ] {
        let rest = "domain corp is tenant { trusted yes }\nhuman ana in corp { owner ana }\n";
        let store = "store s is files in corp { holds internal }\n";
        let marked = Marked::one(&format!("{head}{rest}{}", store.replace("internal", "inter$0nal")));
        let found = offered(&marked);
        let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(titles, ["add `use std.levels [internal]`"], "nothing is declared twice");
        assert_eq!(found[0].1, format!("{expected}{rest}{store}"));
        let repaired = Marked::one(&format!("$0{expected}{rest}{store}")).shown();
        let about: Vec<&str> = repaired.findings.iter().map(|finding| finding.about.code).collect();
        assert!(!about.contains(&"BW0201"), "{about:?}");
    }
}

#[test]
fn a_cut_of_a_proof_is_offered() {
    let marked = Marked::one(&POLICY.replacen("never internal", "never int$0ernal", 1));
    let found = offered(&marked);
    let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    let (title, text) =
        found.iter().find(|(title, _)| title.starts_with("make `no-leak` hold: ")).unwrap_or_else(|| {
            unreachable!("no cut among {titles:?}");
        });
    assert!(title.contains("`may send on out when mfa`") || title.contains("`holds internal`"), "{title}");
    assert!(text.len() < POLICY.len());
}

#[test]
fn everything_safe_is_repaired_at_once() {
    let text = "use std.operations [*]\ndomain corp is tenant { trusted yes }\nhuman ana in corp { owner ana }\n\
        workflow w {\n  owner ana\n  agent a in corp { may read on s }\n}\n$0store s is files in corp { owner ana }\n\
        exception e {\n  accepts missing-owner on s\n  because \"x\"\n  approved by ana on 2026-01-01\n  expires 2027-01-01\n}\n";
    let marked = Marked::one(text);
    let shown = marked.shown();
    let repairable = shown.findings.iter().filter(|finding| finding.fix.is_some()).count();
    let edit = repair_all(&marked.db, marked.project, marked.file);
    assert_eq!(edit.is_some(), repairable > 0);
}

/// What is said to make a property hold does: every offer in the flawed examples is followed.
#[test]
fn what_makes_a_proof_hold_does() {
    let mut followed = 0;
    for text in [
        include_str!("../../../examples/patchpilot/flawed/patchpilot.bwk"),
        include_str!("../../../examples/helpdesk/flawed/helpdesk.bwk"),
        include_str!("../../../examples/clinsum/flawed/clinsum.bwk"),
    ] {
        let marked = Marked::one(&format!("$0{text}"));
        let shown = marked.shown();
        for property in &shown.properties {
            let found = actions(&marked.db, marked.project, &shown, property.span);
            for action in found.iter().filter(|action| action.title.starts_with(&format!("make `{}` ", property.name)))
            {
                let after = Marked::one(&format!("$0{}", marked.edited(&action.edits))).shown();
                let verdict = after.properties.iter().find(|one| one.name == property.name).map(|one| &one.known);
                let is_proved = matches!(verdict, Some(Known::Verdict(verdict)) if verdict.status == Status::Proved);
                assert!(is_proved, "{}: {verdict:?}", action.title);
                followed += 1;
            }
        }
    }
    assert!(followed >= 8, "{followed}");
}

/// What would have to stand in another block is not declared at the end of the file.
#[test]
fn nothing_is_declared_where_it_is_not_looked_for() {
    let text = "domain corp is tenant\nworkflow desk { stopped by desk.ze$0bra }\n";
    let titles: Vec<String> = offered(&Marked::one(text)).into_iter().map(|(title, _)| title).collect();
    assert!(!titles.iter().any(|title| title.starts_with("declare")), "{titles:?}");
}
