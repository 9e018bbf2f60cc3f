//! Delegations, one after the other.

use std::collections::BTreeSet;

use crate::inventory::grant::yes_or_no;
use crate::inventory::{Inventory, Value};
use crate::names::{DefinitionId, Names, Sort};

/// Whether declared delegations lead from the receiver of one back to its giver.
pub(crate) fn is_circular(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    let mut waiting = named(inventory, id, "to");
    let givers = named(inventory, id, "from");
    let mut seen = BTreeSet::new();
    let delegations: Vec<DefinitionId> =
        names.used().filter(|(_, one)| one.sort == Sort::Delegation).map(|(id, _)| id).collect();
    while let Some(receiver) = waiting.pop() {
        if givers.contains(&receiver) {
            return yes_or_no(true);
        }
        if seen.insert(receiver) {
            let onward = delegations.iter().filter(|next| named(inventory, **next, "from").contains(&receiver));
            waiting.extend(onward.flat_map(|next| named(inventory, *next, "to")));
        }
    }
    yes_or_no(false)
}

fn named(inventory: &Inventory, delegation: DefinitionId, part: &str) -> Vec<DefinitionId> {
    let each = inventory.said(delegation, part).map(Value::each).unwrap_or_default();
    each.into_iter().filter_map(|one| if let Value::Thing(id) = one { Some(*id) } else { None }).collect()
}
