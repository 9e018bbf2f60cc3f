//! Attributes that the language gives: where something is done, with what data, by whose workflow, for what and at whose
//! start.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::logic::{Domain, Scope, Set, VariableId};
use crate::model::DomainId;
use crate::model::errors::WRONG_VALUE;
use crate::model::lower::arguments::{clause, word};
use crate::model::lower::condition::{Reading, Term, both, weakest};
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::refer::{DOMAIN, LEVEL, PURPOSE, TASK};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Comparison, Path};

/// An attribute that the language gives. None can be declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BuiltIn {
    /// What an agent's workflow may decide by itself.
    Autonomy,
    /// The domain in which lies what something is done to.
    Destination,
    /// Who or what started the run.
    Initiator,
    /// What the run is for.
    Purpose,
    /// The highest level of the data that a call moves.
    Sensitivity,
    /// The task that is open.
    Task,
    /// The declared risk tier of an agent's workflow.
    Tier,
}

/// From the least to the most.
const AUTONOMY: [&str; 5] = [NONE, "suggest", "approve-each", "bounded", "self-initiated"];

/// Who or what can start a run, in the order of [`Initiator`].
const INITIATORS: [&str; 4] = ["human", "schedule", "event", "agent"];

/// The purpose of a run that has none, the tier and autonomy of whoever belongs to no workflow.
pub(crate) const NONE: &str = "none";

/// Who or what started a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Initiator {
    Human,
    Schedule,
    Event,
    Agent,
}

impl Initiator {
    pub(crate) const ALL: [Self; 4] = [Self::Human, Self::Schedule, Self::Event, Self::Agent];

    /// Its value.
    pub(crate) fn value(self) -> i64 {
        match self {
            Self::Human => 0,
            Self::Schedule => 1,
            Self::Event => 2,
            Self::Agent => 3,
        }
    }
}

/// Whether the language gives an attribute, whose values are then what a policy declares anyway.
pub(crate) fn is_given_attribute(name: &str) -> bool {
    BuiltIn::ALL.into_iter().any(|one| one.word() == name)
}

impl BuiltIn {
    pub(crate) const ALL: [Self; 7] =
        [Self::Autonomy, Self::Destination, Self::Initiator, Self::Purpose, Self::Sensitivity, Self::Task, Self::Tier];

    /// As people write it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Autonomy => "autonomy",
            Self::Destination => "destination",
            Self::Initiator => "initiator",
            Self::Purpose => "purpose",
            Self::Sensitivity => "sensitivity",
            Self::Task => "task",
            Self::Tier => "tier",
        }
    }

    /// How long a value stays the same, for those that have a variable of their own.
    fn scope(self) -> Scope {
        match self {
            Self::Destination | Self::Sensitivity => Scope::Call,
            Self::Autonomy | Self::Initiator | Self::Tier => Scope::Run,
            Self::Purpose | Self::Task => Scope::Session,
        }
    }

    /// Whether the values go from less to more.
    fn is_ordered(self) -> bool {
        matches!(self, Self::Autonomy | Self::Sensitivity)
    }
}

impl Lowering<'_> {
    /// The variables of those that have values here: of a policy without purposes no condition asks for the purpose.
    pub(crate) fn built_in_variables(&self) -> BTreeMap<BuiltIn, (Domain, Scope)> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let mut domains: Vec<String> = self.all(Sort::Domain).iter().map(|id| self.name(*id).to_owned()).collect();
        domains.sort();
        let purposes = self.all(Sort::Purpose).iter().map(|id| self.name(*id).to_owned()).collect();
        let all = [
            (BuiltIn::Autonomy, owned(&AUTONOMY)),
            (BuiltIn::Destination, domains),
            (BuiltIn::Initiator, owned(&INITIATORS)),
            (BuiltIn::Purpose, or_none(purposes)),
            (BuiltIn::Sensitivity, self.levels()),
            (BuiltIn::Tier, or_none(self.tiers())),
        ];
        let there = all.into_iter().filter(|(_, words)| !words.is_empty());
        there.map(|(built_in, words)| (built_in, (Domain::Enumeration(words), built_in.scope()))).collect()
    }

    /// The levels from the lowest. Those of several scales that are equally high are one value.
    fn levels(&self) -> Vec<String> {
        let mut by_height: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for id in self.all(Sort::Level) {
            by_height.entry(self.definition(id).position).or_default().push(self.name(id));
        }
        let Some(highest) = by_height.keys().next_back().copied() else { return Vec::new() };
        (0..=highest).map(|height| by_height.get(&height).map(|names| names.join("/")).unwrap_or_default()).collect()
    }

    /// The tiers that a table declares or a workflow says it belongs into.
    fn tiers(&self) -> BTreeSet<String> {
        let declared = self.all(Sort::Tier).into_iter().map(|id| self.definition(id).name.clone());
        let said = self.all(Sort::Workflow).into_iter().filter_map(|id| self.tier_of(id).map(str::to_owned));
        declared.chain(said).collect()
    }

    /// The tier that a workflow says it belongs into, without its table.
    pub(crate) fn tier_of(&self, workflow: DefinitionId) -> Option<&str> {
        let said = clause(self.statement(workflow)?, "tier")?;
        let path = said.arguments.first().map(Argument::paths)?.first().copied()?;
        let last = path.segments.last().map(|word| word.text.as_str());
        last.filter(|word| *word != "unknown")
    }

    /// Which of them a name in a condition is.
    pub(crate) fn built_in(&self, reading: &Reading<'_>, path: &Path) -> Option<BuiltIn> {
        let text = path.text();
        if reading.parameters.contains_key(&text) {
            return None;
        }
        let found = BuiltIn::ALL.into_iter().find(|one| one.word() == text)?;
        let is_known = found == BuiltIn::Task || self.attributes.given.contains_key(&found);
        is_known.then_some(found)
    }

    /// `destination is corp`, `sensitivity <= internal`, `task in [a, b]`
    pub(crate) fn compare_built_in(
        &mut self,
        reading: &Reading<'_>,
        built_in: BuiltIn,
        comparison: Comparison,
        right: &Argument,
    ) -> Option<Vec<Term>> {
        let Some(variable) = self.attributes.given.get(&built_in).copied() else {
            return self.compare_task(reading, comparison, right);
        };
        let domain = self.base.vocabulary.variable(variable).domain.clone();
        let values = self.built_in_values(reading.place, built_in, comparison, right)?;
        let (low, high) = domain.bounds();
        let least = values.least().unwrap_or(low);
        let values = match comparison {
            Comparison::Is | Comparison::In => values,
            Comparison::IsNot | Comparison::NotIn => values.complement(&domain.all()),
            Comparison::Less => Set::interval(low, least.saturating_sub(1)),
            Comparison::AtMost => Set::interval(low, least),
            Comparison::Greater => Set::interval(least.saturating_add(1), high),
            Comparison::AtLeast => Set::interval(least, high),
        };
        self.asks_for(built_in, variable);
        Some(self.constraint(variable, &values))
    }

    fn asks_for(&mut self, built_in: BuiltIn, variable: VariableId) {
        self.attributes.asked.insert(built_in);
        if built_in == BuiltIn::Sensitivity {
            self.base.sensitivity = Some(variable);
            self.note_held_levels();
        }
    }

    /// The values that stand on the right.
    fn built_in_values(
        &mut self,
        place: Place,
        built_in: BuiltIn,
        comparison: Comparison,
        right: &Argument,
    ) -> Option<Set> {
        let has_order = !matches!(comparison, Comparison::Is | Comparison::IsNot | Comparison::In | Comparison::NotIn);
        if has_order && !built_in.is_ordered() {
            let word = built_in.word();
            let message = format!("the values of `{word}` have no order");
            let finding = Finding::new(&WRONG_VALUE, right.span(), message).here("compared by size");
            self.report(finding.help(format!("write `{word} is ...` or `{word} in [...]`")));
            return None;
        }
        let mut values = Set::empty();
        for argument in members(comparison, right) {
            values = values.union(&self.built_in_value(place, built_in, argument)?);
        }
        Some(values)
    }

    /// What one name stands for: a domain or purpose for what is inside of it as well.
    fn built_in_value(&mut self, place: Place, built_in: BuiltIn, argument: &Argument) -> Option<Set> {
        let variable = *self.attributes.given.get(&built_in)?;
        let domain = self.base.vocabulary.variable(variable).domain.clone();
        let needed = match built_in {
            BuiltIn::Destination => DOMAIN,
            BuiltIn::Sensitivity => LEVEL,
            BuiltIn::Purpose if word(argument) != Some(NONE) => PURPOSE,
            _ => return Some(Set::single(self.single(variable, &domain, argument)?)),
        };
        let Argument::Path(path) = argument else {
            let finding = self.wrong_value(variable, &domain, argument);
            self.report(finding);
            return None;
        };
        let id = self.refer(place, path, needed)?;
        Some(match built_in {
            BuiltIn::Destination => self.inside(self.thing(id).domain?),
            BuiltIn::Sensitivity => Set::single(i64::from(self.definition(id).position)),
            _ => self.purposes_within(id),
        })
    }

    /// A domain and those inside of it, by number.
    fn inside(&self, domain: DomainId) -> Set {
        let all = (0..number(self.base.domains.len())).map(DomainId);
        let inside = all.filter(|one| {
            let mut around = Some(*one);
            while let Some(at) = around.filter(|at| *at != domain) {
                around = self.base.domains[at.index()].parent;
            }
            around.is_some()
        });
        Set::from_intervals(inside.map(|one| (i64::from(one.0), i64::from(one.0))))
    }

    /// Whether a condition asks for one of these.
    pub(crate) fn mentions(&self, terms: &[Term], some: &[BuiltIn]) -> bool {
        let asked = |variable: &VariableId| some.iter().any(|one| self.attributes.given.get(one) == Some(variable));
        terms.iter().any(|term| term.condition.constraints().iter().any(|(variable, _)| asked(variable)))
    }

    /// A purpose and the narrower ones, as values.
    pub(crate) fn purposes_within(&self, purpose: DefinitionId) -> Set {
        let Some(variable) = self.attributes.given.get(&BuiltIn::Purpose) else { return Set::empty() };
        let domain = &self.base.vocabulary.variable(*variable).domain;
        let wide = &self.definition(purpose).name;
        let is_within = |id: &DefinitionId| {
            let rest = self.definition(*id).name.strip_prefix(wide.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let within = self.all(Sort::Purpose).into_iter().filter(is_within);
        let values = within.filter_map(|id| super::values::word_value(domain, self.name(id)));
        Set::from_intervals(values.map(|value| (value, value)))
    }

    /// `task is repair` for `active(repair)`.
    fn compare_task(&mut self, reading: &Reading<'_>, comparison: Comparison, right: &Argument) -> Option<Vec<Term>> {
        let negated = match comparison {
            Comparison::Is | Comparison::In => None,
            Comparison::IsNot | Comparison::NotIn => Some(reading.inactive),
            _ => {
                let finding = Finding::new(&WRONG_VALUE, right.span(), "tasks have no order").here("compared by size");
                self.report(finding.help("write `task is ...` or `task in [...]`"));
                return None;
            }
        };
        let mut each = Vec::new();
        for argument in members(comparison, right) {
            let Argument::Path(path) = argument else {
                let finding = Finding::new(&WRONG_VALUE, argument.span(), "this is no task").here("not a name");
                self.report(finding.help("write the name of a task"));
                return None;
            };
            each.push(self.is_active(reading.place, path, TASK, path.span, negated)?);
        }
        Some(match negated {
            None => weakest(each.into_iter().flatten().collect()),
            Some(_) => each.iter().fold(vec![Term::always()], |known, one| both(&known, one)),
        })
    }
}

/// These values and none of them; nothing if there are none.
fn or_none(words: BTreeSet<String>) -> Vec<String> {
    if words.is_empty() { Vec::new() } else { std::iter::once(NONE.to_owned()).chain(words).collect() }
}

/// The values that are compared with: several only behind `in`.
fn members(comparison: Comparison, right: &Argument) -> Vec<&Argument> {
    match (comparison, right) {
        (Comparison::In | Comparison::NotIn, Argument::List(items, _)) => items.iter().collect(),
        _ => vec![right],
    }
}
