//! F14: what an entry that calls others in its caller's name reads and is told during one call, it hands to all that it calls.
//!
//! Whoever calls with an authority of their own holds what passes through their hands, and hands it on as anybody does who
//! acts. In their caller's name they hold nothing beyond the call, which is kept apart from all others.

use crate::facts::deputies::lends_authority;
use crate::facts::information::{context, forwarding, handed_over, in_call_by_t, taken_for_by_call, trimmed};
use crate::facts::rule::letters::{D, E, E2, H, I, I2, J, K, N, NODE, P, S, T, X, Y, Z};
use crate::facts::rule::{Bindings, Rule, Term, pattern};
use crate::facts::world::World;
use crate::logic::Scope;
use crate::model::VerbKind;

use Term::Any;

pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = within().to_vec();
    rules.extend([read(), handed_in()]);
    rules.extend(told());
    rules.extend([written(), handed_on(), given_back()]);
    rules
}

/// `E` is called in a call of `E2`, in the name of whoever calls `E2`; every call is in itself.
fn within() -> [Rule; 2] {
    [
        Rule::new("", pattern!(Within: E, E)).when(pattern!(Calls: E, Any)).only_if(|w, b| !lends_authority(w, b[E])),
        Rule::new("", pattern!(Within: E2, E))
            .when(pattern!(Within: E2, N))
            .when(pattern!(Calls: N, E))
            .only_if(|w, b| !lends_authority(w, b[N])),
    ]
}

/// What of an inner call comes back; what the call itself reads is at hand in it.
fn gives(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    if b[E] == b[E2] { vec![0] } else { World::filter(w.entry(b[E]).gives).into_iter().collect() }
}

/// What is handed to an inner call; the call itself writes what is at hand in it.
fn takes(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    if b[E] == b[E2] { vec![0] } else { World::filter(w.entry(b[E]).takes).into_iter().collect() }
}

fn leaf(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    vec![w.leaf_of(b[P])]
}

fn read() -> Rule {
    Rule::new("F14", pattern!(Carried: X, E2, I, K))
        .when(pattern!(Within: E2, E))
        .when(pattern!(Invokes: X, E2, Any))
        .when(pattern!(Via: X, E, P, Any, S, E))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Observe)
        .when(pattern!(Context: X, I))
        .only_if(|w, b| w.in_session(b[S], b[I]))
        .each(D, leaf)
        .each(T, gives)
        .each(H, taken_for_by_call)
        .when(pattern!(Has: D, J, K))
        .only_if(|w, b| w.reads(b[X], b[I], b[D], b[J]))
        .behind(|w, b| {
            let mut obstacles = w.in_call(b[T], b[K]);
            obstacles.extend(trimmed(w, b));
            w.list(obstacles)
        })
        .keeping(Scope::Run)
        .settled(I)
}

fn handed_in() -> Rule {
    Rule::new("F14", pattern!(Carried: X, E, I, K))
        .when(pattern!(Within: E, E))
        .when(pattern!(Invokes: X, E, Any))
        .each(T, |w, b| World::filter(w.entry(b[E]).takes).into_iter().collect())
        .node(NODE, X)
        .when(pattern!(Has: NODE, I, K))
        .will_call(X)
        .behind(in_call_by_t)
}

/// By an agent, or by whoever calls others with an authority of their own.
fn told() -> [Rule; 2] {
    let called = |rule: Rule| {
        rule.when(pattern!(Within: E2, E))
            .only_if(|_, b| b[E] != b[E2])
            .when(pattern!(Invokes: X, E2, Any))
            .when(pattern!(Invokes: X, E, Y))
    };
    let answers = |rule: Rule| {
        rule.each(T, gives)
            .node(D, Y)
            .when(pattern!(Has: D, I2, K))
            .when_ever(pattern!(Context: X, I))
            .only_if(|w, b| w.carry(b[X], b[I], b[Y]) == b[I2])
            .behind(in_call_by_t)
            .keeping(Scope::Session)
            .settled(I)
    };
    let new = || Rule::new("F14", pattern!(Carried: X, E2, I, K));
    [answers(called(new()).only_if(|w, b| w.is_agent(b[Y]))), answers(called(forwarding(new())))]
}

fn written() -> Rule {
    Rule::new("F14", pattern!(Has: Z, J, K))
        .when(pattern!(Carried: X, E2, I, K))
        .when(pattern!(Within: E2, E))
        .when(pattern!(Via: X, E, P, Any, S, E))
        .only_if(|w, b| w.kind_of(b[P]).is_out() && w.in_session(b[S], b[I]))
        .each(Z, leaf)
        .each(T, takes)
        .behind(in_call_by_t)
        .each(J, |w, b| w.spread(b[Z], b[I], Some(b[X])))
        .keeping_by(|w, b| w.arriving(b[Z]))
}

fn handed_on() -> Rule {
    Rule::new("F14", context(NODE.into(), I2.into(), K.into()))
        .when(pattern!(Carried: X, E2, I, K))
        .when(pattern!(Within: E2, E))
        .only_if(|_, b| b[E] != b[E2])
        .when(pattern!(Invokes: X, E, Y))
        .each(T, takes)
        .behind(handed_over)
        .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
        .node(NODE, Y)
        .keeping(Scope::Session)
        .settled(I2)
}

fn given_back() -> Rule {
    Rule::new("F14", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Carried: X, E, I, K))
        .each(T, |w, b| World::filter(w.entry(b[E]).gives).into_iter().collect())
        .will_ask(X)
        .behind(in_call_by_t)
        .node(NODE, X)
}
