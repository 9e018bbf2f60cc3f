use std::num::NonZeroUsize;
use std::path::PathBuf;

use bailiwick::analysis::{self, Outcome};
use bailiwick::finding::Severity;
use bailiwick::proof::Status;
use bailiwick::report::{Places, Terminal, check_json, counterexample_tests};
use bailiwick::source::{Database, Project};
use bailiwick::trial;

use crate::cli::Exit;
use crate::cli::output::{Colour, Progress, complain, print_to, show_findings, width};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy files, or folders of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// How the outcome is written.
    #[arg(long, value_enum, default_value = "terminal")]
    format: Format,

    /// Write a test for each refuted property, and nothing else.
    #[arg(long, conflicts_with = "format")]
    emit_test: bool,

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
    let progress = Progress::start("proving");
    let outcome = analysis::check_on(&db, project, arguments.threads.unwrap_or_else(available));
    drop(progress);
    if outcome.declarations == 0 && outcome.findings.is_empty() {
        complain("nothing was checked: the files declare nothing");
        return Exit::Failed;
    }
    let judged = judged(&outcome, arguments.fail_on);
    if arguments.emit_test {
        return emit_tests(&db, project, &outcome, arguments).max(judged);
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
    print_to(arguments.output.as_deref(), &text).max(judged)
}

/// Writes a test for each counterexample. What else there is to say goes to standard error.
fn emit_tests(db: &Database, project: Project, outcome: &Outcome, arguments: &Arguments) -> Exit {
    if analysis::is_broken(db, project, &outcome.findings) {
        show_findings(&outcome.findings, Places::new(db), arguments.color);
        complain("no counterexample is known: the policy has errors, so it is not known what it says");
        return Exit::Found;
    }
    let progress = Progress::start("writing tests");
    let tests = trial::counterexamples(db, project, outcome);
    drop(progress);
    let refuted = outcome.verdicts.iter().filter(|verdict| verdict.status == Status::Refuted);
    for verdict in refuted.filter(|verdict| !tests.iter().any(|test| test.property == verdict.name)) {
        complain(&format!("no test can state the counterexample to `{}`", verdict.name));
    }
    if tests.is_empty() {
        complain("there is no counterexample to write down");
        return Exit::Clean;
    }
    print_to(arguments.output.as_deref(), &counterexample_tests(&tests, &Places::new(db)))
}

/// As many as there are cores.
pub(crate) fn available() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

fn judged(outcome: &Outcome, fail_on: Option<FailOn>) -> Exit {
    judge(
        outcome,
        match fail_on {
            None => outcome.project.fail_on,
            Some(FailOn::Error) => Severity::Error,
            Some(FailOn::Warning) => Severity::Warning,
            Some(FailOn::Info) => Severity::Info,
        },
    )
}

/// How a run ends that has come to an outcome: findings of a level fail it, and whatever is not proved.
pub(crate) fn judge(outcome: &Outcome, level: Severity) -> Exit {
    let clean = outcome.none_open() && outcome.worst().is_none_or(|worst| worst < level);
    if clean { Exit::Clean } else { Exit::Found }
}
