//! Layer 12: the pipeline, from text to outcome.

mod outcome;

pub use outcome::Outcome;
