//! What can be taken out of an exception without anything being accepted less than before.

use crate::analysis::exceptions::{Accepts, Exception};
use crate::finding::{Applicability, Edit, Fix};
use crate::source::Db;
use crate::syntax::ast::{Argument, Path};
use crate::syntax::{removed, tree};

/// An exception with everything that it accepts, and what of it is found.
pub(crate) struct Needless<'a> {
    pub(crate) db: &'a dyn Db,
    pub(crate) exception: &'a Exception<'a>,
    pub(crate) all: &'a [Accepts<'a>],
}

impl Needless<'_> {
    /// Takes out what is accepted where it is not found: the exception if nothing of it is, the line, or the name.
    pub(crate) fn removal(&self, accepts: &Accepts<'_>, name: &Path) -> Option<Fix> {
        let is_idle = |one: &Accepts<'_>| !one.hit.contains(&true);
        let mut of_line = self.all.iter().filter(|one| one.line.span == accepts.line.span);
        if self.all.iter().all(is_idle) {
            return self.statement(self.exception.written.statement.span);
        }
        if of_line.clone().all(is_idle) {
            return self.statement(accepts.line.span);
        }
        if is_idle(accepts) {
            return Self::without(accepts.line.arguments.first()?, accepts.check);
        }
        // A name stands there for everything that the line accepts.
        let is_needless = |one: &Accepts<'_>| {
            let at = one.on.iter().position(|(path, _)| path.span == name.span);
            at.is_some_and(|at| !one.hit[at])
        };
        of_line.all(is_needless).then(|| Self::without(accepts.line.arguments.get(2)?, name)).flatten()
    }

    fn statement(&self, span: crate::source::Span) -> Option<Fix> {
        let text = span.file.text(self.db);
        let edit = removed(text, tree(self.db, span.file), span)?;
        let whole = text.get(span.start as usize..span.end as usize)?;
        let header = whole.split_once('{').map_or(whole, |(header, _)| header);
        let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(fix(format!("remove `{header}`"), edit))
    }

    /// A list without one of its names.
    fn without(list: &Argument, name: &Path) -> Option<Fix> {
        let left: Vec<String> = list.paths().iter().filter(|one| one.span != name.span).map(|one| one.text()).collect();
        let text = match left.as_slice() {
            [] => return None,
            [only] => only.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        Some(fix(format!("remove `{}`", name.text()), Edit { span: list.span(), text }))
    }
}

fn fix(title: String, edit: Edit) -> Fix {
    Fix { title, edits: vec![edit], applicability: Applicability::Safe }
}
