//! What is wrong with tests is found by a check, which runs none of them.

use bailiwick::analysis::check;
use bailiwick::finding::Severity;
use bailiwick::proof::Status;
use bailiwick::source::{Database, LineIndex, project};

use super::POLICY;
use crate::support::{AS_OF, is_lint, with_library};

/// The findings of a check, as code and the text they are about.
fn found(tests: &str) -> Vec<(String, String)> {
    let db = Database::default();
    let text = with_library(&format!("{POLICY}{tests}"));
    let outcome = check(&db, project(&db, &[("main.bwk", &text)], AS_OF));
    let shown = |finding: &bailiwick::finding::Finding| {
        assert!(LineIndex::new(&text).count() > 0);
        let span = finding.span;
        (finding.about.code.to_owned(), text[span.start as usize..span.end as usize].to_owned())
    };
    outcome.findings.iter().filter(|one| !is_lint(one)).map(shown).collect()
}

#[test]
fn names_in_tests_are_looked_up() {
    let cases = [
        ("test \"it\" { expect bob may read on notes }", "BW0201", "bob"),
        ("test \"it\" { expect never bo causes read on note }", "BW0201", "note"),
        ("test \"it\" { expect nobody-read is refuted }", "BW0201", "nobody-read"),
        ("test \"it\" { without bob\n  expect nobody-reads is refuted }", "BW0201", "bob"),
        ("test \"it\" { expect no finding ended-grant on bob }", "BW0201", "bob"),
        ("test \"it\" { given approved(reviews)\n  expect nobody-reads is refuted }", "BW0201", "reviews"),
        ("test \"it\" { given stage is ci\n  expect nobody-reads is refuted }", "BW0302", "stage"),
        ("test \"it\" { expect bo is proved }", "BW0301", "bo"),
        ("test { expect nobody-reads is refuted }", "BW0319", "test"),
        ("test \"it\" { expect bo may read on notes needing nothing }", "BW0310", "needing nothing"),
        ("test \"it\" { expect bob.owner is ana }", "BW0201", "bob"),
        ("test \"it\" { expect bo.ownr is ana }", "BW0602", "ownr"),
        ("test \"it\" { expect notes.kind is filez }", "BW0605", "filez"),
        (
            "test \"it\" { given approved(review)\n  given not approved(review)\n  expect bo may not read on notes }",
            "BW0304",
            "not approved(review)",
        ),
        (
            "test \"it\" { given env is ci and env is dev\n  expect bo may not read on notes }",
            "BW0304",
            "env is ci and env is dev",
        ),
        ("test \"it\" { given env is ci\n  expect bo may not read on notes when env is dev }", "BW0304", "env is dev"),
        ("test \"it\" { expect no finding ended-grants }", "BW0606", "ended-grants"),
        (
            "test \"it\" { expect never unknown causes read on notes }",
            "BW0310",
            "expect never unknown causes read on notes",
        ),
    ];
    for (test, code, at) in cases {
        assert_eq!(found(&format!("{test}\n")), [(code.to_owned(), at.to_owned())], "{test}");
    }
}

#[test]
fn what_a_test_adds_is_looked_at_where_it_stands() {
    let test =
        |inside: &str| format!("test \"it\" {{\n  with {{\n    {inside}\n  }}\n  expect dee may read on notes\n}}\n");
    assert_eq!(found(&test("human dee in corp { may read on notes }")), []);
    let unknown = |at: &str| [("BW0201".to_owned(), at.to_owned())];
    assert_eq!(found(&test("human dee in corp { may read on note }")), unknown("note"));
    assert_eq!(found(&test("human de in corp { may read on notes }")), unknown("dee"));
    let twice = found(&test("human bo in corp\n    human dee in corp"));
    assert_eq!(twice, [("BW0202".to_owned(), "bo".to_owned())]);
}

#[test]
fn what_a_test_adds_is_there_for_it_alone() {
    let tests = "test \"it\" { with { human dee in corp }\n  expect dee may not read on notes }
test \"other\" { expect dee may not read on notes }\n";
    assert_eq!(found(tests), [("BW0201".to_owned(), "dee".to_owned())]);
}

#[test]
fn what_becomes_wrong_elsewhere_is_told_where_it_is_added() {
    let test = "test \"it\" {\n  with { context env one of [a, b] }\n  expect bo may read on notes\n}\n";
    let found = found(test);
    assert!(!found.is_empty());
    assert!(found.iter().all(|(_, at)| test.contains(at.as_str())), "{found:?}");
}

/// The statuses of the properties of a policy with these tests, and whether something is wrong with it.
fn statuses(tests: &str) -> (Vec<Status>, bool) {
    let db = Database::default();
    let text = with_library(&format!("{POLICY}{tests}"));
    let outcome = check(&db, project(&db, &[("main.bwk", &text)], AS_OF));
    let in_test = outcome.unknowns.iter().filter(|unknown| text[unknown.span.start as usize..].starts_with("unknown"));
    assert_eq!(in_test.count(), 0, "what a test does not know is no unknown of the policy");
    let mut own = outcome.findings.iter().filter(|one| !is_lint(one));
    let is_wrong = own.any(|one| one.severity == Severity::Error);
    (outcome.verdicts.into_iter().map(|verdict| verdict.status).collect(), is_wrong)
}

#[test]
fn a_mistake_in_a_test_is_no_mistake_in_the_policy() {
    let (sound, is_wrong) = statuses("");
    assert!(!is_wrong && sound.contains(&Status::Refuted));
    let local = [
        "test \"it\" { expect bob may read on notes }",
        "test \"it\" { expect bo.ownr is ana }",
        "test \"it\" {\n  expekt bo may read on notes\n}",
        "test \"it\" {\n  expect bo may may read on notes\n}",
        "test { expect nobody-reads is refuted }",
        "test \"it\" { expect unknown may read on notes }",
        "test \"it\" {\n  with { human bo in corp }\n  expect bo may read on notes\n}",
    ];
    for test in local {
        assert_eq!(statuses(&format!("{test}\n")), (sound.clone(), true), "{test}");
    }
    let reaching =
        ["test \"it\" {\n  expect bo may read on notes\n", "test \"it {\n  expect bo may read on notes\n}\n"];
    for test in reaching {
        assert_eq!(statuses(test), (vec![Status::Unknown; 2], true), "{test}");
    }
}

#[test]
fn a_test_with_a_mistake_does_not_run_and_the_others_do() {
    let tests = "test \"wrong\" {\n  expect bob may read on notes\n  expect bo may read on notes\n}
test \"right\" { expect bo may read on notes }\n";
    let (_, outcome) = super::tested(tests);
    let [wrong, right] = outcome.tests.as_slice() else { unreachable!("there are two tests") };
    assert_eq!(wrong.broken.iter().map(|finding| finding.about.code).collect::<Vec<_>>(), ["BW0201"]);
    assert!(wrong.expectations.is_empty() && !wrong.passed());
    assert!(right.broken.is_empty());
    assert_eq!(right.expectations.len(), 1);
    assert!(!outcome.passed());
}

#[test]
fn a_check_runs_no_test() {
    assert_eq!(found("test \"it\" { expect nobody-reads is proved }\n"), []);
}
