//! Pieces of real systems, from which long derivations arise: each connects members of the universe that are drawn.

use bailiwick::model::{AuthoritySource, DeclaredFact, LeafId, PrincipalId, Scopes, VerbKind};

use crate::random::builder::permission;
use crate::random::draw::Draft;

type Motif = fn(&mut Draft);

const MOTIFS: &[Motif] = &[
    injection,
    injection,
    called_agent,
    called_agent,
    called_tool,
    called_tool,
    described_tool,
    unknown_tool,
    calling_entry,
    gateway,
    secretary,
    secretary,
    secretary,
    planned_call,
    runner,
    found_secret,
    found_secret,
    held_secret,
    used_token,
    administrator,
    controller,
    minter,
    borrowed_approval,
    delegation_chain,
    delegation_chain,
    impersonation,
    copying,
    copying,
    data_flow,
    data_flow,
    inference,
    inference,
    logging,
    audience,
    relay,
    steps,
    steps,
    event_start,
];

/// Connects some things of a universe.
pub(crate) fn connect(draft: &mut Draft) {
    for _ in 0..draft.rng.u32(8..=17) {
        let motif = draft.pick(MOTIFS).expect("there are motifs");
        motif(draft);
    }
    for _ in 0..draft.rng.u32(1..=4) {
        let (actor, permission) = (draft.actor(), draft.permission());
        draft.grant(actor, permission);
    }
    for _ in 0..draft.rng.u32(1..=3) {
        let (leaf, classes) = (draft.target(), draft.classes.clone());
        let atom = draft.pick(&classes).expect("each policy has a class");
        draft.fact(DeclaredFact::Stores { leaf, atom });
    }
}

/// Somebody writes what an agent reads, or what starts it.
fn injection(draft: &mut Draft) {
    let outsiders: Vec<PrincipalId> = draft.origins.iter().chain(&draft.humans).copied().collect();
    let author = draft.pick(&outsiders).expect("each policy has a human");
    let (leaf, agent) = (draft.store(), draft.agent());
    draft.may(author, VerbKind::Mutate, leaf);
    draft.may(agent, VerbKind::Observe, leaf);
}

/// An event starts an agent on its author's account, or on nobody's.
fn event_start(draft: &mut Draft) {
    let (leaf, agent) = (draft.store(), draft.agent());
    if let Some(author) = draft.origins.first().copied() {
        draft.may(author, VerbKind::Mutate, leaf);
    }
    if let Some(entry) = entry_of(draft, agent) {
        draft.fact(DeclaredFact::Trigger { leaf, entry });
        draft.fact(DeclaredFact::Session { agent, session: bailiwick::model::Session::Unattended });
    }
}

fn entry_of(draft: &mut Draft, owner: PrincipalId) -> Option<bailiwick::model::EntryId> {
    let entries = draft.entries.clone();
    let own: Vec<_> = entries.into_iter().filter(|entry| draft.builder.base.entry(*entry).owner == owner).collect();
    draft.pick(&own)
}

/// Somebody calls an agent, which does something.
fn called_agent(draft: &mut Draft) {
    let (caller, agent) = (draft.worker(), draft.agent());
    if let Some(entry) = entry_of(draft, agent) {
        draft.may_call(caller, entry);
    }
    let permission = draft.permission();
    draft.grant(agent, permission);
}

/// Somebody calls an entry that does something, and whoever's authority it takes has it.
fn called_tool(draft: &mut Draft) {
    let (caller, entry) = (draft.worker(), draft.entry());
    draft.may_call(caller, entry);
    for _ in 0..draft.rng.u32(1..=2) {
        let permission = draft.permission();
        draft.fact(DeclaredFact::Performs { entry, permission });
        let declared = draft.builder.base.entry(entry);
        let (authority, owner) = (declared.authority, declared.owner);
        let needed = match authority {
            AuthoritySource::Own => vec![owner],
            AuthoritySource::Caller => vec![caller],
            AuthoritySource::Both => vec![caller, owner],
            AuthoritySource::Maker(maker) => vec![maker],
        };
        for actor in needed {
            draft.grant(actor, permission);
        }
    }
}

/// An agent may call a tool, and reads what its publisher says of it.
fn described_tool(draft: &mut Draft) {
    let (agent, tools) = (draft.agent(), draft.tools.clone());
    if let Some(entry) = draft.pick(&tools).and_then(|tool| entry_of(draft, tool)) {
        draft.may_call(agent, entry);
    }
}

/// Nobody knows what the entry does.
fn unknown_tool(draft: &mut Draft) {
    let (caller, entry) = (draft.worker(), draft.entry());
    draft.may_call(caller, entry);
    draft.fact(DeclaredFact::PerformsAnything { entry });
    let unknown = draft.builder.unknown("what an entry does");
    draft.builder.base.facts.last_mut().expect("just declared").assumed = Some(unknown);
    let (owner, permission) = (draft.builder.base.entry(entry).owner, draft.permission());
    draft.grant(owner, permission);
}

/// An entry calls another one.
fn calling_entry(draft: &mut Draft) {
    let (caller, entry, target) = (draft.worker(), draft.entry(), draft.entry());
    draft.may_call(caller, entry);
    draft.fact(DeclaredFact::Calls { entry, target });
    let (owner, permission) = (draft.builder.base.entry(entry).owner, draft.permission());
    draft.may_call(owner, target);
    draft.fact(DeclaredFact::Performs { entry: target, permission });
    for actor in [owner, caller, draft.builder.base.entry(target).owner] {
        draft.grant(actor, permission);
    }
}

/// An entry reads something, asks an agent about it, and writes something.
fn gateway(draft: &mut Draft) {
    let (caller, entry, agent, read) = (draft.worker(), draft.entry(), draft.agent(), draft.store());
    let Some(target) = entry_of(draft, agent) else { return };
    draft.may_call(caller, entry);
    draft.fact(DeclaredFact::Calls { entry, target });
    let owner = draft.builder.base.entry(entry).owner;
    draft.may_call(owner, target);
    for permission in [permission(VerbKind::Observe, read), draft.permission()] {
        draft.fact(DeclaredFact::Performs { entry, permission });
        for actor in [owner, caller] {
            draft.grant(actor, permission);
        }
    }
    let done = draft.permission();
    draft.grant(agent, done);
}

/// An agent that knows something writes in its caller's name, or in whosever.
fn secretary(draft: &mut Draft) {
    let (caller, agent, known, written) = (draft.worker(), draft.agent(), draft.store(), draft.target());
    let Some(entry) = entry_of(draft, agent) else { return };
    draft.may(agent, VerbKind::Observe, known);
    draft.may_call(caller, entry);
    let permission = permission(VerbKind::Disclose, written);
    draft.fact(DeclaredFact::Performs { entry, permission });
    let declared = draft.builder.base.entry(entry);
    let (authority, owner) = (declared.authority, declared.owner);
    let holder = match authority {
        AuthoritySource::Own => owner,
        AuthoritySource::Maker(maker) => maker,
        AuthoritySource::Caller | AuthoritySource::Both => caller,
    };
    draft.grant(holder, permission);
}

/// An agent's steps call another agent, which does something.
fn planned_call(draft: &mut Draft) {
    let (planner, agent) = (draft.agent(), draft.agent());
    let Some(entry) = entry_of(draft, agent) else { return };
    draft.may_call(planner, entry);
    if let Some((actor, permission)) = draft.granted.last().copied() {
        draft.fact(DeclaredFact::Step { actor, permission });
    }
    let (done, caller) = (draft.permission(), draft.worker());
    draft.grant(agent, done);
    if let Some(entry) = entry_of(draft, planner) {
        draft.may_call(caller, entry);
    }
}

/// A service runs what somebody writes.
fn runner(draft: &mut Draft) {
    let (writer, leaf) = (draft.worker(), draft.store());
    let runners: Vec<PrincipalId> = draft.services.iter().chain(&draft.tools).chain(&draft.agents).copied().collect();
    let principal = draft.pick(&runners).expect("each policy has an agent");
    draft.may(writer, VerbKind::Mutate, leaf);
    draft.fact(DeclaredFact::Runs { principal, leaf });
    let permission = draft.permission();
    draft.grant(principal, permission);
}

/// The secret of a credential lies where somebody reads it, and its subject may do something.
fn found_secret(draft: &mut Draft) {
    let credentials = draft.credentials.clone();
    let Some(credential) = draft.pick(&credentials) else { return };
    let (finder, leaf, atom) = (draft.worker(), draft.store(), draft.builder.secret(credential));
    draft.fact(DeclaredFact::Stores { leaf, atom });
    draft.may(finder, VerbKind::Observe, leaf);
    worth(draft, credential);
}

fn worth(draft: &mut Draft, credential: bailiwick::model::CredentialId) {
    let (subject, permission) = (draft.builder.base.credential(credential).subject, draft.permission());
    draft.grant(subject, permission);
}

fn held_secret(draft: &mut Draft) {
    let credentials = draft.credentials.clone();
    let Some(credential) = draft.pick(&credentials) else { return };
    let actor = draft.worker();
    draft.fact(DeclaredFact::Holds { actor, credential });
    draft.builder.base.credentials[credential.index()].custodians.insert(actor);
    worth(draft, credential);
}

fn used_token(draft: &mut Draft) {
    let credentials = draft.credentials.clone();
    let Some(credential) = draft.pick(&credentials) else { return };
    let actor = draft.worker();
    draft.fact(DeclaredFact::Uses { actor, credential });
    worth(draft, credential);
}

/// Somebody administers a resource, and can grant whatever there is to do with it.
fn administrator(draft: &mut Draft) {
    let (actor, leaf) = (draft.worker(), draft.target());
    draft.may(actor, VerbKind::Administer, leaf);
}

/// Somebody administers another principal.
fn controller(draft: &mut Draft) {
    let (actor, other) = (draft.worker(), draft.actor());
    let leaf = draft.builder.itself(other);
    draft.may(actor, VerbKind::Administer, leaf);
}

/// Somebody mints credentials of somebody else.
fn minter(draft: &mut Draft) {
    let (actor, other) = (draft.worker(), draft.actor());
    let leaf = draft.builder.itself(other);
    if draft.builder.base.leaf(leaf).credential.is_none() {
        draft.builder.fresh(other);
    }
    draft.may(actor, VerbKind::Mint, leaf);
    let permission = draft.permission();
    draft.grant(other, permission);
}

/// Somebody works with the token of an approver.
fn borrowed_approval(draft: &mut Draft) {
    let (gates, humans) = (draft.gates.clone(), draft.humans.clone());
    let (Some(gate), Some(human)) = (draft.pick(&gates), draft.pick(&humans)) else { return };
    let name = format!("approval-{}", draft.credentials.len());
    let credential = draft.builder.credential(&name, human, Scopes::Everything);
    let approve = permission(VerbKind::Approve, draft.builder.base.gate(gate).leaf);
    if draft.chance(50) {
        draft.builder.base.credentials[credential.index()].scope = Scopes::Only([approve].into());
    }
    let actor = draft.worker();
    draft.fact(DeclaredFact::Uses { actor, credential });
    draft.grant(human, approve);
    draft.credentials.push(credential);
}

/// A permission is handed on two or three times, perhaps in a circle.
fn delegation_chain(draft: &mut Draft) {
    let (mut from, permission) = (draft.actor(), draft.permission());
    draft.grant(from, permission);
    let first = from;
    let hops = draft.rng.u32(1..=3);
    for hop in 0..hops {
        let last = hop + 1 == hops;
        let to = if last && hop > 0 && draft.chance(40) { first } else { draft.worker() };
        delegate(draft, from, to, permission, 15);
        from = to;
    }
}

fn impersonation(draft: &mut Draft) {
    let (from, to, permission) = (draft.actor(), draft.worker(), draft.permission());
    draft.grant(from, permission);
    delegate(draft, from, to, permission, 90);
}

fn delegate(
    draft: &mut Draft,
    from: PrincipalId,
    to: PrincipalId,
    permission: bailiwick::model::Permission,
    impersonates: u32,
) {
    let (impersonating, offline, depth) = (draft.chance(impersonates), draft.chance(35), draft.depth());
    let when = draft.when(from);
    let fact = DeclaredFact::Delegates { from, to, permission, depth, impersonating, offline };
    draft.builder.fact_when(fact, when);
}

/// A tool copies from one place to another.
fn copying(draft: &mut Draft) {
    let (caller, entry, from, to) = (draft.worker(), draft.entry(), draft.store(), draft.target());
    let kind = draft.pick(&[VerbKind::Mutate, VerbKind::Disclose]).unwrap_or(VerbKind::Mutate);
    let owner = draft.builder.base.entry(entry).owner;
    draft.may_call(caller, entry);
    for permission in [permission(VerbKind::Observe, from), permission(kind, to)] {
        draft.fact(DeclaredFact::Performs { entry, permission });
        draft.grant(owner, permission);
        draft.grant(caller, permission);
    }
}

fn through(draft: &mut Draft) -> Option<bailiwick::model::TransformerId> {
    let transformers = draft.transformers.clone();
    if draft.chance(60) { draft.pick(&transformers) } else { None }
}

fn data_flow(draft: &mut Draft) {
    let (from, to, through) = (draft.store(), draft.target(), through(draft));
    draft.fact(DeclaredFact::Flow { from, to, through });
    let reader = draft.worker();
    draft.may(reader, VerbKind::Observe, to);
}

/// One agent asks a model, perhaps one that trains and that another agent asks as well.
fn inference(draft: &mut Draft) {
    let models = draft.models.clone();
    let Some(model) = draft.pick(&models) else { return };
    for _ in 0..draft.rng.u32(1..=3) {
        let (actor, through) = (draft.agent(), through(draft));
        draft.fact(DeclaredFact::Infers { actor, model, through });
        read_something(draft, actor);
    }
    if draft.chance(80) {
        draft.builder.fact(DeclaredFact::Trains { model });
    }
}

fn read_something(draft: &mut Draft, actor: PrincipalId) {
    let (leaf, classes) = (draft.store(), draft.classes.clone());
    draft.may(actor, VerbKind::Observe, leaf);
    if let Some(atom) = draft.pick(&classes) {
        draft.fact(DeclaredFact::Stores { leaf, atom });
    }
}

fn logging(draft: &mut Draft) {
    let logs = draft.logs.clone();
    let Some(log) = draft.pick(&logs) else { return };
    let (actor, through) = (draft.worker(), through(draft));
    draft.fact(DeclaredFact::Logs { actor, log, through });
    read_something(draft, actor);
    let reader = draft.actor();
    if draft.chance(50) {
        draft.fact(DeclaredFact::Audience { leaf: log, reader });
    } else {
        draft.may(reader, VerbKind::Observe, log);
    }
}

fn audience(draft: &mut Draft) {
    let (leaf, reader) = (draft.target(), draft.actor());
    draft.fact(DeclaredFact::Audience { leaf, reader });
    write_something(draft, leaf);
}

fn write_something(draft: &mut Draft, leaf: LeafId) {
    let actor = draft.worker();
    let kind = if draft.stores.contains(&leaf) { VerbKind::Mutate } else { VerbKind::Disclose };
    read_something(draft, actor);
    draft.may(actor, kind, leaf);
}

/// Somebody reads here and writes there.
fn relay(draft: &mut Draft) {
    let leaf = draft.target();
    write_something(draft, leaf);
}

/// Somebody has steps for what they may do.
fn steps(draft: &mut Draft) {
    let workers: Vec<PrincipalId> = draft.agents.iter().chain(&draft.humans).copied().collect();
    let actor = draft.pick(&workers).expect("each policy has an agent");
    let own: Vec<_> = draft.granted.iter().filter(|(who, _)| *who == actor).map(|(_, what)| *what).collect();
    for permission in own {
        if draft.chance(70) {
            draft.fact(DeclaredFact::Step { actor, permission });
        }
    }
}
