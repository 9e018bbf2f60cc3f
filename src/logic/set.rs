/// A finite set of whole numbers, kept as sorted, disjoint, non-adjacent closed intervals.
///
/// Every context attribute is read as numbers: a boolean as 0 and 1, an enumeration by position, a time of day as
/// minutes since midnight, a date as days since 1970-01-01. So every constraint on one attribute is such a set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Set {
    intervals: Vec<(i64, i64)>,
}

impl Set {
    /// No number at all.
    pub fn empty() -> Self {
        Self::default()
    }

    /// `low..=high`; empty if `high < low`.
    pub fn interval(low: i64, high: i64) -> Self {
        if low > high { Self::empty() } else { Self { intervals: vec![(low, high)] } }
    }

    /// One number.
    pub fn single(value: i64) -> Self {
        Self::interval(value, value)
    }

    /// The union of closed intervals in any order; those with `high < low` are empty.
    pub fn from_intervals(intervals: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut sorted: Vec<(i64, i64)> = intervals.into_iter().filter(|(low, high)| low <= high).collect();
        sorted.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(sorted.len());
        for (low, high) in sorted {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        Self { intervals: merged }
    }

    /// The closed intervals, ascending.
    pub fn intervals(&self) -> &[(i64, i64)] {
        &self.intervals
    }

    /// Whether it has no member.
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// Whether `value` is a member.
    pub fn contains(&self, value: i64) -> bool {
        self.intervals.iter().any(|(low, high)| (*low..=*high).contains(&value))
    }

    /// The least member.
    pub fn least(&self) -> Option<i64> {
        self.intervals.first().map(|(low, _)| *low)
    }

    /// Members of both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        for (low, high) in &self.intervals {
            for (other_low, other_high) in &other.intervals {
                both.push((*low.max(other_low), *high.min(other_high)));
            }
        }
        Self::from_intervals(both)
    }

    /// Members of either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::from_intervals(self.intervals.iter().chain(&other.intervals).copied())
    }

    /// Members of `within` that are not members of `self`.
    #[must_use]
    pub fn complement(&self, within: &Self) -> Self {
        let mut rest = Vec::new();
        for (low, high) in &within.intervals {
            // The first number not dealt with; none when that is beyond all numbers.
            let mut next = Some(*low);
            for (taken_low, taken_high) in &self.intervals {
                let Some(from) = next.filter(|from| from <= taken_high) else { continue };
                if taken_low > high {
                    break;
                }
                rest.extend(taken_low.checked_sub(1).map(|before| (from, before)));
                next = taken_high.checked_add(1);
            }
            rest.extend(next.map(|from| (from, *high)));
        }
        Self::from_intervals(rest)
    }

    /// Whether every member of `self` is a member of `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.intervals.iter().all(|(low, high)| other.intervals.iter().any(|(from, to)| from <= low && high <= to))
    }
}
