//! The situation of a test: conditions over attributes, and approvals that are given or are not.

use crate::finding::Finding;
use crate::logic::Guard;
use crate::model::errors::IMPOSSIBLE_CONDITION;
use crate::model::lower::bounds::{Situation, as_guard};
use crate::model::lower::condition::Inactive;
use crate::model::lower::context::Lowering;
use crate::model::lower::expand::Parameters;
use crate::model::{GateId, Given};
use crate::names::{Place, Sort};
use crate::syntax::ast::{Argument, Condition};

/// Where a test stands, and what it gives.
pub(crate) struct Context<'t> {
    pub(crate) place: Place,
    pub(crate) given: Vec<&'t Condition>,
}

impl Lowering<'_> {
    /// What a test gives, and what an expectation adds; `None` if that is wrong. What an expectation says of an approval
    /// counts more than what the whole test says.
    pub(crate) fn given(&mut self, context: &Context<'_>, more: &[&Condition]) -> Option<Given> {
        let whole = self.all_given(context.place, &context.given)?;
        let mut given = self.all_given(context.place, more)?;
        given.when = match (whole.when, given.when) {
            (Some(one), Some(other)) => Some(one.and(&other)),
            (one, other) => one.or(other),
        };
        let last = more.last().or(context.given.last());
        if let Some(last) = last.filter(|_| given.when.as_ref().is_some_and(Guard::is_never)) {
            let finding = Finding::new(&IMPOSSIBLE_CONDITION, last.span(), "this situation can never be");
            self.report(finding.here("contradicts what else is given"));
            return None;
        }
        let is_said = |gate: &GateId| given.approved.contains(gate) || given.absent.contains(gate);
        let [approved, absent] = [whole.approved, whole.absent]
            .map(|gates| gates.into_iter().filter(|gate| !is_said(gate)).collect::<Vec<_>>());
        given.approved.extend(approved);
        given.absent.extend(absent);
        given.absent.sort_unstable();
        given.absent.dedup();
        Some(given)
    }

    /// What is given in one place.
    fn all_given(&mut self, place: Place, conditions: &[&Condition]) -> Option<Given> {
        let situation = Situation { parameters: self.all_parameters(), requesters: Vec::new() };
        let mut given = Given::default();
        for part in conditions.iter().flat_map(|condition| parts(condition)) {
            match part {
                part if is_approval(part) => given.approved.extend(self.gates_in(place, part, &situation)?),
                Condition::Not(inner, _) if is_approval(inner) => {
                    given.absent.extend(self.gates_in(place, inner, &situation)?);
                }
                part => {
                    let guard = self.attributes_given(place, part, &situation)?;
                    given.when = Some(given.when.map_or_else(|| guard.clone(), |known| known.and(&guard)));
                }
            }
            if given.approved.iter().any(|gate| given.absent.contains(gate)) {
                let message = "this approval can not be given and not given at once";
                let finding = Finding::new(&IMPOSSIBLE_CONDITION, part.span(), message);
                self.report(finding.help("leave one of the two out, or write a test for each"));
                return None;
            }
        }
        Some(given)
    }

    /// What holds of the attributes.
    fn attributes_given(&mut self, place: Place, part: &Condition, situation: &Situation) -> Option<Guard> {
        if let Condition::Not(inner, _) = part
            && is_call(inner, "active")
        {
            let terms = self.opposite(place, inner, &situation.parameters, Inactive::Asked)?;
            return Some(as_guard(&terms));
        }
        let instead = "write `approved(GATE)` or `not approved(GATE)` by itself, or joined by `and`";
        self.situation(place, part, situation, instead)
    }

    /// The parameters of all operations and entries: what a test gives is said of whatever is asked.
    fn all_parameters(&self) -> Parameters {
        let mut parameters = Parameters::new();
        for sort in [Sort::Operation, Sort::Entry] {
            for id in self.all(sort) {
                self.add_parameters_inside(id, &mut parameters);
            }
        }
        parameters
    }
}

/// What is joined by `and`.
fn parts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::And(parts) => parts.iter().collect(),
        other => vec![other],
    }
}

/// `approved(GATE)`
fn is_approval(condition: &Condition) -> bool {
    is_call(condition, "approved")
}

fn is_call(condition: &Condition, name: &str) -> bool {
    let Condition::Holds(argument) = condition else { return false };
    matches!(argument.as_ref(), Argument::Call(function, ..) if function.text == name)
}
