//! Layer 3: text to tree. Never fails, knows no names.

mod align;
mod arguments;
pub mod ast;
mod brackets;
mod broken;
mod captures;
mod cells;
mod complaint;
mod cut;
mod errors;
mod expected;
mod flow;
mod format;
mod grammar;
mod literal;
mod lower;
mod lower_sentence;
mod mixed;
mod parser;
mod piecemeal;
mod recover;
mod repair;
mod scan;
mod shape;
mod unreadable;

pub(crate) use captures::{Capture, captures};
pub(crate) use complaint::RESERVED;
pub use errors::DESCRIPTORS;
pub(crate) use errors::LOCAL;
pub(crate) use expected::words_after;
pub use format::{NotFormatted, format};
pub use parser::{Parsed, is_grammatical, parse, parsed, tree};
pub(crate) use recover::CONTINUATIONS;
pub(crate) use repair::{removed, with_clause};
pub(crate) use scan::{Kind, Scanner, Token};

/// The words of a stretch of a text; of several that are joined by dots, the first.
pub(crate) fn words_of(text: &str, start: u32, end: u32) -> Vec<&str> {
    let words = Scanner::new(text, start, end).filter(|token| token.kind == Kind::Word);
    words.filter_map(|token| token.text(text).split('.').next()).collect()
}

/// A stretch of a text in one line, without its comments.
pub(crate) fn one_line(text: &str, start: u32, end: u32) -> String {
    let (mut line, mut last) = (String::new(), start);
    for token in said(text, start, end) {
        if token.start > last && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&token.text(text).split_whitespace().collect::<Vec<_>>().join(" "));
        last = token.end;
    }
    line
}

/// The tokens of a stretch that say something, however they are laid out.
pub(crate) fn said(text: &str, start: u32, end: u32) -> impl Iterator<Item = Token> {
    let is_layout = |kind| matches!(kind, Kind::Comment | Kind::Documentation | Kind::LineEnd);
    Scanner::new(text, start, end).filter(move |token| !is_layout(token.kind))
}

/// Whether something can be declared under a name: it is written like one, and the word means nothing else.
pub fn is_free_name(name: &str) -> bool {
    scan::is_name(name) && !RESERVED.contains(&name)
}
