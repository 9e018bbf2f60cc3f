//! The formatter: the tokens of a file put in order. It moves white space and nothing else, so that comments stay where
//! they are and the meaning can not change.

use crate::source::File;
use crate::syntax::parser::parse;
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

/// How wide lines should be.
const WIDTH: usize = 120;

/// One line of the result.
#[derive(Default)]
struct Line {
    depth: usize,
    /// The words and signs of the line, with the spaces that belong between them.
    parts: Vec<String>,
    /// A comment at its end.
    comment: Option<String>,
    /// Whether an empty line stands before it.
    apart: bool,
}

/// A text in order: two blanks for each level, at most one empty line in a row, the arguments of neighbouring clauses
/// below each other. Formatting twice changes nothing more.
///
/// # Errors
///
/// A text that can not be read is left alone.
pub fn format(file: File, text: &str) -> Result<String, NotFormatted> {
    let parsed = parse(file, text);
    if let Some(finding) = parsed.findings.first() {
        return Err(NotFormatted { why: finding.message.clone(), at: finding.span.start });
    }
    let mut lines = lines(text);
    align(&mut lines);
    let mut formatted = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        if line.apart && at > 0 {
            formatted.push('\n');
        }
        let written = written(line);
        if !written.is_empty() {
            formatted.push_str(&"  ".repeat(line.depth));
            formatted.push_str(&written);
        }
        formatted.push('\n');
    }
    Ok(formatted)
}

fn written(line: &Line) -> String {
    let mut written = line.parts.concat();
    if let Some(comment) = &line.comment {
        if !written.is_empty() {
            written.push_str("  ");
        }
        written.push_str(comment);
    }
    written.trim_end().to_owned()
}

/// The lines of a text, each with its depth. Line breaks stay where they are.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut apart = false;
    for token in Scanner::new(text, 0, u32::MAX) {
        if token.kind != Kind::LineEnd {
            tokens.push(token);
            continue;
        }
        if tokens.is_empty() {
            apart = true;
        } else {
            lines.push(line(text, &tokens, &mut open, std::mem::take(&mut apart)));
            tokens.clear();
        }
    }
    if !tokens.is_empty() {
        lines.push(line(text, &tokens, &mut open, apart));
    }
    lines
}

/// One line. `open` has an entry for each bracket that is open before it: by how much what is inside is indented.
fn line(text: &str, tokens: &[Token], open: &mut Vec<usize>, apart: bool) -> Line {
    let closes = |token: &Token| matches!(token.text(text), "}" | "]" | ")") && token.kind == Kind::Symbol;
    let closing = tokens.iter().take_while(|token| closes(token)).count();
    let begins = open.len().saturating_sub(closing);
    let mut depth: usize = open[..begins.min(open.len())].iter().sum();
    if tokens.first().is_some_and(|token| continues(token.text(text)) && token.kind == Kind::Word) {
        depth += 1;
    }
    let mut line = Line { depth, apart, ..Line::default() };
    let opened_before = open.len();
    for (at, token) in tokens.iter().enumerate() {
        let written = token.text(text).trim_end();
        if token.kind == Kind::Comment {
            line.comment = Some(written.to_owned());
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let space = before.is_some_and(|before| spaced(text, *before, *token));
        line.parts.push(if space { format!(" {written}") } else { written.to_owned() });
        if token.kind == Kind::Symbol {
            match written {
                // Of several brackets opened on one line only the first indents what is inside.
                "{" | "[" | "(" => open.push(usize::from(open.len() <= opened_before.min(begins))),
                "}" | "]" | ")" => _ = open.pop(),
                _ => {}
            }
        }
    }
    line
}

/// Words that continue a clause on the next line.
fn continues(word: &str) -> bool {
    matches!(word, "when" | "unless" | "during" | "until" | "through" | "via" | "needing" | "and" | "or")
}

/// Whether a blank stands between two tokens.
fn spaced(text: &str, before: Token, after: Token) -> bool {
    let (left, right) = (before.text(text), after.text(text));
    let sign = |token: Token| token.kind == Kind::Symbol;
    if sign(before) && matches!(left, "(" | "[" | "..") || sign(after) && matches!(right, ")" | "]" | "," | "..") {
        return false;
    }
    // A call: the parenthesis belongs to the word before it.
    !(sign(after) && right == "(" && before.kind == Kind::Word && before.end == after.start)
}

/// Puts the arguments of neighbouring one-line clauses below each other.
fn align(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        while end < lines.len() && is_clause(&lines[end]) && (end == start || follows(&lines[end], &lines[start])) {
            end += 1;
        }
        if end > start + 1 {
            align_group(&mut lines[start..end]);
        }
        start = end.max(start + 1);
    }
}

fn is_clause(line: &Line) -> bool {
    let first = line.parts.first().map(String::as_str).unwrap_or_default();
    let last = line.parts.last().map(|part| part.trim()).unwrap_or_default();
    let word = first.starts_with(|c: char| c.is_ascii_alphabetic()) && !continues(first);
    word && line.depth > 0 && line.parts.len() > 1 && !matches!(last, "{" | "[" | "(" | ",")
}

fn follows(line: &Line, first: &Line) -> bool {
    line.depth == first.depth && !line.apart
}

fn align_group(lines: &mut [Line]) {
    let widest = lines.iter().map(|line| head(line).0).max().unwrap_or(0);
    let longest = lines.iter().map(|line| line.depth * 2 + written(line).chars().count() + widest - head(line).0);
    if longest.max().unwrap_or(0) > WIDTH {
        return;
    }
    for line in lines {
        let (width, parts) = head(line);
        let gap = " ".repeat(widest - width);
        if let Some(next) = line.parts.get_mut(parts) {
            next.insert_str(0, &gap);
        }
    }
}

/// How wide the head of a clause is, and of how many parts it consists: `may read` of two.
fn head(line: &Line) -> (usize, usize) {
    let two = matches!(line.parts.first().map(String::as_str), Some("may"))
        && line.parts.get(1).is_some_and(|part| !part.trim_start().starts_with('['))
        && line.parts.len() > 2;
    let parts = if two { 2 } else { 1 };
    (line.parts.iter().take(parts).map(|part| part.chars().count()).sum(), parts)
}
