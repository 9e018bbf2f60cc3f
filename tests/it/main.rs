//! The integration tests.
mod logic;

#[path = "../plain/mod.rs"]
mod plain;

#[path = "../random/mod.rs"]
mod random;
