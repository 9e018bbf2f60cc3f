//! What the random policies must not be without.

use bailiwick::logic::{Atom, Conjunction, Guard, Scope};
use bailiwick::model::{Base, DataAtom, DeclaredFact, LeafKind, Node, Plan, PrincipalId, PrincipalKind};

use super::Random;
use crate::plain::{Facts, Place};

type Feature = fn(&Random, &Facts) -> bool;

/// Each with how to recognise it.
pub(super) const FEATURES: &[(&str, Feature)] = &[
    ("a circle of delegations", |random, _| has_circle(&random.base)),
    ("a gate in a condition", |random, facts| approval(random, facts, |quorum, count| count == quorum)),
    ("a quorum of two in a condition", |random, facts| approval(random, facts, |_, count| count == 2)),
    ("part of a quorum in a condition", |random, facts| approval(random, facts, |quorum, count| count < quorum)),
    ("an independent gate", |random, _| random.base.gates.iter().any(bailiwick::model::Gate::is_independent)),
    ("a prohibition", |random, _| !random.base.forbids.is_empty()),
    ("an unknown value", |random, _| random.base.facts.iter().any(|declared| declared.assumed.is_some())),
    ("a lasting attribute in a condition", |random, facts| attribute(random, facts, Scope::Lasting)),
    ("an attribute of a call in a condition", |random, facts| attribute(random, facts, Scope::Call)),
    ("an attribute of a run in a condition", |random, facts| attribute(random, facts, Scope::Run)),
    ("an attribute of a session in a condition", |random, facts| attribute(random, facts, Scope::Session)),
    ("a store that keeps what was nowhere declared to be there", |random, facts| keeps(&random.base, facts)),
    ("a part of a leaf for a session", |_, facts| apart(facts)),
    ("several minimal conditions", |_, facts| facts.all().iter().any(|(_, guard)| guard.alternatives().len() > 1)),
    ("a failing transformer in a condition", |_, facts| atom(facts, |atom| matches!(atom, Atom::Fails(_)))),
    ("a lagging permission in a condition", |_, facts| atom(facts, |atom| matches!(atom, Atom::Stale(_)))),
    ("a fixed plan that is void", |random, facts| void_plan(&random.base, facts)),
    ("somebody's text in somebody else", |random, facts| others_text(&random.base, facts)),
    ("a service that does anything it can", |random, _| {
        random.base.facts.iter().any(|declared| matches!(declared.fact, DeclaredFact::Free { .. }))
    }),
    ("an insider", |random, _| !random.setting.mode.insiders.is_empty()),
    ("a question about a human", |random, _| about_human(random)),
];

fn conditions(facts: &Facts) -> Vec<&Conjunction> {
    facts.all().into_iter().flat_map(|(_, guard)| guard.alternatives()).collect()
}

fn atom(facts: &Facts, is_one: impl Fn(Atom) -> bool) -> bool {
    conditions(facts).iter().any(|one| one.atoms().iter().any(|atom| is_one(*atom)))
}

/// Beyond what opens the gates: there every approval stands.
fn approval(random: &Random, facts: &Facts, is_one: impl Fn(u32, u32) -> bool) -> bool {
    facts.cause.values().flat_map(Guard::alternatives).any(|one| {
        one.atoms().iter().any(|atom| match atom {
            Atom::Approved { gate, count, .. } => is_one(random.base.gates[*gate as usize].quorum, *count),
            _ => false,
        })
    })
}

fn attribute(random: &Random, facts: &Facts, scope: Scope) -> bool {
    let variable = |id| random.base.vocabulary.variable(id).scope == scope;
    conditions(facts).iter().any(|one| one.constraints().iter().any(|(id, _)| variable(*id)))
}

fn has_circle(base: &Base) -> bool {
    let hops: Vec<(PrincipalId, PrincipalId)> = base
        .facts
        .iter()
        .filter_map(|declared| match declared.fact {
            DeclaredFact::Delegates { from, to, .. } => Some((from, to)),
            _ => None,
        })
        .collect();
    hops.iter().any(|(first, second)| {
        let mut reached = vec![*second];
        let mut at = 0;
        while at < reached.len() {
            let next = hops.iter().filter(|(from, _)| *from == reached[at]).map(|(_, to)| *to);
            let fresh: Vec<PrincipalId> = next.filter(|to| !reached.contains(to)).collect();
            reached.extend(fresh);
            at += 1;
        }
        reached.contains(first)
    })
}

fn keeps(base: &Base, facts: &Facts) -> bool {
    facts.has.keys().any(|has| {
        let Node::Leaf(leaf) = has.node else { return false };
        let declared =
            base.facts.iter().any(|declared| declared.fact == (DeclaredFact::Stores { leaf, atom: has.atom }));
        base.leaf(leaf).kind == LeafKind::Store && base.is_class(has.atom) && !declared
    })
}

fn apart(facts: &Facts) -> bool {
    facts.has.keys().any(|has| matches!((has.node, has.place), (Node::Leaf(_), Place::Of(_))))
}

fn void_plan(base: &Base, facts: &Facts) -> bool {
    base.principals.iter().any(|principal| match principal.kind {
        PrincipalKind::Agent { plan: Plan::Fixed(claim), .. } => facts.void.keys().any(|void| void.claim == claim),
        _ => false,
    })
}

fn others_text(base: &Base, facts: &Facts) -> bool {
    facts.has.keys().any(|has| match (has.node, base.atom(has.atom)) {
        (Node::Principal(x), DataAtom::Taint(author)) => x != *author,
        _ => false,
    })
}

fn about_human(random: &Random) -> bool {
    let is_human = |x: &PrincipalId| matches!(random.base.principal(*x).kind, PrincipalKind::Human { .. });
    random.setting.in_question.as_ref().is_some_and(is_human)
}
