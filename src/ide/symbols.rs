//! What is declared: the outline of a file, and everything of a project by name.

use crate::names::{Sort, names};
use crate::source::{Db, File, Project, Span};
use crate::syntax::ast::{Argument, Clause, Statement};
use crate::syntax::tree;

/// A declaration in an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name; its noun if it has none.
    pub name: String,
    /// What it declares.
    pub sort: Sort,
    /// What people call it.
    pub label: Option<String>,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
    /// What is declared inside.
    pub inside: Vec<Symbol>,
}

/// A declaration in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name with the names around it.
    pub name: String,
    /// What it declares.
    pub sort: Sort,
    /// The module.
    pub module: String,
    /// Its name.
    pub span: Span,
}

/// The outline of a file.
pub fn outline(db: &dyn Db, file: File) -> Vec<Symbol> {
    tree(db, file).items.iter().filter_map(symbol).collect()
}

fn symbol(statement: &Statement) -> Option<Symbol> {
    let sort = Sort::of_noun(&statement.head.text)?;
    let name = statement.arguments.first().map(|argument| match argument {
        Argument::Path(path) => (path.text(), path.span),
        Argument::List(_, span) => (sort.noun().to_owned(), *span),
        _ => (sort.noun().to_owned(), statement.head.span),
    });
    let (name, name_span) = name.unwrap_or_else(|| (sort.noun().to_owned(), statement.head.span));
    let label = label(statement);
    let clauses = statement.block.iter().flat_map(|block| &block.clauses);
    let inside = clauses.filter_map(|clause| match clause {
        Clause::Statement(inner) => symbol(inner),
        _ => None,
    });
    Some(Symbol { name, sort, label, span: statement.span, name_span, inside: inside.collect() })
}

/// What people call something: the text on the line of its declaration.
pub(crate) fn label(statement: &Statement) -> Option<String> {
    statement.arguments.iter().find_map(|argument| match argument {
        Argument::Text(text) => Some(text.value.clone()),
        _ => None,
    })
}

/// Everything that is declared in a project or used by it, and whose name has the letters of a query in this order.
pub fn named(db: &dyn Db, project: Project, query: &str) -> Vec<Named> {
    let names = names(db, project);
    let found = names.used().filter(|(_, definition)| has_letters(&definition.qualified, query));
    let found = found.map(|(_, definition)| Named {
        name: definition.qualified.clone(),
        sort: definition.sort,
        module: names.module(definition.module).name.clone(),
        span: definition.span,
    });
    found.collect()
}

/// Whether a name has the letters of a query in this order, whatever their case.
fn has_letters(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_lowercase)
        .all(|wanted| letters.any(|it| it == wanted))
}
