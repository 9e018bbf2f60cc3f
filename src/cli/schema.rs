use bailiwick::project::MANIFEST_SCHEMA;
use bailiwick::report::{
    BASELINE_SCHEMA, CHECK_SCHEMA, DIFF_SCHEMA, GRAPH_SCHEMA, MUTATE_SCHEMA, TEST_SCHEMA, report_schema,
};

use crate::cli::Exit;
use crate::cli::output::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What the schema describes.
    #[arg(value_enum)]
    name: Name,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Name {
    /// `check --format json`
    Check,
    /// `diff --format json`
    Diff,
    /// what `baseline` writes
    Baseline,
    /// `graph --format json`
    Graph,
    /// `test --format json`
    Test,
    /// `mutate --format json`
    Mutate,
    /// `report --format json`
    Report,
    /// the manifest `bailiwick.toml`
    Manifest,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    print(match arguments.name {
        Name::Report => return print(&report_schema()),
        Name::Check => CHECK_SCHEMA,
        Name::Diff => DIFF_SCHEMA,
        Name::Baseline => BASELINE_SCHEMA,
        Name::Graph => GRAPH_SCHEMA,
        Name::Test => TEST_SCHEMA,
        Name::Mutate => MUTATE_SCHEMA,
        Name::Manifest => MANIFEST_SCHEMA,
    })
}
