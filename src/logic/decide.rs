//! The questions that the rest of the program asks. They are answered with Z3, or `Unknown` in a build without it.

use super::canonical;
use super::condition::Vocabulary;
use super::solver::{Absent, Answer, Budget, Solver};
use super::term::{Model, Term};

#[cfg(feature = "z3")]
use super::z3;

/// Whether all `parts` can hold together.
pub fn satisfiable(vocabulary: &Vocabulary, parts: &[Term]) -> Answer {
    satisfiable_within(vocabulary, parts, Budget::STANDARD)
}

/// Whether all `parts` can hold together, giving up after `budget`.
pub fn satisfiable_within(vocabulary: &Vocabulary, parts: &[Term], budget: Budget) -> Answer {
    with_solver(vocabulary, budget, |solver| solver.satisfiable(parts))
}

/// Whether `conclusion` holds wherever `premise` does.
pub fn implies(vocabulary: &Vocabulary, premise: &Term, conclusion: &Term) -> Answer {
    match satisfiable(vocabulary, &[premise.clone(), conclusion.clone().negated()]) {
        Answer::Yes => Answer::No,
        Answer::No => Answer::Yes,
        unknown @ Answer::Unknown(_) => unknown,
    }
}

/// Positions of `parts` that contradict each other, none of which can be left out; the same whatever was asked before.
/// `None` if the parts can hold together, or nobody knows.
pub fn minimal_core(vocabulary: &Vocabulary, parts: &[Term]) -> Option<Vec<usize>> {
    with_solver(vocabulary, Budget::STANDARD, |solver| canonical::core(solver, parts))
}

/// The first way to make all `parts` true, by least values in the vocabulary's order and with as little history as
/// possible; the same whatever was asked before. `None` if there is no way, or nobody knows.
pub fn least_model(vocabulary: &Vocabulary, parts: &[Term]) -> Option<Model> {
    with_solver(vocabulary, Budget::STANDARD, |solver| canonical::model(solver, parts))
}

/// The version of the solver that conditions are decided with: `5.3.3.0`. `None` in a build without Z3.
pub fn version() -> Option<String> {
    #[cfg(feature = "z3")]
    return Some(z3::version());
    #[cfg(not(feature = "z3"))]
    None
}

/// Whether the solver that this program was started with may be used.
///
/// # Errors
///
/// The library that was found is too old to be trusted; the text says which one it is and which ones are not.
pub fn check_library() -> Result<(), String> {
    #[cfg(feature = "z3")]
    return z3::check_library();
    #[cfg(not(feature = "z3"))]
    Ok(())
}

#[cfg(feature = "z3")]
fn with_solver<R>(vocabulary: &Vocabulary, budget: Budget, ask: impl FnOnce(&mut dyn Solver) -> R) -> R {
    match z3::check_library() {
        Ok(()) => z3::with_thread_solver(vocabulary, budget, |solver| ask(solver)),
        Err(why) => ask(&mut Absent { vocabulary, why }),
    }
}

#[cfg(not(feature = "z3"))]
fn with_solver<R>(vocabulary: &Vocabulary, _budget: Budget, ask: impl FnOnce(&mut dyn Solver) -> R) -> R {
    ask(&mut Absent { vocabulary, why: "built without Z3".to_owned() })
}
