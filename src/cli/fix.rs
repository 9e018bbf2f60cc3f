use std::path::{Path, PathBuf};

use bailiwick::analysis::{self, Repaired, Repairing, Repairs};
use bailiwick::report::{escaped, escaped_line};
use bailiwick::source::{Database, disk};

use crate::cli::Exit;
use crate::cli::check::available;
use crate::cli::output::{Progress, complain, print};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy files, or folders of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// Apply what is likely meant as well, such as names that are spelled alike.
    #[arg(long)]
    guesses: bool,

    /// Change nothing: tell what would be changed, and exit with 1 if there is anything.
    #[arg(long)]
    check: bool,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// The profile of the manifest that holds.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let mut db = Database::default();
    let request = Request {
        paths: &arguments.paths,
        as_of: arguments.as_of,
        profile: arguments.profile.as_deref(),
        ..Request::default()
    };
    let Some(project) = project::read(&db, &request) else { return Exit::Failed };
    let progress = Progress::start("repairing");
    let how = Repairing { guesses: arguments.guesses, threads: available() };
    let repairs = analysis::repair(&mut db, project, how);
    drop(progress);
    for one in &repairs.refused {
        complain(&format!(
            "{} is left as it is: after \"{}\" there would be more mistakes",
            place(&db, one),
            one.title
        ));
    }
    if repairs.is_broken {
        complain("the policy has errors, so that no rule could be asked; `bailiwick check` shows them");
    }
    if repairs.is_endless {
        complain("nothing was changed: repairs undo each other without end; take `fix` out of one of the rules");
        return Exit::Failed;
    }
    if arguments.check {
        let would = if repairs.changed.is_empty() { Exit::Clean } else { Exit::Found };
        return told(&db, &repairs).max(would);
    }
    match written(&db, &repairs) {
        Exit::Clean => told(&db, &repairs),
        failed => failed,
    }
}

/// Tells what was done, a line for each repair.
fn told(db: &Database, repairs: &Repairs) -> Exit {
    let line = |one: &Repaired| format!("{} {}: {}\n", place(db, one), one.code, escaped(&one.title));
    print(&repairs.done.iter().map(line).collect::<String>())
}

fn place(db: &Database, one: &Repaired) -> String {
    format!("{}:{}", escaped_line(one.file.path(db)), one.line)
}

/// Writes the files that have changed, after a look whether all of them can be written.
fn written(db: &Database, repairs: &Repairs) -> Exit {
    let problems: Vec<String> = repairs
        .changed
        .iter()
        .filter_map(|(file, before)| {
            let path = Path::new(&**file.path(db));
            disk::is_unwritable(path).or_else(|| match disk::text(path) {
                Ok(text) if text == **before => None,
                Ok(_) => Some(format!("`{}` has been changed meanwhile", disk::shown(path))),
                Err(problem) => Some(problem),
            })
        })
        .collect();
    for problem in &problems {
        complain(&format!("nothing was changed: {problem}"));
    }
    if !problems.is_empty() {
        return Exit::Failed;
    }
    let mut exit = Exit::Clean;
    for (file, _) in &repairs.changed {
        if let Err(problem) = disk::write(Path::new(&**file.path(db)), file.text(db).as_bytes()) {
            complain(&problem);
            exit = Exit::Failed;
        }
    }
    exit
}
