use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use bailiwick::analysis::{self, Outcome};
use bailiwick::change::Baseline;
use bailiwick::finding::Severity;
use bailiwick::proof::Status;
use bailiwick::report::{Places, Style, counterexample_tests};
use bailiwick::source::{Database, Project, disk};
use bailiwick::trial;

use crate::cli::Exit;
use crate::cli::baseline;
use crate::cli::check_format::CheckFormat;
use crate::cli::output::{Colour, Progress, complain, print_to, show_findings};
use crate::cli::outputs::{Output, Outputs, by_ending};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy files, or folders of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// How the outcome is written [default: as the ending of the file says, or else terminal].
    #[arg(long, value_enum)]
    format: Option<CheckFormat>,

    /// Write a test for each refuted property, and nothing else.
    #[arg(long, conflicts_with = "format")]
    emit_test: bool,

    /// Write the outcome to this file; with a format before it, like sarif=FILE, besides what else is written.
    #[arg(long, short, value_name = "[FORMAT=]FILE", value_parser = Output::<CheckFormat>::parse)]
    output: Vec<Output<CheckFormat>>,

    /// What was known before, from `bailiwick baseline`: it is told, and fails nothing.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

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
enum FailOn {
    Error,
    Warning,
    Info,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let Some(outputs) = Outputs::of(&arguments.output) else { return Exit::Failed };
    if arguments.emit_test && !outputs.others.is_empty() {
        complain("`--emit-test` writes tests and nothing else: leave out the formats behind `--output`");
        return Exit::Failed;
    }
    let request = Request {
        paths: &arguments.paths,
        output: outputs.file,
        also: &outputs.others.iter().map(|(_, file)| *file).collect::<Vec<_>>(),
        as_of: arguments.as_of,
        profile: arguments.profile.as_deref(),
    };
    let Some(project) = project::read(&db, &request) else { return Exit::Failed };
    let baseline = match baseline(arguments, &outputs) {
        Ok(baseline) => baseline,
        Err(exit) => return exit,
    };
    let progress = Progress::start("proving");
    let mut outcome = analysis::check_on(&db, project, arguments.threads.unwrap_or_else(available));
    drop(progress);
    if let Some(baseline) = baseline {
        let places = Places::new(&db);
        baseline.mark(&db, &mut outcome, |span| places.below(span));
    }
    if outcome.declarations == 0 && outcome.findings.is_empty() {
        complain("nothing was checked: the files declare nothing");
        return Exit::Failed;
    }
    let fails = fails(&outcome, arguments.fail_on);
    let judged = judged(&outcome, fails);
    if arguments.emit_test {
        return emit_tests(&db, project, &outcome, outputs.file, arguments.color).max(judged);
    }
    let mut exit = judged;
    for (format, file) in &outputs.others {
        let style = Style { colour: arguments.color == Colour::Always };
        exit = exit.max(print_to(Some(file), &format.text(&outcome, fails, Places::new(&db), style)));
    }
    let mut style = arguments.color.style(&std::io::stdout());
    style.colour &= outputs.file.is_none() || arguments.color == Colour::Always;
    let format = arguments.format.or_else(|| by_ending(outputs.file)).unwrap_or(CheckFormat::Terminal);
    exit.max(print_to(outputs.file, &format.text(&outcome, fails, Places::new(&db), style)))
}

/// What was known before, if that is asked for. A complaint if it can not be read or would be written over.
fn baseline(arguments: &Arguments, outputs: &Outputs<'_, CheckFormat>) -> Result<Option<Baseline>, Exit> {
    let Some(file) = &arguments.baseline else { return Ok(None) };
    if let Some(why) =
        outputs.files().into_iter().find_map(|output| disk::is_protected(output, std::slice::from_ref(file)))
    {
        complain(&why);
        return Err(Exit::Failed);
    }
    baseline::read(file).map(Some).ok_or(Exit::Failed)
}

/// Writes a test for each counterexample. What else there is to say goes to standard error.
fn emit_tests(db: &Database, project: Project, outcome: &Outcome, file: Option<&Path>, colour: Colour) -> Exit {
    if analysis::is_broken(db, project, &outcome.findings) {
        show_findings(&outcome.findings, Places::new(db), colour);
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
    print_to(file, &counterexample_tests(&tests, &Places::new(db)))
}

/// As many as there are cores.
pub(crate) fn available() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// The least severity of a finding that fails the run.
fn fails(outcome: &Outcome, fail_on: Option<FailOn>) -> Severity {
    match fail_on {
        None => outcome.project.fail_on,
        Some(FailOn::Error) => Severity::Error,
        Some(FailOn::Warning) => Severity::Warning,
        Some(FailOn::Info) => Severity::Info,
    }
}

/// How a run ends that has come to an outcome: findings of a level fail it, and whatever is not proved.
pub(crate) fn judged(outcome: &Outcome, fails: Severity) -> Exit {
    let clean = outcome.none_open() && outcome.worst().is_none_or(|worst| worst < fails);
    if clean { Exit::Clean } else { Exit::Found }
}
