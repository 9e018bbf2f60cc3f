//! Fingerprints of findings and verdicts: made of codes, names and facts, so that they survive moved lines and reformatting.

use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

use crate::analysis::Outcome;
use crate::finding::Finding;
use crate::proof::{Status, Verdict};
use crate::source::{Db, Span};
use crate::syntax::said;

/// A fingerprint for each finding and each verdict, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprints {
    /// Of the findings.
    pub findings: Vec<String>,
    /// Of the verdicts.
    pub verdicts: Vec<String>,
}

/// The fingerprints of an outcome; `below` says where a file is below the root of the project.
pub fn fingerprints<'a>(db: &dyn Db, outcome: &Outcome, below: impl Fn(Span) -> &'a str) -> Fingerprints {
    let mut seen = Seen::default();
    let findings = outcome.findings.iter().map(|one| seen.numbered(&of_finding(db, one, below(one.span)))).collect();
    let verdicts = outcome.verdicts.iter().map(|one| seen.numbered(&of_verdict(one))).collect();
    Fingerprints { findings, verdicts }
}

/// How many words at the place of a finding belong to it: enough for a name, or for what a clause begins with.
const WORDS: usize = 4;

/// What is found, of what, and everything that is said about it: should it have another reason, it is another finding.
fn of_finding(db: &dyn Db, finding: &Finding, below: &str) -> Vec<String> {
    let text = finding.span.file.text(db);
    let words = said(text, finding.span.start, finding.span.end).take(WORDS).map(|token| token.text(text));
    let place = words.collect::<Vec<_>>().join(" ");
    let mut labels: Vec<&str> = finding.labels.iter().map(|label| label.text.as_str()).collect();
    labels.sort_unstable();
    let reasons = [labels.join("\u{1e}"), finding.notes.join("\u{1e}")];
    let known = [finding.about.code, below, &place, &finding.message].map(str::to_owned).into_iter();
    known.chain(reasons).collect()
}

/// What a property says, what is known of it, all that happens and the way that is shown: should anything else happen, or the
/// same on another way or under other conditions, it is another verdict.
fn of_verdict(verdict: &Verdict) -> Vec<String> {
    let hops = verdict.witness.iter().flat_map(|witness| &witness.hops);
    let mut facts: Vec<&str> = hops.map(|hop| hop.fact.as_str()).collect();
    facts.sort_unstable();
    let mut conditions = verdict.conditions.clone();
    conditions.sort_unstable();
    let conflicts: Vec<&str> = verdict.conflicts.iter().map(|conflict| conflict.sentence.as_str()).collect();
    let why = if verdict.status == Status::Unknown { verdict.remarks.join("\u{1e}") } else { String::new() };
    let said = [verdict.name.as_str(), verdict.status.word(), verdict.sentence.as_str(), verdict.mode.as_str()];
    let known = said.map(str::to_owned).into_iter().chain([verdict.happening.join("\u{1e}")]);
    known.chain([facts.join("\u{1e}"), conditions.join("\u{1e}"), conflicts.join("\u{1e}"), why]).collect()
}

/// Equal things are told apart by their order.
#[derive(Default)]
struct Seen {
    times: FxHashMap<String, u32>,
}

impl Seen {
    fn numbered(&mut self, parts: &[String]) -> String {
        let key = parts.join("\u{1f}");
        let ordinal = self.times.entry(key.clone()).and_modify(|ordinal| *ordinal += 1).or_insert(0);
        let digest = Sha256::digest(format!("{key}\u{1f}{ordinal}").as_bytes());
        let start = digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        format!("{start:016x}")
    }
}
