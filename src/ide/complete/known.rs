//! Which names are known at the cursor, and how they are written there.

use crate::finding::{Descriptor, Edit};
use crate::ide::complete::context::Context;
use crate::names::{Definition, DefinitionId, ModuleId, Names, Place, Sort, Space, names};
use crate::rules;
use crate::source::{Db, Project, is_catalogue};
use crate::syntax::ast::Argument;
use crate::syntax::tree;

/// What is known at a place.
pub(crate) struct Knowing<'a> {
    pub(crate) db: &'a dyn Db,
    project: Project,
    pub(crate) names: &'a Names,
    pub(crate) place: Place,
}

impl<'a> Knowing<'a> {
    /// The place of a context: the innermost of the declarations around it that could be read.
    pub(crate) fn new(db: &'a dyn Db, project: Project, module: ModuleId, context: &Context<'_>) -> Self {
        let names = names(db, project);
        let mut place = Place { module, block: None };
        let mut around: Vec<(&str, &str)> = context.around.clone();
        around.extend((!context.is_clause).then(|| (context.first(), context.token(1))));
        for (noun, name) in around {
            let found = Sort::of_noun(noun)
                .and_then(|sort| names.table(module, place.block).get(&(sort.space(), name.to_owned())).copied());
            place.block = found.or(place.block);
        }
        Self { db, project, names, place }
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
        if let Some(unread) = found.filter(|module| module.is_unread) {
            let items = tree(self.db, unread.file).items.iter();
            let named = items.filter_map(|item| match (Sort::of_noun(&item.head.text), item.arguments.first()) {
                (Some(sort), Some(Argument::Path(name))) => Some((name.text(), sort)),
                _ => None,
            });
            return named.collect();
        }
        let top = found.into_iter().flat_map(|module| &module.top);
        let all = top.map(|((_, name), id)| (name.clone(), self.names.definition(*id).sort));
        all.collect()
    }

    /// The catalogues of the library that nobody uses: the name of the framework, its module, and what imports it here.
    pub(crate) fn catalogues(&self) -> Vec<(String, String, Edit)> {
        let all = self.names.modules.iter().zip(0..).filter(|(module, _)| is_catalogue(self.db, module.file));
        let unused = all.filter(|(module, _)| !module.is_used);
        let offered = unused.flat_map(|(module, number)| {
            let names = self.declared_in(&module.name).into_iter().filter(|(_, sort)| *sort == Sort::Framework);
            names.map(move |(name, _)| {
                let (span, text) = self.names.import(self.place.module, (&module.name, ModuleId(number)), &name);
                (name, module.name.clone(), Edit { span, text })
            })
        });
        offered.collect()
    }

    /// Every rule that can be named.
    pub(crate) fn rules(&self) -> Vec<&'static Descriptor> {
        let all = rules::catalogue().into_iter().chain(rules::declared_rules(self.db, self.project));
        all.filter(|about| !rules::is_fixed(about)).collect()
    }

    /// What a name stands for here.
    pub(crate) fn find(&self, space: Space, name: &str) -> Option<DefinitionId> {
        self.names.look(self.place.module, self.place.block, space, name)
    }
}
