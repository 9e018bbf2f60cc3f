//! Section "Exercise, deputies, causation" of the rules.

use std::collections::BTreeSet;

use bailiwick::logic::Guard;
use bailiwick::model::{AuthoritySource, DeclaredFact, EntryId, Permission, PrincipalId, VerbKind};

use crate::plain::calls::performs;
use crate::plain::fact::{Account, Cause, Direct, Exer, Facts, Far, How, Invokes, Opens, Own, Through, Via};
use crate::plain::world::{World, complement, condition_of, recorded, void, without_run, without_session};

/// `gates(p,r)`: every gate that guards `p`, while it does, must be open for a request recorded as `r`.
fn gates(world: &World, known: &Facts, p: Permission, r: PrincipalId) -> Guard {
    let mut all = Guard::always();
    for id in world.gates() {
        for (guarded, when) in &world.base.gate(id).guards {
            if *guarded == p {
                let opens = known.guard(Opens { gate: id, requester: r });
                all = all.and(&complement(world.base, when).or(&opens));
            }
        }
    }
    all
}

/// `exer(a,r,s,p,F & gates(p,r)) <- auth(a,r,s,p,_,F)`
pub(crate) fn e1(world: &World, known: &Facts, new: &mut Facts) {
    for (auth, f) in &known.auth {
        let guard = f.and(&gates(world, known, auth.permission, auth.recorded));
        let head =
            Exer { actor: auth.actor, recorded: auth.recorded, account: auth.account, permission: auth.permission };
        new.add(head, &guard);
    }
}

/// `invokes(x,e,F) <- exer(x,_,_,(v,d),F), kind(v) in {invoke,spawn}, d the leaf of entry e, x != owner(e)`
pub(crate) fn e2(world: &World, known: &Facts, new: &mut Facts) {
    for (exer, f) in &known.exer {
        if !matches!(world.kind(exer.permission), VerbKind::Invoke | VerbKind::Spawn) {
            continue;
        }
        if let Some(entry) = world.base.leaf(exer.permission.leaf).entry
            && exer.actor != world.owner(entry)
        {
            new.add(Invokes { caller: exer.actor, entry }, f);
        }
    }
}

/// `own(y,p,r,F) <- exer(y,r,s,p,F), s starred or no session subject`
pub(crate) fn e3(world: &World, known: &Facts, new: &mut Facts) {
    for (exer, f) in &known.exer {
        if exer.account.starred || !world.is_session_subject(exer.account.subject) {
            new.add(Own { actor: exer.actor, permission: exer.permission, recorded: exer.recorded }, f);
        }
    }
}

/// `direct` of `exer` and of `via`; `cause` of `direct` and of `far`.
pub(crate) fn c1(_world: &World, known: &Facts, new: &mut Facts) {
    for (exer, f) in &known.exer {
        new.add(Direct { actor: exer.actor, recorded: exer.recorded, permission: exer.permission }, f);
    }
    for (via, f) in &known.via {
        new.add(Direct { actor: via.caller, recorded: via.recorded, permission: via.permission }, f);
    }
    for (direct, f) in &known.direct {
        new.add(Cause { actor: direct.actor, permission: direct.permission }, f);
    }
    for (far, f) in &known.far {
        new.add(Cause { actor: far.actor, permission: far.permission }, f);
    }
}

/// Each call of an entry with each permission that the entry performs: who calls, what, and when.
fn performed(world: &World, known: &Facts) -> Vec<(PrincipalId, EntryId, Permission, Guard)> {
    let mut all = Vec::new();
    for (entry, permission, g) in performs(world, known) {
        for (call, f) in &known.invokes {
            if call.entry == entry {
                all.push((call.caller, entry, permission, f.and(&g)));
            }
        }
    }
    all
}

/// `via(x,e,p,r,y,F&g&H) <- invokes(x,e,F), Performs(e,p,g), authority own, y = owner(e), own(y,p,r0,H)`
pub(crate) fn c2(world: &World, known: &Facts, new: &mut Facts) {
    for (caller, entry, permission, f) in performed(world, known) {
        if world.base.entry(entry).authority != AuthoritySource::Own {
            continue;
        }
        let y = world.owner(entry);
        for (own, h) in &known.own {
            if own.actor == y && own.permission == permission {
                let recorded = if world.base.entry(entry).records_caller { caller } else { own.recorded };
                new.add(Via { caller, entry, permission, recorded, account: Account::of(y), called: entry }, &f.and(h));
            }
        }
    }
}

/// `via(x,e,p,r,h*,F&g&H) <- invokes(x,e,F), Performs(e,p,g), authority maker h, exer(h,r0,_,p,H)`
pub(crate) fn c2m(world: &World, known: &Facts, new: &mut Facts) {
    for (caller, entry, permission, f) in performed(world, known) {
        let AuthoritySource::Maker(maker) = world.base.entry(entry).authority else { continue };
        for (exer, h) in &known.exer {
            if exer.actor == maker && exer.permission == permission {
                let recorded = if world.base.entry(entry).records_caller { caller } else { exer.recorded };
                let account = Account::of(maker).starred();
                new.add(Via { caller, entry, permission, recorded, account, called: entry }, &f.and(h));
            }
        }
    }
}

/// `via(x,e,p,r,s,F&g&H) <- invokes(x,e,F), Performs(e,p,g), authority caller, exer(x,r,s,p,H)`
pub(crate) fn c3(world: &World, known: &Facts, new: &mut Facts) {
    for (caller, entry, permission, f) in performed(world, known) {
        if world.base.entry(entry).authority != AuthoritySource::Caller {
            continue;
        }
        for (exer, h) in &known.exer {
            if exer.actor == caller && exer.permission == permission {
                let head =
                    Via { caller, entry, permission, recorded: exer.recorded, account: exer.account, called: entry };
                new.add(head, &f.and(h));
            }
        }
    }
}

/// `via(x,e,p,r,s,F&g&H&H2) <- invokes(x,e,F), Performs(e,p,g), authority both, exer(x,r,s,p,H), own(owner(e),p,_,H2)`
pub(crate) fn c3b(world: &World, known: &Facts, new: &mut Facts) {
    for (caller, entry, permission, f) in performed(world, known) {
        if world.base.entry(entry).authority != AuthoritySource::Both {
            continue;
        }
        for (exer, h) in &known.exer {
            for (own, h2) in &known.own {
                let callers = exer.actor == caller && exer.permission == permission;
                let back_ends = own.actor == world.owner(entry) && own.permission == permission;
                if callers && back_ends {
                    let head = Via {
                        caller,
                        entry,
                        permission,
                        recorded: exer.recorded,
                        account: exer.account,
                        called: entry,
                    };
                    new.add(head, &f.and(h).and(h2));
                }
            }
        }
    }
}

/// What calling agents brings about: `x, e, r, p, S(F)&H&D` of `invokes(x,e,F), y = owner(e), agent(y), x != y, rec(y,r,p,H),
/// heeds(y,text,p,D)`
fn at_a_callers_word(world: &World, known: &Facts) -> Vec<(Invokes, PrincipalId, Permission, Guard)> {
    let mut all = Vec::new();
    for (call, f) in &known.invokes {
        let y = world.owner(call.entry);
        if !world.base.is_agent(y) || y == call.caller {
            continue;
        }
        let entry = world.base.entry(call.entry);
        let own = match entry.authority {
            AuthoritySource::Own | AuthoritySource::Maker(_) => Guard::always(),
            AuthoritySource::Caller | AuthoritySource::Both => match entry.caller_only {
                Some(claim) => void(known, claim),
                None => Guard::never(),
            },
        };
        let called = without_run(world.base, f).and(&own);
        for (actor, recorded, permission, h) in recorded(known) {
            if actor == y && !called.is_never() {
                let guard = called.and(h).and(&world.heeds(known, y, How::Text, permission));
                all.push((*call, recorded, permission, guard));
            }
        }
    }
    all
}

/// `far(x,r,p,S(F)&H&D)` of whoever calls an agent.
pub(crate) fn c4(world: &World, known: &Facts, new: &mut Facts) {
    for (call, recorded, permission, guard) in at_a_callers_word(world, known) {
        new.add(Far { actor: call.caller, recorded, permission }, &guard);
    }
}

/// `sends(x,e)`: whether somebody calls an entry by a step of a plan, because one of their own entries is called, or because
/// an entry that they call so calls it in their name.
fn sends(world: &World, known: &Facts, x: PrincipalId, entry: EntryId) -> bool {
    let calls = world.calls(known);
    let first = |one: EntryId| {
        let by_entry = calls.iter().any(|(calling, target, g)| {
            *target == one && world.lends_authority(*calling) && world.owner(*calling) == x && !g.is_never()
        });
        by_entry || (world.keeps_to_steps(x) && !world.steps_calling(known, x, one).is_never())
    };
    let (mut waiting, mut seen) = (vec![entry], BTreeSet::from([entry]));
    while let Some(one) = waiting.pop() {
        if first(one) {
            return true;
        }
        for (calling, target, g) in &calls {
            if *target == one && !world.lends_authority(*calling) && !g.is_never() && seen.insert(*calling) {
                waiting.push(*calling);
            }
        }
    }
    false
}

/// `through(x,e,r,p,..)` of a call of an agent, and of an entry that calls further with an authority of its own:
/// `through(x,e,r,p,S(F)&g&H)` and `far(x,r,p,S(F)&g&H) <- invokes(x,e,F), Calls(e,e2,g), through(owner(e),e2,r,p,H)`; one
/// that calls in its caller's name has its caller in the place of its owner, and the caller brings it about already.
pub(crate) fn c7(world: &World, known: &Facts, new: &mut Facts) {
    for (call, recorded, permission, guard) in at_a_callers_word(world, known) {
        if sends(world, known, call.caller, call.entry) {
            new.add(Through { caller: call.caller, entry: call.entry, recorded, permission }, &guard);
        }
    }
    for (entry, target, g) in world.calls(known) {
        let lends = world.lends_authority(entry);
        for (call, f) in known.invokes.iter().filter(|(call, _)| call.entry == entry) {
            for (through, h) in &known.through {
                let calling = if lends { world.owner(entry) } else { call.caller };
                if through.caller != calling || through.entry != target {
                    continue;
                }
                let guard = without_run(world.base, f).and(&g).and(h);
                let (recorded, permission) = (through.recorded, through.permission);
                if lends {
                    new.add(Far { actor: call.caller, recorded, permission }, &guard);
                }
                if sends(world, known, call.caller, entry) {
                    new.add(Through { caller: call.caller, entry, ..*through }, &guard);
                }
            }
        }
    }
}

/// `far(x,x,(invoke,leaf e),P(F)&f)` and `far(x,r,p,P(F)&f&H&D) <- cause(x,(v,d),F), kind(v) = mutate, Trigger(d,e,f)`, the second
/// with `y = owner(e), agent(y), x != y, rec(y,r,p,H), Step(y,p,D) or follows(y,p,D)`
pub(crate) fn c5(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Trigger { leaf, entry } = declared.fact else { continue };
        let f = condition_of(known, &declared.when);
        let permission = Permission { verb: world.kinds_own(VerbKind::Invoke), leaf: world.base.entry(entry).leaf };
        for (cause, guard) in &known.cause {
            if cause.permission.leaf != leaf || world.kind(cause.permission) != VerbKind::Mutate {
                continue;
            }
            let started = without_session(world.base, guard).and(&f);
            new.add(Far { actor: cause.actor, recorded: cause.actor, permission }, &started);
            let y = world.owner(entry);
            if !world.base.is_agent(y) || y == cause.actor || started.is_never() {
                continue;
            }
            for (actor, recorded, permission, h) in recorded(known) {
                if actor == y {
                    let guard = started.and(h).and(&world.intends(known, y, permission));
                    new.add(Far { actor: cause.actor, recorded, permission }, &guard);
                }
            }
        }
    }
}

/// An entry that calls another one, with an authority of its own or in its caller's name; within one tool nobody needs to
/// be permitted to.
pub(crate) fn c6(world: &World, known: &Facts, new: &mut Facts) {
    for (entry, target, g) in world.calls(known) {
        let (owner, lends) = (world.owner(entry), world.lends_authority(entry));
        let is_sibling = owner == world.owner(target);
        if is_sibling && lends {
            new.add(Invokes { caller: owner, entry: target }, &world.called(known, entry).and(&g));
        }
        for (call, f) in known.invokes.iter().filter(|(call, _)| call.entry == entry) {
            if is_sibling && !lends {
                new.add(Invokes { caller: call.caller, entry: target }, &f.and(&g));
            }
            let calling = if lends { owner } else { call.caller };
            for (via, h) in &known.via {
                if via.caller == calling && via.called == target {
                    new.add(Via { caller: call.caller, called: entry, ..*via }, &f.and(&g).and(h));
                }
            }
        }
    }
}
