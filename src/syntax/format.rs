//! The formatter: the tokens of a file put in order. It moves white space, and commas before closing brackets, and nothing
//! else, so that comments stay where they are and the meaning can not change.

use crate::source::File;
use crate::syntax::align::{Line, align};
use crate::syntax::cells::cells;
use crate::syntax::flow::{Flow, WIDTH, joined};
use crate::syntax::parser::parse;
use crate::syntax::recover::CONTINUATIONS;
use crate::syntax::scan::{Kind, Scanner, Token};

/// Why a text was not formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFormatted {
    /// What is wrong with it first, as a fragment.
    pub why: String,
    /// The byte where it is.
    pub at: u32,
}

impl std::fmt::Display for NotFormatted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)
    }
}

/// A text in order: two blanks for each level, at most one empty line in a row, the arguments of neighbouring clauses
/// below each other, lines of at most 120 characters where the words allow it. Formatting twice changes nothing more.
///
/// # Errors
///
/// A text that can not be read is left alone.
pub fn format(file: File, text: &str) -> Result<String, NotFormatted> {
    let parsed = parse(file, text);
    if let Some(finding) = parsed.findings.first() {
        return Err(NotFormatted { why: finding.message.clone(), at: finding.span.start });
    }
    let tokens: Vec<Token> = Scanner::new(text, 0, u32::MAX).collect();
    let mut formatter = Formatter { text, tokens: &tokens, at: 0, depth: 0, is_apart: false, lines: Vec::new() };
    formatter.run();
    let mut lines = formatter.lines;
    align(&mut lines);
    let mut formatted = String::with_capacity(text.len());
    for line in &lines {
        line.write(&mut formatted);
    }
    Ok(formatted)
}

struct Formatter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The next token.
    at: usize,
    /// How many blocks are open.
    depth: usize,
    /// Whether an empty line stands before what comes next.
    is_apart: bool,
    lines: Vec<Line>,
}

impl Formatter<'_> {
    fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    fn is(&self, at: usize, symbol: &str) -> bool {
        self.token(at).is_some_and(|token| token.is(self.text, symbol))
    }

    fn is_kind(&self, at: usize, kinds: &[Kind]) -> bool {
        self.token(at).is_some_and(|token| kinds.contains(&token.kind))
    }

    fn run(&mut self) {
        while let Some(token) = self.token(self.at) {
            match token.kind {
                Kind::LineEnd => {
                    let is_empty = self.at == 0 || self.is_kind(self.at - 1, &[Kind::LineEnd]);
                    self.is_apart |= is_empty && !self.lines.is_empty();
                    self.at += 1;
                }
                Kind::Comment | Kind::Documentation => self.comment(token),
                _ if token.is(self.text, "}") => {
                    self.depth = self.depth.saturating_sub(1);
                    self.is_apart = false;
                    self.push(vec![("}".to_owned(), "")]);
                    self.at += 1;
                }
                _ => self.clause(),
            }
        }
    }

    /// A comment: on the line of what stands before it, or on its own.
    fn comment(&mut self, token: Token) {
        let written = token.text(self.text).trim_end().to_owned();
        let is_alone = self.at == 0 || self.is_kind(self.at - 1, &[Kind::LineEnd]);
        self.at += 1;
        match self.lines.last_mut() {
            Some(line) if !is_alone => line.comment = Some(written),
            _ => self.push(vec![(written, "")]),
        }
    }

    /// Adds a line that begins at the depth of the block.
    fn push(&mut self, cells: Vec<(String, &'static str)>) {
        let is_first = self.lines.last().is_some_and(Line::opens_block);
        let is_apart = std::mem::take(&mut self.is_apart) && !is_first;
        self.lines.push(Line { indent: self.depth * 2, cells, comment: None, is_apart });
    }

    /// A clause, with its block if that stands on one line and may stay there.
    fn clause(&mut self) {
        let end = self.clause_end();
        let header = self.tokens.get(self.at..end).unwrap_or_default();
        let words: Vec<Token> = header.iter().copied().filter(|token| token.kind != Kind::LineEnd).collect();
        let is_broken = self.is_broken(header);
        let flat = joined(self.text, &words);
        let room = WIDTH.saturating_sub(self.depth * 2 + flat.chars().count());
        let mut cells = if is_broken { Vec::new() } else { cells(self.text, &words, self.depth == 0) };
        self.at = end;
        if !self.is(end, "{") {
            if is_broken || flat.chars().count() + self.depth * 2 > WIDTH {
                self.flow(header, "");
            } else {
                self.push(cells);
            }
            return;
        }
        let block = self.block_on_one_line(end).filter(|(_, block)| !is_broken && block.chars().count() < room);
        if let Some((after, block)) = block {
            cells.push((block, "{"));
            self.push(cells);
            self.at = after;
            return;
        }
        if is_broken || room < 2 {
            self.flow(header, " {");
        } else {
            self.push(vec![(format!("{flat} {{"), "")]);
        }
        self.depth += 1;
        self.at = end + 1;
    }

    /// One past the last token of a clause before its block, comments behind it not counted.
    fn clause_end(&self) -> usize {
        let (mut at, mut open) = (self.at, 0_usize);
        while let Some(token) = self.token(at) {
            match token.text(self.text) {
                "[" | "(" => open += 1,
                "]" | ")" => open = open.saturating_sub(1),
                "{" | "}" if open == 0 => break,
                _ => {}
            }
            if open == 0 && matches!(token.kind, Kind::LineEnd | Kind::Comment) {
                let next = (at..self.tokens.len()).find(|at| !self.is_kind(*at, &[Kind::LineEnd, Kind::Comment]));
                match next {
                    Some(next) if self.continues(next) => at = next,
                    _ => break,
                }
            }
            at += 1;
        }
        at
    }

    fn continues(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Word && CONTINUATIONS.contains(&token.text(self.text)))
    }

    /// Whether a clause can not be put on one line: comments stand in it, a text of several lines, or the author has
    /// begun a line with a word that continues it.
    fn is_broken(&self, header: &[Token]) -> bool {
        let mut open = 0_usize;
        let mut is_first_on_line = false;
        header.iter().any(|token| {
            let text = token.text(self.text);
            match text {
                "[" | "(" => open += 1,
                "]" | ")" => open = open.saturating_sub(1),
                _ => {}
            }
            let continues = open == 0 && is_first_on_line && token.kind == Kind::Word && CONTINUATIONS.contains(&text);
            is_first_on_line = token.kind == Kind::LineEnd;
            continues || token.kind == Kind::Comment || (token.kind == Kind::Text && text.contains('\n'))
        })
    }

    /// A clause over several lines.
    fn flow(&mut self, header: &[Token], ending: &str) {
        let lines = Flow::new(self.text, self.depth * 2, header).lines(ending);
        for (number, (indent, written)) in lines.into_iter().enumerate() {
            let is_apart = number == 0 && std::mem::take(&mut self.is_apart);
            let is_apart = is_apart && !self.lines.last().is_some_and(Line::opens_block);
            self.lines.push(Line { indent, cells: vec![(written, "")], comment: None, is_apart });
        }
    }

    /// A block that stands on one line: one past its last token, and what it says.
    fn block_on_one_line(&self, open: usize) -> Option<(usize, String)> {
        let mut depth = 0_usize;
        for at in open..self.tokens.len() {
            if self.is_kind(at, &[Kind::LineEnd, Kind::Comment]) {
                return None;
            }
            depth += usize::from(self.is(at, "{"));
            depth -= usize::from(self.is(at, "}"));
            if depth == 0 {
                let tokens = self.tokens.get(open..=at)?;
                let written = joined(self.text, tokens);
                return (!written.contains('\n')).then_some((at + 1, written));
            }
        }
        None
    }
}
