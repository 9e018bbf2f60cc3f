//! How long runs last: windows of time that are apart can be parts of one run.
//!
//! The clock of a run is that of its beginning. Whoever acts within a window may have begun as much earlier as the longest
//! run lasts, so each window is widened by that. What lies before the window itself is taken to be possible and is not
//! known to be.

use std::collections::BTreeSet;

use crate::logic::{Conjunction, Domain, Set, VariableId};
use crate::model::lower::arguments::clause;
use crate::model::lower::context::Lowering;
use crate::model::{Alternative, Declared, Expected, Property, Statement, Test, When};
use crate::names::Sort;
use crate::source::Span;
use crate::syntax::ast::Argument;

const SECONDS_OF_A_DAY: i64 = 86_400;

impl Lowering<'_> {
    /// Adds what can be done in runs that begin before a window of time.
    pub(crate) fn widen_windows(&mut self, properties: &mut [Property], tests: &mut [Test]) {
        let Some((seconds, span)) = self.longest_run() else { return };
        let clock = self.clock();
        for property in properties {
            refuse_timed(property, &clock);
        }
        let expectations = tests.iter_mut().flat_map(|test| &mut test.expectations);
        expectations.for_each(|expectation| refuse_expectation(&mut expectation.what, &clock));
        // A prohibition or gate with a window would have to count for longer and for shorter at once.
        let asks = |condition: &Conjunction| condition.constraints().iter().any(|(one, _)| clock.contains(one));
        let forbids = self.base.forbids.iter().flat_map(|forbid| &forbid.lifted.alternatives);
        let guards = self.base.gates.iter().flat_map(|gate| &gate.guards).flat_map(|(_, guard)| guard.alternatives());
        if forbids.map(|one| &one.condition).chain(guards).any(asks) {
            let how = "is not taken into account where a prohibition or gate has a window of time";
            self.leave_open(span, "`longest-run`", how);
            return;
        }
        let mut widened = Vec::new();
        for declared in &self.base.facts {
            let alternatives = declared.when.alternatives.iter();
            let wider: BTreeSet<Alternative> = alternatives.map(|one| self.widened(one, &clock, seconds)).collect();
            let wider = When { alternatives: wider.into_iter().collect() };
            if wider != declared.when {
                widened.push(Declared { when: wider, ..declared.clone() });
            }
        }
        if widened.is_empty() {
            return;
        }
        let unknown = self.unknown(span, "how long after its beginning a run acts", "as late as can be");
        for declared in &mut widened {
            declared.assumed.get_or_insert(unknown);
        }
        self.base.facts.extend(widened);
    }

    /// The attributes that pass with time.
    fn clock(&self) -> Vec<VariableId> {
        let named = ["now.time", "now.day", "now.date"].into_iter();
        named.filter_map(|name| self.attributes.variables.get(name).copied()).collect()
    }

    /// The longest of all runs in seconds, and where it is said.
    fn longest_run(&self) -> Option<(i64, Span)> {
        let agents = self.all(Sort::Agent).into_iter().chain(self.all(Sort::Blueprint));
        let said = agents.filter_map(|id| clause(self.statement(id)?, "longest-run"));
        let lasting = said.filter_map(|said| match said.arguments.first() {
            Some(Argument::Duration(seconds)) => Some((seconds.value, said.span)),
            _ => None,
        });
        lasting.max_by_key(|(seconds, _)| *seconds).filter(|(seconds, _)| *seconds > 0)
    }

    fn widened(&self, one: &Alternative, clock: &[VariableId], seconds: i64) -> Alternative {
        let mut condition = one.condition.retain(|variable| !clock.contains(&variable), |_| true);
        for (variable, values) in one.condition.constraints().iter().filter(|(variable, _)| clock.contains(variable)) {
            let domain = &self.base.vocabulary.variable(*variable).domain;
            let wider = Conjunction::constraint(*variable, &earlier(values, domain, seconds), domain);
            // Different attributes can not contradict each other.
            condition = wider.and_then(|wider| condition.and(&wider)).unwrap_or(condition);
        }
        Alternative { condition, approvals: one.approvals.clone() }
    }
}

const UNTIMED: &str =
    "it speaks of a window of time, and with `longest-run` it is not known how long after its beginning a run acts";

/// A sentence speaks of when something is done; how long before that its run began is not known. `possible` counts on what
/// is certain.
fn refuse_timed(property: &mut Property, clock: &[VariableId]) {
    if property.asks_for(clock) && !matches!(property.statement, Statement::Possible(_)) {
        property.unanswered.get_or_insert_with(|| UNTIMED.to_owned());
    }
}

fn refuse_expectation(expected: &mut Expected, clock: &[VariableId]) {
    match expected {
        Expected::Sentence(property) => refuse_timed(property, clock),
        // By any means, uncertain ones too.
        Expected::Fact(property) if property.asks_for(clock) => {
            property.unanswered.get_or_insert_with(|| UNTIMED.to_owned());
        }
        Expected::Verdict { situation, .. } if situation.when.as_ref().is_some_and(|when| when.asks_for(clock)) => {
            situation.unanswered.get_or_insert_with(|| UNTIMED.to_owned());
        }
        _ => {}
    }
}

/// The values that the clock can have had up to so many seconds before it has one of these.
fn earlier(values: &Set, domain: &Domain, seconds: i64) -> Set {
    let days = seconds.saturating_add(SECONDS_OF_A_DAY - 1) / SECONDS_OF_A_DAY;
    let (low, high) = domain.bounds();
    let (back, wraps) = match domain {
        Domain::Time => (seconds.saturating_add(59) / 60, true),
        Domain::Weekday => (days, true),
        _ => (days, false),
    };
    let there = high - low + 1;
    if wraps && back >= there {
        return domain.all();
    }
    let widened = values.intervals().iter().flat_map(|(from, to)| {
        let from = from.saturating_sub(back);
        let before = if wraps && from < low { (from + there, high) } else { (high, low) };
        [(from.max(low), *to), before]
    });
    Set::from_intervals(widened)
}
