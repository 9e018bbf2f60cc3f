//! A line above each property: what is known of it.

use crate::ide::shown::{Known, Shown, ShownProperty};
use crate::proof::{Status, Verdict};
use crate::source::{Db, File, Span};
use crate::syntax::ast::{Clause, Statement};
use crate::syntax::tree;

/// What stands above a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The declaration's first word.
    pub span: Span,
    /// What is said.
    pub title: String,
    /// The steps by which it comes about, or by which it is done: the places to be shown on request.
    pub path: Vec<Span>,
}

/// What stands above the properties of a file.
pub fn lenses(db: &dyn Db, shown: &Shown, file: File) -> Vec<Lens> {
    let of_file = shown.properties.iter().filter(|property| property.span.file == file);
    of_file.map(|property| lens(db, property, shown.is_broken)).collect()
}

fn lens(db: &dyn Db, property: &ShownProperty, is_broken: bool) -> Lens {
    let span = declaration(&tree(db, property.span.file).items, property.span).unwrap_or(property.span);
    let title = match &property.known {
        Known::Pending(None) => "pending".to_owned(),
        Known::Pending(Some(before)) => format!("pending (was {})", before.word()),
        Known::Verdict(_) if is_broken => "unknown: the policy has errors".to_owned(),
        Known::Verdict(verdict) => title(verdict),
    };
    Lens { span, title, path: path(db, &property.known) }
}

/// A verdict in a few words.
pub(crate) fn title(verdict: &Verdict) -> String {
    let word = verdict.status.word();
    let more = match verdict.status {
        _ if verdict.accepted.is_some() => "accepted for a while".to_owned(),
        Status::Proved | Status::Unknown => verdict.remarks.first().cloned().unwrap_or_default(),
        Status::Refuted => match verdict.cuts.first().map(|cut| cut.changes.len()) {
            None => String::new(),
            Some(1) => "one edit would make it hold".to_owned(),
            Some(many) => format!("{many} edits would make it hold"),
        },
    };
    if more.is_empty() { word.to_owned() } else { format!("{word}: {more}") }
}

/// Where a story leads, each place once, in order.
fn path(db: &dyn Db, known: &Known) -> Vec<Span> {
    let Known::Verdict(verdict) = known else { return Vec::new() };
    let chapters = verdict.witness.iter().flat_map(crate::proof::story);
    let mut spans: Vec<Span> = Vec::new();
    for place in chapters.flat_map(|chapter| chapter.places) {
        let span = first_line(db, place.span);
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans
}

/// The first line of a place: who is shown a whole block finds nothing in it.
fn first_line(db: &dyn Db, span: Span) -> Span {
    let text = span.file.text(db).get(span.start as usize..span.end as usize).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default().trim_end_matches(['{', ' ', '\t']);
    Span { end: span.start + u32::try_from(line.len()).unwrap_or_default(), ..span }
}

/// The head of the declaration around a place.
fn declaration(items: &[Statement], place: Span) -> Option<Span> {
    let around = items.iter().find(|item| item.span.covers(place))?;
    let inner = around.block.iter().flat_map(|block| &block.clauses).find_map(|clause| match clause {
        Clause::Statement(inner) => declaration(std::slice::from_ref(inner), place),
        _ => None,
    });
    inner.or(Some(around.head.span))
}
