//! Where the cursor is: in which block, on which clause, behind what.

use crate::syntax::{CONTINUATIONS, Kind, Scanner, Token};
use crate::vocabulary::{self, Found, Inside};

/// A place in a text that may be broken.
pub(crate) struct Context<'t> {
    pub(crate) text: &'t str,
    /// The word at the cursor, as its first byte and the one behind it; empty if there is none.
    pub(crate) word: (u32, u32),
    /// The tokens of the clause before that word.
    pub(crate) tokens: Vec<Token>,
    /// What the braces around the clause hold.
    pub(crate) inside: Inside,
    /// What stands before each of the braces around it, the outermost first: a noun or head, and a name.
    pub(crate) around: Vec<(&'t str, &'t str)>,
    /// The first words of the clauses before it in the same block.
    pub(crate) before: Vec<&'t str>,
    /// Whether it is in no block at all.
    pub(crate) is_outermost: bool,
    /// Whether it is a clause, and no declaration.
    pub(crate) is_clause: bool,
}

/// A block that is open.
struct Open<'t> {
    inside: Inside,
    header: (&'t str, &'t str),
    heads: Vec<&'t str>,
}

/// Through the tokens before the cursor.
struct Reading<'t> {
    text: &'t str,
    open: Vec<Open<'t>>,
    clause: Vec<Token>,
    /// How many brackets and parentheses are open in the clause.
    depth: usize,
    /// The first words of the clauses outside of all blocks.
    heads: Vec<&'t str>,
}

impl<'t> Context<'t> {
    /// The place of an offset; nothing inside of comments and texts.
    pub(crate) fn at(text: &'t str, offset: u32) -> Option<Self> {
        let mut reading = Reading { text, open: Vec::new(), clause: Vec::new(), depth: 0, heads: Vec::new() };
        let mut word = (offset, offset);
        for token in Scanner::new(text, 0, u32::MAX) {
            let is_comment = matches!(token.kind, Kind::Comment | Kind::Documentation);
            let is_within = token.start < offset && (offset < token.end || is_comment && offset == token.end);
            if is_within && (is_comment || token.kind == Kind::Text) {
                return None;
            }
            if token.end == offset
                && let Some(start) = reading.before_dot(token)
            {
                word = (start, token.end);
                break;
            }
            let is_word = matches!(token.kind, Kind::Word | Kind::Literal | Kind::Bad(_));
            if token.start <= offset && offset <= token.end && is_word && token.start < token.end {
                // What stands right behind the cursor belongs to it only if something stands before the cursor.
                if token.start < offset {
                    word = (token.start, token.end);
                    break;
                }
            }
            if token.start >= offset {
                break;
            }
            reading.add(token);
        }
        if reading.is_in_column_one(word.0) && reading.begins_anew(word) {
            reading.open.clear();
            reading.end_clause();
        }
        Some(reading.context(word))
    }

    /// The first word of the clause.
    pub(crate) fn first(&self) -> &'t str {
        self.tokens.first().map_or("", |token| token.text(self.text))
    }

    /// The text of a token of the clause.
    pub(crate) fn token(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// What the clause says so far.
    pub(crate) fn beginning(&self) -> &'t str {
        let start = self.tokens.first().map_or(self.word.0, |token| token.start);
        self.text.get(start as usize..self.word.0 as usize).unwrap_or_default()
    }

    /// The module of an import whose brackets are open.
    pub(crate) fn imported(&self) -> Option<&'t str> {
        let many = |symbol| self.tokens.iter().skip(2).filter(|token| token.is(self.text, symbol)).count();
        (many("[") > many("]")).then(|| self.token(1))
    }
}

impl<'t> Reading<'t> {
    /// Where the word begins that a dot stands behind: the dot belongs to it, although nothing stands behind the dot yet.
    fn before_dot(&mut self, token: Token) -> Option<u32> {
        let is_dot = token.text(self.text) == ".";
        let before = self.clause.last().filter(|last| is_dot && last.kind == Kind::Word && last.end == token.start);
        let start = before.map(|last| last.start)?;
        self.clause.pop();
        Some(start)
    }

    fn add(&mut self, token: Token) {
        match token.kind {
            Kind::Comment | Kind::Documentation => {}
            Kind::LineEnd => {
                if self.depth == 0 {
                    // It ends the clause unless the next word continues it.
                    self.clause.push(token);
                }
            }
            _ => self.code(token),
        }
    }

    fn code(&mut self, token: Token) {
        let word = token.text(self.text);
        if self.is_in_column_one(token.start) && (self.open.is_empty() || is_noun(word)) && self.depth == 0
            || self.is_in_column_one(token.start) && is_noun(word)
        {
            self.open.clear();
            self.end_clause();
        } else if self.clause.last().is_some_and(|last| last.kind == Kind::LineEnd) {
            if CONTINUATIONS.contains(&word) || word == "{" {
                self.clause.retain(|token| token.kind != Kind::LineEnd);
            } else {
                self.end_clause();
            }
        }
        match word {
            "{" => {
                let header = (self.word(0), self.word(1));
                let inside = self.inside_of_clause();
                self.end_clause();
                self.open.push(Open { inside, header, heads: Vec::new() });
            }
            "}" => {
                self.end_clause();
                self.open.pop();
            }
            "[" | "(" => {
                self.depth += 1;
                self.clause.push(token);
            }
            "]" | ")" => {
                self.depth = self.depth.saturating_sub(1);
                self.clause.push(token);
            }
            _ => self.clause.push(token),
        }
    }

    fn word(&self, at: usize) -> &'t str {
        let mut words = self.clause.iter().filter(|token| token.kind != Kind::LineEnd);
        words.nth(at).map_or("", |token| token.text(self.text))
    }

    fn end_clause(&mut self) {
        let head = self.word(0);
        if !head.is_empty() {
            match self.open.last_mut() {
                Some(open) => open.heads.push(head),
                None => self.heads.push(head),
            }
        }
        self.clause.clear();
        self.depth = 0;
    }

    fn inside(&self) -> Inside {
        self.open.last().map_or(Inside::Declarations, |open| open.inside)
    }

    /// What the braces behind the clause hold.
    fn inside_of_clause(&self) -> Inside {
        match self.word(0) {
            "may" | "must" => Inside::Clauses(&vocabulary::RECORD),
            head => vocabulary::find(self.inside(), head).map_or(Inside::Nothing, Found::inside),
        }
    }

    fn is_in_column_one(&self, at: u32) -> bool {
        at == 0 || self.text.as_bytes().get(at as usize - 1) == Some(&b'\n')
    }

    /// Whether a word in column one begins a declaration, or is about to.
    fn begins_anew(&self, (start, end): (u32, u32)) -> bool {
        let word = self.text.get(start as usize..end as usize).unwrap_or_default();
        self.depth == 0 && (!word.is_empty() || self.open.is_empty())
    }

    fn context(mut self, word: (u32, u32)) -> Context<'t> {
        let written = self.text.get(word.0 as usize..word.1 as usize).unwrap_or_default();
        let continues = CONTINUATIONS.iter().any(|known| !written.is_empty() && known.starts_with(written));
        if self.clause.last().is_some_and(|last| last.kind == Kind::LineEnd) {
            if continues && self.is_continued(written) {
                self.clause.retain(|token| token.kind != Kind::LineEnd);
            } else {
                self.end_clause();
            }
        }
        let inside = self.inside();
        let head = self.word(0);
        let is_clause = !matches!(vocabulary::find(inside, head), Some(Found::Noun(_)));
        Context {
            text: self.text,
            word,
            inside,
            around: self.open.iter().map(|open| open.header).collect(),
            before: self.open.last().map_or_else(|| self.heads.clone(), |open| open.heads.clone()),
            is_outermost: self.open.is_empty(),
            is_clause,
            tokens: self.clause,
        }
    }

    /// Whether a whole word continues the clause before it, and no clause of this block begins with it.
    fn is_continued(&self, word: &str) -> bool {
        CONTINUATIONS.contains(&word) && !vocabulary::heads(self.inside()).contains(&word)
    }
}

fn is_noun(word: &str) -> bool {
    matches!(word, "edition" | "use") || vocabulary::noun(word).is_some_and(|noun| noun.top)
}
