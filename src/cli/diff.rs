use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use bailiwick::analysis::{self, Outcome};
use bailiwick::change::{self, Difference};
use bailiwick::project as projects;
use bailiwick::report::{Compared, Places, Style, Terminal, diff_github, diff_json, diff_markdown, github};
use bailiwick::source::{Database, File, Project, disk, is_library, with_library};

use crate::cli::Exit;
use crate::cli::check::available;
use crate::cli::output::{Colour, Progress, complain, print, print_to, show_findings, width};
use crate::cli::outputs::{Output, Outputs, by_ending};
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

    /// Fail if anybody gains anything, as far as anybody knows, and on whatever may hold back or ask less.
    #[arg(long)]
    deny_widening: bool,

    /// How the difference is written [default: as the ending of the file says, or else terminal].
    #[arg(long, value_enum)]
    format: Option<Format>,

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
    /// What is there is a path; anything else can only be a revision. What could be both is neither, with a complaint: who
    /// proposes a change could add a folder that is called like a branch.
    fn of(text: &str) -> Option<Self> {
        let path = Path::new(text);
        if !disk::exists(path) {
            return Some(Self::Revision(text.to_owned()));
        }
        // Nothing that git accepts as the name of a branch begins with a dot or ends with a slash.
        let is_plain = !text.starts_with('.') && !text.ends_with('/') && !path.is_absolute();
        if is_plain && revision::is_one(text) {
            complain(&format!(
                "`{text}` is a revision, and there is a file or folder of that name: \
                 write `{text}^0` for the revision, or `./{text}` for what is on the disk"
            ));
            return None;
        }
        Some(Self::Disk(path.to_owned()))
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
    let (Some(one), Some(other)) = (reading.base(&mut db, &base), reading.project(&mut db, &head)) else {
        return Exit::Failed;
    };
    let (before, after) = (one.project, other.project);
    let hidden = other.hides(&one);
    let (first, second) = (base.name(&arguments.path), head.name(&arguments.path));
    let progress = Progress::start("comparing");
    let threads = arguments.threads.unwrap_or_else(available);
    let outcomes = [before, after].map(|project| analysis::check_on(&db, project, threads));
    let [one, other] = &outcomes;
    if one.is_broken || other.is_broken {
        drop(progress);
        for (outcome, name) in [(one, &first), (other, &second)] {
            refuse(&db, outcome, name, arguments);
        }
        return Exit::Failed;
    }
    let mut difference = change::difference(&db, (before, one), (after, other));
    difference.unknown.extend(hidden);
    drop(progress);
    let compared = Compared { difference: &difference, before: &first, after: &second };
    let mut exit = judged(&difference, arguments.deny_widening);
    for (format, file) in &outputs.others {
        let style = Style { colour: arguments.color == Colour::Always };
        exit = exit.max(print_to(Some(file), &format.text(&compared, Places::new(&db), style)));
    }
    let mut style = arguments.color.style(&std::io::stdout());
    style.colour &= outputs.file.is_none() || arguments.color == Colour::Always;
    let format = arguments.format.or_else(|| by_ending(outputs.file)).unwrap_or(Format::Terminal);
    exit.max(print_to(outputs.file, &format.text(&compared, Places::new(&db), style)))
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
    let is_denied = denied && (difference.widens() || difference.loosens() || difference.is_worse());
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
    let base = Place::of(base)?;
    if let Some(head) = head {
        return Some((base, Place::of(head)?));
    }
    match base {
        Place::Revision(_) => Some((base, Place::Disk(arguments.path.clone()))),
        Place::Disk(path) => {
            let shown = disk::shown(&path);
            complain(&format!(
                "`{shown}` is a file or folder: say with what it is compared, like `bailiwick diff {shown} OTHER`"
            ));
            None
        }
    }
}

/// Says that a policy has errors, and which. A workflow takes lines of a text for commands, so there they are annotations.
fn refuse(db: &Database, outcome: &Outcome, name: &str, arguments: &Arguments) {
    if !outcome.is_broken {
        return;
    }
    if arguments.format == Some(Format::Github) {
        print(&github(outcome, &Places::new(db)));
    } else {
        show_findings(&outcome.findings, Places::new(db), arguments.color);
    }
    complain(&format!("nothing was compared: the policy of `{name}` has errors, so it is not known what it says"));
}

/// A policy that was read, and where it was read from.
struct Side {
    project: Project,
    /// The policies that were read, by where they are below what was named.
    read: BTreeSet<PathBuf>,
    /// The folder that was named; nothing if it was a file.
    folder: Option<PathBuf>,
    /// Of a revision, what keeps that folder there as long as it may be asked about.
    _extracted: Option<Extracted>,
}

impl Side {
    fn of(db: &Database, project: Project, named: &Path) -> Self {
        let named = disk::real(named);
        // Who names a file leaves the others out.
        let folder = Some(named).filter(|named| !named.is_file());
        let own = project.files(db).iter().filter(|file| !is_library(db, **file));
        let below = |file: &File| {
            let path = disk::real(Path::new(&**file.path(db)));
            path.strip_prefix(folder.as_ref()?).map(Path::to_owned).ok()
        };
        Self { project, read: own.filter_map(below).collect(), folder, _extracted: None }
    }

    /// Policies that were read before and are not, although they are there: what they say now is not known.
    fn hides(&self, before: &Self) -> Vec<String> {
        let gone = before.read.difference(&self.read);
        let is_there = |file: &&PathBuf| self.folder.as_ref().is_some_and(|folder| disk::exists(&folder.join(file)));
        let hidden = gone.filter(is_there);
        let why = "the manifest, or what is ignored, leaves it out";
        hidden.map(|file| format!("`{}` was read and is not, although it is there: {why}", disk::shown(file))).collect()
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
    fn base(&self, db: &mut Database, place: &Place) -> Option<Side> {
        let Place::Revision(revision) = place else { return self.project(db, place) };
        let extracted = self.extract(revision)?;
        if extracted.is_empty {
            let name = place.name(&self.arguments.path);
            complain(&format!("`{name}` has no policy, so it is taken to be one in which nothing is declared"));
            let project = with_library(db, Vec::new(), self.as_of);
            return Some(Side { project, read: BTreeSet::new(), folder: None, _extracted: None });
        }
        self.extracted(db, revision, extracted)
    }

    /// A policy; `None`, with complaints, if it can not be read.
    fn project(&self, db: &mut Database, place: &Place) -> Option<Side> {
        match place {
            Place::Disk(path) => {
                let project = project::read(db, &self.request(std::slice::from_ref(path)))?;
                Some(Side::of(db, project, path))
            }
            Place::Revision(revision) => {
                let extracted = self.extract(revision)?;
                if extracted.is_empty {
                    complain(&format!("`{}` has no policy", place.name(&self.arguments.path)));
                    return None;
                }
                self.extracted(db, revision, extracted)
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

    fn extracted(&self, db: &mut Database, revision: &str, extracted: Extracted) -> Option<Side> {
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
        extracted.is_whole(&loaded.read).map_err(|problem| complain(&problem)).ok()?;
        // Before the files are called otherwise.
        let side = Side::of(db, loaded.project, &extracted.path);
        let mut files = loaded.project.files(db).clone();
        files.extend(loaded.project.packages(db).iter().map(|package| package.manifest));
        for file in files {
            let shown = named(file.path(db));
            file.show_as(db, &shown);
        }
        let shown = [PathBuf::from(format!("{revision}:{}", extracted.below))];
        let is_accepted = project::is_accepted(db, loaded.project, &self.request(&shown));
        is_accepted.then(|| Side { _extracted: Some(extracted), ..side })
    }
}
