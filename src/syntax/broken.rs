//! Names of declarations that could not be read, so that nobody is told twice about the same mistake.

use std::collections::BTreeSet;

use crate::syntax::ast::{Argument, Statement};
use crate::syntax::cut::Piece;
use crate::syntax::piecemeal::has_its_own_grammar;
use crate::syntax::scan::{Kind, Token};
use crate::vocabulary;

/// The names that a piece of a file seems to declare: behind nouns, and behind words that look like misspelt ones. What was
/// `read` of it all the same is declared.
pub(crate) fn names(text: &str, piece: &Piece, read: &[Statement]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut before: Option<Token> = None;
    for pair in piece.tokens.windows(2) {
        let [head, name] = pair else { continue };
        let is_first = before.is_none();
        let begins = before.is_none_or(|before| begins_line(text, before, *head));
        before = Some(*head);
        if begins && head.kind == Kind::Word && name.kind == Kind::Word && may_declare(head.text(text), is_first) {
            names.insert(name.text(text).to_owned());
        }
    }
    for declared in read.iter().filter_map(|item| item.arguments.first()) {
        if let Argument::Path(name) = declared {
            names.remove(&name.text());
        }
    }
    names
}

fn begins_line(text: &str, before: Token, token: Token) -> bool {
    let between = text.get(before.end as usize..token.start as usize).unwrap_or_default();
    between.contains('\n') || before.text(text) == "{"
}

/// Whether what stands behind a word may be a name that it declares. Some nouns are clauses as well, `tier` for one: inside of
/// a declaration the word then says which one.
fn may_declare(head: &str, is_first: bool) -> bool {
    let is_clause = has_its_own_grammar(head) || vocabulary::NOUNS.iter().any(|noun| noun.clause(head).is_some());
    !is_clause || (is_first && vocabulary::noun(head).is_some())
}
