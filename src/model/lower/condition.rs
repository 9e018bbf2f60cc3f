//! Conditions: typed over the attributes that are known, and brought into alternatives.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::logic::{Conjunction, Guard, Set, VariableId};
use crate::model::GateId;
use crate::model::errors::{
    IDLE_CONDITION, IMPOSSIBLE_CONDITION, LARGE_CONDITION, MISPLACED_CONDITION, NEGATED_APPROVAL,
};
use crate::model::lower::context::Lowering;
use crate::model::lower::expand::Parameters;
use crate::model::lower::refer::{GATE, Needed, OPENED};
use crate::model::lower::vocabulary::active;
use crate::names::Place;
use crate::source::Span;
use crate::syntax::ast::{Argument, Comparison, Condition, Path, Word};

/// The most alternatives that a condition may have.
pub(crate) const MOST_ALTERNATIVES: usize = 4096;

/// Beyond this many alternatives nobody looks whether a condition always holds.
const MOST_COMPARED: usize = 64;

/// One alternative of a condition, before it is known whose it is and at which copy of a leaf.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    pub(crate) condition: Conjunction,
    /// The gates that must be open.
    pub(crate) approvals: BTreeSet<GateId>,
    /// The dimensions in which the record's individual is the subject's.
    pub(crate) same: BTreeSet<String>,
}

/// Whether a condition may ask for approvals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Approvals {
    /// It may.
    Asked,
    /// It may not, and what to write instead.
    Unfit(&'static str),
}

/// What a condition is read with.
pub(crate) struct Reading<'p> {
    pub(crate) place: Place,
    pub(crate) parameters: &'p Parameters,
    pub(crate) approvals: Approvals,
    pub(crate) inactive: Inactive,
}

/// Whether a condition may come to ask that a task is not open, or a glass not broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inactive {
    /// It may: a sentence leaves out what is open, and so looks at what is not.
    Asked,
    /// It may not: nothing is permitted because something is not open.
    Unfit,
}

impl Term {
    /// `true`
    pub(crate) fn always() -> Self {
        Self { condition: Conjunction::always(), approvals: BTreeSet::new(), same: BTreeSet::new() }
    }

    fn is_always(&self) -> bool {
        self.condition.is_always() && self.approvals.is_empty() && self.same.is_empty()
    }

    /// Both together; `None` if they contradict each other.
    fn and(&self, other: &Self) -> Option<Self> {
        Some(Self {
            condition: self.condition.and(&other.condition)?,
            approvals: self.approvals.union(&other.approvals).copied().collect(),
            same: self.same.union(&other.same).cloned().collect(),
        })
    }

    fn entails(&self, other: &Self) -> bool {
        self.condition.entails(&other.condition)
            && self.approvals.is_superset(&other.approvals)
            && self.same.is_superset(&other.same)
    }
}

impl Lowering<'_> {
    /// The alternatives of a condition; `None` if it is wrong, which is reported.
    pub(crate) fn condition(
        &mut self,
        place: Place,
        condition: &Condition,
        parameters: &Parameters,
        approvals: Approvals,
    ) -> Option<Vec<Term>> {
        let reading = Reading { place, parameters, approvals, inactive: Inactive::Unfit };
        let terms = self.alternatives(&reading, condition, false)?;
        if terms.is_empty() {
            let finding = Finding::new(&IMPOSSIBLE_CONDITION, condition.span(), "this condition can never hold");
            self.report(finding.here("its parts contradict each other"));
            return None;
        }
        if self.always_holds(&terms) {
            let finding = Finding::new(&IDLE_CONDITION, condition.span(), "this condition always holds");
            self.report(finding.here("allows every value").help("leave it out, or tighten it"));
        }
        Some(terms)
    }

    /// The alternatives of the opposite of a condition.
    pub(crate) fn complement(
        &mut self,
        place: Place,
        condition: &Condition,
        parameters: &Parameters,
    ) -> Option<Vec<Term>> {
        // Whether it makes sense at all is asked of the condition as it is written.
        self.condition(place, condition, parameters, Approvals::Asked)?;
        self.opposite(place, condition, parameters, Inactive::Unfit)
    }

    /// The alternatives of the opposite of a condition that is known to make sense.
    pub(crate) fn opposite(
        &mut self,
        place: Place,
        condition: &Condition,
        parameters: &Parameters,
        inactive: Inactive,
    ) -> Option<Vec<Term>> {
        self.alternatives(&Reading { place, parameters, approvals: Approvals::Asked, inactive }, condition, true)
    }

    fn always_holds(&self, terms: &[Term]) -> bool {
        if terms.iter().any(Term::is_always) {
            return true;
        }
        let plain: Vec<Conjunction> = terms
            .iter()
            .filter(|term| term.approvals.is_empty() && term.same.is_empty())
            .map(|term| term.condition.clone())
            .collect();
        plain.len() <= MOST_COMPARED
            && Guard::from_alternatives(plain)
                .complement(&self.base.vocabulary)
                .is_some_and(|outside| outside.is_never())
    }

    /// The alternatives of a condition, or of its opposite: negations are pushed inwards on the way.
    fn alternatives(&mut self, reading: &Reading<'_>, condition: &Condition, negated: bool) -> Option<Vec<Term>> {
        match (condition, negated) {
            (Condition::Not(inner, _), _) => self.alternatives(reading, inner, !negated),
            (Condition::And(parts), false) | (Condition::Or(parts), true) => {
                let mut all = vec![Term::always()];
                for part in parts {
                    let more = self.alternatives(reading, part, negated)?;
                    if all.len().saturating_mul(more.len()) > MOST_ALTERNATIVES {
                        return self.too_large(condition);
                    }
                    all = both(&all, &more);
                }
                Some(all)
            }
            (Condition::And(parts), true) | (Condition::Or(parts), false) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend(self.alternatives(reading, part, negated)?);
                    if all.len() > MOST_ALTERNATIVES {
                        return self.too_large(condition);
                    }
                }
                Some(weakest(all))
            }
            (Condition::Holds(argument), _) => self.holds(reading, argument, negated),
            (Condition::Compare(left, comparison, right), _) => {
                let comparison = if negated { reversed(*comparison) } else { *comparison };
                self.compare(reading, left, comparison, right)
            }
            (Condition::Mentions(..) | Condition::Quantified(..) | Condition::Fact(..), _) => {
                let finding =
                    Finding::new(&MISPLACED_CONDITION, condition.span(), "this can only be asked in a rule or test")
                        .here("is about the policy, not about a request");
                self.report(finding.help("compare an attribute of the request: `env is prod`, `amount <= 500`"));
                None
            }
        }
    }

    fn too_large(&mut self, condition: &Condition) -> Option<Vec<Term>> {
        let message = format!("this condition has more than {MOST_ALTERNATIVES} alternatives");
        let finding = Finding::new(&LARGE_CONDITION, condition.span(), message).here("several `or` below one `and`");
        self.report(finding.help("split the clause, or name the combination with a `context` of its own"));
        None
    }

    /// `mfa`, `approved(code-review)`
    fn holds(&mut self, reading: &Reading<'_>, argument: &Argument, negated: bool) -> Option<Vec<Term>> {
        match argument {
            Argument::Call(function, arguments, _) => self.approval(reading, function, arguments, argument, negated),
            _ => self.flag(reading, argument, negated),
        }
    }

    fn approval(
        &mut self,
        reading: &Reading<'_>,
        function: &Word,
        arguments: &[Argument],
        whole: &Argument,
        negated: bool,
    ) -> Option<Vec<Term>> {
        if let ("active", [Argument::Path(path)]) = (function.text.as_str(), arguments) {
            let negated = negated.then_some(reading.inactive);
            return self.is_active(reading.place, path, OPENED, whole.span(), negated);
        }
        let ("approved", [Argument::Path(path)]) = (function.text.as_str(), arguments) else {
            self.unknown_attribute(reading, &function.text, function.span);
            return None;
        };
        let gate = self.refer(reading.place, path, GATE)?;
        if negated {
            let finding =
                Finding::new(&NEGATED_APPROVAL, whole.span(), "the absence of an approval can not be asked for")
                    .here("stands behind `not`, or in the `when` of a prohibition")
                    .help("write `must not ... unless approved(GATE)`, or `when approved(GATE)` without `not`");
            self.report(finding);
            return None;
        }
        if let Approvals::Unfit(help) = reading.approvals {
            let finding = Finding::new(&MISPLACED_CONDITION, whole.span(), "an approval can not be asked for here")
                .here("asks for an approval");
            self.report(finding.help(help));
            return None;
        }
        let gate = self.thing(gate).gate?;
        Some(vec![Term { approvals: BTreeSet::from([gate]), ..Term::always() }])
    }

    /// A task is open, or a glass is broken; or, if that is `negated`, it is not.
    pub(crate) fn is_active(
        &mut self,
        place: Place,
        path: &Path,
        needed: Needed<'_>,
        span: Span,
        negated: Option<Inactive>,
    ) -> Option<Vec<Term>> {
        let id = self.refer(place, path, needed)?;
        if negated == Some(Inactive::Unfit) {
            let message = format!("that `{}` is not active can not be asked for", path.text());
            let finding = Finding::new(&NEGATED_APPROVAL, span, message)
                .here("stands behind `not`, or in the `when` of a prohibition")
                .help("write `must not ... unless active(NAME)`, or `when active(NAME)` without `not`");
            self.report(finding);
            return None;
        }
        let variable = *self.attributes.variables.get(&active(self.name(id)))?;
        Some(self.constraint(variable, &Set::single(i64::from(negated.is_none()))))
    }

    /// The attribute has one of these values.
    pub(crate) fn constraint(&self, variable: VariableId, values: &crate::logic::Set) -> Vec<Term> {
        let domain = &self.base.vocabulary.variable(variable).domain;
        let condition = Conjunction::constraint(variable, values, domain);
        condition.into_iter().map(|condition| Term { condition, ..Term::always() }).collect()
    }
}

/// Both conditions: the pairs that do not contradict each other.
pub(crate) fn both(one: &[Term], other: &[Term]) -> Vec<Term> {
    weakest(one.iter().flat_map(|left| other.iter().filter_map(|right| left.and(right))).collect())
}

/// Without the alternatives that entail another one.
pub(crate) fn weakest(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_unstable();
    terms.dedup();
    let mut kept: Vec<Term> = Vec::with_capacity(terms.len());
    for term in terms {
        if !kept.iter().any(|known| term.entails(known)) {
            kept.retain(|known| !known.entails(&term));
            kept.push(term);
        }
    }
    kept
}

fn reversed(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Is => Comparison::IsNot,
        Comparison::IsNot => Comparison::Is,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtLeast => Comparison::Less,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::In => Comparison::NotIn,
        Comparison::NotIn => Comparison::In,
    }
}
