//! What is wrong with tests is found by a check, which runs none of them.

use bailiwick::analysis::check;
use bailiwick::source::{Database, LineIndex, project};

use super::POLICY;
use crate::support::{AS_OF, with_library};

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
    outcome.findings.iter().map(shown).collect()
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
fn a_check_runs_no_test() {
    assert_eq!(found("test \"it\" { expect nobody-reads is proved }\n"), []);
}
