//! The declared facts of a policy, and those of the mode, as rows.

use crate::facts::closure::Closure;
use crate::facts::information::written_by_domains;
use crate::facts::obstacle::Obstacle;
use crate::facts::relation::{BY_ADMIN, BY_CODE, BY_TEXT, Relation, SINGLE, Tuple, UNATTENDED, UNLIMITED, session_of};
use crate::facts::world::World;
use crate::facts::{Setting, Unknowns};
use crate::model::{
    Alternative, Claim, ClaimKind, DeclaredFact, Depth, Domain, DomainId, Permission, PrincipalId, PrincipalKind,
    Session,
};

/// Loads everything that holds before any rule is used.
pub(crate) fn load(closure: &mut Closure<'_>, setting: &Setting) {
    let base = closure.world().base;
    for (declared, number) in base.facts.iter().zip(0..) {
        if declared.assumed.is_some() && setting.unknowns == Unknowns::GiveNothing {
            continue;
        }
        let (relation, tuple) = row(closure.world(), &declared.fact);
        if relation == Relation::Free && !closure.world().rules.has("B3") {
            continue;
        }
        for Alternative { condition, approvals } in &declared.when.alternatives {
            let open = |(gate, requester): &(crate::model::GateId, PrincipalId)| Obstacle::Open {
                gate: gate.0,
                recorded: requester.0,
            };
            let list = closure.world().list(approvals.iter().map(open).collect());
            closure.declare(relation, tuple, condition.clone(), list, number);
        }
    }
    load_mode(closure, setting);
    load_domains(closure);
    load_claims(closure);
}

fn load_mode(closure: &mut Closure<'_>, setting: &Setting) {
    if let Some(principal) = setting.in_question {
        closure.assume(Relation::InQuestion, [principal.0, 0, 0, 0, 0, 0]);
    }
    for how in [BY_CODE, BY_ADMIN] {
        closure.assume(Relation::ByForce, [how, 0, 0, 0, 0, 0]);
    }
    for number in 0..closure.world().principal_count() {
        let w = closure.world();
        let principal = w.base.principal(PrincipalId(number));
        let (is_agent, steerable) = (w.is_agent(number), !w.follow_steps());
        let (adversary, plan) = (w.rules.has("B1") && w.is_hostile(number), w.fixed_plan(number));
        let reader = matches!(principal.kind, PrincipalKind::Human { .. } | PrincipalKind::Origin);
        if adversary {
            closure.assume(Relation::Adversary, [number, 0, 0, 0, 0, 0]);
        }
        if adversary || setting.authors.contains(PrincipalId(number)) {
            closure.assume(Relation::Author, [number, 0, 0, 0, 0, 0]);
        }
        if reader {
            closure.assume(Relation::Reader, [number, 0, 0, 0, 0, 0]);
        }
        match plan {
            _ if !steerable => {}
            None => closure.assume(Relation::Steerable, [number, BY_TEXT, 0, 0, 0, 0]),
            Some(claim) => closure.assume(Relation::Planned, [number, claim.0, 0, 0, 0, 0]),
        }
        if !is_agent {
            closure.assume(Relation::Context, [number, SINGLE, 0, 0, 0, 0]);
        }
    }
}

fn load_domains(closure: &mut Closure<'_>) {
    let base = closure.world().base;
    for domain in &base.domains {
        if is_hostile_domain(closure.world(), domain) {
            closure.assume(Relation::HostileDomain, [domain.principal.0, 0, 0, 0, 0, 0]);
        }
    }
}

/// Whether whoever enforces a claim is hostile, or lies where somebody hostile runs it; a store trims by itself.
fn is_in_hostile_hands(w: &World<'_>, claim: &Claim) -> bool {
    let run = |domains: &[DomainId]| {
        domains.iter().map(|domain| &w.base.domains[domain.index()]).any(|domain| is_hostile_domain(w, domain))
    };
    let enforced = claim.enforcers.iter().any(|one| w.is_hostile(one.0) || run(&w.base.principal(*one).domains));
    let trimmed = claim.kind == ClaimKind::Trim && claim.resources.iter().any(|leaf| run(&w.base.leaf(*leaf).domains));
    enforced || trimmed
}

fn is_hostile_domain(w: &World<'_>, domain: &Domain) -> bool {
    !domain.trusted || w.is_insider(domain.principal.0)
}

fn load_claims(closure: &mut Closure<'_>) {
    let base = closure.world().base;
    for (claim, number) in base.claims.iter().zip(0..) {
        let is_void = claim.void.is_some() || is_in_hostile_hands(closure.world(), claim);
        if is_void && closure.world().rules.has("V1") {
            closure.assume(Relation::Void, [number, 0, 0, 0, 0, 0]);
        }
    }
    if closure.world().rules.has("F9") {
        for [leaf, part, atom] in written_by_domains(closure.world()) {
            closure.assume(Relation::Has, [leaf, part, atom, 0, 0, 0]);
        }
    }
    if closure.world().rules.has("F3") {
        for (principal, atom) in closure.world().entitlements() {
            for condition in closure.world().entitled(principal, atom).to_vec() {
                closure.declare(Relation::Entitled, [principal, atom, 0, 0, 0, 0], condition, 0, u32::MAX);
            }
        }
    }
}

fn depth(w: &World<'_>, depth: Depth) -> u32 {
    match depth {
        Depth::Unlimited => UNLIMITED,
        Depth::Limited(times) => times.min(w.principal_count()),
    }
}

fn row(w: &World<'_>, fact: &DeclaredFact) -> (Relation, Tuple) {
    let through = |through: Option<crate::model::TransformerId>| through.map_or(0, |transformer| transformer.0 + 1);
    let number = |permission: Permission| w.permission(permission);
    match *fact {
        DeclaredFact::Grant { actor, permission, depth: times } => {
            (Relation::Grant, [actor.0, number(permission), depth(w, times), 0, 0, 0])
        }
        DeclaredFact::Delegates { from, to, permission, depth: times, impersonating, offline } => {
            let flags = [u32::from(impersonating), u32::from(offline)];
            (Relation::Delegates, [from.0, to.0, number(permission), depth(w, times), flags[0], flags[1]])
        }
        DeclaredFact::Uses { actor, credential } => (Relation::Uses, [actor.0, credential.0, 0, 0, 0, 0]),
        DeclaredFact::Stores { leaf, atom } => (Relation::Stores, [leaf.0, atom.0, 0, 0, 0, 0]),
        DeclaredFact::Holds { actor, credential } => (Relation::Holds, [actor.0, credential.0, 0, 0, 0, 0]),
        DeclaredFact::Performs { entry, permission } => (Relation::Performs, [entry.0, number(permission), 0, 0, 0, 0]),
        DeclaredFact::PerformsAnything { entry } => (Relation::PerformsAnything, [entry.0, 0, 0, 0, 0, 0]),
        DeclaredFact::Calls { entry, target } => (Relation::Calls, [entry.0, target.0, 0, 0, 0, 0]),
        DeclaredFact::Step { actor, permission } => (Relation::Step, [actor.0, number(permission), 0, 0, 0, 0]),
        DeclaredFact::Free { actor } => (Relation::Free, [actor.0, 0, 0, 0, 0, 0]),
        DeclaredFact::Runs { principal, leaf } => (Relation::Runs, [principal.0, leaf.0, 0, 0, 0, 0]),
        DeclaredFact::Trigger { leaf, entry } => {
            (Relation::Trigger, [leaf.0, entry.0, w.entry(entry.0).owner.0, 0, 0, 0])
        }
        DeclaredFact::Flow { from, to, through: by } => (Relation::Flow, [from.0, to.0, through(by), 0, 0, 0]),
        DeclaredFact::Infers { actor, model, through: by } => {
            (Relation::Infers, [actor.0, model.0, through(by), 0, 0, 0])
        }
        DeclaredFact::Trains { model } => (Relation::Trains, [model.0, 0, 0, 0, 0, 0]),
        DeclaredFact::Logs { actor, log, through: by } => (Relation::Logs, [actor.0, log.0, through(by), 0, 0, 0]),
        DeclaredFact::Audience { leaf, reader } => (Relation::Audience, [leaf.0, reader.0, 0, 0, 0, 0]),
        DeclaredFact::EntitledData { principal, atom } => (Relation::EntitledTo, [principal.0, atom.0, 0, 0, 0, 0]),
        DeclaredFact::EntitledPermission { principal, permission } => {
            (Relation::EntitledTo, [principal.0, number(permission), 1, 0, 0, 0])
        }
        DeclaredFact::Session { agent, session } => {
            let session = match session {
                Session::Unattended => UNATTENDED,
                Session::Of(subject) => session_of(subject.0),
            };
            (Relation::Starts, [agent.0, session, 0, 0, 0, 0])
        }
    }
}
