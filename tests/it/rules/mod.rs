//! Rules that are written in the language.

mod attributes;
mod comparisons;
mod delegations;
mod errors;
mod facts;
mod levels;

use bailiwick::finding::Finding;
use bailiwick::source::{Database, LineIndex, project};

use crate::support::{AS_OF, findings, with_library};

/// Places and people for the policies of these tests.
pub(crate) const WORLD: &str = "domain corp is tenant { trusted yes }
human ana \"Ana\" in corp
human bo in corp { left 2026-01-31 }
class ticket at confidential
";

/// Everything found in a policy that uses the levels and operations of the library, as `CODE: message`.
pub(crate) fn found(text: &str) -> Vec<String> {
    all(text).into_iter().map(|finding| format!("{}: {}", finding.about.code, finding.message)).collect()
}

fn all(text: &str) -> Vec<Finding> {
    let db = Database::default();
    findings(&db, project(&db, &[("main.bwk", &with_library(text))], AS_OF))
}

/// Everything found, as `CODE line`.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let whole = with_library(text);
    let index = LineIndex::new(&whole);
    let line = |finding: &Finding| index.position(&whole, finding.span.start).line;
    all(text).iter().map(|finding| format!("{} {}", finding.about.code, line(finding))).collect()
}

/// Whether a condition holds of a thing that is bound to `x`, or is not known to.
pub(crate) fn holds(policy: &str, kind: &str, condition: &str) -> &'static str {
    let rule =
        |required: &str| format!("{WORLD}{policy}\nrule asked {{\n  for every {kind} x\n  require {required}\n}}\n");
    let is_met = |required: &str| {
        let found = found(&rule(required));
        assert!(found.iter().all(|line| line.starts_with("asked: ")), "{found:?}");
        found.is_empty()
    };
    match (is_met(condition), is_met(&format!("not ({condition})"))) {
        (true, false) => "yes",
        (false, true) => "no",
        (false, false) => "unknown",
        (true, true) => "nothing to ask",
    }
}
