//! Rules that are written in the language: read, checked, and asked of everything they are about.

mod ask;
mod change;
mod check;
mod check_change;
mod compare;
mod facts;
mod message;
mod read;
mod search;
mod truth;
mod worked_out;

pub(crate) use ask::kind_has;
use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::finding::{Descriptor, Finding};
use crate::inventory::{Inventory, inventory};
use crate::model::{Base, Removed, policy};
use crate::names::{DefinitionId, Place, names};
use crate::proof::{Closures, Fresh, Remembered};
use crate::rules::errors::TAKEN_CODE;
use crate::source::{Db, Project, Span};
use crate::syntax::ast::Condition;
use crate::tiers::{Rating, rate, ratings};
use ask::Asking;
use facts::Following;
use read::{Rule, rules};
use truth::Truth;

/// What came of asking the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// What is found, in no order that means something.
    pub(crate) findings: Vec<Finding>,
    /// What each rule was asked of, by its code; a rule with a mistake is asked of nothing.
    pub(crate) looked_at: BTreeMap<&'static str, Vec<Span>>,
    /// Whether some rule asked what day it is.
    pub(crate) time_dependent: bool,
}

/// What the rules of a project find, and what is wrong with the rules themselves. A rule with a mistake is not asked.
#[salsa::tracked(returns(ref))]
pub(crate) fn found(db: &dyn Db, project: Project) -> Found {
    let rules = rules(db, project);
    let mut found = Found { findings: taken(&rules), looked_at: BTreeMap::new(), time_dependent: false };
    let closures = Remembered { db, project };
    let policy = policy(db, project);
    let things = ask::things(inventory(db, project), names(db, project));
    let following = Following::within(policy, &policy.base, &closures, &ratings(db, project).workflows);
    for rule in &rules {
        let asking = Asking::new(db, project, worked_out::complete(db, project), &following, &things, rule.place);
        let complaints = check::complaints(names(db, project), rule);
        if complaints.is_empty() {
            let asked = asking.asked_of(rule);
            found.findings.extend(asked.findings);
            found.looked_at.insert(rule.about.code, asked.looked_at);
        } else {
            found.findings.extend(complaints);
        }
        found.time_dependent |= asking.asked_the_date();
    }
    found
}

/// What is wrong with the rules themselves.
pub(crate) fn complaints(db: &dyn Db, project: Project) -> Vec<Finding> {
    let rules = rules(db, project);
    let of_each = rules.iter().flat_map(|rule| check::complaints(names(db, project), rule));
    taken(&rules).into_iter().chain(of_each).collect()
}

/// A project of which something may be taken away.
#[derive(Clone, Copy)]
pub struct Remaining<'a> {
    /// The project.
    pub project: Project,
    /// What is taken away.
    pub removed: &'a Removed,
    /// The declared facts that remain.
    pub base: &'a Base,
}

impl Remaining<'_> {
    /// What rules ask of what remains: what is declared, and what follows about it.
    fn asked<T>(&self, db: &dyn Db, ask: impl for<'x> FnOnce(&dyn Fn(Place) -> Asking<'x>) -> T) -> T {
        let (policy, names) = (policy(db, self.project), names(db, self.project));
        let closures = Fresh::new(self.base);
        let left = self.inventory(db);
        let ratings = self.ratings(db, &left, &closures);
        let complete = worked_out::with_ratings(&left, &ratings);
        let things = ask::things(&complete, names);
        let following = Following::within(policy, self.base, &closures, &ratings);
        ask(&|place| Asking::new(db, self.project, &complete, &following, &things, place))
    }

    fn ratings(&self, db: &dyn Db, left: &Inventory, closures: &dyn Closures) -> Vec<Rating> {
        if self.removed.is_empty() {
            return ratings(db, self.project).workflows.clone();
        }
        rate(db, self.project, left, self.base, closures)
    }

    fn inventory<'db>(&self, db: &'db dyn Db) -> Cow<'db, Inventory> {
        if self.removed.is_empty() {
            return Cow::Borrowed(inventory(db, self.project));
        }
        let names = names(db, self.project);
        let definitions = names.definitions.iter().zip(0..);
        let gone = definitions.filter(|(one, _)| self.removed.covers(one.span)).map(|(_, id)| DefinitionId(id));
        Cow::Owned(inventory(db, self.project).without(names, gone.collect()))
    }

    /// What the rules find in what remains.
    pub fn found(&self, db: &dyn Db) -> Vec<Finding> {
        let rules = rules(db, self.project);
        let is_sound = |rule: &&Rule<'_>| check::complaints(names(db, self.project), rule).is_empty();
        self.asked(db, |asking| {
            rules.iter().filter(is_sound).flat_map(|rule| asking(rule.place).findings(rule)).collect()
        })
    }

    /// Whether a condition holds of what remains; `None` if it depends on what is not known.
    pub fn holds(&self, db: &dyn Db, place: Place, condition: &Condition) -> Option<bool> {
        match self.asked(db, |asking| asking(place).holds(&Vec::new(), condition)) {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Unknown => None,
        }
    }
}

/// What is wrong with a condition that is asked by itself, as a rule's could be.
pub fn complaints_about(db: &dyn Db, project: Project, place: Place, condition: &Condition) -> Vec<Finding> {
    check::complaints_about(names(db, project), place, condition)
}

/// Rules whose code or name something else has.
fn taken(rules: &[Rule<'_>]) -> Vec<Finding> {
    let built_in = super::catalogue();
    let mut findings = Vec::new();
    for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| !rule.is_shipped) {
        let same = |other: &Descriptor| other.code == rule.about.code || other.name == rule.about.name;
        let code = rule.about.code;
        let mut others = rules.iter().enumerate().filter(|(other, rule)| *other < at || rule.is_shipped);
        let earlier = others.find(|(_, other)| same(other.about)).map(|(_, other)| other);
        let help = "give it a code of your own, such as `ACME-1`, and a name that no other rule has";
        let is_shipped = earlier.is_some_and(|other| other.is_shipped);
        if let Some(other) = earlier.filter(|other| !other.is_shipped) {
            let message = format!("another rule is `{}` as well", other.about.code);
            findings.push(Finding::new(&TAKEN_CODE, rule.span, message).label(other.span, "the other one").help(help));
        } else if is_shipped || built_in.iter().any(|one| same(one)) || code.starts_with("BW") {
            let message = format!("`{code}` is a finding of Bailiwick itself, or could become one");
            findings.push(Finding::new(&TAKEN_CODE, rule.span, message).help(help));
        }
    }
    findings
}

/// What the findings of each rule are called, in the order of the rules.
pub(crate) fn descriptors(db: &dyn Db, project: Project) -> Vec<&'static Descriptor> {
    rules(db, project).iter().map(|rule| rule.about).collect()
}

/// The controls that the rules of a project are evidence for, by the codes of the rules that are evidence for any.
pub(crate) fn evidence(db: &dyn Db, project: Project) -> BTreeMap<&'static str, Vec<String>> {
    let all = rules(db, project).into_iter().filter(|rule| !rule.evidence.is_empty());
    all.map(|rule| (rule.about.code, rule.evidence)).collect()
}
