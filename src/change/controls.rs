//! What holds people back and does so no longer, or differently, as it is declared. What follows from it is told elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::effect::Names;
use crate::model::{Base, ClaimKind, Gate, Permission};
use crate::proof::words;

/// A control that is declared differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Control {
    /// Whether it holds back less; more otherwise.
    pub loosened: bool,
    /// What has changed, as a sentence without its full stop.
    pub sentence: String,
}

/// The controls that hold back less or more than before.
pub(crate) fn controls(before: &Base, after: &Base) -> Vec<Control> {
    let (first, second) = (Names::of(before), Names::of(after));
    let mut found: BTreeSet<Control> = BTreeSet::new();
    let lost = gates(before, &first, after, &second);
    let won = gates(after, &second, before, &first);
    found.extend(lost.into_iter().map(|(name, what)| sentence(true, &name, &what, "no longer")));
    found.extend(won.into_iter().map(|(name, what)| sentence(false, &name, &what, "now")));
    for (at, name) in first.gates.iter().enumerate() {
        let known = second.gates.iter().position(|other| other == name);
        if let (Some(one), Some(other)) = (before.gates.get(at), known.and_then(|at| after.gates.get(at))) {
            found.extend(terms((before, one), (after, other)));
            found.extend(conditions((before, &first, one), (after, &second, other)));
        }
    }
    found.extend(claims(before, after, true));
    found.extend(claims(after, before, false));
    found.into_iter().rev().collect()
}

fn sentence(loosened: bool, gate: &str, what: &str, since: &str) -> Control {
    Control { loosened, sentence: format!("gate `{gate}` {since} guards {what}") }
}

/// What the gates of one policy guard and those of the same name in another do not, as long as it is there.
fn gates(own: &Base, names: &Names, other: &Base, others: &Names) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (gate, name) in own.gates.iter().zip(&names.gates) {
        let known = others.gates.iter().position(|known| known == name).and_then(|at| other.gates.get(at));
        let kept: BTreeSet<(&str, &str)> =
            known.iter().flat_map(|gate| &gate.guards).map(|(permission, _)| spelt(others, *permission)).collect();
        for (permission, _) in &gate.guards {
            let spelt = spelt(names, *permission);
            if !kept.contains(&spelt) && others.leaves.iter().any(|leaf| leaf == spelt.1) {
                found.push((name.clone(), declared(own, *permission)));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn spelt(names: &Names, permission: Permission) -> (&str, &str) {
    (&names.verbs[permission.verb.index()], &names.leaves[permission.leaf.index()])
}

/// A permission as it is declared, for whichever individual.
fn declared(base: &Base, permission: Permission) -> String {
    format!("`{}` on `{}`", base.verbs[permission.verb.index()].name, base.leaf(permission.leaf).declared)
}

/// When a gate guards what it guards in both policies, where that has changed.
fn conditions(before: (&Base, &Names, &Gate), after: (&Base, &Names, &Gate)) -> Vec<Control> {
    let (own, names, gate) = before;
    let (other, others, known) = after;
    let mut found = Vec::new();
    for (permission, guard) in &gate.guards {
        let same = known.guards.iter().find(|(one, _)| spelt(others, *one) == spelt(names, *permission));
        let Some((_, now)) = same else { continue };
        let (was, is) = (words::guard(own, guard), words::guard(other, now));
        if was != is {
            let what = declared(own, *permission);
            let sentence = format!("gate `{}` guards {what} when {is}; it was: {was}", gate.name);
            found.push(Control { loosened: !now.is_always(), sentence });
        }
    }
    found
}

/// What a gate asks for, and what its approvals are worth.
fn terms((before, one): (&Base, &Gate), (after, other): (&Base, &Gate)) -> Vec<Control> {
    let mut found = Vec::new();
    let name = &one.name;
    if one.quorum != other.quorum {
        let sentence = format!("gate `{name}` asks for {} approvals, and asked for {}", other.quorum, one.quorum);
        found.push(Control { loosened: other.quorum < one.quorum, sentence });
    }
    let approvers = |base: &Base, gate: &Gate| {
        let all = gate.approvers.iter().map(|approver| words::principal(base, *approver));
        all.collect::<BTreeSet<String>>()
    };
    let (were, are) = (approvers(before, one), approvers(after, other));
    let can = are.difference(&were).map(|who| (true, format!("{who} can approve for gate `{name}`, and could not")));
    let could = were.difference(&are).map(|who| (false, format!("{who} can no longer approve for gate `{name}`")));
    found.extend(can.chain(could).map(|(loosened, sentence)| Control { loosened, sentence }));
    let new = other.flaws.iter().filter(|flaw| !one.flaws.contains(flaw)).map(|flaw| (true, flaw));
    let gone = one.flaws.iter().filter(|flaw| !other.flaws.contains(flaw)).map(|flaw| (false, flaw));
    found.extend(new.chain(gone).map(|(loosened, flaw)| {
        let since = if loosened { "counts for less now" } else { "no longer counts for less" };
        Control { loosened, sentence: format!("an approval of gate `{name}` {since}: {}", words::flaw(*flaw)) }
    }));
    found
}

/// Controls of other kinds that one policy claims and another does not, by their names; and what does not hold.
fn claims(own: &Base, other: &Base, is_before: bool) -> Vec<Control> {
    let count = |base: &Base| {
        let mut counts: BTreeMap<String, (usize, Option<String>)> = BTreeMap::new();
        for claim in base.claims.iter().filter(|claim| claim.kind != ClaimKind::Gate) {
            let known = counts.entry(claim.name.clone()).or_default();
            known.0 += 1;
            known.1 = known.1.take().or_else(|| claim.void.clone());
        }
        counts
    };
    let (own, other) = (count(own), count(other));
    let mut found = Vec::new();
    for (name, (many, void)) in own {
        let known = other.get(&name);
        if known.is_none_or(|(others, _)| *others < many) {
            let since = if is_before { "is there no longer" } else { "is new" };
            found.push(Control { loosened: is_before, sentence: format!("{name} {since}") });
        }
        if let (Some(why), Some((_, None)), false) = (&void, known, is_before) {
            found.push(Control { loosened: true, sentence: format!("{name} holds nobody back any more: {why}") });
        }
    }
    found
}
