//! Cores and models that depend on the question alone.
//!
//! Whether conditions contradict each other is the same whatever a solver was asked before; which core or model it then
//! shows is not. What is here uses only the former, so everybody gets the same on every thread and in every order.

use super::condition::{Atom, VariableId, Vocabulary};
use super::set::Set;
use super::solver::{Answer, Solver};
use super::term::{Model, Term, atoms, variables};
use std::collections::BTreeSet;

/// Positions of `parts` that contradict each other, none of which can be left out: what remains when each in turn is
/// dropped if the others do without it. `None` if the parts do not contradict each other, or nobody knows.
///
/// A part stays in when nobody knows what happens without it.
pub fn core(solver: &mut dyn Solver, parts: &[Term]) -> Option<Vec<usize>> {
    if solver.satisfiable(parts) != Answer::No {
        return None;
    }
    let mut kept: Vec<usize> = (0..parts.len()).collect();
    for candidate in 0..parts.len() {
        let without: Vec<usize> = kept.iter().copied().filter(|position| *position != candidate).collect();
        let rest: Vec<Term> = without.iter().map(|position| parts[*position].clone()).collect();
        if solver.satisfiable(&rest) == Answer::No {
            kept = without;
        }
    }
    Some(kept)
}

/// The first of all ways to make `parts` true: each attribute that occurs has its usual value if it can, or else its least
/// one, in the order of the vocabulary, then each atom that occurs does not hold if it need not. `None` if there is no way, or nobody knows.
pub fn model(solver: &mut dyn Solver, parts: &[Term]) -> Option<Model> {
    if solver.satisfiable(parts) != Answer::Yes {
        return None;
    }
    let mut settled = parts.to_vec();
    let mut model = Model::default();
    for variable in variables(parts) {
        let usual = solver.vocabulary().variable(variable).usual;
        let value = match usual {
            Some(usual) if can_be(solver, &settled, variable, usual)? => usual,
            _ => least_value(solver, &settled, parts, variable)?,
        };
        settled.push(Term::In(variable, Set::single(value)));
        model.values.push((variable, value));
    }
    for atom in atoms(parts) {
        let holds = must_hold(solver, &settled, atom)?;
        settled.push(if holds { Term::Holds(atom) } else { Term::Holds(atom).negated() });
        model.atoms.extend(holds.then_some(atom));
    }
    Some(model)
}

/// Whether an attribute can have a value; `None` if nobody knows.
fn can_be(solver: &mut dyn Solver, settled: &[Term], variable: VariableId, value: i64) -> Option<bool> {
    let mut question = settled.to_vec();
    question.push(Term::In(variable, Set::single(value)));
    match solver.satisfiable(&question) {
        Answer::Yes => Some(true),
        Answer::No => Some(false),
        Answer::Unknown(_) => None,
    }
}

/// Halves the candidates until one is left; `settled` is satisfiable.
fn least_value(solver: &mut dyn Solver, settled: &[Term], parts: &[Term], variable: VariableId) -> Option<i64> {
    let candidates = candidates(solver.vocabulary(), parts, variable);
    let lowest = *candidates.first()?;
    let (mut from, mut to) = (0, candidates.len() - 1);
    while from < to {
        let middle = usize::midpoint(from, to);
        let mut question = settled.to_vec();
        question.push(Term::In(variable, Set::interval(lowest, candidates[middle])));
        match solver.satisfiable(&question) {
            Answer::Yes => to = middle,
            Answer::No => from = middle + 1,
            Answer::Unknown(_) => return None,
        }
    }
    candidates.get(from).copied()
}

/// Every value that can be the least one, ascending: the first of the domain, and those where the truth of a constraint
/// differs from the truth one below.
fn candidates(vocabulary: &Vocabulary, parts: &[Term], variable: VariableId) -> Vec<i64> {
    let (low, high) = vocabulary.variable(variable).domain.bounds();
    let mut found = BTreeSet::from([low]);
    for part in parts {
        part.for_each_leaf(&mut |leaf| match leaf {
            Term::In(constrained, values) if *constrained == variable => {
                found.extend(values.intervals().iter().flat_map(|(from, to)| [*from, to.saturating_add(1)]));
            }
            _ => {}
        });
    }
    found.into_iter().filter(|value| (low..=high).contains(value)).collect()
}

fn must_hold(solver: &mut dyn Solver, settled: &[Term], atom: Atom) -> Option<bool> {
    let mut question = settled.to_vec();
    question.push(Term::Holds(atom).negated());
    match solver.satisfiable(&question) {
        Answer::Yes => Some(false),
        Answer::No => Some(true),
        Answer::Unknown(_) => None,
    }
}
