//! What is known of each control of a framework.

use std::collections::BTreeMap;

use crate::finding::{Descriptor, Finding};
use crate::frameworks::evidence::{Check, Extent, Link, claims, links, out_of_reach};
use crate::frameworks::framework::{About, Control, Framework, frameworks};
use crate::frameworks::mapping::{Claim, OutOfReach};
use crate::names::{Sort, names};
use crate::proof::{Status, Verdict};
use crate::rules;
use crate::source::{Db, Project, Span, is_library};

/// What is known of a control, or of one piece of evidence for it. The order is from the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    /// A rule finds something, or a proof is refuted.
    Violated,
    /// It is not known whether it holds. Never a pass.
    Unknown,
    /// It does not hold, and an exception accepts that for a while.
    Accepted,
    /// There is no evidence, or some of it found nothing to look at.
    NotAssessed,
    /// Nothing that is declared can be evidence for it.
    OutOfReach,
    /// Somebody says that it is fulfilled; nothing of it is checked.
    Declared,
    /// Rules found nothing, in what they had to look at.
    Checked,
    /// Proofs hold.
    Proved,
}

impl Assurance {
    /// Every status, from the weakest to the strongest.
    pub const ALL: [Self; 8] = [
        Self::Violated,
        Self::Unknown,
        Self::Accepted,
        Self::NotAssessed,
        Self::OutOfReach,
        Self::Declared,
        Self::Checked,
        Self::Proved,
    ];

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
            Self::NotAssessed => "not assessed",
            Self::OutOfReach => "out of reach",
            Self::Declared => "declared",
            Self::Checked => "checked",
            Self::Proved => "proved",
        }
    }
}

/// What is known of the controls of some frameworks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// The frameworks, by name.
    pub frameworks: Vec<AssessedFramework>,
    /// What is known of every check that is evidence for something in them, by name, rules before proofs.
    pub checks: Vec<CheckStatus>,
}

impl Assessed {
    /// What is known of a check.
    pub fn check(&self, check: &Check) -> Option<&CheckStatus> {
        self.checks.iter().find(|known| known.check == *check)
    }
}

/// What is known of the controls of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessedFramework {
    /// The framework.
    pub framework: Framework,
    /// Its controls in the order of the text, those that are withdrawn left out.
    pub controls: Vec<AssessedControl>,
}

/// What is known of a control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessedControl {
    /// The control.
    pub control: Control,
    /// What is known of it: never better than the weakest evidence.
    pub status: Assurance,
    /// The evidence, in the order of the text.
    pub evidence: Vec<Evidence>,
    /// What people say about it.
    pub claims: Vec<Claim>,
    /// Why nothing that is declared can be evidence for it: what Bailiwick says before what a policy says.
    pub out_of_reach: Vec<OutOfReach>,
}

/// One line of evidence for a control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The line.
    pub link: Link,
    /// What is known: that of its weakest check.
    pub status: Assurance,
}

/// What is known of a rule or a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckStatus {
    /// The rule or proof.
    pub check: Check,
    /// What is known.
    pub status: Assurance,
    /// What a rule finds, by the positions among all findings.
    pub findings: Vec<usize>,
    /// The verdict of a proof, by its position among all verdicts.
    pub verdict: Option<usize>,
    /// What a rule was asked of.
    pub looked_at: Vec<Span>,
}

impl AssessedControl {
    /// How much of the control is shown in the way that its status says, if anything is: all of it only if a line shows all of
    /// it by itself. Parts are never added up, and what a stronger line shows is not said of a weaker one.
    pub fn shown(&self) -> Option<Extent> {
        let holds = matches!(self.status, Assurance::Checked | Assurance::Proved);
        let weakest = self.evidence.iter().filter(|evidence| evidence.status == self.status);
        weakest.map(|evidence| evidence.link.extent).max().filter(|_| holds)
    }
}

/// What a check of the project has come to.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    /// Whether the policy has errors, so that nothing is known.
    pub is_broken: bool,
    /// What was found.
    pub findings: &'a [Finding],
    /// What is known of the proofs.
    pub verdicts: &'a [Verdict],
}

/// What is known of the controls of the frameworks that are chosen by name; of all of them if none is.
pub fn assess(db: &dyn Db, project: Project, checked: Checked<'_>, chosen: &[String]) -> Assessed {
    let is_chosen = |one: &&&Framework| chosen.is_empty() || chosen.contains(&one.name);
    let all = frameworks(db, project);
    let chosen: Vec<&Framework> = all.iter().filter(is_chosen).copied().collect();
    let links: Vec<&Link> =
        links(db, project).iter().filter(|link| chosen.iter().any(|one| one.span == link.framework)).collect();
    let named: BTreeMap<(&str, bool), &Check> =
        links.iter().flat_map(|link| &link.checks).map(|check| ((check.name(), check.is_proof()), check)).collect();
    let checks: Vec<CheckStatus> = named.values().map(|check| status_of(db, project, checked, check)).collect();
    let assessing = Assessing { db, project, links, checks: &checks };
    let frameworks = chosen.into_iter().map(|framework| assessing.framework(framework)).collect();
    Assessed { frameworks, checks }
}

fn status_of(db: &dyn Db, project: Project, checked: Checked<'_>, check: &Check) -> CheckStatus {
    let status =
        |status| CheckStatus { check: check.clone(), status, findings: vec![], verdict: None, looked_at: vec![] };
    match check {
        Check::Rule(about) => {
            let found = checked.findings.iter().enumerate().filter(|(_, finding)| finding.about.code == about.code);
            let findings: Vec<usize> = found.map(|(at, _)| at).collect();
            let looked_at = rules::looked_at(db, project, about);
            let known = if rules::is_mistaken(db, project, about) {
                Assurance::Unknown
            } else {
                of_rule(checked, about, !looked_at.is_empty())
            };
            CheckStatus { findings, looked_at, ..status(known) }
        }
        Check::Proof(name) => {
            let verdict = checked.verdicts.iter().position(|verdict| verdict.name == *name);
            let known = verdict.and_then(|at| checked.verdicts.get(at));
            CheckStatus { verdict, ..status(known.map_or(Assurance::Unknown, of_proof)) }
        }
    }
}

fn of_rule(checked: Checked<'_>, about: &Descriptor, was_asked: bool) -> Assurance {
    let found: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.about.code == about.code).collect();
    let open: Vec<&&Finding> = found.iter().filter(|finding| finding.accepted.is_none()).collect();
    if open.iter().any(|finding| !finding.is_unknown) {
        Assurance::Violated
    } else if checked.is_broken || !open.is_empty() {
        Assurance::Unknown
    } else if !found.is_empty() {
        Assurance::Accepted
    } else if was_asked {
        Assurance::Checked
    } else {
        Assurance::NotAssessed
    }
}

fn of_proof(verdict: &Verdict) -> Assurance {
    match verdict.status {
        Status::Proved if verdict.is_idle => Assurance::NotAssessed,
        Status::Proved => Assurance::Proved,
        _ if verdict.accepted.is_some() => Assurance::Accepted,
        Status::Refuted => Assurance::Violated,
        Status::Unknown => Assurance::Unknown,
    }
}

struct Assessing<'a> {
    db: &'a dyn Db,
    project: Project,
    links: Vec<&'a Link>,
    checks: &'a [CheckStatus],
}

impl Assessing<'_> {
    fn framework(&self, framework: &Framework) -> AssessedFramework {
        let (claims, reach) =
            (claims(self.db, self.project, framework), out_of_reach(self.db, self.project, framework));
        let is_about = self.declares(framework.about);
        let existing = framework.controls.iter().filter(|control| !control.is_withdrawn);
        let assessed = existing.map(|control| {
            let names = |controls: &[(String, _)]| controls.iter().any(|(id, _)| *id == control.id);
            let evidence = self.evidence(framework, control, is_about);
            let claims: Vec<Claim> =
                claims.iter().filter(|claim| names(&claim.controls)).map(|claim| (*claim).clone()).collect();
            let mut out_of_reach: Vec<OutOfReach> =
                reach.iter().filter(|one| names(&one.controls)).map(|one| (*one).clone()).collect();
            out_of_reach.sort_by_key(|one| !is_library(self.db, one.span.file));
            let status = status(&evidence, !claims.is_empty(), !out_of_reach.is_empty());
            AssessedControl { control: control.clone(), status, evidence, claims, out_of_reach }
        });
        AssessedFramework { controls: assessed.collect(), framework: framework.clone() }
    }

    fn evidence(&self, framework: &Framework, control: &Control, is_about: bool) -> Vec<Evidence> {
        let of_control =
            self.links.iter().filter(|link| link.framework == framework.span && link.control == control.id);
        let weighed = of_control.map(|link| Evidence {
            link: (*link).clone(),
            status: match self.weigh(link) {
                // What does not hold is told whatever the policy is about.
                Assurance::Checked | Assurance::Proved if !is_about => Assurance::NotAssessed,
                known => known,
            },
        });
        weighed.collect()
    }

    /// The weakest of a line's checks.
    fn weigh(&self, link: &Link) -> Assurance {
        let status = |check: &Check| self.checks.iter().find(|known| known.check == *check).map(|known| known.status);
        link.checks.iter().filter_map(status).min().unwrap_or(Assurance::NotAssessed)
    }

    /// Whether the policy declares anything that a framework is about: nothing is shown by a policy that is about nothing.
    fn declares(&self, about: About) -> bool {
        let is_one = |sort: Sort| match about {
            About::Agents => matches!(sort, Sort::Agent | Sort::Blueprint),
            About::Identities => matches!(sort, Sort::Agent | Sort::Blueprint | Sort::Service),
        };
        names(self.db, self.project).used().any(|(_, definition)| is_one(definition.sort))
    }
}

fn status(evidence: &[Evidence], is_claimed: bool, is_out_of_reach: bool) -> Assurance {
    let weakest = evidence.iter().map(|evidence| evidence.status).min();
    weakest.unwrap_or(match (is_claimed, is_out_of_reach) {
        (true, _) => Assurance::Declared,
        (false, true) => Assurance::OutOfReach,
        (false, false) => Assurance::NotAssessed,
    })
}
