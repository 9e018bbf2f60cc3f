//! Who is entitled to which data: settled before the rules begin, so that they stay positive. Nothing dissolves here.

use bailiwick::logic::Guard;
use bailiwick::model::{DeclaredFact, LeafId, Permission, PrincipalId, VerbKind, When};

use crate::plain::fact::{Entitled, Facts};
use crate::plain::world::{World, approved, complement, covers, only};

/// What is for whom: declared, or granted at a source. It is settled before the rules begin: nothing dissolves here.
pub(crate) fn entitled(world: &World, new: &mut Facts) {
    for declared in &world.base.facts {
        if let DeclaredFact::EntitledData { principal, atom } = declared.fact {
            new.add(Entitled { principal, atom }, &undissolved(world, &declared.when, None));
        }
        let DeclaredFact::Grant { actor, permission, .. } = declared.fact else { continue };
        if world.kind(permission) != VerbKind::Observe || is_filled_by_a_flow(world, permission.leaf) {
            continue;
        }
        let guard = undissolved(world, &declared.when, None).and(&allowed(world, actor, permission));
        for stored in &world.base.facts {
            if let DeclaredFact::Stores { leaf, atom } = stored.fact
                && leaf == permission.leaf
            {
                new.add(Entitled { principal: actor, atom }, &guard);
            }
        }
    }
}

fn is_filled_by_a_flow(world: &World, leaf: LeafId) -> bool {
    world.base.facts.iter().any(|declared| matches!(declared.fact, DeclaredFact::Flow { to, .. } if to == leaf))
}

/// What the forbids and the gates leave of an observation by `actor`.
fn allowed(world: &World, actor: PrincipalId, permission: Permission) -> Guard {
    let mut all = Guard::always();
    for forbid in &world.base.forbids {
        if covers(&forbid.who, actor) && forbid.permissions.contains(&permission) {
            all = all.and(&undissolved(world, &forbid.lifted, Some(actor)));
        }
    }
    for gate in world.gates() {
        for (guarded, when) in &world.base.gate(gate).guards {
            if *guarded == permission {
                let approved = approved(gate, world.base.gate(gate).quorum, actor);
                all = all.and(&complement(world.base, when).or(&approved));
            }
        }
    }
    all
}

/// A condition whose gates are fully approved, for requests recorded as `requester` if there is one.
fn undissolved(world: &World, when: &When, requester: Option<PrincipalId>) -> Guard {
    let mut any = Guard::never();
    for alternative in &when.alternatives {
        let mut all = only(&alternative.condition);
        for (gate, declared) in &alternative.approvals {
            let requester = requester.unwrap_or(*declared);
            all = all.and(&approved(*gate, world.base.gate(*gate).quorum, requester));
        }
        any = any.or(&all);
    }
    any
}
