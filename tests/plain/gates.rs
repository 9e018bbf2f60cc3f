//! Section "Gates and claims" of the rules.

use std::collections::BTreeSet;

use bailiwick::logic::Guard;
use bailiwick::model::{Agents, Claim, ClaimKind, DomainId, GateId, LeafId, PrincipalId, VerbId, VerbKind};

use crate::plain::fact::{Facts, Forged, How, Opens, Void};
use crate::plain::world::{World, adv, approved, recorded, void, without_session};

/// `void(m,P(F)&D)` where an adversary administers an enforcer or the control itself; `void(m)` where it is declared void
/// or in hostile hands.
pub(crate) fn v1(world: &World, known: &Facts, new: &mut Facts) {
    for claim in world.claims() {
        let declared = world.base.claim(claim);
        if declared.void.is_some() || is_hostile(world, declared) {
            new.add(Void { claim }, &Guard::always());
        }
        let mut editable: Vec<LeafId> = declared.resources.clone();
        for enforcer in &declared.enforcers {
            editable.extend(&world.base.principal(*enforcer).itself);
        }
        for (cause, f) in &known.cause {
            let administers = world.kind(cause.permission) == VerbKind::Administer;
            if administers && editable.contains(&cause.permission.leaf) {
                let guard = without_session(world.base, f).and(&adv(known, cause.actor));
                new.add(Void { claim }, &guard);
            }
        }
        for (influence, f) in &known.influences {
            if influence.how == How::Code && declared.enforcers.contains(&influence.target) {
                let guard = without_session(world.base, f).and(&adv(known, influence.source));
                new.add(Void { claim }, &guard);
            }
        }
    }
}

/// An enforcer is hostile in this mode, or a hostile domain runs it; a store that trims is its own enforcer.
fn is_hostile(world: &World, claim: &Claim) -> bool {
    let mode = &world.setting.mode;
    let compromised = |e: PrincipalId| match &mode.agents {
        Agents::AllCompromised => world.base.is_agent(e),
        Agents::Compromised(some) => some.contains(&e),
        Agents::Honest | Agents::FollowSteps => false,
    };
    let run = |domain: &DomainId| {
        let domain = &world.base.domains[domain.index()];
        !domain.trusted || mode.insiders.contains(&domain.principal)
    };
    let enforcer = |e: &PrincipalId| {
        let about = world.base.principal(*e);
        about.hostile || compromised(*e) || mode.insiders.contains(e) || about.domains.iter().any(run)
    };
    let store = |leaf: &LeafId| world.base.leaf(*leaf).domains.iter().any(run);
    claim.enforcers.iter().any(enforcer) || (claim.kind == ClaimKind::Trim && claim.resources.iter().any(store))
}

/// `forged(g,h,P(F)&D) <- rec(x,h,(v,leaf g),F), kind(v) = approve, h an approver of g`
pub(crate) fn g1(world: &World, known: &Facts, new: &mut Facts) {
    for (x, h, p, f) in recorded(known) {
        if let Some(gate) = approves(world, h, p.verb, p.leaf) {
            let d = if world.is_human(x) { adv(known, x) } else { world.will(known, x, p) };
            new.add(Forged { gate, approver: h }, &without_session(world.base, f).and(&d));
        }
    }
}

/// For the `x` in question: the same with `D = true`, if not (`g` excludes whoever had it asked for and `h = x`).
pub(crate) fn g2(world: &World, known: &Facts, new: &mut Facts) {
    let Some(asked) = world.setting.in_question else { return };
    for (x, h, p, f) in recorded(known) {
        if let Some(gate) = approves(world, h, p.verb, p.leaf) {
            let refused = world.base.gate(gate).is_independent() && h == x;
            if x == asked && !refused {
                new.add(Forged { gate, approver: h }, &without_session(world.base, f));
            }
        }
    }
}

/// The gate that counts what `h` does there as an approval.
fn approves(world: &World, h: PrincipalId, verb: VerbId, leaf: LeafId) -> Option<GateId> {
    let gate = world.base.leaf(leaf).gate?;
    let approver = world.base.gate(gate).approvers.contains(&h);
    (approver && world.base.kind(verb) == VerbKind::Approve).then_some(gate)
}

/// G3: `opens(g,r)`: genuinely approved, void, or with forged approvals in the place of some of the genuine ones.
pub(crate) fn g3(world: &World, known: &Facts, new: &mut Facts) {
    for gate in world.gates() {
        for requester in world.principals() {
            let head = Opens { gate, requester };
            let declared = world.base.gate(gate);
            new.add(head, &approved(gate, declared.quorum, requester));
            new.add(head, &void(known, declared.claim));
            if world.has_rule("G3") {
                for (names, forged) in forged_sets(world, known, gate, requester) {
                    new.add(head, &approved(gate, declared.quorum - names, requester).and(&forged));
                }
            }
        }
    }
}

/// Every set of at most `quorum` forged names that count for `requester`: how many they are, and when they are forged.
fn forged_sets(world: &World, known: &Facts, gate: GateId, requester: PrincipalId) -> Vec<(u32, Guard)> {
    let declared = world.base.gate(gate);
    let mut sets = vec![(0, Guard::always())];
    for h in declared.approvers.iter().collect::<BTreeSet<_>>() {
        if declared.excludes_requester && *h == requester {
            continue;
        }
        let forged = known.guard(Forged { gate, approver: *h });
        for (names, guard) in sets.clone() {
            if names < declared.quorum {
                sets.push((names + 1, guard.and(&forged)));
            }
        }
    }
    sets
}
