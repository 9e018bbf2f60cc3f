//! Layer 5: everything that is declared, with its attributes as values: what rules ask about.
//!
//! The clause catalogue says what a clause may look like and what its parts are called; this layer reads declarations by
//! it, so that every clause is an attribute that can be asked, without code of its own. What has to be worked out from
//! several declarations is in `computed`.

mod computed;
mod grant;
mod lookup;
mod read;
mod value;
mod without;

use std::collections::{BTreeMap, BTreeSet};

use crate::inventory::read::{Fields, Reader};
use crate::names::{Definition, DefinitionId, Names, Place, names};
use crate::source::{Db, Project};
use crate::syntax::tree;
use crate::vocabulary;

pub(crate) use computed::{DERIVED, is_yes};
pub use lookup::{attributes, is_attribute};
pub(crate) use read::{literal, spoken_of};
pub use value::{Record, Value};

/// Everything that is declared, with its attributes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Inventory {
    /// What each declaration says, by its parts and clauses.
    items: BTreeMap<DefinitionId, Fields>,
    /// The permissions that stand in each declaration, prohibitions apart.
    grants: BTreeMap<DefinitionId, Vec<Record>>,
    /// The prohibitions.
    prohibitions: BTreeMap<DefinitionId, Vec<Record>>,
    /// Whoever uses each credential.
    users: BTreeMap<DefinitionId, Vec<DefinitionId>>,
    /// What follows about them, added by whoever derives it.
    derived: BTreeMap<DefinitionId, Fields>,
    /// What is taken away.
    gone: BTreeSet<DefinitionId>,
}

/// The inventory of a project.
#[salsa::tracked(returns(ref))]
pub fn inventory(db: &dyn Db, project: Project) -> Inventory {
    let names = names(db, project);
    let mut inventory = Inventory::default();
    for (definition, number) in names.definitions.iter().zip(0..) {
        let id = DefinitionId(number);
        let file = names.module(definition.module).file;
        let statement = definition.statement(tree(db, file));
        let (Some(statement), Some(noun)) = (statement, vocabulary::noun(definition.sort.noun())) else { continue };
        let reader = Reader { names, place: Place { module: definition.module, block: Some(id) } };
        inventory.items.insert(id, reader.declaration(statement, noun));
        let (granted, forbidden) = reader.permissions(id, statement);
        inventory.grants.insert(id, granted);
        inventory.prohibitions.insert(id, forbidden);
    }
    computed::find_users(&mut inventory, names);
    computed::complete(&mut inventory, names);
    inventory
}

impl Inventory {
    /// Every permission, or every prohibition, of the policy, in the order of the text.
    pub fn permissions<'a>(&'a self, names: &'a Names, forbidden: bool) -> impl Iterator<Item = &'a Record> {
        let all = if forbidden { &self.prohibitions } else { &self.grants };
        self.used(names).filter_map(|(id, _)| all.get(&id)).flatten()
    }

    /// Everything that is declared in modules that are used, without what is taken away.
    pub(crate) fn used<'a>(&'a self, names: &'a Names) -> impl Iterator<Item = (DefinitionId, &'a Definition)> {
        names.used().filter(|(id, _)| !self.gone.contains(id))
    }

    /// Adds what follows about a declaration; `name` is one of [`DERIVED`].
    pub(crate) fn derive(&mut self, id: DefinitionId, name: &'static str, value: Value) {
        self.derived.entry(id).or_default().push((name, value));
    }

    /// What a declaration says by one of its parts or clauses.
    pub(crate) fn said(&self, id: DefinitionId, name: &str) -> Option<&Value> {
        self.items.get(&id)?.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}
