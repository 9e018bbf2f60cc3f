//! On random pairs of policies it is told what the plain evaluator says of both.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick::change::{Deed, Effect, Kind, More, Moved, Side, compare, moved};
use bailiwick::model::{Agents, Base, Mode, When};
use bailiwick::proof::Fresh;

use crate::plain::{Effects, effects, is_more};
use crate::random::{Random, how_many, tell};

/// A policy and another one, which differs from it in one place; sometimes in the order of its facts alone.
fn pair(seed: u64) -> (Base, Base) {
    let base = Random::policy(seed).base;
    let mut random = fastrand::Rng::with_seed(seed);
    let mut other = base.clone();
    match random.u8(0..6) {
        0 if !other.facts.is_empty() => _ = other.facts.remove(random.usize(..other.facts.len())),
        1 => {
            other
                .gates
                .iter_mut()
                .filter(|gate| !gate.guards.is_empty())
                .take(1)
                .for_each(|gate| _ = gate.guards.pop());
        }
        2 => {
            other
                .facts
                .iter_mut()
                .filter(|one| !one.when.is_always())
                .take(1)
                .for_each(|one| one.when = When::always());
        }
        3 => _ = other.forbids.pop(),
        4 => other.facts.reverse(),
        _ => other.facts.retain(|_| random.u8(0..10) > 0),
    }
    if random.bool() { (base, other) } else { (other, base) }
}

fn spelt(effect: &Effect) -> (String, String) {
    let deed = match &effect.deed {
        Deed::Causes(verb, leaf) => format!("causes {verb} on {leaf}"),
        Deed::Holds(credential) => format!("holds {credential}"),
        Deed::Gets(atom) => format!("gets {atom}"),
        Deed::Influences(target) => format!("influences {target}"),
    };
    (effect.who.clone(), deed)
}

/// What only one of the two says; counts what both say.
fn difference(
    base: &Base,
    plain: &(Effects, Effects),
    told: &[Moved],
    counts: &mut BTreeMap<&'static str, usize>,
) -> Vec<String> {
    let told: BTreeMap<(String, String), &Moved> = told.iter().map(|one| (spelt(&one.effect), one)).collect();
    let all: BTreeSet<&(String, String)> = plain.0.keys().chain(plain.1.keys()).chain(told.keys()).collect();
    let mut found = Vec::new();
    for key in all {
        let (before, after) =
            (plain.0.get(key).cloned().unwrap_or_default(), plain.1.get(key).cloned().unwrap_or_default());
        let expected = (is_more(base, &before, &after), is_more(base, &after, &before));
        let (gains, loses) = told.get(key).map_or((&More::No, &More::No), |one| (&one.gains, &one.loses));
        for (expected, said, what) in [(expected.0, gains, "more"), (expected.1, loses, "less")] {
            match said {
                More::Unknown(_) => *counts.entry("unknown").or_default() += 1,
                _ if matches!(said, More::Yes(_)) == expected => {}
                _ => found.push(format!("{key:?} {what}: {said:?}, plain {expected}\n  {before:?}\n  {after:?}")),
            }
        }
        let kind = match (expected, before.is_never(), after.is_never()) {
            ((false, false), ..) => "same",
            ((true, _), true, _) => "gained",
            ((true, _), ..) => "widened",
            ((_, true), _, true) => "lost",
            ((_, true), ..) => "narrowed",
        };
        *counts.entry(kind).or_default() += 1;
    }
    found
}

#[test]
fn both_say_the_same_of_what_has_changed() {
    let modes = [Agents::AllCompromised, Agents::Honest, Agents::FollowSteps]
        .map(|agents| Mode { agents, insiders: Vec::new() });
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    // Everybody is asked about by themselves, so each policy is evaluated many times.
    for (seed, mode) in (0..how_many().div_ceil(5)).zip(modes.iter().cycle()) {
        let (before, after) = pair(seed);
        let plain = (effects(&before, mode), effects(&after, mode));
        let (first, second) = (Fresh::new(&before), Fresh::new(&after));
        let told = moved(Side { base: &before, closures: &first }, Side { base: &after, closures: &second }, mode);
        let found = difference(&before, &plain, &told, &mut counts);
        let many = found.len();
        assert!(many == 0, "seed {seed}, {mode:?}: {many}\n{}\n{}\n{}", tell(&before), tell(&after), found.join("\n"));
        // Told the other way round, whoever gains loses: that would not go unnoticed.
        let turned = difference(&before, &(plain.1, plain.0), &told, &mut BTreeMap::new());
        *counts.entry("turned").or_default() += usize::from(!turned.is_empty());
        *counts.entry(if told.is_empty() { "no change" } else { "change" }).or_default() += 1;
    }
    for kind in ["same", "gained", "widened", "lost", "narrowed", "no change", "change", "turned"] {
        assert!(counts.get(kind).is_some_and(|count| *count >= 5), "too few are {kind}: {counts:?}");
    }
    let unknown = counts.get("unknown").copied().unwrap_or_default();
    assert!(unknown * 50 <= counts["same"], "too many are unknown: {counts:?}");
}

/// What is told in words is told of everything that has changed in some mode, and of nothing else.
#[test]
fn what_is_told_is_what_has_changed() {
    for seed in 0..how_many().div_ceil(10) {
        let (before, after) = pair(seed);
        let (first, second) = (Fresh::new(&before), Fresh::new(&after));
        let sides = (Side { base: &before, closures: &first }, Side { base: &after, closures: &second });
        let told = compare(sides.0, sides.1).changes;
        let back = compare(sides.1, sides.0).changes;
        let count = |all: &[bailiwick::change::Change], kinds: [Kind; 2]| {
            all.iter()
                .filter(|change| kinds.contains(&change.kind))
                .map(|one| one.who.len() * one.deeds.len())
                .sum::<usize>()
        };
        let (more, less) = ([Kind::Gained, Kind::Widened], [Kind::Lost, Kind::Narrowed]);
        assert_eq!(count(&told, more), count(&back, less), "seed {seed}: what is gained there is lost here");
        assert_eq!(count(&told, less), count(&back, more), "seed {seed}");
        for change in told.iter().filter(|change| more.contains(&change.kind)) {
            assert!(change.witness.is_some(), "seed {seed}: a gain has a story: {change:?}");
        }
        assert_eq!(compare(sides.0, sides.0), bailiwick::change::Compared::default(), "seed {seed}");
    }
}
