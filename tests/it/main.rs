//! The integration tests.
mod logic;
mod tidy;

#[path = "../plain/mod.rs"]
mod plain;

#[path = "../random/mod.rs"]
mod random;
