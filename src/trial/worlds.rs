//! The projects that tests lead to: with what they add, without what they take away, on their day. Those that tests have in
//! common are analysed once.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::{self, Supposed, SupposedKey};
use crate::facts::{self, Facts, Setting};
use crate::finding::Finding;
use crate::model::{Base, Policy, Removed, Test};
use crate::proof::Closures;
use crate::rules::Remaining;
use crate::source::{Db, Project};

/// The projects that tests have led to.
#[derive(Default)]
pub(crate) struct Worlds {
    variants: FxHashMap<SupposedKey, Rc<Variant>>,
}

/// A project as tests have it, with what is found in it.
pub(crate) struct Variant {
    pub(crate) supposed: Supposed,
    pub(crate) findings: Vec<Finding>,
    worlds: RefCell<Vec<Rc<World>>>,
}

/// A policy from which something may be taken away, with its closures.
pub(crate) struct World {
    pub(crate) base: Base,
    /// What is taken away.
    pub(crate) removed: Removed,
    known: RefCell<FxHashMap<Setting, Arc<Facts>>>,
    findings: OnceCell<Vec<Finding>>,
}

impl Worlds {
    /// The project as a test has it.
    pub(crate) fn of_test(&mut self, db: &dyn Db, project: Project, test: &Test) -> Rc<Variant> {
        let as_of = test.as_of.unwrap_or(*project.as_of(db));
        self.variant(db, Supposed::new(db, project, test, as_of))
    }

    /// The project as it is.
    pub(crate) fn whole(&mut self, db: &dyn Db, project: Project) -> Rc<Variant> {
        self.variant(db, Supposed::nothing(project))
    }

    fn variant(&mut self, db: &dyn Db, supposed: Supposed) -> Rc<Variant> {
        let found = self.variants.entry(supposed.key(db)).or_insert_with(|| {
            let findings = analysis::findings(db, supposed.project);
            Rc::new(Variant { supposed, findings, worlds: RefCell::default() })
        });
        found.clone()
    }
}

impl Variant {
    /// What remains without some declarations.
    pub(crate) fn world(&self, policy: &Policy, without: &Removed) -> Rc<World> {
        let mut worlds = self.worlds.borrow_mut();
        if let Some(known) = worlds.iter().find(|world| world.removed == *without) {
            return known.clone();
        }
        let base = if without.is_empty() { policy.base.clone() } else { policy.base.without(without) };
        let world =
            Rc::new(World { base, removed: without.clone(), known: RefCell::default(), findings: OnceCell::new() });
        worlds.push(world.clone());
        world
    }
}

impl World {
    /// What is left of a project.
    pub(crate) fn remaining(&self, project: Project) -> Remaining<'_> {
        Remaining { project, removed: &self.removed, base: &self.base }
    }

    /// Everything that is found in it.
    pub(crate) fn findings<'a>(&'a self, db: &dyn Db, variant: &'a Variant) -> &'a [Finding] {
        if self.removed.is_empty() {
            return &variant.findings;
        }
        let remaining = self.remaining(variant.supposed.project);
        self.findings.get_or_init(|| analysis::findings_of_remaining(db, &remaining, &variant.findings))
    }
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
