//! Steps: what agents with a fixed plan do, and what people do in a workflow.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::lower::arguments::{clause, clauses_of, condition, first_word, header, value};
use crate::model::lower::condition::{Term, both};
use crate::model::lower::context::Lowering;
use crate::model::lower::decided::Settled;
use crate::model::lower::expand::Parameters;
use crate::model::lower::permission::Wanted;
use crate::model::lower::refer::{Needed, PRINCIPAL, RESOURCE};
use crate::model::{
    Declared, DeclaredFact, EntryId, Permission, PrincipalId, PrincipalKind, UnknownId, VerbKind, When,
};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Condition, Statement};

const CALLED: Needed<'static> = Needed {
    sorts: &[Sort::Entry, Sort::Agent, Sort::Blueprint, Sort::Tool, Sort::Service],
    phrase: "an entry that is called",
};

impl Lowering<'_> {
    /// Reads every step.
    pub(crate) fn add_steps(&mut self) {
        // Whether each human, in all of their steps, retypes or selects.
        let mut forwarding: BTreeMap<PrincipalId, bool> = BTreeMap::new();
        let calls = Calls::of(&self.base.facts);
        for id in self.all(Sort::Step) {
            let Some(statement) = self.statement(id) else { continue };
            let place = self.place(id);
            let actors = self.who(place, header(statement, "by").unwrap_or_default(), PRINCIPAL);
            let during = condition(&statement.arguments);
            for said in clauses_of(statement, "reads") {
                let verbs = self.verbs_of(VerbKind::Observe);
                let leaves = self.leaves(place, &said.arguments, RESOURCE);
                let read = |leaf| verbs.iter().map(move |verb| Permission { verb: *verb, leaf });
                let permissions: Vec<Permission> = leaves.into_iter().flat_map(read).collect();
                self.add_step(place, (said, during), &permissions, &Parameters::new(), &actors);
            }
            for said in clauses_of(statement, "does") {
                if first_word(&said.arguments) == Some("unknown") {
                    self.leave_open(said.span, "`does`", "is not known");
                }
                let Some(wanted) = Wanted::of_arguments(&said.arguments) else { continue };
                let expanded = self.expand(place, &wanted);
                self.add_step(place, (said, during), &expanded.permissions, &expanded.parameters, &actors);
            }
            for said in clauses_of(statement, "calls") {
                self.add_call(place, (said, during), &calls, &actors);
            }
            let forwards = self.forwards(id, statement, &actors);
            for actor in actors {
                *forwarding.entry(actor).or_default() |= forwards;
            }
        }
        for (actor, forwards) in forwarding {
            if let PrincipalKind::Human { reauthors } = &mut self.base.principals[actor.index()].kind {
                *reauthors = !forwards;
            }
        }
    }

    /// A service that can do something, without a step, an entry, anything that it executes or `does nothing` to say what it
    /// does, could do anything it can.
    pub(crate) fn add_undescribed_services(&mut self) {
        let mut able = BTreeSet::new();
        let mut described: BTreeSet<PrincipalId> = self.base.entries.iter().map(|entry| entry.owner).collect();
        for declared in &self.base.facts {
            match declared.fact {
                // To start and to approve is nothing that data goes through.
                DeclaredFact::Grant { actor, permission, .. } if !self.is_formal(permission) => _ = able.insert(actor),
                DeclaredFact::Uses { actor, .. } | DeclaredFact::Delegates { to: actor, .. } => _ = able.insert(actor),
                DeclaredFact::Step { actor, .. } | DeclaredFact::Runs { principal: actor, .. } => {
                    described.insert(actor);
                }
                _ => {}
            }
        }
        for id in self.all(Sort::Service) {
            let Some(statement) = self.statement(id) else { continue };
            for actor in self.thing(id).principals.clone() {
                let is_account = value(statement, "does") == Some("nothing");
                if is_account || !able.contains(&actor) || described.contains(&actor) {
                    continue;
                }
                let what = format!("what service `{}` does with its permissions", self.name(id));
                let unknown = self.unknown(statement.head.span, what, "anything that it can");
                let source = self.source_of(statement);
                self.assume(DeclaredFact::Free { actor }, source, unknown);
            }
        }
    }

    fn is_formal(&self, permission: Permission) -> bool {
        matches!(self.base.kind(permission.verb), VerbKind::Approve | VerbKind::Invoke | VerbKind::Spawn)
    }

    /// Whether a person in this step hands on what they got.
    fn forwards(&mut self, id: DefinitionId, statement: &Statement, actors: &[PrincipalId]) -> bool {
        let is_human = |actor: &PrincipalId| matches!(self.base.principal(*actor).kind, PrincipalKind::Human { .. });
        if !actors.iter().any(is_human) {
            return false;
        }
        let said = clause(statement, "handles");
        let how = said.and_then(|clause| super::arguments::after(&clause.arguments, "by")).and_then(first_word);
        match how {
            Some("selecting" | "retyping") => false,
            Some("forwarding") => true,
            _ => {
                let what = format!("how people handle what they get in step `{}`", self.name(id));
                self.unknown(statement.head.span, what, "they forward it");
                true
            }
        }
    }

    fn add_step(
        &mut self,
        place: Place,
        (said, during): (&Statement, Option<&Condition>),
        permissions: &[Permission],
        parameters: &Parameters,
        actors: &[PrincipalId],
    ) {
        let Some(terms) = self.step_terms(place, said, during, parameters) else { return };
        let source = self.source_of(said);
        for actor in actors {
            for permission in permissions {
                let settled = self.settled(&terms, permission.leaf, *actor, source);
                self.settled_fact(&DeclaredFact::Step { actor: *actor, permission: *permission }, settled, source);
            }
        }
    }

    /// The condition of a clause together with that of its step.
    fn step_terms(
        &mut self,
        place: Place,
        said: &Statement,
        during: Option<&Condition>,
        parameters: &Parameters,
    ) -> Option<Vec<Term>> {
        let own = self.terms(place, condition(&said.arguments), parameters)?;
        let of_step = self.terms(place, during, &Parameters::new())?;
        Some(both(&own, &of_step))
    }

    /// A call, with whatever it gets performed, directly or through further calls.
    fn add_call(
        &mut self,
        place: Place,
        (said, during): (&Statement, Option<&Condition>),
        calls: &Calls,
        actors: &[PrincipalId],
    ) {
        let mut parameters = Parameters::new();
        let mut entries: Vec<EntryId> = Vec::new();
        for id in self.refer_all(place, &said.arguments, CALLED) {
            self.add_parameters_inside(id, &mut parameters);
            entries.extend(self.thing(id).entries.iter().copied());
        }
        let Some(terms) = self.step_terms(place, said, during, &parameters) else { return };
        let source = self.source_of(said);
        let verb = self.own_verb(VerbKind::Invoke);
        for entry in entries {
            let called = self.permission_of_entry(verb, entry);
            let performed = calls.performed(entry);
            for actor in actors {
                let settled = self.settled(&terms, called.leaf, *actor, source);
                if settled.is_empty() {
                    continue;
                }
                self.settled_fact(&DeclaredFact::Step { actor: *actor, permission: called }, settled, source);
                for (permission, condition, assumed) in performed.iter().copied() {
                    let settled = self.settled(&terms, permission.leaf, *actor, source).into_iter();
                    let settled = settled.filter_map(|one| {
                        let when = both_declared(&one.when, condition)?;
                        Some(Settled { when, assumed: one.assumed.or(*assumed) })
                    });
                    let fact = DeclaredFact::Step { actor: *actor, permission: *permission };
                    self.settled_fact(&fact, settled.collect(), source);
                }
            }
        }
    }
}

/// What entries perform and call, as far as they say.
#[derive(Default)]
struct Calls {
    performed: BTreeMap<EntryId, Vec<(Permission, When, Option<UnknownId>)>>,
    called: BTreeMap<EntryId, Vec<EntryId>>,
}

impl Calls {
    fn of(facts: &[Declared]) -> Self {
        let mut calls = Self::default();
        for declared in facts {
            match declared.fact {
                DeclaredFact::Performs { entry, permission } => {
                    let performed = calls.performed.entry(entry).or_default();
                    performed.push((permission, declared.when.clone(), declared.assumed));
                }
                DeclaredFact::Calls { entry, target } => calls.called.entry(entry).or_default().push(target),
                _ => {}
            }
        }
        calls
    }

    /// What a call of an entry gets performed, directly or through further calls, and when.
    fn performed(&self, entry: EntryId) -> Vec<&(Permission, When, Option<UnknownId>)> {
        let mut reached = BTreeSet::from([entry]);
        let mut waiting = vec![entry];
        while let Some(next) = waiting.pop() {
            let called = self.called.get(&next).into_iter().flatten();
            waiting.extend(called.filter(|target| reached.insert(**target)));
        }
        reached.iter().filter_map(|entry| self.performed.get(entry)).flatten().collect()
    }
}

/// Both conditions; `None` if they contradict each other.
fn both_declared(one: &When, other: &When) -> Option<When> {
    let mut alternatives = BTreeSet::new();
    for left in &one.alternatives {
        for right in &other.alternatives {
            let Some(condition) = left.condition.and(&right.condition) else { continue };
            let approvals: BTreeSet<_> = left.approvals.iter().chain(&right.approvals).copied().collect();
            let approvals = approvals.into_iter().collect();
            alternatives.insert(crate::model::Alternative { condition, approvals });
        }
    }
    (!alternatives.is_empty()).then(|| When { alternatives: alternatives.into_iter().collect() })
}
