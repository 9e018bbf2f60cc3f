//! Conditions that are decided without Z3, against counting the worlds in which they hold.

use super::random::{Tally, World, conjunction, guard, seeds, vocabulary, worlds};
use bailiwick::logic::{Guard, Scope, Vocabulary};

#[test]
fn conjunctions_meet_and_entail_as_their_worlds_do() {
    let (vocabulary, worlds) = (vocabulary(), worlds());
    let (mut compatible, mut entailed) = (Tally::default(), Tally::default());
    for (seed, mut rng) in seeds() {
        let (a, b) = (conjunction(&mut rng, &vocabulary), conjunction(&mut rng, &vocabulary));
        let in_both = |world: &&World| world.meets(&a) && world.meets(&b);
        match a.and(&b) {
            Some(both) => assert!(worlds.iter().all(|world| world.meets(&both) == in_both(&world)), "seed {seed}"),
            None => assert!(!worlds.iter().any(|world| in_both(&world)), "seed {seed}"),
        }
        compatible.count(a.and(&b).is_some());
        let follows = worlds.iter().all(|world| !world.meets(&a) || world.meets(&b));
        assert_eq!(a.entails(&b), follows, "seed {seed}: {a:?} entails {b:?}");
        entailed.count(follows);
    }
    compatible.assert_both_occur_often();
    entailed.assert_both_occur_often();
}

#[test]
fn guards_combine_as_their_worlds_do() {
    let (vocabulary, worlds) = (vocabulary(), worlds());
    let mut never = Tally::default();
    for (seed, mut rng) in seeds() {
        let (a, b) = (guard(&mut rng, &vocabulary), guard(&mut rng, &vocabulary));
        let (both, either) = (a.and(&b), a.or(&b));
        for world in &worlds {
            assert_eq!(world.allows(&both), world.allows(&a) && world.allows(&b), "seed {seed}");
            assert_eq!(world.allows(&either), world.allows(&a) || world.allows(&b), "seed {seed}");
        }
        assert_eq!(both.is_never(), !worlds.iter().any(|world| world.allows(&both)), "seed {seed}");
        never.count(both.is_never());
        for guard in [both, either] {
            assert_alternatives_are_minimal_and_sorted(&guard, seed);
        }
    }
    never.assert_both_occur_often();
}

fn assert_alternatives_are_minimal_and_sorted(guard: &Guard, seed: u64) {
    let alternatives = guard.alternatives();
    assert!(alternatives.is_sorted(), "seed {seed}");
    for (position, one) in alternatives.iter().enumerate() {
        let others = alternatives.iter().enumerate().filter(|(other, _)| *other != position);
        assert!(others.into_iter().all(|(_, other)| !one.entails(other)), "seed {seed}");
    }
}

#[test]
fn what_outlives_a_scope_is_what_some_world_agrees_with_beyond_it() {
    let (vocabulary, worlds) = (vocabulary(), worlds());
    let mut changed = Tally::default();
    for (seed, mut rng) in seeds() {
        let before = guard(&mut rng, &vocabulary);
        let shortest = *rng.choice(&[Scope::Call, Scope::Run, Scope::Session, Scope::Lasting]).expect("there are four");
        let after = before.keeping(shortest, &vocabulary);
        let beyond = |world: &World| outliving(world, shortest, &vocabulary);
        let allowed: Vec<World> = worlds.iter().filter(|world| world.allows(&before)).map(beyond).collect();
        for world in &worlds {
            assert_eq!(world.allows(&after), allowed.contains(&beyond(world)), "seed {seed}");
        }
        changed.count(after != before);
    }
    changed.assert_both_occur_often();
}

/// The world without what lives shorter than `shortest`.
fn outliving(world: &World, shortest: Scope, vocabulary: &Vocabulary) -> World {
    let both = vocabulary.variables.iter().zip(&world.values);
    let values = both.filter(|(variable, _)| variable.scope >= shortest).map(|(_, value)| *value).collect();
    World { values, atoms: world.atoms.clone() }
}
