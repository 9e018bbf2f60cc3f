//! Where clauses begin and end in a declaration that can not be read as a whole.

use std::ops::Range;

use crate::syntax::brackets::Brackets;
use crate::syntax::scan::{Kind, Token};

/// Words that continue a clause on the next line.
pub(crate) const CONTINUATIONS: [&str; 9] =
    ["when", "unless", "during", "until", "through", "via", "needing", "and", "or"];

/// A clause, as indices of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    /// The documentation before it.
    pub(crate) documentation: Range<usize>,
    /// Its tokens; none if the documentation documents nothing.
    pub(crate) tokens: Range<usize>,
}

/// The tokens of a declaration with their brackets.
pub(crate) struct Outline<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) brackets: &'a Brackets,
}

impl Outline<'_> {
    /// A token that exists.
    pub(crate) fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    fn is(&self, at: usize, symbol: &str) -> bool {
        self.token(at).is_some_and(|token| token.is(self.text, symbol))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.token(at).map(|token| token.kind)
    }

    /// The clauses among some tokens. A clause ends with its line, but goes on inside brackets that are closed, and
    /// before a word that continues it.
    pub(crate) fn clauses(&self, within: Range<usize>) -> Vec<Stretch> {
        let mut clauses = Vec::new();
        let mut at = within.start;
        while at < within.end {
            let start = self.skip(at, within.end, |kind| matches!(kind, Kind::Documentation | Kind::Comment));
            let begin = self.skip_stray(start, within.end);
            let mut end = begin;
            while end < within.end && (end == begin || self.goes_on(end)) {
                end = self.after(end).min(within.end);
            }
            let documentation = if begin == start { at..start } else { at..at };
            if !documentation.is_empty() || begin < end {
                clauses.push(Stretch { documentation, tokens: begin..end });
            }
            at = end;
        }
        clauses
    }

    fn skip(&self, mut at: usize, end: usize, skipped: impl Fn(Kind) -> bool) -> usize {
        while at < end && self.kind(at).is_some_and(&skipped) {
            at += 1;
        }
        at
    }

    /// Closing brackets at the beginning of a line that close nothing were reported already.
    fn skip_stray(&self, mut at: usize, end: usize) -> usize {
        while at < end && (self.is(at, "}") || self.is(at, "]") || self.is(at, ")")) {
            at += 1;
        }
        at
    }

    /// The token behind a token, or behind the brackets that it opens. Braces that nothing closes reach to the end.
    fn after(&self, at: usize) -> usize {
        match self.brackets.partner(at) {
            Some(partner) if partner > at => partner + 1,
            None if self.is(at, "{") => self.tokens.len(),
            _ => at + 1,
        }
    }

    /// Whether a token belongs to the clause before it. A brace on a line of its own does, although that is reported.
    fn goes_on(&self, at: usize) -> bool {
        let continues = |token: Token| token.kind == Kind::Word && CONTINUATIONS.contains(&token.text(self.text));
        !self.begins_line(at) || self.is(at, "{") || self.token(at).is_some_and(continues)
    }

    /// Whether a token is the first on its line.
    pub(crate) fn begins_line(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.token(before)) else { return true };
        let Some(token) = self.token(at) else { return false };
        self.text.get(before.end as usize..token.start as usize).is_some_and(|between| between.contains('\n'))
    }

    /// The opening brace of a clause.
    pub(crate) fn block(&self, clause: &Range<usize>) -> Option<usize> {
        let mut at = clause.start;
        while at < clause.end && !self.is(at, "{") {
            at = self.after(at);
        }
        (at < clause.end).then_some(at)
    }

    /// Whether something among some tokens was reported already: what can stand nowhere, or a bracket without partner.
    pub(crate) fn is_flawed(&self, mut within: Range<usize>) -> bool {
        within.any(|at| {
            let is_bracket = ["{", "}", "[", "]", "(", ")"].iter().any(|bracket| self.is(at, bracket));
            let is_bad = |token: Token| matches!(token.kind, Kind::Bad(_)) || token.flaw.is_some();
            self.token(at).is_some_and(is_bad) || (is_bracket && self.brackets.partner(at).is_none())
        })
    }

    /// The column of a token, in bytes from the beginning of its line.
    pub(crate) fn column(&self, at: usize) -> usize {
        let start = self.token(at).map_or(0, |token| token.start as usize);
        let line = self.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        start - line
    }
}
