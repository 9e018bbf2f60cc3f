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
use crate::facts::obstacle::Declaration;
use crate::facts::relation::{Relation, Tuple};
use crate::facts::rule::{Bindings, Head, Keep, Pattern, Rule, Step, Survival, Term};
use crate::facts::table::{DECLARED, NO_SOURCE, Pair, PairId, Table, WIDENED, Widening};
use crate::facts::world::World;
use crate::logic::{Conjunction, Scope};

/// How many minimal conditions of one fact are kept before they are widened (semantics 2.9).
pub(crate) const MOST_CONDITIONS: usize = 64;

/// A conclusion that waits for its turn.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    cost: u32,
    relation: Relation,
    tuple: Tuple,
    condition: ConditionId,
    rule: u16,
    premises: Box<[PairId]>,
    source: u32,
}

impl Candidate {
    fn declared(cost: u32, relation: Relation, tuple: Tuple, condition: ConditionId, source: u32) -> Self {
        Self { cost, relation, tuple, condition, rule: DECLARED, premises: Box::default(), source }
    }
}

/// What the closure leaves behind.
pub(crate) struct Closed {
    pub(crate) tables: Vec<Table>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) conditions: Conditions,
    pub(crate) rules: std::sync::Arc<[Rule]>,
}

/// The state of a closure in progress.
pub(crate) struct Closure<'a> {
    world: World<'a>,
    rules: std::sync::Arc<[Rule]>,
    /// For each relation the rules and steps that a new fact of it can be matched with.
    triggers: Vec<Vec<(u16, u16)>>,
    tables: Vec<Table>,
    pairs: Vec<Pair>,
    conditions: Conditions,
    queue: BinaryHeap<Reverse<Candidate>>,
    queued: FxHashMap<(Relation, Tuple, ConditionId), u32>,
    pending: Vec<(Relation, Tuple)>,
    /// For each list of obstacles, the bodies that go on once it passes, and with which step.
    waiting: FxHashMap<u32, Vec<Waiting>>,
}

/// A body before a list of obstacles: the step it goes on with, and its premises so far.
type Waiting = (Partial, usize, Box<[PairId]>);

/// A body that is being matched.
#[derive(Clone, Copy)]
struct Partial {
    rule: u16,
    trigger: u16,
    bindings: Bindings,
    condition: ConditionId,
    cost: u32,
}

impl<'a> Closure<'a> {
    pub(crate) fn new(world: World<'a>, rules: Vec<Rule>) -> Self {
        let mut triggers = vec![Vec::new(); Relation::ALL.len()];
        for (rule, number) in rules.iter().zip(0..) {
            for (step, at) in rule.body.iter().zip(0..) {
                if let Step::Match(pattern, _) = step {
                    triggers[pattern.relation as usize].push((number, at));
                }
            }
        }
        Self {
            world,
            rules: rules.into(),
            triggers,
            tables: Relation::ALL.iter().map(|_| Table::default()).collect(),
            pairs: Vec::new(),
            conditions: Conditions::new(),
            queue: BinaryHeap::new(),
            queued: FxHashMap::default(),
            pending: Vec::new(),
            waiting: FxHashMap::default(),
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
            self.offer(Candidate::declared(1, relation, tuple, condition, source));
        } else {
            let number = u32::try_from(self.pending.len()).expect("fewer declarations than memory has room for");
            self.pending.push((relation, tuple));
            let pending = [number, list, 0, 0, 0, 0];
            self.offer(Candidate::declared(1, Relation::Pending, pending, condition, source));
        }
    }

    /// Adds a fact that belongs to the mode or to the kind of a thing and is no step of any argument.
    pub(crate) fn assume(&mut self, relation: Relation, tuple: Tuple) {
        self.offer(Candidate::declared(0, relation, tuple, TRUE, NO_SOURCE));
    }

    /// Has to be called once, after everything is loaded.
    pub(crate) fn begin(&mut self) {
        self.assume(Relation::Passes, Tuple::default());
        self.declare_fresh();
    }

    /// Goes on until so many facts are known, or there are no more; whether there may be more.
    pub(crate) fn run(&mut self, until: usize) -> bool {
        while self.pairs.len() < until {
            let Some(Reverse(candidate)) = self.queue.pop() else { return false };
            if let Some(pair) = self.admit(candidate) {
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
            conditions: std::mem::replace(&mut self.conditions, Conditions::new()),
            rules: self.rules.clone(),
        }
    }

    pub(crate) fn put_back(&mut self, closed: Closed) {
        (self.tables, self.pairs, self.conditions) = (closed.tables, closed.pairs, closed.conditions);
    }

    fn offer(&mut self, candidate: Candidate) {
        let Candidate { cost, relation, tuple, condition, .. } = candidate;
        let best = self.queued.entry((relation, tuple, condition)).or_insert(u32::MAX);
        if cost < *best {
            *best = cost;
            self.queue.push(Reverse(candidate));
        }
    }

    /// Whether a fact is known under a condition as weak as this one.
    fn is_known(&self, relation: Relation, tuple: &Tuple, condition: ConditionId) -> bool {
        let table = &self.tables[relation as usize];
        let Some(row) = table.find(tuple) else { return false };
        let row = &table.rows[row as usize];
        row.alive.iter().any(|pair| self.conditions.entails(condition, self.pairs[*pair as usize].condition))
    }

    /// Makes a candidate a fact, unless what it says is known.
    fn admit(&mut self, candidate: Candidate) -> Option<PairId> {
        let Candidate { cost, relation, tuple, condition, rule, premises, source } = candidate;
        if self.is_known(relation, &tuple, condition) {
            return None;
        }
        let row = self.tables[relation as usize].row_of(tuple);
        let exact = premises.iter().all(|premise| self.pairs[*premise as usize].exact);
        let pair = Pair { relation: relation as u8, row, condition, cost, rule, premises, source, exact };
        let mut id = self.push(pair);
        let widened = self.tables[relation as usize].rows[row as usize].widened;
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
        let id = u32::try_from(self.pairs.len()).expect("fewer facts than memory has room for");
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
        let tuple = self.tables[relation as usize].rows[row as usize].tuple;
        if wider == condition {
            return Some(id);
        }
        if self.is_known(Relation::ALL[relation as usize], &tuple, wider) {
            return None;
        }
        let premises = [id].into();
        let widened =
            Pair { relation, row, condition: wider, cost, rule: WIDENED, premises, source: NO_SOURCE, exact: false };
        Some(self.push(widened))
    }

    /// Concludes everything that follows with this fact as the last premise.
    fn fire(&mut self, id: PairId) {
        let pair = &self.pairs[id as usize];
        let (relation, cost, condition) = (pair.relation as usize, pair.cost, pair.condition);
        let tuple = self.tables[relation].rows[pair.row as usize].tuple;
        let rules = self.rules.clone();
        if relation == Relation::Passes as usize {
            self.resume(&rules, id, tuple[0]);
        }
        for at in 0..self.triggers[relation].len() {
            let (number, step) = self.triggers[relation][at];
            let Step::Match(pattern, keep) = &rules[number as usize].body[step as usize] else { continue };
            let mut bindings = Bindings::new();
            if !pattern.unify(&tuple, &mut bindings) || !self.name_principals(&rules[number as usize], &mut bindings) {
                continue;
            }
            let condition = self.kept(condition, *keep);
            let partial = Partial { rule: number, trigger: step, bindings, condition, cost };
            let mut premises = vec![id];
            self.join(&rules, partial, 0, &mut premises);
        }
    }

    /// Binds the principals whose nodes are bound; `false` if one of these nodes is no principal's.
    fn name_principals(&self, rule: &Rule, bindings: &mut Bindings) -> bool {
        rule.body.iter().all(|step| match step {
            Step::Node { node, principal } => bindings.get(*node).is_none_or(|node| {
                self.world.node_principal(node).is_some_and(|named| bindings.bind(*principal, named.0))
            }),
            _ => true,
        })
    }

    fn kept(&mut self, condition: ConditionId, keep: Keep) -> ConditionId {
        match keep {
            Keep::All => condition,
            Keep::From(scope) => self.conditions.keeping(condition, scope, &self.world.base.vocabulary),
            Keep::Nothing => TRUE,
        }
    }

    /// Takes the steps of a body from `at` on.
    fn join(&mut self, rules: &[Rule], mut partial: Partial, mut at: usize, premises: &mut Vec<PairId>) {
        let rule = &rules[partial.rule as usize];
        while let Some(step) = rule.body.get(at) {
            at += 1;
            match step {
                Step::Match(..) if at - 1 == partial.trigger as usize => {}
                Step::Match(pattern, keep) => return self.join_match(rules, partial, at, pattern, *keep, premises),
                Step::If(test) if test(&self.world, &partial.bindings) => {}
                Step::If(_) => return,
                Step::Each(var, compute) => {
                    for value in compute(&self.world, &partial.bindings) {
                        let mut next = partial;
                        if next.bindings.bind(*var, value) {
                            self.join(rules, next, at, premises);
                        }
                    }
                    return;
                }
                Step::Node { node, principal } => {
                    let value = self.world.principal_node(partial.bindings[*principal]);
                    if !partial.bindings.bind(*node, value) {
                        return;
                    }
                }
                Step::Behind(obstacles) => {
                    let list = obstacles(&mut self.world, &partial.bindings);
                    if list != 0 {
                        return self.wait(rules, partial, at, list, premises);
                    }
                }
                Step::Under(condition) => {
                    let Some(condition) = condition(&self.world, &partial.bindings) else { return };
                    let condition = self.conditions.intern(condition);
                    let Some(both) = self.conditions.and(partial.condition, condition) else { return };
                    partial.condition = both;
                }
                Step::Will(..) | Step::WillRead(..) | Step::Heeds(..) => {
                    unreachable!("behaviour is spelt out before a rule runs")
                }
            }
        }
        self.conclude(rule, &partial, premises);
    }

    /// Goes on with a body for every way in which a list of obstacles passes, now and later.
    fn wait(&mut self, rules: &[Rule], partial: Partial, at: usize, list: u32, premises: &mut Vec<PairId>) {
        self.declare_fresh();
        self.waiting.entry(list).or_default().push((partial, at, premises.clone().into()));
        let pattern = Relation::Passes.of([Term::Is(list)]);
        self.join_match(rules, partial, at, &pattern, Keep::All, premises);
    }

    /// Goes on with the bodies that waited for a list, now that it passes in one way more.
    fn resume(&mut self, rules: &[Rule], id: PairId, list: u32) {
        let (condition, cost) = (self.pairs[id as usize].condition, self.pairs[id as usize].cost);
        for (partial, at, premises) in self.waiting.get(&list).cloned().unwrap_or_default() {
            let Some(condition) = self.conditions.and(partial.condition, condition) else { continue };
            let next = Partial { condition, cost: partial.cost.saturating_add(cost), ..partial };
            let mut premises = premises.into_vec();
            premises.push(id);
            self.join(rules, next, at, &mut premises);
        }
    }

    fn join_match(
        &mut self,
        rules_of: &[Rule],
        partial: Partial,
        at: usize,
        pattern: &Pattern,
        keep: Keep,
        premises: &mut Vec<PairId>,
    ) {
        let relation = pattern.relation as usize;
        let mut columns = 0;
        let mut key = Tuple::default();
        for (column, term) in pattern.terms.iter().enumerate() {
            let value = match term {
                Term::Is(value) => Some(*value),
                Term::Var(var) => partial.bindings.get(*var),
                Term::Any => None,
            };
            if let Some(value) = value {
                columns |= 1 << column;
                key[column] = value;
            }
        }
        // Nothing is added to the tables while rules fire, so rows and pairs keep their places.
        let rows = self.tables[relation].rows_with(columns, &key);
        for at_row in 0..self.tables[relation].count(rows) {
            let row = self.tables[relation].nth(rows, at_row);
            let mut bindings = partial.bindings;
            if !pattern.unify(&self.tables[relation].rows[row].tuple, &mut bindings) {
                continue;
            }
            for at_pair in 0..self.tables[relation].rows[row].alive.len() {
                let id = self.tables[relation].rows[row].alive[at_pair];
                let (condition, cost) = (self.pairs[id as usize].condition, self.pairs[id as usize].cost);
                let condition = self.kept(condition, keep);
                let Some(condition) = self.conditions.and(partial.condition, condition) else { continue };
                let next = Partial { bindings, condition, cost: partial.cost.saturating_add(cost), ..partial };
                premises.push(id);
                self.join(rules_of, next, at, premises);
                premises.pop();
            }
        }
    }

    fn conclude(&mut self, rule: &Rule, partial: &Partial, premises: &[PairId]) {
        let vocabulary = &self.world.base.vocabulary;
        let survives = match rule.survival {
            Survival::All => None,
            Survival::From(scope) => Some(scope),
            Survival::By(survives) => Some(survives(&self.world, &partial.bindings)),
        };
        let mut condition = partial.condition;
        if let Some(scope) = survives {
            condition = self.conditions.keeping(condition, scope, vocabulary);
        }
        if let Some(session) = rule.settle {
            let settled = self.world.settle(partial.bindings[session], self.conditions.get(condition));
            let Some(settled) = settled else { return };
            condition = self.conditions.intern(settled);
        }
        let (relation, tuple) = match &rule.head {
            Head::Fact(pattern) => (pattern.relation, pattern.instantiate(&partial.bindings)),
            Head::Pending(number) => self.pending[partial.bindings[*number] as usize],
        };
        // Bookkeeping costs nothing: it is no step of the argument.
        let cost = partial.cost.saturating_add(u32::from(!rule.name.is_empty()));
        if !self.is_known(relation, &tuple, condition) {
            let (rule, premises) = (partial.rule, premises.into());
            self.offer(Candidate { cost, relation, tuple, condition, rule, premises, source: NO_SOURCE });
        }
    }

    fn declare_fresh(&mut self) {
        for declaration in std::mem::take(&mut self.world.lists.fresh) {
            let condition = self.conditions.intern(declaration.condition);
            let Declaration { relation, tuple, .. } = declaration;
            self.offer(Candidate::declared(0, relation, tuple, condition, NO_SOURCE));
        }
    }
}
