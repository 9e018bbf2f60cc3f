//! `diff --format github`: a difference as workflow commands.

use std::fmt::Write as _;

use crate::change::Change;
use crate::finding::Severity;
use crate::proof::story;
use crate::proof::{Place, Witness};
use crate::report::Places;
use crate::report::change_words::{Compared, conditions, exception, headline, verdict, word};
use crate::report::github::{at, plain};

/// A difference as workflow commands, a line each, and a last line that says everything in one.
pub fn diff_github(compared: &Compared<'_>, places: &Places<'_>) -> String {
    let difference = compared.difference;
    let mut text = String::new();
    for change in &difference.changes {
        text += &told(change, places);
    }
    for why in &difference.unknown {
        text += &plain(Severity::Error, "not known", why);
    }
    for change in &difference.verdicts {
        let severity = if change.is_worse() { Severity::Error } else { Severity::Info };
        let place = change.after.as_ref().map(|verdict| verdict.span);
        text += &match place {
            Some(span) => at(severity, places, span, &change.name, &verdict(change)),
            None => plain(severity, &change.name, &verdict(change)),
        };
    }
    for one in &difference.reclassified {
        let severity = if one.widens { Severity::Error } else { Severity::Info };
        text += &plain(severity, "counts as something else", &one.sentence);
    }
    for control in &difference.controls {
        let severity = if control.loosened { Severity::Error } else { Severity::Info };
        text +=
            &plain(severity, if control.loosened { "may be looser" } else { "written otherwise" }, &control.sentence);
    }
    for (is_more, sentence) in difference.exceptions.iter().flat_map(exception) {
        text += &plain(if is_more { Severity::Error } else { Severity::Info }, "exception", &sentence);
    }
    _ = writeln!(text, "{}", headline(difference));
    text
}

fn told(change: &Change, places: &Places<'_>) -> String {
    let mut lines = vec![format!("{}: {}", change.who.join(", "), change.deeds.join("; "))];
    lines.extend(conditions(change));
    let severity = if change.kind.widens() { Severity::Error } else { Severity::Info };
    let Some(witness) = &change.witness else { return plain(severity, word(change.kind), &lines.join("\n")) };
    lines.push("how it comes about now:".to_owned());
    lines.extend((1..).zip(story(witness)).map(|(number, chapter)| format!("{number}. {}", chapter.sentence)));
    match last(witness) {
        Some(place) => at(severity, places, place.span, word(change.kind), &lines.join("\n")),
        None => plain(severity, word(change.kind), &lines.join("\n")),
    }
}

/// The last clause of a story: what is done with everything before it.
fn last(witness: &Witness) -> Option<&Place> {
    story(witness).iter().rev().find_map(|chapter| chapter.places.last().copied())
}
