//! The formats of `check`.

use bailiwick::analysis::Outcome;
use bailiwick::finding::Severity;
use bailiwick::report::{Places, Style, Terminal, check_json, github, junit_check, markdown, sarif};

use crate::cli::output::width;

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
