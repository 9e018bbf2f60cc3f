//! The parser that pest derives from the grammar.

/// Runs the rules of the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/bailiwick.pest"]
pub(crate) struct Grammar;
