//! Layer 10: the catalogue of everything that can be found.

use crate::finding::Descriptor;

/// Every kind of finding, by code.
pub fn catalogue() -> Vec<&'static Descriptor> {
    let stages: [&[&'static Descriptor]; 3] =
        [&crate::syntax::DESCRIPTORS, &crate::names::DESCRIPTORS, &crate::model::DESCRIPTORS];
    let mut all: Vec<&'static Descriptor> = stages.into_iter().flatten().copied().collect();
    all.sort_by_key(|about| about.code);
    all
}
