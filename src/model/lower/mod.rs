//! From the tree to declared facts. First the universe is laid out: who and what there is, sorted by name and numbered.
//! Then every declaration adds its facts, in a file named by its noun.

mod access;
mod agent;
mod arguments;
mod atoms;
mod bounds;
mod built_in;
mod claims;
mod condition;
mod context;
mod credential;
mod decided;
mod delegation;
mod domain;
mod entry;
mod expand;
mod gate;
mod grant;
mod individuals;
mod inference;
mod kinds;
mod leaves;
mod longest_run;
mod order;
mod parties;
mod permission;
mod principals;
mod property;
mod refer;
mod references;
mod runs;
mod selection;
mod sink;
mod start;
mod step;
mod store;
mod test;
mod test_given;
mod transformer;
mod types;
mod values;
mod vocabulary;

pub(crate) use built_in::is_given_attribute;
pub(crate) use refer::PRINCIPALS;

use std::collections::BTreeSet;

use crate::model::Policy;
use crate::model::lower::context::Lowering;
use crate::source::{Db, Project};

pub(crate) use test::test_blocks;

/// Everything a project says.
pub(crate) fn lower(db: &dyn Db, project: Project) -> Policy {
    let mut minted = BTreeSet::new();
    loop {
        let mut lowering = Lowering::new(db, project, minted.clone());
        lowering.lay_out();
        lowering.add_facts();
        // Whose credentials can be minted shows only now; whoever they are needs a fresh credential in the universe.
        let found = lowering.minted();
        if found.is_subset(&minted) {
            return lowering.finish();
        }
        minted.extend(found);
    }
}
