//! What holds of all policies: more never takes away, and handing on never widens.

use bailiwick::logic::Guard;
use bailiwick::model::{Agents, Base, DeclaredFact, Mode, VerbKind};

use super::draw::Draft;
use super::{Random, tell};
use crate::plain::{Facts, Setting, evaluate};

/// What `less` knows and `more` does not, in these or weaker conditions.
fn lost(base: &Base, less: &Facts, more: &Facts) -> Vec<String> {
    let mut lost = Vec::new();
    let more = more.texts(base);
    for (text, guard) in less.texts(base) {
        let kept = more.get(&text).map(Guard::alternatives).unwrap_or_default();
        if guard.alternatives().iter().any(|one| !kept.iter().any(|weaker| one.entails(weaker))) {
            lost.push(text);
        }
    }
    lost
}

/// A flow into a leaf makes it no source, so that whoever is granted to observe it is no longer entitled by that.
fn enables(fact: &DeclaredFact) -> bool {
    !matches!(fact, DeclaredFact::Flow { .. })
}

#[test]
fn one_declared_fact_more_takes_nothing_away() {
    let mut made_a_difference = 0;
    for seed in 0..100 {
        let random = Random::policy(seed);
        let all = evaluate(&random.base, &random.setting);
        let mut draft = Draft::new(seed);
        for _ in 0..3 {
            let mut base = random.base.clone();
            let gone = base.facts.remove(draft.rng.usize(0..base.facts.len()));
            if !enables(&gone.fact) {
                continue;
            }
            let less = evaluate(&base, &random.setting);
            let lost = lost(&base, &less, &all);
            assert!(lost.is_empty(), "seed {seed}: {:?} takes away {lost:#?}\n{}", gone.fact, tell(&random.base));
            made_a_difference += usize::from(less != all);
        }
    }
    assert!(made_a_difference > 100, "only {made_a_difference} facts made a difference");
}

#[test]
fn one_limit_less_takes_nothing_away() {
    let mut made_a_difference = 0;
    for seed in 0..100 {
        let random = Random::policy(seed);
        let less = evaluate(&random.base, &random.setting);
        for lift in LIFTS {
            let mut base = random.base.clone();
            lift(&mut base);
            if base != random.base {
                let all = evaluate(&base, &random.setting);
                let lost = lost(&base, &less, &all);
                assert!(lost.is_empty(), "seed {seed} takes away {lost:#?}\n{}", tell(&base));
                made_a_difference += usize::from(less != all);
            }
        }
    }
    assert!(made_a_difference > 100, "only {made_a_difference} limits made a difference");
}

const LIFTS: [fn(&mut Base); 6] = [
    |base| drop(base.forbids.pop()),
    |base| drop(base.ceilings.pop_first()),
    |base| base.gates.iter_mut().for_each(|gate| drop(gate.guards.pop())),
    |base| base.leaves.iter_mut().for_each(|leaf| leaf.trims = None),
    |base| base.gates.iter_mut().for_each(|gate| gate.independent = false),
    |base| base.claims.iter_mut().for_each(|claim| claim.void = Some("nobody enforces it".to_owned())),
];

/// Only grants and delegations on behalf of somebody, of what is done to stores and sinks.
fn delegations_only(base: &Base) -> Base {
    let mut only = base.clone();
    only.facts.retain(|declared| {
        let (DeclaredFact::Grant { permission, .. }
        | DeclaredFact::Delegates { permission, impersonating: false, .. }) = declared.fact
        else {
            return false;
        };
        let kind = base.kind(permission.verb);
        kind.is_out() || kind == VerbKind::Observe
    });
    only
}

#[test]
fn handing_on_never_widens() {
    let mut handed_on = 0;
    for seed in 0..300 {
        let base = delegations_only(&Random::policy(seed).base);
        let facts = evaluate(&base, &Setting::of(Mode { agents: Agents::AllCompromised, insiders: Vec::new() }));
        for (auth, guard) in &facts.auth {
            let giver = auth.account.subject;
            handed_on += usize::from(auth.actor != giver);
            assert_eq!(auth.recorded, auth.actor, "seed {seed}: an actor on behalf of somebody keeps its name");
            for one in guard.alternatives() {
                let mut own = facts.auth.iter().filter(|(own, _)| {
                    let same = own.actor == giver && own.account.subject == giver && own.permission == auth.permission;
                    same && own.depth >= auth.depth
                });
                let covered = own.any(|(_, weaker)| weaker.alternatives().iter().any(|other| one.entails(other)));
                assert!(covered, "seed {seed}: {auth:?} is more than its giver has\n{}", tell(&base));
            }
        }
    }
    assert!(handed_on > 200, "only {handed_on} permissions were handed on");
}
