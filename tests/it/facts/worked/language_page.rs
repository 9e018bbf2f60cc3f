//! The page of the language that shows `PatchPilot`, flawed: everything on it is legal but for what comes later, and means
//! what the page says.

use bailiwick::analysis::check;
use bailiwick::finding::Severity;
use bailiwick::source::{Database, project};
#[cfg(feature = "z3")]
use bailiwick::trial::{Met, Options, run};

use super::{COMPROMISED, Closed};
use crate::facts::policy;
use crate::support::is_lint;

const PAGE: &str = include_str!("../../../spec/language/patchpilot.txt");

/// What the language does not have yet: obligations about identity, time and sharing, and what happens unattended.
/// Each of these is to be struck from here as soon as it is there.
const LATER: [&str; 4] = [
    "prove honest-commits        { always write on repo names its actor }\n",
    "prove ana-can-leave         { ana-pat ends within 1h of revocation }\n",
    "prove builds-apart          { never patch-pilot.ci and publisher share store }\n",
    "prove unattended-is-safe    { never unattended patch-pilot causes publish on registry }\n",
];

/// The page without these.
fn without(later: &[&str]) -> String {
    let mut text = PAGE.to_owned();
    for line in later {
        let at = text.find(line).expect("the page says so");
        text.replace_range(at..at + line.len(), "");
        // What is not proved is not expected either.
        if let Some(name) = line.strip_prefix("prove ").and_then(|rest| rest.split_whitespace().next()) {
            text = text.replace(&format!("  expect {name} is refuted\n"), "");
        }
    }
    text
}

fn errors(text: &str) -> usize {
    let db = Database::default();
    let outcome = check(&db, project(&db, &[("patchpilot.bwk", text)], 20_779));
    outcome.findings.iter().filter(|one| one.severity == Severity::Error && !is_lint(one)).count()
}

#[test]
fn nothing_else_has_to_wait() {
    assert_eq!(errors(&without(&LATER)), 0);
    for (at, line) in LATER.iter().enumerate() {
        let mut others = LATER.to_vec();
        others.remove(at);
        assert_ne!(errors(&without(&others)), 0, "no need to wait for this any more: {line}");
    }
}

/// The verdicts stand in the test on the page: `expect NAME is VERDICT`.
#[cfg(feature = "z3")]
#[test]
fn the_verdicts_are_those_of_the_page() {
    let expected = |name: &str| {
        let line = PAGE.lines().find_map(|line| line.trim().strip_prefix(&format!("expect {name} is ")));
        line.expect("the page says so").to_owned()
    };
    let db = Database::default();
    let text = without(&LATER);
    let outcome = check(&db, project(&db, &[("patchpilot.bwk", &text)], 20_779));
    let found: Vec<(&str, &str)> =
        outcome.verdicts.iter().map(|verdict| (verdict.name.as_str(), verdict.status.word())).collect();
    assert_eq!(found.len(), 5);
    for (name, verdict) in found {
        assert_eq!(verdict, expected(name), "{name}");
    }
}

/// Everything that the test on the page expects is so.
#[cfg(feature = "z3")]
#[test]
fn the_test_on_the_page_passes() {
    let db = Database::default();
    let outcome = run(&db, project(&db, &[("patchpilot.bwk", &without(&LATER))], 20_779), &Options::default());
    let [test] = outcome.tests.as_slice() else { unreachable!("there is one test") };
    assert_eq!(test.expectations.len(), 14);
    let unmet: Vec<_> = test.expectations.iter().filter(|asked| asked.met != Met::Passed).collect();
    assert!(test.passed(), "{:?} {unmet:?}", test.broken);
}

/// The sentences of the test on the page, as facts.
#[test]
fn an_issue_is_enough_to_publish_a_package() {
    let base = policy(&without(&LATER)).base;
    let closed = Closed::of(&base, COMPROMISED);
    assert_eq!(closed.conditions("cause(anyone, publish, registry)"), ["true"], "needing nothing");
    assert_eq!(closed.conditions("does(patch-pilot.coder·1, approve, code-review)"), ["true"]);
    let coder = |name: &str| format!("auth(patch-pilot.coder·1, {name}, {name}, publish, registry, inf)");
    assert_eq!(closed.conditions(&coder("patch-pilot.coder·1")), [""; 0]);
    assert_eq!(closed.conditions(&coder("ana")), [""; 0]);
}
