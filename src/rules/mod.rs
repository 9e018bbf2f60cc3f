//! Layer 11: the catalogue of everything that can be found, and the rules that are written in the language.

pub(crate) mod declared;
mod errors;

use crate::finding::{Descriptor, Finding, Severity, closest};
use crate::source::{Db, Project, Span};

pub use declared::{Remaining, complaints_about};

/// Every kind of finding, by code.
pub fn catalogue() -> Vec<&'static Descriptor> {
    let mut all: Vec<&'static Descriptor> = of_reading().chain(errors::DESCRIPTORS.iter().copied()).collect();
    all.sort_by_key(|about| about.code);
    all
}

/// What the rules of a project find in it, and what is wrong with the rules. Not in any order that means something.
pub fn found(db: &dyn Db, project: Project) -> &[Finding] {
    declared::findings(db, project)
}

/// The rules that a project declares or uses, in the order of the text: what their findings are called.
pub fn declared_rules(db: &dyn Db, project: Project) -> Vec<&'static Descriptor> {
    declared::descriptors(db, project)
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
    breaks(about) || errors::DESCRIPTORS.contains(&about)
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
