//! Tiers and levels, which stand on scales.

use crate::inventory::grant::yes_or_no;
use crate::inventory::{Inventory, Value};
use crate::names::{DefinitionId, Names, Sort};

/// How many steps the scale of a tier or level has, and how many of them are below it.
fn height(inventory: &Inventory, names: &Names, id: DefinitionId) -> Option<(usize, usize)> {
    let definition = names.definition(id);
    if definition.sort == Sort::Level {
        let beside = names.definitions.iter().filter(|other| {
            other.sort == Sort::Level && other.module == definition.module && other.way == definition.way
        });
        return Some((beside.count(), definition.position as usize));
    }
    let scale = inventory.said(definition.parent?, "scale")?.each();
    let at = scale.iter().position(|one| **one == Value::Thing(id))?;
    Some((scale.len(), at))
}

/// Whether something stands in the upper half of its scale.
pub(crate) fn is_high(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    height(inventory, names, id).map_or(Value::Unknown, |(all, at)| yes_or_no(at * 2 >= all))
}

/// Whether something is the highest of its scale. The only one of a scale is higher than nothing.
pub(crate) fn is_top(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    height(inventory, names, id).map_or(Value::Unknown, |(all, at)| yes_or_no(all > 1 && at + 1 == all))
}
