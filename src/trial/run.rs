//! From the tests of a project to what comes of them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::{self, Supposed, SupposedKey};
use crate::facts::{self, Facts, Setting};
use crate::finding::Finding;
use crate::model::{self, Base, Expected, Policy, Property, Removed, Statement, Test};
use crate::proof::Closures;
use crate::source::{Db, Project};
use crate::trial::expect::expect;
use crate::trial::{Asked, TestOutcome, TestRun};

/// Which tests run.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Options {
    /// Only those whose name or label contains this text.
    pub filter: Option<String>,
}

/// Runs the tests of a project that has no errors. Projects that tests have in common are analysed once.
pub fn run(db: &dyn Db, project: Project, options: &Options) -> TestRun {
    let tests = &model::policy(db, project).tests;
    let chosen = |test: &&Test| {
        let names = [Some(&test.name), test.label.as_ref()];
        let contains = |wanted: &String| names.iter().flatten().any(|name| name.contains(wanted.as_str()));
        options.filter.as_ref().is_none_or(contains)
    };
    let mut worlds = Worlds::default();
    let outcomes = tests.iter().filter(chosen).map(|test| one(db, project, test, &mut worlds)).collect();
    TestRun { as_of: *project.as_of(db), tests: outcomes, declared: tests.len() }
}

fn one(db: &dyn Db, project: Project, test: &Test, worlds: &mut Worlds) -> TestOutcome {
    let as_of = test.as_of.unwrap_or(*project.as_of(db));
    let variant = worlds.variant(db, Supposed::new(db, project, test, as_of));
    let mut outcome = TestOutcome {
        module: test.span.file.module(db).to_string(),
        name: test.name.clone(),
        label: test.label.clone(),
        span: test.span,
        as_of,
        expectations: Vec::new(),
        broken: Vec::new(),
    };
    if analysis::is_broken(&variant.findings) {
        outcome.broken = variant.findings.iter().cloned().map(|one| variant.supposed.written_finding(one)).collect();
        return outcome;
    }
    let policy = model::policy(db, variant.supposed.project);
    let same = |known: &&Test| {
        (known.span.start, variant.supposed.written(known.span).file) == (test.span.start, test.span.file)
    };
    let Some(known) = policy.tests.iter().find(same) else { return outcome };
    let world = variant.world(policy, &known.without);
    outcome.expectations = known
        .expectations
        .iter()
        .map(|one| {
            let met = expect(&world, policy, &variant, &known.without, &one.what);
            Asked { text: one.text.clone(), span: variant.supposed.written(one.span), met }
        })
        .collect();
    outcome
}

/// The projects that tests have led to.
#[derive(Default)]
struct Worlds {
    variants: FxHashMap<SupposedKey, Rc<Variant>>,
}

/// A project as tests have it, with what is found in it.
pub(crate) struct Variant {
    pub(crate) supposed: Supposed,
    pub(crate) findings: Vec<Finding>,
    worlds: RefCell<Vec<(Removed, Rc<World>)>>,
}

/// A policy from which something may be taken away, with its closures.
pub(crate) struct World {
    pub(crate) base: Base,
    /// Everything that is asked of it, so that closures are shared.
    pub(crate) peers: Vec<Property>,
    known: RefCell<FxHashMap<Setting, Arc<Facts>>>,
}

impl Worlds {
    fn variant(&mut self, db: &dyn Db, supposed: Supposed) -> Rc<Variant> {
        let found = self.variants.entry(supposed.key(db)).or_insert_with(|| {
            let findings = analysis::findings(db, supposed.project);
            Rc::new(Variant { supposed, findings, worlds: RefCell::default() })
        });
        found.clone()
    }
}

impl Variant {
    fn world(&self, policy: &Policy, without: &Removed) -> Rc<World> {
        let mut worlds = self.worlds.borrow_mut();
        if let Some((_, known)) = worlds.iter().find(|(removed, _)| removed == without) {
            return known.clone();
        }
        let base = if without.is_empty() { policy.base.clone() } else { policy.base.without(without) };
        let world = Rc::new(World { base, peers: peers(policy), known: RefCell::default() });
        worlds.push((without.clone(), world.clone()));
        world
    }
}

/// Whatever the properties and tests of a policy ask about. What is asked by any means is a `never` that does not hold.
fn peers(policy: &Policy) -> Vec<Property> {
    let expectations = policy.tests.iter().flat_map(|test| &test.expectations);
    let asked = expectations.filter_map(|one| match &one.what {
        Expected::Sentence(property) | Expected::Fact(property) => Some(property),
        _ => None,
    });
    let mut peers: Vec<Property> = policy.properties.iter().chain(asked).cloned().collect();
    for peer in &mut peers {
        if let Statement::Possible(question) = &peer.statement {
            peer.statement = Statement::Never(question.clone());
        }
    }
    peers
}

impl Closures for World {
    fn facts(&self, setting: &Setting) -> Arc<Facts> {
        if let Some(known) = self.known.borrow().get(setting) {
            return known.clone();
        }
        let facts = Arc::new(facts::close(&self.base, setting));
        self.known.borrow_mut().insert(setting.clone(), facts.clone());
        facts
    }
}
