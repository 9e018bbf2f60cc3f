//! Credentials: whom they stand for, what they are good for, and where their secrets can be read.

use std::collections::BTreeSet;

use crate::model::lower::arguments::{after, clause, clauses_of, first_word, path_after, value};
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::individuals::suffix;
use crate::model::lower::refer::{Needed, RESOURCES};
use crate::model::{Credential, CredentialId, DeclaredFact, LeafId, Permission, PrincipalId, Scopes, SourceId, When};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::{Argument, Statement};

const SUBJECT: Needed<'static> = Needed {
    sorts: &[Sort::Human, Sort::Origin, Sort::Agent, Sort::Blueprint, Sort::Service, Sort::Tool],
    phrase: "one human, agent, service or tool that the credential stands for",
};

const CUSTODIAN: Needed<'static> = Needed {
    sorts: &[
        Sort::Human,
        Sort::Team,
        Sort::Origin,
        Sort::Workflow,
        Sort::Agent,
        Sort::Blueprint,
        Sort::Service,
        Sort::Tool,
        Sort::Store,
        Sort::Part,
        Sort::Sink,
        Sort::Log,
        Sort::Model,
    ],
    phrase: "a store or somebody who can read the secret",
};

/// Where a credential is accepted.
const AUDIENCE: Needed<'static> = Needed { sorts: RESOURCES, phrase: "whoever accepts it" };

impl Lowering<'_> {
    /// Numbers every credential: one for each instance of its subject, and a fresh one for everybody whose credentials
    /// somebody may mint.
    pub(crate) fn lay_out_credentials(&mut self) {
        let mut planned: Vec<(String, PrincipalId, Option<DefinitionId>, SourceId)> = Vec::new();
        for id in self.all(Sort::Credential) {
            let Some(subject) = self.subject_of(id) else { continue };
            let subjects = self.thing(subject).principals.clone();
            let source = self.source_of_definition(id);
            for (at, subject) in subjects.iter().enumerate() {
                let individuals = &self.individuals_of_principals[subject.index()];
                let end = match (subjects.len(), individuals.is_empty()) {
                    (1, _) => String::new(),
                    (_, true) => format!("·{}", at + 1),
                    (_, false) => suffix(individuals),
                };
                planned.push((format!("{}{end}", self.name(id)), *subject, Some(id), source));
            }
        }
        for (principal, at) in self.base.principals.iter().zip(0..) {
            if self.minted.contains(&principal.name) {
                let name = format!("fresh credential of {}", principal.name);
                planned.push((name, PrincipalId(at), None, principal.source));
            }
        }
        planned.sort_by(|a, b| a.0.cmp(&b.0));
        for (at, (name, subject, id, source)) in planned.into_iter().enumerate() {
            let credential = Credential {
                name,
                subject,
                scope: Scopes::Everything,
                bearer: true,
                custodians: BTreeSet::new(),
                source,
            };
            self.base.credentials.push(credential);
            if let Some(id) = id {
                self.thing_mut(id).credentials.push(CredentialId(number(at)));
            }
        }
    }

    fn subject_of(&mut self, id: DefinitionId) -> Option<DefinitionId> {
        let path = path_after(self.statement(id)?.arguments.get(1..)?, "of")?;
        self.refer(self.place(id), path, SUBJECT)
    }

    /// Scopes, and where the secrets are.
    pub(crate) fn add_credentials(&mut self) {
        for id in self.all(Sort::Credential) {
            let Some(statement) = self.statement(id) else { continue };
            let scope = self.scope(id, statement);
            let bearer = self.is_bearer(id, statement);
            for credential in self.thing(id).credentials.clone() {
                let declared = &mut self.base.credentials[credential.index()];
                declared.scope.clone_from(&scope);
                declared.bearer = bearer;
            }
            for clause in clauses_of(statement, "readable") {
                self.add_custodians(id, clause);
            }
        }
    }

    fn is_bearer(&mut self, id: DefinitionId, statement: &Statement) -> bool {
        match clause(statement, "sender-bound").map(|clause| clause.arguments.first().and_then(super::arguments::word))
        {
            // `sender-bound` alone says yes.
            Some(None | Some("yes")) => false,
            Some(Some("no")) => true,
            _ => {
                let what = format!("whether credential `{}` is bound to its sender", self.name(id));
                self.unknown(statement.head.span, what, "whoever reads it can use it");
                true
            }
        }
    }

    /// The scopes after every step-up, within the audience.
    fn scope(&mut self, id: DefinitionId, statement: &Statement) -> Scopes {
        let place = self.place(id);
        let mut allowed: BTreeSet<Permission> = BTreeSet::new();
        let (mut is_known, mut is_everything, mut is_unknown) = (false, false, false);
        for head in ["scope", "step-up"] {
            for clause in clauses_of(statement, head) {
                is_everything |= first_word(&clause.arguments) == Some("everything");
                // What else it may be good for nobody knows, whatever other lines say.
                is_unknown |= first_word(&clause.arguments) == Some("unknown");
                let Some(wanted) = super::permission::Wanted::of_arguments(&clause.arguments) else { continue };
                is_known = true;
                allowed.extend(self.expand(place, &wanted).permissions);
            }
        }
        let audience = self.audience(id, statement);
        match (is_known && !is_everything && !is_unknown, audience) {
            (true, None) => Scopes::Only(allowed),
            (true, Some(leaves)) => {
                Scopes::Only(allowed.into_iter().filter(|permission| leaves.contains(&permission.leaf)).collect())
            }
            (false, Some(leaves)) => {
                let verbs = self.all_verbs();
                let everything = leaves.iter().flat_map(|leaf| verbs.iter().map(|verb| (*verb, *leaf)));
                Scopes::Only(everything.map(|(verb, leaf)| Permission { verb, leaf }).collect())
            }
            (false, None) if is_everything => Scopes::Everything,
            (false, None) => {
                let what = format!("the scope of credential `{}`", self.name(id));
                self.unknown(statement.head.span, what, "good for everything that its subject may do");
                Scopes::Everything
            }
        }
    }

    /// The leaves in the audience; `None` where it is not known. Whoever accepts a credential passes it on to what lies behind:
    /// a service or tool in the audience says nothing about which resources these are, so that it narrows nothing.
    fn audience(&mut self, id: DefinitionId, statement: &Statement) -> Option<BTreeSet<LeafId>> {
        let clause = clause(statement, "audience")?;
        if value(statement, "audience") == Some("unknown") || clause.arguments.iter().any(is_text) {
            return None;
        }
        let mut leaves = BTreeSet::new();
        for named in self.refer_all(self.place(id), &clause.arguments, AUDIENCE) {
            match self.sort(named) {
                Sort::Store | Sort::Part | Sort::Sink | Sort::Log | Sort::Model => {
                    leaves.extend(self.thing(named).leaves.iter().copied());
                }
                Sort::Domain => {
                    let domain = self.thing(named).domain?;
                    let inside = self.base.leaves.iter().zip(0..);
                    // What lies in no domain, a gate for one, is left out by none.
                    let inside = inside.filter(|(leaf, _)| leaf.domains.is_empty() || leaf.domains.contains(&domain));
                    leaves.extend(inside.map(|(_, leaf)| LeafId(leaf)));
                }
                _ => return None,
            }
        }
        Some(leaves)
    }

    fn add_custodians(&mut self, id: DefinitionId, clause: &Statement) {
        let source = self.source_of(clause);
        let arguments = after(&clause.arguments, "in").unwrap_or_default();
        for custodian in self.refer_all(self.place(id), arguments, CUSTODIAN) {
            let is_place =
                matches!(self.sort(custodian), Sort::Store | Sort::Part | Sort::Sink | Sort::Log | Sort::Model);
            if is_place {
                for leaf in self.thing(custodian).leaves.clone() {
                    for credential in self.thing(id).credentials.clone() {
                        let atom = self.secret(credential);
                        self.fact(DeclaredFact::Stores { leaf, atom }, When::always(), source);
                    }
                }
                continue;
            }
            for actor in self.thing(custodian).principals.clone() {
                for credential in self.credentials_for(actor, id) {
                    self.base.credentials[credential.index()].custodians.insert(actor);
                    self.fact(DeclaredFact::Holds { actor, credential }, When::always(), source);
                }
            }
        }
    }

    /// The copies of a credential that somebody can have: their own where there is one, otherwise all.
    pub(crate) fn credentials_for(&self, actor: PrincipalId, id: DefinitionId) -> Vec<CredentialId> {
        let all = &self.thing(id).credentials;
        let own: Vec<CredentialId> =
            all.iter().copied().filter(|one| self.base.credential(*one).subject == actor).collect();
        if own.is_empty() { all.clone() } else { own }
    }
}

fn is_text(argument: &Argument) -> bool {
    matches!(argument, Argument::Text(_))
}
