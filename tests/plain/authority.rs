//! Section "Authority" of the rules.

use bailiwick::logic::Guard;
use bailiwick::model::{
    DataAtom, DeclaredFact, Depth, LeafId, Node, Permission, PrincipalId, Scopes, Session as Started, VerbKind,
};

use crate::plain::fact::{Account, Auth, Facts, Holds, Place, Presents, Session};
use crate::plain::world::{World, adv, condition_for, condition_of, covers, void, without_run, without_session};

/// A0: the cut that every head `auth` takes.
fn add_auth(world: &World, known: &Facts, new: &mut Facts, head: Auth, guard: &Guard) {
    let mut guard = guard.clone();
    if world.has_rule("A0") {
        for forbid in &world.base.forbids {
            let matches = covers(&forbid.who, head.recorded) || covers(&forbid.who, head.account.subject);
            if matches && forbid.permissions.contains(&head.permission) {
                let lifted = condition_for(known, &forbid.lifted, Some(head.recorded));
                guard = guard.and(&lifted.or(&void(known, forbid.claim)));
            }
        }
    }
    let depth = capped(world, head.depth);
    new.add(Auth { depth, ..head }, &guard);
}

fn capped(world: &World, depth: Depth) -> Depth {
    let most = u32::try_from(world.base.principals.len()).expect("principals have numbers of 32 bits");
    match depth {
        Depth::Limited(times) => Depth::Limited(times.min(most)),
        Depth::Unlimited => Depth::Unlimited,
    }
}

/// `n-1`, if `n >= 1`
fn one_less(depth: Depth) -> Option<Depth> {
    match depth {
        Depth::Limited(times) => times.checked_sub(1).map(Depth::Limited),
        Depth::Unlimited => Some(Depth::Unlimited),
    }
}

/// `auth(a,a,a,p,n,f) <- Grant(a,p,n,f)`
pub(crate) fn a1(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Grant { actor, permission, depth } = declared.fact else { continue };
        let head = Auth { actor, recorded: actor, account: Account::of(actor), permission, depth };
        add_auth(world, known, new, head, &condition_of(known, &declared.when));
    }
}

/// `auth(b,b,s,p,min(n-1,m),F&f&C) <- auth(a,r,s,p,n,F), n>=1, Delegates(a,b,p,m,obo,f)`, and with `s*` if it works offline.
pub(crate) fn a2(world: &World, known: &Facts, new: &mut Facts) {
    delegated(world, known, new, false);
}

/// `auth(b,r,s,p,min(n-1,m),F&f) <- auth(a,r,s,p,n,F), n>=1, Delegates(a,b,p,m,impersonating,f)`
pub(crate) fn a2i(world: &World, known: &Facts, new: &mut Facts) {
    delegated(world, known, new, true);
}

fn delegated(world: &World, known: &Facts, new: &mut Facts, under_the_givers_name: bool) {
    for declared in &world.base.facts {
        let DeclaredFact::Delegates { from, to, permission, depth, impersonating, offline } = declared.fact else {
            continue;
        };
        if impersonating != under_the_givers_name {
            continue;
        }
        let mut condition = condition_of(known, &declared.when);
        if !impersonating {
            condition = condition.and(&ceiling(world, known, to, permission));
        }
        for (auth, f) in &known.auth {
            let Some(left) = one_less(auth.depth) else { continue };
            if auth.actor != from || auth.permission != permission {
                continue;
            }
            let guard = f.and(&condition);
            let recorded = if impersonating { auth.recorded } else { to };
            let head = Auth { actor: to, recorded, account: auth.account, permission, depth: left.min(depth) };
            add_auth(world, known, new, head, &guard);
            if offline {
                add_auth(world, known, new, Auth { account: auth.account.starred(), ..head }, &guard);
            }
        }
    }
}

/// `C` of A2.
fn ceiling(world: &World, known: &Facts, receiver: PrincipalId, permission: Permission) -> Guard {
    match world.base.ceilings.get(&receiver) {
        Some(ceiling) if !ceiling.allowed.contains(&permission) => void(known, ceiling.claim),
        _ => Guard::always(),
    }
}

/// `auth(b,r,s*,p,n,F&H) <- presents(b,c,H), subject_of(c,q), auth(q,r,s,p,n,F), p in scope(c)`
pub(crate) fn a3(world: &World, known: &Facts, new: &mut Facts) {
    for (Presents { actor, credential }, h) in &known.presents {
        let credential = world.base.credential(*credential);
        for (auth, f) in &known.auth {
            let in_scope = match &credential.scope {
                Scopes::Everything => true,
                Scopes::Only(some) => some.contains(&auth.permission),
            };
            if auth.actor == credential.subject && in_scope {
                let head = Auth { actor: *actor, account: auth.account.starred(), ..*auth };
                add_auth(world, known, new, head, &f.and(h));
            }
        }
    }
}

/// `presents(b,c,f) <- Uses(b,c,f)`, `presents(b,c,F) <- holds(b,c,F)`
pub(crate) fn a4(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Uses { actor, credential } = declared.fact else { continue };
        new.add(Presents { actor, credential }, &condition_of(known, &declared.when));
    }
    for (Holds { actor, credential }, f) in &known.holds {
        new.add(Presents { actor: *actor, credential: *credential }, f);
    }
}

/// `holds(b,c,P(F)) <- has(b,_,secret(c),F), bearer(c)`
pub(crate) fn a5(world: &World, known: &Facts, new: &mut Facts) {
    for (has, f) in &known.has {
        let Node::Principal(actor) = has.node else { continue };
        let DataAtom::Secret(credential) = world.base.atom(has.atom) else { continue };
        if world.base.credential(*credential).bearer {
            new.add(Holds { actor, credential: *credential }, &without_session(world.base, f));
        }
    }
}

/// `holds(b,c,P(F)) <- direct(b,_,(v,d),F), kind(v) = mint, c the credential of leaf d`
pub(crate) fn a6(world: &World, known: &Facts, new: &mut Facts) {
    for (direct, f) in &known.direct {
        if world.kind(direct.permission) == VerbKind::Mint
            && let Some(credential) = world.base.leaf(direct.permission.leaf).credential
        {
            new.add(Holds { actor: direct.actor, credential }, &without_session(world.base, f));
        }
    }
}

/// Whatever whoever administers leaf `d` can grant there.
fn grantable(world: &World, d: LeafId) -> Vec<Permission> {
    let mut all = Vec::new();
    for verb in world.verbs() {
        let kind = world.base.kind(verb);
        if !matches!(kind, VerbKind::Approve | VerbKind::Invoke | VerbKind::Mint | VerbKind::Spawn) {
            all.push(Permission { verb, leaf: d });
        }
    }
    all
}

/// `auth(b,b,b,(v,d),inf,P(F)) <- cause(b,(w,d),F), kind(w) = administer`
pub(crate) fn a7a(world: &World, known: &Facts, new: &mut Facts) {
    for (cause, f) in &known.cause {
        if world.kind(cause.permission) != VerbKind::Administer {
            continue;
        }
        let guard = without_session(world.base, f);
        for permission in grantable(world, cause.permission.leaf) {
            own_account(world, known, new, cause.actor, permission, &guard);
        }
    }
}

/// `auth(q,q,q,(v,d),inf,P(F)&D) <- cause(b,(w,d),F), kind(w) = administer, adv(b,D)`, any principal `q`
pub(crate) fn a7b(world: &World, known: &Facts, new: &mut Facts) {
    for (cause, f) in &known.cause {
        if world.kind(cause.permission) != VerbKind::Administer {
            continue;
        }
        let guard = without_session(world.base, f).and(&adv(known, cause.actor));
        if guard.is_never() {
            continue;
        }
        for permission in grantable(world, cause.permission.leaf) {
            for q in world.principals() {
                own_account(world, known, new, q, permission, &guard);
            }
        }
    }
}

fn own_account(
    world: &World,
    known: &Facts,
    new: &mut Facts,
    actor: PrincipalId,
    permission: Permission,
    guard: &Guard,
) {
    let account = Account::of(actor);
    let head = Auth { actor, recorded: actor, account, permission, depth: Depth::Unlimited };
    add_auth(world, known, new, head, guard);
}

/// Sessions: declared, carried by a call, started by the event that somebody caused.
pub(crate) fn a8(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        match declared.fact {
            DeclaredFact::Session { agent, session } => {
                let place = match session {
                    Started::Unattended => Place::Unattended,
                    Started::Of(subject) => Place::Of(subject),
                };
                add_session(world, new, agent, place, &condition_of(known, &declared.when));
            }
            DeclaredFact::Trigger { leaf, entry } => {
                let agent = world.owner(entry);
                let f = condition_of(known, &declared.when);
                for (cause, guard) in &known.cause {
                    let origin = world.is_origin(cause.actor) && world.is_session_subject(cause.actor);
                    let wrote = cause.permission.leaf == leaf && world.kind(cause.permission) == VerbKind::Mutate;
                    if origin && wrote && world.base.is_agent(agent) {
                        let guard = without_session(world.base, guard).and(&f);
                        add_session(world, new, agent, Place::Of(cause.actor), &guard);
                    }
                }
            }
            _ => {}
        }
    }
    for (call, f) in &known.invokes {
        let agent = world.owner(call.entry);
        if !world.base.is_agent(agent) {
            continue;
        }
        for (i, h) in world.contexts(known, call.caller) {
            let place = world.carry(call.caller, i, agent);
            add_session(world, new, agent, place, &without_run(world.base, f).and(&h));
        }
    }
}

fn add_session(world: &World, new: &mut Facts, agent: PrincipalId, place: Place, guard: &Guard) {
    new.add(Session { agent, place }, &world.settle(place, guard));
}
