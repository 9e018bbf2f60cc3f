//! Layer 12: the pipeline, from text to outcome.

mod outcome;
mod pipeline;
mod queries;

pub use outcome::Outcome;
pub use pipeline::{check, check_on, why};
