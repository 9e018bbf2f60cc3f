//! What is said of whoever acts: permissions, administrators, credentials they use, models they ask, what they run, logs,
//! entitlements. And what somebody else says of them in `access`.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::logic::Set;
use crate::model::errors::MISPLACED_CONDITION;
use crate::model::lower::arguments::{
    after, clause, clauses, clauses_of, condition, first_paths, has, header, permissions,
};
use crate::model::lower::condition::{Term, both};
use crate::model::lower::context::Lowering;
use crate::model::lower::decided::{Doing, Settled};
use crate::model::lower::expand::Parameters;
use crate::model::lower::individuals::agree;
use crate::model::lower::permission::Wanted;
use crate::model::lower::refer::{CREDENTIAL, DATA, Needed, PRINCIPAL, ROLE};
use crate::model::lower::vocabulary::active;
use crate::model::{DeclaredFact, Depth, LeafId, Permission, PrincipalId, SourceId, VerbKind, Who};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Clause, Statement};

const ACTORS: [Sort; 8] =
    [Sort::Human, Sort::Team, Sort::Origin, Sort::Workflow, Sort::Agent, Sort::Blueprint, Sort::Service, Sort::Tool];

const MODEL: Needed<'static> = Needed { sorts: &[Sort::Model], phrase: "a model" };
const LOG: Needed<'static> = Needed { sorts: &[Sort::Log], phrase: "a log" };
const CODE: Needed<'static> = Needed {
    sorts: &[Sort::Store, Sort::Part, Sort::Sink, Sort::Model, Sort::Log],
    phrase: "a store whose contents are run",
};

impl<'a> Lowering<'a> {
    /// Reads the clauses of everybody who acts.
    pub(crate) fn add_actors(&mut self) {
        for id in self.actors(&ACTORS) {
            let Some(statement) = self.statement(id) else { continue };
            let actors = self.thing(id).principals.clone();
            let who = Who::Only(actors.iter().copied().collect());
            let place = self.place(id);
            for clause in permissions(statement) {
                self.add_permission(place, clause, &who);
            }
            for role in self.roles_of(place, statement) {
                self.add_permissions_of(role, &who);
            }
            for clause in clauses(statement) {
                if let Clause::Statement(clause) = clause {
                    self.add_actor_clause(id, clause, &actors);
                }
            }
        }
    }

    fn add_actor_clause(&mut self, id: DefinitionId, clause: &'a Statement, actors: &[PrincipalId]) {
        let place = self.place(id);
        match clause.head.text.as_str() {
            "uses" => self.add_uses(place, clause, actors),
            "administered" => self.add_administrators(place, clause, actors),
            "infers" => self.add_inference(place, clause, actors),
            "executes" => self.add_execution(place, clause, actors),
            "logs" => self.add_logging(place, clause, actors),
            "entitled" => self.add_entitlement(place, clause, actors),
            _ => {}
        }
    }

    /// `has role ROLE`
    fn roles_of(&mut self, place: Place, statement: &Statement) -> Vec<DefinitionId> {
        let named = clauses_of(statement, "has").filter_map(|clause| after(&clause.arguments, "role"));
        let named: Vec<&[Argument]> = named.collect();
        named.into_iter().flat_map(|named| self.refer_all(place, named, ROLE)).collect()
    }

    /// Gives somebody what is written in another declaration.
    fn add_permissions_of(&mut self, id: DefinitionId, who: &Who) {
        let Some(statement) = self.statement(id) else { return };
        for clause in permissions(statement) {
            self.add_permission(self.place(id), clause, who);
        }
    }

    /// `break-glass N { used by WHO ... }`: what stands in it is permitted while the glass is broken.
    pub(crate) fn add_break_glass(&mut self) {
        for id in self.all(Sort::BreakGlass) {
            let Some(statement) = self.statement(id) else { continue };
            let place = self.place(id);
            let used = clause(statement, "used").and_then(|used| after(&used.arguments, "by"));
            if used.is_none() {
                self.leave_open(statement.span, &format!("`{}`", self.name(id)), "does not say by whom it is used");
            }
            let users = self.who(place, used.unwrap_or_default(), PRINCIPAL);
            let Some(variable) = self.attributes.variables.get(&active(self.name(id))).copied() else { continue };
            let broken = self.constraint(variable, &Set::single(1));
            for clause in permissions(statement) {
                // Whether it were forbidden always, or in the emergency only, nobody could tell.
                if clause.forbids {
                    let message = "`must not` says nothing about an emergency";
                    let finding = Finding::new(&MISPLACED_CONDITION, clause.span, message).here("in a break-glass");
                    self.report(
                        finding.help("write it in the declaration of whoever must not, or leave it out of the `may`"),
                    );
                    continue;
                }
                let Some(read) = self.read_grant(place, clause) else { continue };
                let source = self.source(clause.span, clause.block.as_ref().map(|block| block.span));
                let terms = both(&read.terms, &broken);
                for user in &users {
                    let depth = read.depth.unwrap_or(Depth::Unlimited);
                    self.grant(*user, &read.expanded.permissions, &terms, depth, source);
                }
            }
        }
    }

    fn plain_terms(&mut self, place: Place, clause: &Statement) -> Option<Vec<Term>> {
        self.terms(place, condition(&clause.arguments), &Parameters::new())
    }

    /// A condition that belongs to no leaf, for one actor.
    fn for_actor(&mut self, terms: &[Term], actor: PrincipalId, source: SourceId) -> Vec<Settled> {
        let Some(own) = self.principal_leaf(actor) else { return Vec::new() };
        self.settled_for(terms, own, actor, Doing::permitted(None, Some(actor)), source)
    }

    fn principal_leaf(&self, actor: PrincipalId) -> Option<crate::model::LeafId> {
        self.base.principal(actor).itself.first().copied()
    }

    fn add_uses(&mut self, place: Place, clause: &Statement, actors: &[PrincipalId]) {
        let Some(terms) = self.plain_terms(place, clause) else { return };
        let source = self.source_of(clause);
        for id in self.refer_all(place, &clause.arguments, CREDENTIAL) {
            for actor in actors {
                let settled = self.for_actor(&terms, *actor, source);
                for credential in self.credentials_for(*actor, id) {
                    self.settled_fact(&DeclaredFact::Uses { actor: *actor, credential }, settled.clone(), source);
                }
            }
        }
    }

    /// `administered by WHO`: they can change what it does.
    fn add_administrators(&mut self, place: Place, clause: &Statement, actors: &[PrincipalId]) {
        let source = self.source_of(clause);
        let administrators = self.who(place, after(&clause.arguments, "by").unwrap_or_default(), PRINCIPAL);
        let verb = self.own_verb(VerbKind::Administer);
        let leaves: Vec<LeafId> = actors.iter().flat_map(|actor| self.base.principal(*actor).itself.clone()).collect();
        let permissions: Vec<Permission> = leaves.into_iter().map(|leaf| Permission { verb, leaf }).collect();
        for administrator in administrators {
            self.grant(administrator, &permissions, &[Term::always()], Depth::Unlimited, source);
        }
    }

    fn add_inference(&mut self, place: Place, clause: &Statement, actors: &[PrincipalId]) {
        let Some(terms) = self.plain_terms(place, clause) else { return };
        let source = self.source_of(clause);
        let through = self.through(place, &clause.arguments);
        for model in self.leaves(place, after(&clause.arguments, "with").unwrap_or_default(), MODEL) {
            for actor in actors {
                let settled = self.for_actor(&terms, *actor, source);
                self.settled_fact(&DeclaredFact::Infers { actor: *actor, model, through }, settled, source);
            }
        }
    }

    fn add_execution(&mut self, place: Place, clause: &Statement, actors: &[PrincipalId]) {
        let Some(terms) = self.plain_terms(place, clause) else { return };
        let source = self.source_of(clause);
        for leaf in self.leaves(place, &clause.arguments, CODE) {
            for actor in actors {
                let settled = self.settled(&terms, leaf, *actor, source);
                self.settled_fact(&DeclaredFact::Runs { principal: *actor, leaf }, settled, source);
            }
        }
    }

    fn add_logging(&mut self, place: Place, clause: &Statement, actors: &[PrincipalId]) {
        let Some(terms) = self.plain_terms(place, clause) else { return };
        let source = self.source_of(clause);
        let through = self.through(place, &clause.arguments);
        for log in self.leaves(place, after(&clause.arguments, "to").unwrap_or_default(), LOG) {
            for actor in actors {
                let settled = self.for_actor(&terms, *actor, source);
                self.settled_fact(&DeclaredFact::Logs { actor: *actor, log, through }, settled, source);
            }
        }
    }

    /// `entitled to customer-data`, `entitled to read on crm`: of their own individual where that is kept apart.
    fn add_entitlement(&mut self, place: Place, clause: &Statement, actors: &[PrincipalId]) {
        let source = self.source_of(clause);
        let arguments = after(&clause.arguments, "to").unwrap_or_default();
        if has(arguments, "on") {
            let Some(wanted) = Wanted::of_arguments(arguments) else { return };
            let expanded = self.expand(place, &wanted);
            let Some(terms) = self.terms(place, condition(arguments), &expanded.parameters) else { return };
            for permission in expanded.permissions {
                for actor in
                    actors.iter().filter(|actor| self.belongs(permission.leaf, **actor)).copied().collect::<Vec<_>>()
                {
                    let settled = certain(self.settled(&terms, permission.leaf, actor, source));
                    let fact = DeclaredFact::EntitledPermission { principal: actor, permission };
                    self.settled_fact(&fact, settled, source);
                }
            }
            return;
        }
        let Some(terms) = self.plain_terms(place, clause) else { return };
        let is_data = |id: &DefinitionId| DATA.sorts.contains(&self.sort(*id));
        let named = first_paths(arguments);
        let known =
            named.iter().all(|path| self.names.resolve(place, path, Sort::Class.space()).as_ref().is_ok_and(is_data));
        if !known && !matches!(arguments.first(), Some(Argument::Selection(_))) {
            // Anything else than data is reported as such.
            self.refer_all(place, arguments, DATA);
        }
        for atom in self.data(place, arguments) {
            for actor in actors {
                let own = &self.individuals_of_principals[actor.index()];
                if agree(&self.individuals_of_atoms[atom.index()], own) {
                    let settled = certain(self.for_actor(&terms, *actor, source));
                    self.settled_fact(&DeclaredFact::EntitledData { principal: *actor, atom }, settled, source);
                }
            }
        }
    }

    /// `access N for WHO { ... }`
    pub(crate) fn add_access(&mut self) {
        for id in self.all(Sort::Access) {
            let Some(statement) = self.statement(id) else { continue };
            let place = self.place(id);
            let named = header(statement, "for").unwrap_or_default();
            let who = if is_everybody(named) {
                Who::Everybody
            } else {
                let found: BTreeSet<PrincipalId> = self.who(place, named, PRINCIPAL).into_iter().collect();
                Who::Only(found)
            };
            for clause in permissions(statement) {
                self.add_permission(place, clause, &who);
            }
        }
    }
}

/// Nobody is entitled to what they may not be entitled to: the more they are, the less is a leak.
fn certain(settled: Vec<Settled>) -> Vec<Settled> {
    settled.into_iter().filter(|one| one.assumed.is_none()).collect()
}

/// `any`, `any principal`, `every principal`
fn is_everybody(named: &[Argument]) -> bool {
    match named.first() {
        Some(Argument::Selection(selection)) => {
            selection.condition.is_none()
                && (selection.kinds.is_empty()
                    || matches!(selection.kinds.as_slice(), [only] if only.text() == "principal"))
        }
        Some(argument) => super::selection::is_bare_any(argument),
        None => false,
    }
}
