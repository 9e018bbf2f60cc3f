//! Every name in a text, with what it stands for.

mod conditions;
mod walk;

use std::collections::BTreeMap;

use crate::ide::mentions::walk::Walk;
pub(crate) use crate::ide::mentions::walk::parameters;
use crate::names::{DefinitionId, ModuleId, Names, names};
use crate::source::{Db, File, Project, Span};
use crate::syntax::tree;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Something that is declared.
    Definition(DefinitionId),
    /// A module.
    Module(ModuleId),
}

/// One word that stands for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The word; of a module its whole name.
    pub span: Span,
    /// What it stands for.
    pub target: Target,
    /// Whether this is where it is declared.
    pub is_declaration: bool,
}

/// The names of a file, in the order of the text.
#[salsa::tracked(returns(ref))]
pub fn mentions_in(db: &dyn Db, project: Project, file: File) -> Vec<Mention> {
    let names = names(db, project);
    let Some(module) = module_of(names, file) else { return Vec::new() };
    let mut declared = BTreeMap::new();
    let numbered = names.definitions.iter().zip(0..);
    for (definition, number) in numbered.filter(|(definition, _)| definition.module == module) {
        declared.entry(definition.way.as_slice()).or_insert(DefinitionId(number));
    }
    let mut walk = Walk::new(names, module, declared);
    walk.tree(tree(db, file));
    let mut found = walk.found;
    found.sort_by_key(|mention| (mention.span.start, mention.span.end, mention.target));
    found.dedup();
    found
}

/// The module that a file is.
pub(crate) fn module_of(names: &Names, file: File) -> Option<ModuleId> {
    let at = names.modules.iter().position(|module| module.file == file)?;
    Some(ModuleId(u32::try_from(at).ok()?))
}

/// The name at an offset: that behind which the cursor stands, if there is no other.
pub fn mention_at(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<Mention> {
    let touching =
        mentions_in(db, project, file).iter().filter(|one| one.span.start <= offset && offset <= one.span.end);
    touching.max_by_key(|one| (offset < one.span.end, std::cmp::Reverse(one.span.end - one.span.start))).copied()
}
