//! F14: what passes through an entry that calls others in its caller's name.

use std::collections::BTreeMap;

use bailiwick::logic::Guard;
use bailiwick::model::{EntryId, Node, Passing, VerbKind};

use crate::plain::fact::{Carried, Facts, Has, Invokes};
use crate::plain::information::{add_context, add_leaf, arrived, shown};
use crate::plain::world::{World, void, without_call, without_run};

/// Whatever is called in a call of an entry, in the name of the same caller; the call itself is in it.
pub(crate) fn within(world: &World, known: &Facts) -> BTreeMap<(EntryId, EntryId), Guard> {
    let mut within: BTreeMap<(EntryId, EntryId), Guard> = BTreeMap::new();
    let calls: Vec<_> = world.calls(known).into_iter().filter(|(entry, ..)| !world.lends_authority(*entry)).collect();
    loop {
        let mut more = within.clone();
        for (entry, target, g) in &calls {
            let mut add = |root, inner, guard: &Guard| {
                let so_far = more.entry((root, inner)).or_default();
                *so_far = so_far.or(guard);
            };
            add(*entry, *entry, g);
            for ((root, inner), guard) in &within {
                if inner == entry {
                    add(*root, *target, &guard.and(g));
                }
            }
        }
        if more == within {
            return within;
        }
        within = more;
    }
}

/// What is read in such a call, and what is answered in it; where it is written, and whom it is handed on to.
pub(crate) fn f14(world: &World, known: &Facts, new: &mut Facts) {
    for ((root, inner), g) in within(world, known) {
        if g.is_never() {
            continue;
        }
        for (call, f) in known.invokes.iter().filter(|(call, _)| call.entry == root) {
            let called = f.and(&g);
            read(world, known, new, (call.caller, root, inner), &called);
            if inner == root {
                handed_in(world, known, new, *call, &called);
            } else {
                told(world, known, new, (call.caller, root, inner), &called);
            }
        }
        written(world, known, new, (root, inner), &g);
        if inner != root {
            handed_on(world, known, new, (root, inner), &g);
        }
    }
    given_back(world, known, new);
}

fn handed_in(world: &World, known: &Facts, new: &mut Facts, call: Invokes, called: &Guard) {
    let (x, entry) = (call.caller, world.base.entry(call.entry));
    let willing = called.and(&world.will_call(known, x, call.entry));
    for (has, h) in known.has.iter().filter(|(has, _)| has.node == Node::Principal(x)) {
        let passes = world.passes(known, entry.takes, has.atom).and(&world.moved(has.atom));
        let head = Carried { caller: x, entry: call.entry, place: has.place, atom: has.atom };
        new.add(head, &willing.and(h).and(&passes));
    }
}

/// What comes of such calls is answered to whoever makes them.
fn given_back(world: &World, known: &Facts, new: &mut Facts) {
    for (carried, h) in &known.carried {
        let (x, entry) = (carried.caller, world.base.entry(carried.entry));
        let asking = world.will_ask(known, x, carried.entry);
        let passes = world.passes(known, entry.gives, carried.atom).and(&world.moved(carried.atom));
        let head = Has { node: Node::Principal(x), place: carried.place, atom: carried.atom };
        new.add(head, &h.and(&asking).and(&passes));
    }
}

type Call = (bailiwick::model::PrincipalId, EntryId, EntryId);

fn read(world: &World, known: &Facts, new: &mut Facts, (x, root, inner): Call, called: &Guard) {
    for (via, f) in &known.via {
        if via.caller != x
            || via.entry != inner
            || via.called != inner
            || world.kind(via.permission) != VerbKind::Observe
        {
            continue;
        }
        let d = via.permission.leaf;
        for (i, h) in world.contexts(known, x) {
            if !world.in_session(via.account, i) {
                continue;
            }
            let subject = world.taken_for_by_call(*via, i);
            for (has, has_when) in &known.has {
                if has.node != Node::Leaf(d) || !world.reads(x, i, d, has.place) {
                    continue;
                }
                let gives = if inner == root { Passing::Text } else { world.base.entry(inner).gives };
                let passes = world
                    .passes(known, gives, has.atom)
                    .and(&world.moved(has.atom))
                    .and(&shown(world, known, d, subject, has.atom));
                let guard = called.and(f).and(&h).and(has_when).and(&passes);
                let guard = world.settle(i, &without_call(world.base, &guard));
                new.add(Carried { caller: x, entry: root, place: i, atom: has.atom }, &guard);
            }
        }
    }
}

fn told(world: &World, known: &Facts, new: &mut Facts, (x, root, inner): Call, called: &Guard) {
    let (y, entry) = (world.owner(inner), world.base.entry(inner));
    for (_, f) in known.invokes.iter().filter(|(call, _)| call.caller == x && call.entry == inner) {
        for (has, h) in &known.has {
            if has.node != Node::Principal(y) {
                continue;
            }
            let passes = world.passes(known, entry.gives, has.atom).and(&world.moved(has.atom));
            let guard = called.and(f).and(&world.answers(known, inner)).and(h).and(&passes);
            for (i, _) in world.contexts(known, x) {
                if world.carry(x, i, y) == has.place {
                    let guard = world.settle(i, &without_run(world.base, &guard));
                    new.add(Carried { caller: x, entry: root, place: i, atom: has.atom }, &guard);
                }
            }
        }
    }
}

fn written(world: &World, known: &Facts, new: &mut Facts, (root, inner): (EntryId, EntryId), g: &Guard) {
    for (carried, h) in known.carried.iter().filter(|(carried, _)| carried.entry == root) {
        let (x, i) = (carried.caller, carried.place);
        for (via, f) in &known.via {
            let is_out = world.kind(via.permission).is_out();
            if via.caller != x
                || via.entry != inner
                || via.called != inner
                || !is_out
                || !world.in_session(via.account, i)
            {
                continue;
            }
            let z = via.permission.leaf;
            let takes = if inner == root { Passing::Text } else { world.base.entry(inner).takes };
            let passes = world.passes(known, takes, carried.atom);
            let guard = g.and(h).and(f).and(&passes).and(&world.moved(carried.atom));
            add_leaf(new, z, &world.spread(z, i, Some(x)), carried.atom, &arrived(world, z, &guard));
        }
    }
}

fn handed_on(world: &World, known: &Facts, new: &mut Facts, (root, inner): (EntryId, EntryId), g: &Guard) {
    let (y, entry) = (world.owner(inner), world.base.entry(inner));
    for (carried, h) in known.carried.iter().filter(|(carried, _)| carried.entry == root) {
        let (x, atom) = (carried.caller, carried.atom);
        for (_, f) in known.invokes.iter().filter(|(call, _)| call.caller == x && call.entry == inner) {
            let mut guard = g.and(h).and(f).and(&world.passes(known, entry.takes, atom)).and(&world.moved(atom));
            if world.taint(x) == Some(atom)
                && let Some(claim) = entry.caller_only
            {
                guard = guard.and(&void(known, claim));
            }
            let place = world.carry(x, carried.place, y);
            add_context(world, new, y, place, atom, &without_run(world.base, &guard));
        }
    }
}
