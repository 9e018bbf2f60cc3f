//! Policies to evaluate: made by hand, or at random from a printed seed.

mod builder;

pub(crate) use builder::{Builder, guard, permission, when};
