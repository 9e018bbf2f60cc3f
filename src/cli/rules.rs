use std::path::PathBuf;

use bailiwick::analysis::levels_of;
use bailiwick::finding::{Descriptor, Severity};
use bailiwick::rules;
use bailiwick::source::Database;

use crate::cli::Exit;
use crate::cli::explain::{known, project_of};
use crate::cli::output::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A project whose own rules are listed as well, all with the levels that it sets.
    path: Option<PathBuf>,
}

/// Every kind of finding: its code, how bad it is in the project, its name, one sentence, and what it is evidence for.
pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let Some(project) = project_of(&db, arguments.path.as_deref()) else { return Exit::Failed };
    let (levels, evidence) = (levels_of(&db, project), rules::evidence(&db, project));
    let mut all = known(&db, project);
    all.sort_by_key(|about| (about.code, about.name));
    let line = |about: &&Descriptor| {
        let severity = levels.get(about.code).copied().unwrap_or(about.severity);
        let controls = evidence.get(about.code).map(|ids| format!(" [{}]", ids.join(", "))).unwrap_or_default();
        format!("{:<8} {:<8} {:<28} {}{controls}\n", about.code, word(severity), about.name, about.summary)
    };
    print(&all.iter().map(line).collect::<String>())
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
