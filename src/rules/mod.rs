//! Layer 11: the catalogue of everything that can be found.

use crate::finding::{Descriptor, Severity};

/// Every kind of finding, by code.
pub fn catalogue() -> Vec<&'static Descriptor> {
    let mut all: Vec<&'static Descriptor> = of_reading().collect();
    all.sort_by_key(|about| about.code);
    all
}

/// Whether a finding of this kind means that it is not known what the policy says, so that nothing can be proved. Its level
/// can not be lowered, and a rule that merely demands something is none of these.
pub fn breaks(about: &Descriptor) -> bool {
    about.severity == Severity::Error && of_reading().any(|one| one == about)
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
