//! A file to its tree and everything that is wrong with it. Never fails.

use std::collections::BTreeSet;

use pest::Parser as _;

use crate::finding::{Finding, closest};
use crate::source::{Db, File, Span};
use crate::syntax::ast::{Block, Clause, Statement, Tree};
use crate::syntax::cut::{Piece, cut};
use crate::syntax::errors::{IMPOSSIBLE_VALUE, TOO_DEEP, UNCLOSED, UNKNOWN_NOUN, UNREADABLE};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::lower::Lower;
use crate::syntax::recover::{self, Stretch};
use crate::syntax::scan::{Bad, Kind, Token};
use crate::syntax::{broken, complaint, shape};
use crate::vocabulary;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parsed {
    /// Everything that could be read and has its right form.
    pub tree: Tree,
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
    /// The names of declarations that are missing from the tree because something in them is wrong; some of them may be
    /// there all the same.
    pub broken: BTreeSet<String>,
}

/// A file as it was read.
#[salsa::tracked]
pub fn parsed(db: &dyn Db, file: File) -> Parsed {
    parse(file, file.text(db))
}

/// The tree of a file.
pub fn tree(db: &dyn Db, file: File) -> &Tree {
    &parsed(db, file).tree
}

/// Reads a text as the content of a file.
pub fn parse(file: File, text: &str) -> Parsed {
    let mut reader = Reader { file, text, tree: Tree::default(), findings: Vec::new() };
    let mut broken = BTreeSet::new();
    for piece in cut(text) {
        let before = reader.findings.len();
        reader.piece(&piece);
        if reader.findings.len() > before {
            broken.extend(broken::names(text, &piece));
        }
    }
    reader.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    Parsed { tree: reader.tree, findings: reader.findings, broken }
}

/// A file that is being read.
pub(crate) struct Reader<'text> {
    pub(crate) file: File,
    pub(crate) text: &'text str,
    tree: Tree,
    pub(crate) findings: Vec<Finding>,
}

impl<'text> Reader<'text> {
    fn span(&self, start: u32, end: u32) -> Span {
        Span { file: self.file, start, end }
    }

    fn piece(&mut self, piece: &Piece) {
        if let Some(token) = piece.too_deep {
            let span = self.span(token.start, token.end);
            self.findings.push(Finding::new(&TOO_DEEP, span, "brackets are nested deeper than 256"));
            return;
        }
        let Some(first) = piece.tokens.first().copied() else { return };
        let word = first.text(self.text);
        if matches!(word, "edition" | "use") {
            self.preamble(piece);
        } else if vocabulary::noun(word).is_none_or(|noun| !noun.top) || first.kind != Kind::Word {
            self.unreadable(&piece.tokens);
            self.unknown_noun(first);
        } else {
            self.declaration(piece);
        }
    }

    fn preamble(&mut self, piece: &Piece) {
        if self.unreadable(&piece.tokens) {
            return;
        }
        let mut lower = self.lower(piece.start);
        let text = self.slice(piece.start, piece.end);
        let mut parsed = Grammar::parse(Rule::one_preamble, text);
        if let Err(error) = &parsed {
            self.findings.push(complaint::unexpected(self.file, self.text, piece.start, piece.end, error));
            // What follows on lines of its own is broken; the line itself may be whole.
            parsed = Grammar::parse(Rule::one_preamble, text.lines().next().unwrap_or_default());
        }
        for pair in parsed.into_iter().flatten().flat_map(pest::iterators::Pair::into_inner) {
            match pair.as_rule() {
                Rule::edition => self.tree.edition = lower.edition(pair),
                Rule::import => self.tree.uses.extend(lower.import(pair)),
                _ => {}
            }
        }
        self.impossible(lower);
    }

    fn unknown_noun(&mut self, first: Token) {
        let word = first.text(self.text).to_owned();
        let span = self.span(first.start, first.end);
        let nouns = vocabulary::NOUNS.iter().filter(|noun| noun.top).map(|noun| noun.name);
        let finding = Finding::new(&UNKNOWN_NOUN, span, format!("`{word}` begins no declaration"));
        let inner = vocabulary::noun(&word).is_some();
        self.findings.push(match closest(&word, nouns.chain(["use", "edition"])) {
            _ if inner => finding.help(format!("`{word}` stands inside another declaration; indent it there")),
            Some(near) => {
                finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near)
            }
            None => finding.help("a line in column one begins with a noun such as `agent`, `store` or `prove`"),
        });
    }

    fn declaration(&mut self, piece: &Piece) {
        let broken = self.unreadable(&piece.tokens) | self.unbalanced(&piece.tokens);
        let text = self.slice(piece.start, piece.end);
        let parsed = if broken { None } else { Grammar::parse(Rule::one_declaration, text).ok() };
        let item = match parsed {
            Some(pairs) => {
                let mut lower = self.lower(piece.start);
                let declaration =
                    pairs.flat_map(pest::iterators::Pair::into_inner).find(|pair| pair.as_rule() == Rule::declaration);
                let item = declaration.and_then(|pair| lower.declaration(pair));
                self.impossible(lower);
                item
            }
            None => self.recovered(piece),
        };
        if let Some(item) = item
            && let Some(item) = shape::declaration(item, &mut self.findings)
        {
            self.tree.items.push(item);
        }
    }

    /// A declaration that can not be read as a whole: its header, and each of its clauses by itself.
    fn recovered(&mut self, piece: &Piece) -> Option<Statement> {
        let start = piece.tokens.first()?.start;
        match self.clause(Stretch { start, end: piece.end }) {
            Some(Clause::Statement(statement)) => Some(statement),
            _ => None,
        }
    }

    /// A clause: as a whole, or if that fails its header and each clause of its block by itself.
    pub(crate) fn clause(&mut self, stretch: Stretch) -> Option<Clause> {
        let readable = !recover::has_flaw(self.text, stretch);
        if readable && let Ok(clause) = self.whole(Rule::one_clause, stretch) {
            return clause;
        }
        let Some(block) = recover::block_of(self.text, stretch) else {
            if readable && let Err(error) = self.whole(Rule::one_clause, stretch) {
                self.findings.push(complaint::unexpected(self.file, self.text, stretch.start, stretch.end, &error));
            }
            return None;
        };
        let header = Stretch { start: stretch.start, end: block.start };
        let mut clause = match self.whole(Rule::one_header, header) {
            Ok(clause) => clause,
            Err(error) => {
                if !recover::has_flaw(self.text, header) {
                    self.findings.push(complaint::unexpected(self.file, self.text, header.start, header.end, &error));
                }
                None
            }
        };
        let clauses =
            recover::clauses_of(self.text, block).into_iter().filter_map(|inner| self.clause(inner)).collect();
        let block = Some(Block { clauses, span: self.span(block.start, block.end) });
        match &mut clause {
            Some(Clause::Statement(statement)) => statement.block = block,
            Some(Clause::Permission(permission)) => permission.block = block,
            _ => {}
        }
        clause
    }

    /// Reads a stretch by a rule of the grammar.
    fn whole(&mut self, rule: Rule, stretch: Stretch) -> Result<Option<Clause>, pest::error::Error<Rule>> {
        let text = self.slice(stretch.start, stretch.end);
        let pairs = Grammar::parse(rule, text)?;
        let mut lower = self.lower(stretch.start);
        let mut clause = None;
        for pair in pairs.flat_map(pest::iterators::Pair::into_inner) {
            match pair.as_rule() {
                Rule::clause => clause = lower.clause(pair),
                Rule::header => clause = lower.header(pair),
                _ => {}
            }
        }
        self.impossible(lower);
        Ok(clause)
    }

    fn lower(&self, base: u32) -> Lower {
        Lower { file: self.file, base, impossible: Vec::new() }
    }

    fn slice(&self, start: u32, end: u32) -> &'text str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn impossible(&mut self, lower: Lower) {
        let each = lower.impossible.into_iter().map(|(span, why)| Finding::new(&IMPOSSIBLE_VALUE, span, why));
        self.findings.extend(each);
    }

    /// Reports what can stand nowhere; whether there was any.
    fn unreadable(&mut self, tokens: &[Token]) -> bool {
        let before = self.findings.len();
        for token in tokens {
            let span = self.span(token.start, token.end);
            let text = token.text(self.text);
            let finding = match token.kind {
                Kind::Bad(Bad::Control) => Finding::new(&UNREADABLE, span, "a control character stands here")
                    .help("delete it: nobody can see it"),
                Kind::Bad(Bad::Unterminated) => Finding::new(&UNREADABLE, span, "the text that begins here has no end")
                    .help("close it with `\"` on the same line, or use `\"\"\"` for several lines"),
                Kind::Bad(Bad::Name) => Finding::new(&UNREADABLE, span, format!("`{text}` is no name"))
                    .help("names consist of letters a to z, digits and `_`, joined by single `-`"),
                Kind::Bad(Bad::Literal) => {
                    Finding::new(&UNREADABLE, span, format!("`{text}` is no number, date or time"))
                        .help("numbers are like `400`, durations `15m`, dates `2026-11-22`, times `22:00`")
                }
                Kind::Bad(Bad::Character) => {
                    Finding::new(&UNREADABLE, span, format!("`{text}` means nothing in this language"))
                }
                _ => match token.flaw {
                    Some(at) => {
                        let span = self.span(at, at + 1);
                        Finding::new(&UNREADABLE, span, "a control character stands in this text").help("delete it")
                    }
                    None => continue,
                },
            };
            self.findings.push(finding);
        }
        self.findings.len() > before
    }

    /// Reports brackets without partners; whether there were any.
    fn unbalanced(&mut self, tokens: &[Token]) -> bool {
        let before = self.findings.len();
        let mut open: Vec<Token> = Vec::new();
        for token in tokens.iter().filter(|token| token.kind == Kind::Symbol) {
            let text = token.text(self.text);
            let opening = match text {
                "{" | "[" | "(" => {
                    open.push(*token);
                    continue;
                }
                "}" => "{",
                "]" => "[",
                ")" => "(",
                _ => continue,
            };
            match open.last() {
                Some(last) if last.text(self.text) == opening => _ = open.pop(),
                Some(last) => {
                    let (here, there) = (self.span(token.start, token.end), self.span(last.start, last.end));
                    let message = format!("`{text}` closes nothing: `{}` is still open", last.text(self.text));
                    self.findings.push(Finding::new(&UNCLOSED, here, message).label(there, "opened here"));
                    // The partner may stand further out; then what is open inside has none.
                    if let Some(at) = open.iter().rposition(|one| one.text(self.text) == opening) {
                        open.truncate(at);
                    }
                }
                None => {
                    let span = self.span(token.start, token.end);
                    self.findings
                        .push(Finding::new(&UNCLOSED, span, format!("`{text}` closes nothing")).help("delete it"));
                }
            }
        }
        for token in open {
            let text = token.text(self.text);
            let span = self.span(token.start, token.end);
            self.findings.push(Finding::new(&UNCLOSED, span, format!("`{text}` is never closed")));
        }
        self.findings.len() > before
    }
}
