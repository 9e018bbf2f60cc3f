use std::num::NonZeroUsize;
use std::path::PathBuf;

use bailiwick::analysis::{self, Outcome};
use bailiwick::finding::Severity;
use bailiwick::report::{Places, Terminal, check_json};
use bailiwick::source::Database;

use crate::cli::Exit;
use crate::cli::output::{Colour, complain, print_to, width};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy files, or folders of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// How the outcome is written.
    #[arg(long, value_enum, default_value = "terminal")]
    format: Format,

    /// Write the outcome to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// The least severity of a finding that fails the run [default: what the manifest says, or else error].
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,

    /// The profile of the manifest that holds.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// How many threads prove [default: as many as there are cores]. The outcome is the same.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,

    /// When to use colours.
    #[arg(long, value_enum, default_value = "auto", alias = "colour")]
    color: Colour,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Terminal,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let request = Request {
        paths: &arguments.paths,
        output: arguments.output.as_deref(),
        as_of: arguments.as_of,
        profile: arguments.profile.as_deref(),
    };
    let Some(project) = project::read(&db, &request) else { return Exit::Failed };
    let progress = crate::cli::output::Progress::start("proving");
    let outcome = analysis::check_on(&db, project, arguments.threads.unwrap_or_else(available));
    drop(progress);
    if outcome.declarations == 0 && outcome.findings.is_empty() {
        complain("nothing was checked: the files declare nothing");
        return Exit::Failed;
    }
    let places = Places::new(&db);
    let text = match arguments.format {
        Format::Json => check_json(&outcome, &places),
        Format::Terminal => {
            let mut style = arguments.color.style(&std::io::stdout());
            style.colour &= arguments.output.is_none() || arguments.color == Colour::Always;
            Terminal::new(places, style, width()).check(&outcome)
        }
    };
    print_to(arguments.output.as_deref(), &text).max(judged(&outcome, arguments.fail_on))
}

fn available() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

fn judged(outcome: &Outcome, fail_on: Option<FailOn>) -> Exit {
    let level = match fail_on {
        None => outcome.project.fail_on,
        Some(FailOn::Error) => Severity::Error,
        Some(FailOn::Warning) => Severity::Warning,
        Some(FailOn::Info) => Severity::Info,
    };
    let clean = outcome.all_proved() && outcome.worst().is_none_or(|worst| worst < level);
    if clean { Exit::Clean } else { Exit::Found }
}
