//! What a risk tier requires besides: that rules find nothing, and that proofs hold.

use crate::analysis::levels;
use crate::finding::Finding;
use crate::names::{DefinitionId, Place, Sort, names};
use crate::proof::{Status, Verdict};
use crate::rules::Named;
use crate::source::{Db, Project};
use crate::syntax::ast::{Argument, Clause, Path};
use crate::syntax::tree;
use crate::tiers::{Rating, UNKNOWN_REQUIRED, UNMET_REQUIREMENT};

/// A rule or proof that a tier requires.
struct Required<'a> {
    name: &'a Path,
    place: Place,
}

/// What tiers require and is neither a rule nor a proof.
pub(crate) fn unknown(db: &dyn Db, project: Project) -> Vec<Finding> {
    let named = Named::of(db, project);
    let tiers = names(db, project).used().filter(|(_, one)| one.sort == Sort::Tier).map(|(id, _)| id);
    let required = tiers.flat_map(|tier| required(db, project, tier));
    required.filter_map(|one| named.unknown(&UNKNOWN_REQUIRED, one.place, one.name)).collect()
}

/// What the tiers of workflows require and does not hold. What is accepted for a while holds as long.
pub(crate) fn unmet(
    db: &dyn Db,
    project: Project,
    findings: &[Finding],
    verdicts: &[Verdict],
    workflows: &[Rating],
) -> Vec<Finding> {
    let named = Named::of(db, project);
    let mut unmet = Vec::new();
    for workflow in workflows {
        let Some(tier) = &workflow.effective else { continue };
        for Required { name, place } in required(db, project, tier.id) {
            let proof = named.proof(place, name).unwrap_or_default();
            let Some(why) = failing((&name.text(), &proof), &named, findings, verdicts) else { continue };
            let message =
                format!("`{}` is in tier `{}`, which requires `{}`: {why}", workflow.name, tier.name, name.text());
            let finding = Finding::new(&UNMET_REQUIREMENT, workflow.span, message).label(name.span, "required here");
            unmet.push(finding.help("repair what is found, or take away what puts the workflow into this tier"));
        }
    }
    levels::apply(levels::levels_of(db, project), &mut unmet);
    unmet
}

/// Why a rule or proof does not hold, if it does not.
fn failing(
    (name, proof): (&str, &str),
    named: &Named<'_>,
    findings: &[Finding],
    verdicts: &[Verdict],
) -> Option<String> {
    let is_open =
        |verdict: &&Verdict| verdict.name == proof && verdict.status != Status::Proved && verdict.accepted.is_none();
    if let Some(verdict) = verdicts.iter().find(is_open) {
        return Some(format!("it is {}", verdict.status.word()));
    }
    let rule = named.rule(name)?;
    let found = findings.iter().find(|one| one.about.code == rule.code && one.accepted.is_none())?;
    Some(found.message.clone())
}

/// The words behind each `requires` of a tier.
fn required(db: &dyn Db, project: Project, tier: DefinitionId) -> Vec<Required<'_>> {
    let definition = names(db, project).definition(tier);
    let Some(statement) = definition.statement(tree(db, names(db, project).module(definition.module).file)) else {
        return Vec::new();
    };
    let place = Place { module: definition.module, block: Some(tier) };
    let clauses = statement.block.iter().flat_map(|block| &block.clauses);
    let requiring = clauses.filter_map(|clause| match clause {
        Clause::Statement(inner) if inner.head.text == "requires" => Some(&inner.arguments),
        _ => None,
    });
    requiring.flatten().flat_map(Argument::paths).map(|name| Required { name, place }).collect()
}
