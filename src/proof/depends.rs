//! What an answer depends on: the declared facts that its derivation uses, and the controls and conditions without which
//! it would be another one.
//!
//! A refutation depends on the derivation that it shows, a proof of a `possible` on the way that it shows, and a proof of a
//! `never` or `always` on what carries it. Where several ways lead to the same answer, the others are not counted: nothing
//! would change without them.

use std::collections::BTreeSet;

use crate::facts::{Derivation, Unknowns};
use crate::logic::{Atom, Conjunction};
use crate::model::{Authority, Base, Bounds, Node, PrincipalId, Property, Question, SourceId, Statement, Who};
use crate::proof::declared::{found, is_given, setting};
use crate::proof::examine::{Answering, Examiner};
use crate::proof::prove::{Examined, examine, never_applies, shortest};
use crate::proof::{needing, possible, support, witness};
use crate::source::Span;

/// What an answer depends on.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Dependence {
    /// The clauses and declarations that let something happen.
    pub grants: BTreeSet<SourceId>,
    /// The controls and conditions, each by its place.
    pub guards: Vec<Span>,
    /// Whoever and whatever the question and its answer are about.
    pub nodes: BTreeSet<Node>,
}

impl Dependence {
    /// Adds what another answer depends on.
    pub fn add(&mut self, other: Self) {
        self.grants.extend(other.grants);
        self.guards.extend(other.guards);
        self.nodes.extend(other.nodes);
    }

    fn derivation(&mut self, base: &Base, derivation: &Derivation) {
        for step in &derivation.steps {
            self.nodes.extend(step.about(base));
            let declared = step.declared.and_then(|at| base.facts.get(at));
            self.grants.extend(declared.map(|declared| declared.source));
        }
    }

    fn answering(&mut self, base: &Base, answering: &Answering) {
        self.derivation(base, &answering.facts.derivation(base, answering.why));
    }

    /// The conditions on which a derivation stands, where what it takes is part of the answer.
    fn conditions(&mut self, base: &Base, answering: &Answering) {
        let derivation = answering.facts.derivation(base, answering.why);
        let declared = derivation.steps.iter().filter_map(|step| base.facts.get(step.declared?));
        let conditional = declared.filter(|declared| !declared.when.is_always());
        self.guards.extend(conditional.map(|declared| witness::place(base, declared.source).span));
        self.approvals(base, answering.condition());
    }

    fn approvals(&mut self, base: &Base, condition: &Conjunction) {
        let gates = condition.atoms().iter().filter_map(|atom| match atom {
            Atom::Approved { gate, .. } => base.gates.get(*gate as usize),
            Atom::Fails(_) | Atom::Stale(_) => None,
        });
        self.guards.extend(gates.map(|gate| witness::place(base, gate.source).span));
    }

    fn question(&mut self, base: &Base, question: &Question) {
        let mut principals = Vec::new();
        match question {
            Question::Causes(subjects, permissions) => {
                principals.extend(subjects);
                self.nodes.extend(permissions.iter().map(|one| Node::Leaf(one.leaf)));
            }
            Question::Reaches(_, nodes) => self.nodes.extend(nodes),
            Question::ReachesAnother(pairs) => self.nodes.extend(pairs.iter().map(|(_, node)| *node)),
            Question::Extracts(subjects, _) => principals.extend(subjects),
            Question::Obtains(subjects, credentials) => {
                principals.extend(subjects);
                self.grants.extend(credentials.iter().map(|one| base.credential(*one).source));
            }
            Question::Influences(subjects, targets) => {
                principals.extend(subjects);
                principals.extend(targets);
            }
        }
        self.nodes.extend(principals.into_iter().copied().map(Node::Principal));
    }
}

/// What the verdict of a property depends on.
pub fn depends(examiner: &Examiner<'_>, property: &Property) -> Dependence {
    let (base, mut found) = (examiner.base, asked(examiner.base, property));
    if !property.is_examined() || never_applies(examiner, property).is_some() {
        return Dependence::default();
    }
    if let Statement::Possible(question) = &property.statement {
        let ways = possible::ways(examiner, property, question, Unknowns::GiveNothing).open;
        let exact = property.bounds.needing.is_some();
        for way in ways.iter().take(if exact { usize::MAX } else { 1 }) {
            found.answering(base, way);
            if exact {
                found.conditions(base, way);
            }
        }
        return found;
    }
    let Examined { happening, undecided } = examine(examiner, property);
    if !happening.is_empty() {
        found.answering(base, shortest(&happening));
    } else if undecided.is_empty() && base.open.is_empty() {
        let support = support::support(examiner, property);
        found.guards.extend(support.rests_on.into_iter().map(|one| one.place.span));
    }
    found
}

/// What it depends on whether something can be brought about by any means.
pub fn depends_by_any_means(examiner: &Examiner<'_>, property: &Property) -> Dependence {
    let Statement::Possible(question) = &property.statement else { return Dependence::default() };
    let base = examiner.base;
    let bounds = Bounds { needing: None, via: Vec::new(), ..property.bounds.clone() };
    let never = Property { statement: Statement::Never(question.clone()), bounds, ..property.clone() };
    let happening = examine(examiner, &never).happening;
    if happening.is_empty() {
        return depends(examiner, &never);
    }
    let mut found = asked(base, property);
    if property.bounds.needing.is_none() {
        found.answering(base, shortest(&happening));
        return found;
    }
    for way in needing::minimal(&happening) {
        found.answering(base, way);
        found.conditions(base, way);
    }
    found
}

/// What it depends on whether an authority is declared.
pub fn depends_as_declared(examiner: &Examiner<'_>, asked: &Authority) -> Dependence {
    let base = examiner.base;
    let facts = examiner.closures.facts(&setting(Unknowns::GiveNothing));
    let mut depends = Dependence::default();
    depends.nodes.extend(asked.subjects.iter().copied().map(Node::Principal));
    depends.nodes.extend(asked.permissions.iter().map(|one| Node::Leaf(one.leaf)));
    for subject in &asked.subjects {
        for permission in &asked.permissions {
            for way in found(base, &facts, *subject, *permission) {
                depends.answering(base, &way);
                depends.conditions(base, &way);
                if is_given(base, asked, way.condition()) {
                    break;
                }
            }
            let forbids = base
                .forbids
                .iter()
                .filter(|forbid| covers(&forbid.who, *subject) && forbid.permissions.contains(permission));
            let claims = forbids.map(|forbid| base.claim(forbid.claim).source);
            depends.guards.extend(claims.map(|source| witness::place(base, source).span));
        }
    }
    depends
}

fn covers(who: &Who, subject: PrincipalId) -> bool {
    match who {
        Who::Everybody => true,
        Who::Only(some) => some.contains(&subject),
    }
}

/// Whoever and whatever a property itself speaks of.
fn asked(base: &Base, property: &Property) -> Dependence {
    let mut asked = Dependence::default();
    match &property.statement {
        Statement::Never(question) | Statement::Possible(question) => asked.question(base, question),
        Statement::Always(permissions, _) => {
            asked.nodes.extend(permissions.iter().map(|one| Node::Leaf(one.leaf)));
        }
    }
    asked
}
