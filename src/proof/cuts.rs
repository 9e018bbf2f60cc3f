//! The smallest sets of edits after which a property holds and everything that was possible still is.
//!
//! Every derivation of the violation must lose one of its clauses. So the edits that have to be made are a hitting set of
//! the derivations' clauses: the smallest ones are tried in order, and each that fails shows a derivation more to be hit.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Base, DeclaredFact, Permission, Property, SourceId, Statement};
use crate::proof::examine::{Closures, Examiner, Fresh};
use crate::proof::judge::{Judgement, judge};
use crate::proof::{Change, Cut, Status, possible, witness, words};

/// How many policies are tried out for one property.
const MOST_TRIALS: usize = 80;
/// How many edits a cut may consist of.
const MOST_CHANGES: usize = 3;
/// How many cuts are shown.
const MOST_CUTS: usize = 3;

/// One edit that takes facts away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    /// The clause no longer covers this permission.
    Narrow(SourceId, Permission),
    /// The clause goes.
    Remove(SourceId),
}

/// The smallest cuts of a refuted property; none if the trials ran out before one was found.
pub(crate) fn cuts(examiner: &Examiner<'_>, property: &Property, others: &[Property]) -> Vec<Cut> {
    let possible: Vec<&Property> =
        others.iter().filter(|other| matches!(other.statement, Statement::Possible(_))).collect();
    let mut search =
        Search { examiner, property, possible: still_possible(examiner, &possible), witnesses: Vec::new(), trials: 0 };
    let Some(edits) = search.breaking_edits(examiner.base) else { return Vec::new() };
    search.witnesses.push(edits);
    for size in 1..=MOST_CHANGES {
        let found = search.of_size(size);
        if !found.is_empty() || search.trials >= MOST_TRIALS {
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
        Statement::Possible(question) => {
            property.vacuous.is_none() && possible::verdict(examiner, property, question).status == Status::Proved
        }
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
}

impl Search<'_, '_> {
    /// The cuts of exactly this many edits.
    fn of_size(&mut self, size: usize) -> Vec<Cut> {
        let mut found: Vec<BTreeSet<Edit>> = Vec::new();
        let mut tried: BTreeSet<BTreeSet<Edit>> = BTreeSet::new();
        while found.len() < MOST_CUTS && self.trials < MOST_TRIALS {
            let Some(next) = self.next_hitting(size, &tried) else { break };
            tried.insert(next.clone());
            self.trials += 1;
            let changed = apply(self.examiner.base, &next);
            match self.breaking_edits(&changed) {
                Some(edits) => self.witnesses.push(edits),
                None if self.keeps_possible(&changed) => found.push(next),
                None => {}
            }
        }
        let smallest = self.trials < MOST_TRIALS;
        found.iter().map(|edits| self.cut(edits, smallest)).collect()
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
    fn breaking_edits(&self, base: &Base) -> Option<BTreeSet<Edit>> {
        let closures = Fresh::new(base);
        let tried = Examiner { base, closures: &closures as &dyn Closures, authors: self.examiner.authors.clone() };
        let breaking = tried.breaking(self.property);
        let breaks = |candidate: &&_| !matches!(judge(base, self.property, candidate), Judgement::Excluded);
        let worst = breaking.iter().find(breaks)?;
        let derivation = worst.facts.derivation(base, worst.why);
        let declared = derivation.steps.iter().filter_map(|step| base.facts.get(step.declared?));
        Some(declared.filter_map(|declared| edit(base, &declared.fact, declared.source)).collect())
    }

    fn keeps_possible(&self, base: &Base) -> bool {
        let closures = Fresh::new(base);
        let tried = Examiner { base, closures: &closures as &dyn Closures, authors: self.examiner.authors.clone() };
        self.possible.iter().all(|property| is_possible(&tried, property))
    }

    fn cut(&self, edits: &BTreeSet<Edit>, smallest: bool) -> Cut {
        let base = self.examiner.base;
        let mut changes: Vec<Change> = edits
            .iter()
            .map(|edit| match edit {
                Edit::Narrow(source, permission) => Change {
                    action: format!("narrow it so that it does not cover {}", words::permission(base, *permission)),
                    place: witness::place(base, *source),
                },
                Edit::Remove(source) => Change { action: "remove it".to_owned(), place: witness::place(base, *source) },
            })
            .collect();
        changes.sort_by(|one, other| (one.place.span.start, &one.action).cmp(&(other.place.span.start, &other.action)));
        Cut { changes, smallest }
    }
}

/// The edit that takes a fact away: narrowing where the clause would still say something, else removal.
fn edit(base: &Base, fact: &DeclaredFact, source: SourceId) -> Option<Edit> {
    let permission = match fact {
        // What somebody is meant to do, and that the work is done at all, is not for a repair to take away.
        DeclaredFact::EntitledData { .. }
        | DeclaredFact::EntitledPermission { .. }
        | DeclaredFact::Step { .. }
        | DeclaredFact::Session { .. }
        | DeclaredFact::Trigger { .. } => return None,
        DeclaredFact::Grant { permission, .. } | DeclaredFact::Performs { permission, .. } => Some(*permission),
        _ => None,
    };
    let others = |permission: &Permission| {
        base.facts
            .iter()
            .filter(|known| known.source == source)
            .any(|known| permission_of(&known.fact).is_some_and(|other| same(base, other) != same(base, *permission)))
    };
    match permission {
        Some(permission) if others(&permission) => Some(Edit::Narrow(source, same(base, permission))),
        _ => Some(Edit::Remove(source)),
    }
}

fn permission_of(fact: &DeclaredFact) -> Option<Permission> {
    match fact {
        DeclaredFact::Grant { permission, .. } | DeclaredFact::Performs { permission, .. } => Some(*permission),
        _ => None,
    }
}

/// The same permission for the first of the symbolic individuals: an edit concerns all of them.
fn same(base: &Base, permission: Permission) -> Permission {
    let declared = &base.leaf(permission.leaf).declared;
    let first = base.leaves.iter().zip(0..).find(|(leaf, _)| leaf.declared == *declared);
    first.map_or(permission, |(_, number)| Permission { leaf: crate::model::LeafId(number), ..permission })
}

/// The policy after the edits.
fn apply(base: &Base, edits: &BTreeSet<Edit>) -> Base {
    let mut narrowed: BTreeMap<SourceId, Vec<Permission>> = BTreeMap::new();
    let mut removed: BTreeSet<SourceId> = BTreeSet::new();
    for edit in edits {
        match edit {
            Edit::Narrow(source, permission) => narrowed.entry(*source).or_default().push(*permission),
            Edit::Remove(source) => _ = removed.insert(*source),
        }
    }
    let mut changed = base.clone();
    changed.facts.retain(|declared| {
        let narrow = narrowed.get(&declared.source).zip(permission_of(&declared.fact));
        !removed.contains(&declared.source)
            && narrow.is_none_or(|(gone, permission)| !gone.contains(&same(base, permission)))
    });
    changed
}
