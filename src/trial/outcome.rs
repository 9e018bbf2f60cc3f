//! What came of the tests, as plain data.

use crate::finding::Finding;
use crate::proof::{Verdict, Witness};
use crate::source::Span;

/// What came of a run.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TestRun {
    /// The as-of date of the run, in days since 1970-01-01.
    pub as_of: i64,
    /// The tests that ran, by module and in the order of the text.
    pub tests: Vec<TestOutcome>,
    /// How many tests there are; the others were left out by the filter.
    pub declared: usize,
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestOutcome {
    /// The module it stands in.
    pub module: String,
    /// Its name; its label where it has none.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The whole declaration.
    pub span: Span,
    /// The day on which it was asked, in days since 1970-01-01.
    pub as_of: i64,
    /// What it expects, in the order of the text.
    pub expectations: Vec<Asked>,
    /// Why it could not run at all: what is wrong with the policy as the test has it.
    pub broken: Vec<Finding>,
}

/// An expectation with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As it is written, in one line.
    pub text: String,
    /// Where it is.
    pub span: Span,
    /// What came of it.
    pub met: Met,
}

/// What came of an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    /// It is met.
    Passed,
    /// It is not met.
    Failed {
        /// What was found instead, as sentences.
        instead: Vec<String>,
        /// What is known of the sentence, if it is about one.
        verdict: Option<Box<Verdict>>,
        /// How what should not be comes about, if no verdict tells it.
        witness: Option<Box<Witness>>,
        /// The findings that should not be.
        findings: Vec<Finding>,
    },
    /// Nobody knows whether it is met.
    Undecided {
        /// Why, as fragments.
        why: Vec<String>,
        /// What is known of the sentence, if it is about one.
        verdict: Option<Box<Verdict>>,
    },
}

impl Met {
    /// Nobody knows, for this reason.
    pub(crate) fn undecided(why: impl Into<String>) -> Self {
        Self::Undecided { why: vec![why.into()], verdict: None }
    }
}

impl TestRun {
    /// Whether something was asked, and everything that was asked is met.
    pub fn passed(&self) -> bool {
        !self.ran_nothing() && self.tests.iter().all(TestOutcome::passed)
    }

    /// Whether nothing was asked at all.
    pub fn ran_nothing(&self) -> bool {
        self.tests.iter().all(|test| test.expectations.is_empty() && test.broken.is_empty())
    }
}

impl TestOutcome {
    /// Whether it expects something, and everything that it expects is met.
    pub fn passed(&self) -> bool {
        self.broken.is_empty()
            && !self.expectations.is_empty()
            && self.expectations.iter().all(|asked| asked.met == Met::Passed)
    }
}
