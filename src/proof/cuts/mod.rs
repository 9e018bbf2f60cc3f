//! The smallest sets of edits after which a property holds and every proved `possible` still does.
//!
//! Every derivation of the violation must lose something that it rests on: a clause, a part of one, or the absence of a
//! control. So the edits that have to be made are a hitting set of what the derivations offer: the smallest ones are tried in
//! order, and each that fails shows a derivation more to be hit.

mod edit;
mod offer;
mod part;
mod starts;

use std::collections::BTreeSet;

use crate::model::{Base, Property, Statement};
pub(crate) use crate::proof::cuts::edit::REMOVE;
use crate::proof::cuts::edit::{Edit, apply};
use crate::proof::cuts::starts::starts_anew;
use crate::proof::examine::{Examiner, Fresh};
use crate::proof::tried::first_violation;
use crate::proof::{Change, Cut, possible};

/// How many policies are tried out for one property.
const MOST_TRIALS: usize = 80;
/// How many facts are derived for one property while others are tried out: large policies are tried less often.
const MOST_DERIVED: usize = 200_000;
/// How many edits a cut may consist of.
const MOST_CHANGES: usize = 3;
/// How many cuts are shown.
const MOST_CUTS: usize = 3;

/// The smallest cuts of a refuted property; none if the trials ran out before one was found.
pub(crate) fn cuts(examiner: &Examiner<'_>, property: &Property, others: &[Property]) -> Vec<Cut> {
    let possible: Vec<&Property> =
        others.iter().filter(|other| matches!(other.statement, Statement::Possible(_))).collect();
    let mut search = Search {
        examiner,
        property,
        possible: still_possible(examiner, &possible),
        witnesses: Vec::new(),
        trials: 0,
        derived: 0,
    };
    let Some(edits) = search.breaking_edits(examiner.base) else { return Vec::new() };
    search.witnesses.push(edits);
    for size in 1..=MOST_CHANGES {
        let found = search.of_size(size);
        if !found.is_empty() || search.is_tired() {
            return found;
        }
    }
    Vec::new()
}

/// Those of the `possible` properties that are proved now.
fn still_possible<'a>(examiner: &Examiner<'_>, properties: &[&'a Property]) -> Vec<&'a Property> {
    properties.iter().copied().filter(|property| is_possible(examiner, property)).collect()
}

fn is_possible(examiner: &Examiner<'_>, property: &Property) -> bool {
    match &property.statement {
        Statement::Possible(question) => property.is_examined() && possible::is_proved(examiner, property, question),
        _ => true,
    }
}

struct Search<'a, 'b> {
    examiner: &'a Examiner<'b>,
    property: &'a Property,
    possible: Vec<&'a Property>,
    /// For each derivation seen, the edits that break it.
    witnesses: Vec<BTreeSet<Edit>>,
    trials: usize,
    /// How many facts were derived in them.
    derived: usize,
}

impl Search<'_, '_> {
    /// The cuts of exactly this many edits.
    fn of_size(&mut self, size: usize) -> Vec<Cut> {
        let mut found: Vec<BTreeSet<Edit>> = Vec::new();
        let mut tried: BTreeSet<BTreeSet<Edit>> = BTreeSet::new();
        while found.len() < MOST_CUTS && !self.is_tired() {
            let Some(next) = self.next_hitting(size, &tried) else { break };
            tried.insert(next.clone());
            self.trials += 1;
            let changed = apply(self.examiner.base, &next);
            if starts_anew(self.examiner.base, &changed) {
                continue;
            }
            match self.breaking_edits(&changed) {
                Some(edits) => self.witnesses.push(edits),
                None if self.keeps_possible(&changed) => found.push(next),
                None => {}
            }
        }
        let smallest = !self.is_tired();
        found.iter().map(|edits| self.cut(edits, smallest)).collect()
    }

    fn is_tired(&self) -> bool {
        self.trials >= MOST_TRIALS || self.derived >= MOST_DERIVED
    }

    /// The next set of this size, in order, that breaks every derivation seen so far.
    fn next_hitting(&self, size: usize, tried: &BTreeSet<BTreeSet<Edit>>) -> Option<BTreeSet<Edit>> {
        let mut open = vec![BTreeSet::new()];
        while let Some(chosen) = open.pop() {
            let unbroken = self.witnesses.iter().find(|witness| witness.is_disjoint(&chosen));
            match unbroken {
                None if chosen.len() == size && !tried.contains(&chosen) => return Some(chosen),
                Some(witness) if chosen.len() < size => {
                    for edit in witness.iter().rev() {
                        let mut more = chosen.clone();
                        more.insert(*edit);
                        open.push(more);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The edits that break the shortest derivation of a violation; `None` if there is none.
    fn breaking_edits(&mut self, base: &Base) -> Option<BTreeSet<Edit>> {
        let (found, derived) = first_violation(base, self.property);
        self.derived = self.derived.saturating_add(derived);
        let worst = found?;
        let derivation = worst.facts.derivation(base, worst.why);
        Some(offer::edits(base, self.property, &derivation, worst.permission))
    }

    fn keeps_possible(&self, base: &Base) -> bool {
        let closures = Fresh::new(base);
        let tried = Examiner::of(base, &closures, self.property);
        self.possible.iter().all(|property| is_possible(&tried, property))
    }

    fn cut(&self, edits: &BTreeSet<Edit>, smallest: bool) -> Cut {
        let base = self.examiner.base;
        let mut changes: Vec<Change> = edits.iter().map(|edit| edit.change(base)).collect();
        changes.sort_by(|one, other| (one.place.span.start, &one.action).cmp(&(other.place.span.start, &other.action)));
        Cut { changes, smallest }
    }
}
