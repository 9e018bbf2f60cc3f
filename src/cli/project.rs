use std::path::{Path, PathBuf};

use bailiwick::analysis;
use bailiwick::finding::closest;
use bailiwick::project::{self, AsOf, Loaded};
use bailiwick::report::Places;
use bailiwick::source::disk::{self, Inside, Overlay};
use bailiwick::source::{Database, Project};

use crate::cli::output::{Colour, complain, show_findings};

/// What a run is about.
#[derive(Default)]
pub(crate) struct Request<'a> {
    /// The files and folders that were named.
    pub(crate) paths: &'a [PathBuf],
    /// Where the outcome goes, if not to standard output.
    pub(crate) output: Option<&'a Path>,
    /// Other files that are written to.
    pub(crate) also: &'a [&'a Path],
    /// The as-of date, if one was given.
    pub(crate) as_of: Option<i64>,
    /// The profile that was chosen.
    pub(crate) profile: Option<&'a str>,
}

/// The project that a run is about; `None`, with complaints, if it can not be read, if there is nothing in it, if its
/// manifest refuses such a run, or if what comes of it is to be written over it.
pub(crate) fn read(db: &Database, request: &Request<'_>) -> Option<Project> {
    let loaded = project::load(db, request.paths, request.as_of.unwrap_or_else(today), request.profile);
    let Loaded { project, read } = complaining(loaded)?;
    let mut outputs = request.output.iter().chain(request.also);
    if let Some(why) = outputs.find_map(|output| disk::is_protected(output, &read)) {
        complain(&why);
        return None;
    }
    is_accepted(db, project, request).then_some(project)
}

/// Whether a project that was loaded can be run; else complaints.
pub(crate) fn is_accepted(db: &Database, project: Project, request: &Request<'_>) -> bool {
    let refused = project::unknown_editions(db, project);
    if !refused.is_empty() {
        show_findings(&refused, Places::new(db), Colour::Auto);
        complain("nothing was done: it is not known what texts of another edition mean");
        return false;
    }
    accepts(db, project, request)
}

/// Whether a project's manifest has what a run asks for, and the run what the manifest asks for.
fn accepts(db: &Database, project: Project, request: &Request<'_>) -> bool {
    let profiles = project::profiles(db, project);
    if let Some(wanted) = request.profile.filter(|wanted| !profiles.contains(wanted)) {
        let hint = match closest(wanted, profiles.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if profiles.is_empty() => "its manifest has no profiles".to_owned(),
            None => format!("there are {}", profiles.join(", ")),
        };
        complain(&format!("the project has no profile `{wanted}`; {hint}"));
        return false;
    }
    if project::settings(db, project).as_of == AsOf::Required && request.as_of.is_none() {
        complain(
            "the manifest says `as-of = \"required\"`: say on which day everything is judged, like `--as-of 2026-11-22`",
        );
        return false;
    }
    if !project.files(db).iter().any(|file| !bailiwick::source::is_library(db, *file)) {
        nothing_there(request.paths);
        // What is wrong with the manifest may be the reason.
        let wrong = project::findings(db, project);
        show_findings(wrong, Places::new(db), Colour::Auto);
        return false;
    }
    true
}

fn nothing_there(paths: &[PathBuf]) {
    let named: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    complain(&format!("there is no policy file (`*.bwk`) in {}", named.join(", ")));
}

fn complaining<T>(result: Result<T, Vec<String>>) -> Option<T> {
    result.map_err(|problems| problems.iter().for_each(|problem| complain(problem))).ok()
}

/// The policy files that the paths name; `None`, with complaints, if one can not be read or there are none.
pub(crate) fn read_files(paths: &[PathBuf]) -> Option<Vec<disk::Read>> {
    let files = complaining(disk::read(paths, Inside::Read, &Overlay::NONE))?.read;
    if files.is_empty() {
        nothing_there(paths);
        return None;
    }
    Some(files)
}

/// A date as the command line takes it, in days since 1970-01-01.
///
/// # Errors
///
/// A sentence for whoever typed something else.
pub(crate) fn date(text: &str) -> Result<i64, String> {
    let day = |text| jiff::civil::Date::strptime("%Y-%m-%d", text);
    if text.split_once(['T', 't', ' ']).is_some_and(|(before, _)| day(before).is_ok()) {
        return Err("everything is judged by the day: a date without a time, like 2026-11-22".to_owned());
    }
    let is_shaped =
        text.split('-').map(str::len).eq([4, 2, 2]) && text.bytes().all(|b| b == b'-' || b.is_ascii_digit());
    day(text).map(days).map_err(|_| {
        let why = if is_shaped { "there is no such day" } else { "a date looks like 2026-11-22" };
        why.to_owned()
    })
}

/// A project whose policy can be read. If it can not, its errors are shown, and `undone` says what has not been done.
pub(crate) fn read_sound(db: &Database, request: &Request<'_>, colour: Colour, undone: &str) -> Option<Project> {
    let project = read(db, request)?;
    let findings = analysis::findings(db, project);
    if !analysis::is_broken(db, project, &findings) {
        return Some(project);
    }
    show_findings(&findings, Places::new(db), colour);
    complain(&format!("{undone}: the policy has errors, so it is not known what it says; repair them first"));
    None
}

/// Today in UTC, in days since 1970-01-01.
pub(crate) fn today() -> i64 {
    days(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn days(date: jiff::civil::Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24
}
