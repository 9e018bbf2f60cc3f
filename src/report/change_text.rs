//! `diff`: what a person reads in a terminal.

use std::fmt::Write as _;

use crate::change::{Change, Kind};
use crate::proof::Status;
use crate::report::Terminal;
use crate::report::change_words::{Compared, conditions, exception, headline, verdict, word};
use crate::report::escape::escaped;

impl Terminal<'_> {
    /// Who gains and loses what, which controls and properties are others, and what is newly accepted.
    pub fn difference(&self, compared: &Compared<'_>) -> String {
        let difference = compared.difference;
        let mut text = String::new();
        let reclassified = difference.reclassified.iter().map(|one| (one.widens, &one.sentence));
        let controls = difference.controls.iter().map(|one| (one.loosened, &one.sentence));
        for (is_marked, sentence) in reclassified.chain(controls) {
            text += &self.wrapped(if is_marked { "! " } else { "  " }, sentence);
        }
        if !text.is_empty() {
            text.push('\n');
        }
        for change in &difference.changes {
            text += &self.change(change);
        }
        for why in &difference.unknown {
            text += &self.wrapped("not known: ", why);
        }
        for change in &difference.verdicts {
            text += &self.wrapped(if change.is_worse() { "! " } else { "  " }, &verdict(change));
        }
        for (is_more, sentence) in difference.exceptions.iter().flat_map(exception) {
            text += &self.wrapped(if is_more { "! " } else { "  " }, &sentence);
        }
        if !text.is_empty() && !text.ends_with("\n\n") {
            text.push('\n');
        }
        for after in difference.verdicts.iter().filter_map(|change| change.after.as_ref()) {
            if after.status == Status::Refuted {
                text += &self.verdict(after);
            }
        }
        let (before, after) = (escaped(compared.before), escaped(compared.after));
        _ = writeln!(text, "from {before} to {after}: {}", headline(difference));
        text
    }

    fn change(&self, change: &Change) -> String {
        let said = word(change.kind);
        let word = match change.kind {
            Kind::Gained | Kind::Widened => self.style.bad(said),
            Kind::MaybeMore | Kind::MaybeLess => self.style.doubtful(said),
            Kind::Narrowed | Kind::Lost => self.style.good(said),
        };
        let mut text = format!("{word}\n");
        text += &self.wrapped("  ", &change.who.join(", "));
        for deed in &change.deeds {
            text += &self.wrapped("    ", deed);
        }
        for line in conditions(change) {
            text += &self.wrapped("  ", &line);
        }
        if let Some(witness) = &change.witness {
            text += "  how it comes about now:\n";
            text += &self.told(witness);
        }
        text + "\n"
    }
}
