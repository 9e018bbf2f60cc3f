//! What permissions are about.

use std::sync::Arc;

use crate::inventory::computed::places::all_classes;
use crate::inventory::{Inventory, Record, Value};
use crate::names::{DefinitionId, Names, Sort};
use crate::vocabulary::OPERATION_KINDS;

/// Adds to every permission what can be said only when everything is read.
pub(crate) fn complete(inventory: &mut Inventory, names: &Names) {
    for forbidden in [false, true] {
        let mut all = std::mem::take(if forbidden { &mut inventory.prohibitions } else { &mut inventory.grants });
        for record in all.values_mut().flatten() {
            let kinds = record.field("operations").map_or(Value::Unknown, |operations| kinds(inventory, operations));
            let level = record.field("resources").map_or(Value::Nothing, |held| level(inventory, names, held));
            Arc::make_mut(&mut record.fields).extend([("kinds", kinds), ("level", level)]);
            let holder = record.field("holder").cloned();
            add_conditions(inventory, holder.as_ref(), record);
        }
        *(if forbidden { &mut inventory.prohibitions } else { &mut inventory.grants }) = all;
    }
}

/// The condition in the header of a delegation is one of everything that it hands on.
fn add_conditions(inventory: &Inventory, holder: Option<&Value>, record: &mut Record) {
    let Some(Value::Thing(holder)) = holder else { return };
    let Some(outer) = inventory.said(*holder, "when") else { return };
    let outer: Vec<Value> = outer.each().into_iter().cloned().collect();
    for (_, value) in Arc::make_mut(&mut record.fields).iter_mut().filter(|(name, _)| *name == "condition") {
        let own = value.each().into_iter().cloned();
        *value = Value::Many(own.chain(outer.clone()).collect());
    }
}

/// The kinds of some operations.
fn kinds(inventory: &Inventory, operations: &Value) -> Value {
    let word = |word: &str| Value::Word(word.to_owned());
    let mut found: Vec<Value> = Vec::new();
    for operation in operations.each() {
        match operation {
            Value::Thing(id) => found.extend(inventory.said(*id, "kind").cloned()),
            Value::Word(any) if any.starts_with("any") => found.extend(OPERATION_KINDS.iter().map(|kind| word(kind))),
            Value::Word(call) if call == "call" => found.push(word("invoke")),
            Value::Word(kind) if OPERATION_KINDS.contains(&kind.as_str()) => found.push(operation.clone()),
            _ => {}
        }
    }
    let mut once: Vec<Value> = Vec::new();
    for kind in found {
        if !once.contains(&kind) {
            once.push(kind);
        }
    }
    Value::Many(once)
}

/// The highest level of the data that is kept at some resources, as far as they say.
fn level(inventory: &Inventory, names: &Names, resources: &Value) -> Value {
    let of_class = |class: &Value| match inventory.attribute(names, class, "level").single() {
        Value::Thing(level) => Some(*level),
        _ => None,
    };
    let of_place = |id: DefinitionId| match names.definition(id).sort {
        Sort::Store | Sort::Part => all_classes(inventory, names, id).each().into_iter().filter_map(of_class).collect(),
        _ => Vec::new(),
    };
    let classes = || names.used().filter(|(_, one)| one.sort == Sort::Class).map(|(id, _)| Value::Thing(id));
    let levels = resources.each().into_iter().flat_map(|resource| match resource {
        Value::Thing(id) => of_place(*id),
        Value::Word(any) if any.starts_with("any") => classes().filter_map(|class| of_class(&class)).collect(),
        _ => Vec::new(),
    });
    let highest = levels.max_by_key(|level| names.definition(*level).position);
    highest.map_or(Value::Nothing, Value::Thing)
}

/// The kinds of what an entry performs.
pub(crate) fn kinds_of_entry(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    let Some(performed) = inventory.said(id, "performs").filter(|performed| performed.is_known()) else {
        return Value::Unknown;
    };
    let permissions = inventory.attribute(names, performed, "permission");
    kinds(inventory, &inventory.attribute(names, &permissions, "operations"))
}
