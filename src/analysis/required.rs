//! What a risk tier requires besides: that rules find nothing, and that proofs hold.

use crate::analysis::levels::{self, Rule};
use crate::finding::{Finding, closest};
use crate::model::policy;
use crate::names::{DefinitionId, Place, Sort, Space, Unresolved, names};
use crate::proof::{Status, Verdict};
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
    let names = names(db, project);
    let rules = levels::known(db, project);
    let proofs: Vec<&str> = policy(db, project).properties.iter().map(|property| property.name.as_str()).collect();
    let mut findings = Vec::new();
    let tiers = names.used().filter(|(_, one)| one.sort == Sort::Tier).map(|(id, _)| id);
    for Required { name, place } in tiers.flat_map(|tier| required(db, project, tier)) {
        let text = name.text();
        let is_known = rules.iter().any(|rule| rule.is_called(&text)) || proofs.contains(&&*text);
        // A proof with a mistake was reported where it is.
        let is_statement = || names.resolve(place, name, Space::Statements);
        if is_known || matches!(is_statement(), Ok(_) | Err(Unresolved::Reported)) {
            continue;
        }
        let finding = Finding::new(&UNKNOWN_REQUIRED, name.span, format!("there is no rule and no proof `{text}`"));
        let all = rules.iter().flat_map(|rule| [rule.name, rule.code]).chain(proofs.iter().copied());
        findings.push(match closest(&text, all) {
            Some(near) => {
                finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), name.span, near)
            }
            None => finding.help("`bailiwick rules` lists the rules"),
        });
    }
    findings
}

/// What the tiers of workflows require and does not hold. What is accepted for a while holds as long.
pub(crate) fn unmet(
    db: &dyn Db,
    project: Project,
    findings: &[Finding],
    verdicts: &[Verdict],
    workflows: &[Rating],
) -> Vec<Finding> {
    let rules = levels::known(db, project);
    let mut unmet = Vec::new();
    for workflow in workflows {
        let Some(tier) = &workflow.effective else { continue };
        for Required { name, .. } in required(db, project, tier.id) {
            let Some(why) = failing(&name.text(), &rules, findings, verdicts) else { continue };
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
fn failing(name: &str, rules: &[Rule], findings: &[Finding], verdicts: &[Verdict]) -> Option<String> {
    let is_open =
        |verdict: &&Verdict| verdict.name == name && verdict.status != Status::Proved && verdict.accepted.is_none();
    if let Some(verdict) = verdicts.iter().find(is_open) {
        return Some(format!("it is {}", verdict.status.word()));
    }
    let rule = rules.iter().find(|rule| rule.is_called(name))?;
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
    requiring.flatten().flat_map(paths).map(|name| Required { name, place }).collect()
}

fn paths(argument: &Argument) -> Vec<&Path> {
    match argument {
        Argument::Path(path) => vec![path],
        Argument::List(items, _) => items.iter().flat_map(paths).collect(),
        _ => Vec::new(),
    }
}
