use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use bailiwick::analysis::{self, Outcome};
use bailiwick::change::{self, Difference};
use bailiwick::project as projects;
use bailiwick::report::{Compared, Places, Style, Terminal, diff_github, diff_json, diff_markdown};
use bailiwick::source::{Database, Project, disk, with_library};

use crate::cli::Exit;
use crate::cli::check::available;
use crate::cli::output::{Colour, Progress, complain, print_to, show_findings, width};
use crate::cli::outputs::{Output, Outputs};
use crate::cli::project::{self, Request, today};
use crate::cli::revision::{self, Extracted};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What was before: a file or a folder, or else a revision of git; also BASE..HEAD, and BASE...HEAD from where they part.
    base: String,

    /// What is now [default: the working tree].
    head: Option<String>,

    /// What is compared of a revision and of the working tree: a file, or a folder of policies.
    #[arg(long, value_name = "PATH", default_value = ".")]
    path: PathBuf,

    /// Fail if anybody gains anything, as far as anybody knows, or if something is no longer proved.
    #[arg(long)]
    deny_widening: bool,

    /// How the difference is written.
    #[arg(long, value_enum, default_value = "terminal")]
    format: Format,

    /// Write the difference to this file; with a format before it, like markdown=FILE, besides what else is written.
    #[arg(long, short, value_name = "[FORMAT=]FILE", value_parser = Output::<Format>::parse)]
    output: Vec<Output<Format>>,

    /// The date on which everything is judged, like 2026-11-22 [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = project::date)]
    as_of: Option<i64>,

    /// The profile of the manifest that holds.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// How many threads prove [default: as many as there are cores]. The difference is the same.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,

    /// When to use colours.
    #[arg(long, value_enum, default_value = "auto", alias = "colour")]
    color: Colour,
}

/// How a difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Terminal,
    /// For programs
    Json,
    /// Annotations of a workflow of GitHub
    Github,
    /// For a comment on a pull request, or the summary of a run
    Markdown,
}

/// Where a policy comes from.
enum Place {
    Disk(PathBuf),
    Revision(String),
}

impl Place {
    /// What is there is a path; anything else can only be a revision.
    fn of(text: &str) -> Self {
        let path = Path::new(text);
        if disk::exists(path) { Self::Disk(path.to_owned()) } else { Self::Revision(text.to_owned()) }
    }

    fn name(&self, path: &Path) -> String {
        match self {
            Self::Disk(path) => disk::shown(path),
            Self::Revision(revision) if path == Path::new(".") => revision.clone(),
            Self::Revision(revision) => format!("{revision}:{}", disk::shown(path)),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let Some(outputs) = Outputs::of(&arguments.output) else { return Exit::Failed };
    let Some((base, head)) = places(arguments) else { return Exit::Failed };
    let mut db = Database::default();
    let reading = Reading { arguments, files: &outputs.files(), as_of: arguments.as_of.unwrap_or_else(today) };
    let (Some(before), Some(after)) = (reading.base(&mut db, &base), reading.project(&mut db, &head)) else {
        return Exit::Failed;
    };
    let (first, second) = (base.name(&arguments.path), head.name(&arguments.path));
    let progress = Progress::start("comparing");
    let threads = arguments.threads.unwrap_or_else(available);
    let outcomes = [before, after].map(|project| analysis::check_on(&db, project, threads));
    let [one, other] = &outcomes;
    if one.is_broken || other.is_broken {
        drop(progress);
        for (outcome, name) in [(one, &first), (other, &second)] {
            refuse(&db, outcome, name, arguments.color);
        }
        return Exit::Failed;
    }
    let difference = change::difference(&db, (before, one), (after, other));
    drop(progress);
    let compared = Compared { difference: &difference, before: &first, after: &second };
    let mut exit = judged(&difference, arguments.deny_widening);
    for (format, file) in &outputs.others {
        let style = Style { colour: arguments.color == Colour::Always };
        exit = exit.max(print_to(Some(file), &format.text(&compared, Places::new(&db), style)));
    }
    let mut style = arguments.color.style(&std::io::stdout());
    style.colour &= outputs.file.is_none() || arguments.color == Colour::Always;
    exit.max(print_to(outputs.file, &arguments.format.text(&compared, Places::new(&db), style)))
}

impl Format {
    fn text(self, compared: &Compared<'_>, places: Places<'_>, style: Style) -> String {
        match self {
            Self::Terminal => Terminal::new(places, style, width()).difference(compared),
            Self::Json => diff_json(compared, &places),
            Self::Github => diff_github(compared, &places),
            Self::Markdown => diff_markdown(compared, &places),
        }
    }
}

fn judged(difference: &Difference, denied: bool) -> Exit {
    let is_denied = denied && (difference.widens() || difference.is_worse());
    if is_denied { Exit::Found } else { Exit::Clean }
}

/// What is compared with what; `None`, with a complaint, if that is not said.
fn places(arguments: &Arguments) -> Option<(Place, Place)> {
    let (base, head) = (arguments.base.as_str(), arguments.head.as_deref());
    let or_head = |text: &str| if text.is_empty() { "HEAD".to_owned() } else { text.to_owned() };
    let is_path = base.contains("../") || disk::exists(Path::new(base));
    let range = base.split_once("..").filter(|_| head.is_none() && !is_path);
    if let Some((one, other)) = range {
        let (one, is_fork) = (or_head(one), other.starts_with('.'));
        let other = or_head(other.trim_start_matches('.'));
        let one = if is_fork { revision::fork(&one, &other).map_err(|problem| complain(&problem)).ok()? } else { one };
        return Some((Place::Revision(one), Place::Revision(other)));
    }
    match (Place::of(base), head.map(Place::of)) {
        (base, Some(head)) => Some((base, head)),
        (base @ Place::Revision(_), None) => Some((base, Place::Disk(arguments.path.clone()))),
        (Place::Disk(path), None) => {
            let shown = disk::shown(&path);
            complain(&format!(
                "`{shown}` is a file or folder: say with what it is compared, like `bailiwick diff {shown} OTHER`"
            ));
            None
        }
    }
}

/// Says that a policy has errors, and which.
fn refuse(db: &Database, outcome: &Outcome, name: &str, colour: Colour) {
    if outcome.is_broken {
        show_findings(&outcome.findings, Places::new(db), colour);
        complain(&format!("nothing was compared: the policy of `{name}` has errors, so it is not known what it says"));
    }
}

struct Reading<'a> {
    arguments: &'a Arguments,
    files: &'a [&'a Path],
    as_of: i64,
}

impl Reading<'_> {
    /// What was before. A policy that is new is compared with one in which nothing is declared; one that is gone is not, since
    /// whoever takes all of it away loses nothing.
    fn base(&self, db: &mut Database, place: &Place) -> Option<Project> {
        let Place::Revision(revision) = place else { return self.project(db, place) };
        let extracted = self.extract(revision)?;
        if extracted.is_empty {
            let name = place.name(&self.arguments.path);
            complain(&format!("`{name}` has no policy, so it is taken to be one in which nothing is declared"));
            return Some(with_library(db, Vec::new(), self.as_of));
        }
        self.extracted(db, revision, &extracted)
    }

    /// A policy; `None`, with complaints, if it can not be read.
    fn project(&self, db: &mut Database, place: &Place) -> Option<Project> {
        match place {
            Place::Disk(path) => project::read(db, &self.request(std::slice::from_ref(path))),
            Place::Revision(revision) => {
                let extracted = self.extract(revision)?;
                if extracted.is_empty {
                    complain(&format!("`{}` has no policy", place.name(&self.arguments.path)));
                    return None;
                }
                self.extracted(db, revision, &extracted)
            }
        }
    }

    fn extract(&self, revision: &str) -> Option<Extracted> {
        revision::extract(revision, &self.arguments.path).map_err(|problem| complain(&problem)).ok()
    }

    fn request<'a>(&'a self, paths: &'a [PathBuf]) -> Request<'a> {
        let profile = self.arguments.profile.as_deref();
        // A manifest that asks for a date is not content with today.
        Request { paths, also: self.files, as_of: self.arguments.as_of, profile, ..Request::default() }
    }

    fn extracted(&self, db: &mut Database, revision: &str, extracted: &Extracted) -> Option<Project> {
        let folder = disk::shown(extracted.scratch.path());
        let named =
            |text: &str| text.replace(&format!("{folder}/"), &format!("{revision}:")).replace(&folder, revision);
        let paths = std::slice::from_ref(&extracted.path);
        let loaded = projects::load(db, paths, self.as_of, self.arguments.profile.as_deref());
        let loaded = loaded.map_err(|all| all.iter().for_each(|problem| complain(&named(problem)))).ok()?;
        if let Some(stray) = loaded.read.iter().find(|file| !disk::real(file).starts_with(extracted.scratch.path())) {
            complain(&format!("`{}` does not belong to revision `{revision}`", disk::shown(stray)));
            return None;
        }
        let mut files = loaded.project.files(db).clone();
        files.extend(loaded.project.packages(db).iter().map(|package| package.manifest));
        for file in files {
            let shown = named(file.path(db));
            file.show_as(db, &shown);
        }
        let shown = [PathBuf::from(format!("{revision}:{}", extracted.below))];
        project::is_accepted(db, loaded.project, &self.request(&shown)).then_some(loaded.project)
    }
}
