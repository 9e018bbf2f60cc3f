//! Reading the arguments of a statement, whose shape was checked when it was parsed. What does not fit reads as absent.

use crate::syntax::ast::{Argument, Clause, Condition, Path, PermissionClause, Selection, Statement};

/// A word that stands alone.
pub(crate) fn word(argument: &Argument) -> Option<&str> {
    match argument {
        Argument::Path(path) => match path.segments.as_slice() {
            [only] => Some(&only.text),
            _ => None,
        },
        _ => None,
    }
}

/// What stands behind a small word.
pub(crate) fn after<'a>(arguments: &'a [Argument], small: &str) -> Option<&'a [Argument]> {
    let at = arguments.iter().position(|argument| word(argument) == Some(small))?;
    arguments.get(at + 1..)
}

/// What stands behind a small word in the header of a declaration, where the first argument is its name.
pub(crate) fn header<'a>(statement: &'a Statement, small: &str) -> Option<&'a [Argument]> {
    after(statement.arguments.get(1..)?, small)
}

/// Whether the arguments contain a small word.
pub(crate) fn has(arguments: &[Argument], small: &str) -> bool {
    arguments.iter().any(|argument| word(argument) == Some(small))
}

/// The names that the first argument is.
pub(crate) fn first_paths(arguments: &[Argument]) -> Vec<&Path> {
    arguments.first().map(Argument::paths).unwrap_or_default()
}

/// The name behind a small word.
pub(crate) fn path_after<'a>(arguments: &'a [Argument], small: &str) -> Option<&'a Path> {
    first_paths(after(arguments, small)?).into_iter().next()
}

/// The first word that is not quoted text.
pub(crate) fn first_word(arguments: &[Argument]) -> Option<&str> {
    arguments.first().and_then(word)
}

/// The text in quotes among the arguments.
pub(crate) fn text(arguments: &[Argument]) -> Option<&str> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Text(text) => Some(text.value.as_str()),
        _ => None,
    })
}

/// The condition behind `when`.
pub(crate) fn condition(arguments: &[Argument]) -> Option<&Condition> {
    arguments.iter().find_map(|argument| match argument {
        Argument::When(condition) => Some(condition),
        _ => None,
    })
}

/// The selection that an argument is.
pub(crate) fn selection(argument: &Argument) -> Option<&Selection> {
    match argument {
        Argument::Selection(selection) => Some(selection),
        _ => None,
    }
}

/// The clauses in the block of a statement.
pub(crate) fn clauses(statement: &Statement) -> &[Clause] {
    statement.block.as_ref().map_or(&[], |block| &block.clauses)
}

/// The general clauses that begin with a word.
pub(crate) fn clauses_of<'a>(statement: &'a Statement, head: &'a str) -> impl Iterator<Item = &'a Statement> {
    clauses(statement).iter().filter_map(move |clause| match clause {
        Clause::Statement(inner) if inner.head.text == head => Some(inner),
        _ => None,
    })
}

/// The first general clause that begins with a word.
pub(crate) fn clause<'a>(statement: &'a Statement, head: &'a str) -> Option<&'a Statement> {
    clauses_of(statement, head).next()
}

/// The first word behind the head of the first clause of that head: `plan fixed` reads as `fixed`.
pub(crate) fn value<'a>(statement: &'a Statement, head: &'a str) -> Option<&'a str> {
    clause(statement, head).and_then(|clause| first_word(&clause.arguments))
}

/// The `may` and `must not` clauses.
pub(crate) fn permissions(statement: &Statement) -> impl Iterator<Item = &PermissionClause> {
    clauses(statement).iter().filter_map(|clause| match clause {
        Clause::Permission(permission) => Some(permission),
        _ => None,
    })
}

/// The node named behind `enforced by` in a clause itself, in its block, or in the block of what it belongs to.
pub(crate) fn enforcer_of<'a>(clause: &'a Statement, owner: Option<&'a Statement>) -> Option<&'a [Argument]> {
    let own = after(&clause.arguments, "enforced").and_then(|rest| after(rest, "by"));
    let in_block = own.or_else(|| enforced_by(clauses(clause)));
    in_block.or_else(|| owner.and_then(|owner| enforced_by(clauses(owner))))
}

/// What stands behind `enforced by` in a block.
pub(crate) fn enforced_by(clauses: &[Clause]) -> Option<&[Argument]> {
    let found = clauses.iter().find_map(|clause| match clause {
        Clause::Statement(inner) if inner.head.text == "enforced" => Some(inner),
        _ => None,
    });
    found.and_then(|clause| after(&clause.arguments, "by"))
}
