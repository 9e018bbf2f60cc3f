use std::io::IsTerminal as _;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use bailiwick::analysis;
use bailiwick::finding::closest;
use bailiwick::frameworks;
use bailiwick::logic;
use bailiwick::proof;
use bailiwick::report::{Places, Reported, Tool, report_csv, report_html, report_json, report_markdown};
use bailiwick::source::{Database, Project};

use crate::cli::Exit;
use crate::cli::check::{available, judged};
use crate::cli::output::{Progress, complain, print_to};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A policy file, or a folder of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    path: PathBuf,

    /// A framework whose controls are listed, by its name; may be repeated [default: all that are known].
    #[arg(long = "framework", value_name = "NAME")]
    frameworks: Vec<String>,

    /// How the report is written.
    #[arg(long, value_enum, default_value = "html")]
    format: Format,

    /// Write the report to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// The profile of the manifest that holds.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// How many threads prove [default: as many as there are cores]. The report is the same.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Html,
    Markdown,
    Json,
    Csv,
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
    let Some(project) = project::read(&db, &request) else { return Exit::Failed };
    if arguments.output.is_none() && arguments.format == Format::Html && std::io::stdout().is_terminal() {
        complain("a page is no text for a terminal: name a file for it, `--output report.html`, or another `--format`");
        return Exit::Failed;
    }
    if !all_known(&db, project, &arguments.frameworks) {
        return Exit::Failed;
    }
    let progress = Progress::start("proving");
    let outcome = analysis::check_on(&db, project, arguments.threads.unwrap_or_else(available));
    drop(progress);
    if outcome.declarations == 0 && outcome.findings.is_empty() {
        complain("there is nothing to report on: the files declare nothing");
        return Exit::Failed;
    }
    let judged = judged(&outcome, outcome.project.fail_on);
    let command = command(arguments, outcome.as_of);
    let audit = analysis::audit(&db, project, outcome, &arguments.frameworks);
    let tool = Tool { sha256: own_hash(), solver: logic::version() };
    let reported = Reported { audit: &audit, places: Places::new(&db), tool, command };
    let text = match arguments.format {
        Format::Html => report_html(&reported),
        Format::Markdown => report_markdown(&reported),
        Format::Json => report_json(&reported),
        Format::Csv => report_csv(&reported),
    };
    print_to(arguments.output.as_deref(), &text).max(judged)
}

/// Whether all frameworks that are asked for exist; if not, what there is.
fn all_known(db: &Database, project: Project, asked: &[String]) -> bool {
    let known: Vec<&str> =
        frameworks::frameworks(db, project).into_iter().map(|framework| framework.name.as_str()).collect();
    let mut unknown = asked.iter().filter(|name| !known.contains(&name.as_str())).peekable();
    let are_known = unknown.peek().is_none();
    for name in unknown {
        let hint = match closest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.join(", ")),
        };
        complain(&format!("there is no framework `{name}`; {hint}"));
    }
    are_known
}

/// The command that makes the report again, wherever the project lies.
fn command(arguments: &Arguments, as_of: i64) -> String {
    let format = match arguments.format {
        Format::Html => "html",
        Format::Markdown => "markdown",
        Format::Json => "json",
        Format::Csv => "csv",
    };
    let profile = arguments.profile.as_ref().map(|name| format!(" --profile {name}")).unwrap_or_default();
    let frameworks: Vec<String> = arguments.frameworks.iter().map(|name| format!(" --framework {name}")).collect();
    let frameworks = frameworks.concat();
    // Of a file by itself nothing else is read.
    let file = arguments.path.file_name().filter(|_| arguments.path.is_file());
    let path = file.map_or_else(|| ".".into(), |name| name.to_string_lossy());
    format!("bailiwick report {path}{frameworks}{profile} --as-of {} --format {format}", proof::date(as_of))
}

/// The SHA-256 of this program.
fn own_hash() -> Option<String> {
    let program = std::fs::read(std::env::current_exe().ok()?).ok()?;
    Some(bailiwick::report::sha256(&program))
}
