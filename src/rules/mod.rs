//! Layer 12: the catalogue of everything that can be found, and the rules that are written in the language.

pub(crate) mod declared;
mod delegations;
mod errors;
mod named;
mod pages;

use std::collections::BTreeMap;

use crate::finding::{Descriptor, Finding, Severity, closest};
use crate::inventory::{Value, inventory};
use crate::names::{DefinitionId, Sort, names};
use crate::source::{Db, Project, Span, is_library};
use crate::tiers::Tier;

pub use declared::{Remaining, complaints_about};

pub(crate) use errors::{
    CITED_CONTROL, FAULTY_FRAMEWORK, STALE_EXCEPTION, UNKNOWN_ACCEPTED, UNKNOWN_CHECK, UNKNOWN_CONTROL,
};
pub(crate) use named::{KnownRule, Named, known_rules};
pub use pages::PAGES;

/// Every kind of finding that is made by the program itself, by code. Rules that are written in the language, those that come
/// with Bailiwick among them, are [`declared_rules`].
pub fn catalogue() -> Vec<&'static Descriptor> {
    let mut all: Vec<&'static Descriptor> =
        of_reading().chain(after_reading()).chain([&STALE_EXCEPTION, &errors::BROKEN_DELEGATION_RULE]).collect();
    all.sort_by_key(|about| about.code);
    all
}

/// What the rules of a project find in it, and what is wrong with the rules and with tables of tiers. Not in any order that means something.
pub fn found(db: &dyn Db, project: Project) -> Vec<Finding> {
    let declared = &declared::found(db, project).findings;
    let of_tables = &crate::tiers::ratings(db, project).findings;
    declared.iter().chain(of_tables).cloned().chain(delegations::findings(db, project)).collect()
}

/// In what a kind of finding was looked for: of a rule written in the language, the things it was asked of; of what the program
/// itself finds, the declarations that could be wrong in this way, as far as that is told. Nothing is shown by a rule that was
/// asked of nothing.
pub fn looked_at(db: &dyn Db, project: Project, about: &Descriptor) -> Vec<Span> {
    let names = names(db, project);
    let declared = |sort: Option<Sort>| -> Vec<Span> {
        let own = names.used().map(|(_, one)| one).filter(|one| !is_library(db, names.module(one.module).file));
        own.filter(|one| sort.is_none_or(|sort| one.sort == sort)).map(|one| one.span).collect()
    };
    let is = |one: &Descriptor| one == about;
    if is(&STALE_EXCEPTION) {
        holding(db, project)
    } else if is(&UNKNOWN_ACCEPTED) {
        declared(Some(Sort::Exception))
    } else if is(&errors::BROKEN_DELEGATION_RULE) {
        delegations::compared(db, project)
    } else if is(&crate::tiers::UNMET_REQUIREMENT) {
        requiring(db, project)
    } else if crate::names::DESCRIPTORS.into_iter().any(is) {
        declared(None)
    } else if crate::model::DESCRIPTORS.into_iter().any(is) {
        // Each looks for one mistake, and what it was looked for in is not known.
        Vec::new()
    } else {
        declared::found(db, project).looked_at.get(about.code).cloned().unwrap_or_default()
    }
}

/// Whether a rule is written in the language and has a mistake, so that it is asked of nothing, or shares its code or its name,
/// so that it is not known what was asked.
pub fn is_mistaken(db: &dyn Db, project: Project, about: &Descriptor) -> bool {
    let alike = declared_rules(db, project).into_iter().filter(|one| one.code == about.code || one.name == about.name);
    match alike.count() {
        0 => false,
        1 => !declared::found(db, project).looked_at.contains_key(about.code),
        _ => true,
    }
}

/// The exceptions that somebody has approved, for a reason and up to a day that has not passed: those that accept something.
fn holding(db: &dyn Db, project: Project) -> Vec<Span> {
    let (names, inventory) = (names(db, project), inventory(db, project));
    let holds = |id: DefinitionId| {
        let is_said = |head: &str| inventory.said(id, head).is_some_and(Value::is_known);
        let expires = inventory.said(id, "expires").map(Value::single);
        is_said("approved")
            && is_said("because")
            && matches!(expires, Some(Value::Date(day)) if *day >= *project.as_of(db))
    };
    let exceptions = names.used().filter(|(id, one)| one.sort == Sort::Exception && holds(*id));
    exceptions.map(|(_, one)| one.span).collect()
}

/// The workflows whose tier requires a rule or a proof.
fn requiring(db: &dyn Db, project: Project) -> Vec<Span> {
    let inventory = inventory(db, project);
    let requires = |tier: &Tier| inventory.said(tier.id, "requires").is_some_and(Value::is_known);
    let rated = crate::tiers::ratings(db, project).workflows.iter();
    rated.filter(|rating| rating.effective.as_ref().is_some_and(requires)).map(|rating| rating.span).collect()
}

/// What is wrong with the rules of a project and with its tables of tiers, whatever else is wrong: a part of [`found`]. Not in
/// any order that means something.
pub fn complaints(db: &dyn Db, project: Project) -> Vec<Finding> {
    let mut findings = declared::complaints(db, project);
    findings.extend(crate::tiers::complaints(db, project));
    findings
}

/// Whether what the rules of a project find depends on the day by which everything is judged.
pub fn time_dependent(db: &dyn Db, project: Project) -> bool {
    declared::found(db, project).time_dependent
}

/// The rules written in the language that hold in a project, in the order of the text: what their findings are called. Those
/// that come with Bailiwick hold in every project.
pub fn declared_rules(db: &dyn Db, project: Project) -> Vec<&'static Descriptor> {
    declared::descriptors(db, project)
}

/// The controls that the rules of a project are evidence for, each as `FRAMEWORK ID`, by the codes of the rules.
pub fn evidence(db: &dyn Db, project: Project) -> BTreeMap<&'static str, Vec<String>> {
    declared::evidence(db, project)
}

/// What is wrong with the name of a rule that a test expects something of.
pub fn unknown_rule(db: &dyn Db, project: Project, name: &str, span: Span) -> Option<Finding> {
    let known: Vec<&Descriptor> = catalogue().into_iter().chain(declared_rules(db, project)).collect();
    if known.iter().any(|about| about.name == name || about.code == name) {
        return None;
    }
    let finding = Finding::new(&errors::UNKNOWN_EXPECTED, span, format!("there is no rule `{name}`"));
    let finding = finding.here("unknown rule");
    Some(match closest(name, known.iter().flat_map(|about| [about.name, about.code])) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near),
        None => finding.help("`bailiwick rules` lists every rule with its code and its name"),
    })
}

/// Whether a finding of this kind inside of a declaration leaves in doubt what stands around it.
pub fn reaches_out(about: &Descriptor) -> bool {
    crate::syntax::DESCRIPTORS.contains(&about) && !crate::syntax::LOCAL.contains(&about)
}

/// Whether a finding of this kind means that it is not known what the policy says, so that nothing can be proved. Its level
/// can not be lowered, and a rule that merely demands something is none of these.
pub fn breaks(about: &Descriptor) -> bool {
    about.severity == Severity::Error && of_reading().any(|one| one == about)
}

/// Whether the level of this kind of finding can not be lowered: without it, something that was written would not count,
/// and nobody would be told.
pub fn is_fixed(about: &Descriptor) -> bool {
    breaks(about) || after_reading().any(|one| one == about)
}

/// What can be said about a kind of finding: of a rule that comes with Bailiwick its page, without its title.
pub fn explanation(about: &Descriptor) -> &'static str {
    let page = pages::of(about.name).filter(|_| about.code.starts_with("BW"));
    page.map_or(about.explanation, pages::body)
}

/// What is found while a policy is read: texts, names, types, manifests.
fn of_reading() -> impl Iterator<Item = &'static Descriptor> {
    let stages: [&[&'static Descriptor]; 4] = [
        &crate::syntax::DESCRIPTORS,
        &crate::names::DESCRIPTORS,
        &crate::model::DESCRIPTORS,
        &crate::project::DESCRIPTORS,
    ];
    stages.into_iter().flatten().copied()
}

/// What is found in rules and in tables of tiers when they are applied.
fn after_reading() -> impl Iterator<Item = &'static Descriptor> {
    errors::DESCRIPTORS.iter().chain(crate::tiers::DESCRIPTORS.iter()).copied()
}
