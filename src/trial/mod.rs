//! Layer 15: the policy's own tests.

mod counterexample;
mod coverage;
mod depends;
mod expect;
mod mutants;
mod mutation;
mod outcome;
mod run;
mod worlds;

pub use counterexample::{Counterexample, counterexamples};
pub use coverage::{Coverage, Item, ItemKind, coverage};
pub use mutants::{Mutant, MutantKind};
pub use mutation::{Choice, Fate, Mutation, mutate};
pub use outcome::{Asked, Met, TestOutcome, TestRun};
pub use run::{Options, run};
