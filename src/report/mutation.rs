//! `mutate`: which changes nobody notices, for a person and as JSON.

use serde_json::{Value, json};

use crate::proof::date;
use crate::report::Places;
use crate::report::escape::escaped_json;
use crate::report::json::region;
use crate::trial::{Fate, Mutant, Mutation};

/// The version of the format.
const MUTATE: &str = "bailiwick.mutate/1";

/// The changes that were tried as JSON, with a line break at its end.
pub fn mutation_json(mutation: &Mutation, places: &Places<'_>) -> String {
    let noticed = mutation.count(|fate| matches!(fate, Fate::Noticed(_)));
    let unnoticed = mutation.count(|fate| *fate == Fate::Unnoticed);
    let document = json!({
        "schema": MUTATE,
        "tool": { "name": "bailiwick", "version": env!("CARGO_PKG_VERSION") },
        "asOf": date(mutation.as_of),
        "counts": {
            "possible": mutation.possible,
            "tried": mutation.tried.len(),
            "noticed": noticed,
            "unnoticed": unnoticed,
            "noPolicy": mutation.tried.len() - noticed - unnoticed,
        },
        "changes": mutation.tried.iter().map(|(mutant, fate)| change(mutant, fate, places)).collect::<Vec<_>>(),
    });
    escaped_json(&format!("{document:#}\n"))
}

fn change(mutant: &Mutant, fate: &Fate, places: &Places<'_>) -> Value {
    let (outcome, because) = match fate {
        Fate::Noticed(by) => ("noticed", Some(by)),
        Fate::Unnoticed => ("unnoticed", None),
        Fate::NoPolicy(why) => ("no-policy", Some(why)),
    };
    json!({
        "kind": mutant.kind.word(),
        "text": mutant.text,
        "change": mutant.change,
        "region": region(mutant.span, places),
        "outcome": outcome,
        "because": because,
    })
}
