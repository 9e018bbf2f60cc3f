//! The integration tests.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read files, start programs and take numbers from the environment"
)]

#[cfg(feature = "z3")]
mod attributes;
mod back_ends;
mod bench;
#[cfg(feature = "z3")]
mod change;
#[cfg(feature = "cli")]
mod cli;
mod cuts;
mod deletion;
mod differential;
mod editors;
mod examples;
mod facts;
mod frameworks;
#[cfg(feature = "z3")]
mod ide;
mod lints;
mod logic;
mod lowering;
mod manifest;
mod monotone;
mod names;
mod pages;
#[cfg(feature = "z3")]
mod possible;
mod proof;
mod renamed;
mod repair;
mod replay;
mod rules;
mod support;
mod syntax;
mod texts;
mod tidy;
mod tiers;
mod trial;
mod types;
#[cfg(feature = "z3")]
mod unknown;

#[path = "../bench/growth/mod.rs"]
mod growth;

#[path = "../plain/mod.rs"]
mod plain;

#[path = "../random/mod.rs"]
mod random;
