//! Repairs: what is changed in a text, and what is not.

mod rounds;
mod rules;
mod shipped;
mod texts;

use std::num::NonZeroUsize;

use bailiwick::analysis::{Repairing, Repairs, repair};
use bailiwick::source::{Database, File, Project, project};

use crate::support::AS_OF;

/// A project in memory that is being repaired.
pub(crate) struct Policy {
    pub(crate) db: Database,
    pub(crate) project: Project,
    pub(crate) repairs: Repairs,
}

impl Policy {
    /// Repairs one file that uses nothing.
    pub(crate) fn repaired(text: &str, guesses: bool) -> Self {
        let mut db = Database::default();
        let project = project(&db, &[("main.bwk", text)], AS_OF);
        let repairs = repair(&mut db, project, Repairing { guesses, threads: NonZeroUsize::MIN });
        Self { db, project, repairs }
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> String {
        let is_main = |file: &&File| &**file.path(&self.db) == "main.bwk";
        let file = self.project.files(&self.db).iter().find(is_main).expect("the file");
        file.text(&self.db).to_string()
    }

    /// What was done, as `LINE CODE: TITLE`.
    pub(crate) fn done(&self) -> Vec<String> {
        self.repairs.done.iter().map(|one| format!("{} {}: {}", one.line, one.code, one.title)).collect()
    }
}

/// The text after everything was repaired, guesses included.
pub(crate) fn altogether(text: &str) -> String {
    Policy::repaired(text, true).text()
}
