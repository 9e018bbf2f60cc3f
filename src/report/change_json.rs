//! `diff --format json`: a difference, with a version, for programs.

use serde_json::{Value, json};

use crate::change::{Change, Example, VerdictChange};
use crate::proof::{Verdict, date};
use crate::report::Places;
use crate::report::change_words::Compared;
use crate::report::escape::escaped_json;
use crate::report::json::{verdict_told, witness};

/// The version of the format.
const DIFF: &str = "bailiwick.diff/1";

/// A difference as JSON, with a line break at its end.
pub fn diff_json(compared: &Compared<'_>, places: &Places<'_>) -> String {
    let difference = compared.difference;
    let control = |one: &crate::change::Control| json!({ "loosened": one.loosened, "sentence": one.sentence });
    let reclassified = |one: &crate::change::Reclassified| json!({ "widens": one.widens, "sentence": one.sentence });
    let exception = |one: &crate::change::ExceptionChange| json!({ "name": one.name, "accepts": one.accepts, "accepted": one.accepted });
    let document = json!({
        "schema": DIFF,
        "tool": { "name": "bailiwick", "version": env!("CARGO_PKG_VERSION") },
        "before": compared.before,
        "after": compared.after,
        "asOf": date(difference.as_of),
        "isNothing": difference.is_nothing(),
        "widens": difference.widens(),
        "loosens": difference.loosens(),
        "isWorse": difference.is_worse(),
        "changes": difference.changes.iter().map(|one| change(one, places)).collect::<Vec<_>>(),
        "unknown": difference.unknown,
        "reclassified": difference.reclassified.iter().map(reclassified).collect::<Vec<_>>(),
        "controls": difference.controls.iter().map(control).collect::<Vec<_>>(),
        "verdicts": difference.verdicts.iter().map(|one| verdict(one, places)).collect::<Vec<_>>(),
        "exceptions": difference.exceptions.iter().map(exception).collect::<Vec<_>>(),
    });
    escaped_json(&format!("{document:#}\n"))
}

fn change(change: &Change, places: &Places<'_>) -> Value {
    json!({
        "kind": change.kind.word(),
        "who": change.who,
        "deeds": change.deeds,
        "before": change.before,
        "after": change.after,
        "modes": change.modes,
        "example": change.example.as_ref().map(example),
        "why": change.why,
        "witness": change.witness.as_ref().map(|one| witness(one, places)),
    })
}

fn example(example: &Example) -> Value {
    let values = example.values.iter().map(|(name, value)| json!({ "attribute": name, "value": value }));
    json!({ "values": values.collect::<Vec<_>>(), "with": example.with, "without": example.without })
}

fn verdict(change: &VerdictChange, places: &Places<'_>) -> Value {
    let told = |verdict: &Option<Verdict>| verdict.as_ref().map(|one| verdict_told(one, places));
    json!({
        "name": change.name,
        "isWorse": change.is_worse(),
        "before": told(&change.before),
        "after": told(&change.after),
    })
}
