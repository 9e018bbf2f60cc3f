//! `via`: whether what is derived leads through what a property names.
//!
//! Only the shortest derivation of a fact is kept. That it leads through the named nodes is certain; that another one does,
//! where it does not, is left open. What counts are the steps of its story, in which text, secrets and control change hands:
//! the others, such as whoever may read where, have no order that means anything.

use std::collections::BTreeSet;

use crate::facts::Step;
use crate::model::{Base, Node, Property};
use crate::proof::examine::Answering;
use crate::proof::witness::is_told;

/// Whether the shortest derivation passes what `via` names, in an order in which it can happen: no step comes before one
/// that it rests on. Of several steps about one name, the one that the least has to come before is taken; that others would
/// do where it does not is left open as well.
pub(crate) fn leads_through(base: &Base, property: &Property, answering: &Answering) -> bool {
    if property.bounds.via.is_empty() {
        return true;
    }
    let steps = answering.facts.derivation(base, answering.why).steps;
    let told = story(base, answering, &steps);
    let mut before = BTreeSet::new();
    property.bounds.via.iter().all(|(_, nodes)| {
        let about = told.iter().filter(|at| steps[**at].mentions(base, nodes) && !before.contains(*at));
        let needed = about.map(|at| {
            let mut needed = before.clone();
            add_premises(&steps, *at, &mut needed);
            needed
        });
        let least = needed.min_by_key(BTreeSet::len);
        least.is_some_and(|least| {
            before = least;
            true
        })
    })
}

/// The steps of the story of a derivation, by number.
fn story(base: &Base, answering: &Answering, steps: &[Step]) -> Vec<usize> {
    let last = steps.len().saturating_sub(1);
    (0..steps.len()).filter(|at| *at == last || is_told(base, &steps[*at], answering.subject)).collect()
}

/// Whoever and whatever a derivation is about.
pub(crate) fn passed(base: &Base, answering: &Answering) -> BTreeSet<Node> {
    let steps = answering.facts.derivation(base, answering.why).steps;
    steps.iter().flat_map(|step| step.about(base)).collect()
}

/// Adds everything that a step rests on.
fn add_premises(steps: &[Step], at: usize, known: &mut BTreeSet<usize>) {
    let mut open = steps[at].premises.clone();
    while let Some(premise) = open.pop() {
        if known.insert(premise) {
            open.extend(&steps[premise].premises);
        }
    }
}

/// What is said when the shortest derivation does not.
pub(crate) fn another_is_open(property: &Property) -> String {
    let named: Vec<&str> = property.bounds.via.iter().map(|(name, _)| name.as_str()).collect();
    format!(
        "it comes about, but the shortest way does not lead through {}; whether another does is not known",
        named.join(", ")
    )
}
