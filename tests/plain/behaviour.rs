//! Section "Behaviour" of the rules. B6 and B8 are words of the other rules.

use bailiwick::logic::Guard;
use bailiwick::model::{Agents, DeclaredFact};

use crate::plain::fact::{Adv, Does, Facts, Follows, Free, How};
use crate::plain::world::{World, adv, condition_of, void, without_run};

/// `adv(x) <- x is hostile; x an agent in A; x an insider`
pub(crate) fn b1(world: &World, _known: &Facts, new: &mut Facts) {
    for x in world.principals() {
        let compromised = match &world.setting.mode.agents {
            Agents::FollowSteps | Agents::Honest => false,
            Agents::AllCompromised => world.base.is_agent(x),
            Agents::Compromised(some) => world.base.is_agent(x) && some.contains(&x),
        };
        if world.base.principal(x).hostile || compromised || world.is_insider(x) {
            new.add(Adv { actor: x }, &Guard::always());
        }
    }
}

/// `free(x,D) <- adv(x,D), loose(x)`
pub(crate) fn b2(world: &World, known: &Facts, new: &mut Facts) {
    for (adv, d) in &known.adv {
        if world.is_loose(adv.actor) {
            new.add(Free { actor: adv.actor }, d);
        }
    }
}

/// `free(a) <- agent(a), loose(a), mode is not declared`, and whoever is declared to be
pub(crate) fn b3(world: &World, known: &Facts, new: &mut Facts) {
    for a in world.principals() {
        if world.base.is_agent(a) && world.is_loose(a) && !world.follows_steps() {
            new.add(Free { actor: a }, &Guard::always());
        }
    }
    for declared in &world.base.facts {
        if let DeclaredFact::Free { actor } = declared.fact {
            new.add(Free { actor }, &condition_of(known, &declared.when));
        }
    }
}

/// `free(y,F&D) <- influences(x,y,how,F), adv(x,D), (how != text or loose(y))`
pub(crate) fn b4(world: &World, known: &Facts, new: &mut Facts) {
    for (influence, f) in &known.influences {
        if influence.how != How::Text || world.is_loose(influence.target) {
            let d = adv(known, influence.source);
            new.add(Free { actor: influence.target }, &f.and(&d));
        }
    }
}

/// B2 to B4 with `void(plan)` instead of `loose`.
pub(crate) fn b5(world: &World, known: &Facts, new: &mut Facts) {
    for x in world.principals() {
        let Some(plan) = world.fixed_plan(x) else { continue };
        let void = void(known, plan);
        new.add(Free { actor: x }, &adv(known, x).and(&void));
        if !world.follows_steps() {
            new.add(Free { actor: x }, &void);
        }
        for (influence, f) in &known.influences {
            if influence.target == x {
                let d = adv(known, influence.source);
                new.add(Free { actor: x }, &f.and(&d).and(&void));
            }
        }
    }
}

/// `does(x,p,F&D) <- cause(x,p,F), will(x,p,D) or follows(x,p,D)`
pub(crate) fn b7(world: &World, known: &Facts, new: &mut Facts) {
    for (cause, f) in &known.cause {
        let follows = known.guard(Follows { actor: cause.actor, permission: cause.permission });
        let d = world.will(known, cause.actor, cause.permission).or(&follows);
        new.add(Does { actor: cause.actor, permission: cause.permission }, &f.and(&d));
    }
}

/// `follows(y,p,S(f)&H) <- Step(y,(v,leaf e),f), v calls, through(y,e,_,p,H)` and `follows(y,p,f&H) <- .., via(y,_,p,_,_,e,H)` of
/// whoever keeps to steps.
pub(crate) fn b9(world: &World, known: &Facts, new: &mut Facts) {
    for (through, h) in &known.through {
        let y = through.caller;
        if world.keeps_to_steps(y) {
            let f = world.steps_calling(known, y, through.entry);
            let guard = without_run(world.base, &f).and(h);
            new.add(Follows { actor: y, permission: through.permission }, &guard);
        }
    }
    for (via, h) in &known.via {
        let y = via.caller;
        if world.keeps_to_steps(y) {
            let guard = world.steps_calling(known, y, via.called).and(h);
            new.add(Follows { actor: y, permission: via.permission }, &guard);
        }
    }
}
