//! `check --format junit`: an outcome as continuous integration reads it. A case for each property, and one for each rule that
//! found something: what a server remembers of a case it remembers by its name, and files and lines move.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::analysis::Outcome;
use crate::finding::{Finding, Severity};
use crate::proof::{Status, Verdict};
use crate::report::Places;
use crate::report::account::{account, state, title};
use crate::report::xml::{attribute, element, plain};

/// An outcome as `JUnit` XML, with a line break at its end. What is less grave than `fails` fails no case.
pub fn junit_check(outcome: &Outcome, fails: Severity, places: &Places<'_>) -> String {
    let properties: Vec<Case> = outcome.verdicts.iter().map(|one| property(one, places)).collect();
    let mut rules: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.findings {
        rules.entry((finding.about.code, finding.about.name)).or_default().push(finding);
    }
    let mut findings: Vec<Case> = rules.values().filter_map(|found| rule(found, fails, places)).collect();
    if findings.is_empty() {
        findings.push(Case::passed("findings", "nothing is found".to_owned()));
    }
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let all: Vec<&Case> = properties.iter().chain(&findings).collect();
    _ = writeln!(text, "<testsuites name=\"bailiwick\" {}>", counts(&all));
    for (name, cases) in [("properties", &properties), ("findings", &findings)] {
        let all: Vec<&Case> = cases.iter().collect();
        let skipped = cases.iter().filter(|case| case.ending == Ending::Skipped).count();
        _ = writeln!(text, "  <testsuite name=\"{name}\" {} skipped=\"{skipped}\">", counts(&all));
        text.extend(cases.iter().map(Case::text));
        text += "  </testsuite>\n";
    }
    text + "</testsuites>\n"
}

/// How a case ended: what is not known is an error, what is accepted or known is skipped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Passed,
    Skipped,
    Failed,
    Error,
}

struct Case {
    suite: &'static str,
    name: String,
    ending: Ending,
    content: String,
}

impl Case {
    fn passed(suite: &'static str, name: String) -> Self {
        Self { suite, name, ending: Ending::Passed, content: String::new() }
    }

    fn text(&self) -> String {
        let start = format!("    <testcase name=\"{}\" classname=\"{}\"", attribute(&self.name), self.suite);
        if self.content.is_empty() {
            return start + "/>\n";
        }
        format!("{start}>\n{}    </testcase>\n", self.content)
    }
}

fn counts(cases: &[&Case]) -> String {
    let count = |wanted: Ending| cases.iter().filter(|case| case.ending == wanted).count();
    format!("tests=\"{}\" failures=\"{}\" errors=\"{}\"", cases.len(), count(Ending::Failed), count(Ending::Error))
}

fn property(verdict: &Verdict, places: &Places<'_>) -> Case {
    let said = format!("{} is {}: {}", verdict.name, verdict.status.word(), verdict.sentence);
    let mut lines = vec![places.line(verdict.span)];
    lines.extend(account(verdict));
    let (ending, content) = match verdict.status {
        Status::Proved => (Ending::Passed, String::new()),
        _ if !verdict.is_open() => (Ending::Skipped, skipped(&lines.join("\n"))),
        Status::Refuted => (Ending::Failed, element("failure", &said, &lines.join("\n"))),
        Status::Unknown => (Ending::Error, element("error", &said, &lines.join("\n"))),
    };
    Case { suite: "properties", name: verdict.name.clone(), ending, content }
}

/// Everything that one rule found.
fn rule(found: &[&Finding], fails: Severity, places: &Places<'_>) -> Option<Case> {
    let mut case = Case::passed("findings", title(found.first()?.about));
    let failing = |finding: &Finding| finding.is_open() && finding.severity >= fails;
    let lines = |finding: &Finding| {
        let mut lines = vec![format!("{}: {}", places.line(finding.span), finding.message)];
        lines.extend(state(finding.accepted.as_ref(), finding.known));
        lines.extend(finding.notes.iter().cloned());
        lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
        lines.join("\n")
    };
    let (failed, others): (Vec<&Finding>, Vec<&Finding>) = found.iter().partition(|one| failing(one));
    for finding in &failed {
        case.content += &element("failure", &finding.message, &lines(finding));
    }
    let others_told: Vec<String> = others.iter().map(|one| lines(one)).collect();
    case.ending = if !failed.is_empty() {
        Ending::Failed
    } else if others.iter().all(|one| !one.is_open()) {
        case.content += &skipped(&others_told.join("\n"));
        return Some(Case { ending: Ending::Skipped, ..case });
    } else {
        Ending::Passed
    };
    if !others.is_empty() {
        _ = writeln!(case.content, "      <system-out>{}</system-out>", plain(&others_told.join("\n")));
    }
    Some(case)
}

fn skipped(content: &str) -> String {
    format!("      <skipped>{}</skipped>\n", plain(content))
}
