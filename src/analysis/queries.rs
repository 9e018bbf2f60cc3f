//! The remembered questions about a project: a verdict for each obligation.

use crate::model::{self, Property};
use crate::proof::{self, Examiner, Remembered, Verdict};
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
