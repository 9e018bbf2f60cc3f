//! Sets of numbers against lists of numbers.

use super::random::{Tally, intervals, seeds};
use bailiwick::logic::Set;

/// Room for every member that [`intervals`] makes, and a number more on both sides.
const ALL: std::ops::RangeInclusive<i64> = -11..=15;

fn members(set: &Set) -> Vec<i64> {
    ALL.filter(|value| set.contains(*value)).collect()
}

fn listed(intervals: &[(i64, i64)]) -> Vec<i64> {
    ALL.filter(|value| intervals.iter().any(|(low, high)| (low..=high).contains(&value))).collect()
}

#[test]
fn a_set_has_the_members_of_its_intervals_and_one_shape() {
    for (seed, mut rng) in seeds() {
        let intervals = intervals(&mut rng);
        let set = Set::from_intervals(intervals.iter().copied());
        assert_eq!(members(&set), listed(&intervals), "seed {seed}");
        let one_by_one = Set::from_intervals(listed(&intervals).into_iter().rev().map(|value| (value, value)));
        assert_eq!(set, one_by_one, "seed {seed}");
        assert_eq!(set.least(), listed(&intervals).first().copied(), "seed {seed}");
        assert_eq!(set.is_empty(), listed(&intervals).is_empty(), "seed {seed}");
    }
}

#[test]
fn operations_agree_with_lists() {
    let mut subset = Tally::default();
    for (seed, mut rng) in seeds() {
        let (a, b) = (intervals(&mut rng), intervals(&mut rng));
        let (left, right) = (Set::from_intervals(a.iter().copied()), Set::from_intervals(b.iter().copied()));
        let is_in = |intervals: &[(i64, i64)], value: &i64| listed(intervals).contains(value);
        let expected = |keep: &dyn Fn(&i64) -> bool| ALL.filter(keep).collect::<Vec<_>>();
        let both = expected(&|value| is_in(&a, value) && is_in(&b, value));
        assert_eq!(members(&left.intersection(&right)), both, "seed {seed}");
        assert_eq!(
            members(&left.union(&right)),
            expected(&|value| is_in(&a, value) || is_in(&b, value)),
            "seed {seed}"
        );
        let rest = expected(&|value| !is_in(&a, value) && is_in(&b, value));
        assert_eq!(members(&left.complement(&right)), rest, "seed {seed}");
        let is_subset = listed(&a).iter().all(|value| is_in(&b, value));
        assert_eq!(left.is_subset(&right), is_subset, "seed {seed}");
        subset.count(is_subset);
    }
    subset.assert_both_occur_often();
}

#[test]
fn the_ends_of_the_number_line_are_ordinary_members() {
    let all = Set::interval(i64::MIN, i64::MAX);
    let halves = Set::from_intervals([(0, i64::MAX), (i64::MIN, -1)]);
    assert_eq!(halves, all);
    assert_eq!(all.complement(&all), Set::empty());
    assert_eq!(Set::single(i64::MAX).complement(&all), Set::interval(i64::MIN, i64::MAX - 1));
    assert_eq!(Set::single(i64::MIN).complement(&all), Set::interval(i64::MIN + 1, i64::MAX));
}
