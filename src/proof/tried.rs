//! A property on a policy that is only tried out: the derivation stops as soon as the property is seen to break.

use std::cell::Cell;
use std::sync::Arc;

use crate::facts::{self, Facts, Setting};
use crate::model::{Base, Property};
use crate::proof::examine::{Answering, Closures, Examiner};
use crate::proof::judge::{Judgement, judge};

/// Closures that end with the first violation of a property.
struct Hasty<'a> {
    base: &'a Base,
    property: &'a Property,
    /// How many facts were derived.
    work: Cell<usize>,
}

/// Facts that are known so far, whatever is asked for.
struct Known(Arc<Facts>);

impl Closures for Known {
    fn facts(&self, _: &Setting) -> Arc<Facts> {
        self.0.clone()
    }
}

impl Closures for Hasty<'_> {
    fn facts(&self, setting: &Setting) -> Arc<Facts> {
        let breaks = |facts: &Arc<Facts>| {
            let known = Known(facts.clone());
            violation(self.base, self.property, &Examiner::of(self.base, &known, self.property)).is_some()
        };
        let facts = facts::close_until(self.base, setting, breaks);
        self.work.set(self.work.get() + facts.size());
        facts
    }
}

/// The shortest derivation that breaks a `never` or `always`, or may do so, and how many facts were derived to find it.
pub(crate) fn first_violation(base: &Base, property: &Property) -> (Option<Answering>, usize) {
    let hasty = Hasty { base, property, work: Cell::new(0) };
    let found = violation(base, property, &Examiner::of(base, &hasty, property));
    (found, hasty.work.get())
}

fn violation(base: &Base, property: &Property, examiner: &Examiner<'_>) -> Option<Answering> {
    let breaks = |candidate: &Answering| !matches!(judge(base, property, candidate), Judgement::Excluded);
    examiner.breaking(property).into_iter().find(breaks)
}
