//! What an editor underlines: findings, and properties that do not hold, each with its path.

use crate::finding::{Accepted, Finding, Severity};
use crate::ide::shown::{Known, Shown, ShownProperty};
use crate::proof::{Status, Verdict, date, story};
use crate::source::{File, Span};

/// Something that is underlined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub span: Span,
    /// How bad it is.
    pub severity: Severity,
    /// The code of a finding; `refuted` or `unknown` for a property.
    pub code: String,
    /// What is said about it, in one or more lines.
    pub message: String,
    /// Other places that belong to it: those of a finding, or the steps by which something comes about.
    pub related: Vec<Related>,
}

/// Another place, and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is said.
    pub text: String,
}

/// Everything that is underlined in a file.
pub fn diagnostics(shown: &Shown, file: File) -> Vec<Diagnostic> {
    let findings = shown.findings.iter().filter(|finding| finding.span.file == file).map(of_finding);
    let open = shown.properties.iter().filter(|property| property.span.file == file);
    findings.chain(open.filter_map(|property| of_property(property, shown.is_broken))).collect()
}

fn of_finding(finding: &Finding) -> Diagnostic {
    let mut lines = vec![finding.message.clone()];
    lines.extend(finding.here.iter().map(|here| format!("here: {here}")));
    lines.extend(finding.notes.iter().cloned());
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines.extend(finding.accepted.iter().map(accepted));
    let related = finding.labels.iter().map(|label| Related { span: label.span, text: label.text.clone() });
    Diagnostic {
        span: finding.span,
        severity: if finding.accepted.is_some() { Severity::Info } else { finding.severity },
        code: finding.about.code.to_owned(),
        message: lines.join("\n"),
        related: related.collect(),
    }
}

/// What is underlined of a property; nothing if it is proved, or if nothing is known because of errors that are shown.
fn of_property(property: &ShownProperty, is_broken: bool) -> Option<Diagnostic> {
    match &property.known {
        Known::Pending(Some(Status::Refuted)) => Some(Diagnostic {
            span: property.span,
            severity: Severity::Info,
            code: "pending".to_owned(),
            message: format!("`{}` is being proved; it was refuted before the last change", property.name),
            related: Vec::new(),
        }),
        Known::Pending(_) => None,
        Known::Verdict(verdict) => of_verdict(verdict).filter(|_| !is_broken),
    }
}

fn of_verdict(verdict: &Verdict) -> Option<Diagnostic> {
    let severity = match verdict.status {
        Status::Proved => return None,
        _ if verdict.accepted.is_some() => Severity::Info,
        Status::Refuted => Severity::Error,
        Status::Unknown => Severity::Warning,
    };
    let mut lines = vec![format!("`{}` is {}, {}", verdict.name, verdict.status.word(), verdict.mode)];
    lines.extend(verdict.label.iter().cloned());
    lines.extend(verdict.accepted.iter().map(accepted));
    lines.extend(verdict.remarks.iter().cloned());
    lines.extend(verdict.conflicts.iter().map(|conflict| conflict.sentence.clone()));
    let mut related = Vec::new();
    for (number, chapter) in (1..).zip(verdict.witness.iter().flat_map(story)) {
        lines.push(format!("{number}. {}", chapter.sentence));
        let text = format!("{number}. {}", chapter.sentence);
        related.extend(chapter.places.iter().map(|place| Related { span: place.span, text: text.clone() }));
    }
    for conflict in &verdict.conflicts {
        let places = conflict.places.iter();
        related.extend(places.map(|place| Related { span: place.span, text: conflict.sentence.clone() }));
    }
    let code = verdict.status.word().to_owned();
    Some(Diagnostic { span: verdict.span, severity, code, message: lines.join("\n"), related })
}

/// That something is accepted for a while.
pub(crate) fn accepted(by: &Accepted) -> String {
    format!("accepted until {} by `{}`: {}", date(by.until), by.exception, by.because)
}
