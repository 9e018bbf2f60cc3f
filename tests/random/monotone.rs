//! What holds of all policies, whoever closes them: more never takes away, and handing on never widens.

use std::collections::BTreeMap;

use bailiwick::logic::Guard;
use bailiwick::model::{Agents, Base, DeclaredFact, Mode, VerbKind};

use super::draw::Draft;
use super::{Random, tell};
use crate::plain::Setting;

/// Every fact that follows, with its minimal conditions.
pub(crate) type Known = BTreeMap<String, Guard>;

/// Closes a policy.
pub(crate) type Closing = fn(&Base, &Setting) -> Known;

/// What `less` knows and `more` does not, in these or weaker conditions.
fn lost(less: &Known, more: &Known) -> Vec<String> {
    let is_lost = |(text, guard): &(&String, &Guard)| !covers(more.get(*text), guard);
    less.iter().filter(is_lost).map(|(text, _)| text.clone()).collect()
}

/// Whether a fact is known in these or weaker conditions.
fn covers(known: Option<&Guard>, guard: &Guard) -> bool {
    let kept = known.map(Guard::alternatives).unwrap_or_default();
    guard.alternatives().iter().all(|one| kept.iter().any(|weaker| one.entails(weaker)))
}

/// A flow into a leaf makes it no source, so that whoever is granted to observe it is no longer entitled by that.
fn enables(fact: &DeclaredFact) -> bool {
    !matches!(fact, DeclaredFact::Flow { .. })
}

/// Demands that one declared fact more takes nothing away.
pub(crate) fn one_declared_fact_more(close: Closing) {
    let mut made_a_difference = 0;
    for seed in 0..100 {
        let random = Random::policy(seed);
        let all = close(&random.base, &random.setting);
        let mut draft = Draft::new(seed);
        for _ in 0..3 {
            let mut base = random.base.clone();
            let gone = base.facts.remove(draft.rng.usize(0..base.facts.len()));
            if !enables(&gone.fact) {
                continue;
            }
            let less = close(&base, &random.setting);
            let lost = lost(&less, &all);
            assert!(lost.is_empty(), "seed {seed}: {:?} takes away {lost:#?}\n{}", gone.fact, tell(&random.base));
            made_a_difference += usize::from(less != all);
        }
    }
    assert!(made_a_difference > 100, "only {made_a_difference} facts made a difference");
}

/// Demands that one limit less takes nothing away.
pub(crate) fn one_limit_less(close: Closing) {
    let mut made_a_difference = 0;
    for seed in 0..100 {
        let random = Random::policy(seed);
        let less = close(&random.base, &random.setting);
        for lift in LIFTS {
            let mut base = random.base.clone();
            lift(&mut base);
            if base != random.base {
                let all = close(&base, &random.setting);
                let lost = lost(&less, &all);
                assert!(lost.is_empty(), "seed {seed} takes away {lost:#?}\n{}", tell(&base));
                made_a_difference += usize::from(less != all);
            }
        }
    }
    assert!(made_a_difference > 100, "only {made_a_difference} limits made a difference");
}

const LIFTS: [fn(&mut Base); 7] = [
    |base| drop(base.forbids.pop()),
    |base| drop(base.ceilings.pop_first()),
    |base| base.gates.iter_mut().for_each(|gate| drop(gate.guards.pop())),
    |base| base.leaves.iter_mut().for_each(|leaf| leaf.trims = None),
    |base| {
        base.gates.iter_mut().for_each(|gate| gate.excludes_requester = false);
    },
    |base| base.gates.iter_mut().for_each(|gate| gate.excludes_author = false),
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

/// Demands that handing on never widens.
pub(crate) fn handing_on(close: Closing) {
    let mut handed_on = 0;
    for seed in 0..300 {
        let base = delegations_only(&Random::policy(seed).base);
        let known = close(&base, &Setting::of(Mode { agents: Agents::AllCompromised, insiders: Vec::new() }));
        for (text, guard) in known.iter().filter(|(text, _)| text.starts_with("auth(")) {
            let [actor, recorded, giver, operation, leaf, depth] = authority(text);
            let giver = giver.trim_end_matches('*');
            handed_on += usize::from(actor != giver);
            assert_eq!(recorded, actor, "seed {seed}: an actor on behalf of somebody keeps its name");
            let own = |depth: &str| format!("auth({giver}, {giver}, {giver}, {operation}, {leaf}, {depth})");
            let mut at_least = Guard::never();
            for deeper in DEPTHS.iter().skip_while(|known| **known != depth) {
                at_least = at_least.or(&known.get(&own(deeper)).cloned().unwrap_or_default());
            }
            assert!(covers(Some(&at_least), guard), "seed {seed}: {text} is more than its giver has\n{}", tell(&base));
        }
    }
    assert!(handed_on > 200, "only {handed_on} permissions were handed on");
}

/// How often something can be handed on, in the policies of this generator.
const DEPTHS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "inf"];

fn authority(text: &str) -> [&str; 6] {
    let parts = text.trim_start_matches("auth(").trim_end_matches(')').split(", ");
    parts.collect::<Vec<_>>().try_into().expect("authority has six parts")
}
