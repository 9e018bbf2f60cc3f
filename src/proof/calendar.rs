//! Days of the week and dates: each of them is another attribute, and a day has one of each that belong together.

use crate::logic::{Conjunction, Guard, Vocabulary};

/// The day of the week of 1970-01-01, from Monday on.
const FIRST: i64 = 3;

/// Whether there is a day on which a condition can hold within some bounds, as far as day of the week and date go.
pub(crate) fn has_such_a_day(vocabulary: &Vocabulary, condition: &Conjunction, bounds: &[Guard]) -> bool {
    let mut within = vec![condition.clone()];
    for bound in bounds {
        let both =
            |one: &Conjunction| bound.alternatives().iter().filter_map(|other| one.and(other)).collect::<Vec<_>>();
        within = within.iter().flat_map(both).collect();
    }
    within.iter().any(|one| agrees(vocabulary, one))
}

fn agrees(vocabulary: &Vocabulary, condition: &Conjunction) -> bool {
    let of = |name: &str| {
        let mut constraints = condition.constraints().iter();
        constraints.find(|(variable, _)| vocabulary.variable(*variable).name == name).map(|(_, values)| values)
    };
    let (Some(dates), Some(days)) = (of("now.date"), of("now.day")) else { return true };
    // Seven days in a row have every day of the week.
    let mut candidates = dates.intervals().iter().flat_map(|(from, to)| *from..=(*to).min(from.saturating_add(6)));
    candidates.any(|date| days.contains((date + FIRST).rem_euclid(7)))
}
