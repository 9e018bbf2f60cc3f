use std::path::PathBuf;

use bailiwick::source::{Database, File, Project, disk, with_library};

use crate::cli::output::complain;

/// The project that the paths name; `None`, with complaints, if it can not be read or there is nothing in it.
pub(crate) fn read(db: &Database, paths: &[PathBuf], as_of: i64) -> Option<Project> {
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
    let files = files
        .into_iter()
        .map(|file| File::new(db, file.path.as_str().into(), file.module.as_str().into(), file.text.as_str().into()));
    Some(with_library(db, files.collect(), as_of))
}

/// A date as the command line takes it, in days since 1970-01-01.
///
/// # Errors
///
/// A sentence for whoever typed something else.
pub(crate) fn date(text: &str) -> Result<i64, String> {
    let date: jiff::civil::Date = text.parse().map_err(|_| "a date looks like 2026-11-22".to_owned())?;
    days(date).ok_or_else(|| "the date is too far away".to_owned())
}

/// Today in UTC, in days since 1970-01-01.
pub(crate) fn today() -> i64 {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(seconds / 86_400).unwrap_or(0)
}

fn days(date: jiff::civil::Date) -> Option<i64> {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).ok().map(|span| i64::from(span.get_days()))
}
