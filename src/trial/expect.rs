//! Whether what a test expects is so.

use crate::finding::Finding;
use crate::model::{Authority, Expected, FindingWanted, Given, Policy, Property, Statement};
use crate::names::Place;
use crate::proof::{self, Examiner, Permitted, Status, Verdict};
use crate::source::Db;
use crate::syntax::ast::Condition;
use crate::trial::Met;
use crate::trial::worlds::{Variant, World};

/// What expectations are asked of.
pub(crate) struct Asking<'a> {
    pub(crate) db: &'a dyn Db,
    pub(crate) policy: &'a Policy,
    pub(crate) variant: &'a Variant,
    pub(crate) world: &'a World,
}

impl Asking<'_> {
    /// What comes of one expectation.
    pub(crate) fn expect(&self, what: &Expected) -> Met {
        let met = match what {
            Expected::Sentence(property) => self.sentence(property),
            Expected::Fact(property) => told(proof::by_any_means(&self.examiner(property), property)),
            Expected::Verdict { property, status, situation } => self.verdict(property, status, situation),
            Expected::Authority(forbids, asked) => self.authority(*forbids, asked),
            Expected::Finding(absent, wanted) => self.finding(*absent, wanted),
            Expected::Condition(place, condition) => self.condition(*place, condition),
            Expected::Wrong => Met::undecided("it could not be read"),
        };
        self.written(met)
    }

    /// With all places in the text that was written.
    fn written(&self, met: Met) -> Met {
        let supposed = &self.variant.supposed;
        let written = |verdict: Option<Box<Verdict>>| verdict.map(|one| Box::new(supposed.written_verdict(*one)));
        match met {
            Met::Passed => Met::Passed,
            Met::Undecided { why, verdict } => Met::Undecided { why, verdict: written(verdict) },
            Met::Failed { instead, verdict, witness, findings } => Met::Failed {
                instead,
                verdict: written(verdict),
                witness: witness.map(|witness| Box::new(supposed.written_witness(*witness))),
                findings: findings.into_iter().map(|one| supposed.written_finding(one)).collect(),
            },
        }
    }

    pub(crate) fn examiner(&self, property: &Property) -> Examiner<'_> {
        Examiner::of(&self.world.base, self.world, property)
    }

    /// A sentence is proved like a property. What is `possible` may also come about by means that are not legitimate: a
    /// test keeps counterexamples.
    fn sentence(&self, property: &Property) -> Met {
        let examiner = self.examiner(property);
        let verdict = proof::outline(&examiner, property);
        if verdict.status == Status::Proved || !matches!(property.statement, Statement::Possible(_)) {
            return told(verdict);
        }
        let hostile = proof::by_any_means(&examiner, property);
        let tells_most = hostile.witness.is_some() || !hostile.conflicts.is_empty() && verdict.conflicts.is_empty();
        match (hostile.status, verdict.status) {
            // Where one of both is not known, the other one does not settle it.
            (Status::Proved | Status::Unknown, _) => told(hostile),
            (Status::Refuted, Status::Refuted) if tells_most => told(hostile),
            (Status::Refuted, _) => told(verdict),
        }
    }

    fn verdict(&self, name: &str, status: &str, situation: &Given) -> Met {
        let Some(property) = self.property(name, situation) else {
            return Met::undecided(format!("`{name}` is taken away"));
        };
        let verdict = proof::outline(&self.examiner(&property), &property);
        if verdict.status.word() == status { Met::Passed } else { failed(verdict) }
    }

    /// A property of the policy in a situation; none if it is taken away.
    pub(crate) fn property(&self, name: &str, situation: &Given) -> Option<Property> {
        let found = self.policy.properties.iter().find(|property| property.name == name);
        let mut property = found.filter(|property| !self.world.removed.covers(property.span))?.clone();
        situation.bind(&mut property);
        Some(property)
    }

    fn authority(&self, forbids: bool, asked: &Authority) -> Met {
        if asked.vacuous {
            return Met::undecided("it is about nobody or nothing, so nothing was asked");
        }
        let examiner = Examiner { base: &self.world.base, closures: self.world, authors: facts_of_nobody() };
        let today = *self.variant.supposed.project.as_of(self.db);
        let Permitted { granted, missing, undecided } = proof::declared_authority(&examiner, asked, today);
        let (wrong, witness) = if forbids {
            let witness = granted.first().map(|(_, witness)| Box::new(witness.clone()));
            (granted.into_iter().map(|(sentence, _)| sentence).collect(), witness)
        } else {
            (missing, None)
        };
        match (wrong.is_empty(), undecided.is_empty()) {
            (true, true) => Met::Passed,
            // What is granted is certain; what is missing may be given by what nobody knows.
            (false, is_known) if forbids || is_known => {
                Met::Failed { instead: wrong, verdict: None, witness, findings: Vec::new() }
            }
            _ => Met::Undecided { why: undecided, verdict: None },
        }
    }

    fn finding(&self, absent: bool, wanted: &FindingWanted) -> Met {
        let is_meant = |finding: &&Finding| {
            let is_of_rule = finding.about.name == wanted.rule || finding.about.code == wanted.rule;
            let on = wanted.on.is_empty() || wanted.on.iter().any(|one| one.covers(finding.span));
            is_of_rule && on && !self.world.removed.covers(finding.span)
        };
        let all = self.world.findings(self.db, self.variant);
        let found: Vec<Finding> = all.iter().filter(is_meant).cloned().collect();
        if found.is_empty() == absent {
            return Met::Passed;
        }
        let instead = match found.len() {
            0 => format!("there is no finding `{}`{}", wanted.rule, on(wanted)),
            1 => format!("there is a finding `{}`", wanted.rule),
            many => format!("there are {many} findings `{}`", wanted.rule),
        };
        Met::Failed { instead: vec![instead], verdict: None, witness: None, findings: found }
    }

    fn condition(&self, place: Place, condition: &Condition) -> Met {
        match self.world.remaining(self.variant.supposed.project).holds(self.db, place, condition) {
            Some(true) => Met::Passed,
            Some(false) => {
                let instead = vec!["it is not so".to_owned()];
                Met::Failed { instead, verdict: None, witness: None, findings: Vec::new() }
            }
            None => Met::undecided("it depends on what is not said"),
        }
    }
}

/// What comes of a sentence that is expected to hold.
fn told(verdict: Verdict) -> Met {
    match verdict.status {
        Status::Proved => Met::Passed,
        Status::Refuted => failed(verdict),
        Status::Unknown => {
            let why =
                if verdict.remarks.is_empty() { vec!["it is unknown".to_owned()] } else { verdict.remarks.clone() };
            Met::Undecided { why, verdict: Some(Box::new(verdict)) }
        }
    }
}

fn failed(verdict: Verdict) -> Met {
    let instead = format!("it is {}", verdict.status.word());
    let (verdict, witness, findings) = (Some(Box::new(verdict)), None, Vec::new());
    Met::Failed { instead: vec![instead], verdict, witness, findings }
}

/// Nobody's text is followed where authority is asked for.
pub(crate) fn facts_of_nobody() -> crate::facts::Authors {
    crate::facts::Authors::Only(std::collections::BTreeSet::new())
}

fn on(wanted: &FindingWanted) -> String {
    let names: Vec<String> = wanted.on.iter().map(|one| format!("`{}`", one.name)).collect();
    if names.is_empty() { String::new() } else { format!(" on {}", names.join(" or ")) }
}
