//! Rules that are written in the language: read, checked, and asked of everything they are about.

mod ask;
mod check;
mod compare;
mod facts;
mod message;
mod read;
mod truth;

use std::borrow::Cow;

use crate::finding::{Descriptor, Finding};
use crate::inventory::{Inventory, inventory};
use crate::model::{Base, Removed, policy};
use crate::names::{DefinitionId, Place, names};
use crate::rules::errors::TAKEN_CODE;
use crate::source::{Db, Project};
use crate::syntax::ast::Condition;
use ask::Asking;
use facts::Following;
use read::{Rule, rules};
use truth::Truth;

/// What the rules of a project find, and what is wrong with the rules themselves. A rule with a mistake is not asked.
#[salsa::tracked(returns(ref))]
pub(crate) fn findings(db: &dyn Db, project: Project) -> Vec<Finding> {
    let rules = rules(db, project);
    let mut findings = taken(&rules);
    let following = Following::of(policy(db, project));
    for rule in &rules {
        let asking = Asking::new(db, project, inventory(db, project), &following, rule.place);
        let complaints = check::complaints(names(db, project), rule);
        findings.extend(if complaints.is_empty() { asking.findings(rule) } else { complaints });
    }
    findings
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
        let following = Following::within(policy(db, self.project), self.base);
        let inventory = self.inventory(db);
        let rules = rules(db, self.project);
        let sound = rules.iter().filter(|rule| check::complaints(names(db, self.project), rule).is_empty());
        let found =
            sound.flat_map(|rule| Asking::new(db, self.project, &inventory, &following, rule.place).findings(rule));
        found.collect()
    }

    /// Whether a condition holds of what remains; `None` if it depends on what is not known.
    pub fn holds(&self, db: &dyn Db, place: Place, condition: &Condition) -> Option<bool> {
        let following = Following::within(policy(db, self.project), self.base);
        let inventory = self.inventory(db);
        let asking = Asking::new(db, self.project, &inventory, &following, place);
        match asking.holds(&Vec::new(), condition) {
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
    for (at, rule) in rules.iter().enumerate() {
        let same = |other: &Descriptor| other.code == rule.about.code || other.name == rule.about.name;
        let code = rule.about.code;
        let earlier = rules.iter().take(at).find(|other| same(other.about));
        let help = "give it a code of your own, such as `ACME-1`, and a name that no other rule has";
        if let Some(other) = earlier {
            let message = format!("another rule is `{}` as well", other.about.code);
            findings.push(Finding::new(&TAKEN_CODE, rule.span, message).label(other.span, "the other one").help(help));
        } else if built_in.iter().any(|one| same(one)) || code.starts_with("BW") {
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
