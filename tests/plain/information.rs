//! Section "Information" of the rules: what is read, written, and handed over. What happens by itself is in `flow.rs`.

use bailiwick::logic::{Atom, Conjunction, Guard};
use bailiwick::model::{
    AtomId, DeclaredFact, LeafId, LeafKind, Node, Passing, Permission, PrincipalId, PrincipalKind, VerbKind,
};

use crate::plain::fact::{Emit, Entitled, Facts, Filter, Has, Obs, Place};
use crate::plain::world::{World, condition_of, only, taken_for, void, without_call, without_run, without_session};

/// A head `has` at a principal: settled for the session.
pub(crate) fn add_context(world: &World, new: &mut Facts, x: PrincipalId, i: Place, atom: AtomId, guard: &Guard) {
    new.add(Has { node: Node::Principal(x), place: i, atom }, &world.settle(i, guard));
}

/// A head `has` at a leaf, in each of these parts.
pub(crate) fn add_leaf(new: &mut Facts, d: LeafId, parts: &[Place], atom: AtomId, guard: &Guard) {
    for part in parts {
        new.add(Has { node: Node::Leaf(d), place: *part, atom }, guard);
    }
}

/// `obs` and `emit` of what somebody may do without a tool.
pub(crate) fn o1(world: &World, known: &Facts, new: &mut Facts) {
    for (exer, f) in &known.exer {
        for (i, h) in world.contexts(known, exer.actor) {
            if world.in_session(exer.account, i) {
                let taken_for = taken_for(exer.actor, i, exer.account);
                add_access(world, new, (exer.actor, taken_for), i, exer.permission, Filter::Text, &f.and(&h));
            }
        }
    }
}

/// `obs` and `emit` of what an entry does, as far as it gives and takes.
pub(crate) fn o2(world: &World, known: &Facts, new: &mut Facts) {
    for (via, f) in known.via.iter().filter(|(via, _)| via.entry == via.called) {
        let entry = world.base.entry(via.entry);
        let passing = if world.kind(via.permission) == VerbKind::Observe { entry.gives } else { entry.takes };
        let Some(filter) = filter(passing) else { continue };
        for (i, h) in world.contexts(known, via.caller) {
            if world.in_session(via.account, i) {
                let taken_for = world.taken_for_by_call(*via, i);
                add_access(world, new, (via.caller, taken_for), i, via.permission, filter, &f.and(&h));
            }
        }
    }
}

fn filter(passing: Passing) -> Option<Filter> {
    match passing {
        Passing::Nothing => None,
        Passing::Text => Some(Filter::Text),
        Passing::Structured(claim) => Some(Filter::Structured(claim)),
    }
}

fn add_access(
    world: &World,
    new: &mut Facts,
    (x, taken_for): (PrincipalId, PrincipalId),
    i: Place,
    permission: Permission,
    filter: Filter,
    guard: &Guard,
) {
    let guard = world.settle(i, guard);
    let kind = world.kind(permission);
    if kind == VerbKind::Observe {
        new.add(Obs { reader: x, place: i, permission, filter, taken_for }, &guard);
    }
    if kind.is_out() {
        new.add(Emit { writer: x, place: i, permission, filter }, &guard);
    }
}

fn passing(filter: Filter) -> Passing {
    match filter {
        Filter::Text => Passing::Text,
        Filter::Structured(claim) => Passing::Structured(claim),
    }
}

/// What is declared to be somewhere.
pub(crate) fn f1(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let f = condition_of(known, &declared.when);
        match declared.fact {
            DeclaredFact::Stores { leaf, atom } => {
                add_leaf(new, leaf, &world.spread(leaf, Place::Single, None), atom, &f);
            }
            DeclaredFact::Holds { actor, credential } => {
                let Some(secret) = world.secret(credential) else { continue };
                for (i, h) in world.contexts(known, actor) {
                    add_context(world, new, actor, i, secret, &f.and(&h));
                }
            }
            _ => {}
        }
    }
}

/// Reading: `has(x,i,k,R(F&H&D&E)) <- obs(x,i,v,d,t,F), has(d,j,k,H), reads(x,i,d,j), t passes k, moved(k), shown(d,q,k,E)`
pub(crate) fn f2(world: &World, known: &Facts, new: &mut Facts) {
    for (obs, f) in &known.obs {
        let (x, i, d) = (obs.reader, obs.place, obs.permission.leaf);
        let willing = if world.is_human(x) || world.is_origin(x) {
            Guard::always()
        } else {
            world.will(known, x, obs.permission)
        };
        for (has, h) in &known.has {
            if has.node == Node::Leaf(d) && world.reads(x, i, d, has.place) {
                let passes = world.passes(known, passing(obs.filter), has.atom).and(&world.moved(has.atom));
                let shown = shown(world, known, d, obs.taken_for, has.atom);
                let guard = f.and(h).and(&willing).and(&passes).and(&shown);
                add_context(world, new, x, i, has.atom, &without_call(world.base, &guard));
            }
        }
    }
}

/// F3 `shown(d,q,k)`
pub(crate) fn shown(world: &World, known: &Facts, d: LeafId, q: PrincipalId, k: AtomId) -> Guard {
    let Some(trim) = &world.base.leaf(d).trims else { return Guard::always() };
    if !world.base.is_class(k) {
        return Guard::always();
    }
    if !world.has_rule("F3") {
        return Guard::never();
    }
    let mut any = known.guard(Entitled { principal: q, atom: k });
    if trim.lagging.contains(&k) {
        any = any.or(&only(&Conjunction::atom(Atom::Stale(trim.store))));
    }
    any.or(&void(known, trim.claim))
}

/// `Q`: a sink keeps nothing, everything else keeps what it gets.
pub(crate) fn arrived(world: &World, d: LeafId, guard: &Guard) -> Guard {
    if world.base.leaf(d).kind == LeafKind::Sink {
        without_call(world.base, guard)
    } else {
        without_session(world.base, guard)
    }
}

/// Writing: `has(z,j,k,Q(F&H&D)) <- emit(x,i,v,z,t,F), has(x,i,k,H), t passes k, will(x,(v,z),D), j in spread(z,i,x)`
pub(crate) fn f4(world: &World, known: &Facts, new: &mut Facts) {
    for (emit, f) in &known.emit {
        let (x, i, z) = (emit.writer, emit.place, emit.permission.leaf);
        let reauthors = world.base.principal(x).kind == PrincipalKind::Human { reauthors: true };
        let willing = f.and(&world.will(known, x, emit.permission));
        let parts = world.spread(z, i, Some(x));
        for (has, h) in &known.has {
            if has.node != Node::Principal(x) || has.place != i || (reauthors && world.is_taint(has.atom)) {
                continue;
            }
            let passes = world.passes(known, passing(emit.filter), has.atom).and(&world.moved(has.atom));
            let guard = willing.and(h).and(&passes);
            add_leaf(new, z, &parts, has.atom, &arrived(world, z, &guard));
        }
    }
}

/// A copying tool: `has(z,j',k,P(F&F'&H)) <- via(x,e,(v,d),_,_,F), via(x,e,(w,z),_,_,F'), has(d,j,k,H), j' in spread(z,j,-)`
pub(crate) fn f4t(world: &World, known: &Facts, new: &mut Facts) {
    for (read, f) in &known.via {
        if world.kind(read.permission) != VerbKind::Observe {
            continue;
        }
        for (write, f2) in &known.via {
            let same_call = read.caller == write.caller && read.entry == write.entry;
            if !same_call || !world.kind(write.permission).is_out() {
                continue;
            }
            let z = write.permission.leaf;
            let both = f.and(f2);
            for (has, h) in &known.has {
                if has.node == Node::Leaf(read.permission.leaf) {
                    let guard = without_session(world.base, &both.and(h).and(&world.moved(has.atom)));
                    add_leaf(new, z, &world.spread(z, has.place, None), has.atom, &guard);
                }
            }
        }
    }
}

/// Calling: the request goes to whoever owns the entry; the answer of an agent comes back, and that of an entry that calls
/// others with an authority of its own.
pub(crate) fn f5(world: &World, known: &Facts, new: &mut Facts) {
    for (call, f) in &known.invokes {
        let (x, y, entry) = (call.caller, world.owner(call.entry), world.base.entry(call.entry));
        let willing = world.will_call(known, x, call.entry);
        let answers = f.and(&world.will_ask(known, x, call.entry)).and(&world.answers(known, call.entry));
        for (has, h) in &known.has {
            let Node::Principal(holder) = has.node else { continue };
            let moved = h.and(&world.moved(has.atom));
            if holder == x {
                let mut guard = f.and(&willing).and(&moved).and(&world.passes(known, entry.takes, has.atom));
                if world.taint(x) == Some(has.atom)
                    && let Some(claim) = entry.caller_only
                {
                    guard = guard.and(&void(known, claim));
                }
                let place = world.carry(x, has.place, y);
                add_context(world, new, y, place, has.atom, &without_run(world.base, &guard));
            }
            if holder == y {
                let guard = answers.and(&moved).and(&world.passes(known, entry.gives, has.atom));
                for (i, _) in world.contexts(known, x) {
                    if world.carry(x, i, y) == has.place {
                        add_context(world, new, x, i, has.atom, &without_run(world.base, &guard));
                    }
                }
            }
        }
    }
}
