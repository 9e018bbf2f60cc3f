//! What is asked about a random policy.

use bailiwick::logic::Guard;
use bailiwick::model::{
    Agents, AtomId, Base, Bounds, CredentialId, DataAtom, Mode, Need, Node, Permission, PrincipalId, Property,
    Question, Statement, VerbKind,
};

use crate::plain::{Authors, RuleSet, Setting};
use crate::random::draw::Draft;

/// How everybody behaves.
pub(crate) fn mode(draft: &mut Draft) -> Mode {
    let agents = match draft.rng.u32(0..10) {
        0..4 => Agents::AllCompromised,
        4..7 => Agents::Honest,
        7..9 => Agents::FollowSteps,
        _ => Agents::Compromised(vec![draft.agent()]),
    };
    let mut insiders = Vec::new();
    if draft.chance(30) {
        let domains = draft.domains.iter().map(|domain| draft.builder.base.domains[domain.index()].principal);
        let some: Vec<PrincipalId> = domains.chain(draft.humans.iter().copied()).collect();
        insiders.extend(draft.pick(&some));
    }
    Mode { agents, insiders }
}

/// A closure: mostly about somebody.
pub(crate) fn setting(draft: &mut Draft) -> Setting {
    let mode = mode(draft);
    let humans = draft.humans.clone();
    let x = if draft.chance(50) { draft.pick(&humans) } else { Some(draft.actor()) };
    match (draft.rng.u32(0..10), x) {
        (0..2, _) => Setting::of(mode),
        (2..4, _) | (_, None) => Setting { mode, authors: Authors::All, in_question: None, rules: RuleSet::all() },
        (_, Some(x)) => Setting { in_question: Some(x), ..Setting::about(&draft.builder.base, mode, x) },
    }
}

/// A sentence about the policy.
pub(crate) fn property(draft: &mut Draft) -> Property {
    let permission = asked_permission(draft);
    let statement = match draft.rng.u32(0..20) {
        0..3 => Statement::Possible(Question::Causes(vec![draft.worker()], vec![permission])),
        3..5 => Statement::Always(vec![permission], need(draft)),
        _ => Statement::Never(question(draft, permission)),
    };
    let mut bounds = bounds(draft);
    if matches!(statement, Statement::Possible(_)) {
        // The others have no meaning there and are refused.
        bounds = Bounds { when: bounds.when, ..Bounds::default() };
    }
    Property {
        name: "asked".to_owned(),
        label: None,
        text: String::new(),
        span: draft.builder.base.sources[0].span,
        statement,
        bounds,
        mode: mode(draft),
        vacuous: None,
        unanswered: None,
    }
}

/// Not an approval: that is rarely what a sentence is about.
fn asked_permission(draft: &mut Draft) -> Permission {
    for _ in 0..4 {
        let permission = draft.permission();
        if draft.builder.base.kind(permission.verb) != VerbKind::Approve {
            return permission;
        }
    }
    draft.permission()
}

fn need(draft: &mut Draft) -> Need {
    let gates = draft.gates.clone();
    match draft.pick(&gates) {
        Some(gate) => Need::Approved(gate),
        None => Need::Condition { unmet: draft.guard() },
    }
}

fn question(draft: &mut Draft, permission: Permission) -> Question {
    let actor = draft.actor();
    match draft.rng.u32(0..11) {
        0..5 => Question::Causes(vec![actor], vec![permission]),
        5 | 6 => Question::Reaches(vec![information(draft)], vec![node(draft)]),
        7 => Question::ReachesAnother(vec![(information(draft), node(draft)), (information(draft), node(draft))]),
        8 => Question::Extracts(vec![actor], vec![information(draft)]),
        9 => {
            let credentials: Vec<CredentialId> = draft.credentials.clone();
            match draft.pick(&credentials) {
                Some(credential) => Question::Obtains(vec![actor, draft.agent()], vec![credential]),
                None => Question::Causes(vec![actor], vec![permission]),
            }
        }
        _ => Question::Influences(vec![actor], vec![draft.agent(), draft.actor()]),
    }
}

/// A class or a secret: nobody's text is asked about by itself.
fn information(draft: &mut Draft) -> AtomId {
    let atoms = spoken_of(&draft.builder.base);
    draft.pick(&atoms).expect("each policy has a class")
}

fn spoken_of(base: &Base) -> Vec<AtomId> {
    let all = (0..).map(AtomId).take(base.atoms.len());
    all.filter(|atom| !matches!(base.atom(*atom), DataAtom::Taint(_))).collect()
}

fn node(draft: &mut Draft) -> Node {
    if draft.chance(50) { Node::Leaf(draft.target()) } else { Node::Principal(draft.worker()) }
}

fn bounds(draft: &mut Draft) -> Bounds {
    let mut bounds = Bounds::default();
    if draft.chance(15) {
        bounds.when = Some(draft.guard());
    }
    if draft.chance(10) {
        bounds.outside = Some(Guard::from_alternatives([draft.constraint()]));
    }
    let gates = draft.gates.clone();
    if draft.chance(25) {
        bounds.unless_approved.extend(draft.pick(&gates));
    }
    let transformers = draft.transformers.clone();
    if draft.chance(25) {
        bounds.trusted.extend(draft.pick(&transformers));
    }
    bounds
}
