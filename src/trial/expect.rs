//! Whether what a test expects is so.

use crate::finding::{Finding, closest};
use crate::model::{Authority, Expected, FindingWanted, Given, Policy, Property, Removed, Statement};
use crate::proof::{self, Examiner, Permitted, Status, Verdict};
use crate::rules;
use crate::trial::Met;
use crate::trial::run::{Variant, World};

/// Attributes of declarations are asked by nobody yet.
const CONDITION: &str = "attributes of declarations can not be asked in tests yet";

/// What comes of one expectation.
pub(crate) fn expect(world: &World, policy: &Policy, variant: &Variant, removed: &Removed, what: &Expected) -> Met {
    let met = match what {
        Expected::Sentence(property) => sentence(world, property),
        Expected::Fact(property) => fact(world, property),
        Expected::Verdict { property, status, situation } => {
            verdict(world, policy, removed, property, status, situation)
        }
        Expected::Authority(forbids, asked) => authority(world, *forbids, asked),
        Expected::Finding(absent, wanted) => finding(variant, removed, *absent, wanted),
        Expected::Condition => Met::NotAsked(CONDITION.to_owned()),
    };
    written(variant, met)
}

/// With all places in the text that was written.
fn written(variant: &Variant, met: Met) -> Met {
    let Met::Failed { instead, verdict, witness, findings } = met else { return met };
    Met::Failed {
        instead,
        verdict: verdict.map(|verdict| Box::new(variant.supposed.written_verdict(*verdict))),
        witness: witness.map(|witness| Box::new(variant.supposed.written_witness(*witness))),
        findings: findings.into_iter().map(|one| variant.supposed.written_finding(one)).collect(),
    }
}

fn examiner<'w>(world: &'w World, property: &Property) -> Examiner<'w> {
    Examiner { base: &world.base, closures: world, authors: proof::authors(&world.peers, &property.mode) }
}

/// A sentence is proved like a property. What is `possible` may also come about by means that are not legitimate: a test
/// keeps counterexamples.
fn sentence(world: &World, property: &Property) -> Met {
    let examiner = examiner(world, property);
    let verdict = proof::outline(&examiner, property);
    if verdict.status == Status::Proved {
        return Met::Passed;
    }
    if matches!(property.statement, Statement::Possible(_)) {
        let hostile = proof::by_any_means(&examiner, property);
        return match hostile.status {
            Status::Proved => Met::Passed,
            // Where hostile means do it in another way, that is what tells most.
            _ if hostile.witness.is_some() || !hostile.conflicts.is_empty() && verdict.conflicts.is_empty() => {
                told(hostile)
            }
            _ => told(verdict),
        };
    }
    told(verdict)
}

fn fact(world: &World, property: &Property) -> Met {
    let verdict = proof::by_any_means(&examiner(world, property), property);
    if verdict.status == Status::Proved { Met::Passed } else { told(verdict) }
}

fn verdict(world: &World, policy: &Policy, removed: &Removed, name: &str, status: &str, situation: &Given) -> Met {
    let found = policy.properties.iter().find(|property| property.name == name);
    let Some(property) = found.filter(|property| !removed.covers(property.span)) else {
        return Met::NotAsked(format!("`{name}` is taken away"));
    };
    let mut property = property.clone();
    situation.bind(&mut property);
    let verdict = proof::outline(&examiner(world, &property), &property);
    if verdict.status.word() == status { Met::Passed } else { told(verdict) }
}

fn told(verdict: Verdict) -> Met {
    let instead = match verdict.status {
        Status::Proved => "it is proved",
        Status::Refuted => "it is refuted",
        Status::Unknown => "it is unknown",
    };
    let (verdict, witness, findings) = (Some(Box::new(verdict)), None, Vec::new());
    Met::Failed { instead: vec![instead.to_owned()], verdict, witness, findings }
}

fn authority(world: &World, forbids: bool, asked: &Authority) -> Met {
    if asked.vacuous {
        return Met::NotAsked("it is about nobody or nothing, so nothing was asked".to_owned());
    }
    let authors = facts_of_nobody();
    let examiner = Examiner { base: &world.base, closures: world, authors };
    let Permitted { granted, missing, undecided } = proof::declared_authority(&examiner, asked);
    let (wrong, witness) = if forbids {
        let witness = granted.first().map(|(_, witness)| Box::new(witness.clone()));
        (granted.into_iter().map(|(sentence, _)| sentence).collect(), witness)
    } else {
        (missing, None)
    };
    match (wrong.is_empty(), undecided.into_iter().next()) {
        // What is granted is certain; what is missing may be given by what nobody knows.
        (false, why) if forbids || why.is_none() => {
            Met::Failed { instead: wrong, verdict: None, witness, findings: Vec::new() }
        }
        (_, Some(why)) => Met::NotAsked(why),
        (_, None) => Met::Passed,
    }
}

/// Nobody's text is followed where authority is asked for.
fn facts_of_nobody() -> crate::facts::Authors {
    crate::facts::Authors::Only(std::collections::BTreeSet::new())
}

fn finding(variant: &Variant, removed: &Removed, absent: bool, wanted: &FindingWanted) -> Met {
    let catalogue = rules::catalogue();
    let is_rule = |about: &crate::finding::Descriptor| about.name == wanted.rule || about.code == wanted.rule;
    if !catalogue.iter().any(|about| is_rule(about)) {
        let near = closest(&wanted.rule, catalogue.iter().flat_map(|about| [about.name, about.code]));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Met::NotAsked(format!("there is no rule `{}`{hint}", wanted.rule));
    }
    let is_meant = |finding: &&Finding| {
        let on = wanted.on.is_empty() || wanted.on.iter().any(|(_, span)| span.covers(finding.span));
        is_rule(finding.about) && on && !removed.covers(finding.span)
    };
    let found: Vec<Finding> = variant.findings.iter().filter(is_meant).cloned().collect();
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

fn on(wanted: &FindingWanted) -> String {
    let names: Vec<String> = wanted.on.iter().map(|(name, _)| format!("`{name}`")).collect();
    if names.is_empty() { String::new() } else { format!(" on {}", names.join(" or ")) }
}
