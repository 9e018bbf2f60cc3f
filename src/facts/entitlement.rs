//! Entitlement (semantics 2.4.8): who may know what as a matter of business. Computed before the fixpoint, so that the
//! rules stay positive: neither gates nor prohibitions dissolve here.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::facts::obstacle::Obstacle;
use crate::facts::relation::account;
use crate::facts::world::World;
use crate::logic::{Atom, Conjunction, Guard};
use crate::model::{DeclaredFact, GateId, LeafId, Permission, PrincipalId, VerbKind, When};

/// For each principal and data atom, the minimal conditions under which it is entitled to it.
pub(crate) fn entitled(world: &World<'_>) -> FxHashMap<(u32, u32), Vec<Conjunction>> {
    let base = world.base;
    let derived: BTreeSet<LeafId> = base.facts.iter().filter_map(|declared| flow_target(&declared.fact)).collect();
    let mut held: FxHashMap<LeafId, Vec<u32>> = FxHashMap::default();
    for declared in &base.facts {
        if let DeclaredFact::Stores { leaf, atom } = declared.fact
            && !derived.contains(&leaf)
        {
            held.entry(leaf).or_default().push(atom.0);
        }
    }
    let mut guards: FxHashMap<(u32, u32), Guard> = FxHashMap::default();
    let mut add = |principal: u32, atom: u32, guard: &Guard| {
        let known = guards.entry((principal, atom)).or_default();
        *known = known.or(guard);
    };
    for declared in &base.facts {
        match declared.fact {
            DeclaredFact::EntitledData { principal, atom } => {
                add(principal.0, atom.0, &genuine(world, &declared.when, None));
            }
            DeclaredFact::Grant { actor, permission, .. } if base.kind(permission.verb) == VerbKind::Observe => {
                let guard = genuine(world, &declared.when, None).and(&unhindered(world, actor, permission));
                for atom in held.get(&permission.leaf).into_iter().flatten() {
                    add(actor.0, *atom, &guard);
                }
            }
            _ => {}
        }
    }
    guards.into_iter().map(|(pair, guard)| (pair, guard.alternatives().to_vec())).collect()
}

fn flow_target(fact: &DeclaredFact) -> Option<LeafId> {
    match fact {
        DeclaredFact::Flow { to, .. } => Some(*to),
        _ => None,
    }
}

/// A declared condition in which every gate is opened by genuine approvals.
fn genuine(world: &World<'_>, when: &When, recorded: Option<PrincipalId>) -> Guard {
    Guard::from_alternatives(when.alternatives.iter().filter_map(|alternative| {
        alternative.approvals.iter().try_fold(alternative.condition.clone(), |condition, (gate, requester)| {
            condition.and(&approval(world, *gate, recorded.unwrap_or(*requester)))
        })
    }))
}

fn approval(world: &World<'_>, gate: GateId, requester: PrincipalId) -> Conjunction {
    let count = world.base.gate(gate).quorum;
    Conjunction::atom(Atom::Approved { gate: gate.0, requester: requester.0, count })
}

/// When neither a prohibition nor a gate keeps a principal from a permission.
fn unhindered(world: &World<'_>, principal: PrincipalId, permission: Permission) -> Guard {
    let number = world.permission(permission);
    let mut guard = Guard::always();
    for obstacle in world.forbids(principal.0, account(principal.0, false), number) {
        if let Obstacle::Forbid(forbid, _) = obstacle {
            guard = guard.and(&genuine(world, &world.base.forbids[forbid as usize].lifted, Some(principal)));
        }
    }
    for obstacle in world.gates(number, principal.0) {
        if let Obstacle::Gate { gate, guard: at, .. } = obstacle {
            let (_, when) = &world.base.gates[gate as usize].guards[at as usize];
            let outside = when.complement(&world.base.vocabulary).expect("a gate's condition has no atoms");
            let approved = Guard::from_alternatives([approval(world, GateId(gate), principal)]);
            guard = guard.and(&outside.or(&approved));
        }
    }
    guard
}
