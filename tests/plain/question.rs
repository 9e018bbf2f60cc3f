//! What is asked of the closure, by the exact definitions of the properties.
//!
//! A question about several subjects is asked of each of them by itself, so that each is the only willing author in its
//! own closure. What a gate is worth is in the conditions already: forged approvals and void claims dissolve it. Beyond
//! that an approval is accepted exactly if the gate has no flaw.

use std::collections::BTreeSet;

use bailiwick::logic::{Atom, Guard};
use bailiwick::model::{
    Agents, AtomId, Base, CredentialId, DataAtom, DeclaredFact, GateId, Mode, Need, Node, Permission, PrincipalId,
    PrincipalKind, Property, Question, Session, Statement, VerbKind,
};

use crate::plain::decide::{can_hold, without};
use crate::plain::fact::{Cause, Does, Entitled, Facts, Holds, Place};
use crate::plain::rules::{RuleSet, evaluate};
use crate::plain::world::Setting;

/// The answer to a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plain {
    /// Nothing forbidden can be derived; or what must be possible is.
    Holds,
    /// Something forbidden can be derived; or what must be possible can not be, by legitimate means without unknowns.
    Fails,
    /// It speaks of nothing.
    Vacuous,
    /// What must be possible is so only if something unknown is as it would have to be.
    Open,
}

/// The rules of legitimate derivations. Only what is used by declaration is presented, since nothing is ever held.
const LEGITIMATE: &[&str] = &[
    "A0", "A1", "A2", "A3", "A4", "A8", "B8", "B9", "B10", "E1", "E2", "E3", "C0", "C1", "C2", "C2m", "C3", "C3b",
    "C4", "C6", "C7",
];

/// Answers a property.
pub(crate) fn verdict(base: &Base, property: &Property) -> Plain {
    let when = property.bounds.when.clone().unwrap_or_else(Guard::always);
    let outside: Vec<&Guard> = property.bounds.outside.iter().collect();
    let contradictory = !can_hold(&base.vocabulary, &when, |_| true, &outside);
    if property.vacuous.is_some() || contradictory || is_empty(&property.statement) {
        return Plain::Vacuous;
    }
    let asking = Asking { base, property };
    let holds = match &property.statement {
        Statement::Never(question) => !asking.is_derivable(question),
        Statement::Always(permissions, need) => asking.always(permissions, need),
        Statement::Possible(question) if asking.is_possible(question, &legitimate(base)) => true,
        Statement::Possible(question) if asking.is_possible(question, &by_legitimate_means(base)) => {
            return Plain::Open;
        }
        Statement::Possible(_) => false,
    };
    if holds { Plain::Holds } else { Plain::Fails }
}

fn is_empty(statement: &Statement) -> bool {
    match statement {
        Statement::Always(permissions, _) => permissions.is_empty(),
        Statement::Never(question) | Statement::Possible(question) => match question {
            Question::Causes(who, what) => who.is_empty() || what.is_empty(),
            Question::Reaches(what, to) => what.is_empty() || to.is_empty(),
            Question::ReachesAnother(pairs) => pairs.is_empty(),
            Question::Extracts(who, what) => who.is_empty() || what.is_empty(),
            Question::Obtains(who, what) => who.is_empty() || what.is_empty(),
            Question::Influences(who, whom) => who.is_empty() || whom.is_empty(),
        },
    }
}

struct Asking<'a> {
    base: &'a Base,
    property: &'a Property,
}

impl Asking<'_> {
    fn about(&self, x: PrincipalId) -> Facts {
        evaluate(self.base, &Setting::about(self.base, self.property.mode.clone(), x))
    }

    fn about_nobody(&self) -> Facts {
        evaluate(self.base, &Setting::of(self.property.mode.clone()))
    }

    /// `J`: whether the condition can hold within the bounds, without full approvals of the `accepted` gates.
    fn counts(&self, guard: &Guard, accepted: &[GateId], unmet: Option<&Guard>) -> bool {
        let bounds = &self.property.bounds;
        let allowed = |atom| match atom {
            Atom::Approved { gate, count, .. } => {
                !accepted.iter().any(|id| id.0 == gate && count >= self.base.gate(*id).quorum)
            }
            Atom::Fails(transformer) => !bounds.trusted.iter().any(|id| id.0 == transformer),
            Atom::Stale(_) => true,
        };
        let others: Vec<&Guard> = bounds.when.iter().chain(&bounds.outside).chain(unmet).collect();
        can_hold(&self.base.vocabulary, guard, allowed, &others)
    }

    /// The gates among these whose approval is accepted.
    fn admissible(&self, gates: &[GateId]) -> Vec<GateId> {
        gates.iter().copied().filter(|gate| self.base.gate(*gate).flaws.is_empty()).collect()
    }

    fn is_derivable(&self, question: &Question) -> bool {
        let accepted = self.admissible(&self.property.bounds.unless_approved);
        let counts = |guard: &Guard| self.counts(guard, &accepted, None);
        match question {
            Question::Causes(who, what) => who.iter().any(|x| self.causes(*x, what, counts)),
            Question::Reaches(what, to) => {
                let facts = self.about_nobody();
                what.iter().any(|k| to.iter().any(|n| reaches(&facts, *k, *n, counts)))
            }
            Question::ReachesAnother(pairs) => {
                let facts = self.about_nobody();
                pairs.iter().any(|(k, n)| self.reaches_another(&facts, *k, *n, counts))
            }
            Question::Extracts(who, what) => who.iter().any(|x| self.extracts(*x, what, counts)),
            Question::Obtains(who, what) => who.iter().any(|x| self.obtains(*x, what, counts)),
            Question::Influences(who, whom) => who.iter().any(|x| {
                let facts = self.about(*x);
                let mut found = facts.influences.iter();
                found.any(|(one, guard)| one.source == *x && whom.contains(&one.target) && counts(guard))
            }),
        }
    }

    /// An agent causes what it does, everybody else what they could.
    fn causes(&self, x: PrincipalId, what: &[Permission], counts: impl Fn(&Guard) -> bool) -> bool {
        let facts = self.about(x);
        what.iter().any(|p| {
            let guard = if self.base.is_agent(x) {
                facts.guard(Does { actor: x, permission: *p })
            } else {
                facts.guard(Cause { actor: x, permission: *p })
            };
            counts(&guard)
        })
    }

    /// Data of individual 2, in any run but one on the account of somebody of individual 2.
    fn reaches_another(&self, facts: &Facts, k: AtomId, n: Node, counts: impl Fn(&Guard) -> bool) -> bool {
        let own = |place: Place| match (place, n) {
            (Place::Of(subject), Node::Leaf(leaf)) if self.base.leaf(leaf).per_session => self.is_second(subject, k),
            (Place::Of(subject), Node::Principal(actor)) if self.base.is_agent(actor) => self.is_second(subject, k),
            _ => false,
        };
        facts.has.iter().any(|(has, guard)| has.node == n && has.atom == k && !own(has.place) && counts(guard))
    }

    fn is_second(&self, subject: PrincipalId, k: AtomId) -> bool {
        let DataAtom::Class { owner: Some((dimension, _)), .. } = self.base.atom(k) else { return false };
        let individual = self.base.principal(subject).individual.constraints();
        individual.iter().any(|(variable, values)| {
            let about = self.base.vocabulary.variable(*variable);
            about.name == format!("subject.{dimension}") && !values.contains(1) && values.contains(2)
        })
    }

    /// What comes to somebody while they are not entitled to it.
    fn extracts(&self, x: PrincipalId, what: &[AtomId], counts: impl Fn(&Guard) -> bool) -> bool {
        let facts = self.about(x);
        let vocabulary = &self.base.vocabulary;
        what.iter().any(|k| {
            let entitled = facts.guard(Entitled { principal: x, atom: *k });
            facts.has.iter().filter(|(has, _)| has.node == Node::Principal(x) && has.atom == *k).any(|(_, guard)| {
                let not_entitled = without(vocabulary, guard, &entitled);
                counts(&not_entitled)
            })
        })
    }

    fn obtains(&self, x: PrincipalId, what: &[CredentialId], counts: impl Fn(&Guard) -> bool) -> bool {
        let facts = self.about(x);
        what.iter().any(|c| {
            let credential = self.base.credential(*c);
            let given = credential.custodians.contains(&x) || credential.subject == x;
            !given && counts(&facts.guard(Holds { actor: x, credential: *c }))
        })
    }

    fn always(&self, permissions: &[Permission], need: &Need) -> bool {
        let mut accepted = self.property.bounds.unless_approved.clone();
        let unmet = match need {
            Need::Approved(gate) => {
                accepted.push(*gate);
                None
            }
            Need::Condition { unmet } => Some(unmet),
        };
        let accepted = self.admissible(&accepted);
        let mut everybody = (0..).map(PrincipalId).take(self.base.principals.len());
        !everybody.any(|x| self.causes(x, permissions, |guard| self.counts(guard, &accepted, unmet)))
    }

    /// Whether somebody of those who are asked about can bring it about by legitimate means.
    /// Legitimate means bring permissions about; no rule of theirs concludes anything of the other questions.
    fn is_possible(&self, question: &Question, facts: &Facts) -> bool {
        let Question::Causes(who, what) = question else { return false };
        let found = |x: PrincipalId, p: Permission| {
            let guard = facts.guard(Cause { actor: x, permission: p });
            let mut found = Guard::never();
            for one in guard.alternatives() {
                if one.atoms().iter().all(|atom| is_obtainable(self.base, *atom, x)) {
                    found.add(one.clone());
                }
            }
            self.counts(&found, &[], None)
        };
        who.iter().any(|x| what.iter().any(|p| found(*x, *p)))
    }
}

fn reaches(facts: &Facts, k: AtomId, n: Node, counts: impl Fn(&Guard) -> bool) -> bool {
    facts.has.iter().any(|(has, guard)| has.node == n && has.atom == k && counts(guard))
}

/// The minimal conditions under which somebody can bring something about by legitimate means; `None` if that depends on
/// values that are not known.
#[cfg(feature = "z3")]
pub(crate) fn taken(base: &Base, x: PrincipalId, p: Permission) -> Option<Guard> {
    let of = |facts: &Facts| {
        let found = facts.guard(Cause { actor: x, permission: p });
        let obtainable =
            |one: &&bailiwick::logic::Conjunction| one.atoms().iter().all(|atom| is_obtainable(base, *atom, x));
        Guard::from_alternatives(found.alternatives().iter().filter(obtainable).cloned())
    };
    let known = of(&legitimate(base));
    (known == of(&by_legitimate_means(base))).then_some(known)
}

/// What can be brought about by legitimate means, nothing unknown counted.
pub(crate) fn legitimate(base: &Base) -> Facts {
    let mut known = base.clone();
    known.facts.retain(|declared| declared.assumed.is_none());
    by_legitimate_means(&known)
}

fn by_legitimate_means(base: &Base) -> Facts {
    let mode = Mode { agents: Agents::FollowSteps, insiders: Vec::new() };
    evaluate(base, &Setting::of(mode).with_rules(RuleSet::only(LEGITIMATE)))
}

/// Whether enough people other than whoever asks can approve; failures and stale permissions are no means at all.
fn is_obtainable(base: &Base, atom: Atom, x: PrincipalId) -> bool {
    let Atom::Approved { gate, requester, count } = atom else { return false };
    let approvers: BTreeSet<PrincipalId> = base.gate(GateId(gate)).approvers.iter().copied().collect();
    let enough = |author: Option<PrincipalId>| {
        let others = approvers.iter().filter(|h| h.0 != requester && **h != x && Some(**h) != author).count();
        others >= usize::try_from(count).expect("an index fits")
    };
    // Whoever set the one going that asks is the author.
    let authors = set_going_by(base, PrincipalId(requester));
    if base.gate(GateId(gate)).excludes_author && !authors.is_empty() {
        authors.into_iter().any(enough)
    } else {
        enough(None)
    }
}

/// Which people and outsiders set somebody going, nobody if it goes by itself: round after round over everybody who does.
fn set_going_by(base: &Base, x: PrincipalId) -> BTreeSet<Option<PrincipalId>> {
    let is_person =
        |y: PrincipalId| matches!(base.principal(y).kind, PrincipalKind::Human { .. } | PrincipalKind::Origin);
    let owner = |leaf: bailiwick::model::LeafId| base.leaf(leaf).entry.map(|entry| base.entry(entry).owner);
    let is_call = |permission: Permission| matches!(base.kind(permission.verb), VerbKind::Invoke | VerbKind::Spawn);
    let (mut set_going, mut authors) = (BTreeSet::from([x]), BTreeSet::new());
    loop {
        let before = (set_going.len(), authors.len());
        for declared in base.facts.iter().filter(|declared| declared.assumed.is_none()) {
            let (by, whom) = match declared.fact {
                DeclaredFact::Session { agent, session: Session::Of(who) } => (Some(who), Some(agent)),
                DeclaredFact::Session { agent, session: Session::Unattended } => (None, Some(agent)),
                DeclaredFact::Grant { actor, permission, .. } if is_call(permission) => {
                    (Some(actor), owner(permission.leaf))
                }
                DeclaredFact::Calls { entry, target } => {
                    (Some(base.entry(entry).owner), Some(base.entry(target).owner))
                }
                DeclaredFact::Performs { entry, permission } if is_call(permission) => {
                    (Some(base.entry(entry).owner), owner(permission.leaf))
                }
                _ => continue,
            };
            if whom.is_some_and(|whom| set_going.contains(&whom)) {
                match by {
                    Some(by) if !is_person(by) => _ = set_going.insert(by),
                    other => _ = authors.insert(other),
                }
            }
        }
        if before == (set_going.len(), authors.len()) {
            return authors;
        }
    }
}
