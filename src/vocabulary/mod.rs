//! Layer 2: the clause catalogue, which says as data what can be declared and with which clauses.
//!
//! The grammar knows the shape of a clause; the catalogue knows which clause belongs where. Whatever speaks about
//! clauses reads it: the check of their arguments, suggestions for misspelt words, completion, reference pages.

mod authority;
mod catalogue;
mod common;
mod data;
mod form;
mod places;
mod principals;
mod proofs;
mod target;
mod tiers;
mod workflow;

pub use catalogue::{Found, NOUNS, RECORD, find, heads, noun};
pub use form::{Absent, Clause, Form, Inside, Noun, Part};
pub use target::Target;
