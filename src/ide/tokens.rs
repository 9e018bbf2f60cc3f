//! What each word of a text is, for editors that colour it by that.

use std::collections::BTreeMap;

use crate::ide::mentions::{Mention, Target, mentions_in};
use crate::ide::words::{Meant, each};
use crate::names::{Sort, names};
use crate::source::{Db, File, Project, Span, is_library};
use crate::syntax::{CONTINUATIONS, Kind, Scanner, Token};

/// A stretch of a text that is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coloured {
    /// The stretch; it may go over several lines.
    pub span: Span,
    /// What it is.
    pub kind: Colour,
    /// Whether it is a name where it is declared.
    pub is_declaration: bool,
    /// Whether it is a name of the standard library.
    pub is_library: bool,
}

/// What a stretch of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// A comment.
    Comment,
    /// A text in quotes.
    Text,
    /// A number, date or length of time.
    Number,
    /// A word of the language.
    Keyword,
    /// A word that is one of several values.
    Value,
    /// An attribute of something.
    Attribute,
    /// A module.
    Module,
    /// A name.
    Name(Sort),
}

/// Words of sentences and conditions, besides those that are never names.
const WORDS: [&str; 38] = [
    "and",
    "any",
    "every",
    "in",
    "is",
    "may",
    "must",
    "never",
    "not",
    "no",
    "on",
    "or",
    "some",
    "where",
    "always",
    "possible",
    "causes",
    "reaches",
    "extracts",
    "obtains",
    "influences",
    "starts",
    "call",
    "spawn",
    "hold",
    "of",
    "another",
    "secret",
    "needs",
    "use",
    "edition",
    "by",
    "to",
    "mentions",
    "for",
    "require",
    "given",
    "expect",
];

/// The colours of a file, in the order of the text.
pub fn tokens(db: &dyn Db, project: Project, file: File) -> Vec<Coloured> {
    let text = file.text(db);
    let mut heads: BTreeMap<u32, u32> = BTreeMap::new();
    each(db, file, &mut |word| {
        if !matches!(word.meant, Meant::Sentence(_)) {
            heads.insert(word.span.start, word.span.end);
        }
    });
    let mentions = mentions_in(db, project, file);
    let mut found = Vec::new();
    for token in Scanner::new(text, 0, u32::MAX) {
        let span = Span { file, start: token.start, end: token.end };
        let plain = |kind| Coloured { span, kind, is_declaration: false, is_library: false };
        match token.kind {
            Kind::Comment | Kind::Documentation => found.push(plain(Colour::Comment)),
            Kind::Text => found.push(plain(Colour::Text)),
            Kind::Literal => found.push(plain(Colour::Number)),
            Kind::Word if heads.contains_key(&token.start) => found.push(plain(Colour::Keyword)),
            Kind::Word => {
                let from = mentions.partition_point(|one| one.span.start < token.start);
                let own = mentions.get(from..).unwrap_or_default().iter();
                let own: Vec<&Mention> = own.take_while(|one| one.span.end <= token.end).collect();
                word(db, project, &Word { file, token, text: token.text(text) }, &own, &mut found);
            }
            Kind::Symbol | Kind::LineEnd | Kind::Bad(_) => {}
        }
    }
    found
}

struct Word<'t> {
    file: File,
    token: Token,
    text: &'t str,
}

/// A word, or several joined by dots, with the names in it.
fn word(db: &dyn Db, project: Project, word: &Word<'_>, mentions: &[&Mention], found: &mut Vec<Coloured>) {
    let names = names(db, project);
    let plain = |start, end, kind| {
        let span = Span { file: word.file, start, end };
        Coloured { span, kind, is_declaration: false, is_library: false }
    };
    if mentions.is_empty() {
        let is_word = WORDS.contains(&word.text) || CONTINUATIONS.contains(&word.text);
        let kind = match word.text.contains('.') {
            _ if is_word => Colour::Keyword,
            true => Colour::Attribute,
            false => Colour::Value,
        };
        return found.push(plain(word.token.start, word.token.end, kind));
    }
    let mut at = word.token.start;
    for mention in mentions.iter().filter(|mention| mention.span.start >= word.token.start) {
        if mention.span.start < at {
            continue;
        }
        let (kind, declared_in) = match mention.target {
            Target::Definition(id) => (Colour::Name(names.definition(id).sort), names.definition(id).span.file),
            Target::Module(id) => (Colour::Module, names.module(id).file),
        };
        let is_library = is_library(db, declared_in);
        found.push(Coloured { span: mention.span, kind, is_declaration: mention.is_declaration, is_library });
        at = mention.span.end;
    }
    // What is asked of a name: `.owner`.
    if at + 1 < word.token.end {
        found.push(plain(at + 1, word.token.end, Colour::Attribute));
    }
}
