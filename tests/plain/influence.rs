//! Section "Influence" of the rules.

use bailiwick::logic::Guard;
use bailiwick::model::{DataAtom, DeclaredFact, DomainId, Node, PrincipalId, PrincipalKind, VerbKind};

use crate::plain::fact::{Facts, Far, How, Influences};
use crate::plain::world::{World, condition_of, without_call, without_run, without_session};

fn add(new: &mut Facts, source: PrincipalId, target: PrincipalId, how: How, guard: &Guard) {
    if source != target {
        new.add(Influences { source, target, how }, guard);
    }
}

/// `influences(x,a,text,R(F)) <- has(a,_,taint(x),F), agent(a), instructable(a), x != a, mode is not declared`
pub(crate) fn i1(world: &World, known: &Facts, new: &mut Facts) {
    if world.follows_steps() {
        return;
    }
    for (has, f) in &known.has {
        let (Node::Principal(a), DataAtom::Taint(x)) = (has.node, world.base.atom(has.atom)) else { continue };
        if let PrincipalKind::Agent { instructable: true, .. } = world.base.principal(a).kind {
            add(new, *x, a, How::Text, &without_call(world.base, f));
        }
    }
}

/// `influences(x,y,code,P(F)&f)` of whoever can write, or has written, what `y` runs.
pub(crate) fn i3(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Runs { principal, leaf } = declared.fact else { continue };
        let f = condition_of(known, &declared.when);
        for (cause, guard) in &known.cause {
            if cause.permission.leaf == leaf && world.kind(cause.permission) == VerbKind::Mutate {
                let guard = without_session(world.base, guard).and(&f);
                add(new, cause.actor, principal, How::Code, &guard);
            }
        }
        for (has, guard) in &known.has {
            if has.node == Node::Leaf(leaf)
                && let DataAtom::Taint(x) = world.base.atom(has.atom)
            {
                let guard = without_session(world.base, guard).and(&f);
                add(new, *x, principal, How::Code, &guard);
            }
        }
    }
}

/// `influences(x,y,admin,P(F))` of whoever administers `y`, and of the domain that runs it.
pub(crate) fn i4(world: &World, known: &Facts, new: &mut Facts) {
    for y in world.principals() {
        let principal = world.base.principal(y);
        for (cause, f) in &known.cause {
            let administers = world.kind(cause.permission) == VerbKind::Administer;
            if administers && principal.itself.contains(&cause.permission.leaf) {
                add(new, cause.actor, y, How::Admin, &without_session(world.base, f));
            }
        }
        if matches!(principal.kind, PrincipalKind::Service | PrincipalKind::Tool { .. }) {
            for domain in &principal.domains {
                if let Some(d) = commands(world, *domain) {
                    add(new, d, y, How::Admin, &Guard::always());
                }
            }
        }
    }
}

/// The domain as a principal, if it is untrusted or an insider.
fn commands(world: &World, domain: DomainId) -> Option<PrincipalId> {
    let domain = &world.base.domains[domain.index()];
    (!domain.trusted || world.is_insider(domain.principal)).then_some(domain.principal)
}

/// `far(x,r,p,F&H&D) <- influences(x,y,how,F), direct(y,r,p,H), heeds(y,how,p,D)`, and with `S(F)` of `far(y,r,p,H)`.
pub(crate) fn i2(world: &World, known: &Facts, new: &mut Facts) {
    for (influence, f) in &known.influences {
        let y = influence.target;
        for (direct, h) in &known.direct {
            if direct.actor == y {
                let d = world.heeds(known, y, influence.how, direct.permission);
                let head = Far { actor: influence.source, recorded: direct.recorded, permission: direct.permission };
                new.add(head, &f.and(h).and(&d));
            }
        }
        let f = without_run(world.base, f);
        for (far, h) in &known.far {
            if far.actor == y {
                let d = world.heeds(known, y, influence.how, far.permission);
                let head = Far { actor: influence.source, recorded: far.recorded, permission: far.permission };
                new.add(head, &f.and(h).and(&d));
            }
        }
    }
}

/// `far(x,r,p,F&S(G)&D) <- influences(x,y,how,F), how in {code,admin}, via(a,e,p,r,_,e,G), y = owner(e)`, `D` = `a` will ask
pub(crate) fn i5(world: &World, known: &Facts, new: &mut Facts) {
    for (influence, f) in known.influences.iter().filter(|(influence, _)| influence.how != How::Text) {
        for (via, g) in known.via.iter().filter(|(via, _)| via.entry == via.called) {
            if world.owner(via.entry) == influence.target {
                let asking = world.will_ask(known, via.caller, via.entry);
                let guard = f.and(&without_run(world.base, g)).and(&asking);
                let head = Far { actor: influence.source, recorded: via.recorded, permission: via.permission };
                new.add(head, &guard);
            }
        }
    }
}
