use std::path::{Path, PathBuf};

use bailiwick::finding::{Descriptor, closest};
use bailiwick::rules;
use bailiwick::source::{Database, Project, with_library};

use crate::cli::Exit;
use crate::cli::output::{complain, print};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The code or the name of a finding: `BW0201` or `unknown-name`. Without one, all of them are listed.
    code: Option<String>,

    /// A project whose own rules are known as well.
    path: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let Some(project) = project_of(&db, arguments.path.as_deref()) else { return Exit::Failed };
    let all = known(&db, project);
    let Some(wanted) = &arguments.code else {
        let line = |about: &&Descriptor| format!("{} {:<28} {}\n", about.code, about.name, about.summary);
        return print(&all.iter().map(line).collect::<String>());
    };
    let found = all.iter().find(|about| about.code.eq_ignore_ascii_case(wanted) || about.name == wanted);
    if let Some(about) = found {
        let title =
            if about.code == about.name { about.code.to_owned() } else { format!("{} {}", about.code, about.name) };
        let paragraphs = [title.as_str(), about.summary, rules::explanation(about).trim()];
        let said: Vec<&str> = paragraphs.into_iter().filter(|one| !one.is_empty()).collect();
        return print(&format!("{}\n", said.join("\n\n")));
    }
    let near = closest(wanted, all.iter().flat_map(|about| [about.code, about.name]));
    let hint =
        near.map_or_else(|| "`bailiwick explain` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    complain(&format!("there is no finding `{wanted}`; {hint}"));
    Exit::Failed
}

/// The project at a path, or one in which nothing is declared.
pub(crate) fn project_of(db: &Database, path: Option<&Path>) -> Option<Project> {
    match path {
        Some(path) => project::read(db, &Request { paths: &[path.to_owned()], ..Request::default() }),
        None => Some(with_library(db, Vec::new(), 0)),
    }
}

/// Everything that can be found in a project.
pub(crate) fn known(db: &Database, project: Project) -> Vec<&'static Descriptor> {
    let mut all = rules::catalogue();
    all.extend(rules::declared_rules(db, project));
    all
}
