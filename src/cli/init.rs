use std::path::{Path, PathBuf};

use bailiwick::proof::date;
use bailiwick::report::escaped;
use bailiwick::source::disk;

use crate::cli::Exit;
use crate::cli::output::{complain, print};
use crate::cli::project::today;

/// The day in the policy that stands for the day on which it is made, and the one that stands for a year later.
const WRITTEN_ON: &str = "2026-11-22";
const ENDS_ON: &str = "2027-11-22";

/// The files of a new project.
const FILES: [(&str, &str); 3] = [
    ("bailiwick.toml", include_str!("init/bailiwick.toml")),
    ("policy.bwk", include_str!("init/policy.bwk")),
    ("README.md", include_str!("init/README.md")),
];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder; it is made if it is not there.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let dated = |text: &str| text.replace(WRITTEN_ON, &date(today())).replace(ENDS_ON, &date(today() + 365));
    let paths: Vec<(PathBuf, String)> =
        FILES.iter().map(|(name, text)| (arguments.folder.join(name), dated(text))).collect();
    let taken: Vec<&(PathBuf, String)> = paths.iter().filter(|(path, _)| disk::exists(path)).collect();
    if !taken.is_empty() {
        for (path, _) in taken {
            complain(&format!("`{}` is there already; nothing was written", path.display()));
        }
        return Exit::Failed;
    }
    match write(&arguments.folder, &paths) {
        Ok(()) => {
            let folder = disk::shown(&arguments.folder);
            let folder = escaped(&folder);
            print(&format!("A policy to learn from is in {folder}. Next: bailiwick check {folder}\n"))
        }
        Err(problem) => {
            complain(&problem);
            Exit::Failed
        }
    }
}

fn write(folder: &Path, paths: &[(PathBuf, String)]) -> Result<(), String> {
    disk::make_folder(folder)?;
    paths.iter().try_for_each(|(path, text)| disk::write(path, text.as_bytes()))
}
