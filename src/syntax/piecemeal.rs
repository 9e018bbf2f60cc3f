//! A declaration that can not be read as a whole, clause by clause: a bad clause costs its line, a bad header its
//! declaration, and what stands in its braces is looked at all the same.

use std::ops::Range;

use pest::Parser as _;

use crate::finding::Finding;
use crate::source::Span;
use crate::syntax::arguments::misfit;
use crate::syntax::ast::{Block, Clause, Statement};
use crate::syntax::brackets::{Brackets, Fault, opening};
use crate::syntax::errors::{UNCLOSED, UNEXPECTED};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::lower::documentation_line;
use crate::syntax::parser::Reader;
use crate::syntax::recover::{Outline, Stretch};
use crate::syntax::scan::{Kind, Token};
use crate::syntax::{complaint, shape};
use crate::vocabulary::{self, Found, Inside};

impl Reader<'_> {
    /// As much of a declaration as can be read. Its brackets are reported on the way.
    pub(crate) fn recovered(&mut self, tokens: &[Token], brackets: &Brackets) -> Option<Statement> {
        let outline = Outline { text: self.text, tokens, brackets };
        let mut stretches = outline.clauses(0..tokens.len()).into_iter();
        let first = stretches.next()?;
        let rest: Vec<Stretch> = stretches.collect();
        self.missing_braces = 0;
        let noun = tokens.get(first.tokens.start).and_then(|token| vocabulary::noun(token.text(self.text)));
        let mut clause = self.clause(&outline, &first, noun.map(Found::Noun));
        if let (Some(last), Some(noun)) = (tokens.last(), noun)
            && !rest.is_empty()
        {
            let inside = Inside::Noun(noun);
            if self.belongs_inside(&outline, &first, &rest, inside) {
                let inner = self.clauses(&outline, rest, inside);
                let start = inner.first().map_or(last.end, |clause| clause.span().start);
                let span = Span { file: self.file, start, end: last.end };
                if let Some(Clause::Statement(statement)) = &mut clause {
                    add_to_block(statement, inner, span);
                }
            } else if outline.block(&first.tokens).is_none() {
                // A header that goes on where it should not is not finished: that is no other mistake.
                let is_finished = |clause: &Clause| match clause {
                    Clause::Statement(statement) => misfit(statement, noun.header).is_none(),
                    _ => false,
                };
                clause = clause.filter(is_finished);
            }
        }
        // Each missing brace has left one that closes nothing, and is told already.
        let mut faults = brackets.faults.clone();
        for _ in 0..self.missing_braces {
            if let Some(stray) = faults.iter().rposition(|fault| matches!(fault, Fault::Stray(_))) {
                faults.remove(stray);
            }
        }
        self.unbalanced(tokens, &faults);
        match clause {
            Some(Clause::Statement(statement)) => Some(statement),
            _ => None,
        }
    }

    /// Whether the lines behind the end of a declaration were meant for its braces; what is wrong is reported.
    fn belongs_inside(&mut self, outline: &Outline<'_>, first: &Stretch, rest: &[Stretch], inside: Inside) -> bool {
        let Some(next) = rest.iter().find_map(|stretch| outline.token(stretch.tokens.start)) else { return true };
        let has_block = outline.block(&first.tokens).is_some();
        let is_stray = |fault: &Fault| matches!(fault, Fault::Stray(_));
        if has_block && outline.brackets.faults.iter().any(is_stray) {
            return true;
        }
        let word = next.text(self.text);
        if !has_block && vocabulary::heads(inside).contains(&word) {
            self.missing_brace(outline, first);
            return true;
        }
        let shown = complaint::shortened(word);
        let finding = if has_block {
            self.at(&UNEXPECTED, next, format!("`{shown}` stands behind the end of its declaration"))
                .help("a declaration begins in column one; a clause stands inside the braces")
        } else {
            self.at(&UNEXPECTED, next, format!("`{shown}` does not belong to the line before it")).help(
                "a clause ends with its line; it goes on inside brackets, or before a word such as `when` or `until`",
            )
        };
        self.report(finding);
        false
    }

    /// Reports that the line of a clause should have opened braces.
    fn missing_brace(&mut self, outline: &Outline<'_>, clause: &Stretch) {
        let last = clause.tokens.end.checked_sub(1).and_then(|last| outline.token(last));
        let (Some(head), Some(last)) = (outline.token(clause.tokens.start), last) else { return };
        self.missing_braces += 1;
        let span = Span { file: self.file, start: last.end, end: last.end };
        let finding = Finding::new(
            &UNCLOSED,
            self.span(last, last),
            format!("`{{` is missing behind this `{}`", head.text(self.text)),
        );
        self.report(finding.help("put `{` at the end of this line").replace("write `{`", span, " {"));
    }

    fn clauses(&mut self, outline: &Outline<'_>, stretches: Vec<Stretch>, inside: Inside) -> Vec<Clause> {
        let mut clauses = Vec::new();
        let mut stretches = stretches.into_iter().peekable();
        while let Some(stretch) = stretches.next() {
            let head = outline.token(stretch.tokens.start).map_or("", |token| token.text(self.text));
            let meaning = vocabulary::find(inside, head);
            let mut clause = self.clause(outline, &stretch, meaning);
            let mut deeper = Vec::new();
            let within = meaning.map_or(Inside::Nothing, Found::inside);
            while let Some(next) = stretches.next_if(|next| {
                Self::stands_deeper(outline, &stretch, next)
                    && (!deeper.is_empty() || self.may_stand(outline, next, within))
            }) {
                deeper.push(next);
            }
            if let Some(last) = deeper.last().and_then(|last| outline.token(last.tokens.end - 1)) {
                self.missing_brace(outline, &stretch);
                let inner = self.clauses(outline, deeper, within);
                if let Some(Clause::Statement(statement)) = &mut clause {
                    add_to_block(statement, inner, self.span(last, last));
                }
            }
            clauses.extend(clause);
        }
        clauses
    }

    /// Whether a clause was meant for the braces, which are missing, of the clause before it: it stands further right.
    fn stands_deeper(outline: &Outline<'_>, before: &Stretch, clause: &Stretch) -> bool {
        let (outer, inner) = (before.tokens.start, clause.tokens.start);
        !clause.tokens.is_empty()
            && outline.block(&before.tokens).is_none()
            && outline.begins_line(outer)
            && outline.column(inner) > outline.column(outer)
    }

    fn may_stand(&self, outline: &Outline<'_>, clause: &Stretch, within: Inside) -> bool {
        let word = outline.token(clause.tokens.start).map_or("", |token| token.text(self.text));
        vocabulary::heads(within).contains(&word)
    }

    /// A clause. `meaning` is what its head stands for at its place.
    fn clause(&mut self, outline: &Outline<'_>, stretch: &Stretch, meaning: Option<Found>) -> Option<Clause> {
        let tokens = stretch.tokens.clone();
        let mut documentation = outline.tokens.get(stretch.documentation.clone()).unwrap_or_default().iter();
        if tokens.is_empty() {
            let first = documentation.find(|token| token.kind == Kind::Documentation)?;
            self.report(complaint::documents_nothing(self.file, *first));
            return None;
        }
        let mut clause = match outline.block(&tokens) {
            None => self.line(outline, tokens.clone(), Rule::one_clause),
            Some(open) => self.with_block(outline, &tokens, open, meaning),
        };
        let lines = documentation.filter(|token| token.kind == Kind::Documentation);
        let lines: Vec<String> = lines.map(|token| documentation_line(token.text(self.text))).collect();
        match &mut clause {
            Some(Clause::Permission(one)) => one.docs = lines,
            Some(Clause::Statement(one)) => one.docs = lines,
            Some(Clause::Sentence(one)) => one.docs = lines,
            Some(Clause::Logic(one)) => one.docs = lines,
            None => {}
        }
        clause
    }

    fn with_block(
        &mut self,
        outline: &Outline<'_>,
        tokens: &Range<usize>,
        open: usize,
        meaning: Option<Found>,
    ) -> Option<Clause> {
        let clause = self.line(outline, tokens.start..open, Rule::one_header);
        self.brace_in_place(outline, tokens.start, open);
        let close = outline.brackets.partner(open).unwrap_or(tokens.end);
        if let Some(next) = outline.token(close + 1).filter(|_| close + 1 < tokens.end)
            && !outline.is_flawed(close + 1..close + 2)
        {
            let message = format!("`{}` stands behind a closing brace", complaint::shortened(next.text(self.text)));
            self.report(self.at(&UNEXPECTED, next, message).help("begin a new line here"));
        }
        let head = outline.token(tokens.start)?.text(self.text);
        let inside = match meaning {
            Some(found) => found.inside(),
            None if has_its_own_grammar(head) => Inside::Clauses(&vocabulary::RECORD),
            // Nobody knows what may stand in there; that the head is unknown is enough to be told.
            None => return clause,
        };
        let inner = self.clauses(outline, outline.clauses(open + 1..close), inside);
        let (first, last) = (outline.token(open)?, outline.token(close.min(tokens.end - 1))?);
        let block = Block { clauses: inner, span: self.span(first, last) };
        match clause {
            Some(Clause::Statement(mut statement)) => {
                statement.span = statement.span.to(block.span);
                statement.block = Some(block);
                Some(Clause::Statement(statement))
            }
            Some(Clause::Permission(mut permission)) => {
                permission.span = permission.span.to(block.span);
                permission.block = Some(block);
                Some(Clause::Permission(permission))
            }
            _ => {
                shape::block(block, inside, head, self);
                None
            }
        }
    }

    /// Reports a brace with nothing before it on its line.
    fn brace_in_place(&mut self, outline: &Outline<'_>, start: usize, open: usize) {
        let Some(brace) = outline.token(open) else { return };
        let Some(before) = open.checked_sub(1).and_then(|before| outline.token(before)).filter(|_| open > start) else {
            let finding = self.at(&UNEXPECTED, brace, "these braces belong to nothing");
            self.report(finding.help("write before them what they are about"));
            return;
        };
        if outline.begins_line(open) {
            let between = Span { file: self.file, start: before.end, end: brace.end };
            let finding = self.at(&UNEXPECTED, brace, "`{` stands on the line of what it belongs to");
            let finding = finding.help("put it at the end of the line before");
            let is_blank = self.slice(before.end, brace.start).trim().is_empty();
            self.report(if is_blank { finding.replace("move it up", between, " {").safely() } else { finding });
        }
    }

    /// A clause without braces, or what stands before them.
    fn line(&mut self, outline: &Outline<'_>, tokens: Range<usize>, rule: Rule) -> Option<Clause> {
        let within = outline.tokens.get(tokens.clone()).unwrap_or_default();
        let (first, last) = (*within.first()?, *within.last()?);
        if outline.is_flawed(tokens) {
            return None;
        }
        if let Some(token) = within.iter().find(|token| token.kind == Kind::Documentation) {
            self.report(complaint::documents_nothing(self.file, *token));
            return None;
        }
        match Grammar::parse(rule, self.slice(first.start, last.end)) {
            Err(error) => {
                let finding = complaint::unexpected(self.file, self.text, within, first.start, &error);
                self.report(finding);
                None
            }
            Ok(pairs) => {
                let mut lower = self.lower(first.start);
                let mut clause = None;
                for pair in pairs.flat_map(pest::iterators::Pair::into_inner) {
                    match pair.as_rule() {
                        Rule::clause => clause = lower.clause(pair),
                        Rule::header => clause = lower.header(pair),
                        _ => {}
                    }
                }
                self.impossible(lower);
                clause
            }
        }
    }

    /// Reports brackets without partners; whether there were any.
    pub(crate) fn unbalanced(&mut self, tokens: &[Token], faults: &[Fault]) -> bool {
        for fault in faults {
            let finding = match *fault {
                Fault::Stray(at) => tokens.get(at).map(|token| self.stray(&tokens[..at], *token)),
                Fault::Unclosed(at, before) => tokens.get(at).map(|token| self.unclosed(tokens, *token, before)),
            };
            if let Some(finding) = finding {
                self.report(finding);
            }
        }
        !faults.is_empty()
    }

    fn stray(&self, before: &[Token], token: Token) -> Finding {
        let text = token.text(self.text);
        let finding = self.at(&UNCLOSED, token, format!("`{text}` closes nothing")).here("nothing is open here");
        let wanted = opening(text).unwrap_or_default();
        let earlier = before.iter().rev().find(|one| one.is(self.text, text));
        match earlier {
            Some(earlier) if text == "}" => {
                let finding = finding.label(self.span(*earlier, *earlier), "everything is closed here already");
                finding.help(format!("delete it, or look for a missing `{wanted}` before it"))
            }
            _ => finding.help(format!("delete it, or write `{wanted}` before it")),
        }
    }

    fn unclosed(&self, tokens: &[Token], token: Token, before: Option<usize>) -> Finding {
        let text = token.text(self.text);
        let closing = match text {
            "{" => "}",
            "[" => "]",
            _ => ")",
        };
        let finding = self.at(&UNCLOSED, token, format!("`{text}` is never closed")).here("opened here");
        let finding = finding.help(format!("write `{closing}` where it ends"));
        if let Some(before) = before.and_then(|before| tokens.get(before)) {
            let message = format!("`{}` closes something around it", before.text(self.text));
            return finding.label(self.span(*before, *before), message);
        }
        match self.misaligned(tokens) {
            Some((open, close)) if text == "{" => finding
                .label(self.span(open, open), "perhaps this is the one that was meant to be closed")
                .label(self.span(close, close), "closed here, further to the left than it was opened"),
            _ => finding,
        }
    }

    /// The first brace that stands further left than the line that it closes, with that line's brace.
    fn misaligned(&self, tokens: &[Token]) -> Option<(Token, Token)> {
        let brackets = Brackets::of(self.text, tokens);
        let outline = Outline { text: self.text, tokens, brackets: &brackets };
        let mut line = 0;
        let mut columns = vec![0; tokens.len()];
        for (at, token) in tokens.iter().enumerate() {
            if outline.begins_line(at) {
                line = outline.column(at);
            }
            columns[at] = line;
            let open = brackets.partner(at).filter(|open| *open < at && token.is(self.text, "}"));
            if let Some(open) = open.filter(|open| outline.begins_line(at) && columns[*open] > line) {
                return Some((*tokens.get(open)?, *token));
            }
        }
        None
    }
}

/// Whether a word begins a clause that is no statement.
pub(crate) fn has_its_own_grammar(word: &str) -> bool {
    matches!(word, "may" | "must" | "never" | "possible" | "always" | "require" | "given" | "expect")
}

fn add_to_block(statement: &mut Statement, inner: Vec<Clause>, span: Span) {
    let block = statement.block.get_or_insert(Block { clauses: Vec::new(), span });
    block.clauses.extend(inner);
    block.span = block.span.to(span);
    statement.span = statement.span.to(span);
}
