//! The situation of a test: conditions over attributes, and approvals that are given or are not.

use crate::model::Given;
use crate::model::lower::bounds::{Situation, as_guard};
use crate::model::lower::condition::Inactive;
use crate::model::lower::context::Lowering;
use crate::model::lower::expand::Parameters;
use crate::names::{Place, Sort};
use crate::syntax::ast::{Argument, Condition};

/// Where a test stands, and what it gives.
pub(crate) struct Context<'t> {
    pub(crate) place: Place,
    pub(crate) given: Vec<&'t Condition>,
}

impl Lowering<'_> {
    /// What a test gives, and what an expectation adds; `None` if that is wrong.
    pub(crate) fn given(&mut self, context: &Context<'_>, more: &[&Condition]) -> Option<Given> {
        let situation = Situation { parameters: self.all_parameters(), requesters: Vec::new() };
        let mut given = Given::default();
        for condition in context.given.iter().chain(more) {
            for part in parts(condition) {
                if is_approval(part) {
                    given.approved.extend(self.gates_in(context.place, part, &situation)?);
                } else if let Condition::Not(inner, _) = part
                    && is_approval(inner)
                {
                    given.absent.extend(self.gates_in(context.place, inner, &situation)?);
                } else if let Condition::Not(inner, _) = part
                    && is_call(inner, "active")
                {
                    let terms = self.opposite(context.place, inner, &situation.parameters, Inactive::Asked)?;
                    let guard = as_guard(&terms);
                    given.when = Some(given.when.map_or_else(|| guard.clone(), |known| known.and(&guard)));
                } else {
                    let instead = "write `approved(GATE)` or `not approved(GATE)` by itself, or joined by `and`";
                    let guard = self.situation(context.place, part, &situation, instead)?;
                    given.when = Some(given.when.map_or_else(|| guard.clone(), |known| known.and(&guard)));
                }
            }
        }
        // What an expectation says of an approval counts more than what the whole test says.
        let approved = given.approved.clone();
        given.absent.retain(|gate| !approved.contains(gate));
        given.absent.sort_unstable();
        given.absent.dedup();
        Some(given)
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
