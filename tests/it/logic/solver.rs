//! What Z3 says, against counting the worlds.

use super::random::{Tally, World, atom, conjunction, guard, seeds, vocabulary, worlds};
use bailiwick::logic::{Answer, Budget, Guard, Term, implies, satisfiable, satisfiable_within};
use fastrand::Rng;

fn answer(value: bool) -> Answer {
    if value { Answer::Yes } else { Answer::No }
}

/// A question of up to four parts, negated now and then.
pub(crate) fn question(rng: &mut Rng) -> Vec<Term> {
    let part = |rng: &mut Rng| {
        let part = match rng.u32(0..3) {
            0 => Term::Holds(atom(rng)),
            1 => Term::from(&conjunction(rng, &vocabulary())),
            _ => Term::from(&guard(rng, &vocabulary())),
        };
        if rng.bool() { part.negated() } else { part }
    };
    (0..rng.u32(1..5)).map(|_| part(rng)).collect()
}

/// Whether `term` is true in `world`.
pub(crate) fn is_true(world: &World, term: &Term) -> bool {
    match term {
        Term::Constant(value) => *value,
        Term::In(variable, values) => values.contains(world.values[variable.0 as usize]),
        Term::Holds(atom) => world.atoms.contains(atom),
        Term::Not(inner) => !is_true(world, inner),
        Term::All(parts) => parts.iter().all(|part| is_true(world, part)),
        Term::Any(parts) => parts.iter().any(|part| is_true(world, part)),
    }
}

#[test]
fn satisfiable_means_that_there_is_a_world() {
    let (vocabulary, worlds) = (vocabulary(), worlds());
    let mut tally = Tally::default();
    for (seed, mut rng) in seeds() {
        let parts = question(&mut rng);
        let expected = worlds.iter().any(|world| parts.iter().all(|part| is_true(world, part)));
        assert_eq!(satisfiable(&vocabulary, &parts), answer(expected), "seed {seed}: {parts:?}");
        // Everyday questions stay far below what they may cost.
        let thousandth = Budget(Budget::STANDARD.0 / 1000);
        assert_eq!(satisfiable_within(&vocabulary, &parts, thousandth), answer(expected), "seed {seed}: {parts:?}");
        tally.count(expected);
    }
    tally.assert_both_occur_often();
}

#[test]
fn what_is_computed_without_z3_means_the_same_to_z3() {
    let vocabulary = vocabulary();
    let (mut implied, mut possible, mut entailed) = (Tally::default(), Tally::default(), Tally::default());
    for (seed, mut rng) in seeds() {
        let (a, b) = (guard(&mut rng, &vocabulary), guard(&mut rng, &vocabulary));
        let terms = vec![Term::from(&a), Term::from(&b)];
        for (computed, meant) in [(a.and(&b), Term::All(terms.clone())), (a.or(&b), Term::Any(terms.clone()))] {
            let computed = Term::from(&computed);
            assert_eq!(implies(&vocabulary, &computed, &meant), Answer::Yes, "seed {seed}");
            assert_eq!(implies(&vocabulary, &meant, &computed), Answer::Yes, "seed {seed}");
        }
        assert_eq!(satisfiable(&vocabulary, &terms), answer(!a.and(&b).is_never()), "seed {seed}");
        possible.count(!a.and(&b).is_never());
        let follows = worlds().iter().all(|world| !world.allows(&a) || world.allows(&b));
        assert_eq!(implies(&vocabulary, &terms[0], &terms[1]), answer(follows), "seed {seed}");
        implied.count(follows);
        let (one, other) = (conjunction(&mut rng, &vocabulary), conjunction(&mut rng, &vocabulary));
        let by_z3 = implies(&vocabulary, &Term::from(&one), &Term::from(&other));
        assert_eq!(by_z3, answer(one.entails(&other)), "seed {seed}");
        entailed.count(one.entails(&other));
    }
    for tally in [implied, possible, entailed] {
        tally.assert_both_occur_often();
    }
}

#[test]
fn what_outlives_a_scope_follows_from_what_was_there() {
    let vocabulary = vocabulary();
    for (seed, mut rng) in seeds() {
        let before = guard(&mut rng, &vocabulary);
        let after = before.keeping(bailiwick::logic::Scope::Session, &vocabulary);
        assert_eq!(implies(&vocabulary, &Term::from(&before), &Term::from(&after)), Answer::Yes, "seed {seed}");
    }
}

#[test]
fn guards_without_alternatives_never_hold() {
    let vocabulary = vocabulary();
    assert_eq!(satisfiable(&vocabulary, &[Term::from(&Guard::never())]), Answer::No);
    assert_eq!(satisfiable(&vocabulary, &[Term::from(&Guard::always())]), Answer::Yes);
}
