//! Mutation: changes a policy in one place at a time, and asks whether a property or a test notices.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::analysis;
use crate::model::{self, Removed};
use crate::proof::{self, Status};
use crate::rules;
use crate::source::{Database, Db, Project};
use crate::trial::expect::Asking;
use crate::trial::mutants::{Mutant, mutants};
use crate::trial::run::run_those;
use crate::trial::worlds::Worlds;
use crate::trial::{Met, TestOutcome};

/// What came of all changes that were tried.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Mutation {
    /// The as-of date of the run, in days since 1970-01-01.
    pub as_of: i64,
    /// The changes with what came of them, in the order of the text.
    pub tried: Vec<(Mutant, Fate)>,
    /// How many there are; the others were left out.
    pub possible: usize,
    /// How many properties and tests could have noticed.
    pub watching: usize,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Something notices, as a sentence: "property `no-leak` is refuted, and was proved".
    Noticed(String),
    /// Nothing does.
    Unnoticed,
    /// What is left is no policy, for this reason.
    NoPolicy(String),
}

/// Which changes are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Only those whose clause contains this text.
    pub filter: Option<String>,
    /// At most so many of them, evenly spread.
    pub limit: Option<usize>,
    /// How many are tried at once.
    pub threads: NonZeroUsize,
}

impl Mutation {
    /// How many changes had this fate.
    pub fn count(&self, is_meant: impl Fn(&Fate) -> bool) -> usize {
        self.tried.iter().filter(|(_, fate)| is_meant(fate)).count()
    }
}

/// Tries changes of a project that has no errors. Who tries which of them changes nothing.
pub fn mutate(db: &Database, project: Project, choice: &Choice) -> Mutation {
    let before = Answers::of(db, project);
    let all = mutants(db, project);
    let is_chosen = |mutant: &Mutant| choice.filter.as_ref().is_none_or(|text| mutant.text.contains(text.as_str()));
    let chosen: Vec<Mutant> = all.iter().filter(|mutant| is_chosen(mutant)).cloned().collect();
    let chosen = spread(chosen, choice.limit);
    let (next, fates) = (AtomicUsize::new(0), Mutex::new(vec![None; chosen.len()]));
    std::thread::scope(|scope| {
        for _ in 0..choice.threads.get().min(chosen.len()) {
            let (db, next, fates, chosen, before) = (db.clone(), &next, &fates, &chosen, &before);
            scope.spawn(move || {
                let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
                for number in numbers.take_while(|number| *number < chosen.len()) {
                    let fate = fate(&db, project, &chosen[number], before);
                    if let Ok(mut fates) = fates.lock() {
                        fates[number] = Some(fate);
                    }
                }
            });
        }
    });
    let fates = fates.into_inner().unwrap_or_default();
    Mutation {
        as_of: *project.as_of(db),
        tried: chosen.into_iter().zip(fates).filter_map(|(mutant, fate)| Some((mutant, fate?))).collect(),
        possible: all.len(),
        watching: before.properties.len() + before.tests.len(),
    }
}

/// So many of them, the first one included and the others as far from each other as can be.
fn spread(mutants: Vec<Mutant>, limit: Option<usize>) -> Vec<Mutant> {
    let all = mutants.len();
    match limit {
        Some(limit) if limit < all => {
            let wanted: Vec<usize> = (0..limit).map(|number| number * all / limit).collect();
            mutants.into_iter().enumerate().filter(|(at, _)| wanted.contains(at)).map(|(_, mutant)| mutant).collect()
        }
        _ => mutants,
    }
}

fn fate(db: &dyn Db, project: Project, mutant: &Mutant, before: &Answers) -> Fate {
    let file = mutant.file();
    let changed = analysis::with_text(db, file, mutant.changed(file.text(db)));
    let project = analysis::with_files(db, project, &[(file, changed)], *project.as_of(db));
    let findings = analysis::findings(db, project);
    if analysis::is_broken(db, project, &findings) {
        let wrong = findings.iter().find(|finding| rules::breaks(finding.about));
        return Fate::NoPolicy(wrong.map_or_else(String::new, |finding| finding.message.clone()));
    }
    before.difference(db, project).map_or(Fate::Unnoticed, Fate::Noticed)
}

/// What properties and tests say of a policy.
struct Answers {
    properties: Vec<(String, Status)>,
    tests: Vec<(String, Vec<u8>)>,
}

impl Answers {
    fn of(db: &dyn Db, project: Project) -> Self {
        let tests = run_those(db, project, |_| true).tests;
        let tests = tests.iter().map(|test| (test.name.clone(), answers(test))).collect();
        Self { properties: statuses(db, project).collect(), tests }
    }

    /// The first answer that another policy gives otherwise.
    fn difference(&self, db: &dyn Db, project: Project) -> Option<String> {
        let mut now = statuses(db, project).zip(&self.properties);
        let changed = now.find(|((_, now), (_, before))| now != before);
        if let Some(((name, now), (_, before))) = changed {
            return Some(format!("property `{name}` is {}, and was {}", now.word(), before.word()));
        }
        let tests = run_those(db, project, |_| true).tests;
        let changed = tests.iter().zip(&self.tests).find(|(now, (_, before))| answers(now) != *before);
        changed.map(|(test, _)| format!("test `{}` says something else", test.name))
    }
}

/// What came of each expectation; nothing of a test that could not run.
fn answers(test: &TestOutcome) -> Vec<u8> {
    let answer = |met: &Met| match met {
        Met::Passed => 0,
        Met::Failed { .. } => 1,
        Met::Undecided { .. } => 2,
    };
    test.expectations.iter().map(|asked| answer(&asked.met)).collect()
}

/// What is known of each property, asked one after the other.
fn statuses(db: &dyn Db, project: Project) -> impl Iterator<Item = (String, Status)> {
    let policy = model::policy(db, project);
    let variant = Worlds::default().whole(db, project);
    let world = variant.world(policy, &Removed::default());
    policy.properties.iter().map(move |property| {
        let asking = Asking { db, policy, variant: &variant, world: &world };
        (property.name.clone(), proof::status(&asking.examiner(property), property))
    })
}
