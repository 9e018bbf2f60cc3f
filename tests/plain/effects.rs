//! What everybody brings about, each asked about by themselves, spelt so that two policies can be compared.

use std::collections::BTreeMap;

use bailiwick::logic::Guard;
use bailiwick::model::{Base, DataAtom, Mode, Node, PrincipalId};

use crate::plain::decide::without;
use crate::plain::rules::evaluate;
use crate::plain::world::Setting;

/// By who and what: the condition under which it comes about.
pub(crate) type Effects = BTreeMap<(String, String), Guard>;

/// Everything that comes about in a mode.
pub(crate) fn effects(base: &Base, mode: &Mode) -> Effects {
    let mut found = Effects::new();
    let mut add = |who: &str, deed: String, guard: &Guard| {
        let known = found.entry((who.to_owned(), deed)).or_default();
        *known = known.or(guard);
    };
    for x in (0..).map(PrincipalId).take(base.principals.len()) {
        let facts = evaluate(base, &Setting::about(base, mode.clone(), x));
        let who = &base.principal(x).name;
        let caused: Vec<_> = if base.is_agent(x) {
            facts.does.iter().map(|(one, guard)| (one.actor, one.permission, guard)).collect()
        } else {
            facts.cause.iter().map(|(one, guard)| (one.actor, one.permission, guard)).collect()
        };
        for (_, permission, guard) in caused.into_iter().filter(|(actor, ..)| *actor == x) {
            let verb = &base.verbs[permission.verb.index()].name;
            add(who, format!("causes {verb} on {}", base.leaf(permission.leaf).name), guard);
        }
        for (one, guard) in facts.holds.iter().filter(|(one, _)| one.actor == x) {
            add(who, format!("holds {}", base.credential(one.credential).name), guard);
        }
        for (one, guard) in facts.influences.iter().filter(|(one, _)| one.source == x) {
            add(who, format!("influences {}", base.principal(one.target).name), guard);
        }
    }
    for (one, guard) in &evaluate(base, &Setting::of(mode.clone())).has {
        let DataAtom::Class { name, .. } = base.atom(one.atom) else { continue };
        let node = match one.node {
            Node::Principal(principal) => base.principal(principal).name.clone(),
            Node::Leaf(leaf) => format!("{} (leaf)", base.leaf(leaf).name),
        };
        add(&node, format!("gets {name}"), guard);
    }
    found
}

/// Whether something comes about where it did not: both conditions are of one vocabulary.
pub(crate) fn is_more(base: &Base, before: &Guard, after: &Guard) -> bool {
    !without(&base.vocabulary, after, before).is_never()
}
