//! Layer 16: results to bytes, a file for each format.

mod account;
#[cfg(feature = "cli")]
mod audit;
mod baseline;
mod change_github;
mod change_json;
mod change_markdown;
#[cfg(feature = "cli")]
mod change_text;
mod change_words;
mod counterexamples;
mod counts;
mod coverage;
mod escape;
#[cfg(feature = "cli")]
mod excerpt;
mod foreign;
mod github;
mod graph;
mod json;
mod junit;
mod junit_check;
mod markdown;
mod mutation;
#[cfg(feature = "cli")]
mod mutation_text;
mod page;
mod place;
mod sarif;
#[cfg(feature = "cli")]
mod site;
mod style;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
mod tests;
mod tests_json;
mod textmate;
mod xml;

#[cfg(feature = "cli")]
pub use audit::{
    Reported, Tool, csv as report_csv, html as report_html, json as report_json, markdown as report_markdown,
    schema as report_schema, sha256,
};
pub use baseline::baseline_json;
pub use change_github::diff_github;
pub use change_json::diff_json;
pub use change_markdown::diff_markdown;
pub use change_words::Compared;
pub use counterexamples::tests as counterexample_tests;
pub use counts::counts;
pub use coverage::{coverage, lcov};
pub use escape::{escaped, escaped_line};
pub use github::github;
pub use graph::{dot, graph_json, mermaid};
pub use json::check as check_json;
pub use junit::junit;
pub use junit_check::junit_check;
pub use markdown::markdown;
pub use mutation::mutation_json;
pub use place::Places;
pub use sarif::sarif;
#[cfg(feature = "cli")]
pub use site::{FindingKind, SiteFile, site};
pub use style::Style;
#[cfg(feature = "cli")]
pub use terminal::Terminal;
pub use tests_json::tests as tests_json;
pub use textmate::textmate;

/// The JSON schema of `check --format json`.
pub const CHECK_SCHEMA: &str = include_str!("schema/check.json");

/// The JSON schema of `test --format json`.
pub const TEST_SCHEMA: &str = include_str!("schema/test.json");

/// The JSON schema of `mutate --format json`.
pub const MUTATE_SCHEMA: &str = include_str!("schema/mutate.json");

/// The JSON schema of `diff --format json`.
pub const DIFF_SCHEMA: &str = include_str!("schema/diff.json");

/// The JSON schema of what `baseline` writes.
pub const BASELINE_SCHEMA: &str = include_str!("schema/baseline.json");

/// The JSON schema of `graph --format json`.
pub const GRAPH_SCHEMA: &str = include_str!("schema/graph.json");
