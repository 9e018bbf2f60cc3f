//! `bailiwick report`: what an auditor is given, as a page, as Markdown, as JSON and as a table. Nothing is worked out here.

mod html;
mod json;
mod markdown;
mod table;
mod told;

use crate::analysis::Audit;
use crate::report::Places;

pub use html::html;
pub use json::{json, schema};
pub use markdown::markdown;
pub use table::csv;
pub use told::sha256;

/// What a report is written from.
pub struct Reported<'a> {
    /// What is told.
    pub audit: &'a Audit,
    /// Where it is.
    pub places: Places<'a>,
    /// What it was made with.
    pub tool: Tool,
    /// The command that makes it again, in the folder of the project.
    pub command: String,
}

/// What a report was made with.
pub struct Tool {
    /// The SHA-256 of the program, in hexadecimal digits; none if it could not be read.
    pub sha256: Option<String>,
    /// The version of the solver; none if there is none.
    pub solver: Option<String>,
}
