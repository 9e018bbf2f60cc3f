use std::path::PathBuf;

use bailiwick::report::{self, Places, Terminal, junit, lcov, tests_json};
use bailiwick::source::Database;
use bailiwick::trial::{self, Coverage, Options, TestRun};

use crate::cli::Exit;
use crate::cli::output::{Colour, Progress, complain, print_to, width};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A policy file, or a folder of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    path: PathBuf,

    /// Run only the tests whose name or label contains this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// How the outcome is written.
    #[arg(long, value_enum, default_value = "terminal")]
    format: Format,

    /// Say what no property and no test depends on: as text behind the report, or as LCOV in its place.
    #[arg(long, value_enum, value_name = "FORMAT", num_args = 0..=1, require_equals = true,
          default_missing_value = "text", conflicts_with = "format")]
    coverage: Option<CoverageFormat>,

    /// Write the outcome to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// The profile of the manifest that holds.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// When to use colours.
    #[arg(long, value_enum, default_value = "auto", alias = "colour")]
    color: Colour,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Terminal,
    Json,
    Junit,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum CoverageFormat {
    Text,
    Lcov,
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
    let Some(project) = project::read_sound(&db, &request, arguments.color, "no test ran") else {
        return Exit::Failed;
    };
    let progress = Progress::start("testing");
    let options = Options { filter: arguments.filter.clone() };
    let outcome = trial::run(&db, project, &options);
    let coverage = arguments.coverage.map(|format| (format, trial::coverage(&db, project, &options)));
    drop(progress);
    if outcome.ran_nothing() {
        complain(match (outcome.declared, outcome.tests.len()) {
            (0, _) => "nothing was tested: the policy has no tests",
            (_, 0) => "nothing was tested: no test has a name or label that contains what `--filter` says",
            _ => "nothing was tested: the tests expect nothing",
        });
        return Exit::Failed;
    }
    let text = text(&outcome, coverage.as_ref(), Places::new(&db), arguments);
    let judged = if outcome.passed() { Exit::Clean } else { Exit::Found };
    print_to(arguments.output.as_deref(), &text).max(judged)
}

fn text(
    outcome: &TestRun,
    coverage: Option<&(CoverageFormat, Coverage)>,
    places: Places<'_>,
    arguments: &Arguments,
) -> String {
    match (arguments.format, coverage) {
        (_, Some((CoverageFormat::Lcov, coverage))) => lcov(coverage, &places),
        (Format::Json, _) => tests_json(outcome, &places),
        (Format::Junit, _) => junit(outcome, &places),
        (Format::Terminal, coverage) => {
            let mut style = arguments.color.style(&std::io::stdout());
            style.colour &= arguments.output.is_none() || arguments.color == Colour::Always;
            let shown = coverage.map(|(_, coverage)| format!("\n{}", report::coverage(coverage, &places)));
            Terminal::new(places, style, width()).tests(outcome) + &shown.unwrap_or_default()
        }
    }
}
