//! What comes to whoever stands behind an entry, and what of theirs goes on.

use bailiwick::logic::Guard;
use bailiwick::model::{AtomId, Node, PrincipalId, VerbKind};

use crate::plain::carried::within;
use crate::plain::fact::{Carried, Facts, Free, How, Place};
use crate::plain::information::{add_context, add_leaf, arrived, shown};
use crate::plain::world::{World, without_run};

/// F15: what an entry reads, in whosever name, its owner learns.
pub(crate) fn f15(world: &World, known: &Facts, new: &mut Facts) {
    learnt_in_call(world, known, new);
    for (via, f) in known.via.iter().filter(|(via, _)| via.entry == via.called) {
        if world.kind(via.permission) != VerbKind::Observe {
            continue;
        }
        let (x, y, d) = (via.caller, world.owner(via.entry), via.permission.leaf);
        for (i, h) in world.contexts(known, x) {
            if !world.in_session(via.account, i) {
                continue;
            }
            let subject = world.taken_for_by_call(*via, i);
            for (has, has_when) in &known.has {
                if has.node == Node::Leaf(d) && world.reads(x, i, d, has.place) {
                    let shown = shown(world, known, d, subject, has.atom);
                    let guard = f.and(&h).and(has_when).and(&shown).and(&world.moved(has.atom));
                    add_context(world, new, y, world.carry(x, i, y), has.atom, &without_run(world.base, &guard));
                }
            }
        }
    }
}

/// F15: and what is at hand in a call.
fn learnt_in_call(world: &World, known: &Facts, new: &mut Facts) {
    for (carried, h) in &known.carried {
        let y = world.owner(carried.entry);
        let place = world.carry(carried.caller, carried.place, y);
        add_context(world, new, y, place, carried.atom, &without_run(world.base, h));
    }
}

/// What is at hand in each call in its caller's name besides: what the owner knows (F16), or its controllers choose (F17).
fn at_hand(
    world: &World,
    known: &Facts,
    new: &mut Facts,
    besides: impl Fn(PrincipalId, Place) -> Vec<(AtomId, Guard)>,
) {
    for ((root, inner), g) in within(world, known) {
        for (call, f) in known.invokes.iter().filter(|(call, _)| inner == root && call.entry == root) {
            let (x, y) = (call.caller, world.owner(root));
            for (i, h) in world.contexts(known, x) {
                for (atom, guard) in besides(y, world.carry(x, i, y)) {
                    let guard = world.settle(i, &g.and(f).and(&h).and(&guard));
                    new.add(Carried { caller: x, entry: root, place: i, atom }, &guard);
                }
            }
        }
    }
}

/// F16: what an entry writes, in whosever name, may hold what its owner knows.
pub(crate) fn f16(world: &World, known: &Facts, new: &mut Facts) {
    at_hand(world, known, new, |y, place| {
        let uses = if world.base.is_agent(y) { Guard::always() } else { known.guard(Free { actor: y }) };
        let own = known.has.iter().filter(|(has, _)| has.node == Node::Principal(y) && has.place == place);
        own.map(|(has, h)| (has.atom, uses.and(h).and(&world.moved(has.atom)))).collect()
    });
    for (via, f) in known.via.iter().filter(|(via, _)| via.entry == via.called) {
        if !world.kind(via.permission).is_out() {
            continue;
        }
        let (x, y, z) = (via.caller, world.owner(via.entry), via.permission.leaf);
        // Whoever asks others, whoever does anything, and every agent.
        let puts = world.answers(known, via.entry).or(&known.guard(Free { actor: y }));
        for (i, h) in world.contexts(known, x) {
            if !world.in_session(via.account, i) {
                continue;
            }
            for (has, has_when) in &known.has {
                if has.node == Node::Principal(y) && has.place == world.carry(x, i, y) {
                    let guard = f.and(&h).and(&puts).and(has_when).and(&world.moved(has.atom));
                    add_leaf(new, z, &world.spread(z, i, Some(x)), has.atom, &arrived(world, z, &guard));
                }
            }
        }
    }
}

/// F17: whoever decides what somebody runs, or administers them, chooses the text that they hand over and that they answer.
pub(crate) fn f17(world: &World, known: &Facts, new: &mut Facts) {
    at_hand(world, known, new, |y, _| {
        let controls = known.influences.iter().filter(|(one, _)| one.target == y && one.how != How::Text);
        let chosen =
            controls.filter_map(|(one, f)| Some((world.taint(one.source)?, f.and(&world.author(known, one.source)))));
        chosen.collect()
    });
    for (influence, f) in &known.influences {
        let (x, y) = (influence.source, influence.target);
        let Some(taint) = world.taint(x).filter(|_| influence.how != How::Text) else { continue };
        let controls = f.and(&world.author(known, x));
        for (i, h) in world.contexts(known, y) {
            add_context(world, new, y, i, taint, &controls.and(&h));
        }
        for (call, g) in &known.invokes {
            let entry = world.base.entry(call.entry);
            if call.caller == y {
                let passes = world.passes(known, entry.takes, taint);
                for (i, h) in world.contexts(known, y) {
                    let guard = without_run(world.base, &controls.and(g).and(&h).and(&passes));
                    let z = world.owner(call.entry);
                    add_context(world, new, z, world.carry(y, i, z), taint, &guard);
                }
            }
            if world.owner(call.entry) == y {
                let asking = world.will_ask(known, call.caller, call.entry);
                let passes = world.passes(known, entry.gives, taint);
                for (i, h) in world.contexts(known, call.caller) {
                    let guard = without_run(world.base, &controls.and(g).and(&h).and(&asking).and(&passes));
                    add_context(world, new, call.caller, i, taint, &guard);
                }
            }
        }
    }
}
