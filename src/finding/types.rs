use crate::finding::{Descriptor, Severity};
use crate::source::Span;

/// One thing the user is told: what is wrong, where, why, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The kind of finding.
    pub about: &'static Descriptor,
    /// The severity of this one.
    pub severity: Severity,
    /// One lower-case fragment without a full stop, with the user's names in backticks; readable alone.
    pub message: String,
    /// Where it is.
    pub span: Span,
    /// The local fact, shown at the span.
    pub here: Option<String>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// Why it matters or how it came about, one sentence each.
    pub notes: Vec<String>,
    /// What to type instead, as an imperative.
    pub help: Option<String>,
    /// An edit that repairs it.
    pub fix: Option<Fix>,
    /// Whether it is found only because something is not said or not known, which counts as the worst.
    pub is_unknown: bool,
    /// The exception by which it is accepted for a while. It is still there, and fails nothing.
    pub accepted: Option<Accepted>,
    /// Whether a baseline knows it. It is still there, and fails nothing.
    pub known: bool,
}

/// That something is accepted for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The exception.
    pub exception: String,
    /// Where the exception is declared.
    pub span: Span,
    /// The last day, in days since 1970-01-01.
    pub until: i64,
    /// Why.
    pub because: String,
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// A repair that a tool may apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the repair does, as an imperative.
    pub title: String,
    /// The edits, none overlapping another.
    pub edits: Vec<Edit>,
    /// Whether it may be applied without anybody looking.
    pub applicability: Applicability,
}

/// Whether a repair may be applied without anybody looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// The text says afterwards what was meant, or what is true anyway: it permits nothing more, and claims no control
    /// that was not written.
    Safe,
    /// It is likely what was meant.
    Guess,
}

impl Applicability {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Guess => "guess",
        }
    }
}

/// Replace the text of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Finding {
    /// A finding of a kind at its default severity.
    pub fn new(about: &'static Descriptor, span: Span, message: impl Into<String>) -> Self {
        Self {
            about,
            severity: about.severity,
            message: message.into(),
            span,
            here: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            is_unknown: false,
            accepted: None,
            known: false,
        }
    }

    /// Whether no exception accepts it and no baseline knows it.
    pub fn is_open(&self) -> bool {
        self.accepted.is_none() && !self.known
    }

    /// Says what stands at the span itself.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.here = Some(text.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a sentence of why.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to type instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Offers an edit that replaces `span` by `text`: a guess.
    #[must_use]
    pub fn replace(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        let edit = Edit { span, text: text.into() };
        self.fix = Some(Fix { title: title.into(), edits: vec![edit], applicability: Applicability::Guess });
        self
    }

    /// Says that what is offered is safe.
    #[must_use]
    pub fn safely(mut self) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.applicability = Applicability::Safe;
        }
        self
    }
}
