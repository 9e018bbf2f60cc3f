//! What is kept somewhere.

use crate::inventory::{Inventory, Value};
use crate::names::{DefinitionId, Names, Sort};

/// The classes that a store and its parts hold. What a store says of itself counts for the parts that say nothing; where
/// nobody says anything, nobody knows.
pub(crate) fn all_classes(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    let mut found: Vec<Value> = Vec::new();
    collect(inventory, names, id, around(inventory, names, id).as_ref(), &mut found);
    Value::Many(found)
}

/// What is said around a part.
fn around(inventory: &Inventory, names: &Names, id: DefinitionId) -> Option<Value> {
    let parent = names.definition(id).parent?;
    own(inventory, names, parent).or_else(|| around(inventory, names, parent))
}

/// What a place says by itself.
fn own(inventory: &Inventory, names: &Names, id: DefinitionId) -> Option<Value> {
    let held = inventory.said(id, "holds").filter(|held| held.is_known())?;
    Some(inventory.attribute(names, held, "classes"))
}

fn collect(inventory: &Inventory, names: &Names, id: DefinitionId, outer: Option<&Value>, found: &mut Vec<Value>) {
    let said = own(inventory, names, id);
    let mut parts: Vec<DefinitionId> = super::inside(inventory, names, id, &[Sort::Part]);
    parts.sort_unstable();
    match (&said, outer) {
        (Some(said), _) => found.extend(said.each().into_iter().cloned()),
        (None, Some(outer)) => found.extend(outer.each().into_iter().cloned()),
        (None, None) if parts.is_empty() => found.push(Value::Unknown),
        (None, None) => {}
    }
    for part in parts {
        collect(inventory, names, part, said.as_ref().or(outer), found);
    }
}
