//! A file is cut into its top-level declarations before pest sees any of it: memory stays small, an error stays in its
//! declaration, and nesting is counted before anything recurses.

use crate::syntax::scan::{Kind, Scanner, Token};
use crate::vocabulary;

/// How deep brackets may nest.
pub(crate) const DEEPEST: usize = 256;

/// A declaration, or the edition or an import, with what stands before it.
#[derive(Debug)]
pub(crate) struct Piece {
    /// The first byte: of its documentation, if it has any.
    pub(crate) start: u32,
    /// One past its last token.
    pub(crate) end: u32,
    /// Its tokens, without comments and line ends.
    pub(crate) tokens: Vec<Token>,
    /// The first bracket that is nested too deep.
    pub(crate) too_deep: Option<Token>,
}

/// The pieces of a text, in order. A piece begins where a word stands in column one: outside of brackets any word, inside
/// of brackets that were never closed the word of a noun.
pub(crate) fn cut(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut documentation: Option<u32> = None;
    let mut depth = 0_usize;
    for token in Scanner::new(text, 0, u32::MAX) {
        match token.kind {
            Kind::Comment | Kind::LineEnd => continue,
            Kind::Documentation => {
                if depth == 0 && in_column_one(text, token) {
                    documentation = documentation.or(Some(token.start));
                }
                continue;
            }
            _ => {}
        }
        if begins_piece(text, token, depth) || pieces.is_empty() {
            depth = 0;
            let start = documentation.take().unwrap_or(token.start);
            pieces.push(Piece { start, end: token.end, tokens: Vec::new(), too_deep: None });
        }
        documentation = None;
        let Some(piece) = pieces.last_mut() else { continue };
        match token.text(text) {
            "{" | "(" | "[" if token.kind == Kind::Symbol => {
                depth += 1;
                if depth > DEEPEST && piece.too_deep.is_none() {
                    piece.too_deep = Some(token);
                }
            }
            "}" | ")" | "]" if token.kind == Kind::Symbol => depth = depth.saturating_sub(1),
            _ => {}
        }
        piece.end = token.end;
        piece.tokens.push(token);
    }
    pieces
}

fn begins_piece(text: &str, token: Token, depth: usize) -> bool {
    token.kind == Kind::Word && in_column_one(text, token) && (depth == 0 || is_noun(token.text(text)))
}

/// Whether a word in column one begins a declaration whatever was left open before it.
pub(crate) fn is_noun(word: &str) -> bool {
    matches!(word, "edition" | "use") || vocabulary::noun(word).is_some_and(|noun| noun.top)
}

fn in_column_one(text: &str, token: Token) -> bool {
    let start = token.start as usize;
    start == 0 || text.as_bytes().get(start - 1) == Some(&b'\n') || text.get(..start) == Some("\u{feff}")
}
