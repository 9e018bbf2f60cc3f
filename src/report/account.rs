//! What is known of a property in plain sentences, for the formats that have no layout of their own.

use crate::finding::{Accepted, Descriptor};
use crate::proof::{Circumstance, Cut, Status, Verdict, circumstances, date, story};

/// Everything that a person has to know of a property that is not simply proved, a line for each sentence.
pub(crate) fn account(verdict: &Verdict) -> Vec<String> {
    let mut lines = vec![format!("{}, {}.", verdict.sentence, verdict.mode)];
    lines.extend(state(verdict.accepted.as_ref(), verdict.known));
    lines.extend(verdict.remarks.iter().cloned());
    if let Some(witness) = &verdict.witness {
        lines.push(beginning(verdict).to_owned());
        let mut condition = None;
        for (number, chapter) in (1..).zip(story(witness)) {
            lines.push(format!("{number}. {}", chapter.sentence));
            if let Some(new) = chapter.condition.filter(|new| condition != Some(*new)) {
                condition = Some(new);
                lines.push(format!("   when {new}"));
            }
        }
        lines.extend(circumstances(verdict, witness).iter().map(Circumstance::line));
    }
    lines.extend(verdict.conflicts.iter().map(|conflict| conflict.sentence.clone()));
    lines.extend(repairs(&verdict.cuts));
    lines
}

/// The code and the name of a kind of finding; a rule without a code of its own is called by its name alone.
pub(crate) fn title(about: &Descriptor) -> String {
    if about.code == about.name { about.code.to_owned() } else { format!("{} {}", about.code, about.name) }
}

/// What stands above the story of a witness.
pub(crate) fn beginning(verdict: &Verdict) -> &'static str {
    if verdict.status == Status::Refuted { "How it comes about:" } else { "How it is done:" }
}

/// That something fails no run although it is there.
pub(crate) fn state(accepted: Option<&Accepted>, known: bool) -> Option<String> {
    match accepted {
        Some(by) => Some(format!("accepted until {} by `{}`: {}", date(by.until), by.exception, by.because)),
        None => known.then(|| "the baseline knows it".to_owned()),
    }
}

fn repairs(cuts: &[Cut]) -> Vec<String> {
    let each = if cuts.len() == 1 { "do this" } else { "do one of these" };
    let first = (!cuts.is_empty()).then(|| format!("To make it hold, {each}:"));
    let one = |cut: &Cut| {
        let changes = cut.changes.iter().map(|change| format!("`{}`: {}", change.place.text, change.action));
        format!("- {}", changes.collect::<Vec<_>>().join("; and "))
    };
    first.into_iter().chain(cuts.iter().map(one)).collect()
}
