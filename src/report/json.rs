//! `check --format json`: the whole outcome, with a version, for programs.

use serde_json::{Value, json};

use crate::analysis::{Compared, Outcome, Stale, fingerprints};
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
    let marks = fingerprints(places.db(), outcome, |span| places.below(span));
    let findings = outcome.findings.iter().zip(&marks.findings).map(|(one, mark)| finding(one, places, mark));
    let verdicts = outcome.verdicts.iter().zip(&marks.verdicts).map(|(one, mark)| verdict(one, places, mark));
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
            "known": known(outcome),
        },
        "findings": findings.collect::<Vec<_>>(),
        "verdicts": verdicts.collect::<Vec<_>>(),
        "workflows": outcome.workflows.iter().map(|one| workflow(one, places)).collect::<Vec<_>>(),
        "unknowns": unknowns.collect::<Vec<_>>(),
        "baseline": outcome.compared.as_ref().map(baseline),
    })
}

/// How much of it a baseline knows.
fn known(outcome: &Outcome) -> usize {
    let findings = outcome.findings.iter().filter(|finding| finding.known).count();
    findings + outcome.verdicts.iter().filter(|verdict| verdict.known).count()
}

/// What a baseline knows in vain.
fn baseline(compared: &Compared) -> Value {
    let stale = |one: &Stale| json!({ "what": one.code, "message": one.message, "fingerprint": one.fingerprint });
    json!({ "stale": compared.stale.iter().map(stale).collect::<Vec<_>>() })
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

fn finding(finding: &Finding, places: &Places<'_>, fingerprint: &str) -> Value {
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
        "known": finding.known,
        "fingerprint": fingerprint,
    })
}

fn verdict(verdict: &Verdict, places: &Places<'_>, fingerprint: &str) -> Value {
    let mut document = verdict_told(verdict, places);
    document["known"] = verdict.known.into();
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
