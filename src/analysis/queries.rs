//! The remembered questions about a project: a verdict for each obligation.

use crate::model;
use crate::proof::{self, Examiner, Remembered, Verdict};
use crate::source::{Db, Project};

/// The verdict of the property at a position among all of the project's.
#[salsa::tracked]
pub(crate) fn verdict(db: &dyn Db, project: Project, number: usize) -> Verdict {
    let policy = model::policy(db, project);
    let property = &policy.properties[number];
    let closures = Remembered { db, project };
    proof::verdict(&Examiner::of(&policy.base, &closures, property), property, &policy.properties)
}
