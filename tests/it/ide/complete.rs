//! What can be written where the grammar decides: permissions, sentences, conditions, imports, half of anything.

use bailiwick::ide::{Completion, ItemKind, complete};

use super::{Marked, Typing};

/// Something of everything that the cases name.
const KNOWN: &str = "\
use std.operations [*]
use std.levels [*]
domain corp is tenant
human ana in corp
store notes is files in corp { part drafts }
sink out is public in corp
credential key is svid of bot in corp
service bot in corp { entry fetch { takes text } }
workflow desk { agent reader in corp }
context mfa boolean run
context env one of [ci, prod] run
context tenant individual session
gate review { guards send on out }
transformer blur in corp
";

fn at(text: &str) -> Option<Completion> {
    Typing::new().complete(&format!("{KNOWN}{text}"))
}

/// What is offered, the best first.
fn offered(text: &str) -> Vec<String> {
    at(text).map(|found| found.items.into_iter().map(|item| item.text).collect()).unwrap_or_default()
}

#[track_caller]
fn assert_offers(text: &str, wanted: &[&str], unwanted: &[&str]) {
    let found = offered(text);
    for word in wanted {
        assert!(found.iter().any(|one| one == word), "`{word}` is not offered in `{text}`: {found:?}");
    }
    for word in unwanted {
        assert!(!found.iter().any(|one| one == word), "`{word}` is offered in `{text}`: {found:?}");
    }
}

#[test]
fn a_declaration_begins_with_a_noun() {
    assert_offers("$0", &["agent", "store", "prove", "use"], &["owner", "step", "may"]);
    assert_offers("sto$0", &["store"], &["owner"]);
    assert_offers("store archive is files in corp\n$0", &["human"], &["owner"]);
}

#[test]
fn a_clause_begins_with_a_word_of_its_noun() {
    assert_offers("store archive {\n  $0", &["owner", "holds", "part"], &["store", "may", "never"]);
    assert_offers("store archive {\n  ow$0\n}", &["owner"], &[]);
    assert_offers("workflow w {\n  agent a in corp {\n    $0", &["may", "must not", "uses"], &["holds"]);
    assert_offers("prove p {\n  $0\n}", &["never", "possible", "always", "even"], &["may"]);
    assert_offers("rule r {\n  $0\n}", &["for", "require", "severity"], &["expect"]);
    assert_offers("service s in corp { may read on notes {\n  $0", &["enforced", "because"], &["may"]);
    let found = offered("store archive {\n  owner ana\n  $0");
    assert!(found.iter().position(|one| one == "owner") > found.iter().position(|one| one == "holds"), "{found:?}");
}

#[test]
fn permissions_are_completed() {
    let agent = |text: &str| format!("service s in corp {{\n  {text}\n}}");
    assert_offers(&agent("may $0"), &["read", "write", "any", "call", "spawn"], &["notes", "ana"]);
    assert_offers(&agent("must not re$0"), &["read"], &["notes"]);
    assert_offers(&agent("may read $0"), &["on"], &["notes"]);
    assert_offers(
        &agent("may read on $0"),
        &["notes", "notes.drafts", "out", "key"],
        &["read", "desk", "confidential"],
    );
    assert_offers(&agent("may [read, $0"), &["write"], &["notes"]);
    assert_offers(&agent("may read on [notes, $0]"), &["out"], &["read"]);
    assert_offers(&agent("may call $0"), &["bot.fetch", "desk.reader"], &["notes"]);
    assert_offers(&agent("may read on notes $0"), &["when", "during", "until", "delegable"], &["notes"]);
    assert_offers(&agent("must not read on notes unless $0"), &["mfa", "approved(review)"], &["notes"]);
}

#[test]
fn conditions_are_completed() {
    let agent = |text: &str| format!("service s in corp {{ may read on notes when {text}\n}}");
    assert_offers(&agent("$0"), &["mfa", "env", "now.time", "approved(review)", "not"], &["notes"]);
    assert_offers(&agent("env $0"), &["is", "in"], &["notes", "mfa"]);
    assert_offers(&agent("env is $0"), &["ci", "prod", "not"], &["notes", "mfa"]);
    assert_offers(&agent("env is not $0"), &["ci", "prod"], &["mfa"]);
    assert_offers(&agent("env in [ci, $0]"), &["prod"], &["mfa"]);
    assert_offers(&agent("destination is $0"), &["corp"], &["notes", "ci"]);
    assert_offers(&agent("autonomy is $0"), &["bounded"], &["ci"]);
    assert_offers(&agent("approved($0"), &["review"], &["notes", "mfa"]);
    assert_offers(&agent("mfa $0"), &["and", "or"], &["notes"]);
    assert_offers(&agent("mfa and $0"), &["env", "not"], &["notes"]);
}

#[test]
fn sentences_are_completed() {
    let prove = |text: &str| format!("prove p {{\n  {text}\n}}");
    assert_offers(&prove("never $0"), &["ana", "desk.reader", "confidential", "any", "secret of"], &["notes", "read"]);
    assert_offers(&prove("never ana $0"), &["causes", "reaches", "obtains", "starts"], &["ana"]);
    assert_offers(&prove("never ana causes $0"), &["send", "any"], &["out"]);
    assert_offers(&prove("never ana causes send on $0"), &["out"], &["send"]);
    assert_offers(&prove("never confidential reaches $0"), &["out", "ana"], &["send", "confidential"]);
    assert_offers(&prove("never ana extracts $0"), &["confidential"], &["out"]);
    assert_offers(&prove("never ana obtains $0"), &["key"], &["out"]);
    assert_offers(&prove("never secret of $0"), &["key"], &["out"]);
    assert_offers(&prove("never confidential of another $0"), &["tenant"], &["out"]);
    assert_offers(&prove("never ana causes send on out $0"), &["when", "unless", "needing", "via"], &["out"]);
    assert_offers(&prove("never ana causes send on out unless through $0"), &["blur"], &["out"]);
    assert_offers(&prove("never ana causes send on out unless $0"), &["approved(review)", "through"], &["blur"]);
    assert_offers(&prove("always send on out needs $0"), &["approved(review)", "mfa"], &["blur"]);
    assert_offers(&prove("even if any $0"), &["agent", "service"], &["ana"]);
    assert_offers(&prove("even if any agent where $0"), &["owner", "instructable"], &["agent"]);
}

#[test]
fn rules_and_tests_are_completed() {
    let rule = |text: &str| format!("rule r {{\n  for every workflow w\n  {text}\n}}");
    assert_offers(&rule("for every $0"), &["workflow", "actor", "grant"], &["ana"]);
    assert_offers(&rule("require $0"), &["w.owner", "w.tier", "w.derived-tier"], &["owner"]);
    assert_offers(&rule("require w.function is $0"), &["assist", "act"], &["ana"]);
    assert_offers(&rule("require w.owner is $0"), &["ana", "known"], &["notes"]);
    assert_offers("test t {\n  expect $0\n}", &["never", "possible", "finding"], &[]);
    assert_offers(
        "prove p { never ana causes read on notes }\ntest t {\n  expect finding $0\n}",
        &["missing-owner"],
        &["notes", "p"],
    );
    assert_offers(
        "prove p { never ana causes read on notes }\ntest t {\n  expect $0\n}",
        &["ana", "desk.reader", "p", "notes"],
        &[],
    );
    assert_offers(
        "prove p { never ana causes read on notes }\ntest t {\n  expect p is $0\n}",
        &["proved", "refuted", "unknown"],
        &[],
    );
    assert_offers(&rule("require no $0"), &["grant", "human"], &["ana"]);
    assert_offers(&rule("require $0"), &["w.owner"], &["env", "now.date", "approved(review)"]);
}

#[test]
fn imports_are_completed() {
    let use_of =
        |text: &str| Marked::new(&[("main.bwk", text), ("team/people.bwk", "domain lab is tenant\nhuman bo in lab\n")]);
    let offered = |marked: &Marked| -> Vec<String> {
        let found = complete(&marked.db, marked.project, marked.file, marked.offset).expect("something");
        found.items.into_iter().map(|item| item.text).collect()
    };
    let found = offered(&use_of("use $0"));
    assert!(found.contains(&"std.levels".to_owned()) && found.contains(&"team.people".to_owned()), "{found:?}");
    assert!(!found.contains(&"main".to_owned()));
    assert_eq!(offered(&use_of("use team.people [$0")), ["lab", "bo", "*"]);
    let found = offered(&use_of("use team.people\nstore s is files in $0"));
    assert_eq!(found[0], "people.lab");
}

/// What is acted on comes before whoever acts, and people before the domains that they are in.
#[test]
fn what_is_meant_most_comes_first() {
    let found = offered("human bo in corp { may read on $0");
    let place = |name: &str| found.iter().position(|one| one == name).unwrap_or(usize::MAX);
    assert!(place("notes") < place("ana") && place("ana") < place("corp"), "{found:?}");
}

/// A dot behind a word asks for what is in it, although nothing stands behind the dot yet.
#[test]
fn what_is_in_something_is_completed_at_the_dot() {
    for (text, wanted, before) in [
        ("use std.$0", "std.levels", "use "),
        ("use std.frameworks.$0", "std.frameworks.nist-csf", "use "),
        ("prove p { never desk.$0", "desk.reader", "never "),
        ("rule r {\n  for every workflow w\n  require w.$0", "w.owner", "require "),
    ] {
        let marked = Marked::one(&format!("{KNOWN}{text}"));
        let found = complete(&marked.db, marked.project, marked.file, marked.offset).expect("something");
        assert!(found.items.iter().any(|item| item.text == wanted), "{text}: {:?}", found.items);
        let start = found.span.start as usize;
        let written = format!("{KNOWN}{text}");
        assert!(written[..start].ends_with(before), "{text}: {}", &written[..start]);
    }
    assert_offers("use std.levels $0", &["["], &["std.levels", "std.tiers"]);
    assert_offers("use std.levels [*] $0", &[], &["public", "std.tiers"]);
}

/// Frameworks that nobody uses yet, with the line that imports them; and the ids of their controls inside of texts.
#[test]
fn frameworks_and_their_controls_are_completed() {
    let found = at("mapping m for $0").expect("something");
    let framework = found.items.iter().find(|item| item.text == "nist-csf").expect("it is offered");
    assert_eq!(framework.besides[0].text, "\nuse std.frameworks.nist-csf [nist-csf]");
    assert_offers("use std.frameworks.nist-csf [$0", &["nist-csf", "*"], &["ana"]);
    assert_offers("framework own { kind $0", &["controls", "risks", "threats"], &["ana"]);
    let used = "use std.frameworks.owasp-asi-2026 [owasp-asi-2026]\n";
    for line in [
        "mapping m for owasp-asi-2026 {\n  evidence for \"$0\" from missing-owner\n}\n",
        "mapping m for owasp-asi-2026 {\n  evidence for [\"ASI01\", \"ASI$0\"] from missing-owner\n}\n",
        "mapping m for owasp-asi-2026 {\n  evidence for \"$0\"\n}\n",
        "mapping m for owasp-asi-2026 {\n  declared for \"A$0\" because \"x\"\n}\n",
        "mapping m for owasp-asi-2026 {\n  out of reach \"$0\" because \"x\"\n}\n",
        "prove p {\n  never ana causes read on notes\n  evidence for owasp-asi-2026 \"A$0\"\n}\n",
    ] {
        let found =
            Typing::new().complete(&format!("{used}{KNOWN}{line}")).map(|found| found.items).unwrap_or_default();
        let control = found.iter().find(|item| item.text == "ASI03");
        assert!(control.is_some_and(|item| item.documentation.contains("OWASP ASI 2026")), "{line}: {control:?}");
        assert_eq!(found.len(), 10, "{line}");
    }
    assert_offers("mapping m for x {\n  evidence for \"1\" from $0", &["missing-owner", "bearer-credential"], &["ana"]);
    assert_offers("exception e {\n  accepts $0", &["missing-owner"], &["unknown-name"]);
    assert_offers("tiers own {\n  tier low {\n    requires $0", &["missing-owner"], &["ana"]);
}

#[test]
fn the_word_at_the_cursor_is_replaced() {
    let marked = Marked::one(&format!("{KNOWN}prove p {{ never desk.re$0ad causes read on notes }}"));
    let found = complete(&marked.db, marked.project, marked.file, marked.offset).expect("something");
    assert!(marked.place(found.span).ends_with(" desk.read"), "{}", marked.place(found.span));
    assert!(
        found
            .items
            .iter()
            .any(|item| item.text == "desk.reader" && item.kind == ItemKind::Name(bailiwick::names::Sort::Agent))
    );
    let marked = Marked::one("store a is $0files");
    let found = complete(&marked.db, marked.project, marked.file, marked.offset).expect("something");
    assert_eq!((found.span.start, found.span.end), (marked.offset, marked.offset), "a word behind the cursor stays");
}

#[test]
fn nothing_is_offered_in_comments_and_texts() {
    assert_eq!(at("// sto$0"), None);
    assert_eq!(at("/// about $0"), None);
    assert_eq!(at("human bo \"Bo $0\" in corp"), None);
}

#[test]
fn no_text_is_too_broken() {
    let texts = [
        "}}}",
        "{{{",
        "((([",
        "store {",
        "may",
        "never",
        "when",
        "\u{1f980}",
        "use",
        "a b c {\n\n",
        "\"\"\"",
        "prove p { never",
    ];
    let mut typing = Typing::new();
    for before in texts {
        for after in texts {
            for text in [format!("{before}$0{after}"), format!("{before} $0 {after}"), format!("{before}\n$0\n{after}")]
            {
                _ = typing.complete(&text);
            }
        }
    }
}

/// What stands in a condition, a selection or a test, however deep.
#[test]
fn what_is_asked_of_something_is_completed() {
    assert_offers("store s is files in corp { partitioned by $0", &["tenant", "session"], &[]);
    assert_offers("agent a in corp { may read on notes when $0", &["record.tenant", "subject.tenant", "mfa"], &[]);
    assert_offers(
        "agent a in corp { may read on notes when record.tenant is $0",
        &["subject.tenant"],
        &["record.tenant"],
    );
    assert_offers("prove p { never any agent extracts any $0", &["secret", "store"], &[]);
    assert_offers("prove p { never any agent extracts $0", &["any secret", "restricted"], &[]);
    assert_offers("prove p { never any agent obtains $0", &["any", "key"], &["ana"]);
    assert_offers("prove p {\n  never ana causes read on notes\n  even if every agent $0", &["is"], &["ana"]);
    assert_offers("test \"t\" { expect always send on $0", &["out", "notes"], &["internal"]);
    assert_offers("test \"t\" { expect desk.$0", &["desk.derived-tier", "desk.reader"], &[]);
    assert_offers("test \"t\" { expect key.sender-bound is $0", &["yes", "no"], &["ana"]);
    assert_offers("rule r {\n  for every store s\n  require s.owner.$0", &["s.owner.owner"], &["ana"]);
    assert_offers("store s is files in corp { partitioned by $0", &["tenant"], &["env", "mfa"]);
    let operation = "operation wire is execute { parameter amount integer 0..9 }\n";
    assert_offers(&format!("{operation}gate g {{ binds [$0"), &["amount", "diff"], &["ana"]);
    let permitted = format!("{operation}agent a in corp {{ may wire on notes when $0");
    assert_offers(&permitted, &["amount"], &["wire.amount"]);
}
