//! What pest did not accept, in words that a reader understands.

use pest::error::{Error, InputLocation};

use crate::finding::{Finding, closest};
use crate::source::{File, Span};
use crate::syntax::errors::UNEXPECTED;
use crate::syntax::expected::{expected, expected_words};
use crate::syntax::grammar::Rule;
use crate::syntax::mixed;
use crate::syntax::scan::{Kind, Token};

/// Signs that newcomers bring along, with what is written instead inside and outside of conditions.
const FOREIGN: [(&str, &str, &str); 15] = [
    ("==", "is", ""),
    ("=", "is", ""),
    (":=", "is", ""),
    ("!=", "is not", "is not"),
    ("<>", "is not", "is not"),
    ("&&", "and", "and"),
    ("||", "or", "or"),
    ("!", "not", "not"),
    ("->", "to", "to"),
    ("=>", "to", "to"),
    (":", "", ""),
    (";", "", ""),
    ("/*", "//", "//"),
    ("#", "//", "//"),
    ("'", "\"", "\""),
];

/// Words behind which a condition stands.
const CONDITIONAL: [&str; 9] = ["when", "unless", "where", "needs", "needing", "require", "given", "expect", "("];

/// Never a name.
pub(crate) const RESERVED: [&str; 16] = [
    "and", "any", "every", "in", "is", "may", "must", "never", "not", "no", "on", "or", "some", "unless", "when",
    "where",
];

/// What is wrong with tokens that a rule of the grammar did not accept. `start` is where the rule began to read.
pub(crate) fn unexpected(file: File, text: &str, tokens: &[Token], start: u32, error: &Error<Rule>) -> Finding {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let at = start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    let place = tokens.iter().position(|token| token.end > at).unwrap_or(tokens.len());
    let complaint = Complaint { file, text, tokens, place, error };
    match tokens.get(place) {
        None => complaint.unfinished(),
        Some(token) => complaint
            .foreign(*token)
            .or_else(|| complaint.conditions(*token))
            .or_else(|| complaint.known_mistake(*token))
            .unwrap_or_else(|| complaint.misplaced(*token)),
    }
}

/// Documentation that stands where nothing is documented.
pub(crate) fn documents_nothing(file: File, token: Token) -> Finding {
    let span = Span { file, start: token.start, end: token.end };
    let slashes = Span { end: token.start + 3, ..span };
    Finding::new(&UNEXPECTED, span, "this documentation documents nothing")
        .help("put it on a line before a declaration or a clause, or make it a comment with `//`")
        .replace("make it a comment", slashes, "//")
}

/// A text that is short enough to stand in a message.
pub(crate) fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 40 || line.len() < text.len() {
        format!("{}…", line.chars().take(40).collect::<String>())
    } else {
        line.to_owned()
    }
}

struct Complaint<'a> {
    file: File,
    text: &'a str,
    tokens: &'a [Token],
    /// The token that could not be read; behind the last one if something is missing at the end.
    place: usize,
    error: &'a Error<Rule>,
}

impl Complaint<'_> {
    fn span(&self, token: Token) -> Span {
        Span { file: self.file, start: token.start, end: token.end }
    }

    fn before(&self) -> Option<Token> {
        self.place.checked_sub(1).and_then(|before| self.tokens.get(before)).copied()
    }

    fn is_before(&self, word: &str) -> bool {
        self.before().is_some_and(|before| before.text(self.text) == word)
    }

    fn in_condition(&self) -> bool {
        let before = self.tokens.iter().take(self.place);
        before.rev().any(|token| CONDITIONAL.contains(&token.text(self.text)))
    }

    /// What was written, from the beginning up to the mistake, if that is short.
    fn beginning(&self) -> Option<String> {
        let (first, last) = (self.tokens.first()?, self.before()?);
        let written = self.text.get(first.start as usize..last.end as usize)?;
        (written.len() <= 60 && !written.contains('\n')).then(|| written.to_owned())
    }

    fn with_expected(&self, finding: Finding) -> Finding {
        let expected = expected(self.error);
        if expected.is_empty() { finding } else { finding.help(format!("expected {expected}")) }
    }

    fn unfinished(&self) -> Finding {
        let span = self.tokens.last().map(|token| self.span(*token));
        let span = span.unwrap_or(Span { file: self.file, start: 0, end: 0 });
        let message = match self.beginning() {
            Some(written) => format!("`{written}` is not finished"),
            None => "something is missing at the end of this clause".to_owned(),
        };
        self.with_expected(Finding::new(&UNEXPECTED, span, message).here("more is expected behind this"))
    }

    fn foreign(&self, token: Token) -> Option<Finding> {
        if token.kind != Kind::Symbol {
            return None;
        }
        let sign = token.text(self.text);
        let (_, inside, outside) = FOREIGN.iter().find(|(known, ..)| *known == sign)?;
        let instead = if self.in_condition() { *inside } else { *outside };
        let finding = Finding::new(&UNEXPECTED, self.span(token), format!("`{sign}` is no sign of this language"));
        if instead.is_empty() {
            let why = if sign == ";" { "a clause ends with its line" } else { "an argument simply follows its word" };
            return Some(finding.help(format!("delete it: {why}")).replace("delete it", self.span(token), ""));
        }
        let finding = finding.help(match instead {
            "\"" => "texts stand in double quotes".to_owned(),
            "//" => "a comment begins with `//` and ends with its line".to_owned(),
            _ => format!("write `{instead}`"),
        });
        let is_word = instead.starts_with(|c: char| c.is_ascii_alphabetic());
        Some(if is_word {
            finding.replace(format!("write `{instead}`"), self.span(token), self.spaced(token, instead))
        } else {
            finding
        })
    }

    /// A word with blanks where it would touch its neighbours.
    fn spaced(&self, token: Token, word: &str) -> String {
        let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '(');
        let before = self.text.get(..token.start as usize).and_then(|before| before.chars().next_back());
        let after = self.text.get(token.end as usize..).and_then(|after| after.chars().next());
        let blank = |is_needed: bool| if is_needed { " " } else { "" };
        format!("{}{word}{}", blank(touches(before)), blank(after.is_some_and(|c| !c.is_whitespace())))
    }

    /// Mistakes in conditions.
    fn conditions(&self, token: Token) -> Option<Finding> {
        let word = token.text(self.text);
        if matches!(word, "and" | "or")
            && let Some(written) = mixed::with_parentheses(self.text, self.tokens, self.place)
        {
            let finding = Finding::new(&UNEXPECTED, self.span(token), "`and` and `or` are mixed without parentheses");
            return Some(finding.help(format!("write `{written}`, or put the parentheses where you mean them")));
        }
        if word == "not" && self.is_before("not") {
            let finding = Finding::new(&UNEXPECTED, self.span(token), "`not` stands here twice");
            return Some(finding.help("delete both: they cancel each other"));
        }
        let not = self.before().filter(|_| word == "in" && self.is_before("not"))?;
        let is =
            self.place.checked_sub(2).and_then(|at| self.tokens.get(at)).filter(|is| is.text(self.text) == "is")?;
        let span = self.span(*is).to(self.span(not));
        let finding = Finding::new(&UNEXPECTED, self.span(token), "`in` can not stand behind `is not`");
        Some(finding.help("write `not in`").replace("write `not in`", span, "not"))
    }

    fn known_mistake(&self, token: Token) -> Option<Finding> {
        let word = token.text(self.text);
        let span = self.span(token);
        if token.kind == Kind::Word
            && let Some(near) = closest(word, expected_words(self.error))
        {
            let finding = Finding::new(&UNEXPECTED, span, format!("`{word}` can not stand here"));
            let help = format!("did you mean `{near}`?");
            return Some(finding.help(help).replace(format!("write `{near}`"), span, near));
        }
        if self.place > 0 && matches!(word, "may" | "must" | "never") {
            let finding = Finding::new(&UNEXPECTED, span, format!("`{word}` begins a clause of its own"));
            return Some(finding.help("begin a new line here"));
        }
        let wants_name = expected(self.error).contains("name");
        if RESERVED.contains(&word) && (wants_name || self.place == 0) {
            let what = if self.place == 0 { "begins no clause" } else { "is a word of the language and never a name" };
            let finding = Finding::new(&UNEXPECTED, span, format!("`{word}` {what}"));
            return Some(self.with_expected(finding));
        }
        None
    }

    fn misplaced(&self, token: Token) -> Finding {
        let shown = shortened(token.text(self.text));
        let message = match self.beginning() {
            Some(written) => format!("`{shown}` can not stand behind `{written}`"),
            None => format!("`{shown}` can not stand here"),
        };
        let finding = Finding::new(&UNEXPECTED, self.span(token), message);
        let open = self.tokens.iter().take(self.place).filter(|one| one.is(self.text, "[") || one.is(self.text, "("));
        let closed = self.tokens.iter().take(self.place).filter(|one| one.is(self.text, "]") || one.is(self.text, ")"));
        if token.is(self.text, ",") && open.count() == closed.count() {
            return finding.help("several things stand in brackets: `[a, b]`");
        }
        if token.is(self.text, ".") && self.before().is_some_and(|before| before.kind == Kind::Literal) {
            return finding.help("numbers are whole");
        }
        self.with_expected(finding)
    }
}
