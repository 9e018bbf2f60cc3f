//! Layer 6: conditions and who decides them. Knows no noun of the policy.

mod condition;
mod set;

pub use condition::{Atom, Conjunction, Domain, Guard, Scope, Variable, VariableId, Vocabulary};
pub use set::Set;
