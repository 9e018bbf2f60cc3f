//! `report --format csv`: a row for each line of evidence, and one for each control without any.

use crate::frameworks::{AssessedControl, AssessedFramework, Check, Evidence};
use crate::proof::date;
use crate::report::audit::{Reported, told};
use crate::report::escape::escaped;
use crate::source::Span;

const COLUMNS: [&str; 17] = [
    "as-of",
    "framework",
    "citation",
    "edition",
    "group",
    "control",
    "title",
    "status",
    "evidence",
    "extent",
    "checks",
    "outcome",
    "by",
    "limits",
    "reason",
    "place",
    "licence",
];

/// The controls as comma-separated values (RFC 4180), with a line of titles.
pub fn csv(reported: &Reported<'_>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    _ = writer.write_record(COLUMNS);
    for framework in &reported.audit.assessed.frameworks {
        for control in &framework.controls {
            let none = control.evidence.is_empty().then_some(None);
            for evidence in control.evidence.iter().map(Some).chain(none) {
                _ = writer.write_record(row(reported, framework, control, evidence).iter().map(|cell| harmless(cell)));
            }
        }
    }
    // Written to memory, and of valid text.
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn row(
    reported: &Reported<'_>,
    framework: &AssessedFramework,
    control: &AssessedControl,
    evidence: Option<&Evidence>,
) -> [String; 17] {
    let about = &framework.framework;
    let checks = evidence.map_or(&[][..], |evidence| &evidence.link.checks);
    let names: Vec<&str> = checks.iter().map(Check::name).collect();
    let known = checks.iter().filter_map(|check| reported.audit.assessed.check(check));
    let outcomes: Vec<String> =
        known.map(|check| format!("{}: {}", check.check.name(), told::check(check, reported.audit))).collect();
    let said = control.claims.iter().map(|claim| match claim.by.as_slice() {
        [] => claim.because.clone(),
        by => format!("{}: {}", by.join(", "), claim.because),
    });
    let own = control.out_of_reach.iter().filter(|one| !reported.places.is_library(one.span));
    let beyond = control.out_of_reach.iter().map(|one| {
        let by = if reported.places.is_library(one.span) { "" } else { "the policy: " };
        format!("{by}{}", one.because)
    });
    let reasons: Vec<String> = said.chain(beyond).collect();
    let said = control.claims.iter().map(|claim| claim.span).chain(own.map(|one| one.span));
    let span = evidence.map(|evidence| evidence.link.span).or_else(|| said.into_iter().next());
    let place = |span: Span| format!("{}:{}", reported.places.below(span), reported.places.ends(span).0.line);
    [
        date(reported.audit.outcome.as_of),
        about.name.clone(),
        about.citation.clone(),
        about.edition.clone().unwrap_or_default(),
        control.control.group.clone().unwrap_or_default(),
        control.control.id.clone(),
        control.control.title.clone(),
        told::status(control),
        evidence.map(|evidence| evidence.status.words().to_owned()).unwrap_or_default(),
        evidence.map(|evidence| evidence.link.extent.words().to_owned()).unwrap_or_default(),
        names.join(" "),
        outcomes.join("; "),
        evidence.map(|evidence| told::author(evidence).to_owned()).unwrap_or_default(),
        evidence.and_then(|evidence| evidence.link.limits.clone()).unwrap_or_default(),
        reasons.join("; "),
        span.map(place).unwrap_or_default(),
        about.licence.clone().unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula, and in which nothing deceives.
fn harmless(cell: &str) -> String {
    let shown = escaped(cell);
    if shown.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{shown}") } else { shown.into_owned() }
}
