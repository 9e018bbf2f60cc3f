//! A clause on one line, cut into the cells that stand below those of its neighbours.

use crate::syntax::flow::joined;
use crate::syntax::scan::{Kind, Token};
use crate::vocabulary;

/// Operations in brackets that are wider than this stand for themselves.
const WIDEST_OPERATIONS: usize = 24;

/// The cells of a clause without its block, each with its kind. At the top of a file only declarations of one noun stand
/// below each other.
pub(crate) fn cells(text: &str, tokens: &[Token], is_top: bool) -> Vec<(String, &'static str)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text(text));
    let cell = |from: usize, to: usize| joined(text, tokens.get(from..to).unwrap_or_default());
    match word(0) {
        "may" | "must" => permission(text, tokens),
        // Sentences are read, not compared.
        "never" | "possible" | "always" => vec![(cell(0, tokens.len()), "")],
        "for" | "as" if matches!(word(1), "every" | "of") => {
            vec![(cell(0, 2), "clause"), (cell(2, tokens.len()), "rest")]
        }
        head => {
            let noun = vocabulary::noun(head);
            let kind = match noun {
                Some(noun) if is_top => noun.name,
                _ if is_top => "",
                _ => "clause",
            };
            if noun.is_none() || tokens.len() < 2 {
                let rest = (tokens.len() > 1).then(|| (cell(1, tokens.len()), "rest"));
                return std::iter::once((head.to_owned(), kind)).chain(rest).collect();
            }
            let mut starts = vec![(0, kind), (1, "name")];
            let mut open = 0_usize;
            for at in 2..tokens.len() {
                match word(at) {
                    "[" | "(" => open += 1,
                    "]" | ")" => open = open.saturating_sub(1),
                    // A condition is one cell with everything behind it.
                    "when" if open == 0 => {
                        starts.push((at, "when"));
                        break;
                    }
                    _ => {}
                }
                let opens = usize::from(matches!(word(at), "[" | "("));
                starts.extend(phrase(text, tokens, at).filter(|_| open == opens).map(|kind| (at, kind)));
            }
            let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([tokens.len()]);
            starts.iter().zip(ends).map(|((from, kind), to)| (cell(*from, to), *kind)).collect()
        }
    }
}

/// The kind of the cell that begins with a token of a header; `None` if none begins there.
fn phrase(text: &str, tokens: &[Token], at: usize) -> Option<&'static str> {
    let token = tokens.get(at)?;
    if token.kind == Kind::Text {
        return Some("text");
    }
    match token.text(text) {
        "is" => Some("is"),
        // `one of [a, b]`
        "of" if tokens.get(at - 1).is_none_or(|before| before.text(text) != "one") => Some("of"),
        "in" => Some("in"),
        "from" => Some("from"),
        "to" => Some("to"),
        "for" => Some("for"),
        "by" => Some("by"),
        "at" => Some("at"),
        "with" => Some("with"),
        _ if at == 2 => Some("rest"),
        _ => None,
    }
}

/// `may read` and `on notes`.
fn permission(text: &str, tokens: &[Token]) -> Vec<(String, &'static str)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text(text));
    let kind = if word(0) == "may" { "may" } else { "must not" };
    let verb = if kind == "may" { 1 } else { 2 };
    let is_call = matches!(word(verb), "call" | "spawn") && word(verb + 1) != "on";
    let split = if is_call { Some(verb + 1) } else { (verb..tokens.len()).find(|at| word(*at) == "on") };
    let split = split.unwrap_or(tokens.len());
    let first = joined(text, tokens.get(..split).unwrap_or_default());
    let rest = joined(text, tokens.get(split..).unwrap_or_default());
    if rest.is_empty() || first.chars().count() > WIDEST_OPERATIONS {
        return vec![(joined(text, tokens), "")];
    }
    vec![(first, kind), (rest, "rest")]
}
