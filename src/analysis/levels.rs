//! How bad the findings of each rule are, as the manifest says.

use std::collections::BTreeMap;

use crate::finding::{Finding, Severity, closest};
use crate::project::{FIXED_LEVEL, Level, Overrides, UNKNOWN_RULE, manifest, overrides};
use crate::rules::{KnownRule, known_rules};
use crate::source::{Db, Project, Span};

/// The levels that are set, by the codes of the rules.
pub type Levels = BTreeMap<&'static str, Severity>;

/// The levels that hold in a project: those of the chosen profile before those for all.
#[salsa::tracked(returns(ref))]
pub fn levels_of(db: &dyn Db, project: Project) -> Levels {
    levels_with(db, project, project.profile(db).as_deref())
}

/// The levels that hold in a profile of a project, or without one.
pub(crate) fn levels_with(db: &dyn Db, project: Project, profile: Option<&str>) -> Levels {
    let known = known_rules(db, project);
    let mut levels = Levels::new();
    for said in overrides(db, project, profile).into_iter().rev() {
        for level in &said.levels {
            if let Some(rule) = known.iter().find(|rule| rule.is_called(&level.rule.value))
                && takes(rule, level.severity)
            {
                levels.insert(rule.code, level.severity);
            }
        }
    }
    levels
}

/// Gives findings the levels that are set.
pub(crate) fn apply(levels: &Levels, findings: &mut [Finding]) {
    for finding in findings {
        if let Some(level) = levels.get(finding.about.code) {
            finding.severity = *level;
        }
    }
}

/// What is wrong with the levels that the project's manifest sets, in all its profiles.
pub(crate) fn complaints(db: &dyn Db, project: Project) -> Vec<Finding> {
    let Some(package) = project.packages(db).first() else { return Vec::new() };
    let manifest = &manifest(db, package.manifest).manifest;
    let profiles = manifest.profiles.iter().map(|profile| &profile.overrides);
    let known = known_rules(db, project);
    profiles.chain([&manifest.overrides]).flat_map(|said| complaints_about(said, &known)).collect()
}

fn complaints_about(said: &Overrides, known: &[KnownRule]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for level in &said.levels {
        let name = &level.rule.value;
        match known.iter().find(|rule| rule.is_called(name)) {
            None => findings.push(unknown(level, known)),
            Some(rule) if !takes(rule, level.severity) => {
                let message = format!("`{name}` says that something could not be read, and stays an error");
                let finding = Finding::new(&FIXED_LEVEL, level.rule.span, message);
                findings.push(finding.help("delete the line: what can not be read proves nothing and checks nothing"));
            }
            Some(rule) => {
                if let Some(other) = first.insert(rule.code, level.rule.span) {
                    let message = format!("`{}` and `{}` are the same rule", rule.code, rule.name);
                    let finding = Finding::new(&UNKNOWN_RULE, level.rule.span, message).label(other, "the other level");
                    findings.push(finding.help("keep one of the two lines"));
                }
            }
        }
    }
    findings
}

fn unknown(level: &Level, known: &[KnownRule]) -> Finding {
    let (name, span) = (&level.rule.value, level.rule.span);
    let finding = Finding::new(&UNKNOWN_RULE, span, format!("there is no rule `{name}`")).here("unknown rule");
    match closest(name, known.iter().flat_map(|rule| [rule.name, rule.code])) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near),
        None => finding.help("`bailiwick explain` lists every rule with its code and its name"),
    }
}

/// Whether a rule can have a level.
fn takes(rule: &KnownRule, level: Severity) -> bool {
    !rule.is_fixed || level == Severity::Error
}
