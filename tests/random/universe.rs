//! Who and what there is in a random policy.

use bailiwick::logic::{Domain as Values, Scope};
use bailiwick::model::{
    AuthoritySource, ClaimKind, DeclaredFact, EntryId, LeafId, LeafKind, Leak, Passing, Plan, PrincipalId,
    PrincipalKind, Scopes, Session, Trim, VerbKind,
};

use crate::random::draw::Draft;

/// Declares the universe of a policy, nothing of which is connected yet.
pub(crate) fn universe(draft: &mut Draft) {
    variables(draft);
    domains(draft);
    principals(draft);
    leaves(draft);
    entries(draft);
    credentials(draft);
    gates(draft);
    transformers(draft);
    plans(draft);
    undescribed(draft);
    sessions(draft);
}

fn variables(draft: &mut Draft) {
    let words = ["ci", "dev", "prod"].map(str::to_owned).to_vec();
    let all = [
        ("amount", Values::Integer(0, 1000), Scope::Call),
        ("env", Values::Enumeration(words), Scope::Run),
        ("frozen", Values::Boolean, Scope::Lasting),
        ("now.time", Values::Time, Scope::Run),
        ("subject.tenant", Values::Individual, Scope::Session),
        ("ticket", Values::Boolean, Scope::Session),
    ];
    for (name, domain, scope) in all {
        if draft.chance(75) || name == "subject.tenant" {
            let variable = draft.builder.variable(name, domain, scope);
            draft.variables.push(variable);
        }
    }
    if draft.chance(30) {
        draft.builder.verb("comment", VerbKind::Mutate);
    }
}

fn domains(draft: &mut Draft) {
    let corp = draft.builder.domain("corp", true, None);
    draft.domains.push(corp);
    if draft.chance(50) {
        let trusted = draft.chance(35);
        let parent = if draft.chance(30) { Some(corp) } else { None };
        let vendor = draft.builder.domain("vendor", trusted, parent);
        draft.domains.push(vendor);
    }
}

/// Mostly in the first domain.
fn surroundings(draft: &mut Draft) -> Vec<bailiwick::model::DomainId> {
    let domains = draft.domains.clone();
    let domain = if draft.chance(70) { Some(domains[0]) } else { draft.pick(&domains) };
    domain.map(|domain| draft.builder.around(domain)).unwrap_or_default()
}

fn principals(draft: &mut Draft) {
    let tenants = draft.chance(30);
    for number in 1..=if tenants { 2 } else { draft.rng.u32(1..=2) } {
        let human = draft.builder.human(&format!("human-{number}"));
        let reauthors = draft.chance(30);
        let subject = draft.chance(70);
        let individual =
            tenants.then(|| draft.builder.within(draft.variables[tenant(draft)], number.into(), number.into()));
        let declared = &mut draft.builder.base.principals[human.index()];
        declared.kind = PrincipalKind::Human { reauthors };
        declared.session_subject = subject;
        declared.individual = individual.unwrap_or_default();
        draft.humans.push(human);
    }
    if draft.chance(75) {
        let hostile = draft.chance(75);
        let origin = draft.builder.origin("origin-1", hostile);
        let subject = draft.chance(80);
        draft.builder.base.principals[origin.index()].session_subject = subject;
        draft.origins.push(origin);
    }
    for number in 1..=draft.rng.u32(1..=3) {
        let agent = draft.builder.agent(&format!("agent-{number}"));
        draft.agents.push(agent);
    }
    for number in 1..=draft.rng.u32(0..=2) {
        let service = draft.builder.service(&format!("service-{number}"));
        draft.services.push(service);
    }
    for number in 1..=draft.rng.u32(0..=1) {
        let everybody = draft.actors();
        let publisher = if draft.chance(40) { draft.pick(&everybody) } else { None };
        let tool = draft.builder.tool(&format!("tool-{number}"), publisher);
        draft.tools.push(tool);
    }
    for x in draft.actors() {
        let domains = surroundings(draft);
        draft.builder.base.principals[x.index()].domains = domains;
    }
    let parents: Vec<_> =
        draft.domains.iter().map(|domain| draft.builder.base.domains[domain.index()].clone()).collect();
    for domain in parents {
        let around = domain.parent.map(|parent| draft.builder.around(parent)).unwrap_or_default();
        draft.builder.base.principals[domain.principal.index()].domains = around;
    }
}

fn tenant(draft: &Draft) -> usize {
    let vocabulary = &draft.builder.base.vocabulary;
    let found = draft.variables.iter().position(|id| vocabulary.variable(*id).name == "subject.tenant");
    found.expect("it is always declared")
}

fn leaves(draft: &mut Draft) {
    for number in 1..=draft.rng.u32(2..=4) {
        let store = draft.builder.store(&format!("store-{number}"));
        let apart = draft.chance(20);
        draft.builder.base.leaves[store.index()].per_session = apart;
        draft.builder.base.leaves[store.index()].read_by_subject = apart && draft.chance(20);
        draft.stores.push(store);
    }
    for number in 1..=draft.rng.u32(0..=2) {
        let sink = draft.builder.leaf(&format!("sink-{number}"), LeafKind::Sink);
        let apart = draft.chance(50);
        draft.builder.base.leaves[sink.index()].per_session = apart;
        draft.builder.base.leaves[sink.index()].read_by_subject = apart;
        draft.sinks.push(sink);
    }
    if draft.chance(65) {
        let model = draft.builder.leaf("model-1", LeafKind::Model);
        draft.models.push(model);
    }
    if draft.chance(45) {
        let log = draft.builder.leaf("log-1", LeafKind::Log);
        draft.logs.push(log);
    }
    for number in 1..=draft.rng.u32(1..=2) {
        let class = draft.builder.class(&format!("class-{number}"));
        draft.classes.push(class);
    }
    let placed: Vec<LeafId> = [&draft.stores, &draft.sinks, &draft.models].into_iter().flatten().copied().collect();
    for leaf in placed {
        let domains = surroundings(draft);
        draft.builder.base.leaves[leaf.index()].domains = domains;
        if draft.chance(40) && draft.stores.contains(&leaf) {
            trim(draft, leaf);
        }
    }
}

fn trim(draft: &mut Draft, store: LeafId) {
    let name = format!("the trimming of `{}`", draft.builder.base.leaf(store).name);
    let claim = draft.builder.claim(&name, ClaimKind::Trim);
    let classes = draft.classes.clone();
    let lagging = classes.into_iter().filter(|_| draft.chance(55)).collect();
    draft.builder.base.leaves[store.index()].trims = Some(Trim { claim, store: store.0, lagging });
}

fn entries(draft: &mut Draft) {
    for agent in draft.agents.clone() {
        entry(draft, agent, "start");
    }
    for owner in draft.tools.clone().into_iter().chain(draft.services.clone()) {
        entry(draft, owner, "first");
        if draft.chance(40) {
            entry(draft, owner, "second");
        }
    }
}

fn entry(draft: &mut Draft, owner: PrincipalId, word: &str) {
    let name = format!("{}.{word}", draft.builder.base.principal(owner).name);
    let authority = match draft.rng.u32(0..10) {
        0..4 => AuthoritySource::Own,
        4..6 => AuthoritySource::Caller,
        6..8 => AuthoritySource::Both,
        _ => AuthoritySource::Maker(draft.actor()),
    };
    let id = draft.builder.entry(&name, owner, authority);
    let (takes, gives) = (passing(draft, id, "takes"), passing(draft, id, "gives"));
    let records_caller = draft.chance(25);
    let declared = &mut draft.builder.base.entries[id.index()];
    (declared.takes, declared.gives, declared.records_caller) = (takes, gives, records_caller);
    draft.entries.push(id);
}

fn passing(draft: &mut Draft, entry: EntryId, word: &str) -> Passing {
    match draft.rng.u32(0..10) {
        0 => Passing::Nothing,
        1 | 2 => {
            let name = format!("what `{}` {word}", draft.builder.base.entry(entry).name);
            Passing::Structured(draft.builder.claim(&name, ClaimKind::Structured))
        }
        _ => Passing::Text,
    }
}

fn credentials(draft: &mut Draft) {
    for number in 1..=draft.rng.u32(0..=2) {
        let subject = draft.actor();
        let credential = draft.builder.credential(&format!("token-{number}"), subject, Scopes::Everything);
        let bearer = draft.chance(85);
        draft.builder.base.credentials[credential.index()].bearer = bearer;
        draft.credentials.push(credential);
    }
}

fn gates(draft: &mut Draft) {
    for number in 1..=draft.rng.u32(0..=2) {
        let mut approvers = draft.humans.clone();
        if draft.chance(25) {
            approvers.push(draft.agent());
        }
        if draft.chance(30) {
            approvers.remove(0);
        }
        let quorum = if draft.chance(35) { 2 } else { 1 };
        let gate = draft.builder.gate(&format!("gate-{number}"), quorum, &approvers);
        let (requester, author) = (draft.chance(75), draft.chance(75));
        let declared = &mut draft.builder.base.gates[gate.index()];
        (declared.excludes_requester, declared.excludes_author) = (requester, author);
        if !declared.is_independent() {
            let flaws = &mut draft.builder.base.gates[gate.index()].flaws;
            flaws.push(bailiwick::model::GateFlaw::NotIndependent);
        }
        draft.gates.push(gate);
    }
}

fn transformers(draft: &mut Draft) {
    if !draft.chance(65) {
        return;
    }
    let id = draft.builder.transformer("transformer-1");
    let classes = draft.classes.clone();
    for (at, class) in classes.iter().enumerate() {
        if draft.chance(70) {
            let becomes = if draft.chance(40) { classes.get(at + 1).copied() } else { None };
            draft.builder.base.transformers[id.index()].rewrites.insert(*class, becomes);
            let leak = leak(draft);
            draft.builder.base.transformers[id.index()].leaks.insert(*class, leak);
        }
    }
    if draft.chance(60) {
        draft.builder.base.transformers[id.index()].drops_taint = true;
        for (at, atom) in draft.builder.base.atoms.clone().into_iter().enumerate() {
            if matches!(atom, bailiwick::model::DataAtom::Taint(_)) {
                let atom = bailiwick::model::AtomId(u32::try_from(at).expect("few atoms"));
                let leak = leak(draft);
                draft.builder.base.transformers[id.index()].leaks.insert(atom, leak);
            }
        }
    }
    draft.transformers.push(id);
}

fn leak(draft: &mut Draft) -> Leak {
    draft.pick(&[Leak::Never, Leak::OnFailure, Leak::OnFailure, Leak::Always]).unwrap_or(Leak::Never)
}

/// Agents that no text instructs, and agents with a fixed plan.
fn plans(draft: &mut Draft) {
    for agent in draft.agents.clone() {
        let instructable = draft.chance(80);
        let mut plan = Plan::Free;
        if draft.chance(25) {
            let name = format!("the plan of `{}`", draft.builder.base.principal(agent).name);
            plan = Plan::Fixed(draft.builder.claim(&name, ClaimKind::Plan));
        }
        draft.builder.base.principals[agent.index()].kind = PrincipalKind::Agent { instructable, plan };
    }
}

/// Services of which nobody says what they do.
fn undescribed(draft: &mut Draft) {
    for actor in draft.services.clone() {
        if draft.chance(25) {
            draft.fact(DeclaredFact::Free { actor });
        }
    }
}

fn sessions(draft: &mut Draft) {
    for agent in draft.agents.clone() {
        if draft.chance(55) {
            draft.fact(DeclaredFact::Session { agent, session: Session::Unattended });
        }
        for subject in draft.humans.clone().into_iter().chain(draft.origins.clone()) {
            if draft.builder.base.principal(subject).session_subject && draft.chance(35) {
                draft.fact(DeclaredFact::Session { agent, session: Session::Of(subject) });
            }
        }
    }
}
