//! What bounds a sentence: situations, accepted approvals, trusted transformers, exact needs, ways.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::logic::{Conjunction, Guard};
use crate::model::errors::MISPLACED_CONDITION;
use crate::model::lower::built_in::BuiltIn;
use crate::model::lower::condition::{Approvals, Inactive, Term};
use crate::model::lower::context::Lowering;
use crate::model::lower::expand::Parameters;
use crate::model::lower::property::Asked;
use crate::model::lower::refer::{Needed, TRANSFORMER};
use crate::model::{Alternative, Bounds, GateId, Node, PrincipalId, When};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Bound, Condition, Opening, Sentence};

/// What conditions of a sentence may speak of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Situation {
    pub(crate) parameters: Parameters,
    /// Whoever may ask for approvals.
    pub(crate) requesters: Vec<PrincipalId>,
}

/// Whatever can lie on a way.
const ON_THE_WAY: Needed<'static> = Needed {
    sorts: &[
        Sort::Human,
        Sort::Team,
        Sort::Origin,
        Sort::Workflow,
        Sort::Agent,
        Sort::Blueprint,
        Sort::Service,
        Sort::Tool,
        Sort::Domain,
        Sort::Store,
        Sort::Part,
        Sort::Sink,
        Sort::Entry,
        Sort::Model,
        Sort::Log,
        Sort::Gate,
        Sort::Credential,
        Sort::Transformer,
    ],
    phrase: "something that a way can lead through",
};

impl Lowering<'_> {
    /// Reads the bounds of a sentence; `None` if one is wrong.
    pub(crate) fn bounds(&mut self, asked: &mut Asked, sentence: &Sentence, situation: &Situation) -> Option<Bounds> {
        let place = asked.place;
        let mut bounds = Bounds::default();
        for bound in &sentence.bounds {
            if !self.fits(&sentence.opening, bound) {
                return None;
            }
            match bound {
                Bound::When(condition) => {
                    let guard = self.answerable(place, condition, situation, "write `unless approved(GATE)`")?;
                    bounds.when = Some(bounds.when.map_or(guard.clone(), |known| known.and(&guard)));
                }
                Bound::Unless(condition) if asks_for_approval(condition) => {
                    bounds.unless_approved.extend(self.gates_in(place, condition, situation)?);
                }
                Bound::Unless(condition) => {
                    self.answerable(place, condition, situation, "put each approval behind an `unless` of its own")?;
                    let outside = self.outside(place, condition, situation)?;
                    bounds.outside = Some(bounds.outside.map_or(outside.clone(), |known| known.and(&outside)));
                }
                Bound::UnlessThrough(path) => {
                    let id = self.refer(place, path, TRANSFORMER)?;
                    bounds.trusted.extend(self.thing(id).transformer);
                }
                Bound::Needing(None, _) => bounds.needing = Some(When::always()),
                Bound::Needing(Some(condition), _) => {
                    bounds.needing = Some(self.exactly(place, condition, situation)?);
                }
                Bound::Via(named, _) => {
                    for path in named {
                        let id = self.refer(place, path, ON_THE_WAY)?;
                        bounds.via.push((path.text(), self.nodes_of(id)));
                    }
                }
            }
        }
        bounds.unless_approved.sort_unstable();
        bounds.unless_approved.dedup();
        if bounds.needing.is_some() {
            bounds.when = self.today(bounds.when.take(), bounds.needing.as_ref());
        }
        Some(bounds)
    }

    /// The situation in which it is asked what a way takes: today, unless the sentence speaks of days itself. That a permission
    /// ends some day is nothing that it takes.
    fn today(&self, situation: Option<Guard>, needed: Option<&When>) -> Option<Guard> {
        let Some(date) = self.attributes.variables.get("now.date").copied() else { return situation };
        let needed = needed.into_iter().flat_map(|needed| &needed.alternatives);
        let mut needed = needed.flat_map(|one| one.condition.constraints());
        let is_asked = situation.as_ref().is_some_and(|guard| guard.asks_for(&[date]));
        let Some(today) = self.dates(self.as_of, self.as_of).filter(|_| !is_asked) else { return situation };
        if needed.any(|(variable, _)| *variable == date) {
            return situation;
        }
        let today = as_guard(&[today]);
        Some(situation.map_or_else(|| today.clone(), |known| known.and(&today)))
    }

    /// Whether a bound has a meaning in a sentence of this form. `needing` says what a way exactly takes, so that a `never`
    /// with it would hold as soon as less is needed; `unless` leaves ways out, and a `possible` looks for one.
    fn fits(&mut self, opening: &Opening, bound: &Bound) -> bool {
        let (span, message, help) = match (opening, bound) {
            (Opening::Never(_) | Opening::Always(..), Bound::Needing(_, span)) => (
                *span,
                "`needing` belongs to a `possible`: it says what exactly a way takes",
                "to accept an approval, write `unless approved(GATE)`; to look at a situation only, `when CONDITION`",
            ),
            (Opening::Possible(_), Bound::Unless(condition)) => (
                condition.span(),
                "`unless` belongs to a `never`: it leaves ways out, and a `possible` looks for one",
                "write `when CONDITION` for a situation, `needing approved(GATE)` for what the way takes",
            ),
            (Opening::Possible(_), Bound::UnlessThrough(path)) => (
                path.span,
                "`unless` belongs to a `never`: it leaves ways out, and a `possible` looks for one",
                "write `via [NAME]` for what the way leads through",
            ),
            _ => return true,
        };
        let finding = crate::finding::Finding::new(&crate::model::errors::MISPLACED_CONDITION, span, message);
        self.report(finding.here("has no meaning here").help(help));
        false
    }

    /// A condition over attributes as a guard.
    pub(crate) fn situation(
        &mut self,
        place: Place,
        condition: &Condition,
        situation: &Situation,
        instead: &'static str,
    ) -> Option<Guard> {
        let terms = self.condition(place, condition, &situation.parameters, Approvals::Unfit(instead))?;
        self.is_known_there(condition, &terms).then(|| as_guard(&terms))
    }

    /// Whether a situation can be asked for: where something is done and by whose workflow a sentence says itself.
    fn is_known_there(&mut self, condition: &Condition, terms: &[Term]) -> bool {
        let (message, help) = if self.mentions(terms, &[BuiltIn::Destination]) {
            ("where something is done is said by the sentence itself", "name what lies there in place of the resources")
        } else if self.mentions(terms, &[BuiltIn::Tier, BuiltIn::Autonomy]) {
            ("by whose workflow something is done is said by the sentence itself", "name the agents that are meant")
        } else {
            return true;
        };
        let finding = Finding::new(&MISPLACED_CONDITION, condition.span(), message).here("can not be a situation");
        self.report(finding.help(help));
        false
    }

    /// Whether a sentence can be answered: what data somebody has is a question of its own.
    fn is_answered(&mut self, condition: &Condition, guard: &Guard) -> bool {
        let sensitivity = self.attributes.given.get(&BuiltIn::Sensitivity);
        let mut constraints = guard.alternatives().iter().flat_map(Conjunction::constraints);
        if !constraints.any(|(variable, _)| Some(variable) == sensitivity) {
            return true;
        }
        let message = "how sensitive something is that is done can not be a situation";
        let finding = Finding::new(&MISPLACED_CONDITION, condition.span(), message).here("asks for `sensitivity`");
        self.report(finding.help("ask for the data itself: `never CLASS reaches NAME`, `possible CLASS reaches NAME`"));
        false
    }

    /// A condition over attributes that a sentence can be asked in.
    pub(crate) fn answerable(
        &mut self,
        place: Place,
        condition: &Condition,
        situation: &Situation,
        instead: &'static str,
    ) -> Option<Guard> {
        let guard = self.situation(place, condition, situation, instead)?;
        self.is_answered(condition, &guard).then_some(guard)
    }

    /// The opposite of a condition over attributes.
    pub(crate) fn outside(&mut self, place: Place, condition: &Condition, situation: &Situation) -> Option<Guard> {
        let terms = self.opposite(place, condition, &situation.parameters, Inactive::Asked)?;
        Some(as_guard(&terms))
    }

    /// The gates of `approved(a)`, `approved(a) or approved(b)`.
    pub(crate) fn gates_in(
        &mut self,
        place: Place,
        condition: &Condition,
        situation: &Situation,
    ) -> Option<Vec<GateId>> {
        let terms = self.condition(place, condition, &situation.parameters, Approvals::Asked)?;
        let gates: BTreeSet<GateId> = terms.iter().flat_map(|term| term.approvals.iter().copied()).collect();
        let plain = terms.iter().all(|term| term.condition.is_always() && term.approvals.len() == 1);
        if !plain {
            self.misplaced(condition, "approvals and other conditions can not be mixed here");
            return None;
        }
        Some(gates.into_iter().collect())
    }

    /// Exactly these conditions. Whoever asks for an approval is not part of what is compared.
    fn exactly(&mut self, place: Place, condition: &Condition, situation: &Situation) -> Option<When> {
        let requester = situation.requesters.first().copied().unwrap_or(PrincipalId(0));
        let terms = self.condition(place, condition, &situation.parameters, Approvals::Asked)?;
        if !self.is_known_there(condition, &terms) || !self.is_answered(condition, &as_guard(&terms)) {
            return None;
        }
        let alternatives: BTreeSet<Alternative> = terms
            .into_iter()
            .map(|term| Alternative {
                condition: term.condition,
                approvals: term.approvals.into_iter().map(|gate| (gate, requester)).collect(),
            })
            .collect();
        Some(When { alternatives: alternatives.into_iter().collect() })
    }

    /// Every node that a name stands for.
    pub(crate) fn nodes_of(&self, id: DefinitionId) -> Vec<Node> {
        let thing = self.thing(id);
        let principals = thing.principals.iter().map(|one| Node::Principal(*one));
        let leaves = thing.leaves.iter().map(|one| Node::Leaf(*one));
        principals.chain(leaves).collect()
    }

    /// Reports a condition that can not be used where it stands.
    pub(crate) fn misplaced(&mut self, condition: &Condition, message: &str) {
        let about = &crate::model::errors::MISPLACED_CONDITION;
        let finding = crate::finding::Finding::new(about, condition.span(), message).here("mixes both");
        self.report(finding.help("write each of them behind a word of its own"));
    }
}

pub(crate) fn as_guard(terms: &[Term]) -> Guard {
    Guard::from_alternatives(terms.iter().map(|term| term.condition.clone()))
}

/// Whether a condition asks for an approval somewhere.
pub(crate) fn asks_for_approval(condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().any(asks_for_approval),
        Condition::Not(inner, _) => asks_for_approval(inner),
        Condition::Holds(argument) => {
            matches!(argument.as_ref(), Argument::Call(function, ..) if function.text == "approved")
        }
        Condition::Compare(..) | Condition::Mentions(..) | Condition::Quantified(..) | Condition::Fact(..) => false,
    }
}
