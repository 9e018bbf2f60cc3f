//! What pest could not read, in the user's words.

use pest::error::{Error, ErrorVariant, InputLocation};

use crate::finding::Finding;
use crate::source::{File, Span};
use crate::syntax::errors::UNEXPECTED;
use crate::syntax::grammar::Rule;
use crate::syntax::scan::{Scanner, Token};

/// Signs that newcomers bring along, and what is written instead.
const FOREIGN: [(&str, &str); 9] = [
    ("==", "is"),
    ("=", "is"),
    ("!=", "is not"),
    ("<>", "is not"),
    ("&&", "and"),
    ("||", "or"),
    ("!", "not"),
    (":=", "is"),
    (";", ""),
];

/// The finding for a stretch that a rule of the grammar did not accept.
pub(crate) fn unexpected(file: File, text: &str, start: u32, end: u32, error: &Error<Rule>) -> Finding {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => start + u32::try_from(at).unwrap_or(0),
    };
    let mut tokens = Scanner::new(text, start, end).filter(|token| !token.is_trivia());
    let foreign = tokens.clone().find_map(|token| {
        let known = FOREIGN.iter().find(|(sign, _)| token.is(text, sign))?;
        (token.end >= at.saturating_sub(1)).then_some((token, known.1))
    });
    if let Some((token, instead)) = foreign {
        return foreign_sign(file, text, token, instead);
    }
    let token = tokens.find(|token| token.end > at);
    let expected = expected(error);
    let (span, message) = match token {
        Some(token) => {
            let span = Span { file, start: token.start, end: token.end };
            (span, format!("`{}` can not stand here", shortened(token.text(text))))
        }
        None => (
            Span { file, start: end.saturating_sub(1).max(start), end },
            "something is missing at the end of this".to_owned(),
        ),
    };
    let finding = Finding::new(&UNEXPECTED, span, message);
    if mixes(text, start, end) {
        return finding.help("put parentheses around one of them: `(a and b) or c`").note("`and` and `or` are mixed");
    }
    if expected.is_empty() { finding } else { finding.help(format!("expected {expected}")) }
}

fn foreign_sign(file: File, text: &str, token: Token, instead: &str) -> Finding {
    let span = Span { file, start: token.start, end: token.end };
    let sign = token.text(text);
    let finding = Finding::new(&UNEXPECTED, span, format!("`{sign}` can not stand here"));
    if instead.is_empty() {
        return finding.help("delete it: a clause ends with its line").replace("delete it", span, "");
    }
    finding.help(format!("write `{instead}`")).replace(format!("write `{instead}`"), span, instead)
}

/// Whether `and` and `or` stand beside each other without parentheses between them.
fn mixes(text: &str, start: u32, end: u32) -> bool {
    let mut depth = 0_usize;
    let mut seen: Vec<(usize, &str)> = Vec::new();
    for token in Scanner::new(text, start, end) {
        match token.text(text) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            word @ ("and" | "or") => seen.push((depth, word)),
            _ => {}
        }
    }
    seen.iter().any(|(depth, word)| seen.iter().any(|(other, another)| depth == other && word != another))
}

fn shortened(text: &str) -> String {
    if text.chars().count() > 40 {
        format!("{}…", text.chars().take(40).collect::<String>())
    } else {
        text.to_owned()
    }
}

fn expected(error: &Error<Rule>) -> String {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return String::new() };
    let mut words: Vec<String> = positives.iter().filter_map(|rule| word(*rule)).collect();
    words.sort();
    words.dedup();
    match words.as_slice() {
        [only] => only.clone(),
        [others @ .., last] if words.len() <= 6 => format!("{} or {last}", others.join(", ")),
        _ => String::new(),
    }
}

/// A rule of the grammar in words; `None` for what says nothing to a reader.
fn word(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    if let Some(word) = name.strip_suffix("_word") {
        return Some(format!("`{word}`"));
    }
    let words = match rule {
        Rule::path | Rule::names | Rule::name | Rule::loose_path => "a name",
        Rule::condition | Rule::negation | Rule::test => "a condition",
        Rule::permissions | Rule::on_resources | Rule::operations => "operations such as `read`",
        Rule::resources => "what it is done on",
        Rule::party => "who or what",
        Rule::fact => "what must not or can happen",
        Rule::causes | Rule::reaches | Rule::extracts | Rule::obtains | Rule::influences => {
            "`causes`, `reaches`, `extracts`, `obtains` or `influences`"
        }
        Rule::text => "a text in quotes",
        Rule::number => "a number",
        Rule::date => "a date such as `2026-11-22`",
        Rule::block | Rule::block_end => "`}`",
        Rule::list_end => "`]`",
        Rule::call_end => "`)`",
        _ => return None,
    };
    Some(words.to_owned())
}
