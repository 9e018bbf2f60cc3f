//! What of a condition is decided when a policy is compiled: where something is done, and by whose workflow.
//!
//! What nobody says counts as the worst case. For `never` a permission then holds; for `possible` it gives nothing. A
//! prohibition or gate has no such second reading: it counts, and while it does not say enough nothing is proved never to
//! happen.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::{Conjunction, Set, VariableId};
use crate::model::lower::arguments::{clauses_of, first_word, value};
use crate::model::lower::built_in::{BuiltIn, NONE};
use crate::model::lower::condition::Term;
use crate::model::lower::context::Lowering;
use crate::model::lower::values::word_value;
use crate::model::{
    Alternative, Declared, DeclaredFact, LeafId, PrincipalId, PrincipalKind, SourceId, UnknownId, When,
};
use crate::names::{DefinitionId, Sort};

/// What something is done to, and who is permitted or forbidden to, as far as that is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doing {
    pub(crate) leaf: Option<LeafId>,
    pub(crate) actor: Option<PrincipalId>,
    /// Whether it is about whoever is recorded, and not about whoever they act for.
    pub(crate) is_recorded: bool,
}

impl Doing {
    /// What somebody is permitted.
    pub(crate) fn permitted(leaf: Option<LeafId>, actor: Option<PrincipalId>) -> Self {
        Self { leaf, actor, is_recorded: false }
    }
}

/// What is left of a condition.
#[derive(Clone, Debug)]
pub(crate) struct Decided {
    pub(crate) condition: Conjunction,
    /// What nobody says, so that a part of the condition was left out.
    pub(crate) unsaid: Option<String>,
    /// Whether no data of a level that the condition admits is known to be there.
    pub(crate) unfit: bool,
}

/// A condition settled for whoever acts and what they act on.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub(crate) when: When,
    /// What is not known, if it is only taken to hold.
    pub(crate) assumed: Option<UnknownId>,
}

/// The answer to one part of a condition.
enum Answer {
    Holds,
    Fails,
    /// It is not known of what.
    Unsaid(String),
    /// It depends on the call or run.
    Stays,
}

impl Lowering<'_> {
    /// What is left of a condition; `None` if it can not hold.
    pub(crate) fn decided(&self, condition: &Conjunction, doing: Doing) -> Option<Decided> {
        let mut decided = Decided { condition: condition.clone(), unsaid: None, unfit: false };
        let mut dropped: BTreeSet<VariableId> = BTreeSet::new();
        for (variable, values) in condition.constraints() {
            let Some(built_in) = self.built_in_of(*variable) else { continue };
            match self.answer(built_in, *variable, values, doing) {
                Answer::Fails => return None,
                Answer::Holds => _ = dropped.insert(*variable),
                Answer::Unsaid(what) => {
                    dropped.insert(*variable);
                    decided.unsaid.get_or_insert(what);
                }
                Answer::Stays => {
                    decided.unfit |= built_in == BuiltIn::Sensitivity && !self.is_there(values, doing.leaf);
                }
            }
        }
        if !dropped.is_empty() {
            decided.condition = condition.retain(|variable| !dropped.contains(&variable), |_| true);
        }
        Some(decided)
    }

    fn built_in_of(&self, variable: VariableId) -> Option<BuiltIn> {
        self.attributes.given.iter().find(|(_, known)| **known == variable).map(|(built_in, _)| *built_in)
    }

    fn answer(&self, built_in: BuiltIn, variable: VariableId, values: &Set, doing: Doing) -> Answer {
        let known = match (built_in, doing.leaf, doing.actor) {
            (BuiltIn::Destination, Some(leaf), _) => {
                let leaf = self.base.leaf(leaf);
                let innermost = leaf.domains.first();
                innermost.map(|domain| i64::from(domain.0)).ok_or_else(|| format!("where `{}` lies", leaf.name))
            }
            (BuiltIn::Destination, None, _) => Err("where it goes".to_owned()),
            (BuiltIn::Sensitivity, None, _) => Err("what data it is about".to_owned()),
            (BuiltIn::Tier | BuiltIn::Autonomy, _, Some(actor)) => self.of_workflow(built_in, variable, actor, doing),
            (BuiltIn::Tier | BuiltIn::Autonomy, _, None) => Err(format!("whose {} is meant", built_in.word())),
            _ => return Answer::Stays,
        };
        match known {
            Ok(value) if values.contains(value) => Answer::Holds,
            Ok(_) => Answer::Fails,
            Err(unsaid) => Answer::Unsaid(unsaid),
        }
    }

    /// What the workflow of somebody says of itself, or what it does not say.
    fn of_workflow(
        &self,
        built_in: BuiltIn,
        variable: VariableId,
        actor: PrincipalId,
        doing: Doing,
    ) -> Result<i64, String> {
        let principal = self.base.principal(actor);
        let domain = &self.base.vocabulary.variable(variable).domain;
        if principal.workflow.is_none() && self.belongs_to_none(actor, doing.is_recorded) {
            return Ok(word_value(domain, NONE).unwrap_or_default());
        }
        let workflow = principal.workflow.as_deref().and_then(|name| self.workflow_named(name));
        let said = workflow.and_then(|id| match built_in {
            BuiltIn::Tier => self.tier_of(id),
            _ => value(self.statement(id)?, built_in.word()),
        });
        said.and_then(|word| word_value(domain, word))
            .ok_or_else(|| format!("the {} of `{}`", built_in.word(), principal.name))
    }

    /// Whether somebody who is declared in no workflow acts for none: people do, and services and tools where they are meant
    /// themselves and not whoever calls them.
    fn belongs_to_none(&self, actor: PrincipalId, is_recorded: bool) -> bool {
        match self.base.principal(actor).kind {
            PrincipalKind::Human { .. } | PrincipalKind::Origin | PrincipalKind::Domain => true,
            PrincipalKind::Service | PrincipalKind::Tool { .. } => is_recorded,
            PrincipalKind::Agent { .. } => false,
        }
    }

    pub(crate) fn workflow_named(&self, name: &str) -> Option<DefinitionId> {
        self.all(Sort::Workflow).into_iter().find(|id| self.name(*id) == name)
    }

    /// Whether data of a level that is admitted is known to be there; where nobody says what is there, whether no data at
    /// all is admitted.
    fn is_there(&self, admitted: &Set, leaf: Option<LeafId>) -> bool {
        let held = leaf.and_then(|leaf| self.attributes.held.as_ref()?.get(&leaf));
        match held {
            Some(heights) => heights.iter().any(|height| admitted.contains(i64::from(*height))),
            None => admitted.contains(0),
        }
    }

    /// The levels of what is declared to be held, by leaf.
    pub(crate) fn note_held_levels(&mut self) {
        if self.attributes.held.is_some() {
            return;
        }
        let mut held: BTreeMap<LeafId, BTreeSet<u32>> = BTreeMap::new();
        for id in self.all(Sort::Store).into_iter().chain(self.all(Sort::Part)) {
            let Some(statement) = self.statement(id) else { continue };
            for said in clauses_of(statement, "holds") {
                if matches!(first_word(&said.arguments), Some("unknown" | "none" | "nothing")) {
                    continue;
                }
                let atoms = self.data(self.place(id), &said.arguments);
                for leaf in self.thing(id).leaves.clone() {
                    let here = atoms.iter().filter(|atom| self.can_hold(leaf, **atom));
                    let heights: Vec<u32> = here.filter_map(|atom| self.height(*atom)).collect();
                    held.entry(leaf).or_default().extend(heights);
                }
            }
        }
        self.attributes.held = Some(held);
    }

    /// A condition for one actor at one copy of a leaf; nothing if it can not hold.
    ///
    /// `record.D is subject.D` becomes the individual of the copy, and so does access to a partitioned store. An actor who
    /// belongs to an individual is the subject of whatever they do themselves.
    pub(crate) fn settled(
        &mut self,
        terms: &[Term],
        leaf: LeafId,
        actor: PrincipalId,
        source: SourceId,
    ) -> Vec<Settled> {
        self.settled_for(terms, leaf, actor, Doing::permitted(Some(leaf), Some(actor)), source)
    }

    /// The same where what is done to which leaf, or who is permitted to, is not said by the leaf and the actor whose
    /// individuals count.
    pub(crate) fn settled_for(
        &mut self,
        terms: &[Term],
        leaf: LeafId,
        actor: PrincipalId,
        doing: Doing,
        source: SourceId,
    ) -> Vec<Settled> {
        let own = self.individual_of(actor);
        let is_settled = |variable| own.constraints().iter().any(|(known, _)| *known == variable);
        let mut alternatives: BTreeMap<Option<String>, BTreeSet<Alternative>> = BTreeMap::new();
        for term in terms {
            // Whoever has no session, and is nobody's in particular, is bound to no part.
            let at_leaf = if self.base.is_agent(actor) || !own.is_always() {
                self.at_leaf(term, leaf)
            } else {
                self.without_partitions(term, leaf)
            };
            let Some(condition) = at_leaf.and_then(|condition| condition.and(own)) else { continue };
            let condition = condition.retain(|variable| !is_settled(variable), |_| true);
            let Some(decided) = self.decided(&condition, doing) else { continue };
            let approvals = term.approvals.iter().map(|gate| (*gate, actor)).collect();
            let unfit = decided.unfit.then(|| format!("whether such data is at `{}`", self.base.leaf(leaf).name));
            let alternative = Alternative { condition: decided.condition, approvals };
            alternatives.entry(decided.unsaid.or(unfit)).or_default().insert(alternative);
        }
        let span = self.base.sources[source.index()].span;
        let settled = alternatives.into_iter().map(|(unsaid, alternatives)| Settled {
            when: When { alternatives: alternatives.into_iter().collect() },
            assumed: unsaid.map(|what| self.unknown(span, what, "what the condition asks for")),
        });
        settled.collect()
    }

    /// Adds a fact under a settled condition.
    pub(crate) fn settled_fact(&mut self, fact: &DeclaredFact, settled: Vec<Settled>, source: SourceId) {
        for Settled { when, assumed } in settled {
            self.base.facts.push(Declared { fact: fact.clone(), when, source, assumed });
        }
    }
}
