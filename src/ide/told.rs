//! A verdict as Markdown: what holds or does not, by which path, and what would make it hold.

use std::fmt::Write as _;

use crate::ide::diagnostics::accepted;
use crate::proof::{Circumstance, Cut, Status, Verdict, Witness, circumstances, story};

/// All that is known of a property.
pub(crate) fn told(verdict: &Verdict) -> String {
    let mut parts = vec![format!("**{}**, {}", verdict.status.word(), verdict.mode)];
    parts.extend(verdict.accepted.as_ref().map(accepted));
    parts.extend(verdict.remarks.iter().cloned());
    parts.extend(verdict.witness.as_ref().map(|witness| way(verdict, witness)));
    parts.extend(verdict.conflicts.iter().map(|conflict| {
        let mut text = conflict.sentence.clone();
        for place in &conflict.places {
            _ = write!(text, "\n- {}", code(&place.text));
        }
        text
    }));
    if !verdict.rests_on.is_empty() {
        let each: Vec<String> = verdict.rests_on.iter().map(|one| format!("- {}", one.what)).collect();
        parts.push(format!("Rests on:\n\n{}", each.join("\n")));
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
        _ = writeln!(text, "{number}. {}{condition}", chapter.sentence);
        for place in chapter.places {
            _ = writeln!(text, "   - {}", code(&place.text));
        }
    }
    for said in circumstances(verdict, witness) {
        _ = match said {
            Circumstance::Sentence(sentence) => writeln!(text, "\n{sentence}"),
            Circumstance::Case(case) => writeln!(text, "- {case}"),
        };
    }
    text
}

fn cuts(cuts: &[Cut]) -> String {
    let each = if cuts.len() == 1 { "do this" } else { "do one of these" };
    let mut text = format!("To make it hold, {each}:\n");
    for (letter, cut) in ('a'..).zip(cuts) {
        let changes = cut.changes.iter().map(|change| format!("{}: {}", code(&change.place.text), change.action));
        _ = write!(text, "\n- {letter}. {}", changes.collect::<Vec<_>>().join("; "));
    }
    text
}

/// A text that is shown as it is.
pub(crate) fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}
