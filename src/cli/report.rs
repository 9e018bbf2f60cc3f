use std::io::IsTerminal as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use bailiwick::analysis;
use bailiwick::finding::closest;
use bailiwick::frameworks;
use bailiwick::logic;
use bailiwick::proof;
use bailiwick::report::{Places, Reported, Tool, counts, report_csv, report_html, report_json, report_markdown};
use bailiwick::source::{Database, File, Project, disk};

use crate::cli::Exit;
use crate::cli::check::{available, judged};
use crate::cli::output::{Progress, complain, print_to};
use crate::cli::outputs::{Output, Outputs, by_ending};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A policy file, or a folder of them; a folder inside a project stands for all of it.
    #[arg(default_value = ".")]
    path: PathBuf,

    /// A framework whose controls are listed, by its name; may be repeated [default: all that are known].
    #[arg(long = "framework", value_name = "NAME")]
    frameworks: Vec<String>,

    /// How the report is written [default: as the ending of the file says, or else html].
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write the report to this file; with a format before it, like csv=FILE, besides what else is written.
    #[arg(long, short, value_name = "[FORMAT=]FILE", value_parser = Output::<Format>::parse)]
    output: Vec<Output<Format>>,

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

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A page for a browser, to be printed or sent
    Html,
    /// For a wiki or a repository
    Markdown,
    /// For programs
    Json,
    /// The controls as a table
    Csv,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let Some(outputs) = Outputs::of(&arguments.output) else { return Exit::Failed };
    let format = arguments.format.or_else(|| by_ending(outputs.file)).unwrap_or(Format::Html);
    // What goes to files alone is not repeated where nobody asked for it.
    let is_shown = outputs.file.is_some() || outputs.others.is_empty() || arguments.format.is_some();
    let request = Request {
        paths: std::slice::from_ref(&arguments.path),
        output: outputs.file,
        also: &outputs.others.iter().map(|(_, file)| *file).collect::<Vec<_>>(),
        as_of: arguments.as_of,
        profile: arguments.profile.as_deref(),
    };
    let Some(project) = project::read(&db, &request) else { return Exit::Failed };
    if is_shown && outputs.file.is_none() && format == Format::Html && std::io::stdout().is_terminal() {
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
    let (counts, as_of) = (counts(&outcome), outcome.as_of);
    let audit = analysis::audit(&db, project, outcome, &arguments.frameworks);
    let tool = Tool { sha256: own_hash(), solver: logic::version() };
    let mut reported = Reported { audit: &audit, places: Places::new(&db), tool, command: String::new() };
    let shown = is_shown.then_some((format, outputs.file));
    let all = outputs.others.iter().map(|(format, file)| (*format, Some(*file))).chain(shown);
    let (mut exit, mut written) = (judged, Vec::new());
    for (format, file) in all {
        reported.command = command(&db, project, arguments, (format, as_of));
        let one = print_to(file, &format.text(&reported));
        written.extend(file.filter(|_| one == Exit::Clean).map(|file| format!("`{}`", disk::shown(file))));
        exit = exit.max(one);
    }
    if !written.is_empty() {
        let is = if written.len() == 1 { "is" } else { "are" };
        complain(&format!("{} {is} written: {counts}", written.join(", ")));
    }
    exit
}

impl Format {
    fn text(self, reported: &Reported<'_>) -> String {
        match self {
            Self::Html => report_html(reported),
            Self::Markdown => report_markdown(reported),
            Self::Json => report_json(reported),
            Self::Csv => report_csv(reported),
        }
    }
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

/// The command that makes the report again, in the folder of the sources, for a shell to read.
fn command(db: &Database, project: Project, arguments: &Arguments, (format, as_of): (Format, i64)) -> String {
    let format = match format {
        Format::Html => "html",
        Format::Markdown => "markdown",
        Format::Json => "json",
        Format::Csv => "csv",
    };
    let mut words = vec!["bailiwick".to_owned(), "report".to_owned(), path(db, project, &arguments.path)];
    for name in &arguments.frameworks {
        words.extend(["--framework".to_owned(), name.clone()]);
    }
    if let Some(name) = &arguments.profile {
        words.extend(["--profile".to_owned(), name.clone()]);
    }
    words.extend(["--as-of".to_owned(), proof::date(as_of), "--format".to_owned(), format.to_owned()]);
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    words.join(" ")
}

/// What is named: a file by its path below the project, where nothing else is read, or all of it.
fn path(db: &Database, project: Project, named: &Path) -> String {
    let shown = named.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let is_named = |file: &&File| **file.path(db) == *shown || **file.path(db) == *format!("./{shown}");
    let file = project.files(db).iter().find(is_named).filter(|_| named.is_file());
    file.map_or_else(|| ".".to_owned(), |file| format!("./{}", file.below(db)))
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_');
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// The SHA-256 of this program.
fn own_hash() -> Option<String> {
    let program = std::fs::read(std::env::current_exe().ok()?).ok()?;
    Some(bailiwick::report::sha256(&program))
}
