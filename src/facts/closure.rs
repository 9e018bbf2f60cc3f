//! The least fixpoint, with the shortest derivation of everything in it.
//!
//! Facts are taken from a queue in the order of the size of their derivations, as Knuth's generalisation of Dijkstra's
//! algorithm does: the first derivation of a fact under a condition is a shortest one, and each combination of premises
//! is looked at exactly once, when the last of them is taken. Ties are broken by the numbers of the fact, which follow
//! names, so the result does not depend on the order of files, threads or hash tables.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::facts::conditions::{ConditionId, Conditions, TRUE};
use crate::facts::join::{Body, Trigger};
use crate::facts::obstacle::Declaration;
use crate::facts::relation::{Relation, Tuple};
use crate::facts::relay::Relay;
use crate::facts::rule::Rule;
use crate::facts::table::{DECLARED, NO_SOURCE, Pair, PairId, Premises, Table, WIDENED, Widening};
use crate::facts::world::World;
use crate::logic::{Conjunction, Scope};
use crate::source::give_way;

/// How many minimal conditions of one fact are kept before they are widened (semantics 2.9).
pub(crate) const MOST_CONDITIONS: usize = 64;

/// After so many facts somebody who wants to write may do so.
const BREATH: usize = 64;

/// A conclusion that waits for its turn.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    cost: u32,
    relation: Relation,
    tuple: Tuple,
    condition: ConditionId,
    rule: u16,
    row: u32,
    premises: Premises,
    source: u32,
}

/// What a rule concludes or a declaration says.
pub(super) struct Conclusion {
    pub(super) cost: u32,
    pub(super) relation: Relation,
    pub(super) tuple: Tuple,
    pub(super) condition: ConditionId,
    pub(super) rule: u16,
    pub(super) source: u32,
}

/// What the closure leaves behind.
pub(crate) struct Closed {
    pub(crate) tables: Vec<Table>,
    pub(crate) pairs: Vec<Pair>,
    /// The premises of all pairs, one after the other.
    premises: Vec<PairId>,
    pub(crate) conditions: Conditions,
    pub(crate) rules: std::sync::Arc<[Rule]>,
}

impl Closed {
    /// What a pair follows from.
    pub(crate) fn premises_of(&self, id: PairId) -> &[PairId] {
        let Premises { start, length } = self.pairs[id as usize].premises;
        &self.premises[start as usize..][..length as usize]
    }
}

/// The state of a closure in progress.
pub(crate) struct Closure<'a> {
    pub(super) world: World<'a>,
    pub(super) rules: std::sync::Arc<[Rule]>,
    /// For each relation the rules and steps that a new fact of it can be matched with.
    pub(super) triggers: Vec<Vec<Trigger>>,
    pub(super) tables: Vec<Table>,
    pub(super) pairs: Vec<Pair>,
    premises: Vec<PairId>,
    pub(super) conditions: Conditions,
    queue: BinaryHeap<Reverse<Candidate>>,
    pub(super) pending: Vec<(Relation, Tuple)>,
    pub(super) relay: Relay,
    /// For each list of obstacles, the bodies that go on once it passes, each with the step at which it waits.
    pub(super) waiting: FxHashMap<u32, Vec<(usize, Body)>>,
}

impl<'a> Closure<'a> {
    pub(crate) fn new(world: World<'a>, rules: Vec<Rule>) -> Self {
        Self {
            world,
            triggers: Trigger::of(&rules),
            tables: Relation::ALL.iter().map(|_| Table::default()).collect(),
            pairs: Vec::new(),
            premises: Vec::new(),
            conditions: Conditions::new(),
            queue: BinaryHeap::new(),
            pending: Vec::new(),
            relay: Relay::of(&rules),
            waiting: FxHashMap::default(),
            rules: rules.into(),
        }
    }

    /// The facts and everything that stands before conclusions, for loading.
    pub(crate) fn world(&mut self) -> &mut World<'a> {
        &mut self.world
    }

    /// Adds a declared fact that holds under a condition once a list of obstacles passes.
    pub(crate) fn declare(&mut self, relation: Relation, tuple: Tuple, condition: Conjunction, list: u32, source: u32) {
        let condition = self.conditions.intern(condition);
        if list == 0 {
            self.offer_declared(1, relation, tuple, condition, source);
        } else {
            let pending = [number(self.pending.len()), list, 0, 0, 0, 0];
            self.pending.push((relation, tuple));
            self.offer_declared(1, Relation::Pending, pending, condition, source);
        }
    }

    /// Adds a fact that belongs to the mode or to the kind of a thing and is no step of any argument.
    pub(crate) fn assume(&mut self, relation: Relation, tuple: Tuple) {
        self.offer_declared(0, relation, tuple, TRUE, NO_SOURCE);
    }

    /// Has to be called once, after everything is loaded.
    pub(crate) fn begin(&mut self) {
        self.assume(Relation::Passes, Tuple::default());
        self.declare_fresh();
    }

    /// Goes on until so many facts are known, or there are no more; whether there may be more.
    pub(crate) fn run(&mut self, until: usize) -> bool {
        while self.pairs.len() < until {
            if self.pairs.len().is_multiple_of(BREATH) {
                give_way();
            }
            let Some(Reverse(candidate)) = self.queue.pop() else { return false };
            if let Some(pair) = self.admit(&candidate) {
                self.fire(pair);
            }
        }
        true
    }

    /// How many facts are known so far.
    pub(crate) fn size(&self) -> usize {
        self.pairs.len()
    }

    /// What is known so far; [`Closure::put_back`] has to be called before going on.
    pub(crate) fn take(&mut self) -> Closed {
        Closed {
            tables: std::mem::take(&mut self.tables),
            pairs: std::mem::take(&mut self.pairs),
            premises: std::mem::take(&mut self.premises),
            conditions: std::mem::replace(&mut self.conditions, Conditions::new()),
            rules: self.rules.clone(),
        }
    }

    pub(crate) fn put_back(&mut self, closed: Closed) {
        (self.tables, self.pairs, self.conditions) = (closed.tables, closed.pairs, closed.conditions);
        self.premises = closed.premises;
    }

    fn offer_declared(&mut self, cost: u32, relation: Relation, tuple: Tuple, condition: ConditionId, source: u32) {
        self.offer(&Conclusion { cost, relation, tuple, condition, rule: DECLARED, source }, std::iter::empty());
    }

    /// Puts a conclusion into the queue, unless it is known or waits there already, under a condition as weak and with a
    /// derivation as short.
    pub(super) fn offer(&mut self, conclusion: &Conclusion, premises: impl Iterator<Item = PairId>) {
        let Conclusion { cost, relation, tuple, condition, rule, source } = *conclusion;
        let row = self.tables[relation as usize].row_of(tuple);
        if self.is_known(relation, row, condition) {
            return;
        }
        let (queued, conditions) = (&mut self.tables[relation as usize].rows[row as usize].queued, &self.conditions);
        // What comes out of the queue earlier under a weaker condition makes this superfluous.
        if queued
            .iter()
            .any(|(other, least)| (*least, *other) <= (cost, condition) && conditions.entails(condition, *other))
        {
            return;
        }
        queued.retain(|(other, _)| *other != condition);
        queued.push((condition, cost));
        let start = self.premises.len();
        self.premises.extend(premises);
        let premises = Premises { start: number(start), length: number(self.premises.len() - start) };
        self.queue.push(Reverse(Candidate { cost, relation, tuple, condition, rule, row, premises, source }));
    }

    /// Whether a fact is known under a condition as weak as this one.
    fn is_known(&self, relation: Relation, row: u32, condition: ConditionId) -> bool {
        let alive = &self.tables[relation as usize].rows[row as usize].alive;
        alive.iter().any(|pair| self.conditions.entails(condition, self.pairs[*pair as usize].condition))
    }

    /// Makes a candidate a fact, unless what it says is known.
    fn admit(&mut self, candidate: &Candidate) -> Option<PairId> {
        let Candidate { cost, relation, condition, rule, row, premises, source, .. } = *candidate;
        if self.is_known(relation, row, condition) {
            return None;
        }
        let Premises { start, length } = premises;
        let exact = self.premises[start as usize..][..length as usize].iter().all(|id| self.pairs[*id as usize].exact);
        let pair = Pair { relation: relation as u8, row, condition, cost, rule, premises, source, exact };
        let mut id = self.push(pair);
        let of = &mut self.tables[relation as usize].rows[row as usize];
        of.queued.retain(|(other, _)| *other != condition);
        let (widened, is_new) = (of.widened, of.alive.is_empty());
        if is_new {
            self.tables[relation as usize].make_known(row);
        }
        if widened != Widening::Exact {
            id = self.widen_pair(id, widened)?;
        }
        self.keep(relation, row, id);
        if self.tables[relation as usize].rows[row as usize].alive.len() > MOST_CONDITIONS {
            return self.widen(relation, row);
        }
        Some(id)
    }

    fn push(&mut self, pair: Pair) -> PairId {
        let id = number(self.pairs.len());
        self.pairs.push(pair);
        id
    }

    /// Puts a pair among the minimal ones of its row and drops those that it makes superfluous.
    fn keep(&mut self, relation: Relation, row: u32, id: PairId) {
        let condition = self.pairs[id as usize].condition;
        let (pairs, conditions) = (&self.pairs, &self.conditions);
        let alive = &mut self.tables[relation as usize].rows[row as usize].alive;
        alive.retain(|other| !conditions.entails(pairs[*other as usize].condition, condition));
        alive.push(id);
    }

    /// Gives up as much of a row's conditions as is needed to have few of them; the last pair made is returned, the
    /// others fire here.
    fn widen(&mut self, relation: Relation, row: u32) -> Option<PairId> {
        let mut last = None;
        for level in [Widening::Run, Widening::Session, Widening::Lasting, Widening::Always] {
            let alive = std::mem::take(&mut self.tables[relation as usize].rows[row as usize].alive);
            self.tables[relation as usize].rows[row as usize].widened = level;
            let mut made = Vec::new();
            for pair in alive {
                if let Some(wider) = self.widen_pair(pair, level) {
                    self.keep(relation, row, wider);
                    made.push(wider);
                }
            }
            let kept = self.tables[relation as usize].rows[row as usize].alive.clone();
            if kept.len() <= MOST_CONDITIONS / 2 {
                for pair in kept {
                    if let Some(earlier) = last.replace(pair) {
                        self.fire(earlier);
                    }
                }
                return last;
            }
        }
        last
    }

    /// A pair with a weaker condition; `None` if that is known already.
    fn widen_pair(&mut self, id: PairId, level: Widening) -> Option<PairId> {
        let pair = &self.pairs[id as usize];
        let (relation, row, cost, condition) = (pair.relation, pair.row, pair.cost, pair.condition);
        let vocabulary = &self.world.base.vocabulary;
        let wider = match level {
            Widening::Exact => condition,
            Widening::Run => self.conditions.keeping(condition, Scope::Run, vocabulary),
            Widening::Session => self.conditions.keeping(condition, Scope::Session, vocabulary),
            Widening::Lasting => self.conditions.keeping(condition, Scope::Lasting, vocabulary),
            Widening::Always => TRUE,
        };
        if wider == condition {
            return Some(id);
        }
        if self.is_known(Relation::ALL[relation as usize], row, wider) {
            return None;
        }
        let premises = Premises { start: number(self.premises.len()), length: 1 };
        self.premises.push(id);
        let widened =
            Pair { relation, row, condition: wider, cost, rule: WIDENED, premises, source: NO_SOURCE, exact: false };
        Some(self.push(widened))
    }

    /// Adds what has to be known of obstacles that are new.
    pub(super) fn declare_fresh(&mut self) {
        for declaration in std::mem::take(&mut self.world.lists.fresh) {
            let condition = self.conditions.intern(declaration.condition);
            let Declaration { relation, tuple, .. } = declaration;
            self.offer_declared(0, relation, tuple, condition, NO_SOURCE);
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer of them than memory has room for")
}
