//! The declared facts as the rules see them: numbered, indexed, with the obstacles that stand before a conclusion.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::facts::entitlement;
use crate::facts::obstacle::{Lists, Obstacle};
use crate::facts::relation::{SINGLE, UNATTENDED, account_principal, is_starred, session_of, session_subject};
use crate::facts::rules::RuleSet;
use crate::logic::{Conjunction, Scope};
use crate::model::{
    Agents, AtomId, Base, ClaimId, DataAtom, Entry, EntryId, LeafId, LeafKind, Mode, Passing, Permission, Plan,
    PrincipalId, PrincipalKind, TransformerId, VerbId, VerbKind, Who,
};

/// Everything that the steps of a rule may look at.
pub(crate) struct World<'a> {
    pub(crate) base: &'a Base,
    pub(crate) mode: &'a Mode,
    pub(crate) rules: &'a RuleSet,
    pub(crate) lists: Lists,
    /// Every session that is not `SINGLE`.
    sessions: Vec<u32>,
    gates: FxHashMap<u32, Vec<(u32, u32)>>,
    forbids: FxHashMap<u32, Vec<u32>>,
    claims: FxHashMap<u32, Vec<u32>>,
    taints: FxHashMap<u32, u32>,
    secrets: FxHashMap<u32, u32>,
    entitled: FxHashMap<(u32, u32), Vec<Conjunction>>,
}

impl<'a> World<'a> {
    pub(crate) fn new(base: &'a Base, mode: &'a Mode, rules: &'a RuleSet) -> Self {
        let mut world = Self {
            base,
            mode,
            rules,
            lists: Lists::default(),
            sessions: vec![UNATTENDED],
            gates: FxHashMap::default(),
            forbids: FxHashMap::default(),
            claims: FxHashMap::default(),
            taints: FxHashMap::default(),
            secrets: FxHashMap::default(),
            entitled: FxHashMap::default(),
        };
        world.index_claims();
        world.index_atoms();
        world.entitled = entitlement::entitled(&world);
        world
    }

    fn index_claims(&mut self) {
        let base = self.base;
        for (gate, place) in base.gates.iter().zip(0..) {
            for (guard, at) in gate.guards.iter().zip(0..) {
                self.gates.entry(self.permission(guard.0)).or_default().push((place, at));
            }
        }
        for (forbid, place) in base.forbids.iter().zip(0..) {
            for permission in &forbid.permissions {
                self.forbids.entry(self.permission(*permission)).or_default().push(place);
            }
        }
        for (claim, place) in base.claims.iter().zip(0..) {
            let enforcers = claim.enforcers.iter().flat_map(|enforcer| &base.principal(*enforcer).itself);
            let leaves: BTreeSet<LeafId> = enforcers.chain(&claim.resources).copied().collect();
            for leaf in leaves {
                self.claims.entry(leaf.0).or_default().push(place);
            }
        }
    }

    fn index_atoms(&mut self) {
        for (atom, number) in self.base.atoms.iter().zip(0..) {
            match atom {
                DataAtom::Taint(author) => _ = self.taints.insert(author.0, number),
                DataAtom::Secret(credential) => _ = self.secrets.insert(credential.0, number),
                DataAtom::Class { .. } => {}
            }
        }
        let subjects = self.base.principals.iter().zip(0..).filter(|(principal, _)| principal.session_subject);
        self.sessions.extend(subjects.map(|(_, number)| session_of(number)));
    }

    /// The number of a permission.
    pub(crate) fn permission(&self, permission: Permission) -> u32 {
        permission.verb.0 * self.leaf_count() + permission.leaf.0
    }

    /// The number of an operation on a leaf.
    pub(crate) fn on(&self, verb: u32, leaf: u32) -> u32 {
        verb * self.leaf_count() + leaf
    }

    fn leaf_count(&self) -> u32 {
        u32::try_from(self.base.leaves.len()).expect("fewer leaves than four thousand million").max(1)
    }

    /// The permission with this number.
    pub(crate) fn permission_of(&self, permission: u32) -> Permission {
        Permission { verb: VerbId(permission / self.leaf_count()), leaf: LeafId(permission % self.leaf_count()) }
    }

    /// The leaf of a permission.
    pub(crate) fn leaf_of(&self, permission: u32) -> u32 {
        permission % self.leaf_count()
    }

    /// The kind of a permission's operation.
    pub(crate) fn kind_of(&self, permission: u32) -> VerbKind {
        self.base.kind(VerbId(permission / self.leaf_count()))
    }

    /// The operations that administering a leaf gives on it.
    pub(crate) fn administered(&self, leaf: u32) -> Vec<u32> {
        let excluded = |kind| matches!(kind, VerbKind::Approve | VerbKind::Invoke | VerbKind::Mint | VerbKind::Spawn);
        let verbs = self.base.verbs.iter().zip(0..).filter(|(verb, _)| !excluded(verb.kind));
        verbs.map(|(_, number)| self.on(number, leaf)).collect()
    }

    /// The operation that has the name of its kind.
    pub(crate) fn own_verb(&self, kind: VerbKind) -> Option<u32> {
        let place = self.base.verbs.iter().position(|verb| verb.kind == kind && verb.name == kind.word())?;
        u32::try_from(place).ok()
    }

    /// The node of a principal.
    pub(crate) fn principal_node(&self, principal: u32) -> u32 {
        self.leaf_count() + principal
    }

    /// The leaf at a node, if it is one.
    pub(crate) fn node_leaf(&self, node: u32) -> Option<LeafId> {
        (node < self.leaf_count()).then_some(LeafId(node))
    }

    /// The principal at a node, if it is one.
    pub(crate) fn node_principal(&self, node: u32) -> Option<PrincipalId> {
        node.checked_sub(self.leaf_count()).map(PrincipalId)
    }

    /// The domains that a node lies in, the domain itself not counted.
    pub(crate) fn domains_of_node(&self, node: u32) -> Vec<u32> {
        let domains = match (self.node_leaf(node), self.node_principal(node)) {
            (Some(leaf), _) => &self.base.leaf(leaf).domains,
            (None, Some(principal)) => &self.base.principal(principal).domains,
            (None, None) => return Vec::new(),
        };
        let principals = domains.iter().map(|domain| self.base.domains[domain.index()].principal.0);
        principals.filter(|domain| self.principal_node(*domain) != node).collect()
    }

    pub(crate) fn principal_count(&self) -> u32 {
        u32::try_from(self.base.principals.len()).expect("fewer principals than four thousand million")
    }

    pub(crate) fn entry(&self, entry: u32) -> &'a Entry {
        self.base.entry(EntryId(entry))
    }

    /// The entries of a principal.
    pub(crate) fn entries_of(&self, principal: u32) -> Vec<u32> {
        let entries = self.base.entries.iter().zip(0..);
        entries.filter(|(entry, _)| entry.owner.0 == principal).map(|(_, number)| number).collect()
    }

    pub(crate) fn kind(&self, principal: u32) -> &'a PrincipalKind {
        &self.base.principal(PrincipalId(principal)).kind
    }

    pub(crate) fn is_agent(&self, principal: u32) -> bool {
        self.base.is_agent(PrincipalId(principal))
    }

    pub(crate) fn is_human(&self, principal: u32) -> bool {
        matches!(self.kind(principal), PrincipalKind::Human { .. })
    }

    pub(crate) fn is_session_subject(&self, principal: u32) -> bool {
        self.base.principal(PrincipalId(principal)).session_subject
    }

    pub(crate) fn is_insider(&self, principal: u32) -> bool {
        self.mode.insiders.contains(&PrincipalId(principal))
    }

    /// Whether somebody is hostile from the start.
    pub(crate) fn is_hostile(&self, principal: u32) -> bool {
        self.mode.is_hostile(self.base, PrincipalId(principal))
    }

    /// Whether agents do nothing but their declared steps.
    pub(crate) fn follow_steps(&self) -> bool {
        self.mode.agents == Agents::FollowSteps
    }

    /// The claim that holds an agent to its steps.
    pub(crate) fn fixed_plan(&self, principal: u32) -> Option<ClaimId> {
        match self.kind(principal) {
            PrincipalKind::Agent { plan: Plan::Fixed(claim), .. } => Some(*claim),
            _ => None,
        }
    }

    /// Whether it does anything it may.
    pub(crate) fn is_loose(&self, principal: u32) -> bool {
        self.fixed_plan(principal).is_none()
    }

    /// Whether it is an agent that does its steps and nothing else, as far as its plan holds.
    pub(crate) fn keeps_to_steps(&self, principal: u32) -> bool {
        self.is_agent(principal) && (self.follow_steps() || !self.is_loose(principal))
    }

    /// The atom of text that a principal chose.
    pub(crate) fn taint(&self, author: u32) -> Option<u32> {
        self.taints.get(&author).copied()
    }

    /// The atom of a credential's secret.
    pub(crate) fn secret(&self, credential: u32) -> Option<u32> {
        self.secrets.get(&credential).copied()
    }

    /// The credential whose secret an atom is.
    pub(crate) fn credential_of_secret(&self, atom: u32) -> Option<u32> {
        match self.base.atom(AtomId(atom)) {
            DataAtom::Secret(credential) => Some(credential.0),
            _ => None,
        }
    }

    /// The author of a taint atom.
    pub(crate) fn author_of(&self, atom: u32) -> Option<u32> {
        match self.base.atom(AtomId(atom)) {
            DataAtom::Taint(author) => Some(author.0),
            _ => None,
        }
    }

    /// `in_session(account, session)`
    pub(crate) fn in_session(&self, account: u32, session: u32) -> bool {
        session == SINGLE
            || is_starred(account)
            || !self.is_session_subject(account_principal(account))
            || session == session_of(account_principal(account))
    }

    /// `carry(caller, session, callee)`
    pub(crate) fn carry(&self, caller: u32, session: u32, callee: u32) -> u32 {
        if !self.is_agent(callee) {
            SINGLE
        } else if self.is_agent(caller) {
            session
        } else if self.is_session_subject(caller) {
            session_of(caller)
        } else {
            UNATTENDED
        }
    }

    fn is_per_session(&self, leaf: u32) -> bool {
        self.base.leaf(LeafId(leaf)).per_session
    }

    /// `reads(reader, session, leaf, part)`
    pub(crate) fn reads(&self, reader: u32, session: u32, leaf: u32, part: u32) -> bool {
        if !self.is_per_session(leaf) {
            return part == SINGLE;
        }
        if self.is_agent(reader) {
            return part == session;
        }
        !self.is_session_subject(reader) || part == session_of(reader)
    }

    /// `spread(leaf, session, writer)`
    pub(crate) fn spread(&self, leaf: u32, session: u32, writer: Option<u32>) -> Vec<u32> {
        if !self.is_per_session(leaf) {
            return vec![SINGLE];
        }
        match writer {
            _ if session != SINGLE => vec![session],
            Some(writer) if self.is_session_subject(writer) => vec![session_of(writer)],
            _ => self.sessions.clone(),
        }
    }

    /// `settle(session, condition)`; `None` if the session's individuals contradict the condition.
    pub(crate) fn settle(&self, session: u32, condition: &Conjunction) -> Option<Conjunction> {
        let Some(subject) = session_subject(session) else {
            return Some(condition.clone());
        };
        let individual = &self.base.principal(PrincipalId(subject)).individual;
        let both = condition.and(individual)?;
        let settled = |variable| individual.constraints().iter().any(|(known, _)| *known == variable);
        Some(both.retain(|variable| !settled(variable), |_| true))
    }

    /// The scope that what arrives at a leaf keeps: a sink is part of the run, everything else outlives it.
    pub(crate) fn arriving(&self, leaf: u32) -> Scope {
        if self.base.leaf(LeafId(leaf)).kind == LeafKind::Sink { Scope::Run } else { Scope::Lasting }
    }

    /// The number of a filter.
    pub(crate) fn filter(passing: Passing) -> Option<u32> {
        match passing {
            Passing::Nothing => None,
            Passing::Text => Some(0),
            Passing::Structured(claim) => Some(claim.0 + 1),
        }
    }

    /// What stands before an atom at a filter.
    pub(crate) fn filtered(&self, filter: u32, atom: u32) -> Vec<Obstacle> {
        match filter.checked_sub(1) {
            Some(claim) if self.author_of(atom).is_some() => vec![Obstacle::Void(ClaimId(claim))],
            _ => Vec::new(),
        }
    }

    /// What stands before an atom in a call with a filter.
    pub(crate) fn in_call(&self, filter: u32, atom: u32) -> Vec<Obstacle> {
        let mut obstacles = self.filtered(filter, atom);
        obstacles.extend(self.moved(atom));
        obstacles
    }

    /// What stands before an atom in any call: a call is as sensitive as the highest of the data that it moves.
    pub(crate) fn moved(&self, atom: u32) -> Vec<Obstacle> {
        match self.base.atom(AtomId(atom)) {
            DataAtom::Class { height, .. } if *height > 0 && self.base.sensitivity.is_some() => {
                vec![Obstacle::Sensitive(*height)]
            }
            _ => Vec::new(),
        }
    }

    /// The claims that whoever administers a leaf can void.
    pub(crate) fn claims_on(&self, leaf: u32) -> Vec<u32> {
        self.claims.get(&leaf).cloned().unwrap_or_default()
    }

    /// The claims that somebody enforces.
    pub(crate) fn claims_enforced_by(&self, principal: u32) -> Vec<u32> {
        let enforces = |claim: &crate::model::Claim| claim.enforcers.contains(&PrincipalId(principal));
        self.base.claims.iter().zip(0..).filter(|(claim, _)| enforces(claim)).map(|(_, number)| number).collect()
    }

    /// The conditions under which a principal is entitled to a class atom.
    pub(crate) fn entitled(&self, principal: u32, atom: u32) -> &[Conjunction] {
        self.entitled.get(&(principal, atom)).map_or(&[], Vec::as_slice)
    }

    /// All entitlements to data, in order.
    pub(crate) fn entitlements(&self) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = self.entitled.keys().copied().collect();
        pairs.sort_unstable();
        pairs
    }

    /// The forbids that cut a permission from whoever is recorded as `recorded` on `account`.
    pub(crate) fn forbids(&self, recorded: u32, account: u32, permission: u32) -> Vec<Obstacle> {
        let covers = |forbid: &u32| match &self.base.forbids[*forbid as usize].who {
            Who::Everybody => true,
            Who::Only(who) => {
                who.contains(&PrincipalId(recorded)) || who.contains(&PrincipalId(account_principal(account)))
            }
        };
        let forbids = self.forbids.get(&permission).into_iter().flatten();
        forbids.filter(|forbid| covers(forbid)).map(|forbid| Obstacle::Forbid(*forbid, recorded)).collect()
    }

    /// The gates before a permission for a request recorded as `recorded`.
    pub(crate) fn gates(&self, permission: u32, recorded: u32) -> Vec<Obstacle> {
        let gates = self.gates.get(&permission).into_iter().flatten();
        gates.map(|(gate, guard)| Obstacle::Gate { gate: *gate, guard: *guard, recorded }).collect()
    }

    /// What an atom becomes on its way through a transformer (number + 1, or 0 for none).
    pub(crate) fn through(&self, transformer: u32, atom: u32) -> Vec<u32> {
        let Some(number) = transformer.checked_sub(1) else { return vec![atom] };
        let transformer = self.base.transformer(TransformerId(number));
        if self.author_of(atom).is_some() {
            return if transformer.drops_taint && !self.rules.has("F8b") { Vec::new() } else { vec![atom] };
        }
        let Some(rewritten) = transformer.rewrites.get(&AtomId(atom)) else { return vec![atom] };
        let mut outcomes: Vec<u32> = rewritten.iter().map(|atom| atom.0).collect();
        if self.rules.has("F8b") && !outcomes.contains(&atom) {
            outcomes.push(atom);
        }
        outcomes
    }

    /// What stands before that outcome.
    pub(crate) fn transformed(&self, transformer: u32, atom: u32, outcome: u32) -> Vec<Obstacle> {
        let Some(number) = transformer.checked_sub(1) else { return Vec::new() };
        let transformer = self.base.transformer(TransformerId(number));
        let dropped = self.author_of(atom).is_some() && transformer.drops_taint;
        let covered = transformer.rewrites.get(&AtomId(atom)).is_some_and(|to| *to != Some(AtomId(outcome)));
        if dropped || covered { vec![Obstacle::Leak { transformer: number, atom }] } else { Vec::new() }
    }
}
