//! `check --format sarif`: SARIF 2.1.0, as code scanning reads it. No times and no machine, so that equal runs are equal.

mod location;
mod message;
mod result;
mod rule;

use serde_json::{Value, json};

use crate::analysis::{Outcome, fingerprints};
use crate::proof::{Status, date};
use crate::report::Places;
use crate::report::escape::escaped_json;
use location::Artifacts;
use result::Results;
use rule::Rules;

/// What GitHub takes of one run; a file with more is refused whole.
const MOST_RESULTS: usize = 25_000;

/// An outcome as SARIF, with a line break at its end.
pub fn sarif(outcome: &Outcome, places: &Places<'_>) -> String {
    let artifacts = Artifacts::new(places);
    let rules = Rules::of(outcome);
    let marks = fingerprints(places.db(), outcome, |span| places.below(span));
    let findings = outcome.findings.iter().zip(&marks.findings);
    let verdicts = outcome.verdicts.iter().zip(&marks.verdicts).filter(|(one, _)| one.status != Status::Proved);
    let writer = Results { rules: &rules, artifacts: &artifacts, is_compared: outcome.compared.is_some() };
    let mut results: Vec<Value> = findings.map(|(one, mark)| writer.finding(one, mark)).collect();
    results.extend(verdicts.map(|(one, mark)| writer.verdict(one, mark)));
    let left_out = results.len().saturating_sub(MOST_RESULTS);
    if left_out > 0 {
        results.sort_by_key(|one| ["error", "warning"].iter().position(|level| one["level"] == *level).unwrap_or(2));
        results.truncate(MOST_RESULTS);
    }
    let run = json!({
        "tool": { "driver": {
            "name": "bailiwick",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.all(),
        } },
        "invocations": [invocation(outcome, left_out)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": location::bases(),
        "artifacts": artifacts.all(),
        "results": results,
        "properties": properties(outcome),
    });
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    escaped_json(&format!("{document:#}\n"))
}

/// That the tool ran, and what it could not do.
fn invocation(outcome: &Outcome, left_out: usize) -> Value {
    let mut notes = Vec::new();
    if outcome.is_broken {
        let text = "The policy has errors, so it is not known what it says, and nothing is proved.";
        notes.push(json!({ "level": "error", "message": { "text": text } }));
    }
    if left_out > 0 {
        let text = format!("{left_out} results are left out, since readers take no more than {MOST_RESULTS}.");
        notes.push(json!({ "level": "error", "message": { "text": text } }));
    }
    let stale = outcome.compared.iter().flat_map(|compared| &compared.stale);
    notes.extend(stale.map(|one| {
        let text = format!("The baseline knows what is there no longer: {}: {}", one.code, one.message);
        json!({ "level": "note", "message": { "text": message::plain(&text) } })
    }));
    json!({ "executionSuccessful": true, "toolExecutionNotifications": notes })
}

/// What a result can not say: on which day everything was judged, and what is proved. A result for it would be shown as an alert.
fn properties(outcome: &Outcome) -> Value {
    let proved = outcome.verdicts.iter().filter(|verdict| verdict.status == Status::Proved);
    json!({
        "asOf": date(outcome.as_of),
        "timeDependent": outcome.time_dependent,
        "proved": proved.map(|verdict| verdict.name.as_str()).collect::<Vec<_>>(),
    })
}
