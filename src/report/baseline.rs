//! `baseline`: what is known of a policy, as `check --baseline` reads it.

use crate::change::Baseline;
use crate::report::escape::escaped_json;

/// A baseline as JSON, with a line break at its end.
pub fn baseline_json(baseline: &Baseline) -> String {
    let document = serde_json::json!(baseline);
    escaped_json(&format!("{document:#}\n"))
}
