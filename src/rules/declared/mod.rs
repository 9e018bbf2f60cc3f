//! Rules that are written in the language: read, checked, and asked of everything they are about.

mod ask;
mod check;
mod compare;
mod facts;
mod message;
mod read;
mod truth;

use crate::finding::{Descriptor, Finding};
use crate::inventory::inventory;
use crate::model::policy;
use crate::names::names;
use crate::rules::errors::TAKEN_CODE;
use crate::source::{Db, Project};
use ask::Asking;
use facts::Following;
use read::{Rule, rules};

/// What the rules of a project find, and what is wrong with the rules themselves. A rule with a mistake is not asked.
#[salsa::tracked(returns(ref))]
pub(crate) fn findings(db: &dyn Db, project: Project) -> Vec<Finding> {
    let rules = rules(db, project);
    let mut findings = taken(&rules);
    let following = Following::of(policy(db, project));
    for rule in &rules {
        let asking = Asking::new(db, project, names(db, project), inventory(db, project), &following, rule);
        let complaints = check::complaints(names(db, project), rule);
        findings.extend(if complaints.is_empty() { asking.findings() } else { complaints });
    }
    findings
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
