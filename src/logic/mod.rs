//! Layer 5: conditions and who decides them. Knows no noun of the policy.

pub mod canonical;
mod condition;
mod decide;
mod set;
pub mod smtlib;
mod solver;
mod term;
#[cfg(feature = "z3")]
mod z3;

pub use condition::{Atom, Conjunction, Domain, Guard, Scope, Variable, VariableId, Vocabulary};
pub use decide::{check_library, implies, least_model, minimal_core, satisfiable, satisfiable_within, version};
pub use set::Set;
pub use solver::{Answer, Budget, Solver};
pub use term::{Model, Term};
#[cfg(feature = "z3")]
pub use z3::Z3;
