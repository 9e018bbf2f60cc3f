//! What runs of an agent can be: who or what starts them, and what for.
//!
//! The bounds are those of the agent's own runs. They say nothing of somebody else who has the agent's authority, so they
//! count only where nobody can: no secret of the agent can be presented by others, and nothing is handed on by it.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::{Conjunction, Guard, Set, VariableId};
use crate::model::lower::arguments::{clause, first_paths};
use crate::model::lower::built_in::{BuiltIn, Initiator};
use crate::model::lower::context::Lowering;
use crate::model::{
    Alternative, CredentialId, DeclaredFact, Entry, LeafId, Node, Permission, PrincipalId, PrincipalKind, Property,
    Question, Statement, VerbKind, When,
};
use crate::names::{DefinitionId, Sort};

/// What starts agents without anybody's call.
pub(crate) type Started = BTreeMap<PrincipalId, BTreeSet<Initiator>>;

/// The values that an attribute can have in the runs of an agent.
type Bounds = BTreeMap<PrincipalId, Vec<(VariableId, Set)>>;

impl Lowering<'_> {
    /// Narrows what agents are permitted to what their runs can be, and refuses to look for a way in what is no run.
    pub(crate) fn bound_runs(&mut self, properties: &mut [Property]) {
        let lent = self.lent();
        let bounds = self.bounds_of_runs(&lent);
        if bounds.is_empty() {
            return;
        }
        for property in properties {
            self.refuse_unfounded(property, &bounds);
        }
        let handed = self.handed_on(&bounds);
        let instruments = self.instruments();
        let initiator = self.attributes.given.get(&BuiltIn::Initiator).copied();
        let (vocabulary, unsaid) = (&self.base.vocabulary, &self.unsaid_starts);
        let subjects: Vec<PrincipalId> = self.base.credentials.iter().map(|credential| credential.subject).collect();
        self.base.facts.retain_mut(|declared| {
            let (DeclaredFact::Grant { actor, .. }
            | DeclaredFact::Delegates { to: actor, .. }
            | DeclaredFact::Uses { actor, .. }
            | DeclaredFact::Step { actor, .. }) = &declared.fact
            else {
                return true;
            };
            // Who starts it may be as the condition asks, and is not known to.
            let asks =
                |one: &Alternative| one.condition.constraints().iter().any(|(known, _)| Some(*known) == initiator);
            if let Some(unknown) = unsaid.get(actor).filter(|_| declared.when.alternatives.iter().any(asks)) {
                declared.assumed.get_or_insert(*unknown);
            }
            let Some(bounds) = bounds.get(actor).filter(|_| !lent.contains(actor)) else { return true };
            let giver = match &declared.fact {
                DeclaredFact::Delegates { from, .. } => Some(*from),
                DeclaredFact::Uses { credential, .. } => Some(subjects[credential.index()]),
                DeclaredFact::Grant { permission, .. } => instruments.get(&permission.leaf).copied(),
                _ => None,
            };
            for (variable, values) in bounds {
                let bound = Conjunction::constraint(*variable, values, &vocabulary.variable(*variable).domain);
                let is_asked = giver.is_some_and(|giver| handed.contains(&(giver, *variable)));
                narrow(&mut declared.when, *variable, bound.as_ref(), is_asked);
            }
            !declared.when.alternatives.is_empty()
        });
    }

    /// By their entries, the tools and services that act in the runs of whoever calls them.
    fn instruments(&self) -> BTreeMap<LeafId, PrincipalId> {
        let is_instrument = |entry: &&Entry| !self.base.is_agent(entry.owner);
        self.base.entries.iter().filter(is_instrument).map(|entry| (entry.leaf, entry.owner)).collect()
    }

    /// Whose authority asks for which of the attributes, their own or what was handed on to them: whoever has it from them
    /// has it in their own runs only.
    fn handed_on(&self, bounds: &Bounds) -> BTreeSet<(PrincipalId, VariableId)> {
        let variables: BTreeSet<VariableId> = bounds.values().flatten().map(|(variable, _)| *variable).collect();
        let mut asking = BTreeSet::new();
        let instruments = self.instruments();
        let mut hops = Vec::new();
        for declared in &self.base.facts {
            if let DeclaredFact::Calls { entry, target } = declared.fact {
                hops.push((self.base.entry(target).owner, self.base.entry(entry).owner));
            }
            let (DeclaredFact::Grant { actor, .. }
            | DeclaredFact::Delegates { to: actor, .. }
            | DeclaredFact::Uses { actor, .. }) = &declared.fact
            else {
                continue;
            };
            match &declared.fact {
                DeclaredFact::Delegates { from, .. } => hops.push((*from, *actor)),
                DeclaredFact::Uses { credential, .. } => {
                    hops.push((self.base.credential(*credential).subject, *actor));
                }
                DeclaredFact::Grant { permission, .. } => {
                    hops.extend(instruments.get(&permission.leaf).map(|owner| (*owner, *actor)));
                }
                _ => {}
            }
            let constraints = declared.when.alternatives.iter().flat_map(|one| one.condition.constraints());
            let asked = constraints.map(|(variable, _)| *variable).filter(|variable| variables.contains(variable));
            asking.extend(asked.map(|variable| (*actor, variable)));
        }
        loop {
            let reached = |(from, to): &(PrincipalId, PrincipalId)| {
                variables
                    .iter()
                    .filter(|one| asking.contains(&(*from, **one)))
                    .map(|one| (*to, *one))
                    .collect::<Vec<_>>()
            };
            let more: Vec<_> = hops.iter().flat_map(reached).filter(|one| !asking.contains(one)).collect();
            if more.is_empty() {
                return asking;
            }
            asking.extend(more);
        }
    }

    /// A sentence in a situation that no run of whoever it is about can be in is not answered: what they are permitted does
    /// not say so by itself.
    fn refuse_unfounded(&self, property: &mut Property, bounds: &Bounds) {
        let Some(when) = &property.bounds.when else { return };
        let (Statement::Possible(question) | Statement::Never(question)) = &property.statement else { return };
        let about: Vec<PrincipalId> = match question {
            Question::Causes(subjects, _) => subjects.clone(),
            Question::Reaches(_, nodes) => match nodes.iter().map(|node| principal_of(*node)).collect() {
                Some(principals) => principals,
                None => return,
            },
            _ => return,
        };
        let can_be = |agent: &PrincipalId| {
            let Some(bounds) = bounds.get(agent) else { return true };
            let each = bounds.iter().map(|(variable, values)| {
                let domain = &self.base.vocabulary.variable(*variable).domain;
                Guard::from_alternatives(Conjunction::constraint(*variable, values, domain))
            });
            !each.fold(when.clone(), |known, bound| known.and(&bound)).is_never()
        };
        if let Some(agent) = about.first().filter(|_| !about.iter().any(can_be)) {
            let name = &self.base.principal(*agent).name;
            let why = || format!("no run of `{name}` is like that, so nothing was examined");
            property.unanswered.get_or_insert_with(why);
        }
    }

    fn bounds_of_runs(&self, lent: &BTreeSet<PrincipalId>) -> Bounds {
        let mut bounds = Bounds::new();
        let asked =
            |built_in| self.attributes.given.get(&built_in).filter(|_| self.attributes.asked.contains(&built_in));
        let (initiator, purpose) = (asked(BuiltIn::Initiator), asked(BuiltIn::Purpose));
        if initiator.is_none() && purpose.is_none() {
            return bounds;
        }
        let calls = self.initiators(lent);
        for (principal, number) in self.base.principals.iter().zip(0..) {
            let agent = PrincipalId(number);
            if !self.base.is_agent(agent) {
                continue;
            }
            let mut own = Vec::new();
            if let (Some(variable), Some(by)) = (initiator, calls.get(&agent)) {
                own.push((*variable, Set::from_intervals(by.iter().map(|one| (one.value(), one.value())))));
            }
            let workflow = principal.workflow.as_deref().and_then(|name| self.workflow_named(name));
            if let (Some(variable), Some(purposes)) = (purpose, workflow.and_then(|id| self.purposes_of(id))) {
                own.push((*variable, purposes));
            }
            bounds.insert(agent, own);
        }
        bounds
    }

    /// What a workflow is for, as far as it says.
    fn purposes_of(&self, workflow: DefinitionId) -> Option<Set> {
        let said = clause(self.statement(workflow)?, "purpose")?;
        let path = first_paths(&said.arguments).first().copied()?;
        let id = self.names.resolve(self.place(workflow), path, Sort::Purpose.space()).ok()?;
        Some(self.purposes_within(id))
    }

    /// Whoever's authority somebody else can have: by a credential that others can present, or handed on.
    fn lent(&self) -> BTreeSet<PrincipalId> {
        let mut lent = BTreeSet::new();
        for credential in &self.base.credentials {
            let kept = credential.custodians.iter().all(|custodian| *custodian == credential.subject);
            if credential.bearer || !kept || self.minted.contains(&self.base.principal(credential.subject).name) {
                lent.insert(credential.subject);
            }
        }
        for declared in &self.base.facts {
            match &declared.fact {
                DeclaredFact::Delegates { from, .. } => _ = lent.insert(*from),
                DeclaredFact::Uses { actor, credential } | DeclaredFact::Holds { actor, credential } => {
                    lent.extend(self.subject_of_another(*actor, *credential));
                }
                _ => {}
            }
        }
        lent
    }

    fn subject_of_another(&self, actor: PrincipalId, credential: CredentialId) -> Option<PrincipalId> {
        Some(self.base.credential(credential).subject).filter(|subject| *subject != actor)
    }

    /// Who or what can start the runs of each agent that says what starts it.
    fn initiators(&self, lent: &BTreeSet<PrincipalId>) -> Started {
        let mut started = self.started.clone();
        for declared in &self.base.facts {
            match &declared.fact {
                DeclaredFact::Grant { actor, permission, .. }
                | DeclaredFact::Delegates { to: actor, permission, .. } => {
                    if let Some(agent) = self.called_by(*permission) {
                        started.entry(agent).or_default().extend(self.as_initiator(*actor, lent));
                    }
                }
                // Whoever calls the entry before it, directly or not.
                DeclaredFact::Calls { target, .. } => {
                    started.entry(self.base.entry(*target).owner).or_default().extend(Initiator::ALL);
                }
                _ => {}
            }
        }
        started
    }

    fn called_by(&self, permission: Permission) -> Option<PrincipalId> {
        let calls = matches!(self.base.kind(permission.verb), VerbKind::Invoke | VerbKind::Spawn);
        let entry = self.base.leaf(permission.leaf).entry.filter(|_| calls)?;
        Some(self.base.entry(entry).owner)
    }

    /// What somebody who calls an agent is. Whoever has another's authority may be somebody else than whose it is.
    fn as_initiator(&self, caller: PrincipalId, lent: &BTreeSet<PrincipalId>) -> Vec<Initiator> {
        match self.base.principal(caller).kind {
            _ if lent.contains(&caller) => Initiator::ALL.to_vec(),
            PrincipalKind::Human { .. } => vec![Initiator::Human],
            PrincipalKind::Agent { .. } => vec![Initiator::Agent],
            PrincipalKind::Origin => vec![Initiator::Human, Initiator::Agent],
            PrincipalKind::Service | PrincipalKind::Tool { .. } | PrincipalKind::Domain => Initiator::ALL.to_vec(),
        }
    }
}

fn principal_of(node: Node) -> Option<PrincipalId> {
    match node {
        Node::Principal(principal) => Some(principal),
        Node::Leaf(_) => None,
    }
}

/// Leaves what a bound admits of the alternatives that ask for an attribute, of all of them if what it comes from asks for it;
/// `None` admits nothing.
fn narrow(when: &mut When, variable: VariableId, bound: Option<&Conjunction>, is_asked: bool) {
    let narrowed = |one: Alternative| {
        let asks = is_asked || one.condition.constraints().iter().any(|(known, _)| *known == variable);
        if !asks {
            return Some(one);
        }
        let condition = one.condition.and(bound?)?;
        Some(Alternative { condition, ..one })
    };
    let narrowed: BTreeSet<Alternative> =
        std::mem::take(&mut when.alternatives).into_iter().filter_map(narrowed).collect();
    when.alternatives = narrowed.into_iter().collect();
}
