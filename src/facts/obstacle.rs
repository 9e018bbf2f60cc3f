//! What stands before a conclusion: prohibitions, gates, ceilings, trimming, structured boundaries, transformers.
//!
//! A rule whose conclusion is held back by claims does not know how each of them can be overcome. It names the obstacles,
//! and concludes once the interned list of them `passes`.

use rustc_hash::FxHashMap;

use crate::facts::relation::{Relation, Tuple};
use crate::facts::world::World;
use crate::logic::{Atom, Conjunction, Set};
use crate::model::{Alternative, AtomId, ClaimId, LeafId, Leak, TransformerId, When};

/// Something in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Obstacle {
    /// A claim that holds unless it is void.
    Void(ClaimId),
    /// The prohibition with this number, for a request recorded as the principal.
    Forbid(u32, u32),
    /// A gate before a permission it guards, unless its own condition does not hold.
    Gate { gate: u32, guard: u32, recorded: u32 },
    /// A gate that a declared condition asks for.
    Open { gate: u32, recorded: u32 },
    /// A store that shows a subject only what they are entitled to.
    Trim { leaf: u32, subject: u32, atom: u32 },
    /// A transformer that rewrites or drops an atom.
    Leak { transformer: u32, atom: u32 },
    /// Data at this height moves in calls only that are at least as sensitive.
    Sensitive(u32),
}

/// A fact that the engine is to add.
pub(crate) struct Declaration {
    pub(crate) relation: Relation,
    pub(crate) tuple: Tuple,
    pub(crate) condition: Conjunction,
}

/// Interned obstacles and lists of them. List 0 is empty.
#[derive(Default)]
pub(crate) struct Lists {
    obstacles: FxHashMap<Obstacle, u32>,
    cells: FxHashMap<(u32, u32), u32>,
    /// What has to be declared because obstacles or lists are new.
    pub(crate) fresh: Vec<Declaration>,
}

impl World<'_> {
    /// The number of a list of obstacles; 0 if there are none.
    pub(crate) fn list(&mut self, mut obstacles: Vec<Obstacle>) -> u32 {
        obstacles.sort_unstable();
        obstacles.dedup();
        let mut list = 0;
        for obstacle in obstacles.into_iter().rev() {
            let head = self.obstacle(obstacle);
            list = self.cons(head, list);
        }
        list
    }

    fn cons(&mut self, head: u32, rest: u32) -> u32 {
        if let Some(known) = self.lists.cells.get(&(head, rest)) {
            return *known;
        }
        let list = u32::try_from(self.lists.cells.len() + 1).expect("fewer lists than memory has room for");
        self.lists.cells.insert((head, rest), list);
        self.declare(Relation::List, [list, head, rest, 0, 0, 0], Conjunction::always());
        list
    }

    fn obstacle(&mut self, obstacle: Obstacle) -> u32 {
        if let Some(known) = self.lists.obstacles.get(&obstacle) {
            return *known;
        }
        let number = u32::try_from(self.lists.obstacles.len()).expect("fewer obstacles than memory has room for");
        self.lists.obstacles.insert(obstacle, number);
        match obstacle {
            Obstacle::Void(claim) => self.lifted_by_void(number, claim),
            Obstacle::Forbid(forbid, recorded) => {
                let forbid = &self.base.forbids[forbid as usize];
                self.lifted_when(number, &forbid.lifted, recorded);
                self.lifted_by_void(number, forbid.claim);
            }
            Obstacle::Gate { gate, guard, recorded } => self.gate_obstacle(number, gate, guard, recorded),
            Obstacle::Open { gate, recorded } => self.lifted_by_gate(number, gate, recorded),
            Obstacle::Trim { leaf, subject, atom } => self.trim_obstacle(number, leaf, subject, atom),
            Obstacle::Leak { transformer, atom } => self.leak_obstacle(number, transformer, atom),
            Obstacle::Sensitive(height) => self.sensitivity_obstacle(number, height),
        }
        number
    }

    fn gate_obstacle(&mut self, number: u32, gate: u32, guard: u32, recorded: u32) {
        let (_, when) = &self.base.gates[gate as usize].guards[guard as usize];
        let outside = when.complement(&self.base.vocabulary).expect("a gate's condition has no atoms");
        for condition in outside.alternatives() {
            self.declare(Relation::LiftedIf, [number, 0, 0, 0, 0, 0], condition.clone());
        }
        self.lifted_by_gate(number, gate, recorded);
    }

    fn trim_obstacle(&mut self, number: u32, leaf: u32, subject: u32, atom: u32) {
        let base = self.base;
        let Some(trim) = base.leaf(LeafId(leaf)).trims.as_ref().filter(|_| self.rules.has("F3")) else { return };
        for condition in self.entitled(subject, atom).to_vec() {
            self.declare(Relation::LiftedIf, [number, 0, 0, 0, 0, 0], condition);
        }
        if trim.lagging.contains(&AtomId(atom)) {
            let stale = Conjunction::atom(Atom::Stale(trim.store));
            self.declare(Relation::LiftedIf, [number, 0, 0, 0, 0, 0], stale);
        }
        self.lifted_by_void(number, trim.claim);
    }

    fn leak_obstacle(&mut self, number: u32, transformer: u32, atom: u32) {
        let about = self.base.transformer(TransformerId(transformer));
        match about.leaks.get(&AtomId(atom)) {
            Some(Leak::Never) => {}
            Some(Leak::OnFailure) => {
                let fails = Conjunction::atom(Atom::Fails(transformer));
                self.declare(Relation::LiftedIf, [number, 0, 0, 0, 0, 0], fails);
            }
            Some(Leak::Always) | None => {
                self.declare(Relation::LiftedIf, [number, 0, 0, 0, 0, 0], Conjunction::always());
            }
        }
        self.lifted_by_void(number, about.claim);
    }

    fn sensitivity_obstacle(&mut self, number: u32, height: u32) {
        let Some(variable) = self.base.sensitivity else { return };
        let domain = &self.base.vocabulary.variable(variable).domain;
        let at_least = Set::interval(i64::from(height), domain.bounds().1);
        if let Some(condition) = Conjunction::constraint(variable, &at_least, domain) {
            self.declare(Relation::LiftedIf, [number, 0, 0, 0, 0, 0], condition);
        }
    }

    fn lifted_when(&mut self, number: u32, when: &When, recorded: u32) {
        for Alternative { condition, approvals } in &when.alternatives {
            let gates = approvals.iter().map(|(gate, _)| Obstacle::Open { gate: gate.0, recorded }).collect();
            let list = self.list(gates);
            self.declare(Relation::LiftedIf, [number, list, 0, 0, 0, 0], condition.clone());
        }
    }

    fn lifted_by_void(&mut self, number: u32, claim: ClaimId) {
        self.declare(Relation::LiftedByVoid, [number, claim.0, 0, 0, 0, 0], Conjunction::always());
    }

    fn lifted_by_gate(&mut self, number: u32, gate: u32, recorded: u32) {
        self.declare(Relation::LiftedByGate, [number, gate, recorded, 0, 0, 0], Conjunction::always());
        self.declare(Relation::Asked, [gate, recorded, 0, 0, 0, 0], Conjunction::always());
    }

    fn declare(&mut self, relation: Relation, tuple: Tuple, condition: Conjunction) {
        self.lists.fresh.push(Declaration { relation, tuple, condition });
    }
}
