//! A witness as numbered sentences, for all formats: only what a person has to know, with every clause that allows it.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::proof::{Place, Premise, Status, Verdict, Witness};
use crate::source::Span;

/// One sentence of a story.
pub(crate) struct Chapter<'a> {
    /// The sentence.
    pub(crate) sentence: &'a str,
    /// Under which condition, if not always.
    pub(crate) condition: Option<&'a str>,
    /// The clauses that allow it and that no earlier chapter has shown.
    pub(crate) places: Vec<&'a Place>,
}

/// The chapters of a witness, in order.
pub(crate) fn story(witness: &Witness) -> Vec<Chapter<'_>> {
    let mut shown: FxHashSet<(Span, &str)> = FxHashSet::default();
    let mut chapters: Vec<Chapter<'_>> = Vec::new();
    for (at, hop) in witness.hops.iter().enumerate().filter(|(_, hop)| hop.told) {
        let mut places = Vec::new();
        gather(witness, at, &mut BTreeSet::new(), &mut places);
        places.retain(|place| shown.insert((place.span, place.text.as_str())));
        let condition = hop.condition.as_deref();
        match chapters.iter_mut().find(|chapter| (chapter.sentence, chapter.condition) == (&hop.sentence, condition)) {
            Some(told) => told.places.extend(places),
            None => chapters.push(Chapter { sentence: &hop.sentence, condition, places }),
        }
    }
    chapters
}

/// The clauses behind a hop that no told hop stands before.
fn gather<'a>(witness: &'a Witness, at: usize, seen: &mut BTreeSet<usize>, places: &mut Vec<&'a Place>) {
    let mut open = vec![at];
    while let Some(hop) = open.pop() {
        if !seen.insert(hop) {
            continue;
        }
        for premise in &witness.hops[hop].premises {
            match premise {
                Premise::Declared(place) if !places.contains(&place) => places.push(place),
                Premise::Declared(_) => {}
                Premise::Hop(earlier) if witness.hops[*earlier].told => {}
                Premise::Hop(earlier) => open.push(*earlier),
            }
        }
    }
}

/// Something that is said about when a thing comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Circumstance {
    /// A sentence.
    Sentence(String),
    /// One of several cases, below the sentence before it.
    Case(String),
}

impl Circumstance {
    /// As a line of plain text, in which cases are the items of a list.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Sentence(sentence) => sentence.clone(),
            Self::Case(case) => format!("- {case}"),
        }
    }
}

/// Under which circumstances what a witness tells comes about.
pub(crate) fn circumstances(verdict: &Verdict, witness: &Witness) -> Vec<Circumstance> {
    let sentence = |text: String| Circumstance::Sentence(text);
    let mut said = Vec::new();
    if verdict.status == Status::Refuted && verdict.conditions.is_empty() {
        said.push(sentence("It takes nothing else: no approval, no special circumstance.".to_owned()));
    }
    if let [only] = verdict.conditions.as_slice() {
        said.push(sentence(format!("It happens when {only}.")));
    } else if !verdict.conditions.is_empty() {
        said.push(sentence("It happens in each of these cases; the story is that of the first:".to_owned()));
        said.extend(verdict.conditions.iter().cloned().map(Circumstance::Case));
    }
    let values: Vec<String> = witness.context.iter().map(|(name, value)| format!("`{name}` is {value}")).collect();
    let values = values.join(", ");
    if !values.is_empty() && !verdict.conditions.contains(&values) {
        said.push(sentence(format!("For example when {values}.")));
    }
    // A single condition has told it.
    if !witness.history.is_empty() && verdict.conditions.len() > 1 {
        said.push(sentence(format!("It takes {}.", witness.history.join(" and "))));
    }
    said
}
