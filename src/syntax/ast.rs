//! The tree: what stands in a file, with the place of everything and the meaning of nothing.
//!
//! Two shapes carry the language. A [`Statement`] is a head word, arguments and an optional block: every declaration and
//! every general clause has this shape, and the clause catalogue says which heads, arguments and blocks are right where.
//! A [`PermissionClause`] (`may`, `must not`), a [`Sentence`] (`never`, `possible`, `always`) and a [`LogicLine`] (`for every`,
//! `require`, `given`, `expect`) have grammars of their own.

use crate::source::Span;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tree {
    /// The number after `edition`, if the file begins with it.
    pub edition: Option<Number>,
    /// The imports, in order.
    pub uses: Vec<Use>,
    /// The declarations that could be read, in order.
    pub items: Vec<Statement>,
}

/// `use std.levels [public, internal]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The module.
    pub module: Path,
    /// What becomes known without its module's name.
    pub bare: Bare,
    /// The whole line.
    pub span: Span,
}

/// What an import makes known bare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bare {
    /// Nothing: names are written with the module's last word in front.
    Nothing,
    /// `[*]`: everything.
    Everything,
    /// The names in the list.
    Names(Vec<Word>),
}

/// One word as it is written, kebab-case and all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where it is.
    pub span: Span,
}

/// `a.b.c`; one word is a path of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The words between the dots; at least one.
    pub segments: Vec<Word>,
    /// The whole path.
    pub span: Span,
}

/// A quoted text, its quotes and escapes taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Where it is, quotes included.
    pub span: Span,
}

/// A whole number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value; one that does not fit is reported by the parser and read as the nearest that does.
    pub value: i64,
    /// Where it is.
    pub span: Span,
}

/// A declaration or a general clause: `store repo "Platform repository" is repository in corp { ... }`, `owner platform`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The documentation lines above it, without their slashes.
    pub docs: Vec<String>,
    /// The word it begins with: a noun (`store`) or a clause head (`owner`).
    pub head: Word,
    /// What follows on its line, in order: names, small words (`is`, `in`, `on`, `by`), literals, lists.
    pub arguments: Vec<Argument>,
    /// What stands in its braces; `None` without braces.
    pub block: Option<Block>,
    /// From its head to its end, documentation excluded.
    pub span: Span,
}

/// The inside of a pair of braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The clauses that could be read, in order.
    pub clauses: Vec<Clause>,
    /// Braces included.
    pub span: Span,
}

/// One line of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// `may read on repo`.
    Permission(PermissionClause),
    /// `never anyone causes publish on registry`.
    Sentence(Sentence),
    /// `require x.owner is known`.
    Logic(LogicLine),
    /// Everything else, nested declarations included.
    Statement(Statement),
}

/// One thing on the line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A name or a small word: the catalogue says which is expected where.
    Path(Path),
    /// `"text"` or `"""text"""`.
    Text(Text),
    /// `400`, `1_000_000`.
    Number(Number),
    /// `96%`.
    Percent(Number),
    /// `15m`, in seconds.
    Duration(Number),
    /// `2026-11-22`, in days since 1970-01-01.
    Date(Number),
    /// `22:00`, in minutes since midnight.
    Time(Number),
    /// `0..5000`, `22:00..06:00`: the two ends are literals of one kind.
    Range(Box<Argument>, Box<Argument>, Span),
    /// `[a, b]`.
    List(Vec<Argument>, Span),
    /// `<`, between the levels of a scale.
    Less(Span),
    /// `*`.
    Star(Span),
    /// `w.reviewed.last + 30d`: the first term, then each one that is added or taken away.
    Sum(Box<Argument>, Vec<(Sign, Argument)>, Span),
    /// `grant g in w.grants where g.until is known`, in `count(...)`.
    Counted(Box<Binding>, Box<Condition>, Span),
    /// `any agent where ...`, `every [agent, tool]`.
    Selection(Selection),
    /// `approved(code-review)`.
    Call(Word, Vec<Argument>, Span),
    /// `when env is ci`: a condition bound to what stands before it.
    When(Condition),
}

/// What is done with a term of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// `[workflow, agent] x`, `record r in w.reviewed`: things of some kinds, each by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The kinds; at least one.
    pub kinds: Vec<Path>,
    /// The name.
    pub name: Word,
    /// The list they are in; all there are if there is none.
    pub within: Option<Path>,
    /// The whole binding.
    pub span: Span,
}

/// `any agent`, `every [agent, tool] where instructable is yes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// `any` or `every`.
    pub quantifier: Word,
    /// The kinds it ranges over; empty for a bare `any`.
    pub kinds: Vec<Path>,
    /// What narrows it.
    pub condition: Option<Box<Condition>>,
    /// The whole selection.
    pub span: Span,
}

/// `may [read, write] on repo when env is ci`, `must not send on email`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionClause {
    /// The documentation lines above it.
    pub docs: Vec<String>,
    /// `may`, or `must not` where `true`.
    pub forbids: bool,
    /// What is permitted or forbidden.
    pub action: Action,
    /// What stands behind, in order.
    pub modifiers: Vec<Modifier>,
    /// The record in braces (`enforced by`, `because`, ...).
    pub block: Option<Block>,
    /// From `may` to the end.
    pub span: Span,
}

/// What a permission clause is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `read on repo`, or several in brackets.
    On(Vec<Permission>),
    /// `call browser.fetch`.
    Call(Vec<Path>),
    /// `spawn coder`.
    Spawn(Vec<Path>),
    /// `hold pii`.
    Hold(Vec<Path>),
}

/// Operations on resources: `[read, write] on [issues, repo]`, `any on repo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The operations; empty for `any`.
    pub operations: Vec<Path>,
    /// The resources.
    pub resources: Resources,
    /// The whole permission.
    pub span: Span,
}

/// The resources of a permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resources {
    /// By name.
    Names(Vec<Path>),
    /// `any store`, `any`.
    Any(Selection),
}

/// What can stand behind a permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// `when env is ci`.
    When(Condition),
    /// `unless approved(g)`; only behind `must not`.
    Unless(Condition),
    /// `during refund`.
    During(Path),
    /// `until 2027-01-01`.
    Until(Number),
    /// `delegable 2`, `delegable unlimited` (`None`).
    Delegable(Option<Number>, Span),
}

/// A condition over context attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of them; at least two.
    And(Vec<Condition>),
    /// One of them; at least two.
    Or(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>, Span),
    /// `env is ci`, `amount <= 500`, `now.time in 22:00..06:00`.
    Compare(Box<Argument>, Comparison, Box<Argument>),
    /// A bare name or call: `mfa`, `approved(code-review)`.
    Holds(Box<Argument>),
    /// `destination mentions internet`.
    Mentions(Box<Argument>, Vec<Path>, Span),
    /// `some grant g in w.grants where ...`, or `no` where `true`.
    Quantified(bool, Box<Binding>, Box<Condition>, Span),
    /// `k reaches l`.
    Fact(Box<Fact>, Span),
}

/// How two things are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

/// One sentence of a proof: `never anyone causes publish on registry unless approved(code-review)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The documentation lines above it.
    pub docs: Vec<String>,
    /// What it says.
    pub opening: Opening,
    /// What bounds it, in order.
    pub bounds: Vec<Bound>,
    /// The whole sentence.
    pub span: Span,
}

/// How a sentence begins, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// `never FACT`
    Never(Fact),
    /// `possible FACT`
    Possible(Fact),
    /// `always PERMISSION needs NEED`
    Always(Vec<Permission>, Condition),
}

/// What can be the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// `X causes OP on RES`
    Causes(Party, Vec<Permission>),
    /// `K reaches N`
    Reaches(Party, Party),
    /// `X extracts K`
    Extracts(Party, Party),
    /// `X obtains C`
    Obtains(Party, Party),
    /// `X influences Y`
    Influences(Party, Party),
    /// `X starts W`
    Starts(Party, Party),
    /// `X may write on repo`, `X may not write on repo` where `true`.
    May(Party, bool, Action),
}

/// A line of a rule or of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogicLine {
    /// The documentation lines above it.
    pub docs: Vec<String>,
    /// `for`, `require`, `given` or `expect`.
    pub head: Word,
    /// What it says.
    pub what: Logic,
    /// The whole line.
    pub span: Span,
}

/// What a line of a rule or of a test says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// `for every agent a where a.instructable is yes`
    ForEvery(Binding, Option<Condition>),
    /// `require CONDITION`, `given CONDITION`, `expect CONDITION`
    Condition(Condition),
    /// `expect finding RULE on NAMES`; `expect no finding ...` where `true`.
    Finding(bool, Path, Vec<Path>),
    /// `expect possible ...`
    Sentence(Sentence),
    /// `expect probe may write on repo when approved(code-review)`
    Fact(Fact, Vec<Bound>),
}

/// Who or what a fact is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Names, or a selection.
    pub who: PartyKind,
    /// `of another tenant`: the dimension, for data.
    pub of_another: Option<Word>,
    /// The whole party.
    pub span: Span,
}

/// The ways to say who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// `ana`, `[ana, bo]`
    Names(Vec<Path>),
    /// `any agent where ...`, `any`
    Any(Selection),
    /// `any secret`
    AnySecret,
    /// `secret of npm-token`
    SecretOf(Path),
}

/// What bounds a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `when env is prod`
    When(Condition),
    /// `unless approved(g)`
    Unless(Condition),
    /// `unless through deid`
    UnlessThrough(Path),
    /// `needing approved(g)`; `None` for `needing nothing`.
    Needing(Option<Condition>, Span),
    /// `via [issues, triage]`
    Via(Vec<Path>, Span),
}

impl Path {
    /// The path as it is written.
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.segments.iter().map(|word| word.text.as_str()).collect();
        words.join(".")
    }
}

impl Clause {
    /// Where the clause is, documentation excluded.
    pub fn span(&self) -> Span {
        match self {
            Self::Permission(permission) => permission.span,
            Self::Sentence(sentence) => sentence.span,
            Self::Logic(line) => line.span,
            Self::Statement(statement) => statement.span,
        }
    }
}

impl Argument {
    /// The names that it is: one, or several in brackets.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Path(path) => vec![path],
            Self::List(items, _) => items.iter().flat_map(Self::paths).collect(),
            _ => Vec::new(),
        }
    }

    /// Where the argument is.
    pub fn span(&self) -> Span {
        match self {
            Self::Path(path) => path.span,
            Self::Text(text) => text.span,
            Self::Number(n) | Self::Percent(n) | Self::Duration(n) | Self::Date(n) | Self::Time(n) => n.span,
            Self::Range(_, _, span)
            | Self::List(_, span)
            | Self::Less(span)
            | Self::Star(span)
            | Self::Sum(_, _, span)
            | Self::Counted(_, _, span)
            | Self::Call(_, _, span) => *span,
            Self::Selection(selection) => selection.span,
            Self::When(condition) => condition.span(),
        }
    }
}

impl Condition {
    /// Where the condition is.
    pub fn span(&self) -> Span {
        match self {
            Self::And(parts) | Self::Or(parts) => match (parts.first(), parts.last()) {
                (Some(first), Some(last)) => first.span().to(last.span()),
                _ => unreachable!("a conjunction or disjunction has at least two parts"),
            },
            Self::Not(_, span) | Self::Mentions(_, _, span) | Self::Quantified(_, _, _, span) | Self::Fact(_, span) => {
                *span
            }
            Self::Compare(left, _, right) => left.span().to(right.span()),
            Self::Holds(argument) => argument.span(),
        }
    }
}
