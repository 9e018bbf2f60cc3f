//! A file to its tree and everything that is wrong with it. Never fails.

use std::collections::BTreeSet;

use pest::Parser as _;

use crate::finding::{Descriptor, Finding, closest};
use crate::source::{Db, File, Span};
use crate::syntax::ast::Tree;
use crate::syntax::brackets::Brackets;
use crate::syntax::cut::{self, Piece};
use crate::syntax::errors::{IMPOSSIBLE_VALUE, TOO_DEEP, TOO_MANY, UNEXPECTED, UNKNOWN_NOUN};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::lower::Lower;
use crate::syntax::recover::Outline;
use crate::syntax::scan::{Kind, Token};
use crate::syntax::{broken, complaint, shape, unreadable};
use crate::vocabulary;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parsed {
    /// Everything that could be read and has its right form.
    pub tree: Tree,
    /// What is wrong, in the order of the text; at most a thousand findings, and one that says that there are more.
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

/// Reads a text as the content of a file. The text is shorter than 4 GiB.
pub fn parse(file: File, text: &str) -> Parsed {
    let mut reader = Reader {
        file,
        text,
        tree: Tree::default(),
        findings: Vec::new(),
        more: 0,
        missing_braces: 0,
        broken: BTreeSet::new(),
    };
    let mut order = Order::Edition;
    for piece in cut::cut(text) {
        let before = (reader.findings.len(), reader.more);
        let items = reader.tree.items.len();
        reader.piece(&piece, &mut order);
        if (reader.findings.len(), reader.more) != before {
            let read = reader.tree.items.get(items..).unwrap_or_default();
            reader.broken.extend(broken::names(text, &piece, read));
        }
    }
    reader.finish()
}

/// Whether a text is legal as far as the grammar is concerned, by its rule for whole files. Reading a text piece by piece
/// accepts exactly the same; this is the norm, but it needs fifty times the text in memory and says nothing about errors.
pub fn is_grammatical(text: &str) -> bool {
    Grammar::parse(Rule::file, text).is_ok()
}

/// How many findings of one file are kept.
const MOST_FINDINGS: usize = 1_000;

/// Declarations longer than this are read clause by clause from the beginning, to save memory.
const LONGEST_AT_ONCE: u32 = 1 << 16;

/// What may come next in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Edition,
    Imports,
    Declarations,
}

/// A file that is being read.
pub(crate) struct Reader<'text> {
    pub(crate) file: File,
    pub(crate) text: &'text str,
    tree: Tree,
    findings: Vec<Finding>,
    /// How many more things are wrong than are kept.
    more: usize,
    /// How many opening braces were found missing in the declaration that is being read.
    pub(crate) missing_braces: usize,
    broken: BTreeSet<String>,
}

impl<'text> Reader<'text> {
    fn finish(mut self) -> Parsed {
        self.findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        if let Some(last) = self.findings.last().filter(|_| self.more > 0) {
            let message = format!("{} more things are wrong in this file", self.more);
            self.findings.push(Finding::new(&TOO_MANY, last.span, message));
        }
        Parsed { tree: self.tree, findings: self.findings, broken: self.broken }
    }

    /// Adds a finding, unless there are too many.
    pub(crate) fn report(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// Whether something in a stretch is wrong.
    pub(crate) fn has_finding_in(&self, span: Span) -> bool {
        let within = |finding: &Finding| finding.span.start >= span.start && finding.span.start <= span.end;
        self.more > 0 || self.findings.iter().any(within)
    }

    /// From the beginning of one token to the end of another.
    pub(crate) fn span(&self, first: Token, last: Token) -> Span {
        Span { file: self.file, start: first.start, end: last.end }
    }

    /// A finding at a token.
    pub(crate) fn at(&self, about: &'static Descriptor, token: Token, message: impl Into<String>) -> Finding {
        Finding::new(about, self.span(token, token), message)
    }

    fn piece(&mut self, piece: &Piece, order: &mut Order) {
        if let Some(token) = piece.too_deep {
            self.report(
                self.at(&TOO_DEEP, token, "brackets are nested deeper than 256")
                    .help("write it flatter: nothing in this declaration is read"),
            );
            return;
        }
        let is_trivia = |token: &Token| matches!(token.kind, Kind::Documentation | Kind::Comment);
        let Some(first) = piece.tokens.iter().copied().find(|token| !is_trivia(token)) else {
            self.unreadable(&piece.tokens);
            let documentation = piece.tokens.iter().find(|token| token.kind == Kind::Documentation);
            if let Some(token) = documentation {
                self.report(complaint::documents_nothing(self.file, *token));
            }
            return;
        };
        let word = first.text(self.text);
        if matches!(word, "edition" | "use") {
            self.preamble(piece, first, order);
            return;
        }
        if first.kind == Kind::Word && vocabulary::noun(word).is_some_and(|noun| noun.top) {
            *order = Order::Declarations;
            self.in_column_one(first);
            self.declaration(piece);
        } else {
            self.unknown_noun(piece, first);
        }
    }

    /// An edition or an import.
    fn preamble(&mut self, piece: &Piece, first: Token, order: &mut Order) {
        self.in_order(first, order);
        self.in_column_one(first);
        let brackets = Brackets::of(self.text, &piece.tokens);
        if self.unreadable(&piece.tokens) | self.unbalanced(&piece.tokens, &brackets.faults) {
            return;
        }
        if let Some(token) = piece.tokens.iter().find(|token| token.kind == Kind::Documentation) {
            self.report(complaint::documents_nothing(self.file, *token));
        }
        let outline = Outline { text: self.text, tokens: &piece.tokens, brackets: &brackets };
        let mut lines = outline.clauses(0..piece.tokens.len()).into_iter().map(|stretch| stretch.tokens);
        let line = lines.next().and_then(|line| piece.tokens.get(line)).unwrap_or_default();
        if let Some(next) = lines.next().and_then(|line| outline.token(line.start)) {
            let message =
                format!("`{}` does not belong to the line before it", complaint::shortened(next.text(self.text)));
            self.report(self.at(&UNEXPECTED, next, message).help(NOUN_IN_COLUMN_ONE));
        }
        let end = line.last().map_or(first.end, |last| last.end);
        match Grammar::parse(Rule::one_preamble, self.slice(first.start, end)) {
            Err(error) => {
                let finding = complaint::unexpected(self.file, self.text, line, first.start, &error);
                self.report(finding);
            }
            Ok(pairs) => {
                let mut lower = self.lower(first.start);
                for pair in pairs.flat_map(pest::iterators::Pair::into_inner) {
                    match pair.as_rule() {
                        Rule::edition => self.tree.edition = lower.edition(pair),
                        Rule::import => self.tree.uses.extend(lower.import(pair)),
                        _ => {}
                    }
                }
                self.impossible(lower);
            }
        }
    }

    /// The first declaration of a file may stand further right only by mistake; any other would belong to the one before.
    fn in_column_one(&mut self, first: Token) {
        if !cut::in_column_one(self.text, first) {
            let message = format!("this `{}` does not begin in column one", first.text(self.text));
            self.report(self.at(&UNEXPECTED, first, message).help("delete the blanks before it"));
        }
    }

    /// Editions stand before imports, and imports before declarations.
    fn in_order(&mut self, first: Token, order: &mut Order) {
        let is_edition = first.text(self.text) == "edition";
        let latest = if is_edition { Order::Edition } else { Order::Imports };
        if *order > latest {
            let message = if is_edition {
                "`edition` stands before everything else in a file, once"
            } else {
                "imports stand before the first declaration of a file"
            };
            self.report(self.at(&UNEXPECTED, first, message).help("move this line further up"));
        }
        *order = (*order).max(Order::Imports);
    }

    fn unknown_noun(&mut self, piece: &Piece, first: Token) {
        let brackets = Brackets::of(self.text, &piece.tokens);
        let is_flawed = self.unreadable(&piece.tokens) | self.unbalanced(&piece.tokens, &brackets.faults);
        if first.kind != Kind::Word {
            if !is_flawed {
                let message = format!("`{}` begins no declaration", complaint::shortened(first.text(self.text)));
                self.report(self.at(&UNEXPECTED, first, message).help(NOUN_IN_COLUMN_ONE));
            }
            return;
        }
        let word = first.text(self.text).to_owned();
        let nouns = vocabulary::NOUNS.iter().filter(|noun| noun.top).map(|noun| noun.name);
        let finding = self.at(&UNKNOWN_NOUN, first, format!("`{word}` begins no declaration"));
        let is_clause = vocabulary::NOUNS.iter().any(|noun| noun.clause(&word).is_some());
        let is_inner = vocabulary::noun(&word).is_some() || is_clause || matches!(word.as_str(), "may" | "must");
        let span = self.span(first, first);
        self.report(match closest(&word, nouns.chain(["use", "edition"])) {
            _ if is_inner => finding.help(format!("`{word}` stands inside a declaration: indent it there")),
            Some(near) => {
                finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near)
            }
            None => finding.help(NOUN_IN_COLUMN_ONE),
        });
    }

    fn declaration(&mut self, piece: &Piece) {
        let (start, end) = (piece.start(), piece.end());
        let is_flawed = self.unreadable(&piece.tokens);
        let brackets = Brackets::of(self.text, &piece.tokens);
        let at_once = !is_flawed && brackets.faults.is_empty() && end - start <= LONGEST_AT_ONCE;
        let read = if at_once { Grammar::parse(Rule::one_declaration, self.slice(start, end)).ok() } else { None };
        let item = match read {
            Some(pairs) => {
                let mut lower = self.lower(start);
                let mut parts = pairs.flat_map(pest::iterators::Pair::into_inner);
                let declaration = parts.find(|pair| pair.as_rule() == Rule::declaration);
                let item = declaration.and_then(|pair| lower.declaration(pair));
                self.impossible(lower);
                item
            }
            None => self.recovered(&piece.tokens, &brackets),
        };
        if let Some(item) = item
            && let Some(item) = shape::declaration(item, self)
        {
            self.tree.items.push(item);
        }
    }

    pub(crate) fn lower(&self, base: u32) -> Lower {
        Lower { file: self.file, base, impossible: Vec::new() }
    }

    /// A stretch of the text.
    pub(crate) fn slice(&self, start: u32, end: u32) -> &'text str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Reports values that do not exist.
    pub(crate) fn impossible(&mut self, lower: Lower) {
        for (span, why) in lower.impossible {
            self.report(Finding::new(&IMPOSSIBLE_VALUE, span, why));
        }
    }

    /// Reports what can stand nowhere; whether there was any.
    fn unreadable(&mut self, tokens: &[Token]) -> bool {
        let mut is_any = false;
        for token in tokens {
            if let Some(finding) = unreadable::finding(self.file, self.text, *token) {
                is_any = true;
                self.report(finding);
            }
        }
        is_any
    }
}

const NOUN_IN_COLUMN_ONE: &str = "a line in column one begins with a noun such as `agent`, `store` or `prove`";
