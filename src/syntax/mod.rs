//! Layer 3: text to tree. Never fails, knows no names.

pub mod ast;
mod broken;
mod complaint;
mod cut;
mod errors;
mod format;
mod grammar;
mod literal;
mod lower;
mod parser;
mod recover;
mod scan;
mod shape;

pub use errors::DESCRIPTORS;
pub use format::{NotFormatted, format};
pub use parser::{Parsed, parse, parsed, tree};
