//! What a clause says, by the names that the catalogue of clauses gives its parts.

use crate::source::Span;
use crate::syntax::ast::{Argument, Clause, Path, Statement};
use crate::syntax::{Capture, captures};
use crate::vocabulary::{self, Found, Inside};

/// A clause of a declaration, read by the catalogue.
pub(crate) struct Said<'s> {
    statement: &'s Statement,
    parts: Vec<Capture<'s>>,
}

/// The clauses of one head in a declaration, in the order of the text.
pub(crate) fn said<'s>(declaration: &'s Statement, head: &str) -> Vec<Said<'s>> {
    let Some(noun) = vocabulary::noun(&declaration.head.text) else { return Vec::new() };
    let Some(Found::Clause(about)) = vocabulary::find(Inside::Noun(noun), head) else { return Vec::new() };
    let clauses = declaration.block.iter().flat_map(|block| &block.clauses);
    let of_head = clauses.filter_map(|clause| match clause {
        Clause::Statement(inner) if inner.head.text == head => Some(inner),
        _ => None,
    });
    of_head.map(|statement| Said { statement, parts: captures(statement, about.form) }).collect()
}

/// What the header of a declaration says.
pub(crate) fn header(declaration: &Statement) -> Said<'_> {
    let parts = vocabulary::noun(&declaration.head.text).map(|noun| captures(declaration, noun.header));
    Said { statement: declaration, parts: parts.unwrap_or_default() }
}

impl<'s> Said<'s> {
    /// Where the clause stands.
    pub(crate) fn span(&self) -> Span {
        self.statement.span
    }

    /// The arguments of a part; what the clause says by itself has no name.
    fn arguments(&self, part: Option<&str>) -> impl Iterator<Item = &'s Argument> {
        let named = self.parts.iter().filter(move |capture| capture.name == part);
        named.flat_map(|capture| capture.arguments)
    }

    /// The texts of a part, each with its place.
    pub(crate) fn texts(&self, part: &str) -> Vec<(String, Span)> {
        self.arguments(Some(part)).flat_map(texts).collect()
    }

    /// The first text of a part.
    pub(crate) fn text(&self, part: &str) -> Option<String> {
        self.texts(part).into_iter().next().map(|(text, _)| text)
    }

    /// The texts that the clause says by itself.
    pub(crate) fn own_texts(&self) -> Vec<String> {
        self.arguments(None).flat_map(texts).map(|(text, _)| text).collect()
    }

    /// The word that the clause says by itself.
    pub(crate) fn own_word(&self) -> Option<String> {
        self.arguments(None).find_map(word)
    }

    /// The day that the clause says by itself, in days since 1970-01-01.
    pub(crate) fn own_date(&self) -> Option<i64> {
        self.arguments(None).find_map(|argument| match argument {
            Argument::Date(day) => Some(day.value),
            _ => None,
        })
    }

    /// The word of a part.
    pub(crate) fn word(&self, part: &str) -> Option<String> {
        self.arguments(Some(part)).find_map(word)
    }

    /// The names of a part.
    pub(crate) fn paths(&self, part: &str) -> Vec<&'s Path> {
        self.arguments(Some(part)).flat_map(Argument::paths).collect()
    }
}

fn word(argument: &Argument) -> Option<String> {
    match argument {
        Argument::Path(path) => Some(path.text()),
        _ => None,
    }
}

fn texts(argument: &Argument) -> Vec<(String, Span)> {
    match argument {
        Argument::Text(text) => vec![(text.value.clone(), text.span)],
        Argument::List(items, _) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
