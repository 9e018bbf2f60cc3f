use std::path::PathBuf;

use bailiwick::finding::{Descriptor, Severity};

use crate::cli::Exit;
use crate::cli::explain::known;
use crate::cli::output::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A project whose own rules are listed as well.
    path: Option<PathBuf>,
}

/// Every kind of finding: its code, how bad it is unless a project says otherwise, its name, and one sentence.
pub(crate) fn run(arguments: &Arguments) -> Exit {
    let Some(mut all) = known(arguments.path.as_deref()) else { return Exit::Failed };
    all.sort_by_key(|about| (about.code, about.name));
    print(&all.iter().map(|about| line(about)).collect::<String>())
}

fn line(about: &Descriptor) -> String {
    let severity = match about.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    format!("{:<8} {severity:<8} {:<28} {}\n", about.code, about.name, about.summary)
}
