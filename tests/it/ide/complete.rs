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
    assert_offers("test t {\n  expect finding $0\n}", &[], &["notes"]);
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
