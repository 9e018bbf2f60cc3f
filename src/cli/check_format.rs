//! The formats of `check`, and what is written where.

use std::path::{Path, PathBuf};

use bailiwick::analysis::Outcome;
use bailiwick::finding::{Severity, closest};
use bailiwick::report::{Places, Style, Terminal, check_json, github, junit_check, markdown, sarif};
use bailiwick::source::disk;
use clap::ValueEnum as _;

use crate::cli::output::{complain, width};

/// How the outcome of a check is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Terminal,
    /// For programs
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For servers of continuous integration
    Junit,
    /// Annotations of a workflow of GitHub
    Github,
    /// For a comment on a pull request, or the summary of a run
    Markdown,
}

impl CheckFormat {
    /// An outcome in this format; what is less grave than `fails` fails nothing.
    pub(crate) fn text(self, outcome: &Outcome, fails: Severity, places: Places<'_>, style: Style) -> String {
        match self {
            Self::Terminal => Terminal::new(places, style, width()).check(outcome),
            Self::Json => check_json(outcome, &places),
            Self::Sarif => sarif(outcome, &places),
            Self::Junit => junit_check(outcome, fails, &places),
            Self::Github => github(outcome, &places),
            Self::Markdown => markdown(outcome, &places),
        }
    }
}

/// A file that is written to, perhaps with a format of its own.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    format: Option<CheckFormat>,
    file: PathBuf,
}

impl Output {
    /// `FILE` or `FORMAT=FILE`.
    ///
    /// # Errors
    ///
    /// A sentence for whoever named a format that there is not.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let Some((name, file)) = text.split_once('=').filter(|(name, _)| is_word(name)) else {
            return Ok(Self { format: None, file: PathBuf::from(text) });
        };
        match CheckFormat::from_str(name, false) {
            Ok(_) if file.is_empty() => Err(format!("`{text}` names no file")),
            Ok(format) => Ok(Self { format: Some(format), file: PathBuf::from(file) }),
            Err(_) => {
                let names = ["terminal", "json", "sarif", "junit", "github", "markdown"];
                let near = closest(name, names).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
                Err(format!("there is no format `{name}`{near}; a file of that name is written `./{text}`"))
            }
        }
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Where everything goes.
pub(crate) struct Outputs<'a> {
    /// Where what `--format` says goes, if not to standard output.
    pub(crate) file: Option<&'a Path>,
    /// What is written besides.
    pub(crate) others: Vec<(CheckFormat, &'a Path)>,
}

impl<'a> Outputs<'a> {
    /// `None`, with a complaint, if two things would be written to one file.
    pub(crate) fn of(outputs: &'a [Output]) -> Option<Self> {
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

/// Where a file is or would be.
fn place(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let there = file.file_name().map_or_else(|| folder.to_owned(), |name| disk::real(folder).join(name));
    disk::real(&there)
}
