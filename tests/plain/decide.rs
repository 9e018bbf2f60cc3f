//! Whether conditions can hold together, by trying every value that could make a difference.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick::logic::{Atom, Conjunction, Guard, VariableId, Vocabulary};

/// Whether some alternative of `guard` whose atoms are all `allowed` can hold together with all the other conditions.
pub(crate) fn can_hold(
    vocabulary: &Vocabulary,
    guard: &Guard,
    allowed: impl Fn(Atom) -> bool,
    others: &[&Guard],
) -> bool {
    guard.alternatives().iter().any(|alternative| {
        alternative.atoms().iter().all(|atom| allowed(*atom)) && together(vocabulary, alternative, others)
    })
}

/// The alternatives of a guard, narrowed to where none of those of another holds. What has not happened in an alternative is
/// taken not to have happened.
pub(crate) fn without(vocabulary: &Vocabulary, guard: &Guard, other: &Guard) -> Guard {
    let mut narrowed = Guard::never();
    for alternative in guard.alternatives() {
        let happened = |atom: &Atom| alternative.atoms().iter().any(|own| own.implies(*atom));
        let counting = other.alternatives().iter().filter(|one| one.atoms().iter().all(happened));
        let mut left = vec![alternative.clone()];
        for one in counting {
            // Some constraint of `one` is broken.
            left = left.iter().flat_map(|known| breaking(vocabulary, known, one)).collect();
        }
        for known in left {
            narrowed.add(known);
        }
    }
    narrowed
}

fn breaking(vocabulary: &Vocabulary, known: &Conjunction, one: &Conjunction) -> Vec<Conjunction> {
    let broken = one.constraints().iter().filter_map(|(variable, values)| {
        let domain = &vocabulary.variable(*variable).domain;
        known.and(&Conjunction::constraint(*variable, &values.complement(&domain.all()), domain)?)
    });
    broken.collect()
}

/// Whether some value of each attribute satisfies `conjunction` and an alternative of each of the others.
fn together(vocabulary: &Vocabulary, conjunction: &Conjunction, others: &[&Guard]) -> bool {
    let mut points: BTreeMap<VariableId, BTreeSet<i64>> = BTreeMap::new();
    let spoken_of = others.iter().flat_map(|guard| guard.alternatives()).chain([conjunction]);
    for (variable, values) in spoken_of.flat_map(Conjunction::constraints) {
        let (low, high) = vocabulary.variable(*variable).domain.bounds();
        let points = points.entry(*variable).or_insert_with(|| BTreeSet::from([low, high]));
        points.extend(values.intervals().iter().flat_map(|(low, high)| [*low, *high]));
    }
    let mut assignments = vec![BTreeMap::new()];
    for (variable, values) in &points {
        let mut longer = Vec::new();
        for assignment in &assignments {
            for value in values {
                let mut next: BTreeMap<VariableId, i64> = assignment.clone();
                next.insert(*variable, *value);
                longer.push(next);
            }
        }
        assignments = longer;
    }
    let holds = |one: &Conjunction, assignment: &BTreeMap<VariableId, i64>| {
        one.constraints().iter().all(|(variable, values)| values.contains(assignment[variable]))
    };
    assignments.iter().any(|assignment| {
        let all = |guard: &&Guard| guard.alternatives().iter().any(|one| holds(one, assignment));
        holds(conjunction, assignment) && others.iter().all(all)
    })
}
