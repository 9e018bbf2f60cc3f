use bailiwick::report::{CHECK_SCHEMA, GRAPH_SCHEMA};

use crate::cli::Exit;
use crate::cli::output::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Whose output the schema describes.
    #[arg(value_enum)]
    name: Name,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Name {
    /// `check --format json`
    Check,
    /// `graph --format json`
    Graph,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    print(match arguments.name {
        Name::Check => CHECK_SCHEMA,
        Name::Graph => GRAPH_SCHEMA,
    })
}
