//! The remembered questions about a project: a closure for each setting, a verdict for each obligation.
#![expect(clippy::needless_pass_by_value, reason = "a query owns what it was asked with")]

use std::sync::Arc;

use crate::facts::{self, Facts, Setting};
use crate::model::{self, Property};
use crate::proof::{self, Closures, Examiner, Verdict};
use crate::source::{Db, Project};

/// The verdict of the property at a position among all of the project's.
#[salsa::tracked]
pub(crate) fn verdict(db: &dyn Db, project: Project, number: usize) -> Verdict {
    let properties = &model::policy(db, project).properties;
    examined(db, project, &properties[number], properties)
}

/// The verdict of a property whose closures are shared with `peers`.
pub(crate) fn examined(db: &dyn Db, project: Project, property: &Property, peers: &[Property]) -> Verdict {
    let policy = model::policy(db, project);
    let closures = Remembered { db, project };
    let authors = proof::authors(peers, &property.mode);
    let examiner = Examiner { base: &policy.base, closures: &closures, authors };
    proof::verdict(&examiner, property, &policy.properties)
}

#[salsa::tracked(no_eq, returns(clone))]
fn closed(db: &dyn Db, project: Project, setting: Setting) -> Arc<Facts> {
    Arc::new(facts::close(&model::policy(db, project).base, &setting))
}

struct Remembered<'db> {
    db: &'db dyn Db,
    project: Project,
}

impl Closures for Remembered<'_> {
    fn facts(&self, setting: &Setting) -> Arc<Facts> {
        closed(self.db, self.project, setting.clone())
    }
}
