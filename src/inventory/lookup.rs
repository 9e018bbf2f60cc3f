//! The attribute of a thing by its name: what everything has, what the catalogue gives it, what is computed.

use std::sync::Arc;

use crate::inventory::computed::{COMPUTED, Computed, DERIVED};
use crate::inventory::grant::ATTRIBUTES;
use crate::inventory::{Inventory, Record, Value};
use crate::names::{DefinitionId, Names, Sort};
use crate::vocabulary::{self, Form, Part, RECORD};

/// What everything that is declared has.
const COMMON: [(&str, &str); 7] = [
    ("name", "its full name"),
    ("noun", "the word that declares it"),
    ("module", "the module it is declared in"),
    ("parent", "the declaration around it"),
    ("workflow", "the workflow around it, or itself"),
    ("domain", "the domain it lies in, or what is around it"),
    ("effective-owner", "its owner, or that of what is around it"),
];

/// Every attribute of a kind with a sentence about it: nouns, and `grant` and `prohibition`.
pub fn attributes(kind: &str) -> Vec<(&'static str, &'static str)> {
    if matches!(kind, "grant" | "prohibition") {
        return ATTRIBUTES.into_iter().chain(RECORD.iter().map(|one| (one.head, one.documentation))).collect();
    }
    let mut all: Vec<(&str, &str)> = COMMON.to_vec();
    if let Some(noun) = vocabulary::noun(kind) {
        all.extend(named_parts(noun.header).into_iter().map(|name| (name, "as its header says")));
        all.extend(noun.clauses.iter().flat_map(|group| group.iter()).map(|one| (one.head, one.documentation)));
    }
    all.extend(COMPUTED.iter().filter(|one| one.nouns.contains(&kind)).map(|one| (one.name, one.documentation)));
    let derived = DERIVED.iter().filter(|(_, noun, _)| *noun == kind);
    all.extend(derived.map(|(name, _, documentation)| (*name, *documentation)));
    all
}

/// Whether things of a kind have an attribute.
pub fn is_attribute(kind: &str, name: &str) -> bool {
    attributes(kind).iter().any(|(known, _)| *known == name)
}

/// The names of the parts of a form.
pub(crate) fn named_parts(form: Form) -> Vec<&'static str> {
    let mut found = Vec::new();
    for part in form {
        match part {
            Part::As(name, _) => found.push(*name),
            Part::Maybe(inner) => found.extend(named_parts(inner)),
            Part::Either(forms) | Part::AnyOrder(forms) => {
                found.extend(forms.iter().flat_map(|form| named_parts(form)));
            }
            _ => {}
        }
    }
    found
}

impl Inventory {
    /// An attribute of a value: of a thing, of a part of a clause, of each of several.
    pub fn attribute(&self, names: &Names, value: &Value, name: &str) -> Value {
        match value {
            Value::Thing(id) => self.of_thing(names, *id, name),
            Value::Record(record) => self.of_record(names, record, name),
            Value::Many(values) if name == "last" => self.last(names, values),
            Value::Many(values) => {
                let each = values.iter().map(|one| self.attribute(names, one, name));
                Value::Many(each.flat_map(|one| one.each().into_iter().cloned().collect::<Vec<_>>()).collect())
            }
            Value::Nothing => Value::Nothing,
            _ => Value::Unknown,
        }
    }

    fn of_record(&self, names: &Names, record: &Record, name: &str) -> Value {
        match record.field(name) {
            Some(value) => value.clone(),
            None => match record.field("").or_else(|| record.field("kind")) {
                Some(own @ Value::Thing(_)) => self.attribute(names, own, name),
                _ => Value::Unknown,
            },
        }
    }

    /// Of several records the one with the latest date, and that date if nothing else is asked.
    fn last(&self, names: &Names, values: &[Value]) -> Value {
        let date = |value: &Value| match self.attribute(names, value, "on").single() {
            Value::Date(day) => Some(*day),
            _ => None,
        };
        let latest = values.iter().filter_map(|value| Some((date(value)?, value))).max_by_key(|(day, _)| *day);
        let Some((day, value)) = latest else { return Value::Unknown };
        match value {
            Value::Record(record) => {
                let own = std::iter::once(("", Value::Date(day)));
                let fields = own.chain(record.fields.iter().cloned()).collect();
                Value::Record(Record { fields: Arc::new(fields), span: record.span })
            }
            _ => Value::Date(day),
        }
    }

    fn of_thing(&self, names: &Names, id: DefinitionId, name: &str) -> Value {
        if self.gone.contains(&id) {
            return Value::Unknown;
        }
        let definition = names.definition(id);
        let of_parent = |name: &str| definition.parent.map(|parent| self.of_thing(names, parent, name));
        if let Some(said) = self.said(id, name)
            && (name != "domain" || said.is_known())
        {
            return said.clone();
        }
        match name {
            "name" => return Value::Text(definition.qualified.clone()),
            "noun" => return Value::Word(definition.sort.noun().to_owned()),
            "module" => return Value::Text(names.module(definition.module).name.clone()),
            "parent" => return definition.parent.map_or(Value::Nothing, Value::Thing),
            "workflow" if definition.sort == Sort::Workflow => return Value::Thing(id),
            "domain" if definition.sort == Sort::Domain => return Value::Thing(id),
            "workflow" | "domain" => return of_parent(name).unwrap_or(Value::Nothing),
            "effective-owner" => {
                let own = self.said(id, "owner").filter(|own| own.is_known()).cloned();
                return own.or_else(|| of_parent(name)).unwrap_or(Value::Nothing);
            }
            _ => {}
        }
        let computed = |one: &&Computed| one.name == name && one.nouns.contains(&definition.sort.noun());
        if let Some(computed) = COMPUTED.iter().find(computed) {
            return (computed.of)(self, names, id);
        }
        let derived = self.derived.get(&id).into_iter().flatten().find(|(known, _)| *known == name);
        // A class without a level is of the highest, as far as anybody knows.
        let left_out = if name == "level" && definition.sort == Sort::Class { Value::Unknown } else { Value::Nothing };
        derived.map_or(left_out, |(_, value)| value.clone())
    }
}
