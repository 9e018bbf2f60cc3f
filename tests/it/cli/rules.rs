//! `rules` and `explain`: everything that can be found, a project's own rules among it.

use bailiwick::rules::catalogue;

use crate::lints::shipped;

use super::{CLEAN, code, err, folder, out, root, run};

const RULE: &str = "/// They are gone.
rule gone \"Nobody has left\" {
  code     ACME-7
  for every human h
  require  h.left is nobody
  severity warning
}
rule bare {
  for every human h
  require h.left is nobody
}
";

/// How many kinds of findings there are without those of a project; a rule in Rust that has a page is in both lists.
fn known() -> usize {
    let mut codes: Vec<&str> = catalogue().into_iter().chain(shipped()).map(|about| about.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.len()
}

#[test]
fn everything_that_can_be_found_is_listed() {
    let output = run(root(), &["rules"]);
    assert_eq!(code(&output), 0);
    let listed = out(&output);
    assert_eq!(listed.lines().count(), known());
    for about in catalogue().into_iter().chain(shipped()) {
        assert!(listed.contains(&format!("{} ", about.code)) && listed.contains(about.name), "{}", about.code);
    }
}

#[test]
fn a_project_adds_its_own() {
    let folder = folder(&[("people.bwk", CLEAN), ("rules.bwk", RULE)]);
    let listed = out(&run(folder.path(), &["rules", "."]));
    assert!(listed.contains("ACME-7   warning  gone                         Nobody has left\n"), "{listed}");
    assert_eq!(listed.lines().count(), known() + 2);
    let explained = run(folder.path(), &["explain", "gone", "."]);
    assert_eq!(
        (code(&explained), out(&explained)),
        (0, "ACME-7 gone\n\nNobody has left\n\nThey are gone.\n".to_owned())
    );
    assert_eq!(out(&run(folder.path(), &["explain", "bare", "."])), "bare\n");
    let unknown = run(folder.path(), &["explain", "gon", "."]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("did you mean `gone`?"), "{}", err(&unknown));
}

#[test]
fn a_finding_of_a_rule_fails_a_run_as_its_level_says() {
    let left = CLEAN.replace("in corp {", "in corp { left 2026-01-01\n ");
    let folder =
        folder(&[("people.bwk", &left), ("rules.bwk", RULE), ("bailiwick.toml", "name = \"acme\"\nedition = 2026\n")]);
    let output = run(folder.path(), &["check", "--as-of", "2026-11-22"]);
    assert_eq!(code(&output), 1);
    let shown = out(&output);
    assert!(shown.contains("ACME-7 gone") && shown.contains("bare\n") && !shown.contains("bare bare"), "{shown}");
    let levels = "name = \"acme\"\nedition = 2026\n[rules]\nbare = \"warning\"\nACME-7 = \"info\"\n";
    std::fs::write(folder.path().join("bailiwick.toml"), levels).expect("a file");
    assert_eq!(code(&run(folder.path(), &["check", "--as-of", "2026-11-22"])), 0);
    let json = out(&run(folder.path(), &["check", "--as-of", "2026-11-22", "--format", "json"]));
    assert!(json.contains("\"ACME-7\"") && json.contains("\"info\""), "{json}");
}
