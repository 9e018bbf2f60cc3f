//! The rules of a run: one for each kind of finding, and one for each property that is not proved.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::analysis::Outcome;
use crate::finding::{Descriptor, Severity};
use crate::proof::{Status, Verdict};
use crate::report::sarif::message::sentence;
use crate::rules::explanation;

/// What can be found, by identifier.
pub(super) struct Rules(BTreeMap<String, Value>);

impl Rules {
    /// What is found.
    ///
    /// A property is a rule of its own: code scanning shows the description of its rule above a result, and lets people
    /// look for one rule, so that one rule for all properties would give all of them the same title.
    pub(super) fn of(outcome: &Outcome) -> Self {
        let kinds = outcome.findings.iter().map(|finding| (finding.about.code.to_owned(), kind(finding.about)));
        let open = outcome.verdicts.iter().filter(|verdict| verdict.status != Status::Proved);
        Self(kinds.chain(open.map(|verdict| (of_property(verdict), property(verdict)))).collect())
    }

    pub(super) fn all(&self) -> Vec<&Value> {
        self.0.values().collect()
    }

    pub(super) fn index(&self, id: &str) -> usize {
        self.0.keys().take_while(|known| known.as_str() < id).count()
    }
}

/// The identifier of a property's rule; no code has a dot in it.
pub(super) fn of_property(verdict: &Verdict) -> String {
    format!("prove.{}", verdict.name)
}

pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn kind(about: &Descriptor) -> Value {
    let help = [about.summary, explanation(about).trim()];
    let help: Vec<&str> = help.into_iter().filter(|part| !part.is_empty()).collect();
    let help = if help.is_empty() { about.name.to_owned() } else { help.join("\n\n") };
    let summary = if about.summary.is_empty() { about.name } else { about.summary };
    json!({
        "id": about.code,
        "name": about.name,
        "shortDescription": { "text": sentence(summary) },
        "fullDescription": { "text": sentence(summary) },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": level(about.severity) },
        "properties": { "tags": ["security"] },
    })
}

fn property(verdict: &Verdict) -> Value {
    let label = verdict.label.as_deref().unwrap_or(&verdict.sentence);
    let said = format!("{}, {}.", verdict.sentence, verdict.mode);
    let help = "The policy declares this sentence, and it is not proved. `bailiwick check` tells how it comes about, and \
                which changes would make it hold. `unknown` is no proof.";
    json!({
        "id": of_property(verdict),
        "name": verdict.name,
        "shortDescription": { "text": sentence(label) },
        "fullDescription": { "text": sentence(&said) },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": "error" },
        "properties": { "tags": ["security", "proof"] },
    })
}
