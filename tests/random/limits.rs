//! What holds back, and what voids it.

use std::collections::BTreeSet;

use bailiwick::logic::Guard;
use bailiwick::model::{Ceiling, ClaimKind, DeclaredFact, Forbid, GateFlaw, Permission, Scopes, When, Who};

use crate::random::draw::Draft;

/// Adds gates' guards, prohibitions, ceilings, scopes, entitlements, enforcers and unknown values.
pub(crate) fn limit(draft: &mut Draft) {
    guards(draft);
    forbids(draft);
    ceilings(draft);
    scopes(draft);
    entitlements(draft);
    enforcers(draft);
    unknowns(draft);
}

fn guards(draft: &mut Draft) {
    for gate in draft.gates.clone() {
        for _ in 0..draft.rng.u32(1..=3) {
            let permission = draft.permission();
            let when = if draft.chance(75) { Guard::always() } else { draft.guard() };
            let own = permission.leaf == draft.builder.base.gate(gate).leaf;
            if !own {
                draft.builder.base.gates[gate.index()].guards.push((permission, when));
            }
        }
        if draft.chance(15) {
            draft.builder.base.gates[gate.index()].flaws.push(GateFlaw::AgentNarrated);
        }
    }
}

fn some_permissions(draft: &mut Draft, count: u32) -> BTreeSet<Permission> {
    let mut some = BTreeSet::new();
    for _ in 0..count {
        some.insert(draft.permission());
    }
    some
}

fn forbids(draft: &mut Draft) {
    for number in 1..=draft.rng.u32(0..=2) {
        let claim = draft.builder.claim(&format!("prohibition {number}"), ClaimKind::Forbid);
        let who = if draft.chance(25) { Who::Everybody } else { Who::Only([draft.actor(), draft.actor()].into()) };
        let permissions = some_permissions(draft, 2);
        let actor = draft.actor();
        let lifted = match draft.rng.u32(0..3) {
            0 => When { alternatives: Vec::new() },
            1 => draft.when(actor),
            _ => crate::random::builder::when(draft.constraint()),
        };
        draft.builder.base.forbids.push(Forbid { claim, who, permissions, lifted });
    }
}

fn ceilings(draft: &mut Draft) {
    for agent in draft.agents.clone() {
        if draft.chance(25) {
            let name = format!("the ceiling of `{}`", draft.builder.base.principal(agent).name);
            let claim = draft.builder.claim(&name, ClaimKind::Ceiling);
            let allowed = some_permissions(draft, 2);
            draft.builder.base.ceilings.insert(agent, Ceiling { claim, allowed });
        }
    }
}

fn scopes(draft: &mut Draft) {
    for credential in draft.credentials.clone() {
        if draft.builder.base.credential(credential).scope == Scopes::Everything && draft.chance(30) {
            let subject = draft.builder.base.credential(credential).subject;
            let mut scope = some_permissions(draft, 1);
            scope.extend(draft.granted.iter().filter(|(who, _)| *who == subject).take(2).map(|(_, what)| *what));
            draft.builder.base.credentials[credential.index()].scope = Scopes::Only(scope);
        }
    }
}

fn entitlements(draft: &mut Draft) {
    for principal in draft.actors() {
        for atom in draft.classes.clone() {
            if draft.chance(25) {
                let when = draft.when(principal);
                draft.builder.fact_when(DeclaredFact::EntitledData { principal, atom }, when);
            }
        }
    }
}

/// Who could switch a control off, and what is switched off already.
fn enforcers(draft: &mut Draft) {
    for at in 0..draft.builder.base.claims.len() {
        if draft.chance(45) {
            let enforcer = draft.actor();
            if draft.chance(50) {
                draft.builder.itself(enforcer);
            }
            draft.builder.base.claims[at].enforcers.push(enforcer);
        }
        if draft.chance(15) {
            let leaf = draft.target();
            draft.builder.base.claims[at].resources.push(leaf);
        }
        let likely = if draft.builder.base.claims[at].kind == ClaimKind::Plan { 35 } else { 12 };
        if draft.chance(likely) {
            draft.builder.base.claims[at].void = Some("nobody enforces it".to_owned());
        }
    }
}

fn unknowns(draft: &mut Draft) {
    if !draft.chance(40) {
        return;
    }
    for at in 0..draft.builder.base.facts.len() {
        if draft.chance(8) {
            let unknown = draft.builder.unknown("something that was left out");
            draft.builder.base.facts[at].assumed = Some(unknown);
        }
    }
}
