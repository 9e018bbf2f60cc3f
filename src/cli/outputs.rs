//! What is written where, for commands that write several formats at once.

use std::path::{Path, PathBuf};

use bailiwick::finding::closest;
use bailiwick::source::disk;
use clap::ValueEnum;

use crate::cli::output::complain;

/// A file that is written to, perhaps with a format of its own.
#[derive(Clone, Debug)]
pub(crate) struct Output<F> {
    format: Option<F>,
    file: PathBuf,
}

impl<F: ValueEnum> Output<F> {
    /// `FILE` or `FORMAT=FILE`.
    ///
    /// # Errors
    ///
    /// A sentence for whoever named a format that there is not.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let Some((name, file)) = text.split_once('=').filter(|(name, _)| is_word(name)) else {
            return Ok(Self { format: None, file: PathBuf::from(text) });
        };
        match F::from_str(name, false) {
            Ok(_) if file.is_empty() => Err(format!("`{text}` names no file")),
            Ok(format) => Ok(Self { format: Some(format), file: PathBuf::from(file) }),
            Err(_) => {
                let values: Vec<_> = F::value_variants().iter().filter_map(F::to_possible_value).collect();
                let near = closest(name, values.iter().map(clap::builder::PossibleValue::get_name))
                    .map(|near| format!(", did you mean `{near}`?"))
                    .unwrap_or_default();
                Err(format!("there is no format `{name}`{near}; a file of that name is written `./{text}`"))
            }
        }
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// What the endings of files say of their format.
const ENDINGS: [(&str, &str); 8] = [
    (".sarif.json", "sarif"),
    (".sarif", "sarif"),
    (".json", "json"),
    (".xml", "junit"),
    (".md", "markdown"),
    (".html", "html"),
    (".htm", "html"),
    (".csv", "csv"),
];

/// The format in which a file is written if nobody says which: that of its ending, if it is one of the command's.
pub(crate) fn by_ending<F: ValueEnum>(file: Option<&Path>) -> Option<F> {
    let name = file?.file_name()?.to_str()?.to_ascii_lowercase();
    let (_, format) = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending))?;
    F::from_str(format, false).ok()
}

/// Where everything goes.
pub(crate) struct Outputs<'a, F> {
    /// Where what `--format` says goes, if not to standard output.
    pub(crate) file: Option<&'a Path>,
    /// What is written besides.
    pub(crate) others: Vec<(F, &'a Path)>,
}

impl<'a, F: Copy + ValueEnum> Outputs<'a, F> {
    /// Of several files without a format, each has that of its ending. `None`, with a complaint, if two things would be written
    /// to one file, or it is not said which format two files have.
    pub(crate) fn of(outputs: &'a [Output<F>]) -> Option<Self> {
        let (mut files, mut others) = (Vec::new(), Vec::new());
        for output in outputs {
            let is_taken = |other: &Path| place(other) == place(&output.file);
            if files.iter().chain(others.iter().map(|(_, file)| file)).any(|other: &&Path| is_taken(other)) {
                complain(&format!("two outcomes would be written to `{}`", disk::shown(&output.file)));
                return None;
            }
            match output.format {
                Some(format) => others.push((format, output.file.as_path())),
                None => files.push(output.file.as_path()),
            }
        }
        if files.len() > 1 {
            let formats = files.iter().filter_map(|file| Some((by_ending(Some(*file))?, *file)));
            others.extend(formats);
            files.retain(|file| by_ending::<F>(Some(*file)).is_none());
        }
        if let [_, second, ..] = files.as_slice() {
            let shown = disk::shown(second);
            complain(&format!(
                "`--format` goes to one file: say which format `{shown}` is, like `--output json={shown}`"
            ));
            return None;
        }
        Some(Self { file: files.first().copied(), others })
    }
}

impl<F: Copy> Outputs<'_, F> {
    /// All files that are written to.
    pub(crate) fn files(&self) -> Vec<&Path> {
        self.file.into_iter().chain(self.others.iter().map(|(_, file)| *file)).collect()
    }
}

/// Where a file is or would be.
fn place(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let there = file.file_name().map_or_else(|| folder.to_owned(), |name| disk::real(folder).join(name));
    disk::real(&there)
}
