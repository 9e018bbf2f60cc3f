//! From the tests of a project to what comes of them.

use crate::analysis;
use crate::finding::{Finding, Severity};
use crate::model::{self, Test};
use crate::rules;
use crate::source::{Db, Project};
use crate::trial::expect::Asking;
use crate::trial::worlds::{Variant, Worlds};
use crate::trial::{Asked, TestOutcome, TestRun};

/// Which tests run.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// Only those whose name or label contains this text.
    pub filter: Option<String>,
}

/// Runs the tests of a project that has no errors. Projects that tests have in common are analysed once.
pub fn run(db: &dyn Db, project: Project, options: &Options) -> TestRun {
    run_those(db, project, |test| options.choose(test))
}

impl Options {
    /// Whether a test runs.
    pub(crate) fn choose(&self, test: &Test) -> bool {
        let names = [Some(&test.name), test.label.as_ref()];
        let contains = |wanted: &String| names.iter().flatten().any(|name| name.contains(wanted.as_str()));
        self.filter.as_ref().is_none_or(contains)
    }
}

/// Runs those tests of a project that are chosen.
pub(crate) fn run_those(db: &dyn Db, project: Project, chosen: impl Fn(&Test) -> bool) -> TestRun {
    let tests = &model::policy(db, project).tests;
    let mut worlds = Worlds::default();
    let outcomes = tests.iter().filter(|test| chosen(test)).map(|test| one(db, project, test, &mut worlds)).collect();
    TestRun { as_of: *project.as_of(db), tests: outcomes, declared: tests.len() }
}

fn one(db: &dyn Db, project: Project, test: &Test, worlds: &mut Worlds) -> TestOutcome {
    let variant = worlds.of_test(db, project, test);
    let mut outcome = TestOutcome {
        module: test.span.file.module(db).to_string(),
        name: test.name.clone(),
        label: test.label.clone(),
        span: test.span,
        as_of: *variant.supposed.project.as_of(db),
        expectations: Vec::new(),
        broken: Vec::new(),
    };
    outcome.broken = broken(db, &variant, test);
    if !outcome.broken.is_empty() {
        return outcome;
    }
    let policy = model::policy(db, variant.supposed.project);
    let Some(known) = variant.supposed.test(db, test) else { return outcome };
    let asking = Asking { db, policy, variant: &variant, world: &variant.world(policy, &known.without) };
    let asked = known.expectations.iter().map(|one| {
        let met = asking.expect(&one.what);
        Asked { text: one.text.clone(), span: variant.supposed.written(one.span), met }
    });
    outcome.expectations = asked.collect();
    outcome
}

/// Why a test can not run: what is wrong with it, or with the policy as it has it.
pub(crate) fn broken(db: &dyn Db, variant: &Variant, test: &Test) -> Vec<Finding> {
    let (supposed, findings) = (&variant.supposed, &variant.findings);
    let is_broken = analysis::is_broken(db, supposed.project, findings);
    let written = findings.iter().cloned().map(|one| supposed.written_finding(one));
    let is_of_test = |one: &Finding| rules::is_fixed(one.about) && test.span.covers(one.span);
    let is_error = |one: &Finding| one.severity == Severity::Error;
    written.filter(|one| is_error(one) && (is_of_test(one) || is_broken && rules::breaks(one.about))).collect()
}
