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
mod words;
mod workflow;

pub(crate) use authority::CREDENTIAL_KINDS;
pub use catalogue::{Found, NOUNS, RECORD, find, heads, noun};
pub(crate) use data::{DOMAIN_KINDS, OPERATION_KINDS};
pub use form::{Absent, Clause, Form, Inside, Noun, Part};
pub(crate) use places::{AUDIENCES, STORE_KINDS};
pub use target::Target;
pub use words::{asked_of, named_by, parts, words};
