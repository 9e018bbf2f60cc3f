//! The report of `mutate` that a person reads in a terminal.

use std::fmt::Write as _;

use crate::report::Terminal;
use crate::report::escape::escaped;
use crate::report::terminal::counted;
use crate::trial::{Fate, Mutant, Mutation};

impl Terminal<'_> {
    /// The changes that nobody noticed, and how many there were of each outcome.
    pub fn mutation(&self, mutation: &Mutation) -> String {
        let mut text = String::new();
        for (mutant, fate) in &mutation.tried {
            if *fate == Fate::Unnoticed {
                text += &self.unnoticed(mutant);
            }
        }
        let noticed = mutation.count(|fate| matches!(fate, Fate::Noticed(_)));
        let unnoticed = mutation.count(|fate| *fate == Fate::Unnoticed);
        let no_policy = mutation.tried.len() - noticed - unnoticed;
        let left_out = mutation.possible - mutation.tried.len();
        let mut said = format!("{} noticed, {unnoticed} not", counted(noticed, "change"));
        if no_policy > 0 {
            _ = write!(said, ", {no_policy} left no policy");
        }
        if left_out > 0 {
            _ = write!(said, "; {left_out} not tried");
        }
        _ = writeln!(text, "{said}; properties and tests that watched: {}", mutation.watching);
        text
    }

    fn unnoticed(&self, mutant: &Mutant) -> String {
        let word = self.style.bad("unnoticed");
        let place = self.style.faint(&self.places.line(mutant.span));
        let (text, change) = (escaped(&mutant.text), escaped(&mutant.change));
        format!("{word} {place}  {} `{}`: {change}\n", mutant.kind.word(), self.style.strong(&text))
    }
}
