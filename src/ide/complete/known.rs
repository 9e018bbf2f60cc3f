//! Which names are known at the cursor, and how they are written there.

use crate::ide::complete::context::Context;
use crate::names::{Definition, DefinitionId, ModuleId, Names, Place, Sort, Space};
use crate::source::Db;

/// What is known at a place.
pub(crate) struct Knowing<'a> {
    pub(crate) db: &'a dyn Db,
    pub(crate) names: &'a Names,
    pub(crate) place: Place,
}

impl<'a> Knowing<'a> {
    /// The place of a context: the innermost of the declarations around it that could be read.
    pub(crate) fn new(db: &'a dyn Db, names: &'a Names, module: ModuleId, context: &Context<'_>) -> Self {
        let mut place = Place { module, block: None };
        let mut around: Vec<(&str, &str)> = context.around.clone();
        around.extend((!context.is_clause).then(|| (context.first(), context.token(1))));
        for (noun, name) in around {
            let found = Sort::of_noun(noun)
                .and_then(|sort| names.table(module, place.block).get(&(sort.space(), name.to_owned())).copied());
            place.block = found.or(place.block);
        }
        Self { db, names, place }
    }

    /// Everything that can be named here, as it is written here, in order.
    pub(crate) fn written(&self) -> Vec<(String, &'a Definition)> {
        let names = self.names;
        let all = names.definitions.iter().zip(0..).map(|(definition, number)| (DefinitionId(number), definition));
        all.filter_map(|(id, definition)| Some((self.as_written(id)?, definition))).collect()
    }

    /// How something is named here; nothing if it is not known here.
    pub(crate) fn as_written(&self, id: DefinitionId) -> Option<String> {
        let definition = self.names.definition(id);
        let space = definition.sort.space();
        if self.names.look(self.place.module, self.place.block, space, &definition.name) == Some(id) {
            return Some(definition.name.clone());
        }
        if let Some(parent) = definition.parent {
            // Tiers are known by their names alone.
            let around = self.as_written(parent);
            return around.map(|around| format!("{around}.{}", definition.name));
        }
        let imports = &self.names.module(self.place.module).imports;
        let import = imports.iter().find(|import| import.module == definition.module)?;
        let last = import.name.rsplit('.').next().unwrap_or_default();
        Some(format!("{last}.{}", definition.name))
    }

    /// The modules that can be used here.
    pub(crate) fn modules(&self) -> Vec<String> {
        let own = &self.names.module(self.place.module).name;
        let all = self.names.known.names_in(self.place.module).into_iter();
        all.filter(|name| name != own && !name.starts_with("std.rules.")).collect()
    }

    /// What a module declares, by the name that it has here.
    pub(crate) fn declared_in(&self, module: &str) -> Vec<(String, Sort)> {
        let found = self.names.modules.iter().find(|one| one.name == module);
        let top = found.into_iter().flat_map(|module| &module.top);
        let all = top.map(|((_, name), id)| (name.clone(), self.names.definition(*id).sort));
        all.collect()
    }

    /// What a name stands for here.
    pub(crate) fn find(&self, space: Space, name: &str) -> Option<DefinitionId> {
        self.names.look(self.place.module, self.place.block, space, name)
    }
}
