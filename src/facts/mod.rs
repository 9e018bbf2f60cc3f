//! Layer 8: what follows from what is declared.
//!
#![doc = include_str!("README.md")]

mod authority;
mod back_ends;
mod behaviour;
mod carried;
mod claims;
mod closure;
mod conditions;
mod deputies;
mod derivation;
mod entitlement;
mod influence;
mod information;
mod join;
mod load;
mod obstacle;
mod query;
mod relation;
mod relay;
mod rule;
mod rules;
mod table;
mod text;
mod world;

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::logic::Guard;
use crate::model::{Base, Mode, PrincipalId};
use closure::{Closed, Closure};
use relation::Relation;
use world::World;

pub use derivation::{Derivation, Fact, Step, Why};
pub use rules::{RULES, RuleSet};

/// Whose text and bytes are followed: everybody's who is hostile, and of those who are asked about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Authors {
    /// Everybody is asked about.
    All,
    /// These are.
    Only(BTreeSet<PrincipalId>),
}

/// What a closure is about, besides the policy itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Setting {
    /// How everybody behaves.
    pub mode: Mode,
    /// Whose text is followed.
    pub authors: Authors,
    /// The one that a question is about, where what it could approve itself matters (rule G2).
    pub in_question: Option<PrincipalId>,
    /// The rules used.
    pub rules: RuleSet,
    /// How values that are not known are read.
    pub unknowns: Unknowns,
}

/// How values that are not known are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unknowns {
    /// As their worst case.
    WorstCase,
    /// As giving nothing.
    GiveNothing,
}

/// Everything that follows from a policy in one mode, with the shortest derivation of each fact.
pub struct Facts {
    closed: Closed,
    /// Where the rows of `has` are, by node and atom.
    had: FxHashMap<(u32, u32), Vec<u32>>,
}

/// Closes the declared facts under the rules.
///
/// The result depends on the arguments alone: not on threads, hash tables or the order of declarations.
pub fn close(base: &Base, setting: &Setting) -> Facts {
    let mut closure = loaded(base, setting);
    closure.run(usize::MAX);
    Facts::of(closure.take())
}

/// The same, but only until the facts derived so far are `enough`. They are those with the shortest derivations.
pub fn close_until(base: &Base, setting: &Setting, enough: impl Fn(&Arc<Facts>) -> bool) -> Arc<Facts> {
    let mut closure = loaded(base, setting);
    loop {
        let more = closure.run(closure.size().max(FIRST_LOOK) * 2);
        let facts = Arc::new(Facts::of(closure.take()));
        if !more || enough(&facts) {
            return facts;
        }
        let Some(facts) = Arc::into_inner(facts) else { unreachable!("nobody keeps unfinished facts") };
        closure.put_back(facts.closed);
    }
}

fn loaded<'a>(base: &'a Base, setting: &'a Setting) -> Closure<'a> {
    let world = World::new(base, &setting.mode, &setting.rules);
    let mut closure = Closure::new(world, rules::of(&setting.rules));
    load::load(&mut closure, setting);
    closure.begin();
    closure
}

/// How many facts are derived before somebody looks whether they are enough, at each look twice as many.
const FIRST_LOOK: usize = 256;

impl Setting {
    /// All rules, everybody's text, every unknown at its worst.
    pub fn of(mode: Mode) -> Self {
        Self { mode, authors: Authors::All, in_question: None, rules: RuleSet::all(), unknowns: Unknowns::WorstCase }
    }
}

impl Authors {
    /// Whether a principal is asked about.
    pub fn contains(&self, principal: PrincipalId) -> bool {
        match self {
            Self::All => true,
            Self::Only(some) => some.contains(&principal),
        }
    }
}

impl Facts {
    fn of(closed: Closed) -> Self {
        let mut had: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
        let table = &closed.tables[Relation::Has as usize];
        for place in &table.known {
            let tuple = &table.rows[*place as usize].tuple;
            had.entry((tuple[0], tuple[2])).or_default().push(*place);
        }
        Self { closed, had }
    }

    /// Every derived fact in its canonical spelling with its minimal conditions, sorted.
    pub fn lines(&self, base: &Base) -> Vec<(String, Guard)> {
        let mut lines = Vec::new();
        for (table, relation) in self.closed.tables.iter().zip(relation::Relation::ALL) {
            if relation.is_bookkeeping() || relation.is_declared() && *relation != relation::Relation::Adversary {
                continue;
            }
            for row in table.rows.iter().filter(|row| !row.alive.is_empty()) {
                let pairs = row.alive.iter().map(|pair| &self.closed.pairs[*pair as usize]);
                let guard =
                    Guard::from_alternatives(pairs.map(|pair| self.closed.conditions.get(pair.condition).clone()));
                if let Some(text) = text::fact(base, *relation, &row.tuple) {
                    lines.push((text, guard));
                }
            }
        }
        lines.sort();
        lines
    }

    /// How many facts there are, each under each of its minimal conditions; bookkeeping included.
    pub fn size(&self) -> usize {
        self.closed.pairs.len()
    }
}
