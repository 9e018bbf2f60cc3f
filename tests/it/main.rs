//! The integration tests.
mod logic;
