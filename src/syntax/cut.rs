//! A file is cut into its top-level declarations before pest sees any of it: memory stays small, an error stays in its
//! declaration, and nesting is counted before anything recurses.

use crate::syntax::scan::{Bad, Kind, Scanner, Token};
use crate::vocabulary;

/// How deep brackets may nest.
pub(crate) const DEEPEST: usize = 256;

/// A declaration, or the edition or an import, with what stands before it.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    /// Its tokens: its documentation, then everything but comments and line ends. At least one.
    pub(crate) tokens: Vec<Token>,
    /// The first bracket that is nested too deep.
    pub(crate) too_deep: Option<Token>,
}

impl Piece {
    /// Where its first token begins.
    pub(crate) fn start(&self) -> u32 {
        self.tokens.first().map_or(0, |token| token.start)
    }

    /// Where its last token ends.
    pub(crate) fn end(&self) -> u32 {
        self.tokens.last().map_or(0, |token| token.end)
    }
}

/// The pieces of a text, in order. A piece begins where a word stands in column one: outside of brackets any word, inside
/// of brackets the word of a noun. Documentation belongs to what follows it.
pub(crate) fn cut(text: &str) -> impl Iterator<Item = Piece> {
    let mut cutter = Cutter { text, piece: Piece::default(), documentation: Vec::new(), depth: 0 };
    let mut scanner = Scanner::new(text, 0, u32::MAX);
    let mut last = Vec::new();
    std::iter::from_fn(move || {
        for token in scanner.by_ref() {
            if let Some(piece) = cutter.add(token) {
                return Some(piece);
            }
        }
        let Cutter { piece, documentation, .. } = &mut cutter;
        last.push(Piece { tokens: std::mem::take(documentation), too_deep: None });
        last.push(std::mem::take(piece));
        last.retain(|piece: &Piece| !piece.tokens.is_empty());
        last.pop()
    })
}

/// A text that is being cut.
struct Cutter<'text> {
    text: &'text str,
    piece: Piece,
    /// Documentation of which it is not known yet what it belongs to.
    documentation: Vec<Token>,
    depth: usize,
}

impl Cutter<'_> {
    /// Takes the next token; the piece before it if a new one begins with it.
    fn add(&mut self, token: Token) -> Option<Piece> {
        match token.kind {
            Kind::Comment if token.flaw.is_none() => return None,
            Kind::LineEnd => return None,
            Kind::Documentation => {
                self.documentation.push(token);
                return None;
            }
            _ => {}
        }
        let mut finished = None;
        if self.begins_piece(token) {
            self.depth = 0;
            finished = Some(std::mem::take(&mut self.piece)).filter(|piece| !piece.tokens.is_empty());
        }
        self.piece.tokens.append(&mut self.documentation);
        self.piece.tokens.push(token);
        if token.kind == Kind::Symbol {
            self.count(token);
        }
        finished
    }

    fn count(&mut self, token: Token) {
        match token.text(self.text) {
            "{" | "(" | "[" => {
                self.depth += 1;
                if self.depth > DEEPEST && self.piece.too_deep.is_none() {
                    self.piece.too_deep = Some(token);
                }
            }
            "}" | ")" | "]" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn begins_piece(&self, token: Token) -> bool {
        let is_word = matches!(token.kind, Kind::Word | Kind::Bad(Bad::Name));
        is_word && in_column_one(self.text, token) && (self.depth == 0 || is_noun(token.text(self.text)))
    }
}

/// Whether a word in column one begins a declaration whatever was left open before it.
fn is_noun(word: &str) -> bool {
    matches!(word, "edition" | "use") || vocabulary::noun(word).is_some_and(|noun| noun.top)
}

/// Whether a token is the first thing on its line, blanks included.
pub(crate) fn in_column_one(text: &str, token: Token) -> bool {
    let start = token.start as usize;
    start == 0 || text.as_bytes().get(start - 1) == Some(&b'\n') || text.get(..start) == Some("\u{feff}")
}
