//! A policy in the making, and what is drawn for it: conditions, permissions, members of its universe.

use bailiwick::logic::{Conjunction, Domain as Values, Guard, VariableId};
use bailiwick::model::{
    Alternative, AtomId, CredentialId, DeclaredFact, Depth, DomainId, EntryId, GateId, LeafId, Permission, PrincipalId,
    TransformerId, VerbKind, When,
};
use fastrand::Rng;

use crate::random::builder::{Builder, permission, when};

/// What is declared so far, and the source of all choices.
pub(crate) struct Draft {
    pub(crate) rng: Rng,
    pub(crate) builder: Builder,
    pub(crate) variables: Vec<VariableId>,
    pub(crate) domains: Vec<DomainId>,
    pub(crate) humans: Vec<PrincipalId>,
    pub(crate) origins: Vec<PrincipalId>,
    pub(crate) agents: Vec<PrincipalId>,
    pub(crate) services: Vec<PrincipalId>,
    pub(crate) tools: Vec<PrincipalId>,
    pub(crate) stores: Vec<LeafId>,
    pub(crate) sinks: Vec<LeafId>,
    pub(crate) models: Vec<LeafId>,
    pub(crate) logs: Vec<LeafId>,
    pub(crate) classes: Vec<AtomId>,
    pub(crate) entries: Vec<EntryId>,
    pub(crate) credentials: Vec<CredentialId>,
    pub(crate) gates: Vec<GateId>,
    pub(crate) transformers: Vec<TransformerId>,
    /// What has been granted to somebody: gates, delegations and prohibitions speak of these rather than of nothing.
    pub(crate) granted: Vec<(PrincipalId, Permission)>,
}

impl Draft {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            rng: Rng::with_seed(seed),
            builder: Builder::new(),
            variables: Vec::new(),
            domains: Vec::new(),
            humans: Vec::new(),
            origins: Vec::new(),
            agents: Vec::new(),
            services: Vec::new(),
            tools: Vec::new(),
            stores: Vec::new(),
            sinks: Vec::new(),
            models: Vec::new(),
            logs: Vec::new(),
            classes: Vec::new(),
            entries: Vec::new(),
            credentials: Vec::new(),
            gates: Vec::new(),
            transformers: Vec::new(),
            granted: Vec::new(),
        }
    }

    /// True so often of a hundred times.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    /// One of these, if there are any.
    pub(crate) fn pick<T: Copy>(&mut self, some: &[T]) -> Option<T> {
        self.rng.choice(some).copied()
    }

    /// Whoever can act: everybody but the domains.
    pub(crate) fn actors(&self) -> Vec<PrincipalId> {
        [&self.humans, &self.origins, &self.agents, &self.services, &self.tools]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    pub(crate) fn actor(&mut self) -> PrincipalId {
        let actors = self.actors();
        self.pick(&actors).expect("each policy has an agent and a human")
    }

    /// Mostly an agent.
    pub(crate) fn worker(&mut self) -> PrincipalId {
        if self.chance(70) { self.agent() } else { self.actor() }
    }

    pub(crate) fn agent(&mut self) -> PrincipalId {
        let agents = self.agents.clone();
        self.pick(&agents).expect("each policy has an agent")
    }

    pub(crate) fn store(&mut self) -> LeafId {
        let stores = self.stores.clone();
        self.pick(&stores).expect("each policy has a store")
    }

    /// A store, or a sink.
    pub(crate) fn target(&mut self) -> LeafId {
        let sinks = self.sinks.clone();
        let sink = if self.chance(40) { self.pick(&sinks) } else { None };
        sink.unwrap_or_else(|| self.store())
    }

    pub(crate) fn entry(&mut self) -> EntryId {
        let entries = self.entries.clone();
        self.pick(&entries).expect("each agent has an entry")
    }

    /// A permission that somebody has, or else any on a store or sink.
    pub(crate) fn permission(&mut self) -> Permission {
        let granted = self.granted.clone();
        if self.chance(85)
            && let Some((_, permission)) = self.pick(&granted)
        {
            return permission;
        }
        let kind = self.pick(&[VerbKind::Observe, VerbKind::Mutate, VerbKind::Disclose, VerbKind::Execute]);
        permission(kind.unwrap_or(VerbKind::Observe), self.target())
    }

    /// A constraint on one attribute.
    pub(crate) fn constraint(&mut self) -> Conjunction {
        let variables = self.variables.clone();
        let Some(variable) = self.pick(&variables) else { return Conjunction::always() };
        let (low, high) = match &self.builder.base.vocabulary.variable(variable).domain {
            Values::Integer(..) => self.pick(&[(0, 10), (0, 100), (11, 1000)]),
            Values::Time => self.pick(&[(0, 359), (360, 1079), (300, 1439)]),
            Values::Enumeration(_) => self.pick(&[(0, 0), (1, 2), (0, 1)]),
            Values::Individual => self.pick(&[(1, 1), (2, 2)]),
            _ => self.pick(&[(0, 0), (1, 1)]),
        }
        .expect("there are several");
        self.builder.within(variable, low, high)
    }

    fn conjunction(&mut self) -> Conjunction {
        let one = self.constraint();
        if !self.chance(25) {
            return one;
        }
        let other = self.constraint();
        one.and(&other).unwrap_or(one)
    }

    /// When something declared holds: mostly always. The approvals are for requests of `actor`.
    pub(crate) fn when(&mut self, actor: PrincipalId) -> When {
        if !self.chance(30) {
            return When::always();
        }
        let count = if self.chance(20) { 2 } else { 1 };
        let mut alternatives = Vec::new();
        for _ in 0..count {
            let gates = self.gates.clone();
            let gate = if self.chance(30) { self.pick(&gates) } else { None };
            let condition = if gate.is_some() && self.chance(70) { Conjunction::always() } else { self.conjunction() };
            let approvals = gate.into_iter().map(|gate| (gate, actor)).collect();
            alternatives.push(Alternative { condition, approvals });
        }
        When { alternatives }
    }

    /// When something declared holds that has nobody who could ask for an approval.
    pub(crate) fn plain_when(&mut self) -> When {
        if self.chance(75) { When::always() } else { when(self.conjunction()) }
    }

    /// A condition of constraints only.
    pub(crate) fn guard(&mut self) -> Guard {
        let first = self.conjunction();
        let mut guard = Guard::from_alternatives([first]);
        if self.chance(20) {
            guard.add(self.conjunction());
        }
        guard
    }

    pub(crate) fn depth(&mut self) -> Depth {
        if self.chance(70) { Depth::Unlimited } else { Depth::Limited(self.rng.u32(0..4)) }
    }

    pub(crate) fn grant(&mut self, actor: PrincipalId, permission: Permission) {
        let (depth, when) = (self.depth(), self.when(actor));
        self.granted.push((actor, permission));
        self.builder.fact_when(DeclaredFact::Grant { actor, permission, depth }, when);
    }

    /// Grants an operation of this kind: mostly the kind's own.
    pub(crate) fn may(&mut self, actor: PrincipalId, kind: VerbKind, leaf: LeafId) {
        let own = permission(kind, leaf);
        let verbs = &self.builder.base.verbs;
        let others: Vec<usize> = (VerbKind::ALL.len()..verbs.len()).filter(|at| verbs[*at].kind == kind).collect();
        let other = if self.chance(25) { self.pick(&others) } else { None };
        let other = other.map(|at| bailiwick::model::VerbId(u32::try_from(at).expect("few operations")));
        self.grant(actor, Permission { verb: other.unwrap_or(own.verb), leaf });
    }

    /// Lets somebody call an entry.
    pub(crate) fn may_call(&mut self, actor: PrincipalId, entry: EntryId) {
        let kind = if self.chance(80) { VerbKind::Invoke } else { VerbKind::Spawn };
        let leaf = self.builder.base.entry(entry).leaf;
        self.may(actor, kind, leaf);
    }

    /// Declares something under a condition that asks nobody.
    pub(crate) fn fact(&mut self, fact: DeclaredFact) {
        let when = self.plain_when();
        self.builder.fact_when(fact, when);
    }
}
