//! The closures of a project: computed once for each setting.
#![expect(clippy::needless_pass_by_value, reason = "a query owns what it was asked with")]

use std::sync::Arc;

use crate::facts::{self, Facts, Setting};
use crate::model;
use crate::proof::Closures;
use crate::source::{Db, Project};

/// The closures of a project's policy.
pub struct Remembered<'db> {
    /// Where they are remembered.
    pub db: &'db dyn Db,
    /// Whose they are.
    pub project: Project,
}

#[salsa::tracked(no_eq, returns(clone))]
fn closed(db: &dyn Db, project: Project, setting: Setting) -> Arc<Facts> {
    Arc::new(facts::close(&model::policy(db, project).base, &setting))
}

impl Closures for Remembered<'_> {
    fn facts(&self, setting: &Setting) -> Arc<Facts> {
        closed(self.db, self.project, setting.clone())
    }
}
