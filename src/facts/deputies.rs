//! Exercise, deputies and causation (semantics 2.4.3): what comes about, by whom, recorded as whom.

use crate::facts::obstacle::Obstacle;
use crate::facts::relation::{Relation, account, account_principal, is_starred};
use crate::facts::rule::letters::{A, D, E, E2, H, N, P, P2, R, R2, S, X, Y};
use crate::facts::rule::{Bindings, Keep, Pattern, Rule, Term, Var, pattern};
use crate::facts::world::World;
use crate::logic::Scope;
use crate::model::{AuthoritySource, EntryId, LeafId, VerbKind};

use Term::Any;

pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = vec![exercised(), invoked(), own()];
    rules.extend(caused());
    rules.extend(performs_anything());
    rules.extend([deputy(), maker(), caller(), both()]);
    rules.extend(agent_deputies());
    rules.extend(started_by_event());
    rules.extend(chained());
    rules.extend(chained_to_agents());
    rules
}

fn exercised() -> Rule {
    Rule::new("E1", pattern!(Exercise: A, R, S, P)).when(pattern!(Authority: A, R, S, P, N)).behind(|w, b| {
        let gates = w.gates(b[P], b[R]);
        w.list(gates)
    })
}

fn invoked() -> Rule {
    Rule::new("E2", pattern!(Invokes: X, E, Y))
        .when(pattern!(Exercise: X, Any, Any, P))
        .only_if(|w, b| is_call(w, b[P]))
        .each(E, |w, b| entry_of(w, b[P]))
        .each(Y, |w, b| vec![w.entry(b[E]).owner.0])
        .only_if(|_, b| b[X] != b[Y])
}

fn own() -> Rule {
    Rule::new("E3", pattern!(Own: Y, P, R))
        .when(pattern!(Exercise: Y, R, S, P))
        .only_if(|w, b| is_starred(b[S]) || !w.is_session_subject(account_principal(b[S])))
}

fn caused() -> [Rule; 4] {
    [
        Rule::new("C1", pattern!(Direct: X, R, P)).when(pattern!(Exercise: X, R, Any, P)),
        Rule::new("C1", pattern!(Direct: X, R, P)).when(pattern!(Via: X, Any, P, R, Any)),
        Rule::new("C1", pattern!(Cause: X, P)).when(pattern!(Direct: X, Any, P)),
        Rule::new("C1", pattern!(Cause: X, P)).when(pattern!(Far: X, Any, P)),
    ]
}

/// C0: what nobody says could be whatever the back end may do; in the name of the maker or of the caller whatever they may.
fn performs_anything() -> [Rule; 2] {
    let anything = || Rule::new("C0", pattern!(Performs: E, P)).when(pattern!(PerformsAnything: E));
    let back_end = anything().each(Y, |w, b| {
        let entry = w.entry(b[E]);
        let mut acting = vec![entry.owner.0];
        if let AuthoritySource::Maker(maker) = entry.authority {
            acting.push(maker.0);
        }
        acting
    });
    let caller = anything()
        .only_if(|w, b| w.entry(b[E]).authority == AuthoritySource::Caller)
        .when_ever(pattern!(Invokes: Y, E, Any));
    [back_end, caller].map(|rule| rule.when_ever(pattern!(Exercise: Y, Any, Any, P)))
}

/// The name that the resource side records when a back end recorded as `R2` acts for `X`.
fn recorded(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    vec![if w.entry(b[E]).records_caller { b[X] } else { b[R2] }]
}

fn deputy() -> Rule {
    Rule::new("C2", pattern!(Via: X, E, P, R, S, E))
        .when(pattern!(Performs: E, P))
        .only_if(|w, b| w.entry(b[E]).authority == AuthoritySource::Own)
        .when(pattern!(Invokes: X, E, Y))
        .when(pattern!(Own: Y, P, R2))
        .each(R, recorded)
        .each(S, |_, b| vec![account(b[Y], false)])
}

fn maker() -> Rule {
    Rule::new("C2m", pattern!(Via: X, E, P, R, S, E))
        .when(pattern!(Performs: E, P))
        .each(H, |w, b| match w.entry(b[E]).authority {
            AuthoritySource::Maker(maker) => vec![maker.0],
            _ => Vec::new(),
        })
        .when(pattern!(Invokes: X, E, Any))
        .when(pattern!(Exercise: H, R2, Any, P))
        .each(R, recorded)
        .each(S, |_, b| vec![account(b[H], true)])
}

fn caller() -> Rule {
    Rule::new("C3", pattern!(Via: X, E, P, R, S, E))
        .when(pattern!(Performs: E, P))
        .only_if(|w, b| w.entry(b[E]).authority == AuthoritySource::Caller)
        .when(pattern!(Invokes: X, E, Any))
        .when(pattern!(Exercise: X, R, S, P))
}

fn both() -> Rule {
    Rule::new("C3b", pattern!(Via: X, E, P, R, S, E))
        .when(pattern!(Performs: E, P))
        .only_if(|w, b| w.entry(b[E]).authority == AuthoritySource::Both)
        .when(pattern!(Invokes: X, E, Y))
        .when(pattern!(Exercise: X, R, S, P))
        .when(pattern!(Own: Y, P, Any))
}

/// Whether an entry acts with an authority that its caller need not have.
pub(crate) fn lends_authority(w: &World<'_>, entry: u32) -> bool {
    matches!(w.entry(entry).authority, AuthoritySource::Own | AuthoritySource::Maker(_))
}

/// C4: whoever may call an agent brings about what the agent does at a caller's word.
fn agent_deputies() -> [Rule; 2] {
    [Relation::Direct, Relation::Far]
        .map(|relation| at_a_callers_word(Rule::new("C4", pattern!(Far: X, R, P)), relation))
}

/// `X` calls entry `E` of agent `Y`, who brings about `P` at a caller's word.
fn at_a_callers_word(rule: Rule, relation: Relation) -> Rule {
    rule.when_kept(Scope::Session, pattern!(Invokes: X, E, Y))
        .only_if(|w, b| w.is_agent(b[Y]) && b[X] != b[Y])
        .behind(|w, b| {
            let entry = w.entry(b[E]);
            let caller_only = !matches!(entry.authority, AuthoritySource::Own | AuthoritySource::Maker(_));
            let claim = entry.caller_only.filter(|_| caller_only);
            w.list(claim.map(Obstacle::Void).into_iter().collect())
        })
        .when(relation.of([Term::Var(Y), Term::Var(R), Term::Var(P)]))
        .heeds(Y, P)
}

/// C7: what an agent does for an entry that calls it with an authority of its own, the entry's callers bring about. What is
/// brought about by a call is told apart by the entry only where somebody calls because somebody else does, or by a step.
fn chained_to_agents() -> Vec<Rule> {
    let called = [Relation::Direct, Relation::Far].map(|relation| {
        at_a_callers_word(Rule::new("C7", pattern!(Through: X, E, R, P)).when(pattern!(Sender: X, E)), relation)
    });
    let onward = |rule: Rule| {
        rule.when(pattern!(Calls: E, E2))
            .only_if(|w, b| lends_authority(w, b[E]))
            .when_kept(Scope::Session, pattern!(Invokes: X, E, Y))
            .when(pattern!(Through: Y, E2, R, P))
    };
    let sent = || Rule::new("C7", pattern!(Through: X, E, R, P)).when(pattern!(Sender: X, E));
    let in_callers_name = sent()
        .when(pattern!(Calls: E, E2))
        .only_if(|w, b| !lends_authority(w, b[E]))
        .when_kept(Scope::Session, pattern!(Invokes: X, E, Any))
        .when(pattern!(Through: X, E2, R, P));
    let mut rules = called.to_vec();
    rules.extend([onward(sent()), in_callers_name, onward(Rule::new("C7", pattern!(Far: X, R, P)))]);
    rules.extend(senders());
    rules
}

/// Who calls what because somebody calls them, or as a step of a plan.
fn senders() -> [Rule; 3] {
    let by_entry = Rule::new("", pattern!(Sender: Y, E2))
        .when_ever(pattern!(Calls: E, E2))
        .only_if(|w, b| lends_authority(w, b[E]))
        .each(Y, |w, b| vec![w.entry(b[E]).owner.0]);
    let in_their_name = Rule::new("", pattern!(Sender: X, E2))
        .when(pattern!(Sender: X, E))
        .when_ever(pattern!(Calls: E, E2))
        .only_if(|w, b| !lends_authority(w, b[E]));
    [by_entry, in_their_name, calling_step(Rule::new("", pattern!(Sender: Y, E)), Keep::Nothing)]
}

/// A step of `Y`, who keeps to steps, calls `E`.
pub(crate) fn calling_step(rule: Rule, keep: Keep) -> Rule {
    rule.kept(keep, pattern!(Step: Y, P2))
        .only_if(|w, b| w.keeps_to_steps(b[Y]) && is_call(w, b[P2]))
        .each(E, |w, b| entry_of(w, b[P2]))
}

/// C5: whoever writes what an event waits for starts the agent, and with it what the agent's steps do.
fn started_by_event() -> Vec<Rule> {
    let written = |head: Pattern| {
        Rule::new("C5", head)
            .when_kept(Scope::Lasting, pattern!(Cause: X, P2))
            .only_if(|w, b| w.kind_of(b[P2]) == VerbKind::Mutate)
            .each(D, |w, b| vec![w.leaf_of(b[P2])])
            .when(pattern!(Trigger: D, E, Y))
    };
    let starts = written(pattern!(Far: X, X, P)).each(P, |w, b| {
        let leaf = w.base.entry(EntryId(b[E])).leaf.0;
        w.own_verb(VerbKind::Invoke).map(|verb| w.on(verb, leaf)).into_iter().collect()
    });
    let goes_on = |relation: Relation| {
        written(pattern!(Far: X, R, P))
            .only_if(|w, b| w.is_agent(b[Y]) && b[X] != b[Y])
            .when(relation.of([Term::Var(Y), Term::Var(R), Term::Var(P)]))
            .intends(Y, P)
    };
    vec![starts, goes_on(Relation::Direct), goes_on(Relation::Far)]
}

/// C6: what an entry calls it gets done, as what it performs; and to perform a call is to call.
fn chained() -> Vec<Rule> {
    let further = |rule: Rule, caller: Var| {
        rule.when(Relation::Via.of([caller.into(), N.into(), P.into(), R.into(), S.into(), E2.into()]))
    };
    let calling = || Rule::new("C6", pattern!(Via: X, N, P, R, S, E)).when(pattern!(Calls: E, E2));
    // In its own name the entry needs its owner's right to call, in its caller's name its caller's; within one tool nobody's.
    let within = |rule: Rule| rule.only_if(|w, b| w.entry(b[E]).owner == w.entry(b[E2]).owner);
    let sibling = || within(Rule::new("C6", pattern!(Invokes: X, E2, Y)).when(pattern!(Calls: E, E2)));
    vec![
        further(calling().only_if(|w, b| lends_authority(w, b[E])).when(pattern!(Invokes: X, E, Y)), Y),
        further(calling().only_if(|w, b| !lends_authority(w, b[E])).when(pattern!(Invokes: X, E, Any)), X),
        sibling().only_if(|w, b| lends_authority(w, b[E])).when(pattern!(Called: E, Y)).each(X, |_, b| vec![b[Y]]),
        sibling().only_if(|w, b| !lends_authority(w, b[E])).when(pattern!(Invokes: X, E, Y)),
        Rule::new("C6", pattern!(Performs: E, P)).when(pattern!(Calls: E, E2)).each(P, |w, b| calls_of(w, b[E2])),
        Rule::new("C6", pattern!(Calls: E, E2))
            .when(pattern!(Performs: E, P))
            .only_if(|w, b| is_call(w, b[P]))
            .each(E2, |w, b| entry_of(w, b[P]))
            .only_if(|_, b| b[E] != b[E2]),
    ]
}

/// Whether a permission is to call or to spawn somebody.
fn is_call(w: &World<'_>, permission: u32) -> bool {
    matches!(w.kind_of(permission), VerbKind::Invoke | VerbKind::Spawn)
}

/// The entry that a permission is about, if it is about one.
fn entry_of(w: &World<'_>, permission: u32) -> Vec<u32> {
    w.base.leaf(LeafId(w.leaf_of(permission))).entry.map(|entry| entry.0).into_iter().collect()
}

/// The permissions that a call of an entry is, for whoever will make it.
pub(crate) fn calls_of(w: &World<'_>, entry: u32) -> Vec<u32> {
    let leaf = w.entry(entry).leaf.0;
    let verbs = w.base.verbs.iter().zip(0..);
    let calling = verbs.filter(|(verb, _)| matches!(verb.kind, VerbKind::Invoke | VerbKind::Spawn));
    calling.map(|(_, verb)| w.on(verb, leaf)).collect()
}
