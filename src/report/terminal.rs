//! The report that a person reads in a terminal.

use std::fmt::Write as _;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, Report};

use crate::analysis::Outcome;
use crate::finding::{Finding, Severity};
use crate::proof::{Circumstance, Cut, Place, Status, Verdict, Witness, circumstances, story};
use crate::report::account::{beginning, state, title};
use crate::report::counts::counts;
use crate::report::escape::{escaped, escaped_line};
use crate::report::excerpt::Excerpt;
use crate::report::{Places, Style};

/// Writes outcomes for a terminal.
pub struct Terminal<'db> {
    pub(crate) places: Places<'db>,
    pub(crate) style: Style,
    width: usize,
}

impl<'db> Terminal<'db> {
    /// For a terminal of so many columns.
    pub fn new(places: Places<'db>, style: Style, width: usize) -> Self {
        Self { places, style, width: width.clamp(40, 160) }
    }

    /// Everything that a check says.
    pub fn check(&self, outcome: &Outcome) -> String {
        let mut text = String::new();
        for finding in outcome.findings.iter().filter(|finding| !finding.known) {
            text += &self.finding(finding);
        }
        let told = outcome.verdicts.iter().filter(|verdict| verdict.status != Status::Proved && !outcome.is_broken);
        for verdict in told.filter(|verdict| !verdict.known) {
            text += &self.verdict(verdict);
        }
        text += &self.compared(outcome);
        if let Some(verdict) = outcome.verdicts.first().filter(|_| outcome.is_broken) {
            text += &verdict.remarks.iter().map(|remark| self.wrapped("", remark) + "\n").collect::<String>();
        }
        text += &self.summary(outcome);
        text
    }

    /// What a baseline knows, a line each, and what it knows in vain.
    fn compared(&self, outcome: &Outcome) -> String {
        let mut text = String::new();
        let Some(compared) = &outcome.compared else { return text };
        let findings = outcome.findings.iter().filter(|finding| finding.known);
        let findings =
            findings.map(|one| (one.span, format!("{}: {}", escaped(&title(one.about)), escaped(&one.message))));
        let verdicts = outcome.verdicts.iter().filter(|verdict| verdict.known);
        let verdicts = verdicts.map(|one| (one.span, format!("{} is {}", escaped(&one.name), one.status.word())));
        for (span, what) in findings.chain(verdicts) {
            _ = writeln!(text, "known: {what}  {}", self.style.faint(&self.places.line(span)));
        }
        for stale in &compared.stale {
            _ = writeln!(text, "known and gone: {}: {}", escaped(&stale.code), escaped(&stale.message));
        }
        if !compared.stale.is_empty() {
            text += "`bailiwick baseline` writes a baseline without what is gone\n";
        }
        if text.is_empty() { text } else { text + "\n" }
    }

    /// One finding with the text that it is about.
    pub fn finding(&self, finding: &Finding) -> String {
        let severity = match finding.severity {
            _ if !finding.is_open() => miette::Severity::Advice,
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        };
        let file = self.places.shown_file(finding.span);
        let shown = |text: &String| escaped(text).into_owned();
        let here = LabeledSpan::new_primary_with_span(finding.here.as_ref().map(shown), file.span(finding.span));
        let inside = finding.labels.iter().filter(|label| label.span.file == finding.span.file);
        let others = inside.map(|label| LabeledSpan::new_with_span(Some(shown(&label.text)), file.span(label.span)));
        let mut help: Vec<String> = state(finding.accepted.as_ref(), finding.known).into_iter().collect();
        help.extend(finding.notes.clone());
        for label in finding.labels.iter().filter(|label| label.span.file != finding.span.file) {
            help.push(format!("{}: {}", self.places.line(label.span), label.text));
        }
        help.extend(finding.help.clone());
        let mut diagnostic = MietteDiagnostic::new(escaped(&finding.message))
            .with_code(escaped(&title(finding.about)))
            .with_severity(severity)
            .with_labels(std::iter::once(here).chain(others));
        if !help.is_empty() {
            diagnostic = diagnostic.with_help(escaped(&help.join("\n")));
        }
        let name = escaped_line(self.places.path(finding.span));
        let source = Excerpt { file: file.clone(), name, start: self.places.ends(finding.span).0 };
        let report = Report::new(diagnostic).with_source_code(source);
        let theme = if self.style.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(self.width).with_links(false);
        let mut text = String::new();
        _ = handler.render_report(&mut text, report.as_ref());
        text + "\n"
    }

    /// One verdict with its story.
    pub fn verdict(&self, verdict: &Verdict) -> String {
        let mut text = String::new();
        let label = verdict.label.as_ref().map(|label| format!("  {}", escaped(label))).unwrap_or_default();
        let name = self.style.strong(&escaped(&verdict.name));
        _ = writeln!(text, "{} {name}{label}", self.word(verdict.status));
        text += &self.wrapped("  ", &format!("{}, {}", verdict.sentence, verdict.mode));
        _ = writeln!(text, "  {}", self.style.faint(&self.places.line(verdict.span)));
        if let Some(state) = state(verdict.accepted.as_ref(), verdict.known) {
            text += &self.wrapped("  ", &state);
        }
        for remark in &verdict.remarks {
            text.push('\n');
            text += &self.wrapped("  ", remark);
        }
        if let Some(witness) = &verdict.witness {
            text += &self.witness(verdict, witness);
        }
        for conflict in &verdict.conflicts {
            text.push('\n');
            text += &self.wrapped("  ", &conflict.sentence);
            for place in &conflict.places {
                text += &self.place("       ", place);
            }
        }
        for rests_on in &verdict.rests_on {
            _ = writeln!(
                text,
                "  rests on: {}  {}",
                escaped(&rests_on.what),
                self.style.faint(&self.places.line(rests_on.place.span))
            );
        }
        text += &self.cuts(&verdict.cuts);
        text + "\n"
    }

    fn witness(&self, verdict: &Verdict, witness: &Witness) -> String {
        let mut text = format!("\n  {}\n", beginning(verdict));
        text += &self.told(witness);
        text.push('\n');
        for said in circumstances(verdict, witness) {
            text += &match said {
                Circumstance::Sentence(sentence) => self.wrapped("  ", &sentence),
                Circumstance::Case(case) => self.wrapped("  - ", &case),
            };
        }
        text
    }

    /// The story of a witness.
    pub(crate) fn told(&self, witness: &Witness) -> String {
        let mut text = String::new();
        let mut condition = None;
        for (number, chapter) in (1..).zip(story(witness)) {
            text += &self.wrapped(&format!("  {number:>2}. "), chapter.sentence);
            for place in chapter.places {
                text += &self.place("        ", place);
            }
            if let Some(new) = chapter.condition.filter(|new| condition != Some(*new)) {
                condition = Some(new);
                text += &self.wrapped("        ", &format!("when {new}"));
            }
        }
        text
    }

    /// A text in lines that fit, those after the first below its first letter.
    pub(crate) fn wrapped(&self, mark: &str, text: &str) -> String {
        let below = " ".repeat(mark.len());
        let options = textwrap::Options::new(self.width)
            .initial_indent(mark)
            .subsequent_indent(&below)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(&escaped(text), options) + "\n"
    }

    fn place(&self, mark: &str, place: &Place) -> String {
        format!("{mark}{}  {}\n", self.style.faint(&self.places.line(place.span)), escaped(&place.text))
    }

    fn cuts(&self, cuts: &[Cut]) -> String {
        let mut text = String::new();
        if cuts.is_empty() {
            return text;
        }
        let each = if cuts.len() == 1 { "do this" } else { "do one of these" };
        _ = writeln!(text, "\n  To make it hold, {each} (tried out; what is proved `possible` stays so):");
        for (letter, cut) in ('a'..).zip(cuts) {
            for (at, change) in cut.changes.iter().enumerate() {
                let mark = if at == 0 { format!("{letter}.") } else { "  ".to_owned() };
                _ = writeln!(
                    text,
                    "   {} {}: {}",
                    self.style.good(&mark),
                    escaped(&change.place.text),
                    escaped(&change.action)
                );
                _ = writeln!(text, "        {}", self.style.faint(&self.places.line(change.place.span)));
            }
        }
        text
    }

    fn summary(&self, outcome: &Outcome) -> String {
        let mut text = String::new();
        let widest = outcome.verdicts.iter().map(|verdict| verdict.name.chars().count()).max().unwrap_or(0);
        for verdict in &outcome.verdicts {
            let gap = " ".repeat(widest.saturating_sub(verdict.name.chars().count()));
            let label = verdict.label.as_deref().unwrap_or(&verdict.sentence);
            let line = format!("{} {}{gap}  {}", self.word(verdict.status), escaped(&verdict.name), escaped(label));
            _ = writeln!(text, "{line}");
            if verdict.status == Status::Proved {
                for rests_on in &verdict.rests_on {
                    _ = writeln!(
                        text,
                        "          {}",
                        self.style.faint(&format!("rests on {}", escaped(&rests_on.what)))
                    );
                }
                // `why` tells the rest.
                if let Some(remark) = verdict.remarks.first() {
                    _ = writeln!(text, "          {}", self.style.faint(&escaped(remark)));
                }
            }
        }
        if !outcome.verdicts.is_empty() {
            text.push('\n');
        }
        let (declarations, files) = (counted(outcome.declarations, "declaration"), counted(outcome.files, "file"));
        let repairable = match outcome.repairable {
            0 => String::new(),
            many => format!("; `bailiwick fix` repairs {}", counted(many, "finding")),
        };
        _ = writeln!(text, "{}; {declarations} in {files}{repairable}", counts(outcome));
        if !outcome.unknowns.is_empty() {
            let many = outcome.unknowns.len();
            let what = if many == 1 { "1 value is".to_owned() } else { format!("{many} values are") };
            let all = "taken to be as bad as can be (`--format json` lists them)";
            _ = writeln!(text, "{what} not said or not known, and {all}");
        }
        if outcome.time_dependent {
            _ = writeln!(text, "as of {}", crate::proof::date(outcome.as_of));
        }
        text
    }

    fn word(&self, status: Status) -> String {
        let word = format!("{:<8}", status.word());
        match status {
            Status::Proved => self.style.good(&word),
            Status::Refuted => self.style.bad(&word),
            Status::Unknown => self.style.doubtful(&word),
        }
    }
}

/// So many of something.
pub(crate) fn counted(many: usize, what: &str) -> String {
    if many == 1 { format!("1 {what}") } else { format!("{many} {what}s") }
}
