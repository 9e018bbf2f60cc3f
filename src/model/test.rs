//! What the tests of a policy expect, their names known. Nothing is asked here yet.

use crate::logic::Guard;
use crate::model::{GateId, Permission, PrincipalId, Property, Removed};
use crate::names::Place;
use crate::source::Span;
use crate::syntax::ast::Condition;

/// A test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Its name; its label where it has none.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The whole declaration.
    pub span: Span,
    /// The `with` clauses. While there are any, nothing else of the test is read: names in it may be those of what is added.
    pub adds: Vec<Added>,
    /// What is taken away.
    pub without: Removed,
    /// The day on which it is asked, in days since 1970-01-01; the run's if there is none.
    pub as_of: Option<i64>,
    /// What it expects, in the order of the text.
    pub expectations: Vec<Expectation>,
}

/// Declarations that are added for the time of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The whole clause.
    pub clause: Span,
    /// The declarations in it.
    pub declarations: Vec<Span>,
}

/// One thing that a test expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// As it is written, in one line.
    pub text: String,
    /// Where it is.
    pub span: Span,
    /// What is expected.
    pub what: Expected,
}

/// The kinds of expectations. What a test gives is part of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A sentence holds.
    Sentence(Property),
    /// Something can be brought about by any means: the property is a `possible`.
    Fact(Property),
    /// A property of the policy has this status.
    Verdict {
        /// Its full name.
        property: String,
        /// `proved`, `refuted` or `unknown`.
        status: String,
        /// The situation in which it is asked.
        situation: Given,
    },
    /// Somebody has an authority, or does not have it where `true`.
    Authority(bool, Authority),
    /// There is a finding, or none where `true`.
    Finding(bool, FindingWanted),
    /// A condition over attributes, with where its names are looked up.
    Condition(Place, Condition),
    /// What is wrong with it is reported.
    Wrong,
}

/// The situation that a test describes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Given {
    /// What holds of the attributes.
    pub when: Option<Guard>,
    /// The gates that have approved.
    pub approved: Vec<GateId>,
    /// The gates that have not.
    pub absent: Vec<GateId>,
    /// Why nothing can be asked in it, as a whole sentence.
    pub unanswered: Option<String>,
}

/// An authority that is asked for, as it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Who.
    pub subjects: Vec<PrincipalId>,
    /// What.
    pub permissions: Vec<Permission>,
    /// In which situation; an approval that is not given is absent.
    pub situation: Given,
    /// Whether what is written selects nobody or nothing.
    pub vacuous: bool,
}

/// Which finding is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingWanted {
    /// The rule, by its name or code.
    pub rule: String,
    /// Where that stands.
    pub span: Span,
    /// The declarations on one of which it is; anywhere if there are none.
    pub on: Vec<FoundOn>,
}

/// A declaration that a finding can be on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOn {
    /// Its name.
    pub name: String,
    /// The declaration.
    pub span: Span,
    /// The declarations in it: a finding on one of them is none on this one.
    pub inner: Vec<Span>,
}

impl FoundOn {
    /// Whether something at a place is on this declaration.
    pub fn covers(&self, span: Span) -> bool {
        self.span.covers(span) && !self.inner.iter().any(|inner| inner.covers(span))
    }
}

impl Given {
    /// Makes the situation one in which a property is asked.
    pub fn bind(&self, property: &mut Property) {
        let bounds = &mut property.bounds;
        if let Some(when) = &self.when {
            bounds.when = Some(bounds.when.take().map_or_else(|| when.clone(), |known| known.and(when)));
        }
        bounds.absent.extend(&self.absent);
        property.unanswered = property.unanswered.take().or_else(|| self.unanswered.clone());
    }
}
