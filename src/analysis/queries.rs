//! The remembered questions about a project: a closure for each setting, a verdict for each obligation.
#![expect(clippy::needless_pass_by_value, reason = "a query owns what it was asked with")]

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::facts::{self, Authors, Facts, Setting};
use crate::model::{self, Mode, PrincipalId, Property, Question, Statement};
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
    let authors = authors(peers, &property.mode);
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

/// Whom the properties of one mode ask about: their text is followed in one closure for all of them.
fn authors(properties: &[Property], mode: &Mode) -> Authors {
    let mut asked: BTreeSet<PrincipalId> = BTreeSet::new();
    for property in properties.iter().filter(|property| property.mode == *mode) {
        match &property.statement {
            Statement::Always(..) => return Authors::All,
            Statement::Never(question) => match question {
                Question::Causes(subjects, _)
                | Question::Extracts(subjects, _)
                | Question::Obtains(subjects, _)
                | Question::Influences(subjects, _) => asked.extend(subjects),
                Question::Reaches(..) | Question::ReachesAnother(_) => {}
            },
            Statement::Possible(_) => {}
        }
    }
    Authors::Only(asked)
}
