use std::path::PathBuf;

use bailiwick::analysis::{self, NotAnswered};
use bailiwick::proof::Status;
use bailiwick::report::{Places, Terminal};
use bailiwick::source::Database;

use crate::cli::Exit;
use crate::cli::output::{Colour, Progress, complain, print, show_findings, width};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A sentence as in a proof, `never` and `possible` left out or not: 'anyone causes publish on registry'.
    sentence: String,

    /// A policy file, or a folder of them.
    #[arg(default_value = ".")]
    path: PathBuf,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// When to use colours.
    #[arg(long, value_enum, default_value = "auto", alias = "colour")]
    color: Colour,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let paths = std::slice::from_ref(&arguments.path);
    let request = Request { paths, as_of: arguments.as_of, ..Request::default() };
    let Some(project) = project::read(&db, &request) else { return Exit::Failed };
    let progress = Progress::start("asking");
    let answer = analysis::why(&db, project, &arguments.sentence);
    drop(progress);
    let places = Places::new(&db);
    match answer {
        Err(NotAnswered::Policy(findings)) => {
            show_findings(&findings, places, arguments.color);
            complain("the policy has errors, so it is not known what it says; repair them first");
            Exit::Found
        }
        Err(NotAnswered::Question(findings)) => {
            show_findings(&findings, places, arguments.color);
            Exit::Failed
        }
        Err(NotAnswered::Form(why)) => {
            complain(why);
            Exit::Failed
        }
        Ok(verdict) => {
            let terminal = Terminal::new(places, arguments.color.style(&std::io::stdout()), width());
            let clean = verdict.status == Status::Proved;
            print(&terminal.verdict(&verdict)).max(if clean { Exit::Clean } else { Exit::Found })
        }
    }
}
