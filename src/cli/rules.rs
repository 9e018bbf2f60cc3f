use std::path::PathBuf;

use bailiwick::analysis::levels_of;
use bailiwick::finding::Descriptor;
use bailiwick::report::FindingKind;
use bailiwick::rules;
use bailiwick::source::{Database, Project};

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
    let line = |kind: &FindingKind| {
        let controls = match kind.controls.as_slice() {
            [] => String::new(),
            controls => format!(" [{}]", controls.join(", ")),
        };
        let FindingKind { about, severity, .. } = kind;
        format!("{:<8} {:<8} {:<28} {}{controls}\n", about.code, severity.word(), about.name, about.summary)
    };
    print(&kinds(&db, project).iter().map(line).collect::<String>())
}

/// Every kind of finding in a project, by code, with the level that it has there.
pub(crate) fn kinds(db: &Database, project: Project) -> Vec<FindingKind> {
    let (levels, mut evidence) = (levels_of(db, project), rules::evidence(db, project));
    let mut all = known(db, project);
    all.sort_by_key(|about| (about.code, about.name));
    let kind = |about: &'static Descriptor| FindingKind {
        about,
        severity: levels.get(about.code).copied().unwrap_or(about.severity),
        controls: evidence.remove(about.code).unwrap_or_default(),
    };
    all.into_iter().map(kind).collect()
}
