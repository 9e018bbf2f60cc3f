//! `test --format json`: what came of the tests, with a version, for programs.

use serde_json::{Value, json};

use crate::finding::Finding;
use crate::proof::date;
use crate::report::Places;
use crate::report::escape::escaped_json;
use crate::report::json::{region, verdict_told, witness};
use crate::trial::{Asked, Met, TestOutcome, TestRun};

/// The version of the format.
const TESTS: &str = "bailiwick.test/1";

/// A test run as JSON, with a line break at its end.
pub fn tests(run: &TestRun, places: &Places<'_>) -> String {
    let passed = run.tests.iter().filter(|test| test.passed()).count();
    let document = json!({
        "schema": TESTS,
        "tool": { "name": "bailiwick", "version": env!("CARGO_PKG_VERSION") },
        "asOf": date(run.as_of),
        "counts": {
            "declared": run.declared,
            "ran": run.tests.len(),
            "passed": passed,
            "failed": run.tests.len() - passed,
        },
        "tests": run.tests.iter().map(|one| test(one, places)).collect::<Vec<_>>(),
    });
    escaped_json(&format!("{document:#}\n"))
}

fn test(test: &TestOutcome, places: &Places<'_>) -> Value {
    json!({
        "module": test.module,
        "name": test.name,
        "label": test.label,
        "region": region(test.span, places),
        "asOf": date(test.as_of),
        "passed": test.passed(),
        "expectations": test.expectations.iter().map(|one| asked(one, places)).collect::<Vec<_>>(),
        "broken": test.broken.iter().map(|one| finding(one, places)).collect::<Vec<_>>(),
    })
}

fn asked(asked: &Asked, places: &Places<'_>) -> Value {
    let (outcome, failure) = match &asked.met {
        Met::Passed => ("passed", Value::Null),
        Met::Undecided { why, verdict } => {
            let nothing: [Value; 0] = [];
            let verdict = verdict.as_ref().map(|one| verdict_told(one, places));
            let failure = json!({ "instead": why, "verdict": verdict, "witness": null, "findings": nothing });
            ("undecided", failure)
        }
        Met::Failed { instead, verdict, witness: shown, findings } => (
            "failed",
            json!({
                "instead": instead,
                "verdict": verdict.as_ref().map(|one| verdict_told(one, places)),
                "witness": shown.as_ref().map(|one| witness(one, places)),
                "findings": findings.iter().map(|one| finding(one, places)).collect::<Vec<_>>(),
            }),
        ),
    };
    json!({ "text": asked.text, "region": region(asked.span, places), "outcome": outcome, "failure": failure })
}

fn finding(finding: &Finding, places: &Places<'_>) -> Value {
    json!({
        "code": finding.about.code,
        "name": finding.about.name,
        "severity": finding.severity,
        "message": finding.message,
        "region": region(finding.span, places),
    })
}
