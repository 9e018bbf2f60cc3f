//! Matching the bodies of rules: what follows from a fact that is new, together with those that are known.
//!
//! The steps of a body need not be taken in the order in which they are written. A step that computes is taken when all
//! those before it are; among the facts that are still to be found, those of which there are the fewest come first.

use crate::facts::closure::{Closure, Conclusion};
use crate::facts::conditions::{ConditionId, TRUE};
use crate::facts::relation::{Relation, Tuple, session_subject};
use crate::facts::rule::{Bindings, Head, Keep, Pattern, Rule, Step, Survival, Term};
use crate::facts::table::{NO_SOURCE, PairId, Rows};

/// How many steps a body can have.
const STEPS: usize = 16;

/// No fact: a step that is not taken, or that needs none.
const NO_PREMISE: PairId = PairId::MAX;

/// A step of a rule that a new fact can be matched with.
#[derive(Clone, Copy)]
pub(crate) struct Trigger {
    rule: u16,
    step: u8,
}

impl Trigger {
    /// For each relation the steps that its facts can be matched with.
    pub(crate) fn of(rules: &[Rule]) -> Vec<Vec<Self>> {
        let mut triggers = vec![Vec::new(); Relation::ALL.len()];
        for (rule, number) in rules.iter().zip(0..) {
            assert!(rule.body.len() <= STEPS, "a body as long as that of {} needs more room", rule.name);
            for (step, at) in rule.body.iter().zip(0..) {
                if let Step::Match(pattern, _) = step
                    && !rule.relayed
                {
                    triggers[pattern.relation as usize].push(Self { rule: number, step: at });
                }
            }
        }
        triggers
    }
}

/// A body that is being matched.
#[derive(Clone)]
pub(crate) struct Body {
    trigger: Trigger,
    /// The steps that are still to be taken, a bit each.
    open: u16,
    bindings: Bindings,
    /// The fact found for each step.
    premises: [PairId; STEPS],
    so_far: SoFar,
}

/// Under which condition the steps of a body hold that were taken so far, and what their facts cost.
#[derive(Clone, Copy)]
struct SoFar {
    condition: ConditionId,
    cost: u32,
}

/// The step to take next.
enum Next {
    /// This one, which is no match or asks for nothing.
    Take(usize),
    /// Find one of these facts.
    Find(usize, Rows),
    /// There is no fact for some step.
    Nothing,
}

impl Body {
    /// The facts found: first the new one, then the others in the order of the steps.
    fn found(&self) -> impl Iterator<Item = PairId> {
        let trigger = usize::from(self.trigger.step);
        let others = self.premises.iter().enumerate().filter(move |(step, id)| *step != trigger && **id != NO_PREMISE);
        std::iter::once(self.premises[trigger]).chain(others.map(|(_, id)| *id))
    }
}

impl Closure<'_> {
    /// Concludes everything that follows with this fact as the last premise.
    pub(super) fn fire(&mut self, id: PairId) {
        let pair = &self.pairs[id as usize];
        let (relation, cost, condition) = (pair.relation as usize, pair.cost, pair.condition);
        let tuple = self.tables[relation].rows[pair.row as usize].tuple;
        let rules = self.rules.clone();
        if relation == Relation::Passes as usize {
            self.resume(&rules, id, tuple[0]);
        }
        self.relay(id);
        for at in 0..self.triggers[relation].len() {
            let trigger = self.triggers[relation][at];
            let rule = &rules[usize::from(trigger.rule)];
            let Step::Match(pattern, keep) = &rule.body[usize::from(trigger.step)] else { continue };
            let mut bindings = Bindings::new();
            if !pattern.unify(&tuple, &mut bindings) || !self.name_principals(rule, &mut bindings) {
                continue;
            }
            let so_far = SoFar { condition: self.kept(condition, *keep), cost };
            let open = (u16::MAX >> (STEPS - rule.body.len())) & !(1 << trigger.step);
            let mut body = Body { trigger, open, bindings, premises: [NO_PREMISE; STEPS], so_far };
            body.premises[usize::from(trigger.step)] = id;
            self.join(rule, &mut body);
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

    pub(super) fn kept(&mut self, condition: ConditionId, keep: Keep) -> ConditionId {
        match keep {
            Keep::All => condition,
            Keep::From(scope) => self.conditions.keeping(condition, scope, &self.world.base.vocabulary),
            Keep::Nothing => TRUE,
        }
    }

    /// Takes the open steps of a body, in every way. The body is as it was afterwards.
    fn join(&mut self, rule: &Rule, body: &mut Body) {
        let (open, so_far, bound) = (body.open, body.so_far, body.bindings.bound());
        self.take_steps(rule, body);
        (body.open, body.so_far) = (open, so_far);
        body.bindings.forget_all_but(bound);
    }

    fn take_steps(&mut self, rule: &Rule, body: &mut Body) {
        while body.open != 0 {
            let at = match self.next(rule, body) {
                Next::Nothing => return,
                Next::Find(at, rows) => return self.find(rule, body, at, rows),
                Next::Take(at) => at,
            };
            body.open &= !(1 << at);
            match &rule.body[at] {
                Step::If(test) if test(&self.world, &body.bindings) => {}
                Step::If(_) => return,
                Step::Each(var, compute) => {
                    for value in compute(&self.world, &body.bindings) {
                        let bound = body.bindings.bound();
                        if body.bindings.bind(*var, value) {
                            self.join(rule, body);
                        }
                        body.bindings.forget_all_but(bound);
                    }
                    return;
                }
                Step::Node { node, principal } => {
                    let value = self.world.principal_node(body.bindings[*principal]);
                    if !body.bindings.bind(*node, value) {
                        return;
                    }
                }
                Step::Behind(obstacles) => {
                    body.premises[at] = NO_PREMISE;
                    let list = obstacles(&mut self.world, &body.bindings);
                    if list != 0 {
                        return self.wait(rule, body, at, list);
                    }
                }
                Step::Under(condition) => {
                    let Some(condition) = condition(&self.world, &body.bindings) else { return };
                    let condition = self.conditions.intern(condition);
                    let Some(both) = self.conditions.and(body.so_far.condition, condition) else { return };
                    body.so_far.condition = both;
                }
                Step::Match(..)
                | Step::Will(..)
                | Step::WillRead(..)
                | Step::WillCall(_)
                | Step::WillAsk(_)
                | Step::Heeds(..)
                | Step::Obeys(..)
                | Step::Intends(..) => {
                    unreachable!("facts are found otherwise, and behaviour is spelt out before a rule runs")
                }
            }
        }
        self.conclude(rule, body);
    }

    /// The step to take next: computations as soon as they can be, then whatever is found in the fewest ways.
    fn next(&mut self, rule: &Rule, body: &Body) -> Next {
        let first = body.open.trailing_zeros() as usize;
        let is_behind = matches!(rule.body[first], Step::Behind(_));
        if !is_behind && !matches!(rule.body[first], Step::Match(..)) {
            return Next::Take(first);
        }
        // A list of obstacles makes work of its own, so it is looked at when nothing else can be ruled out.
        let mut best = (if is_behind { 2 } else { usize::MAX }, Next::Take(first));
        let mut left = body.open;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let Step::Match(pattern, _) = &rule.body[at] else { continue };
            let rows = self.matching(pattern, &body.bindings);
            let count = self.tables[pattern.relation as usize].count(rows);
            if count == 0 {
                return Next::Nothing;
            }
            if count < best.0 {
                best = (count, Next::Find(at, rows));
            }
        }
        best.1
    }

    /// The known facts that may fit a pattern.
    fn matching(&mut self, pattern: &Pattern, bindings: &Bindings) -> Rows {
        let mut columns = 0_u8;
        let mut key = Tuple::default();
        for (column, term) in pattern.terms.iter().enumerate() {
            let value = match term {
                Term::Is(value) => Some(*value),
                Term::Var(var) => bindings.get(*var),
                Term::Any => None,
            };
            if let Some(value) = value {
                columns |= 1 << column;
                key[column] = value;
            }
        }
        let whole = columns.count_ones() as usize == pattern.terms.len();
        self.tables[pattern.relation as usize].rows_with(columns, &key, whole)
    }

    /// Goes on with a body for each of the facts that fit a step.
    fn find(&mut self, rule: &Rule, body: &mut Body, at: usize, rows: Rows) {
        let Step::Match(pattern, keep) = &rule.body[at] else { return };
        let relation = pattern.relation as usize;
        body.open &= !(1 << at);
        let (so_far, bound) = (body.so_far, body.bindings.bound());
        // Nothing becomes known while rules fire, so rows and pairs keep their places.
        for at_row in 0..self.tables[relation].count(rows) {
            let row = self.tables[relation].nth(rows, at_row);
            if pattern.unify(&self.tables[relation].rows[row].tuple, &mut body.bindings) {
                for at_pair in 0..self.tables[relation].rows[row].alive.len() {
                    let id = self.tables[relation].rows[row].alive[at_pair];
                    let (condition, cost) = (self.pairs[id as usize].condition, self.pairs[id as usize].cost);
                    let condition = self.kept(condition, *keep);
                    let Some(condition) = self.conditions.and(so_far.condition, condition) else { continue };
                    body.so_far = SoFar { condition, cost: so_far.cost.saturating_add(cost) };
                    body.premises[at] = id;
                    self.join(rule, body);
                }
            }
            body.bindings.forget_all_but(bound);
        }
    }

    /// Goes on with a body for every way in which a list of obstacles passes, now and later.
    fn wait(&mut self, rule: &Rule, body: &mut Body, at: usize, list: u32) {
        self.declare_fresh();
        self.waiting.entry(list).or_default().push((at, body.clone()));
        let Rows::One(row) = self.matching(&Relation::Passes.of([Term::Is(list)]), &body.bindings) else { return };
        let row = row as usize;
        for at_pair in 0..self.tables[Relation::Passes as usize].rows[row].alive.len() {
            let id = self.tables[Relation::Passes as usize].rows[row].alive[at_pair];
            self.pass(rule, body, at, id);
        }
    }

    /// Goes on with the bodies that waited for a list, now that it passes in one way more.
    fn resume(&mut self, rules: &[Rule], id: PairId, list: u32) {
        for (at, mut body) in self.waiting.get(&list).cloned().unwrap_or_default() {
            self.pass(&rules[usize::from(body.trigger.rule)], &mut body, at, id);
        }
    }

    fn pass(&mut self, rule: &Rule, body: &mut Body, at: usize, id: PairId) {
        let (condition, cost) = (self.pairs[id as usize].condition, self.pairs[id as usize].cost);
        let before = body.so_far;
        if let Some(condition) = self.conditions.and(before.condition, condition) {
            body.so_far = SoFar { condition, cost: before.cost.saturating_add(cost) };
            body.premises[at] = id;
            self.join(rule, body);
        }
        body.so_far = before;
    }

    fn conclude(&mut self, rule: &Rule, body: &Body) {
        let survives = match rule.survival {
            Survival::All => None,
            Survival::From(scope) => Some(scope),
            Survival::By(survives) => Some(survives(&self.world, &body.bindings)),
        };
        let SoFar { mut condition, cost } = body.so_far;
        if let Some(scope) = survives {
            condition = self.conditions.keeping(condition, scope, &self.world.base.vocabulary);
        }
        if let Some(session) = rule.settle.map(|session| body.bindings[session])
            && session_subject(session).is_some()
        {
            let world = &self.world;
            let settled = self.conditions.settled(session, condition, |condition| world.settle(session, condition));
            let Some(settled) = settled else { return };
            condition = settled;
        }
        let (relation, tuple) = match &rule.head {
            Head::Fact(pattern) => (pattern.relation, pattern.instantiate(&body.bindings)),
            Head::Pending(number) => self.pending[body.bindings[*number] as usize],
        };
        // Bookkeeping costs nothing: it is no step of the argument.
        let cost = cost.saturating_add(u32::from(!rule.name.is_empty()));
        let rule = body.trigger.rule;
        self.offer(&Conclusion { cost, relation, tuple, condition, rule, source: NO_SOURCE }, body.found());
    }
}
