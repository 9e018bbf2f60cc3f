//! A verdict as Markdown: what holds or does not, by which path, and what would make it hold.

use crate::ide::diagnostics::accepted;
use crate::proof::{Circumstance, Cut, Status, Verdict, Witness, circumstances, story};

/// All that is known of a property.
pub(crate) fn told(verdict: &Verdict) -> String {
    let mut parts = vec![format!("**{}**, {}", verdict.status.word(), verdict.mode)];
    parts.extend(verdict.accepted.as_ref().map(accepted));
    parts.extend(verdict.remarks.iter().cloned());
    parts.extend(verdict.witness.as_ref().map(|witness| way(verdict, witness)));
    parts.extend(verdict.conflicts.iter().map(|conflict| {
        let places = conflict.places.iter().map(|place| format!("\n- {}", code(&place.text)));
        std::iter::once(conflict.sentence.clone()).chain(places).collect()
    }));
    if !verdict.rests_on.is_empty() {
        let each: String = verdict.rests_on.iter().map(|one| format!("\n- {}", one.what)).collect();
        parts.push(format!("Rests on:\n{each}"));
    }
    if !verdict.cuts.is_empty() {
        parts.push(cuts(&verdict.cuts));
    }
    parts.join("\n\n")
}

fn way(verdict: &Verdict, witness: &Witness) -> String {
    let refuted = verdict.status == Status::Refuted;
    let mut text = format!("{}\n\n", if refuted { "How it comes about:" } else { "How it is done:" });
    for (number, chapter) in (1..).zip(story(witness)) {
        let condition = chapter.condition.map(|condition| format!(" when {condition}")).unwrap_or_default();
        text += &format!("{number}. {}{condition}\n", chapter.sentence);
        for place in chapter.places {
            text += &format!("   - {}\n", code(&place.text));
        }
    }
    for said in circumstances(verdict, witness) {
        text += &match said {
            Circumstance::Sentence(sentence) => format!("\n{sentence}\n"),
            Circumstance::Case(case) => format!("- {case}\n"),
        };
    }
    text
}

fn cuts(cuts: &[Cut]) -> String {
    let each = if cuts.len() == 1 { "do this" } else { "do one of these" };
    let mut text = format!("To make it hold, {each}:\n");
    for (letter, cut) in ('a'..).zip(cuts) {
        let changes = cut.changes.iter().map(|change| format!("{}: {}", code(&change.place.text), change.action));
        text += &format!("\n- {letter}. {}", changes.collect::<Vec<_>>().join("; "));
    }
    text
}

/// A text that is shown as it is.
pub(crate) fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}
