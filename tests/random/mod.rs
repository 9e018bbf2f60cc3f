//! Policies to evaluate: made by hand, or at random from a printed seed.

mod ask;
mod builder;
mod draw;
mod features;
mod limits;
pub(crate) mod monotone;
mod motifs;
mod shrink;
mod statistics;
mod tell;
mod text;
mod universe;

use bailiwick::model::{Base, Property};

use crate::plain::Setting;
pub(crate) use builder::{Builder, permission, when};
pub(crate) use shrink::shrink;
pub(crate) use tell::tell;
pub(crate) use text::text;

/// A random policy, how it is to be closed, and what is asked about it.
pub(crate) struct Random {
    pub(crate) seed: u64,
    pub(crate) base: Base,
    pub(crate) setting: Setting,
    pub(crate) property: Property,
}

impl Random {
    /// The policy of a seed: always the same one.
    pub(crate) fn policy(seed: u64) -> Self {
        let mut draft = draw::Draft::new(seed);
        universe::universe(&mut draft);
        motifs::connect(&mut draft);
        limits::limit(&mut draft);
        let (setting, property) = (ask::setting(&mut draft), ask::property(&mut draft));
        Self { seed, base: draft.builder.base, setting, property }
    }
}

/// How many random policies a test looks at: `BAILIWICK_RANDOM`, or 500.
pub(crate) fn how_many() -> u64 {
    std::env::var("BAILIWICK_RANDOM").ok().and_then(|number| number.parse().ok()).unwrap_or(500)
}
