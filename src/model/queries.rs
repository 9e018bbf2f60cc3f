//! The policy: the declared facts, what is to be proved, and what is wrong with either.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::model::{AtomId, Base, CredentialId, LeafId, Node, Permission, PrincipalId, Property, Test, VerbId, lower};
use crate::names::DefinitionId;
use crate::source::{Db, Project, Span};

/// What a declaration stands for among the declared facts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Meaning {
    /// Whoever it is: of a team its members, of a workflow its agents.
    pub principals: Vec<PrincipalId>,
    /// What can be acted on.
    pub leaves: Vec<LeafId>,
    /// Where data can be that comes to it.
    pub nodes: Vec<Node>,
    /// The data: of a level that of all levels above it as well.
    pub atoms: Vec<AtomId>,
    /// The credentials.
    pub credentials: Vec<CredentialId>,
    /// What starts it.
    pub starts: Vec<Permission>,
    /// The operation.
    pub verb: Option<VerbId>,
}

/// Who hands on, and who receives.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Between {
    /// Who hands on.
    pub givers: Vec<PrincipalId>,
    /// Who receives.
    pub receivers: Vec<PrincipalId>,
}

/// What a workflow is meant to bring about and to hold.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Boundary {
    /// What it is meant to bring about, operation by operation.
    pub permissions: BTreeSet<Permission>,
    /// What of it is meant under conditions only.
    pub conditional: BTreeSet<Permission>,
    /// The classes and levels that it is meant to hold.
    pub held: Vec<DefinitionId>,
}

/// A policy whose names and types are known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Policy {
    /// The declared facts, without what is wrong.
    pub base: Base,
    /// What each declaration stands for, by the numbers of the definitions.
    pub meanings: Vec<Meaning>,
    /// Between whom the delegations are, and those that the rules about delegations are about.
    pub between: BTreeMap<DefinitionId, Between>,
    /// What workflows are meant to do, as far as they say.
    pub boundaries: BTreeMap<DefinitionId, Boundary>,
    /// What is to be proved, by module and in the order of the text.
    pub properties: Vec<Property>,
    /// What tests expect, by module and in the order of the text.
    pub tests: Vec<Test>,
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

/// Where the tests of a project are. What is wrong inside of them says nothing about the policy.
#[salsa::tracked(returns(ref))]
pub fn test_blocks(db: &dyn Db, project: Project) -> Vec<Span> {
    lower::test_blocks(db, project)
}
