//! Words of the language where they stand, with what the catalogue says about them.

use crate::source::{Db, File, Span};
use crate::syntax::ast::{Clause, Statement};
use crate::syntax::tree;
use crate::vocabulary::{self, Found, Inside, Noun, RECORD};

/// A word of the language in its place.
#[derive(Clone, Copy)]
pub(crate) struct WordAt {
    pub(crate) span: Span,
    pub(crate) meant: Meant,
}

/// What a word of the language is.
#[derive(Clone, Copy)]
pub(crate) enum Meant {
    /// It begins a declaration.
    Noun(&'static Noun),
    /// It begins a clause.
    Clause(&'static vocabulary::Clause),
    /// It stands in the sentence of a property.
    Sentence(Span),
}

/// The word at an offset.
pub(crate) fn word_at(db: &dyn Db, file: File, offset: u32) -> Option<WordAt> {
    let mut found = None;
    each(db, file, &mut |word| {
        if word.span.start <= offset && offset <= word.span.end {
            found = Some(word);
        }
    });
    found
}

/// Tells of every head and every sentence of a file, in the order of the text.
pub(crate) fn each(db: &dyn Db, file: File, tell: &mut dyn FnMut(WordAt)) {
    for item in &tree(db, file).items {
        statement(item, Inside::Declarations, tell);
    }
}

fn statement(statement: &Statement, inside: Inside, tell: &mut dyn FnMut(WordAt)) {
    let Some(found) = vocabulary::find(inside, &statement.head.text) else { return };
    let meant = match found {
        Found::Noun(noun) => Meant::Noun(noun),
        Found::Clause(clause) => Meant::Clause(clause),
    };
    tell(WordAt { span: statement.head.span, meant });
    clauses(statement.block.as_ref().map_or(&[][..], |block| &block.clauses), found.inside(), tell);
}

fn clauses(clauses: &[Clause], inside: Inside, tell: &mut dyn FnMut(WordAt)) {
    for clause in clauses {
        match clause {
            Clause::Statement(inner) => statement(inner, inside, tell),
            Clause::Sentence(sentence) => tell(WordAt { span: sentence.span, meant: Meant::Sentence(sentence.span) }),
            Clause::Permission(permission) => {
                let record = permission.block.as_ref().map_or(&[][..], |block| &block.clauses);
                self::clauses(record, Inside::Clauses(&RECORD), tell);
            }
            Clause::Logic(_) => {}
        }
    }
}
