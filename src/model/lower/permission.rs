//! Operations on resources as they are written, in a permission clause or behind the head of a general clause.

use crate::model::lower::arguments::{selection, word};
use crate::syntax::ast::{Argument, Path, Permission, Resources, Selection};

/// A permission as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'a> {
    /// The operations; none for `any`.
    pub(crate) operations: Vec<&'a Path>,
    /// The resources by name.
    pub(crate) resources: Vec<&'a Path>,
    /// The resources by selection.
    pub(crate) selection: Option<&'a Selection>,
}

impl<'a> Wanted<'a> {
    pub(crate) fn of(permission: &'a Permission) -> Self {
        let (resources, selection) = match &permission.resources {
            Resources::Names(names) => (names.iter().collect(), None),
            Resources::Any(selection) => (Vec::new(), Some(selection)),
        };
        Self { operations: permission.operations.iter().collect(), resources, selection }
    }

    /// `OPERATIONS on RESOURCES` among the arguments of a clause; `None` if there is no `on`.
    pub(crate) fn of_arguments(arguments: &'a [Argument]) -> Option<Self> {
        let at = arguments.iter().position(|argument| word(argument) == Some("on"))?;
        let (operations, resources) = (arguments.get(at.checked_sub(1)?)?, arguments.get(at + 1)?);
        let is_any = selection(operations).is_some() || word(operations) == Some("any");
        Some(Self {
            operations: if is_any { Vec::new() } else { operations.paths() },
            resources: resources.paths(),
            selection: selection(resources),
        })
    }
}
