//! The policy: the declared facts, what is to be proved, and what is wrong with either.

use crate::finding::Finding;
use crate::model::{Base, Property, lower};
use crate::source::{Db, Project};

/// A policy whose names and types are known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Policy {
    /// The declared facts, without what is wrong.
    pub base: Base,
    /// What is to be proved, by module and in the order of the text.
    pub properties: Vec<Property>,
    /// Whether something in it depends on the as-of date.
    pub time_dependent: bool,
    /// What is wrong with names and types, by module and in the order of the text.
    pub findings: Vec<Finding>,
}

/// The policy of a project. A clause with an error is left out; the others are there.
#[salsa::tracked(returns(ref))]
pub fn policy(db: &dyn Db, project: Project) -> Policy {
    lower::lower(db, project)
}
