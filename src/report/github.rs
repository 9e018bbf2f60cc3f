//! `check --format github`: workflow commands, which GitHub shows as annotations at the lines that they name.

use std::fmt::Write as _;

use crate::analysis::Outcome;
use crate::finding::{Finding, Severity};
use crate::proof::{Status, Verdict};
use crate::report::Places;
use crate::report::account::{account, state, title};
use crate::report::counts::counts;
use crate::report::escape::escaped;
use crate::source::Span;

/// An outcome as workflow commands, a line each, the gravest first: GitHub shows ten of a kind for each step.
pub fn github(outcome: &Outcome, places: &Places<'_>) -> String {
    let open = outcome.verdicts.iter().filter(|verdict| verdict.status != Status::Proved);
    let mut commands: Vec<(Severity, String)> = open.map(|one| verdict(one, places)).collect();
    commands.extend(outcome.findings.iter().map(|one| finding(one, places)));
    commands.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    let mut text: String = commands.into_iter().map(|(_, command)| command).collect();
    for stale in outcome.compared.iter().flat_map(|compared| &compared.stale) {
        let message = format!("{}: {}", stale.code, stale.message);
        text += &plain(Severity::Info, "the baseline knows what is there no longer", &message);
    }
    _ = writeln!(text, "{}", counts(outcome));
    text
}

fn verdict(verdict: &Verdict, places: &Places<'_>) -> (Severity, String) {
    let severity = if verdict.is_open() { Severity::Error } else { Severity::Info };
    let title = format!("{} {}", verdict.status.word(), verdict.name);
    (severity, at(severity, places, verdict.span, &title, &account(verdict).join("\n")))
}

fn finding(finding: &Finding, places: &Places<'_>) -> (Severity, String) {
    let severity = if finding.is_open() { finding.severity } else { Severity::Info };
    let title = title(finding.about);
    let mut lines = vec![finding.message.clone()];
    lines.extend(state(finding.accepted.as_ref(), finding.known));
    lines.extend(finding.notes.iter().cloned());
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    (severity, at(severity, places, finding.span, &title, &lines.join("\n")))
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// An annotation of nothing in particular.
pub(crate) fn plain(severity: Severity, title: &str, message: &str) -> String {
    format!("::{} title={}::{}\n", name(severity), property(title), data(message))
}

/// An annotation of a place.
pub(crate) fn at(severity: Severity, places: &Places<'_>, span: Span, title: &str, message: &str) -> String {
    let (start, end) = places.ends(span);
    let mut at = format!("file={},line={},endLine={}", property(places.tidy_path(span)), start.line, end.line);
    // Columns mean something within one line only, and the last one is part of what is marked.
    if start.line == end.line {
        let last = start.column.max(end.column.saturating_sub(1));
        _ = write!(at, ",col={},endColumn={last}", start.column);
    }
    format!("::{} {at},title={}::{}\n", name(severity), property(title), data(message))
}

/// What stands behind the second pair of colons.
fn data(text: &str) -> String {
    // Runners know commands of an older form, wherever they stand in a line.
    escaped(text).replace("##[", "#\\u{23}[").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_ends_a_command_or_begins_another() {
        let hostile = "a%0A::error::b\r\n::stop-commands::x, file=y\u{1b}[2J";
        assert_eq!(data(hostile), "a%250A::error::b%0D%0A::stop-commands::x, file=y\\u{1b}[2J");
        assert_eq!(property("a:b,c%d\n"), "a%3Ab%2Cc%25d%0A");
    }
}
