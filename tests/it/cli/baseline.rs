//! What was known before.

use super::{REFUTED, code, err, folder, out, root, run};

const DAY: [&str; 2] = ["--as-of", "2026-11-22"];

fn check(at: &tempfile::TempDir, arguments: &[&str]) -> (i32, String) {
    let output = run(at.path(), &[&["check", "--baseline", "known.json"], &DAY[..], arguments].concat());
    (code(&output), out(&output))
}

fn known(at: &tempfile::TempDir) -> String {
    let output = run(at.path(), &[&["baseline", "--output", "known.json"], &DAY[..]].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).starts_with("Known from now on: findings: "), "{}", out(&output));
    std::fs::read_to_string(at.path().join("known.json")).expect("a baseline")
}

fn write(at: &tempfile::TempDir, text: &str) {
    std::fs::write(at.path().join("a.bwk"), text).expect("a policy");
}

#[test]
fn only_what_is_new_fails() {
    let at = folder(&[("a.bwk", REFUTED)]);
    let first = known(&at);
    assert!(first.contains("\"code\": \"refuted\"") && first.contains("BW1003"), "{first}");
    let (exit, text) = check(&at, &[]);
    assert_eq!(exit, 0, "{text}");
    assert!(text.contains("known: nobody-reads is refuted") && text.contains("known: BW1003 missing-owner"), "{text}");
    assert!(text.contains("known to the baseline") && !text.contains("How it comes about"), "{text}");
    // Moved, and something new.
    let more = "human bo in corp { may read on notes }\nprove not-bo { never bo causes read on notes }\n";
    write(&at, &format!("// moved\n\n{}{more}", REFUTED.replace("edition 2026\n", "")));
    let (exit, text) = check(&at, &[]);
    assert_eq!(exit, 1, "{text}");
    assert!(text.contains("known: nobody-reads is refuted") && text.contains("refuted  not-bo"), "{text}");
    assert_eq!(text.matches("How it comes about").count(), 1, "what is known is quieter");
}

#[test]
fn every_format_says_what_is_known() {
    let at = folder(&[("a.bwk", REFUTED)]);
    known(&at);
    for (format, expected) in [
        ("json", "\"known\": true"),
        ("sarif", "\"baselineState\": \"unchanged\""),
        ("junit", "<skipped>"),
        ("github", "::notice file=a.bwk,line=7,endLine=7,col=22,endColumn=51,title=refuted nobody-reads::"),
        ("markdown", "| refuted, known | <code>nobody-reads</code> |"),
    ] {
        let (exit, text) = check(&at, &["--format", format]);
        assert_eq!(exit, 0, "{format}: {text}");
        assert!(text.contains(expected), "{format}: {text}");
    }
    write(&at, &REFUTED.replace("{ may read on notes }", ""));
    for (format, expected) in [
        ("terminal", "known and gone: refuted nobody-reads"),
        ("json", "\"what\": \"refuted nobody-reads\""),
        ("sarif", "The baseline knows what is there no longer: refuted nobody-reads"),
        ("github", "::notice title=the baseline knows what is there no longer::refuted nobody-reads"),
        ("markdown", "known to the baseline, and there no longer"),
    ] {
        let (_, text) = check(&at, &["--format", format]);
        assert!(text.contains(expected), "{format}: {text}");
    }
}

/// A property that is refuted already says no more that something else breaks it: so that is new.
#[test]
fn what_else_breaks_a_property_is_not_known() {
    let policy = "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
class salaries at confidential
human ana in corp { may read on notes }
human bo in corp
store notes is files in corp { holds internal }
store pay is files in corp { holds salaries }
prove nobody-gets { never any human causes read on any store }
";
    let at = folder(&[("a.bwk", policy)]);
    known(&at);
    assert_eq!(check(&at, &[]).0, 0);
    for (from, to) in [
        ("human bo in corp", "human bo in corp { may read on pay }"),
        ("may read on notes", "may read on [notes, pay]"),
        ("never any human causes read", "never any human causes [read, write]"),
        ("on any store }", "on any store even if any human is hostile }"),
    ] {
        let changed = policy.replace(from, to);
        assert_ne!(changed, policy, "{from}");
        write(&at, &changed);
        let (exit, text) = check(&at, &[]);
        assert_eq!(exit, 1, "{to}: {text}");
    }
    // More comes the same way, although what is shown is as it was.
    let leaking = policy.replace("never any human causes read on any store", "never [internal, salaries] reaches ana");
    write(&at, &leaking);
    known(&at);
    write(&at, &leaking.replace("holds internal", "holds [internal, salaries]"));
    let (exit, text) = check(&at, &[]);
    assert_eq!(exit, 1, "{text}");
}

/// Another way to the same end, or the same under a weaker condition, is new.
#[test]
fn another_way_is_not_known() {
    let gated = REFUTED.replace("may read on notes", "may read on notes when mfa") + "context mfa boolean\n";
    let at = folder(&[("a.bwk", &gated)]);
    known(&at);
    assert_eq!(check(&at, &[]).0, 0);
    write(&at, &gated.replace(" when mfa", ""));
    let (exit, text) = check(&at, &[]);
    assert_eq!(exit, 1, "{text}");
    assert!(text.contains("known and gone: refuted nobody-reads"), "{text}");
}

#[test]
fn what_is_unknown_is_never_known() {
    let unknown = REFUTED.replace("{ may read on notes }", "");
    let at = folder(&[("a.bwk", &format!("{unknown}agent bot in corp {{ infers unknown }}\n"))]);
    let text = known(&at);
    assert!(text.contains("BW10") && !text.contains("nobody-reads"), "{text}");
    let (exit, text) = check(&at, &[]);
    assert!(exit == 1 && text.contains("unknown  nobody-reads"), "{text}");
    let at = folder(&[("a.bwk", &REFUTED.replace("ana causes", "nobody-there causes"))]);
    let output = run(at.path(), &["baseline", "--output", "known.json"]);
    assert_eq!(code(&output), 2, "a policy with errors is not known");
    assert!(!at.path().join("known.json").exists());
}

#[test]
fn another_file_is_no_baseline() {
    let at = folder(&[("a.bwk", REFUTED)]);
    let text = known(&at);
    let cases = [
        ("{}".to_owned(), "does not say of which format it is"),
        ("nothing".to_owned(), "is no baseline"),
        (text.replace("baseline/1", "baseline/2"), "is of the format `bailiwick.baseline/2`"),
        (text.replace("\"message\"", "\"text\""), "can not be read"),
    ];
    for (text, expected) in cases {
        std::fs::write(at.path().join("known.json"), &text).expect("a file");
        let output = run(at.path(), &["check", "--baseline", "known.json"]);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{text}");
        assert!(err(&output).contains(expected) && err(&output).contains("`bailiwick baseline`"), "{}", err(&output));
    }
    for arguments in [["--baseline", "missing"], ["--output", "json=known.json"]] {
        let output = run(at.path(), &[&["check", "--baseline", "known.json"], &arguments[..]].concat());
        assert_eq!(code(&output), 2, "{arguments:?}");
    }
}

#[test]
fn a_baseline_keeps_to_its_schema() {
    let schema: serde_json::Value =
        serde_json::from_str(&out(&run(root(), &["schema", "baseline"]))).expect("a schema");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let output = run(root(), &["baseline", "examples/helpdesk/flawed", "--as-of", "2026-11-22"]);
    let mut document: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert!(schema.is_valid(&document));
    assert!(document["entries"].as_array().is_some_and(|entries| entries.len() > 10));
    document["entries"][0]["fingerprint"] = "short".into();
    assert!(!schema.is_valid(&document), "a broken document is refused");
}

/// A finding is one of something: another one of the same words is new, and one before it in the text changes nothing.
#[test]
fn what_is_found_of_something_else_is_new() {
    let rule = "rule bad {\n  code ACME-1\n  for every store s\n  require s.retention is known\n  severity error\n  \
        message \"a store is bad\"\n  help \"say how long\"\n}\n";
    let policy = |stores: &[&str]| {
        let stores: Vec<String> =
            stores.iter().map(|name| format!("store {name} is files in corp {{ owner ana }}\n")).collect();
        let stores = stores.concat();
        format!("domain corp is tenant {{ trusted yes }}\nhuman ana in corp {{ owner ana }}\n{rule}{stores}")
    };
    let at = folder(&[("a.bwk", &policy(&["s1"]))]);
    known(&at);
    write(&at, &policy(&["s9"]));
    let (exit, text) = check(&at, &[]);
    assert!(exit == 1 && text.contains("known and gone: ACME-1 bad"), "{text}");
    write(&at, &policy(&["s0", "s1"]));
    let (exit, text) = check(&at, &["--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let found = document["findings"].as_array().expect("a list").iter().filter(|one| one["code"] == "ACME-1");
    assert_eq!(found.map(|one| one["known"].as_bool()).collect::<Vec<_>>(), [Some(false), Some(true)]);
    assert_eq!(exit, 1);
}
