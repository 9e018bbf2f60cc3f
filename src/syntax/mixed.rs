//! Conditions that mix `and` with `or`, and where their parentheses could stand.

use crate::syntax::scan::Token;

/// The condition around the word at `place`, with parentheses around everything that `and` joins; `None` if only one of
/// the two words joins its parts.
pub(crate) fn with_parentheses(text: &str, tokens: &[Token], place: usize) -> Option<String> {
    let (start, end) = (start_of(text, tokens, place), end_of(text, tokens, place));
    let (mut alternatives, mut parts) = (Vec::new(), Vec::new());
    let (mut from, mut depth, mut mixed) = (start, 0_usize, [false; 2]);
    for at in start..=end {
        let word = tokens.get(at).filter(|_| at < end).map_or("or", |token| token.text(text));
        match word {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "and" | "or" if depth == 0 || at == end => {
                parts.push(written(text, tokens.get(from..at)?)?);
                from = at + 1;
                mixed[usize::from(word == "or")] |= at < end;
                if word == "or" {
                    alternatives.push(std::mem::take(&mut parts));
                }
            }
            _ => {}
        }
    }
    if mixed != [true; 2] {
        return None;
    }
    let joined = |parts: &Vec<&str>| match parts.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("({})", several.join(" and ")),
    };
    let written = alternatives.iter().map(joined).collect::<Vec<_>>().join(" or ");
    (written.chars().count() <= 100 && !written.contains('\n')).then_some(written)
}

fn written<'t>(text: &'t str, tokens: &[Token]) -> Option<&'t str> {
    text.get(tokens.first()?.start as usize..tokens.last()?.end as usize)
}

/// Where the condition begins: behind the word that opens it or behind the parenthesis around it.
fn start_of(text: &str, tokens: &[Token], place: usize) -> usize {
    let mut depth = 0_usize;
    for at in (0..place).rev() {
        match tokens.get(at).map(|token| token.text(text)) {
            Some(")" | "]") => depth += 1,
            Some("(" | "[" | "when" | "unless" | "where" | "needs" | "needing") if depth == 0 => return at + 1,
            Some("(" | "[") => depth -= 1,
            _ => {}
        }
    }
    0
}

fn end_of(text: &str, tokens: &[Token], place: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(place) {
        match token.text(text) {
            "(" | "[" => depth += 1,
            ")" | "]" | "when" | "unless" | "until" | "delegable" | "through" | "via" | "needing" if depth == 0 => {
                return at;
            }
            ")" | "]" => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}
