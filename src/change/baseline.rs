//! What is known of a policy, so that only what is new fails a run.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::analysis::{Compared, Outcome, Stale, fingerprints};
use crate::proof::Status;
use crate::source::{Db, Span};

/// What is known of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of the format.
    schema: String,
    /// What is known, by code, name and message.
    pub entries: Vec<Entry>,
}

/// One thing that is known. It is found again by its fingerprint; the rest is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The code of a finding; `refuted` for a property.
    pub code: String,
    /// The name of the rule or of the property.
    pub name: String,
    /// What is found, or the property's sentence.
    pub message: String,
    /// The fingerprint.
    pub fingerprint: String,
}

/// What the first line of a file says, whatever the rest of it is like.
#[derive(Deserialize)]
struct Version {
    schema: Option<String>,
}

impl Baseline {
    /// The version of the format.
    pub const SCHEMA: &str = "bailiwick.baseline/1";

    /// Everything that is open in an outcome and known for sure. What is unknown is left out: nobody knows what would be
    /// known with it. What an exception accepts is left out as well: it is to be back when the exception ends.
    pub fn of<'a>(db: &dyn Db, outcome: &Outcome, below: impl Fn(Span) -> &'a str) -> Self {
        let marks = fingerprints(db, outcome, below);
        let findings = outcome.findings.iter().zip(marks.findings).filter(|(finding, _)| finding.accepted.is_none());
        let findings = findings.map(|(finding, fingerprint)| Entry {
            code: finding.about.code.to_owned(),
            name: finding.about.name.to_owned(),
            message: finding.message.clone(),
            fingerprint,
        });
        let verdicts = outcome.verdicts.iter().zip(marks.verdicts);
        let refuted = verdicts.filter(|(one, _)| one.status == Status::Refuted && one.accepted.is_none());
        let refuted = refuted.map(|(verdict, fingerprint)| Entry {
            code: verdict.status.word().to_owned(),
            name: verdict.name.clone(),
            message: verdict.sentence.clone(),
            fingerprint,
        });
        let mut entries: Vec<Entry> = findings.chain(refuted).collect();
        entries.sort();
        Self { schema: Self::SCHEMA.to_owned(), entries }
    }

    /// Reads what was written.
    ///
    /// # Errors
    ///
    /// A fragment that says why it is none, and what to do about it.
    pub fn read(text: &str) -> Result<Self, String> {
        let again = "write it anew with `bailiwick baseline`";
        let version: Version =
            serde_json::from_str(text).map_err(|error| format!("is no baseline: {error}; {again}"))?;
        match version.schema {
            None => Err(format!("is no baseline: it does not say of which format it is; {again}")),
            Some(other) if other != Self::SCHEMA => {
                Err(format!("is of the format `{other}`, and what is known here is `{}`; {again}", Self::SCHEMA))
            }
            Some(_) => serde_json::from_str(text).map_err(|error| format!("can not be read: {error}; {again}")),
        }
    }

    /// Marks in an outcome what is known, and says what is known and is there no longer. Of a policy with errors nothing
    /// is known, so nothing is marked.
    pub fn mark<'a>(&self, db: &dyn Db, outcome: &mut Outcome, below: impl Fn(Span) -> &'a str) {
        if outcome.is_broken {
            return;
        }
        let marks = fingerprints(db, outcome, below);
        let known: FxHashSet<&str> = self.entries.iter().map(|entry| entry.fingerprint.as_str()).collect();
        for (finding, mark) in outcome.findings.iter_mut().zip(&marks.findings) {
            finding.known = finding.accepted.is_none() && known.contains(mark.as_str());
        }
        for (verdict, mark) in outcome.verdicts.iter_mut().zip(&marks.verdicts) {
            let is_refuted = verdict.status == Status::Refuted && verdict.accepted.is_none();
            verdict.known = is_refuted && known.contains(mark.as_str());
        }
        let there: FxHashSet<&str> = marks.findings.iter().chain(&marks.verdicts).map(String::as_str).collect();
        let gone = self.entries.iter().filter(|entry| !there.contains(entry.fingerprint.as_str()));
        let stale = gone.map(|entry| Stale {
            code: if entry.code == entry.name { entry.code.clone() } else { format!("{} {}", entry.code, entry.name) },
            message: entry.message.clone(),
            fingerprint: entry.fingerprint.clone(),
        });
        outcome.compared = Some(Compared { stale: stale.collect() });
    }
}
