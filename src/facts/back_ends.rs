//! What comes to whoever stands behind an entry, and what of theirs goes on: F15, F16 and F17.

use crate::facts::deputies::lends_authority;
use crate::facts::information::{context, in_call_by_t, taken_for_by_call, trimmed};
use crate::facts::relation::BY_TEXT;
use crate::facts::rule::letters::{A, D, E, H, HOW, I, I2, J, K, NODE, P, S, T, X, Y, Z};
use crate::facts::rule::{Bindings, Pattern, Rule, Term, pattern};
use crate::facts::world::World;
use crate::logic::Scope;
use crate::model::VerbKind;

use Term::Any;

pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = vec![learnt(), learnt_in_call()];
    rules.extend(written());
    rules.extend(of_controllers());
    rules
}

fn taint(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    w.taint(b[X]).into_iter().collect()
}

fn moved(w: &mut World<'_>, b: &Bindings) -> u32 {
    let moved = w.moved(b[K]);
    w.list(moved)
}

/// F15: what an entry reads, in whosever name, its owner learns.
fn learnt() -> Rule {
    Rule::new("F15", context(NODE.into(), I2.into(), K.into()))
        .when(pattern!(Via: X, E, P, Any, S, E))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Observe)
        .when(pattern!(Context: X, I))
        .only_if(|w, b| w.in_session(b[S], b[I]))
        .each(D, |w, b| vec![w.leaf_of(b[P])])
        .each(H, taken_for_by_call)
        .when(pattern!(Has: D, J, K))
        .only_if(|w, b| w.reads(b[X], b[I], b[D], b[J]))
        .behind(|w, b| {
            let mut obstacles = w.moved(b[K]);
            obstacles.extend(trimmed(w, b));
            w.list(obstacles)
        })
        .each(Y, |w, b| vec![w.entry(b[E]).owner.0])
        .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
        .node(NODE, Y)
        .keeping(Scope::Session)
        .settled(I2)
}

/// F15: and what is at hand in a call.
fn learnt_in_call() -> Rule {
    Rule::new("F15", context(NODE.into(), I2.into(), K.into()))
        .when(pattern!(Carried: X, E, I, K))
        .each(Y, |w, b| vec![w.entry(b[E]).owner.0])
        .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
        .node(NODE, Y)
        .keeping(Scope::Session)
        .settled(I2)
}

/// F16: what an entry writes, in whosever name, may hold what its owner knows: an agent, somebody who does anything, or one
/// who asks others.
fn written() -> [Rule; 5] {
    let new = || {
        Rule::new("F16", pattern!(Has: Z, J, K))
            .when(pattern!(Via: X, E, P, Any, S, E))
            .only_if(|w, b| w.kind_of(b[P]).is_out())
            .each(Y, |w, b| vec![w.entry(b[E]).owner.0])
    };
    let puts = |rule: Rule| {
        rule.when(pattern!(Context: X, I))
            .only_if(|w, b| w.in_session(b[S], b[I]))
            .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
            .node(NODE, Y)
            .when(pattern!(Has: NODE, I2, K))
            .behind(moved)
            .each(Z, |w, b| vec![w.leaf_of(b[P])])
            .each(J, |w, b| w.spread(b[Z], b[I], Some(b[X])))
            .keeping_by(|w, b| w.arriving(b[Z]))
    };
    let at_hand = || {
        Rule::new("F16", pattern!(Carried: X, E, I, K)).when(pattern!(Within: E, E)).when(pattern!(Invokes: X, E, Y))
    };
    let uses = |rule: Rule| {
        rule.when(pattern!(Context: X, I))
            .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
            .node(NODE, Y)
            .when(pattern!(Has: NODE, I2, K))
            .behind(moved)
            .settled(I)
    };
    [
        uses(at_hand().only_if(|w, b| w.is_agent(b[Y]))),
        uses(at_hand().when(pattern!(Free: Y))),
        puts(new().only_if(|w, b| w.is_agent(b[Y]))),
        puts(new().when(pattern!(Free: Y))),
        puts(new().only_if(|w, b| lends_authority(w, b[E])).when(pattern!(Calls: E, Any))),
    ]
}

/// F17: who decides what somebody runs, or administers them, chooses the text that they hand over and that they answer.
fn of_controllers() -> [Rule; 4] {
    let controlling = |head: Pattern| {
        Rule::new("F17", head)
            .when(pattern!(Influences: X, Y, HOW))
            .only_if(|_, b| b[HOW] != BY_TEXT)
            .when(pattern!(Author: X))
            .each(K, taint)
    };
    let controls = || controlling(context(NODE.into(), I2.into(), K.into()));
    let at_hand = controlling(pattern!(Carried: A, E, I2, K))
        .when(pattern!(Within: E, E))
        .when(pattern!(Invokes: A, E, Y))
        .when(pattern!(Context: A, I2))
        .settled(I2);
    let in_their_hands = controls().when(pattern!(Context: Y, I2)).node(NODE, Y).settled(I2);
    let handed_over = controls()
        .when(pattern!(Invokes: Y, E, Z))
        .when(pattern!(Context: Y, I))
        .each(T, |w, b| World::filter(w.entry(b[E]).takes).into_iter().collect())
        .behind(in_call_by_t)
        .each(I2, |w, b| vec![w.carry(b[Y], b[I], b[Z])])
        .node(NODE, Z)
        .keeping(Scope::Session)
        .settled(I2);
    let answered = controls()
        .when(pattern!(Invokes: A, E, Y))
        .when(pattern!(Context: A, I2))
        .each(T, |w, b| World::filter(w.entry(b[E]).gives).into_iter().collect())
        .will_ask(A)
        .behind(in_call_by_t)
        .node(NODE, A)
        .keeping(Scope::Session)
        .settled(I2);
    [at_hand, in_their_hands, handed_over, answered]
}
