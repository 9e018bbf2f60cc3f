//! What an expectation depends on.

use crate::model::{Expected, Statement};
use crate::proof::{self, Dependence, Examiner, Status};
use crate::source::Span;
use crate::trial::expect::{Asking, facts_of_nobody};

/// What an answer depends on, and the declarations that are named besides.
#[derive(Default)]
pub(crate) struct Depends {
    pub(crate) on: Dependence,
    pub(crate) named: Vec<Span>,
}

impl Asking<'_> {
    /// What it depends on whether an expectation is met.
    pub(crate) fn depends(&self, what: &Expected) -> Depends {
        let mut depends = Depends::default();
        match what {
            Expected::Sentence(property) => {
                let examiner = self.examiner(property);
                let is_possible = matches!(property.statement, Statement::Possible(_));
                // What is not possible by legitimate means may be so by others.
                depends.on = if is_possible && proof::status(&examiner, property) != Status::Proved {
                    proof::depends_by_any_means(&examiner, property)
                } else {
                    proof::depends(&examiner, property)
                };
            }
            Expected::Fact(property) => {
                depends.on = proof::depends_by_any_means(&self.examiner(property), property);
            }
            Expected::Verdict { property, situation, .. } => {
                if let Some(property) = self.property(property, situation) {
                    depends.on = proof::depends(&self.examiner(&property), &property);
                }
            }
            Expected::Authority(_, asked) => {
                let examiner = Examiner { base: &self.world.base, closures: self.world, authors: facts_of_nobody() };
                depends.on = proof::depends_as_declared(&examiner, asked);
            }
            Expected::Finding(_, wanted) => depends.named = wanted.on.iter().map(|one| one.span).collect(),
            Expected::Condition(..) | Expected::Wrong => {}
        }
        depends
    }
}
