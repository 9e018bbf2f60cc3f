//! A project is checked while somebody waits: what was read is told at once, then each verdict as it comes.

use std::num::NonZeroUsize;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::analysis::queries::verdict;
use crate::analysis::{self, Outcome, findings, is_broken};
use crate::finding::Finding;
use crate::ide::Snapshot;
use crate::model;
use crate::project::{self, AsOf};
use crate::proof::Verdict;
use crate::source::{Database, Span, employer, give_way, interruptible};

/// What is told on the way.
#[derive(Clone, Debug)]
pub enum Progress {
    /// What was found in the texts, and what is to be proved.
    Read(Reading),
    /// The verdict of the property at a position.
    Proved(usize, Box<Verdict>),
    /// Everything that a check says.
    Checked(Box<Outcome>),
}

/// What is known of a project before anything is proved.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Reading {
    /// What is wrong with the texts, and with what they mean.
    pub findings: Vec<Finding>,
    /// What is to be proved.
    pub properties: Vec<Property>,
    /// Why nothing will be proved: nothing is known of the texts, or of the day.
    pub refused: Option<String>,
}

/// Something that is to be proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Where its sentence is.
    pub span: Span,
}

/// What can be said of a project without proving anything.
pub fn read(snapshot: &Snapshot) -> Reading {
    let Snapshot { db, project, settings, .. } = snapshot;
    let project = *project;
    let refused =
        |findings: Vec<Finding>, why: &str| Reading { findings, properties: Vec::new(), refused: Some(why.to_owned()) };
    let unknown = project::unknown_editions(db, project);
    if !unknown.is_empty() {
        return refused(unknown, "nothing was checked: it is not known what texts of another edition mean");
    }
    if let Some(profile) = &settings.profile
        && !project::profiles(db, project).contains(&profile.as_str())
    {
        let why = format!("nothing was proved: the project has no profile `{profile}`");
        return refused(findings(db, project), &why);
    }
    if project::settings(db, project).as_of == AsOf::Required && settings.as_of.is_none() {
        let why = "nothing was checked: the manifest says `as-of = \"required\"`; \
            set the option `asOf` to the day on which everything is judged";
        return refused(project::findings(db, project).clone(), why);
    }
    let properties = &model::policy(db, project).properties;
    let properties = properties.iter().map(|one| Property { name: one.name.clone(), span: one.span });
    Reading { findings: findings(db, project), properties: properties.collect(), refused: None }
}

/// Checks a project, on so many threads, and tells what comes of it. Ends by unwinding when somebody wants to write.
pub fn prove(snapshot: &Snapshot, threads: NonZeroUsize, tell: &(dyn Fn(Progress) + Sync)) {
    let (db, project) = (&snapshot.db, snapshot.project);
    interruptible(db, |_| {
        let reading = read(snapshot);
        let obligations = reading.properties.len();
        let is_open = reading.refused.is_none() && !is_broken(db, project, &reading.findings);
        let is_refused = reading.refused.is_some();
        tell(Progress::Read(reading));
        if is_refused {
            return;
        }
        if is_open {
            let next = AtomicUsize::new(0);
            let prove_all = |db: &Database| {
                let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
                for number in numbers.take_while(|number| *number < obligations) {
                    tell(Progress::Proved(number, Box::new(verdict(db, project, number).clone())));
                }
            };
            std::thread::scope(|scope| {
                for _ in 1..threads.get().min(obligations) {
                    let (db, prove_all) = (db.clone(), &prove_all);
                    let employer = employer();
                    scope.spawn(move || employer.helped(AssertUnwindSafe(|| prove_all(&db))));
                }
                prove_all(db);
            });
            give_way();
        }
        tell(Progress::Checked(Box::new(analysis::check(db, project))));
    });
}
