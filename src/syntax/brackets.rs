//! Which bracket belongs to which, where some may be missing.

use crate::syntax::cut::DEEPEST;
use crate::syntax::scan::{Kind, Token};

/// A bracket without a partner; the numbers are indices of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A bracket that nothing closes, with the bracket that closes something around it.
    Unclosed(usize, Option<usize>),
    /// A bracket that closes nothing.
    Stray(usize),
}

/// The brackets of some tokens.
#[derive(Debug)]
pub(crate) struct Brackets {
    /// The partner of each token; its own index where it has none.
    partners: Vec<usize>,
    /// What is wrong, in the order in which it was found.
    pub(crate) faults: Vec<Fault>,
}

/// The opening bracket that a closing one needs.
pub(crate) fn opening(closing: &str) -> Option<&'static str> {
    match closing {
        "}" => Some("{"),
        "]" => Some("["),
        ")" => Some("("),
        _ => None,
    }
}

impl Brackets {
    /// Finds the partners. A brace closes whatever else is still open inside it; other brackets never reach over a brace.
    pub(crate) fn of(text: &str, tokens: &[Token]) -> Self {
        let mut brackets = Self { partners: (0..tokens.len()).collect(), faults: Vec::new() };
        let mut open: Vec<(&str, usize)> = Vec::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Symbol) {
            let symbol = token.text(text);
            if matches!(symbol, "{" | "[" | "(") {
                open.push((symbol, at));
            } else if let Some(wanted) = opening(symbol) {
                brackets.close(&mut open, wanted, at);
            }
        }
        // Of brackets that all end too early only the last one is told: the others are repaired with it or found next.
        if let Some((_, at)) = open.last() {
            brackets.faults.push(Fault::Unclosed(*at, None));
        }
        brackets
    }

    fn close(&mut self, open: &mut Vec<(&str, usize)>, wanted: &str, at: usize) {
        // Nothing that can be read is nested deeper, so nothing further out needs to be looked at.
        let within_reach = open.iter().rev().take(DEEPEST).take_while(|(symbol, _)| wanted == "{" || *symbol != "{");
        let Some(over) = within_reach.map(|(symbol, _)| *symbol).position(|symbol| symbol == wanted) else {
            self.faults.push(Fault::Stray(at));
            return;
        };
        if over > 0
            && let Some((_, unclosed)) = open.last()
        {
            self.faults.push(Fault::Unclosed(*unclosed, Some(at)));
        }
        open.truncate(open.len() - over);
        if let Some((_, partner)) = open.pop() {
            self.partners[partner] = at;
            self.partners[at] = partner;
        }
    }

    /// The bracket that belongs to a bracket.
    pub(crate) fn partner(&self, at: usize) -> Option<usize> {
        self.partners.get(at).copied().filter(|partner| *partner != at)
    }
}
