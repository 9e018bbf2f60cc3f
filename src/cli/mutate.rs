use std::num::NonZeroUsize;
use std::path::PathBuf;

use bailiwick::report::{Places, Terminal, mutation_json};
use bailiwick::source::Database;
use bailiwick::trial::{self, Choice, Fate};

use crate::cli::Exit;
use crate::cli::check::available;
use crate::cli::output::{Colour, Progress, complain, print_to, width};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A policy file, or a folder of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    path: PathBuf,

    /// Change only clauses that contain this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// Try at most so many changes, spread over the policy.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<NonZeroUsize>,

    /// How the outcome is written.
    #[arg(long, value_enum, default_value = "terminal")]
    format: Format,

    /// Write the outcome to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// The profile of the manifest that holds.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// How many changes are tried at once [default: as many as there are cores]. The outcome is the same.
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

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let request = Request {
        paths: std::slice::from_ref(&arguments.path),
        output: arguments.output.as_deref(),
        as_of: arguments.as_of,
        profile: arguments.profile.as_deref(),
        ..Request::default()
    };
    let Some(project) = project::read_sound(&db, &request, arguments.color, "nothing was changed") else {
        return Exit::Failed;
    };
    let progress = Progress::start("changing");
    let mutation = trial::mutate(
        &db,
        project,
        &Choice {
            filter: arguments.filter.clone(),
            limit: arguments.limit.map(NonZeroUsize::get),
            threads: arguments.threads.unwrap_or_else(available),
        },
    );
    drop(progress);
    if mutation.watching == 0 || mutation.count(|fate| !matches!(fate, Fate::NoPolicy(_))) == 0 {
        complain(match (mutation.watching, mutation.possible, mutation.tried.len()) {
            (0, ..) => "nobody could notice a change: the policy has no properties and no tests",
            (_, 0, _) => "nothing was changed: the policy permits nothing and forbids nothing",
            (_, _, 0) => "nothing was changed: no clause that can be changed contains what `--filter` says",
            _ => "nobody could be asked: no change left a policy",
        });
        return Exit::Failed;
    }
    let places = Places::new(&db);
    let text = match arguments.format {
        Format::Json => mutation_json(&mutation, &places),
        Format::Terminal => {
            let mut style = arguments.color.style(&std::io::stdout());
            style.colour &= arguments.output.is_none() || arguments.color == Colour::Always;
            Terminal::new(places, style, width()).mutation(&mutation)
        }
    };
    let judged = if mutation.count(|fate| *fate == Fate::Unnoticed) == 0 { Exit::Clean } else { Exit::Found };
    print_to(arguments.output.as_deref(), &text).max(judged)
}
