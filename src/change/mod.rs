//! Layer 15: two outcomes beside each other, or an outcome and what was known before.

mod baseline;

pub use baseline::{Baseline, Entry};
