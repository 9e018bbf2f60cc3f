//! `report --format json`: everything, with a version, for programs. What a check says is in it as `check --format json` says it.

use serde_json::{Value, json};

use crate::analysis::{
    ActorAccount, Assumption, Cause, ExceptionAccount, PermissionAccount, SetLevel, WorkflowAccount,
};
use crate::frameworks::{
    AssessedControl, AssessedFramework, Check, CheckStatus, Control, Evidence, Extent, Group, OutOfReach,
};
use crate::proof::date;
use crate::report::audit::{Reported, told};
use crate::report::escape::escaped_json;
use crate::report::json::{document, region, witness};
use crate::report::{CHECK_SCHEMA, Places};
use crate::source::Span;
use crate::tiers::{BroughtAbout, Known, Meant, Reason};

/// The version of the format.
const REPORT: &str = "bailiwick.report/1";

/// The schema of the report, without that of a check.
const SCHEMA: &str = include_str!("../schema/report.json");

/// The JSON schema of `report --format json`, that of a check within it.
pub fn schema() -> String {
    let (Ok(mut schema), Ok(check)) =
        (serde_json::from_str::<Value>(SCHEMA), serde_json::from_str::<Value>(CHECK_SCHEMA))
    else {
        return String::new();
    };
    schema["$defs"]["check"] = check;
    format!("{schema:#}\n")
}

/// A report as JSON, with a line break at its end.
pub fn json(reported: &Reported<'_>) -> String {
    let (audit, places) = (reported.audit, &reported.places);
    let sources = audit.sources.iter().map(|file| {
        let span = Span { file: *file, start: 0, end: 0 };
        let text = places.text(span);
        json!({ "file": places.below(span), "sha256": told::sha256(text), "lines": text.lines().count() })
    });
    let modelled: serde_json::Map<String, Value> =
        audit.modelled.iter().map(|(noun, count)| ((*noun).to_owned(), (*count).into())).collect();
    let document = json!({
        "schema": REPORT,
        "scope": told::SCOPE,
        "made": { "command": reported.command, "sha256": reported.tool.sha256, "solver": reported.tool.solver },
        "sources": sources.collect::<Vec<_>>(),
        "modelled": modelled,
        "values": {
            "clauses": audit.clauses,
            "unknown": audit.outcome.unknowns.len(),
            "share": told::unknown_share(audit),
        },
        "levels": audit.levels.iter().map(level).collect::<Vec<_>>(),
        "assumptions": audit.assumptions.iter().map(|one| assumption(one, places)).collect::<Vec<_>>(),
        "frameworks": audit.assessed.frameworks.iter().map(|one| framework(one, places)).collect::<Vec<_>>(),
        "checks": audit.assessed.checks.iter().map(|one| check(one, places)).collect::<Vec<_>>(),
        "workflows": audit.workflows.iter().map(|one| workflow(one, audit.outcome.as_of, places)).collect::<Vec<_>>(),
        "exceptions": audit.exceptions.iter().map(|one| exception(one, places)).collect::<Vec<_>>(),
        "causes": audit.causes.iter().map(|one| cause(one, places)).collect::<Vec<_>>(),
        "check": document(&audit.outcome, places),
    });
    escaped_json(&format!("{document:#}\n"))
}

fn level(one: &SetLevel) -> Value {
    let (code, rule) = (one.about.code, one.about.name);
    json!({ "code": code, "rule": rule, "here": one.here.word(), "own": one.about.severity.word() })
}

fn assumption(one: &Assumption, places: &Places<'_>) -> Value {
    json!({ "what": one.what, "region": region(one.span, places), "verdicts": one.verdicts })
}

fn framework(one: &AssessedFramework, places: &Places<'_>) -> Value {
    let about = &one.framework;
    let group = |group: &Group| json!({ "id": group.id, "title": group.title, "within": group.within });
    let counts: serde_json::Map<String, Value> =
        told::counts(one).into_iter().map(|(status, count)| (status.words().to_owned(), count.into())).collect();
    json!({
        "name": about.name,
        "citation": about.citation,
        "title": about.title,
        "edition": about.edition,
        "kind": about.kind,
        "about": about.about.word(),
        "checksum": about.checksum,
        "publisher": about.publisher,
        "sources": about.sources,
        "licence": about.licence,
        "published": about.published.map(date),
        "retrieved": about.retrieved.map(date),
        "isShipped": about.is_shipped,
        "listsThreats": about.lists_threats(),
        "counts": counts,
        "groups": about.groups.iter().map(group).collect::<Vec<_>>(),
        "controls": one.controls.iter().map(|one| control(one, places)).collect::<Vec<_>>(),
    })
}

fn control(one: &AssessedControl, places: &Places<'_>) -> Value {
    let Control { id, title, group, .. } = &one.control;
    let claims = one
        .claims
        .iter()
        .map(|claim| json!({ "by": claim.by, "because": claim.because, "region": region(claim.span, places) }));
    json!({
        "id": id,
        "title": title,
        "group": group,
        "status": one.status.words(),
        "shown": one.shown().map(Extent::words),
        "evidence": one.evidence.iter().map(|one| evidence(one, places)).collect::<Vec<_>>(),
        "declared": claims.collect::<Vec<_>>(),
        "outOfReach": one.out_of_reach.iter().map(|one| out_of_reach(one, places)).collect::<Vec<_>>(),
    })
}

fn out_of_reach(one: &OutOfReach, places: &Places<'_>) -> Value {
    let is_shipped = places.is_library(one.span);
    json!({ "because": one.because, "isShipped": is_shipped, "region": region(one.span, places) })
}

fn evidence(one: &Evidence, places: &Places<'_>) -> Value {
    json!({
        "status": one.status.words(),
        "extent": one.link.extent.words(),
        "checks": one.link.checks.iter().map(Check::name).collect::<Vec<_>>(),
        "limits": one.link.limits,
        "isShipped": one.link.is_shipped,
        "region": region(one.link.span, places),
    })
}

fn check(one: &CheckStatus, places: &Places<'_>) -> Value {
    let code = match &one.check {
        Check::Rule(about) => Some(about.code),
        Check::Proof(_) => None,
    };
    json!({
        "name": one.check.name(),
        "code": code,
        "status": one.status.words(),
        "lookedAt": one.looked_at.iter().map(|span| region(*span, places)).collect::<Vec<_>>(),
        "findings": one.findings,
        "verdict": one.verdict,
    })
}

fn said(said: &[(&'static str, String, Span)], places: &Places<'_>) -> Vec<Value> {
    let one = |(head, text, span): &(&str, String, Span)| json!({ "clause": head, "text": text, "region": region(*span, places) });
    said.iter().map(one).collect()
}

fn meant(meant: Meant) -> &'static str {
    match meant {
        Meant::Always => "always",
        Meant::UnderCondition => "under a condition",
        Meant::Never => "never",
    }
}

fn workflow(one: &WorkflowAccount, as_of: i64, places: &Places<'_>) -> Value {
    let permission = |one: &PermissionAccount| {
        json!({
            "text": one.text,
            "ends": told::end(&one.end, as_of),
            "endRegion": one.end_span.map(|span| region(span, places)),
            "lends": said(&one.lends, places),
            "region": region(one.span, places),
        })
    };
    let actor = |one: &ActorAccount| {
        let permissions: Vec<Value> = one.permissions.iter().map(permission).collect();
        json!({ "name": one.name, "noun": one.noun, "region": region(one.span, places), "permissions": permissions })
    };
    let because = |reason: &Reason| {
        let told = reason.witness.as_ref().map(|one| witness(one, places));
        json!({ "sentence": reason.sentence, "witness": told })
    };
    let brought = |one: &BroughtAbout| {
        json!({
            "actor": one.actor,
            "operation": one.operation,
            "resource": one.resource,
            "isGranted": one.is_granted,
            "meant": one.meant.map(meant),
            "because": because(&one.reason),
        })
    };
    let known = |one: &Known| json!({ "actor": one.actor, "class": one.class, "isMeant": one.is_meant, "because": because(&one.reason) });
    json!({
        "name": one.name,
        "label": one.label,
        "region": region(one.span, places),
        "said": said(&one.said, places),
        "actors": one.actors.iter().map(actor).collect::<Vec<_>>(),
        "hasBoundary": one.reach.has_boundary,
        "bringsAbout": one.reach.brought_about.iter().map(brought).collect::<Vec<_>>(),
        "getsToKnow": one.reach.known.iter().map(known).collect::<Vec<_>>(),
    })
}

fn exception(one: &ExceptionAccount, places: &Places<'_>) -> Value {
    json!({
        "name": one.name,
        "label": one.label,
        "region": region(one.span, places),
        "isInForce": one.is_in_force,
        "said": said(&one.said, places),
    })
}

fn cause(one: &Cause, places: &Places<'_>) -> Value {
    json!({
        "name": one.name,
        "noun": one.noun,
        "region": region(one.span, places),
        "findings": one.findings,
        "verdicts": one.verdicts,
    })
}
