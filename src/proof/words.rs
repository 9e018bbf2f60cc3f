//! Facts and conditions in the user's own words.

use crate::facts::Fact;
use crate::logic::{Atom, Conjunction, Domain, Guard, Set, Variable};
use crate::model::{
    Agents, AtomId, Base, DataAtom, GateFlaw, GateId, LeafId, Mode, Node, Permission, PrincipalId, TransformerId,
};

/// A principal: its declared name; "another `x`" for the second of two symbolic individuals.
pub(crate) fn principal(base: &Base, id: PrincipalId) -> String {
    let principal = base.principal(id);
    individual(&principal.declared, &principal.name)
}

fn individual(declared: &str, name: &str) -> String {
    let another = if name != declared && name.ends_with("·2") { "another " } else { "" };
    format!("{another}`{declared}`")
}

/// A leaf.
pub(crate) fn leaf(base: &Base, id: LeafId) -> String {
    let leaf = base.leaf(id);
    individual(&leaf.declared, &leaf.name)
}

/// A node.
pub(crate) fn node(base: &Base, at: Node) -> String {
    match at {
        Node::Leaf(id) => leaf(base, id),
        Node::Principal(id) => principal(base, id),
    }
}

/// A data atom.
pub(crate) fn atom(base: &Base, id: AtomId) -> String {
    match base.atom(id) {
        DataAtom::Class { class, owner, .. } => match owner {
            Some((dimension, 2)) => format!("`{class}` of another {dimension}"),
            Some((dimension, _)) => format!("`{class}` of one {dimension}"),
            None => format!("`{class}`"),
        },
        DataAtom::Secret(credential) => format!("the secret of `{}`", base.credential(*credential).name),
        DataAtom::Taint(author) => format!("text chosen by {}", principal(base, *author)),
    }
}

/// A permission: "`write` on `repo.src`".
pub(crate) fn permission(base: &Base, permission: Permission) -> String {
    format!("`{}` on {}", base.verbs[permission.verb.index()].name, leaf(base, permission.leaf))
}

/// A fact, as a sentence without its full stop.
pub(crate) fn sentence(base: &Base, fact: &Fact, rule: &str) -> String {
    let who = |id: &PrincipalId| principal(base, *id);
    let what = |p: &Permission| permission(base, *p);
    match fact {
        Fact::Declared => "it is declared".to_owned(),
        Fact::Authority(actor, recorded, _, p) if actor != recorded => {
            format!("{} may {} under the name of {}", who(actor), what(p), who(recorded))
        }
        Fact::Authority(actor, _, account, p) if actor != account => {
            format!("{} may {} on behalf of {}", who(actor), what(p), who(account))
        }
        Fact::Authority(actor, _, _, p) if rule.starts_with("A7") => {
            format!("{} can give itself {}", who(actor), what(p))
        }
        Fact::Authority(actor, _, _, p) | Fact::Exercise(actor, _, p) | Fact::Own(actor, p) => {
            format!("{} may {}", who(actor), what(p))
        }
        Fact::Presents(holder, credential) => {
            format!("{} can present `{}`", who(holder), base.credential(*credential).name)
        }
        Fact::Holds(holder, credential) => {
            format!("{} holds `{}` and can use it", who(holder), base.credential(*credential).name)
        }
        Fact::Session(agent, session) => match session {
            crate::model::Session::Of(subject) => format!("{} runs on the account of {}", who(agent), who(subject)),
            crate::model::Session::Unattended => format!("{} runs", who(agent)),
        },
        Fact::Invokes(caller, entry) => format!("{} can call `{}`", who(caller), base.entry(*entry).name),
        Fact::Via(caller, entry, p) => {
            format!("{} gets {} done by calling `{}`", who(caller), what(p), base.entry(*entry).name)
        }
        Fact::Direct(x, p) | Fact::Cause(x, p) | Fact::Does(x, p) => format!("{} causes {}", who(x), what(p)),
        Fact::Far(x, p) => format!("{} brings about {} through somebody else", who(x), what(p)),
        Fact::Through(caller, entry, p) => through(base, *caller, base.entry(*entry).owner, *p),
        Fact::Follows(x, p) => format!("{} causes {} by its steps", who(x), what(p)),
        Fact::Carried(_, entry, k) => {
            format!("{} is at hand in a call of `{}`", atom(base, *k), base.entry(*entry).name)
        }
        Fact::Adversary(x) => format!("{} is taken to be hostile", who(x)),
        Fact::Free(x) => format!("{} does anything it can", who(x)),
        Fact::Observes(x, p) | Fact::Emits(x, p) => format!("{} can {}", who(x), what(p)),
        Fact::Has(at, k) => format!("{} comes to {}", atom(base, *k), node(base, *at)),
        Fact::Influences(x, y, "text") => format!("what {} writes can steer {}", who(x), who(y)),
        Fact::Influences(x, y, "code") => format!("{} decides what {} runs", who(x), who(y)),
        Fact::Influences(x, y, _) => format!("{} controls {}", who(x), who(y)),
        Fact::Void(claim) => format!("{} no longer holds", base.claim(*claim).name),
        Fact::Forged(gate, approver) => {
            format!(
                "an approval of `{}` by {} can be recorded without {} deciding",
                base.gate(*gate).name,
                who(approver),
                who(approver)
            )
        }
        Fact::Opens(gate, requester) => {
            format!("`{}` lets through what is requested as {}", base.gate(*gate).name, who(requester))
        }
        Fact::Entitled(x, k) => format!("{} is entitled to {}", who(x), atom(base, *k)),
    }
}

/// Something brought about by letting somebody else do it.
pub(crate) fn through(base: &Base, actor: PrincipalId, other: PrincipalId, done: Permission) -> String {
    format!("{} brings about {} through {}", principal(base, actor), permission(base, done), principal(base, other))
}

/// A condition as a fragment: "`env` is ci, and one approval of `code-review`".
pub(crate) fn condition(base: &Base, conjunction: &Conjunction) -> String {
    let mut parts: Vec<String> = conjunction
        .constraints()
        .iter()
        .map(|(id, values)| constraint(base.vocabulary.variable(*id), values))
        .collect();
    parts.extend(conjunction.atoms().iter().map(|known| happened(base, *known)));
    if parts.is_empty() { "always".to_owned() } else { parts.join(", and ") }
}

/// A guard as a fragment.
pub(crate) fn guard(base: &Base, guard: &Guard) -> String {
    let parts: Vec<String> = guard.alternatives().iter().map(|one| condition(base, one)).collect();
    if parts.is_empty() { "never".to_owned() } else { parts.join("; or ") }
}

fn constraint(variable: &Variable, values: &Set) -> String {
    let name = &variable.name;
    let (low, high) = variable.domain.bounds();
    match (&variable.domain, values.intervals()) {
        (_, [(one, other)]) if one == other => format!("`{name}` is {}", value(&variable.domain, *one)),
        (Domain::Enumeration(_) | Domain::Boolean | Domain::Weekday | Domain::Individual, intervals) => {
            let words =
                intervals.iter().flat_map(|(from, to)| *from..=*to).map(|number| value(&variable.domain, number));
            format!("`{name}` in [{}]", words.collect::<Vec<_>>().join(", "))
        }
        (domain, [(from, to)]) if *from == low => format!("`{name}` <= {}", value(domain, *to)),
        (domain, [(from, to)]) if *to == high => format!("`{name}` >= {}", value(domain, *from)),
        (domain, intervals) => {
            let ranges = intervals.iter().map(|(from, to)| format!("{}..{}", value(domain, *from), value(domain, *to)));
            format!("`{name}` in {}", ranges.collect::<Vec<_>>().join(" or "))
        }
    }
}

/// A value as people write it.
pub(crate) fn value(domain: &Domain, number: i64) -> String {
    match domain {
        Domain::Boolean => if number == 0 { "no" } else { "yes" }.to_owned(),
        Domain::Enumeration(words) => {
            let word = usize::try_from(number).ok().and_then(|at| words.get(at));
            word.map_or_else(|| number.to_string(), Clone::clone)
        }
        Domain::Time => format!("{:02}:{:02}", number.div_euclid(60), number.rem_euclid(60)),
        Domain::Weekday => {
            let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            usize::try_from(number)
                .ok()
                .and_then(|at| days.get(at))
                .map_or_else(|| number.to_string(), |day| (*day).to_owned())
        }
        Domain::Date => date(number),
        Domain::Integer(..) | Domain::Individual => number.to_string(),
    }
}

/// A date in days since 1970-01-01 as `2026-11-22`.
pub fn date(days: i64) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    let span = jiff::Span::new().try_days(days);
    span.and_then(|span| epoch.checked_add(span)).map_or_else(|_| days.to_string(), |date| date.to_string())
}

/// An atom as a noun phrase: what has to have happened.
pub(crate) fn history(base: &Base, known: Atom) -> String {
    match known {
        Atom::Approved { gate, requester, count } => {
            let about = base.gate(GateId(gate));
            let genuine = if count == 1 { "one approval".to_owned() } else { format!("{count} approvals") };
            let of = if count < about.quorum { format!(" of the {} needed", about.quorum) } else { String::new() };
            let requester = principal(base, PrincipalId(requester));
            format!("{genuine}{of} by `{}`, requested as {requester}", about.name)
        }
        Atom::Fails(transformer) => {
            format!("`{}` failing to do its work", base.transformer(TransformerId(transformer)).name)
        }
        Atom::Stale(store) => {
            let lagging = base.leaves.iter().find(|leaf| leaf.trims.as_ref().is_some_and(|trim| trim.store == store));
            format!("permissions of `{}` lagging behind", lagging.map_or("a store", |leaf| leaf.declared.as_str()))
        }
    }
}

/// An atom as a clause, to stand behind `when`.
fn happened(base: &Base, known: Atom) -> String {
    match known {
        Atom::Approved { .. } => format!("there is {}", history(base, known)),
        Atom::Fails(transformer) => {
            format!("`{}` fails to do its work", base.transformer(TransformerId(transformer)).name)
        }
        Atom::Stale(_) => history(base, known).replace(" lagging behind", " lag behind"),
    }
}

/// A mode as a fragment.
pub(crate) fn mode(base: &Base, mode: &Mode) -> String {
    let names = |ids: &[PrincipalId]| {
        let mut names: Vec<String> = ids.iter().map(|id| format!("`{}`", base.principal(*id).declared)).collect();
        names.dedup();
        names.join(", ")
    };
    let agents = match &mode.agents {
        Agents::FollowSteps => "assuming agents follow their steps".to_owned(),
        Agents::Honest => "assuming agents are honest but can be steered".to_owned(),
        Agents::AllCompromised => "even if every agent is compromised".to_owned(),
        Agents::Compromised(some) => format!("even if {} is compromised", names(some)),
    };
    if mode.insiders.is_empty() { agents } else { format!("{agents} and {} is hostile", names(&mode.insiders)) }
}

/// Why an approval of a gate does not count, as a fragment.
pub(crate) fn flaw(flaw: GateFlaw) -> &'static str {
    match flaw {
        GateFlaw::NotIndependent => {
            "it does not exclude whoever asked for what is approved, and whoever had it asked for"
        }
        GateFlaw::Unbound => "it does not bind what is approved, or an approval can be used twice",
        GateFlaw::AgentNarrated => "its approvers see what an agent wrote",
        GateFlaw::OpensOnTimeout => "it lets through when nobody answers",
        GateFlaw::NoApprover => "nobody can approve",
        GateFlaw::NotEnforced => "nobody enforces it",
    }
}
