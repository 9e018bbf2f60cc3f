//! Coverage: which declarations, grants and guards no property and no test depends on.

use std::collections::BTreeSet;

use crate::analysis;
use crate::model::{self, Base, DeclaredFact, Node, Policy, Removed, SourceId};
use crate::proof;
use crate::source::{Db, Project, Span, is_library};
use crate::trial::depends::Depends;
use crate::trial::expect::Asking;
use crate::trial::run::{Options, broken};
use crate::trial::worlds::Worlds;

/// Everything that something can depend on, by file and position.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The things.
    pub items: Vec<Item>,
}

/// Something that a property or a test can depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Where it is.
    pub span: Span,
    /// What is written there, in one line.
    pub text: String,
    /// How many properties and expectations depend on it.
    pub by: usize,
}

/// The kinds of things that something can depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// Whoever acts and whatever can be acted on.
    Declaration,
    /// What gives an authority: `may`, `uses`, a delegation.
    Grant,
    /// What stands in the way of something: a `must not`, a gate, a ceiling, a condition.
    Guard,
}

impl ItemKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Declaration, Self::Grant, Self::Guard];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Declaration => "declaration",
            Self::Grant => "grant",
            Self::Guard => "guard",
        }
    }
}

impl Coverage {
    /// How many things of a kind something depends on, and how many there are.
    pub fn counts(&self, kind: ItemKind) -> (usize, usize) {
        let all = || self.items.iter().filter(|item| item.kind == kind);
        (all().filter(|item| item.by > 0).count(), all().count())
    }
}

/// What the properties of a project and those of its tests that are chosen depend on.
pub fn coverage(db: &dyn Db, project: Project, options: &Options) -> Coverage {
    let policy = model::policy(db, project);
    let mut coverage = Coverage { items: items(db, project, policy) };
    let mut worlds = Worlds::default();
    let whole = worlds.whole(db, project);
    if analysis::is_broken(db, project, &whole.findings) {
        return coverage;
    }
    let world = whole.world(policy, &Removed::default());
    for property in &policy.properties {
        let asking = Asking { db, policy, variant: &whole, world: &world };
        let on = proof::depends(&asking.examiner(property), property);
        coverage.count(&asking, &Depends { on, named: Vec::new() });
    }
    for test in policy.tests.iter().filter(|test| options.choose(test)) {
        let variant = worlds.of_test(db, project, test);
        let known = variant.supposed.test(db, test).filter(|_| broken(db, &variant, test).is_empty());
        let Some(known) = known else { continue };
        let policy = model::policy(db, variant.supposed.project);
        let world = variant.world(policy, &known.without);
        let asking = Asking { db, policy, variant: &variant, world: &world };
        for expectation in &known.expectations {
            coverage.count(&asking, &asking.depends(&expectation.what));
        }
    }
    coverage
}

impl Coverage {
    /// Counts one more for whatever an answer depends on.
    fn count(&mut self, asking: &Asking<'_>, depends: &Depends) {
        let base = &asking.world.base;
        let written = |span: &Span| asking.variant.supposed.written(*span);
        let place = |source: SourceId| written(&base.sources[source.index()].span);
        let grants: Vec<Span> = depends.on.grants.iter().map(|source| place(*source)).collect();
        let guards: Vec<Span> = depends.on.guards.iter().map(written).collect();
        let nodes = depends.on.nodes.iter().map(|node| place(of_node(base, *node)));
        let things: Vec<Span> = nodes.chain(depends.named.iter().map(written)).collect();
        for item in &mut self.items {
            let is_meant = match item.kind {
                // Whoever depends on a clause depends on what it stands in.
                ItemKind::Declaration => {
                    let mut all = things.iter().chain(&grants).chain(&guards);
                    all.any(|thing| item.span.covers(*thing))
                }
                ItemKind::Grant => grants.contains(&item.span),
                ItemKind::Guard => guards.contains(&item.span),
            };
            item.by += usize::from(is_meant);
        }
    }
}

fn of_node(base: &Base, node: Node) -> SourceId {
    match node {
        Node::Principal(principal) => base.principal(principal).source,
        Node::Leaf(leaf) => base.leaf(leaf).source,
    }
}

/// Everything in the user's files that something can depend on.
fn items(db: &dyn Db, project: Project, policy: &Policy) -> Vec<Item> {
    let base = &policy.base;
    let tests = model::test_blocks(db, project);
    let is_written = |span: Span| !is_library(db, span.file) && !tests.iter().any(|test| test.covers(span));
    let mut items = Vec::new();
    let all =
        [(ItemKind::Declaration, declarations(base)), (ItemKind::Grant, grants(base)), (ItemKind::Guard, guards(base))];
    for (kind, sources) in all {
        let places = sources.into_iter().map(|source| &base.sources[source.index()]);
        items.extend(places.filter(|place| is_written(place.span)).map(|place| Item {
            kind,
            span: place.span,
            text: place.text.clone(),
            by: 0,
        }));
    }
    let files = project.files(db);
    let place = |item: &Item| files.iter().position(|file| *file == item.span.file);
    items.sort_by_key(|item| (place(item), item.span.start, item.kind));
    items
}

/// Whoever acts, whatever can be acted on, and the controls that have a name.
fn declarations(base: &Base) -> BTreeSet<SourceId> {
    let acting = base.principals.iter().map(|one| one.source);
    let named = base.credentials.iter().map(|one| one.source).chain(base.gates.iter().map(|one| one.source));
    let others = base.entries.iter().map(|one| one.source).chain(base.transformers.iter().map(|one| one.source));
    let all = acting.chain(base.leaves.iter().map(|one| one.source)).chain(named).chain(others);
    // A domain is where things are, and nothing is asked of it.
    let domains: BTreeSet<SourceId> = base.domains.iter().map(|one| base.principal(one.principal).source).collect();
    all.filter(|source| !domains.contains(source)).collect()
}

fn grants(base: &Base) -> BTreeSet<SourceId> {
    let gives = |fact: &DeclaredFact| {
        matches!(fact, DeclaredFact::Grant { .. } | DeclaredFact::Delegates { .. } | DeclaredFact::Uses { .. })
    };
    let said = base.facts.iter().filter(|declared| declared.assumed.is_none() && gives(&declared.fact));
    said.map(|declared| declared.source).collect()
}

fn guards(base: &Base) -> BTreeSet<SourceId> {
    let conditional = base.facts.iter().filter(|declared| !declared.when.is_always());
    conditional.map(|declared| declared.source).chain(base.claims.iter().map(|claim| claim.source)).collect()
}
