//! `check --format json`: the whole outcome, with a version, for programs.

use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::analysis::Outcome;
use crate::finding::{Accepted, Edit, Finding};
use crate::project::Settings;
use crate::proof::{Change, Conflict, Cut, Hop, Place, Premise, RestsOn, Status, Verdict, Witness, date};
use crate::report::Places;
use crate::report::escape::escaped_json;
use crate::source::Span;
use crate::tiers::{Rating, Reason, Score, Tier};

/// The version of the format.
const CHECK: &str = "bailiwick.check/1";

/// An outcome as JSON, with a line break at its end.
pub fn check(outcome: &Outcome, places: &Places<'_>) -> String {
    escaped_json(&format!("{:#}\n", document(outcome, places)))
}

pub(crate) fn document(outcome: &Outcome, places: &Places<'_>) -> Value {
    let mut fingerprints = Fingerprints::default();
    let findings: Vec<Value> = outcome.findings.iter().map(|one| finding(one, places, &mut fingerprints)).collect();
    let verdicts: Vec<Value> = outcome.verdicts.iter().map(|one| verdict(one, places, &mut fingerprints)).collect();
    let unknowns = outcome.unknowns.iter().map(
        |unknown| json!({ "what": unknown.what, "takenAs": unknown.taken_as, "place": region(unknown.span, places) }),
    );
    let count = |status| outcome.verdicts.iter().filter(|verdict| verdict.status == status).count();
    json!({
        "schema": CHECK,
        "tool": { "name": "bailiwick", "version": env!("CARGO_PKG_VERSION") },
        "project": project(&outcome.project),
        "asOf": date(outcome.as_of),
        "timeDependent": outcome.time_dependent,
        "counts": {
            "files": outcome.files,
            "declarations": outcome.declarations,
            "findings": outcome.findings.len(),
            "proved": count(Status::Proved),
            "refuted": count(Status::Refuted),
            "unknown": count(Status::Unknown),
            "unknownValues": outcome.unknowns.len(),
        },
        "findings": findings,
        "verdicts": verdicts,
        "workflows": outcome.workflows.iter().map(|one| workflow(one, places)).collect::<Vec<_>>(),
        "unknowns": unknowns.collect::<Vec<_>>(),
    })
}

/// What the manifest says of the project; nothing if there is none.
fn project(settings: &Settings) -> Value {
    if !settings.has_manifest {
        return Value::Null;
    }
    json!({
        "name": settings.name,
        "profile": settings.profile,
        "title": settings.report.title,
        "organisation": settings.report.organisation,
    })
}

/// Fingerprints that survive moved lines and reformatting: made of codes, names and facts. Equal things are told apart by
/// their order.
#[derive(Default)]
struct Fingerprints {
    seen: FxHashMap<String, u32>,
}

impl Fingerprints {
    fn of(&mut self, parts: &[&str]) -> String {
        let key = parts.join("\u{1f}");
        let ordinal = self.seen.entry(key.clone()).and_modify(|ordinal| *ordinal += 1).or_insert(0);
        let digest = Sha256::digest(format!("{key}\u{1f}{ordinal}").as_bytes());
        let start = digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        format!("{start:016x}")
    }
}

pub(crate) fn region(span: Span, places: &Places<'_>) -> Value {
    let (start, end) = places.ends(span);
    json!({
        "file": places.below(span),
        "start": { "line": start.line, "column": start.column, "offset": span.start },
        "end": { "line": end.line, "column": end.column, "offset": span.end },
    })
}

fn place(place: &Place, places: &Places<'_>) -> Value {
    json!({ "text": place.text, "region": region(place.span, places) })
}

fn finding(finding: &Finding, places: &Places<'_>, fingerprints: &mut Fingerprints) -> Value {
    let labels = finding.labels.iter().map(|label| json!({ "text": label.text, "region": region(label.span, places) }));
    let edit = |edit: &Edit| json!({ "region": region(edit.span, places), "text": edit.text });
    let fix = finding.fix.as_ref().map(|fix| {
        let edits: Vec<Value> = fix.edits.iter().map(edit).collect();
        json!({ "title": fix.title, "applicability": fix.applicability.word(), "edits": edits })
    });
    json!({
        "code": finding.about.code,
        "name": finding.about.name,
        "severity": finding.severity,
        "message": finding.message,
        "region": region(finding.span, places),
        "here": finding.here,
        "labels": labels.collect::<Vec<_>>(),
        "notes": finding.notes,
        "help": finding.help,
        "fix": fix,
        "accepted": finding.accepted.as_ref().map(accepted),
        "fingerprint": fingerprints.of(&[finding.about.code, places.below(finding.span), &finding.message]),
    })
}

fn verdict(verdict: &Verdict, places: &Places<'_>, fingerprints: &mut Fingerprints) -> Value {
    let facts: Vec<&str> =
        verdict.witness.iter().flat_map(|witness| &witness.hops).map(|hop| hop.fact.as_str()).collect();
    let fingerprint = fingerprints.of(&[&verdict.name, verdict.status.word(), &facts.join("\u{1e}")]);
    let mut document = verdict_told(verdict, places);
    document["fingerprint"] = fingerprint.into();
    document
}

/// A verdict without its fingerprint.
pub(crate) fn verdict_told(verdict: &Verdict, places: &Places<'_>) -> Value {
    let rests_on = |one: &RestsOn| json!({ "what": one.what, "place": place(&one.place, places) });
    let conflict = |one: &Conflict| {
        let at: Vec<Value> = one.places.iter().map(|one| place(one, places)).collect();
        json!({ "sentence": one.sentence, "places": at })
    };
    json!({
        "name": verdict.name,
        "label": verdict.label,
        "sentence": verdict.sentence,
        "region": region(verdict.span, places),
        "status": verdict.status.word(),
        "mode": verdict.mode,
        "remarks": verdict.remarks,
        "restsOn": verdict.rests_on.iter().map(rests_on).collect::<Vec<_>>(),
        "conditions": verdict.conditions,
        "witness": verdict.witness.as_ref().map(|one| witness(one, places)),
        "conflicts": verdict.conflicts.iter().map(conflict).collect::<Vec<_>>(),
        "cuts": verdict.cuts.iter().map(|one| cut(one, places)).collect::<Vec<_>>(),
        "accepted": verdict.accepted.as_ref().map(accepted),
    })
}

fn accepted(accepted: &Accepted) -> Value {
    json!({ "exception": accepted.exception, "until": date(accepted.until), "because": accepted.because })
}

fn workflow(rating: &Rating, places: &Places<'_>) -> Value {
    let name = |tier: &Option<Tier>| tier.as_ref().map(|tier| tier.name.clone());
    let reason = |reason: &Reason| {
        let told = reason.witness.as_ref().map(|one| witness(one, places));
        json!({ "sentence": reason.sentence, "witness": told })
    };
    let score = |score: &Score| {
        json!({
            "row": score.row,
            "tier": name(&score.tier),
            "adds": score.adds,
            "isDecisive": score.is_decisive,
            "because": reason(&score.reason),
        })
    };
    json!({
        "name": rating.name,
        "region": region(rating.span, places),
        "function": {
            "declared": rating.declared_function,
            "derived": rating.function.word(),
            "because": rating.does.as_ref().map(reason),
        },
        "tier": {
            "declared": name(&rating.declared),
            "derived": name(&rating.derived),
            "effective": name(&rating.effective),
            "scores": rating.scores.iter().map(score).collect::<Vec<_>>(),
        },
    })
}

pub(crate) fn witness(witness: &Witness, places: &Places<'_>) -> Value {
    let context = witness.context.iter().map(|(name, value)| json!({ "attribute": name, "value": value }));
    json!({
        "hops": witness.hops.iter().map(|one| hop(one, places)).collect::<Vec<_>>(),
        "context": context.collect::<Vec<_>>(),
        "history": witness.history,
    })
}

fn hop(hop: &Hop, places: &Places<'_>) -> Value {
    let premise = |premise: &Premise| match premise {
        Premise::Hop(at) => json!({ "hop": at }),
        Premise::Declared(declared) => json!({ "declared": place(declared, places) }),
    };
    json!({
        "rule": hop.rule,
        "fact": hop.fact,
        "sentence": hop.sentence,
        "condition": hop.condition,
        "premises": hop.premises.iter().map(premise).collect::<Vec<_>>(),
        "told": hop.told,
    })
}

fn cut(cut: &Cut, places: &Places<'_>) -> Value {
    let change = |change: &Change| json!({ "action": change.action, "place": place(&change.place, places) });
    json!({ "smallest": cut.smallest, "changes": cut.changes.iter().map(change).collect::<Vec<_>>() })
}
