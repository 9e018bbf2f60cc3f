//! Layer 16: results to bytes, a file for each format.

#[cfg(feature = "cli")]
mod audit;
mod counterexamples;
mod coverage;
mod escape;
#[cfg(feature = "cli")]
mod excerpt;
mod graph;
mod json;
mod junit;
mod mutation;
#[cfg(feature = "cli")]
mod mutation_text;
mod place;
#[cfg(feature = "cli")]
mod site;
mod style;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
mod tests;
mod tests_json;
mod textmate;

#[cfg(feature = "cli")]
pub use audit::{
    Reported, Tool, csv as report_csv, html as report_html, json as report_json, markdown as report_markdown,
    schema as report_schema, sha256,
};
pub use counterexamples::tests as counterexample_tests;
pub use coverage::{coverage, lcov};
pub use escape::escaped;
pub use graph::{dot, graph_json, mermaid};
pub use json::check as check_json;
pub use junit::junit;
pub use mutation::mutation_json;
pub use place::Places;
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

/// The JSON schema of `graph --format json`.
pub const GRAPH_SCHEMA: &str = include_str!("schema/graph.json");
