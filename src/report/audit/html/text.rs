//! Words and places on the page.

use std::cell::RefCell;

use maud::{Markup, html};

use crate::analysis::Audit;
use crate::frameworks::Assurance;
use crate::report::audit::Reported;
use crate::report::escape::escaped;
use crate::source::{File, Span, is_catalogue};

/// The page while it is written: which lines of which texts it speaks of.
pub(super) struct Linked<'a> {
    pub(super) reported: &'a Reported<'a>,
    /// The texts that are shown at the end, those of the user first.
    files: RefCell<Vec<File>>,
}

impl<'a> Linked<'a> {
    pub(super) fn new(reported: &'a Reported<'a>) -> Self {
        Self { reported, files: RefCell::new(reported.audit.sources.clone()) }
    }

    pub(super) fn audit(&self) -> &'a Audit {
        self.reported.audit
    }

    /// The texts that are shown.
    pub(super) fn files(&self) -> Vec<File> {
        self.files.borrow().clone()
    }

    /// A link to the first line of a place. A catalogue of controls is named and not shown: its text is long, and no claim.
    pub(super) fn place(&self, span: Span) -> Markup {
        let shown = format!("{}:{}", escaped(self.reported.places.below(span)), self.line(span));
        html! {
            @if self.is_shown(span.file) { a.place href={ "#" (self.anchor(span)) } { (shown) } }
            @else { span.place { (shown) } }
        }
    }

    /// A link to the first line of a place, with words of its own.
    pub(super) fn link(&self, span: Span, words: &str) -> Markup {
        html! { a href={ "#" (self.anchor(span)) } { (prose(words)) } }
    }

    fn is_shown(&self, file: File) -> bool {
        !is_catalogue(self.reported.places.db(), file)
    }

    fn line(&self, span: Span) -> u32 {
        self.reported.places.ends(span).0.line
    }

    /// The id of a line.
    fn anchor(&self, span: Span) -> String {
        let mut files = self.files.borrow_mut();
        let at = files.iter().position(|file| *file == span.file).unwrap_or_else(|| {
            files.push(span.file);
            files.len() - 1
        });
        line_id(at, self.line(span))
    }
}

/// The id of a line of the text at a position.
pub(super) fn line_id(file: usize, line: u32) -> String {
    format!("s{}-L{line}", file + 1)
}

/// A sentence: what stands in backticks in it is shown as code.
pub(super) fn prose(text: &str) -> Markup {
    let shown = escaped(text);
    let parts: Vec<&str> = shown.split('`').collect();
    html! {
        @for (at, part) in parts.iter().enumerate() {
            // A last backtick that nothing closes is one.
            @if at % 2 == 1 && at + 1 < parts.len() { code { (part) } }
            @else if at % 2 == 1 { "`" (part) }
            @else { (part) }
        }
    }
}

/// A piece of policy.
pub(super) fn code(text: &str) -> Markup {
    html! { code { (escaped(text)) } }
}

/// A status, in a colour and in words.
pub(super) fn status(status: Assurance, words: &str) -> Markup {
    html! { span class={ "status " (class(status)) } { (words) } }
}

/// The class of a status: how it is coloured.
fn class(status: Assurance) -> &'static str {
    match status {
        Assurance::Violated => "bad",
        Assurance::Unknown => "doubt",
        Assurance::Accepted => "accepted",
        Assurance::NotAssessed | Assurance::OutOfReach => "blank",
        Assurance::Declared => "said",
        Assurance::Checked | Assurance::Proved => "good",
    }
}
