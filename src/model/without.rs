//! The policy without some of its declarations. Nobody who names them is wrong: what is said about them is gone as well.

use std::collections::BTreeSet;

use crate::model::{
    AtomId, Base, ClaimKind, CredentialId, DataAtom, Declared, DeclaredFact, EntryId, GateFlaw, GateId, LeafId, Node,
    PrincipalId, PrincipalKind, Scopes, Session, SourceId, TransformerId, When, Who,
};
use crate::source::Span;

/// Declarations that are taken away.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Removed {
    /// The declarations, with everything in them.
    pub declarations: Vec<Span>,
    /// The data of classes that are taken away.
    pub atoms: BTreeSet<AtomId>,
}

impl Removed {
    /// Whether nothing is taken away.
    pub fn is_empty(&self) -> bool {
        self.declarations.is_empty()
    }

    /// Whether a place is inside of what is taken away.
    pub fn covers(&self, span: Span) -> bool {
        self.declarations.iter().any(|one| one.covers(span))
    }
}

/// What there is no more, by number.
struct Gone {
    sources: Vec<bool>,
    principals: Vec<bool>,
    leaves: Vec<bool>,
    entries: Vec<bool>,
    credentials: Vec<bool>,
    gates: Vec<bool>,
    transformers: Vec<bool>,
    atoms: BTreeSet<AtomId>,
}

impl Base {
    /// The policy without these declarations.
    #[must_use]
    pub fn without(&self, removed: &Removed) -> Self {
        let gone = Gone::of(self, removed);
        let mut base = self.clone();
        base.facts.retain_mut(|declared| {
            through_nothing(&gone, &mut declared.fact);
            narrow(&gone, &mut declared.when);
            let stays = !declared.when.alternatives.is_empty() && !gone.source(declared.source);
            stays && !gone.mentions(&declared.fact)
        });
        gone.disarm(&mut base);
        gone.open(&mut base);
        gone.release(self, &mut base);
        base
    }

    /// Of which services it is said what they do.
    fn described(&self, gone: &Gone) -> BTreeSet<PrincipalId> {
        let entries = self.entries.iter().zip(0..).filter(|(_, number)| !gone.entry(EntryId(*number)));
        let said = self.facts.iter().filter_map(|declared| match declared.fact {
            DeclaredFact::Step { actor, .. } | DeclaredFact::Runs { principal: actor, .. } => Some(actor),
            _ => None,
        });
        let is_service = |id: &PrincipalId| self.principal(*id).kind == PrincipalKind::Service;
        entries.map(|(entry, _)| entry.owner).chain(said).filter(is_service).collect()
    }
}

impl Base {
    /// The policy in which nothing happens at, by or to some nodes. Only what lets something happen is taken away: whatever
    /// comes about in it comes about in the whole policy as well.
    #[must_use]
    pub fn closing(&self, nodes: &BTreeSet<Node>) -> Self {
        let mut gone = Gone::nothing(self);
        for node in nodes {
            match node {
                Node::Principal(principal) => gone.principals[principal.index()] = true,
                Node::Leaf(leaf) => gone.leaves[leaf.index()] = true,
            }
        }
        let mut base = self.clone();
        // What somebody is entitled to excuses them; without it more would be wrong.
        let excuses = |fact: &DeclaredFact| {
            matches!(fact, DeclaredFact::EntitledData { .. } | DeclaredFact::EntitledPermission { .. })
        };
        base.facts.retain(|declared| excuses(&declared.fact) || !gone.mentions(&declared.fact));
        base
    }
}

/// What went through a transformer that is gone goes on unchanged.
fn through_nothing(gone: &Gone, fact: &mut DeclaredFact) {
    if let DeclaredFact::Flow { through, .. }
    | DeclaredFact::Infers { through, .. }
    | DeclaredFact::Logs { through, .. } = fact
    {
        *through = through.filter(|id| !gone.transformer(*id));
    }
}

/// Without the alternatives that need an approval which nobody gives any more.
fn narrow(gone: &Gone, when: &mut When) {
    when.alternatives.retain(|one| !one.approvals.iter().any(|(gate, who)| gone.gate(*gate) || gone.principal(*who)));
}

impl Gone {
    fn nothing(base: &Base) -> Self {
        Self {
            sources: vec![false; base.sources.len()],
            principals: vec![false; base.principals.len()],
            leaves: vec![false; base.leaves.len()],
            entries: vec![false; base.entries.len()],
            credentials: vec![false; base.credentials.len()],
            gates: vec![false; base.gates.len()],
            transformers: vec![false; base.transformers.len()],
            atoms: BTreeSet::new(),
        }
    }

    fn of(base: &Base, removed: &Removed) -> Self {
        let sources: Vec<bool> = base.sources.iter().map(|source| removed.covers(source.span)).collect();
        let is_gone = |source: SourceId| sources[source.index()];
        let principals: Vec<bool> = base.principals.iter().map(|one| is_gone(one.source)).collect();
        let credentials: Vec<bool> = base.credentials.iter().map(|one| is_gone(one.source)).collect();
        let atoms = base.atoms.iter().zip(0..).filter(|(atom, number)| match atom {
            DataAtom::Class { .. } => removed.atoms.contains(&AtomId(*number)),
            DataAtom::Secret(credential) => credentials[credential.index()],
            DataAtom::Taint(author) => principals[author.index()],
        });
        Self {
            atoms: atoms.map(|(_, number)| AtomId(number)).collect(),
            leaves: base.leaves.iter().map(|one| is_gone(one.source)).collect(),
            entries: base.entries.iter().map(|one| is_gone(one.source)).collect(),
            gates: base.gates.iter().map(|one| is_gone(one.source)).collect(),
            transformers: base.transformers.iter().map(|one| is_gone(one.source)).collect(),
            principals,
            credentials,
            sources,
        }
    }

    fn source(&self, id: SourceId) -> bool {
        self.sources[id.index()]
    }

    fn principal(&self, id: PrincipalId) -> bool {
        self.principals[id.index()]
    }

    fn leaf(&self, id: LeafId) -> bool {
        self.leaves[id.index()]
    }

    fn entry(&self, id: EntryId) -> bool {
        self.entries[id.index()]
    }

    fn credential(&self, id: CredentialId) -> bool {
        self.credentials[id.index()]
    }

    fn gate(&self, id: GateId) -> bool {
        self.gates[id.index()]
    }

    fn transformer(&self, id: TransformerId) -> bool {
        self.transformers[id.index()]
    }

    fn mentions(&self, fact: &DeclaredFact) -> bool {
        match fact {
            DeclaredFact::Grant { actor, permission, .. } | DeclaredFact::Step { actor, permission } => {
                self.principal(*actor) || self.leaf(permission.leaf)
            }
            DeclaredFact::Delegates { from, to, permission, .. } => {
                self.principal(*from) || self.principal(*to) || self.leaf(permission.leaf)
            }
            DeclaredFact::Uses { actor, credential } | DeclaredFact::Holds { actor, credential } => {
                self.principal(*actor) || self.credential(*credential)
            }
            DeclaredFact::Stores { leaf, atom } => self.leaf(*leaf) || self.atoms.contains(atom),
            DeclaredFact::Performs { entry, permission } => self.entry(*entry) || self.leaf(permission.leaf),
            DeclaredFact::PerformsAnything { entry } => self.entry(*entry),
            DeclaredFact::Calls { entry, target } => self.entry(*entry) || self.entry(*target),
            DeclaredFact::Runs { principal, leaf } | DeclaredFact::Audience { leaf, reader: principal } => {
                self.principal(*principal) || self.leaf(*leaf)
            }
            DeclaredFact::Trigger { leaf, entry } => self.leaf(*leaf) || self.entry(*entry),
            DeclaredFact::Flow { from, to, .. } => self.leaf(*from) || self.leaf(*to),
            DeclaredFact::Infers { actor, model: leaf, .. } | DeclaredFact::Logs { actor, log: leaf, .. } => {
                self.principal(*actor) || self.leaf(*leaf)
            }
            DeclaredFact::Trains { model } => self.leaf(*model),
            DeclaredFact::Free { actor } => self.principal(*actor),
            DeclaredFact::EntitledData { principal, atom } => self.principal(*principal) || self.atoms.contains(atom),
            DeclaredFact::EntitledPermission { principal, permission } => {
                self.principal(*principal) || self.leaf(permission.leaf)
            }
            DeclaredFact::Session { agent, session } => {
                self.principal(*agent) || matches!(session, Session::Of(who) if self.principal(*who))
            }
        }
    }

    /// Nobody who is gone is hostile, and no secret that is gone opens anything.
    fn disarm(&self, base: &mut Base) {
        for (principal, number) in base.principals.iter_mut().zip(0..) {
            if self.principal(PrincipalId(number)) {
                principal.hostile = false;
                principal.session_subject = false;
            }
        }
        for domain in &mut base.domains {
            domain.trusted |= self.principal(domain.principal);
        }
        for (credential, number) in base.credentials.iter_mut().zip(0..) {
            credential.custodians.retain(|who| !self.principal(*who));
            if self.credential(CredentialId(number)) {
                credential.bearer = false;
                credential.scope = Scopes::Only(BTreeSet::new());
            }
        }
    }

    /// A service of which nobody says any more what it does does anything it can.
    fn release(&self, whole: &Base, base: &mut Base) {
        let left = base.described(self);
        let before = whole.described(&Gone::nothing(whole));
        for actor in before.into_iter().filter(|one| !left.contains(one) && !self.principal(*one)) {
            let (fact, source) = (DeclaredFact::Free { actor }, base.principal(actor).source);
            base.facts.push(Declared { fact, when: When::always(), source, assumed: None });
        }
    }

    /// No control that is gone stands in anybody's way.
    fn open(&self, base: &mut Base) {
        for (gate, number) in base.gates.iter_mut().zip(0..) {
            gate.guards.retain(|(permission, _)| !self.gate(GateId(number)) && !self.leaf(permission.leaf));
            let approvers = gate.approvers.len();
            gate.approvers.retain(|who| !self.principal(*who));
            if gate.approvers.is_empty() && approvers > 0 {
                gate.flaws.push(GateFlaw::NoApprover);
                gate.flaws.sort_unstable();
            }
        }
        for claim in &mut base.claims {
            let enforcers = claim.enforcers.len();
            claim.enforcers.retain(|who| !self.principal(*who));
            if claim.enforcers.is_empty() && enforcers > 0 && claim.kind != ClaimKind::Trim {
                claim.void.get_or_insert_with(|| "nobody enforces it".to_owned());
            }
        }
        for gate in base.gates.iter_mut().filter(|gate| base.claims[gate.claim.index()].void.is_some()) {
            if !gate.flaws.contains(&GateFlaw::NotEnforced) {
                gate.flaws.push(GateFlaw::NotEnforced);
                gate.flaws.sort_unstable();
            }
        }
        let claims = &base.claims;
        base.forbids.retain(|forbid| !self.source(claims[forbid.claim.index()].source));
        base.ceilings.retain(|_, ceiling| !self.source(claims[ceiling.claim.index()].source));
        for forbid in &mut base.forbids {
            forbid.lifted.alternatives.retain(|one| !one.approvals.iter().any(|(gate, _)| self.gate(*gate)));
            if let Who::Only(who) = &mut forbid.who {
                who.retain(|one| !self.principal(*one));
            }
        }
    }
}
