use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use bailiwick::analysis::{self, Outcome};
use bailiwick::change::Baseline;
use bailiwick::proof::Status;
use bailiwick::report::{Places, baseline_json};
use bailiwick::source::{Database, disk};

use crate::cli::Exit;
use crate::cli::check::available;
use crate::cli::output::{Colour, Progress, complain, print, print_to};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy files, or folders of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// Write the baseline to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// The profile of the manifest that holds.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// How many threads prove [default: as many as there are cores]. The outcome is the same.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let request = Request {
        paths: &arguments.paths,
        output: arguments.output.as_deref(),
        as_of: arguments.as_of,
        profile: arguments.profile.as_deref(),
        ..Request::default()
    };
    let Some(project) = project::read_sound(&db, &request, Colour::Auto, "nothing was written") else {
        return Exit::Failed;
    };
    let progress = Progress::start("proving");
    let outcome = analysis::check_on(&db, project, arguments.threads.unwrap_or_else(available));
    drop(progress);
    let places = Places::new(&db);
    let baseline = Baseline::of(&db, &outcome, |span| places.below(span));
    let written = print_to(arguments.output.as_deref(), &baseline_json(&baseline));
    if arguments.output.is_none() || written != Exit::Clean {
        return written;
    }
    print(&told(&baseline, &outcome))
}

/// How much is known from now on, and what is not.
fn told(baseline: &Baseline, outcome: &Outcome) -> String {
    let refuted = outcome.verdicts.iter().filter(|one| one.status == Status::Refuted && one.accepted.is_none()).count();
    let unknown = outcome.verdicts.iter().filter(|one| one.status == Status::Unknown).count();
    let findings = baseline.entries.len() - refuted;
    let known = format!("Known from now on: findings: {findings}, refuted properties: {refuted}.\n");
    match unknown {
        0 => known,
        many => format!("{known}Not known, and failing every run: properties that are unknown: {many}.\n"),
    }
}

/// A baseline from a file; `None`, with a complaint, if it is none.
pub(crate) fn read(file: &Path) -> Option<Baseline> {
    let read =
        disk::text(file).and_then(|text| Baseline::read(&text).map_err(|why| format!("`{}` {why}", disk::shown(file))));
    read.map_err(|problem| complain(&problem)).ok()
}
