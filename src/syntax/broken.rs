//! Names of declarations that could not be read, so that nobody is told twice about the same mistake.

use std::collections::BTreeSet;

use crate::syntax::cut::Piece;
use crate::syntax::scan::{Kind, Token};
use crate::vocabulary;

/// The names that a piece of a file seems to declare: behind nouns, and behind words that look like misspelt ones.
pub(crate) fn names(text: &str, piece: &Piece) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut before: Option<Token> = None;
    for pair in piece.tokens.windows(2) {
        let [head, name] = pair else { continue };
        let begins = before.is_none_or(|before| begins_line(text, before, *head));
        before = Some(*head);
        if begins && head.kind == Kind::Word && name.kind == Kind::Word && may_declare(head.text(text)) {
            names.insert(name.text(text).to_owned());
        }
    }
    names
}

fn begins_line(text: &str, before: Token, token: Token) -> bool {
    let between = text.get(before.end as usize..token.start as usize).unwrap_or_default();
    between.contains('\n') || before.text(text) == "{"
}

fn may_declare(head: &str) -> bool {
    let is_clause = || vocabulary::NOUNS.iter().any(|noun| noun.clause(head).is_some());
    vocabulary::noun(head).is_some() || !is_clause()
}
