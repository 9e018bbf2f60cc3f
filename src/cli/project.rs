use std::path::{Path, PathBuf};

use bailiwick::source::{Database, File, Project, disk, module_name, with_library};

use crate::cli::output::complain;

/// The project that the paths name; `None`, with complaints, if it can not be read, if there is nothing in it, or if
/// what comes of it is to be written over it.
pub(crate) fn read(db: &Database, paths: &[PathBuf], output: Option<&Path>, as_of: i64) -> Option<Project> {
    let files = read_files(paths)?;
    if let Some(why) = output.and_then(|output| disk::is_protected(output, &files)) {
        complain(&why);
        return None;
    }
    let files = files.into_iter().map(|file| {
        let (path, module) = (disk::shown(&file.path), module_name(&file.below));
        File::new(db, path.into(), file.below.into(), module.into(), file.text.into())
    });
    Some(with_library(db, files.collect(), as_of))
}

/// The policy files that the paths name; `None`, with complaints, if one can not be read or there are none.
pub(crate) fn read_files(paths: &[PathBuf]) -> Option<Vec<disk::Read>> {
    let files = match disk::read(paths) {
        Ok(files) => files,
        Err(problems) => {
            for problem in &problems {
                complain(problem);
            }
            return None;
        }
    };
    if files.is_empty() {
        let named: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        complain(&format!("there is no policy file (`*.bwk`) in {}", named.join(", ")));
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
    day(text).map(days).map_err(|_| "a date looks like 2026-11-22".to_owned())
}

/// Today in UTC, in days since 1970-01-01.
pub(crate) fn today() -> i64 {
    days(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn days(date: jiff::civil::Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24
}
