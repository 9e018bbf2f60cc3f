//! From a name to where it is declared.

use crate::ide::controls;
use crate::ide::mentions::{Target, mention_at};
use crate::names::{Names, names};
use crate::source::{Db, File, Project, Span};

/// Where something is declared that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The name that was asked about.
    pub asked: Span,
    /// The name where it is declared; of a module, the beginning of its file, and of a control its line.
    pub name: Span,
}

/// Where the name, or the control of a framework, at an offset is declared.
pub fn definition(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<Declared> {
    let Some(mention) = mention_at(db, project, file, offset) else {
        return controls::declared(db, project, file, offset);
    };
    Some(Declared { asked: mention.span, name: declared(names(db, project), mention.target) })
}

/// Where something is declared.
pub(crate) fn declared(names: &Names, target: Target) -> Span {
    match target {
        Target::Definition(id) => names.definition(id).span,
        Target::Module(id) => Span { file: names.module(id).file, start: 0, end: 0 },
    }
}
