use crate::finding::{Finding, Severity};
use crate::model::Unknown;
use crate::project::Settings;
use crate::proof::Verdict;
use crate::tiers::Rating;

/// Everything that a check says, in source order. A function of the sources, the as-of date and the profile alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What the run goes by.
    pub project: Settings,
    /// The as-of date, in days since 1970-01-01.
    pub as_of: i64,
    /// Whether an answer depended on the as-of date.
    pub time_dependent: bool,
    /// Whether something could not be read, so that nothing is proved.
    pub is_broken: bool,
    /// How many files were read, the standard library's not counted.
    pub files: usize,
    /// How many declarations they hold.
    pub declarations: usize,
    /// What is wrong, by file and position.
    pub findings: Vec<Finding>,
    /// How many of the findings can be repaired without anybody looking.
    pub repairable: usize,
    /// The properties with what is known of them, by file and position.
    pub verdicts: Vec<Verdict>,
    /// The workflows with what was derived about them, by file and position; empty if the policy has errors.
    pub workflows: Vec<Rating>,
    /// The values that are not known and were read as their worst case, by file and position.
    pub unknowns: Vec<Unknown>,
    /// How it compares with a baseline, if it was compared with one.
    pub compared: Option<Compared>,
}

/// How an outcome compares with a baseline. What the baseline knows is marked where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What the baseline knows and is there no longer, by its name and what it says.
    pub stale: Vec<Stale>,
}

/// Something that a baseline knows and is there no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The code of a finding, the name of a property.
    pub code: String,
    /// What it said.
    pub message: String,
    /// By which it was known.
    pub fingerprint: String,
}

impl Outcome {
    /// The worst severity among the findings that no exception accepts and no baseline knows.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().filter(|finding| finding.is_open()).map(|finding| finding.severity).max()
    }

    /// Whether every property is proved, or is accepted or known as it is.
    pub fn none_open(&self) -> bool {
        !self.verdicts.iter().any(Verdict::is_open)
    }
}
