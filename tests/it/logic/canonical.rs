//! What people see does not depend on what was asked before.

use super::random::{Tally, World, seeds, vocabulary, worlds};
use super::solver::{is_true, question};
use bailiwick::logic::{Model, Set, Term, VariableId, Vocabulary, Z3, canonical, least_model, minimal_core};
use std::thread;

/// What there is to see of a question.
fn shown(solver: &mut Z3, parts: &[Term]) -> String {
    format!("{:?} {:?}", canonical::core(solver, parts), canonical::model(solver, parts))
}

fn questions() -> Vec<Vec<Term>> {
    seeds().map(|(_, mut rng)| question(&mut rng)).collect()
}

#[test]
fn cores_and_models_are_the_same_in_any_order_on_fresh_solvers_and_on_any_thread() {
    let (vocabulary, questions) = (vocabulary(), questions());
    let mut with_a_past = Z3::new(vocabulary.clone());
    let forwards: Vec<String> = questions.iter().map(|parts| shown(&mut with_a_past, parts)).collect();
    let mut with_another = Z3::new(vocabulary.clone());
    let mut backwards: Vec<String> = questions.iter().rev().map(|parts| shown(&mut with_another, parts)).collect();
    backwards.reverse();
    assert_eq!(forwards, backwards);
    let fresh = |parts: &Vec<Term>| shown(&mut Z3::new(vocabulary.clone()), parts);
    assert_eq!(forwards, questions.iter().map(fresh).collect::<Vec<_>>());
    let elsewhere = |parts: &Vec<Term>| shown_by_thread_solver(&vocabulary, parts);
    let on_threads = thread::scope(|scope| {
        let halves = [&questions[..questions.len() / 2], &questions[questions.len() / 2..]];
        let running = halves.map(|half| scope.spawn(move || half.iter().map(elsewhere).collect::<Vec<_>>()));
        running.map(|thread| thread.join().expect("the thread does not panic")).concat()
    });
    assert_eq!(forwards, on_threads);
}

fn shown_by_thread_solver(vocabulary: &Vocabulary, parts: &[Term]) -> String {
    format!("{:?} {:?}", minimal_core(vocabulary, parts), least_model(vocabulary, parts))
}

#[test]
fn a_core_contradicts_itself_and_nothing_less_does() {
    let (vocabulary, worlds) = (vocabulary(), worlds());
    let mut tally = Tally::default();
    for (seed, mut rng) in seeds() {
        let parts = question(&mut rng);
        let contradictory = |chosen: &[usize]| {
            let all_hold = |world: &World| chosen.iter().all(|position| is_true(world, &parts[*position]));
            !worlds.iter().any(all_hold)
        };
        let all: Vec<usize> = (0..parts.len()).collect();
        let core = minimal_core(&vocabulary, &parts);
        assert_eq!(core.is_some(), contradictory(&all), "seed {seed}");
        tally.count(core.as_ref().is_some_and(|core| core.len() < parts.len()));
        if let Some(core) = core {
            assert!(contradictory(&core), "seed {seed}");
            for left_out in &core {
                let rest: Vec<usize> = core.iter().copied().filter(|position| position != left_out).collect();
                assert!(!contradictory(&rest), "seed {seed}");
            }
        }
    }
    tally.assert_both_occur_often();
}

#[test]
fn of_two_cores_the_later_parts_stay() {
    let low = Term::In(VariableId(1), Set::interval(-2, 0));
    let parts = [low.clone(), low.clone().negated(), low];
    assert_eq!(minimal_core(&vocabulary(), &parts), Some(vec![1, 2]));
}

#[test]
fn a_model_is_the_first_world() {
    let (vocabulary, worlds) = (vocabulary(), worlds());
    let mut tally = Tally::default();
    for (seed, mut rng) in seeds() {
        let parts = question(&mut rng);
        let model = least_model(&vocabulary, &parts);
        let first = worlds.iter().find(|world| parts.iter().all(|part| is_true(world, part)));
        assert_eq!(model.is_some(), first.is_some(), "seed {seed}");
        tally.count(model.is_some());
        if let (Some(model), Some(first)) = (model, first) {
            assert!(parts.iter().all(|part| model.satisfies(part)), "seed {seed}");
            assert_same(&model, first, seed);
        }
    }
    tally.assert_both_occur_often();
}

/// The model leaves out what does not occur; there the first world has what comes first.
fn assert_same(model: &Model, first: &World, seed: u64) {
    for (variable, value) in &model.values {
        assert_eq!(*value, first.values[variable.0 as usize], "seed {seed}");
    }
    assert!(model.atoms.iter().all(|atom| first.atoms.contains(atom)), "seed {seed}: {model:?} {first:?}");
}
