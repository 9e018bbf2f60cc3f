//! `test --format junit`: what came of the tests as continuous integration reads it. A suite for each module, a case for
//! each test; no times and no host names, so that equal runs are equal.

use std::fmt::Write as _;

use crate::report::Places;
use crate::report::xml::{attribute, element};
use crate::trial::{Asked, Met, TestOutcome, TestRun};

/// A test run as `JUnit` XML, with a line break at its end.
pub fn junit(run: &TestRun, places: &Places<'_>) -> String {
    let mut suites: Vec<(&str, Vec<&TestOutcome>)> = Vec::new();
    for test in &run.tests {
        match suites.last_mut().filter(|(module, _)| *module == test.module) {
            Some((_, tests)) => tests.push(test),
            None => suites.push((&test.module, vec![test])),
        }
    }
    let all: Vec<&TestOutcome> = run.tests.iter().collect();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    _ = writeln!(text, "<testsuites name=\"bailiwick\" {}>", counts(&all));
    for (module, tests) in suites {
        _ = writeln!(text, "  <testsuite name=\"{}\" {}>", attribute(module), counts(&tests));
        for test in tests {
            text += &case(test, places);
        }
        text += "  </testsuite>\n";
    }
    text + "</testsuites>\n"
}

/// How a test ended: a test of which nobody knows is an error, one that is not met a failure.
#[derive(PartialEq, Eq)]
enum Ending {
    Passed,
    Failed,
    Error,
}

fn ending(test: &TestOutcome) -> Ending {
    if test.passed() {
        Ending::Passed
    } else if test.expectations.iter().any(|asked| matches!(asked.met, Met::Failed { .. })) {
        Ending::Failed
    } else {
        Ending::Error
    }
}

fn counts(tests: &[&TestOutcome]) -> String {
    let count = |wanted: &Ending| tests.iter().filter(|test| ending(test) == *wanted).count();
    format!("tests=\"{}\" failures=\"{}\" errors=\"{}\"", tests.len(), count(&Ending::Failed), count(&Ending::Error))
}

fn case(test: &TestOutcome, places: &Places<'_>) -> String {
    let mut text =
        format!("    <testcase name=\"{}\" classname=\"{}\"", attribute(&test.name), attribute(&test.module));
    if test.passed() {
        return text + "/>\n";
    }
    text += ">\n";
    if test.expectations.is_empty() && test.broken.is_empty() {
        text += &element("error", "it expects nothing, so it shows nothing", &places.line(test.span));
    }
    for finding in &test.broken {
        let message = format!("{}: {}", finding.about.code, finding.message);
        text += &element("error", &message, &places.line(finding.span));
    }
    for asked in &test.expectations {
        text += &outcome(asked, places);
    }
    text + "    </testcase>\n"
}

fn outcome(asked: &Asked, places: &Places<'_>) -> String {
    let place = format!("{}: expect {}", places.line(asked.span), asked.text);
    match &asked.met {
        Met::Passed => String::new(),
        Met::Undecided { why, .. } => element("error", &format!("undecided: {}", why.join("; ")), &place),
        Met::Failed { instead, verdict, witness, findings } => {
            let mut lines = vec![place];
            lines.extend(verdict.iter().flat_map(|verdict| verdict.remarks.iter().cloned()));
            let conflicts = verdict.iter().flat_map(|verdict| &verdict.conflicts);
            lines.extend(conflicts.map(|conflict| conflict.sentence.clone()));
            let witness = witness.as_deref().or_else(|| verdict.as_ref()?.witness.as_ref());
            let hops = witness.iter().flat_map(|witness| &witness.hops).filter(|hop| hop.told);
            lines.extend(hops.map(|hop| hop.sentence.clone()));
            let found = findings.iter().map(|one| format!("{}: {}", places.line(one.span), one.message));
            lines.extend(found);
            element("failure", &format!("expect {}: {}", asked.text, instead.join("; ")), &lines.join("\n"))
        }
    }
}
