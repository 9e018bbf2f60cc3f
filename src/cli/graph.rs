use std::path::PathBuf;

use bailiwick::finding::closest;
use bailiwick::report::{Places, dot, graph_json, mermaid};
use bailiwick::source::Database;
use bailiwick::{analysis, graph, model};

use crate::cli::Exit;
use crate::cli::output::{Colour, complain, print_to, show_findings};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A policy file, or a folder of them.
    #[arg(default_value = ".")]
    path: PathBuf,

    /// How the graph is written.
    #[arg(long, value_enum, default_value = "dot")]
    format: Format,

    /// Only what lies around this name.
    #[arg(long, value_name = "NAME")]
    around: Option<String>,

    /// How many steps around it.
    #[arg(long, value_name = "STEPS", default_value_t = 2, requires = "around")]
    steps: usize,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// Write the graph to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Dot,
    Mermaid,
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let paths = std::slice::from_ref(&arguments.path);
    let output = arguments.output.as_deref();
    let request = Request { paths, output, as_of: arguments.as_of, ..Request::default() };
    let Some(project) = project::read(&db, &request) else { return Exit::Failed };
    let findings = analysis::findings(&db, project);
    if analysis::is_broken(&db, project, &findings) {
        show_findings(&findings, Places::new(&db), Colour::Auto);
        complain("nothing is drawn: what was not read would be missing in the graph");
        return Exit::Found;
    }
    let base = &model::policy(&db, project).base;
    let mut drawn = graph::build(base);
    if let Some(name) = &arguments.around {
        let Some(around) = drawn.around(name, arguments.steps) else {
            let near = closest(name, drawn.nodes().iter().map(|node| node.name.as_str()));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            complain(&format!("nothing is named `{name}`{hint}"));
            return Exit::Failed;
        };
        drawn = around;
    }
    if drawn.nodes().is_empty() {
        complain("there is nothing to draw: the files declare nobody and nothing");
        return Exit::Failed;
    }
    let text = match arguments.format {
        Format::Dot => dot(&drawn),
        Format::Mermaid => mermaid(&drawn),
        Format::Json => graph_json(&drawn, base, &Places::new(&db)),
    };
    print_to(output, &text)
}
