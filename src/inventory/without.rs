//! The inventory without some declarations, and without whatever is said about them.

use std::sync::Arc;

use std::collections::{BTreeMap, BTreeSet};

use crate::inventory::computed::find_users;
use crate::inventory::read::absent;
use crate::inventory::{Inventory, Record, Value};
use crate::names::{DefinitionId, Names};
use crate::vocabulary;

impl Inventory {
    /// The inventory without some declarations. A clause that names one of them is gone as if it had not been written;
    /// from a list only the name is gone.
    #[must_use]
    pub fn without(&self, names: &Names, gone: BTreeSet<DefinitionId>) -> Self {
        let mut left = self.clone();
        left.items.retain(|id, _| !gone.contains(id));
        for (id, fields) in &mut left.items {
            let noun = vocabulary::noun(names.definition(*id).sort.noun());
            for (name, value) in fields {
                let unsaid =
                    || noun.and_then(|noun| noun.clause(name)).map_or(Value::Nothing, |one| absent(one.absent));
                *value = remaining(value, &gone).unwrap_or_else(unsaid);
            }
        }
        for permissions in [&mut left.grants, &mut left.prohibitions] {
            remove(permissions, &gone);
        }
        left.gone = gone;
        find_users(&mut left, names);
        left
    }
}

fn remove(permissions: &mut BTreeMap<DefinitionId, Vec<Record>>, gone: &BTreeSet<DefinitionId>) {
    permissions.retain(|id, _| !gone.contains(id));
    for records in permissions.values_mut() {
        *records = records.iter().filter_map(|record| remaining_record(record, gone)).collect();
    }
}

/// What is left of a value, if anything is.
fn remaining(value: &Value, gone: &BTreeSet<DefinitionId>) -> Option<Value> {
    match value {
        Value::Thing(id) => (!gone.contains(id)).then(|| value.clone()),
        Value::Record(record) => remaining_record(record, gone).map(Value::Record),
        Value::Many(values) => {
            let left: Vec<Value> = values.iter().filter_map(|one| remaining(one, gone)).collect();
            (!left.is_empty() || values.is_empty()).then_some(Value::Many(left))
        }
        _ => Some(value.clone()),
    }
}

fn remaining_record(record: &Record, gone: &BTreeSet<DefinitionId>) -> Option<Record> {
    let fields = record.fields.iter().map(|(name, value)| Some((*name, remaining(value, gone)?)));
    Some(Record { fields: Arc::new(fields.collect::<Option<_>>()?), span: record.span })
}
