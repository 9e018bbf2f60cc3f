//! Information (semantics 2.4.5): what comes to whom.

use crate::facts::deputies::lends_authority;
use crate::facts::obstacle::Obstacle;
use crate::facts::relation::{SINGLE, UNATTENDED, account_principal, session_subject};
use crate::facts::rule::letters::{A, B, C, D, E, G, H, I, I2, J, J2, K, K2, M, NODE, P, P2, R, S, T, X, Y, Z};
use crate::facts::rule::{Bindings, Pattern, Rule, Term, pattern};
use crate::facts::world::World;
use crate::logic::Scope;
use crate::model::{AtomId, LeafId, PrincipalKind, VerbKind};

use Term::{Any, Is};

pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = seen();
    rules.extend([stored(), custody(), read(), emitted(), asked()]);
    rules.extend(answered());
    rules.extend(copied());
    rules.extend(models_and_logs());
    rules.push(flowed());
    rules.extend(chosen());
    rules.extend([described(), payload(), read_by_audience(), read_by_subject(), inside_domain()]);
    rules
}

/// The node of principal `X`, its context in session `I`, and the atom.
pub(crate) fn context(principal: Term, session: Term, atom: Term) -> Pattern {
    crate::facts::relation::Relation::Has.of([principal, session, atom])
}

/// O1 and O2: what can be seen, and what can go out.
fn seen() -> Vec<Rule> {
    let observes = |w: &World<'_>, b: &Bindings| w.kind_of(b[P]) == VerbKind::Observe && w.in_session(b[S], b[I]);
    let emits = |w: &World<'_>, b: &Bindings| w.kind_of(b[P]).is_out() && w.in_session(b[S], b[I]);
    let itself = |head: Pattern| {
        Rule::new("O1", head).when(pattern!(Exercise: X, Any, S, P)).when(pattern!(Context: X, I)).settled(I)
    };
    let called = |head: Pattern| {
        Rule::new("O2", head).when(pattern!(Via: X, E, P, Any, S, E)).when(pattern!(Context: X, I)).settled(I)
    };
    let leaf = |w: &World<'_>, b: &Bindings| vec![w.leaf_of(b[P])];
    let gives = |w: &World<'_>, b: &Bindings| World::filter(w.entry(b[E]).gives).into_iter().collect();
    let takes = |w: &World<'_>, b: &Bindings| World::filter(w.entry(b[E]).takes).into_iter().collect();
    vec![
        itself(pattern!(Observes: X, I, P, D, Is(0), H)).only_if(observes).each(D, leaf).each(H, taken_for),
        itself(pattern!(Emits: X, I, P, D, Is(0))).only_if(emits).each(D, leaf),
        called(pattern!(Observes: X, I, P, D, T, H))
            .only_if(observes)
            .each(D, leaf)
            .each(T, gives)
            .each(H, taken_for_by_call),
        called(pattern!(Emits: X, I, P, D, T)).only_if(emits).each(D, leaf).each(T, takes),
    ]
}

fn stored() -> Rule {
    Rule::new("F1", pattern!(Has: D, J, K)).when(pattern!(Stores: D, K)).each(J, |w, b| w.spread(b[D], SINGLE, None))
}

fn custody() -> Rule {
    Rule::new("F1", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Holds: X, C))
        .when(pattern!(Context: X, I))
        .each(K, |w, b| w.secret(b[C]).into_iter().collect())
        .node(NODE, X)
        .settled(I)
}

fn read() -> Rule {
    Rule::new("F2", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Observes: X, I, P, D, T, H))
        .when(pattern!(Has: D, J, K))
        .only_if(|w, b| w.reads(b[X], b[I], b[D], b[J]))
        .will_read(X, P)
        .behind(|w, b| {
            let mut obstacles = w.in_call(b[T], b[K]);
            obstacles.extend(trimmed(w, b));
            w.list(obstacles)
        })
        .node(NODE, X)
        .keeping(Scope::Run)
        .settled(I)
}

/// Whoever a leaf takes `X` for: with an authority of its own whoever the session is of, else whosever authority it is.
fn taken_for(_: &World<'_>, b: &Bindings) -> Vec<u32> {
    let holder = account_principal(b[S]);
    vec![if holder == b[X] { session_subject(b[I]).unwrap_or(b[X]) } else { holder }]
}

/// The same by a call of `E`, which may tell who calls.
pub(crate) fn taken_for_by_call(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    if w.entry(b[E]).records_caller { vec![session_subject(b[I]).unwrap_or(b[X])] } else { taken_for(w, b) }
}

/// F3: a store that trims shows whoever it takes the reader for only what they are entitled to.
pub(crate) fn trimmed(w: &World<'_>, b: &Bindings) -> Option<Obstacle> {
    let trims = w.base.leaf(LeafId(b[D])).trims.is_some();
    let subject = b[H];
    (trims && w.base.is_class(AtomId(b[K]))).then_some(Obstacle::Trim { leaf: b[D], subject, atom: b[K] })
}

fn emitted() -> Rule {
    Rule::new("F4", pattern!(Has: Z, J, K))
        .when(pattern!(Emits: X, I, P, Z, T))
        .node(NODE, X)
        .when(pattern!(Has: NODE, I, K))
        .only_if(|w, b| {
            let reauthors = matches!(w.kind(b[X]), PrincipalKind::Human { reauthors: true });
            !reauthors || w.author_of(b[K]).is_none()
        })
        .will(X, P)
        .behind(in_call_by_t)
        .each(J, |w, b| w.spread(b[Z], b[I], Some(b[X])))
        .keeping_by(|w, b| w.arriving(b[Z]))
}

pub(crate) fn in_call_by_t(w: &mut World<'_>, b: &Bindings) -> u32 {
    let obstacles = w.in_call(b[T], b[K]);
    w.list(obstacles)
}

/// A tool that reads here and writes there in one call. Who calls it, and by which permissions, is looked at once for all
/// that it copies.
fn copied() -> [Rule; 2] {
    let call = Rule::new("", pattern!(Copies: D, Z))
        .when(pattern!(Via: X, E, P, Any, Any))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Observe)
        .when(pattern!(Via: X, E, P2, Any, Any))
        .only_if(|w, b| w.kind_of(b[P2]).is_out())
        .each(D, |w, b| vec![w.leaf_of(b[P])])
        .each(Z, |w, b| vec![w.leaf_of(b[P2])]);
    let copied = Rule::new("F4t", pattern!(Has: Z, J2, K))
        .when(pattern!(Copies: D, Z))
        .when(pattern!(Has: D, J, K))
        .each(J2, |w, b| w.spread(b[Z], b[J], None))
        .behind(|w, b| {
            let moved = w.moved(b[K]);
            w.list(moved)
        })
        .keeping(Scope::Lasting);
    [call, copied]
}

/// What keeps an atom from being handed over with a call of `E` by `X`.
pub(crate) fn handed_over(w: &mut World<'_>, b: &Bindings) -> u32 {
    let mut obstacles = w.in_call(b[T], b[K]);
    if w.author_of(b[K]) == Some(b[X]) {
        obstacles.extend(w.entry(b[E]).caller_only.map(Obstacle::Void));
    }
    w.list(obstacles)
}

fn asked() -> Rule {
    Rule::new("F5", context(D.into(), I2.into(), K.into()))
        .when(pattern!(Invokes: X, E, Y))
        .each(T, |w, b| World::filter(w.entry(b[E]).takes).into_iter().collect())
        .node(NODE, X)
        .when(pattern!(Has: NODE, I, K))
        .will_call(X)
        .behind(handed_over)
        .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
        .node(D, Y)
        .keeping(Scope::Session)
        .settled(I2)
}

/// An agent answers, and so does whoever calls others for its callers.
fn answered() -> [Rule; 2] {
    let answers = |rule: Rule| {
        rule.each(T, |w, b| World::filter(w.entry(b[E]).gives).into_iter().collect())
            .node(D, Y)
            .when(pattern!(Has: D, I2, K))
            .when_ever(pattern!(Context: X, I))
            .only_if(|w, b| w.carry(b[X], b[I], b[Y]) == b[I2])
            .will_ask(X)
            .behind(in_call_by_t)
            .node(NODE, X)
            .keeping(Scope::Session)
            .settled(I)
    };
    let new = || Rule::new("F5", context(NODE.into(), I.into(), K.into()));
    [
        answers(new().when(pattern!(Invokes: X, E, Y)).only_if(|w, b| w.is_agent(b[Y]))),
        answers(forwarding(new()).when(pattern!(Invokes: X, E, Y))),
    ]
}

/// Entry `E`, of whoever is no agent, calls others with an authority of its own.
pub(crate) fn forwarding(rule: Rule) -> Rule {
    rule.when(pattern!(Calls: E, Any)).only_if(|w, b| lends_authority(w, b[E]) && !w.is_agent(w.entry(b[E]).owner.0))
}

/// What transformer `T` makes of atom `K`.
fn outcomes(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    w.through(b[T], b[K])
}

fn transformed(w: &mut World<'_>, b: &Bindings) -> u32 {
    let obstacles = w.transformed(b[T], b[K], b[K2]);
    w.list(obstacles)
}

fn models_and_logs() -> [Rule; 4] {
    let sent = |name, pattern: Pattern| {
        Rule::new(name, pattern!(Has: M, Is(SINGLE), K2))
            .when(pattern)
            .node(NODE, A)
            .when(pattern!(Has: NODE, Any, K))
            .each(K2, outcomes)
            .behind(transformed)
            .keeping(Scope::Lasting)
    };
    let vendor = Rule::new("F6", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Infers: A, M, Any))
        .each(D, |w, b| w.domains_of_node(b[M]))
        .only_if(|w, b| w.is_insider(b[D]))
        .when(pattern!(Context: A, I))
        .each(K, |w, b| w.taint(b[D]).into_iter().collect())
        .node(NODE, A)
        .settled(I);
    let trained = Rule::new("F6t", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Trains: M))
        .when_kept(Scope::Lasting, pattern!(Has: M, Any, K))
        .when_kept(Scope::Lasting, pattern!(Infers: B, M, Any))
        .when(pattern!(Context: B, I))
        .node(NODE, B)
        .settled(I);
    [sent("F6", pattern!(Infers: A, M, T)), vendor, trained, sent("F7", pattern!(Logs: A, M, T))]
}

fn flowed() -> Rule {
    Rule::new("F8", pattern!(Has: Z, J2, K2))
        .when(pattern!(Flow: D, Z, T))
        .when(pattern!(Has: D, J, K))
        .each(K2, outcomes)
        .behind(transformed)
        .each(J2, |w, b| w.spread(b[Z], b[J], None))
        .keeping_by(|w, b| w.arriving(b[Z]))
}

/// F9: text that somebody chose, where they can put it.
fn chosen() -> [Rule; 3] {
    let taint = |w: &World<'_>, b: &Bindings| w.taint(b[X]).into_iter().collect();
    let written = Rule::new("F9", pattern!(Has: D, J, K))
        .when(pattern!(Cause: X, P))
        .only_if(|w, b| matches!(w.kind_of(b[P]), VerbKind::Mutate | VerbKind::Disclose))
        .when(pattern!(Author: X))
        .each(K, taint)
        .each(D, |w, b| vec![w.leaf_of(b[P])])
        .each(J, |w, b| w.spread(b[D], SINGLE, None))
        .keeping(Scope::Lasting);
    let said = Rule::new("F9", context(NODE.into(), I2.into(), K.into()))
        .when_kept(Scope::Session, pattern!(Invokes: X, E, Y))
        .when(pattern!(Author: X))
        .when(pattern!(Context: X, I))
        .each(T, |w, b| World::filter(w.entry(b[E]).takes).into_iter().collect())
        .each(K, taint)
        .behind(handed_over)
        .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
        .node(NODE, Y)
        .settled(I2);
    let hostile = Rule::new("F9", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Adversary: X))
        .when(pattern!(Context: X, I))
        .each(K, taint)
        .node(NODE, X)
        .settled(I);
    [written, said, hostile]
}

/// F10: the model reads the descriptions of the tools it may call.
fn described() -> Rule {
    Rule::new("F10", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Invokes: X, Any, Y))
        .each(R, |w, b| match w.kind(b[Y]) {
            PrincipalKind::Tool { publisher: Some(publisher) } => vec![publisher.0],
            _ => Vec::new(),
        })
        .when(pattern!(Context: X, I))
        .each(K, |w, b| w.taint(b[R]).into_iter().collect())
        .node(NODE, X)
        .keeping(Scope::Run)
        .settled(I)
}

/// F11: what was written comes along with the event.
fn payload() -> Rule {
    Rule::new("F11", context(NODE.into(), I.into(), K.into()))
        .when(pattern!(Trigger: D, E, Y))
        .when_kept(Scope::Lasting, pattern!(Has: D, Any, K))
        .each(T, |w, b| World::filter(w.entry(b[E]).takes).into_iter().collect())
        .when(pattern!(Context: Y, I))
        .only_if(|w, b| match session_subject(b[I]) {
            Some(subject) => matches!(w.kind(subject), PrincipalKind::Origin),
            None => b[I] == SINGLE || b[I] == UNATTENDED,
        })
        .behind(|w, b| {
            let obstacles = w.filtered(b[T], b[K]);
            w.list(obstacles)
        })
        .node(NODE, Y)
        .settled(I)
}

fn read_by_audience() -> Rule {
    Rule::new("F12", context(NODE.into(), I.into(), K.into()))
        .when_kept(Scope::Lasting, pattern!(Has: Z, Any, K))
        .when(pattern!(Audience: Z, X))
        .when(pattern!(Context: X, I))
        .node(NODE, X)
        .settled(I)
}

fn read_by_subject() -> Rule {
    Rule::new("F12", context(NODE.into(), Is(SINGLE), K.into()))
        .when(pattern!(Has: Z, J, K))
        .only_if(|w, b| w.node_leaf(b[Z]).is_some_and(|leaf| w.base.leaf(leaf).read_by_subject))
        .each(H, |w, b| session_subject(b[J]).filter(|subject| !w.is_agent(*subject)).into_iter().collect())
        .node(NODE, H)
        .keeping(Scope::Lasting)
}

/// F13: whoever is hostile and runs a domain has what lies in it.
fn inside_domain() -> Rule {
    Rule::new("F13", context(NODE.into(), Is(SINGLE), K.into()))
        .when(pattern!(Has: Z, Any, K))
        .each(G, |w, b| w.domains_of_node(b[Z]))
        .only_if(|w, b| w.is_insider(b[G]))
        .node(NODE, G)
        .keeping(Scope::Lasting)
}

/// What is written by an untrusted domain: facts of their own, since nothing else is needed for them.
pub(crate) fn written_by_domains(w: &World<'_>) -> Vec<[u32; 3]> {
    use crate::model::LeafKind::{Sink, Store};
    let mut rows = Vec::new();
    for (leaf, number) in w.base.leaves.iter().zip(0..) {
        if !matches!(leaf.kind, Store | Sink) {
            continue;
        }
        let untrusted = leaf.domains.iter().map(|domain| &w.base.domains[domain.index()]).filter(|d| !d.trusted);
        for author in untrusted.filter_map(|domain| w.taint(domain.principal.0)) {
            rows.extend(w.spread(number, SINGLE, None).into_iter().map(|part| [number, part, author]));
        }
    }
    rows
}
