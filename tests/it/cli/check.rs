//! `check`: exit codes, and what they depend on.

use super::{CLEAN, REFUTED, code, err, folder, out, root, run};

#[test]
fn exit_codes_tell_how_it_went() {
    let cases: [(&str, &[&str], i32); 12] = [
        (CLEAN, &["check", "."], 0),
        (REFUTED, &["check", "."], 1),
        ("human ana in nowhere\n", &["check", "."], 1),
        ("// nothing\n", &["check", "."], 2),
        (CLEAN, &["check", "missing"], 2),
        (CLEAN, &["check", "--format", "nonsense"], 2),
        (CLEAN, &["check", "--as-of", "yesterday"], 2),
        (CLEAN, &["fly"], 2),
        (CLEAN, &["explain", "BW0101"], 0),
        (CLEAN, &["explain", "BW9999"], 2),
        (CLEAN, &["graph", ".", "--around", "nobody"], 2),
        (CLEAN, &["--help"], 0),
    ];
    for (text, arguments, expected) in cases {
        let folder = folder(&[("policy.bwk", text)]);
        let output = run(folder.path(), arguments);
        assert_eq!(code(&output), expected, "{arguments:?}\n{}{}", out(&output), err(&output));
    }
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(empty.path(), &["check"])), 2);
}

#[test]
fn a_nul_byte_is_a_finding() {
    let folder = folder(&[("a.bwk", "human a\0na in corp\n")]);
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("BW0102"), "{}", out(&output));
}

#[test]
fn a_new_project_is_all_proved() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(folder.path(), &["init", "fresh"])), 0);
    let output = run(folder.path(), &["check", "fresh", "--fail-on", "info"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert_eq!(code(&run(folder.path(), &["check", "fresh", "--profile", "strict"])), 0);
    assert_eq!(code(&run(folder.path(), &["init", "fresh"])), 2, "nothing is overwritten");
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "fresh"])), 0);
}

#[test]
fn a_date_has_no_time() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    assert_eq!(code(&run(folder.path(), &["check", "--as-of", "2026-11-25"])), 0);
    for date in ["2026-11-25T10:00", "2026-11-25 10:00:00", "2026-11-25T10:00:00Z", "2026-11-25T00"] {
        for arguments in [&["check", "--as-of", date][..], &["why", "ana causes x on y", "--as-of", date][..]] {
            let output = run(folder.path(), arguments);
            assert_eq!(code(&output), 2, "{date}");
            assert!(err(&output).contains("without a time"), "{date}: {}", err(&output));
        }
    }
    for date in ["2026-02-30", "2026-11", "25.11.2026", "20261125", "2026-11-25x", ""] {
        assert_eq!(code(&run(folder.path(), &["check", "--as-of", date])), 2, "{date}");
    }
}

/// A policy of one permission with a condition.
fn permission(condition: &str) -> String {
    let uses = "use std.operations [*]\nuse std.levels [*]\ncontext mfa boolean\n";
    format!(
        "{uses}{CLEAN}store s is files in corp {{\n  owner ana\n  holds internal\n}}\naccess a for ana {{ may read on s {condition} }}\n"
    )
}

#[test]
fn runs_fail_on_what_they_are_told_to_fail_on() {
    let cases = [
        (permission(""), [0, 0, 0]),
        (permission("until 2020-01-01"), [0, 0, 1]),
        (permission("when mfa or not mfa"), [0, 1, 1]),
        (permission("when unknown"), [1, 1, 1]),
    ];
    for (text, expected) in cases {
        let folder = folder(&[("policy.bwk", &text)]);
        let codes = ["error", "warning", "info"].map(|level| {
            let output = run(folder.path(), &["check", "--fail-on", level]);
            (code(&output), out(&output))
        });
        assert_eq!(codes.each_ref().map(|(code, _)| *code), expected, "{}", codes[0].1);
    }
}

#[test]
fn two_runs_say_the_same() {
    for format in ["terminal", "json"] {
        let arguments = ["check", "examples/patchpilot/flawed", "--format", format, "--as-of", "2026-11-22"];
        assert_eq!(run(root(), &arguments).stdout, run(root(), &arguments).stdout, "{format}");
    }
    let drawn = ["graph", "examples/patchpilot/flawed"];
    assert_eq!(run(root(), &drawn).stdout, run(root(), &drawn).stdout);
}
