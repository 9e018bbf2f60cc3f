//! How a clause is written, however it is laid out: a list has no order, a permission on two stores is two permissions, and a
//! time is the same in hours and in minutes.

use std::collections::BTreeSet;

use crate::source::{Db, Span};
use crate::syntax::ast::{
    Action, Argument, Clause, Modifier, Path, Permission, PermissionClause, Resources, Statement,
};
use crate::syntax::said;

/// One part of a clause.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A word, a text, or whatever else is taken as it is written.
    Said(String),
    /// A number, a share, a time in seconds, a day, a time of day.
    Amount(i64),
    /// Several things in no order.
    Several(BTreeSet<Part>),
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spelled {
    /// The parts behind its head.
    pub(crate) parts: Vec<Part>,
    /// What stands in its braces, each with its head.
    pub(crate) inside: BTreeSet<(String, Spelled)>,
}

/// A clause with a head.
pub(crate) fn statement(db: &dyn Db, statement: &Statement) -> Spelled {
    let clauses = statement.block.iter().flat_map(|block| &block.clauses);
    let mut parts: Vec<Part> = statement.arguments.iter().map(|argument| part(db, argument)).collect();
    // `single-use` is `single-use yes`.
    if parts.is_empty() && statement.block.is_none() {
        parts.push(Part::Said("yes".to_owned()));
    }
    Spelled { parts, inside: clauses.flat_map(|clause| inner(db, clause)).collect() }
}

fn inner(db: &dyn Db, clause: &Clause) -> Vec<(String, Spelled)> {
    match clause {
        Clause::Statement(inner) => vec![(inner.head.text.clone(), statement(db, inner))],
        Clause::Permission(permission) => {
            permissions(db, permission).into_iter().map(|one| (String::new(), one)).collect()
        }
        Clause::Sentence(_) | Clause::Logic(_) => vec![(String::new(), as_written(db, clause.span()))],
    }
}

/// A stretch, word by word; what stands in brackets has no order.
pub(crate) fn as_written(db: &dyn Db, span: Span) -> Spelled {
    let text = span.file.text(db);
    let mut parts = Vec::new();
    let mut list: Option<(BTreeSet<Part>, Vec<&str>)> = None;
    for word in said(text, span.start, span.end).map(|token| token.text(text)) {
        match (word, &mut list) {
            ("[", None) => list = Some((BTreeSet::new(), Vec::new())),
            ("," | "]", Some((items, item))) => {
                items.insert(Part::Said(item.join(" ")));
                item.clear();
                if word == "]" {
                    let (mut items, _) = list.take().unwrap_or_default();
                    let only = (items.len() == 1).then(|| items.pop_first()).flatten();
                    parts.push(only.unwrap_or(Part::Several(items)));
                }
            }
            (word, Some((_, item))) => item.push(word),
            (word, None) => parts.push(seconds(word).map_or_else(|| Part::Said(word.to_owned()), Part::Amount)),
        }
    }
    Spelled { parts, inside: BTreeSet::new() }
}

/// How many seconds a literal such as `15m` is.
fn seconds(word: &str) -> Option<i64> {
    const UNITS: [(char, i64); 6] =
        [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400), ('w', 604_800), ('y', 31_536_000)];
    let (_, unit) = UNITS.iter().find(|(unit, _)| word.ends_with(*unit))?;
    let digits = &word[..word.len() - 1];
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '_');
    digits.replace('_', "").parse::<i64>().ok().filter(|_| is_number)?.checked_mul(*unit)
}

/// What a clause permits or forbids, one operation on one resource at a time; how long and how often it may be handed on is
/// left out.
pub(crate) fn permissions(db: &dyn Db, clause: &PermissionClause) -> Vec<Spelled> {
    let word = if clause.forbids { "must not" } else { "may" };
    let conditions = clause.modifiers.iter().filter_map(|modifier| match modifier {
        Modifier::When(condition) => Some(("when", condition.span())),
        Modifier::Unless(condition) => Some(("unless", condition.span())),
        Modifier::During(task) => Some(("during", task.span)),
        Modifier::Until(_) | Modifier::Delegable(..) => None,
    });
    let conditions: Vec<String> =
        conditions.map(|(word, span)| format!("{word} {}", words(db, span).join(" "))).collect();
    let deeds: Vec<String> = match &clause.action {
        Action::On(all) => all.iter().flat_map(|one| on(db, one)).collect(),
        Action::Call(names) => names.iter().map(|name| format!("call {}", name.text())).collect(),
        Action::Spawn(names) => names.iter().map(|name| format!("spawn {}", name.text())).collect(),
        Action::Hold(names) => names.iter().map(|name| format!("hold {}", name.text())).collect(),
    };
    let said = |deed: String| [vec![word.to_owned(), deed], conditions.clone()].concat();
    let spelled = |deed| Spelled { parts: said(deed).into_iter().map(Part::Said).collect(), inside: BTreeSet::new() };
    deeds.into_iter().map(spelled).collect()
}

fn on(db: &dyn Db, permission: &Permission) -> Vec<String> {
    let operations: Vec<String> = match permission.operations.as_slice() {
        [] => vec!["any".to_owned()],
        named => named.iter().map(Path::text).collect(),
    };
    let resources: Vec<String> = match &permission.resources {
        Resources::Names(names) => names.iter().map(Path::text).collect(),
        Resources::Any(selection) => vec![words(db, selection.span).join(" ")],
    };
    let each = operations.iter().flat_map(|one| resources.iter().map(move |other| format!("{one} on {other}")));
    each.collect()
}

fn part(db: &dyn Db, argument: &Argument) -> Part {
    match argument {
        Argument::Path(path) => Part::Said(path.text()),
        Argument::Number(one)
        | Argument::Percent(one)
        | Argument::Duration(one)
        | Argument::Date(one)
        | Argument::Time(one) => Part::Amount(one.value),
        Argument::List(items, _) => match items.as_slice() {
            [only] => part(db, only),
            items => Part::Several(items.iter().map(|item| part(db, item)).collect()),
        },
        other => Part::Said(words(db, other.span()).join(" ")),
    }
}

/// The words of a stretch, which are the same however it is laid out.
pub(crate) fn words(db: &dyn Db, span: Span) -> Vec<String> {
    let text = span.file.text(db);
    let words = said(text, span.start, span.end).map(|token| token.text(text));
    words.filter(|word| *word != ",").map(str::to_owned).collect()
}
