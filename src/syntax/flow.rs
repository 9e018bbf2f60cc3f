//! A clause that does not fit on one line, or that its author has written on several.

use crate::syntax::recover::CONTINUATIONS;
use crate::syntax::scan::{Kind, Token};

/// How wide lines may be, in characters.
pub(crate) const WIDTH: usize = 120;

/// Tokens on one line, without a comma before a closing bracket.
pub(crate) fn joined(text: &str, tokens: &[Token]) -> String {
    let mut line = String::new();
    for (at, token) in tokens.iter().enumerate() {
        if closes_after_comma(text, tokens, at) {
            continue;
        }
        let before = (0..at).rev().find(|before| !closes_after_comma(text, tokens, *before));
        if before.and_then(|before| tokens.get(before)).is_some_and(|before| spaced(text, *before, *token)) {
            line.push(' ');
        }
        line.push_str(token.text(text));
    }
    line
}

/// Whether a blank stands between two tokens.
fn spaced(text: &str, before: Token, after: Token) -> bool {
    let (left, right) = (before.text(text), after.text(text));
    let is_sign = |token: Token| token.kind == Kind::Symbol;
    if is_sign(before) && matches!(left, "(" | "[" | "..") || is_sign(after) && matches!(right, ")" | "]" | "," | "..")
    {
        return false;
    }
    if is_sign(before) && is_sign(after) && left == "{" && right == "}" {
        return false;
    }
    // A call: the parenthesis belongs to the word before it, unless that word joins conditions.
    let opens_condition =
        CONTINUATIONS.contains(&left) || matches!(left, "not" | "where" | "needs" | "require" | "given" | "expect");
    !(is_sign(after) && right == "(" && before.kind == Kind::Word && !opens_condition)
}

/// A token of a clause.
struct Word<'t> {
    text: &'t str,
    kind: Kind,
    /// Whether it was the first on its line.
    is_first: bool,
    /// Whether a blank stands before it, on one line.
    is_spaced: bool,
    /// The index of the bracket that closes it, for an opening bracket; otherwise its own.
    partner: usize,
    /// How many brackets are open around it.
    depth: usize,
    /// How many characters stand before it if the whole clause is on one line.
    column: usize,
}

impl Word<'_> {
    fn is_comment(&self) -> bool {
        self.kind == Kind::Comment
    }

    fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Symbol && self.text == sign
    }

    fn continues(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.contains(&self.text)
    }
}

/// A clause that is written on several lines.
pub(crate) struct Flow<'t> {
    words: Vec<Word<'t>>,
    /// The blanks before the first line.
    indent: usize,
    lines: Vec<(usize, String)>,
    /// Whether nothing more may stand on the last line.
    is_closed: bool,
}

impl<'t> Flow<'t> {
    /// The tokens of a clause, line ends included.
    pub(crate) fn new(text: &'t str, indent: usize, tokens: &[Token]) -> Self {
        let mut words: Vec<Word<'t>> = Vec::new();
        let (mut open, mut column, mut is_first) = (Vec::new(), 0, false);
        let mut before: Option<Token> = None;
        for (at, token) in tokens.iter().enumerate() {
            if token.kind == Kind::LineEnd || closes_after_comma(text, tokens, at) {
                is_first |= token.kind == Kind::LineEnd;
                continue;
            }
            let is_spaced = before.is_some_and(|before| spaced(text, before, *token));
            column += usize::from(is_spaced);
            let (number, depth, written) = (words.len(), open.len(), token.text(text).trim_end());
            let mut word =
                Word { text: written, kind: token.kind, is_first, is_spaced, partner: number, depth, column };
            if word.is_sign("]") || word.is_sign(")") {
                let opening = open.pop().and_then(|opening: usize| words.get_mut(opening));
                word.depth = open.len();
                if let Some(opening) = opening {
                    opening.partner = number;
                }
            } else if word.is_sign("[") || word.is_sign("(") {
                open.push(number);
            }
            column += written.chars().count();
            words.push(word);
            (before, is_first) = (Some(*token), false);
        }
        Self { words, indent, lines: vec![(indent, String::new())], is_closed: false }
    }

    /// The lines, each with the blanks before it; `ending` stands behind the last one.
    pub(crate) fn lines(mut self, ending: &str) -> Vec<(usize, String)> {
        let starts = self.starts();
        let ends = starts.iter().skip(1).copied().chain([self.words.len()]).collect::<Vec<_>>();
        for (start, end) in starts.into_iter().zip(ends) {
            if start > 0 {
                self.new_line(self.indent + 2);
            }
            let indent = if start > 0 { self.indent + 2 } else { self.indent };
            self.run(start, end, indent);
        }
        if let Some((_, line)) = self.lines.last_mut() {
            line.push_str(ending);
        }
        self.lines
    }

    /// Where lines begin outside of brackets: where the author began one, and as far as a line is still too long, before
    /// the words that continue a clause, and then before `and` and `or`.
    fn starts(&self) -> Vec<usize> {
        let mut starts = vec![0];
        let begins_line = |word: &Word<'_>| word.is_first && (word.is_comment() || word.continues(&CONTINUATIONS));
        starts.extend((1..self.words.len()).filter(|at| self.words[*at].depth == 0 && begins_line(&self.words[*at])));
        for splitters in [&CONTINUATIONS[..7], &CONTINUATIONS[7..]] {
            let ends = starts.iter().skip(1).copied().chain([self.words.len()]).collect::<Vec<_>>();
            let mut finer = Vec::new();
            for (start, end) in starts.into_iter().zip(ends) {
                finer.push(start);
                if self.indent + 4 + self.width(start, end) > WIDTH {
                    let splits = |at: &usize| self.words[*at].depth == 0 && self.words[*at].continues(splitters);
                    finer.extend((start + 1..end).filter(splits));
                }
            }
            starts = finer;
        }
        starts
    }

    /// How many characters some words are on one line.
    fn width(&self, from: usize, to: usize) -> usize {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if from < to => last.column + last.text.chars().count() - first.column,
            _ => 0,
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.is_closed = false;
        match self.lines.last_mut() {
            Some(line) if line.1.is_empty() => line.0 = indent,
            _ => self.lines.push((indent, String::new())),
        }
    }

    fn push(&mut self, text: &str, is_spaced: bool) {
        if let Some((_, line)) = self.lines.last_mut() {
            if is_spaced && !line.is_empty() {
                line.push(' ');
            }
            line.push_str(text);
        }
    }

    fn column(&self) -> usize {
        let Some((indent, line)) = self.lines.last() else { return 0 };
        match line.rsplit_once('\n') {
            Some((_, last)) => last.chars().count(),
            None => indent + line.chars().count(),
        }
    }

    /// Writes some words; whatever begins a line of its own is indented so far.
    fn run(&mut self, from: usize, to: usize, indent: usize) {
        let mut at = from;
        while at < to {
            let (text, is_spaced, partner) = (self.words[at].text, self.words[at].is_spaced, self.words[at].partner);
            if self.words[at].is_comment() {
                self.comment(at, indent);
            } else {
                if self.is_closed {
                    self.new_line(indent);
                }
                self.push(text, is_spaced);
                if partner > at + 1 && partner < to && !self.fits(at, partner, to) {
                    self.bracket(at, partner, indent);
                    at = partner;
                } else if partner > at && partner < to {
                    for inner in at + 1..=partner {
                        self.push(self.words[inner].text, self.words[inner].is_spaced);
                    }
                    at = partner;
                }
            }
            at += 1;
        }
    }

    fn comment(&mut self, at: usize, indent: usize) {
        let text = self.words[at].text;
        let is_alone = self.words[at].is_first;
        if is_alone {
            self.new_line(indent);
        } else if self.lines.last().is_some_and(|(_, line)| !line.is_empty()) {
            self.push(" ", false);
        }
        self.push(text, !is_alone);
        self.is_closed = true;
    }

    /// Whether a bracket that was just written can stay on its line, with what follows up to the next bracket.
    fn fits(&self, open: usize, close: usize, to: usize) -> bool {
        let tail =
            (close + 1..to).find(|at| self.words[*at].partner != *at || self.words[*at].is_comment()).unwrap_or(to);
        let has_comment = self.words[open..close].iter().any(Word::is_comment);
        !has_comment && self.column() + self.width(open, tail) - 1 <= WIDTH
    }

    /// Writes what stands in a bracket on lines of its own, and the closing bracket.
    fn bracket(&mut self, open: usize, close: usize, indent: usize) {
        let depth = self.words[open].depth + 1;
        let is_list = self.words[open].is_sign("[");
        let separates = |word: &Word<'_>| word.depth == depth && word.is_sign(",");
        let joins = |word: &Word<'_>| !is_list && word.depth == depth && word.continues(&["and", "or"]);
        let has_several = self.words[open..close].iter().any(separates);
        let last = (open + 1..close).rev().find(|at| !self.words[*at].is_comment()).unwrap_or(open);
        let mut at = open + 1;
        if self.words[at].is_comment() && !self.words[at].is_first {
            self.comment(at, indent);
            at += 1;
        }
        self.new_line(indent + 2);
        while at < close {
            if joins(&self.words[at]) {
                self.new_line(indent + 2);
            }
            let ends = |next: &usize| separates(&self.words[next - 1]) || joins(&self.words[*next]);
            let end = (at + 1..close).find(ends);
            let end = end.unwrap_or(close);
            let trailing = (at..end).find(|at| *at > last).unwrap_or(end);
            self.run(at, trailing, indent + 2);
            if end == close && is_list && has_several {
                self.push(",", false);
            }
            self.run(trailing, end, indent + 2);
            self.is_closed |= separates(&self.words[end - 1]);
            at = end;
        }
        self.new_line(indent);
        self.push(self.words[close].text, false);
    }
}

/// Whether a token is a comma behind which nothing but comments stands before the closing bracket.
fn closes_after_comma(text: &str, tokens: &[Token], at: usize) -> bool {
    let is_trivia = |token: &&Token| matches!(token.kind, Kind::LineEnd | Kind::Comment);
    let next = || tokens.iter().skip(at + 1).find(|token| !is_trivia(token));
    tokens[at].is(text, ",") && next().is_some_and(|next| next.is(text, "]") || next.is(text, ")"))
}
