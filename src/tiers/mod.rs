//! Layer 11: what each workflow really can do and hold, and which risk tier and function that makes.
//!
//! A table of tiers is data of the language: rows that score effects, data and reach, and what is asked of a workflow in
//! each tier. The rows are asked of everything that follows from the policy if every agent is hostile, not of what somebody
//! declared about the workflow. A workflow with a harmless declaration and a tool that pays is found in the tier of payments.

mod audience;
mod errors;
mod function;
mod reach;
mod score;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::facts::{Facts, Setting, Why};
use crate::finding::Finding;
use crate::inventory::{Inventory, Value, inventory};
use crate::model::{Agents, Base, Mode, Node, Permission, Policy, PrincipalId, Question, policy};
use crate::names::{DefinitionId, Names, Sort, names};
use crate::proof::{Answering, Closures, Examiner, Remembered, Witness, cause, witness};
use crate::source::{Db, Project, Span};

use audience::Spots;
pub use errors::DESCRIPTORS;
pub(crate) use errors::{UNKNOWN_REQUIRED, UNMET_REQUIREMENT};
pub use function::Function;
pub use reach::{BroughtAbout, Known, Meant, WorkflowReach, reaches};
use table::Table;

/// A tier of the table that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Its declaration.
    pub id: DefinitionId,
    /// Its name, without the table's.
    pub name: String,
}

/// A workflow with what was derived about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The workflow.
    pub workflow: DefinitionId,
    /// Its name.
    pub name: String,
    /// Where its name is declared.
    pub span: Span,
    /// The tier it says it is in.
    pub declared: Option<Tier>,
    /// The tier it belongs into; none without a table.
    pub derived: Option<Tier>,
    /// The function it says it has.
    pub declared_function: Option<String>,
    /// The function it has.
    pub function: Function,
    /// Why it has this function; nothing if it has the least one.
    pub does: Option<Reason>,
    /// Which rows of the table apply, in the order of the table, each with one fact that makes it apply.
    pub scores: Vec<Score>,
    /// The higher of the declared and the derived tier: its demands hold.
    pub effective: Option<Tier>,
}

impl Rating {
    /// The rows that set the tier: those of the highest tier, and those that add.
    pub fn decisive(&self) -> Vec<&Score> {
        self.scores.iter().filter(|score| score.is_decisive).collect()
    }
}

/// A row of the table that applies to a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The row, in one line.
    pub row: String,
    /// The tier that it makes at least; none for a row that adds.
    pub tier: Option<Tier>,
    /// How many tiers it adds.
    pub adds: usize,
    /// Whether it sets the tier: no other row is higher, or it adds to the highest.
    pub is_decisive: bool,
    /// What makes it apply.
    pub reason: Reason,
}

/// What makes a row apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// As a sentence: "`triage` causes `publish` on `registry`".
    pub sentence: String,
    /// How it comes about, where it follows from something.
    pub witness: Option<Witness>,
}

/// Every workflow of a project, in the order of the text, and what is wrong with the table.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ratings {
    /// The workflows.
    pub workflows: Vec<Rating>,
    /// What is wrong with the tables.
    pub findings: Vec<Finding>,
}

/// The tiers and functions of a project's workflows.
#[salsa::tracked(returns(ref))]
pub fn ratings(db: &dyn Db, project: Project) -> Ratings {
    let findings = complaints(db, project);
    let base = &policy(db, project).base;
    let workflows = rate(db, project, inventory(db, project), base, &Remembered { db, project });
    Ratings { workflows, findings }
}

/// What is wrong with the tables of tiers.
pub(crate) fn complaints(db: &dyn Db, project: Project) -> Vec<Finding> {
    let (_, findings) = Table::of(db, project);
    findings
}

/// The tiers and functions of the workflows in a project of which something may be taken away: `inventory` and `base` are what
/// is left.
pub fn rate(db: &dyn Db, project: Project, inventory: &Inventory, base: &Base, closures: &dyn Closures) -> Vec<Rating> {
    let (table, _) = Table::of(db, project);
    let rated = |around: &Around<'_>, workflow| around.rate(workflow, table.as_ref());
    of_each_workflow(db, project, inventory, base, closures, rated)
}

/// What is worked out about each workflow, in the order of the text, if every agent is hostile.
fn of_each_workflow<T>(
    db: &dyn Db,
    project: Project,
    inventory: &Inventory,
    base: &Base,
    closures: &dyn Closures,
    of: impl Fn(&Around<'_>, DefinitionId) -> T,
) -> Vec<T> {
    let (names, policy) = (names(db, project), policy(db, project));
    let workflows: Vec<DefinitionId> =
        inventory.used(names).filter(|(_, one)| one.sort == Sort::Workflow).map(|(id, _)| id).collect();
    if workflows.is_empty() {
        return Vec::new();
    }
    let setting = Setting::of(Mode { agents: Agents::AllCompromised, insiders: Vec::new() });
    let examiner = Examiner { base, closures, authors: setting.authors.clone() };
    let spots = Spots::new(names, inventory, base);
    let facts = closures.facts(&setting);
    let mut caused: BTreeMap<PrincipalId, Vec<Caused>> = BTreeMap::new();
    for one in facts.everything_caused(base) {
        caused.entry(one.0).or_default().push(one);
    }
    let (examiner, setting, spots, facts, caused) = (&examiner, &setting, &spots, &facts, &caused);
    let around = Around { names, inventory, policy, base, examiner, setting, spots, facts, caused };
    workflows.into_iter().map(|workflow| of(&around, workflow)).collect()
}

/// What a workflow is rated by.
pub(crate) struct Around<'a> {
    names: &'a Names,
    inventory: &'a Inventory,
    policy: &'a Policy,
    base: &'a Base,
    examiner: &'a Examiner<'a>,
    setting: &'a Setting,
    spots: &'a Spots,
    facts: &'a Arc<Facts>,
    /// Everything that is brought about, by whoever does.
    caused: &'a BTreeMap<PrincipalId, Vec<Caused>>,
}

/// Who brings what about, and why.
type Caused = (PrincipalId, Permission, Why);

/// Everything that those who act in a workflow bring about.
pub(crate) struct Reach {
    actors: Vec<PrincipalId>,
    /// Each permission once, with its shortest derivation, that of a simpler thing first.
    caused: Vec<(Permission, Answering)>,
}

impl Around<'_> {
    fn base(&self) -> &Base {
        self.base
    }

    fn rate(&self, workflow: DefinitionId, table: Option<&Table>) -> Rating {
        let definition = self.names.definition(workflow);
        let reach = self.reach(workflow);
        let (function, does) = self.function(&reach);
        let scores = table.map(|table| table.weighed(self.scores(workflow, &reach, table))).unwrap_or_default();
        let declared = self.thing(workflow, "tier").filter(|tier| table.is_none_or(|table| table.has(*tier)));
        let derived = table.and_then(|table| table.derived(&scores));
        let effective = table.and_then(|table| table.higher(declared, derived));
        Rating {
            workflow,
            name: definition.qualified.clone(),
            span: definition.span,
            declared: declared.map(|tier| self.tier(tier)),
            derived: derived.map(|tier| self.tier(tier)),
            declared_function: self.word(workflow, "function"),
            function,
            does,
            scores,
            effective: effective.map(|tier| self.tier(tier)),
        }
    }

    pub(crate) fn tier(&self, id: DefinitionId) -> Tier {
        Tier { id, name: self.names.definition(id).name.clone() }
    }

    fn thing(&self, id: DefinitionId, name: &str) -> Option<DefinitionId> {
        match self.inventory.said(id, name)?.single() {
            Value::Thing(thing) => Some(*thing),
            _ => None,
        }
    }

    fn word(&self, id: DefinitionId, name: &str) -> Option<String> {
        match self.inventory.said(id, name)?.single() {
            Value::Word(word) => Some(word.clone()),
            _ => None,
        }
    }

    /// The agents, blueprints and services that stand in a workflow.
    fn acting(&self, workflow: DefinitionId) -> impl Iterator<Item = DefinitionId> {
        let acts = |sort: Sort| matches!(sort, Sort::Agent | Sort::Blueprint | Sort::Service);
        self.names.inside(workflow).filter(move |id| acts(self.names.definition(*id).sort))
    }

    /// Whoever acts in a workflow.
    fn actors(&self, workflow: DefinitionId) -> BTreeSet<PrincipalId> {
        let meanings = self.acting(workflow).filter_map(|id| self.policy.meanings.get(id.index()));
        meanings.flat_map(|one| one.principals.clone()).collect()
    }

    /// What everybody who acts in a workflow brings about: its agents, and the services that stand in it.
    fn reach(&self, workflow: DefinitionId) -> Reach {
        let actors: Vec<PrincipalId> = self.actors(workflow).into_iter().collect();
        let mut shortest: BTreeMap<Permission, Answering> = BTreeMap::new();
        for (actor, permission, why) in actors.iter().filter_map(|actor| self.caused.get(actor)).flatten() {
            let answering = cause(self.facts, *why, *actor, *permission);
            let known = shortest.entry(*permission).or_insert_with(|| answering.clone());
            if answering.cost() < known.cost() {
                *known = answering;
            }
        }
        let mut caused: Vec<(Permission, Answering)> = shortest.into_iter().collect();
        caused.sort_by_key(|(_, answering)| answering.cost());
        Reach { actors, caused }
    }

    /// The first of those permissions that are wanted.
    fn first(&self, reach: &Reach, is_wanted: impl Fn(Permission) -> bool) -> Option<Reason> {
        let (_, answering) = reach.caused.iter().find(|(permission, _)| is_wanted(*permission))?;
        Some(self.reason(answering))
    }

    /// The simplest answer to a question.
    fn answer(&self, question: &Question) -> Option<Reason> {
        let answers = self.examiner.answering(question, self.setting);
        answers.iter().min_by_key(|answering| answering.cost()).map(|answering| self.reason(answering))
    }

    fn reason(&self, answering: &Answering) -> Reason {
        let told = witness(self.base(), answering, &[]);
        let sentence = told.hops.last().map_or_else(|| "it is declared".to_owned(), |hop| hop.sentence.clone());
        Reason { sentence, witness: Some(told) }
    }

    /// Where data is that somebody in the workflow has.
    fn contexts(reach: &Reach) -> Vec<Node> {
        reach.actors.iter().map(|actor| Node::Principal(*actor)).collect()
    }
}
