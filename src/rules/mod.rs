//! Layer 11: the catalogue of everything that can be found, and the rules that are written in the language.

pub(crate) mod declared;
mod errors;

use crate::finding::{Descriptor, Finding, Severity};
use crate::source::{Db, Project};

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
