//! What is declared, and where.

use crate::names::Sort;
use crate::source::Span;
use crate::syntax::ast::{Clause, Statement, Tree};

/// A declaration that has a name: an index into [`Names::definitions`](crate::names::Names::definitions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionId(pub u32);

/// A module: an index into [`Names::modules`](crate::names::Names::modules).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub u32);

/// Something that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What the name stands for.
    pub sort: Sort,
    /// The name as it is declared.
    pub name: String,
    /// The name with the names around it, `patch-pilot.coder`; with its module in front if another module that is used
    /// declares the same name.
    pub qualified: String,
    /// Where the name stands.
    pub span: Span,
    /// The module.
    pub module: ModuleId,
    /// What it is declared in.
    pub parent: Option<DefinitionId>,
    /// Its position on its line: the height of a level on its scale, otherwise 0.
    pub position: u32,
    /// The way to its statement: the item, then the clause in each block.
    pub(crate) way: Vec<u32>,
}

impl DefinitionId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl ModuleId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Definition {
    /// Its statement in the tree of its module.
    pub fn statement<'tree>(&self, tree: &'tree Tree) -> Option<&'tree Statement> {
        let (item, clauses) = self.way.split_first()?;
        let mut statement = tree.items.get(*item as usize)?;
        for clause in clauses {
            match statement.block.as_ref()?.clauses.get(*clause as usize)? {
                Clause::Statement(inner) => statement = inner,
                Clause::Permission(_) | Clause::Sentence(_) | Clause::Logic(_) => return None,
            }
        }
        Some(statement)
    }
}
