//! `report --format csv`: a row for each line of evidence, and one for each control without any.

use crate::frameworks::{AssessedControl, AssessedFramework, Evidence};
use crate::report::audit::Reported;
use crate::report::audit::told;
use crate::report::escape::escaped;

const COLUMNS: [&str; 13] = [
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
    "limits",
    "place",
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
) -> [String; 13] {
    let about = &framework.framework;
    let checks = |evidence: &Evidence| evidence.link.checks.iter().map(|check| check.name().to_owned()).collect();
    let names: Vec<String> = evidence.map(checks).unwrap_or_default();
    let outcomes: Vec<String> = names
        .iter()
        .filter_map(|name| reported.audit.assessed.checks.get(name).map(|check| (name, check)))
        .map(|(name, check)| format!("{name}: {}", told::check(check, reported.audit)))
        .collect();
    let reason = || control.out_of_reach.as_ref().map(|one| one.because.clone());
    let claimed = || control.claims.first().map(|claim| claim.because.clone());
    let limits = evidence.and_then(|evidence| evidence.link.limits.clone());
    let place = |evidence: &Evidence| reported.places.below(evidence.link.span).to_owned();
    [
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
        limits.or_else(claimed).or_else(reason).unwrap_or_default(),
        evidence.map(place).unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula, and in which nothing deceives.
fn harmless(cell: &str) -> String {
    let shown = escaped(cell);
    if shown.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{shown}") } else { shown.into_owned() }
}
