//! Where clauses begin and end in a text that can not be read as a whole.

use crate::syntax::scan::{Kind, Scanner, Token};

/// From one byte to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Words that continue a clause on the next line.
const CONTINUATIONS: [&str; 9] = ["when", "unless", "during", "until", "through", "via", "needing", "and", "or"];

fn tokens(text: &str, stretch: Stretch) -> impl Iterator<Item = Token> {
    Scanner::new(text, stretch.start, stretch.end)
}

/// Whether something in a stretch was reported already: what can stand nowhere, or a bracket without partner.
pub(crate) fn has_flaw(text: &str, stretch: Stretch) -> bool {
    let mut open = Vec::new();
    for token in tokens(text, stretch) {
        if matches!(token.kind, Kind::Bad(_)) || token.flaw.is_some() {
            return true;
        }
        if token.kind == Kind::Symbol {
            match token.text(text) {
                symbol @ ("{" | "[" | "(") => open.push(symbol),
                "}" if open.pop() != Some("{") => return true,
                "]" if open.pop() != Some("[") => return true,
                ")" if open.pop() != Some("(") => return true,
                _ => {}
            }
        }
    }
    !open.is_empty()
}

/// The first braces of a stretch, to their partner or to the end.
pub(crate) fn block_of(text: &str, stretch: Stretch) -> Option<Stretch> {
    let (mut start, mut depth) = (None, 0_usize);
    for token in tokens(text, stretch) {
        if token.is(text, "{") {
            start = start.or(Some(token.start));
            depth += 1;
        } else if token.is(text, "}") && start.is_some() {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return start.map(|start| Stretch { start, end: token.end });
            }
        }
    }
    start.map(|start| Stretch { start, end: stretch.end })
}

/// The clauses between braces: a clause ends with its line, but goes on inside brackets and before a word that continues
/// it.
pub(crate) fn clauses_of(text: &str, block: Stretch) -> Vec<Stretch> {
    let mut clauses: Vec<Stretch> = Vec::new();
    let mut depth = 0_usize;
    let mut ended = true;
    for token in tokens(text, block) {
        match token.kind {
            Kind::LineEnd => {
                ended |= depth <= 1;
                continue;
            }
            Kind::Comment | Kind::Documentation => continue,
            _ => {}
        }
        let symbol = if token.kind == Kind::Symbol { token.text(text) } else { "" };
        if depth == 0 {
            depth = 1;
            continue;
        }
        if symbol == "}" && depth == 1 {
            break;
        }
        let continues = token.kind == Kind::Word && CONTINUATIONS.contains(&token.text(text));
        match clauses.last_mut() {
            Some(last) if !ended || continues => last.end = token.end,
            _ => clauses.push(Stretch { start: token.start, end: token.end }),
        }
        ended = false;
        match symbol {
            "{" | "[" | "(" => depth += 1,
            "}" | "]" | ")" => depth = depth.saturating_sub(1).max(1),
            _ => {}
        }
    }
    clauses
}
