//! What a manifest says.

use crate::finding::Severity;
use crate::source::Span;

/// A value with the place where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T> {
    /// What is said.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A manifest, without what is wrong in it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The name by which other packages know this one.
    pub name: Option<Said<String>>,
    /// The edition of the language.
    pub edition: Option<Said<i64>>,
    /// The folders and files that hold the policy, relative to the manifest; `None` for the whole folder.
    pub sources: Option<Vec<Said<String>>>,
    /// The packages it depends on, in the order of their names.
    pub dependencies: Vec<Dependency>,
    /// The tiers table that holds.
    pub tiers: Option<Said<String>>,
    /// Which day everything is judged on, if nobody says so.
    pub as_of: AsOf,
    /// What holds whatever the profile.
    pub overrides: Overrides,
    /// The profiles, in the order of their names.
    pub profiles: Vec<Profile>,
    /// What reports say about the project.
    pub report: Report,
}

/// A package that another one depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// What it is called.
    pub name: Said<String>,
    /// Its folder, relative to the manifest; `None` if that is missing or wrong.
    pub path: Option<Said<String>>,
}

/// What a profile can say otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The levels of rules.
    pub levels: Vec<Level>,
    /// The least severity that fails a run.
    pub fail_on: Option<Severity>,
    /// How much of a policy may be unknown, in percent.
    pub unknown_limit: Option<Said<u8>>,
}

/// How bad the findings of a rule are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The rule, by its code or its name.
    pub rule: Said<String>,
    /// The level.
    pub severity: Severity,
}

/// A set of settings that a run can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: Said<String>,
    /// What holds instead.
    pub overrides: Overrides,
}

/// Which day everything is judged on, if a run does not say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AsOf {
    /// Today.
    #[default]
    Today,
    /// None: a run has to say so.
    Required,
}

/// What reports say about a project.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Report {
    /// Their title.
    pub title: Option<String>,
    /// Whose policy it is.
    pub organisation: Option<String>,
}

/// The text of a severity in a manifest.
pub(crate) fn severity(word: &str) -> Option<Severity> {
    match word {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "info" => Some(Severity::Info),
        _ => None,
    }
}
