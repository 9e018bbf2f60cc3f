//! Layer 0: text in, nothing else. Files, positions in them, the database, and the one place that reads the disk.

mod db;
mod span;

pub use db::{Database, Db, File, Project};
pub use span::{LineIndex, Position, Span};
