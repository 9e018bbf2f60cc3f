//! Layer 0: text in, nothing else. Files, positions in them, the database, and the one place that reads the disk.

mod db;
pub mod disk;
mod interruption;
mod manual;
mod project;
mod span;
mod stdlib;

pub use db::{Database, Db, File, Package, Project};
pub use interruption::{Employer, employer, ended, give_way, interruptible, is_interruptible, watched};
pub use manual::{MANUAL, ManualText};
pub use project::{QUESTION, QUESTION_MODULE, module_name, project, sorted_with_library, with_library};
pub use span::{LineIndex, Position, Span};
pub use stdlib::{LIBRARY, LibraryModule, is_catalogue, is_library, is_standing};
