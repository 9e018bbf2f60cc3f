//! Permissions as things with attributes of their own.

use std::sync::Arc;

use crate::inventory::read::{Reader, spoken_of};
use crate::inventory::value::{Record, Value};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::{
    Action, Argument, Clause, Modifier, Path, Permission, PermissionClause, Resources, Statement,
};
use crate::vocabulary::{RECORD, Target};

/// The attributes of a permission, besides those of its record.
pub(crate) const ATTRIBUTES: [(&str, &str); 14] = [
    ("holder", "the declaration that it stands in: whoever acts, a role, an access, a delegation, a break-glass"),
    ("place", "the noun of the declaration that it stands in"),
    ("operations", "the operations, by name; `any` for all"),
    ("resources", "the resources, by name; `any` for all"),
    ("is-any", "whether it is about any operation or any resource"),
    ("is-whole", "whether it is about a whole store that has parts"),
    ("is-list", "whether it lists several permissions, each with operations and resources of its own"),
    ("is-selection", "whether its resources are selected by what they are, as in `any store where ...`"),
    ("until", "the last day of it"),
    ("task", "the task with which it begins and ends"),
    ("delegable", "how often it can be handed on"),
    ("condition", "the names that its conditions speak of"),
    ("kinds", "the kinds of its operations"),
    ("level", "the highest level of the data that is kept at its resources, as far as they say"),
];

impl Reader<'_> {
    /// The permissions and the prohibitions that stand in a declaration.
    pub(crate) fn permissions(&self, id: DefinitionId, statement: &Statement) -> (Vec<Record>, Vec<Record>) {
        let (mut granted, mut forbidden) = (Vec::new(), Vec::new());
        let clauses = statement.block.as_ref().map_or(&[][..], |block| &block.clauses);
        for clause in clauses {
            match clause {
                Clause::Permission(one) if one.forbids => forbidden.push(self.grant(id, one)),
                Clause::Permission(one) => granted.push(self.grant(id, one)),
                _ => {}
            }
        }
        (granted, forbidden)
    }

    fn grant(&self, id: DefinitionId, clause: &PermissionClause) -> Record {
        let sort = self.names.definition(id).sort;
        let (operations, resources) = self.acted_on(&clause.action);
        let is_any = is_any(&operations) || is_any(&resources);
        let is_whole = resources.each().iter().any(|resource| self.has_parts(resource));
        let mut fields = vec![
            ("holder", Value::Thing(id)),
            ("place", Value::Word(sort.noun().to_owned())),
            ("operations", operations),
            ("resources", resources),
            ("is-any", yes_or_no(is_any)),
            ("is-whole", yes_or_no(is_whole)),
            ("is-list", yes_or_no(matches!(&clause.action, Action::On(several) if several.len() > 1))),
            ("is-selection", yes_or_no(is_selection(&clause.action))),
            ("until", Value::Nothing),
            ("task", Value::Nothing),
            ("delegable", Value::Unknown),
            ("condition", Value::Nothing),
        ];
        for modifier in &clause.modifiers {
            let (name, value) = self.modifier(modifier);
            set(&mut fields, name, value);
        }
        let record = clause.block.as_ref().map_or(&[][..], |block| &block.clauses);
        fields.extend(RECORD.iter().map(|about| (about.head, self.of_head(record, about))));
        Record { fields: Arc::new(fields), span: clause.span }
    }

    fn modifier(&self, modifier: &Modifier) -> (&'static str, Value) {
        match modifier {
            Modifier::When(condition) | Modifier::Unless(condition) => {
                ("condition", Value::Many(spoken_of(condition).into_iter().map(Value::Word).collect()))
            }
            Modifier::During(task) => ("task", self.name(task, Target { phrase: "a task", nouns: &["task"] })),
            Modifier::Until(date) => ("until", Value::Date(date.value)),
            Modifier::Delegable(times, _) => {
                ("delegable", times.as_ref().map_or(Value::Unlimited, |times| Value::Number(times.value)))
            }
        }
    }

    fn acted_on(&self, action: &Action) -> (Value, Value) {
        match action {
            Action::On(permissions) => {
                let each = permissions.iter().map(|one| self.one_permission(one));
                let (operations, resources): (Vec<Value>, Vec<Value>) = each.unzip();
                (flat(&operations), flat(&resources))
            }
            Action::Call(paths) => (Value::Word("call".to_owned()), self.things(paths)),
            Action::Spawn(paths) => (Value::Word("spawn".to_owned()), self.things(paths)),
            Action::Hold(paths) => (Value::Word("hold".to_owned()), self.things(paths)),
        }
    }

    fn one_permission(&self, permission: &Permission) -> (Value, Value) {
        let any = || Value::Word("any".to_owned());
        let path = |path: &Path| Argument::Path(path.clone());
        let operations = match permission.operations.as_slice() {
            [] => any(),
            several => Value::Many(several.iter().map(|one| self.operations(&path(one))).collect()),
        };
        let resources = match &permission.resources {
            Resources::Names(names) => self.things(names),
            Resources::Any(_) => any(),
        };
        (operations, resources)
    }

    fn things(&self, paths: &[Path]) -> Value {
        Value::Many(paths.iter().map(|path| self.resources(&Argument::Path(path.clone()))).collect())
    }

    fn has_parts(&self, resource: &Value) -> bool {
        match resource {
            Value::Thing(id) => self.names.inside(*id).any(|inner| self.names.definition(inner).sort == Sort::Part),
            _ => false,
        }
    }
}

/// Whether some of the resources are selected by their kind or by a condition.
fn is_selection(action: &Action) -> bool {
    let selects = |permission: &Permission| match &permission.resources {
        Resources::Any(selection) => !selection.kinds.is_empty() || selection.condition.is_some(),
        Resources::Names(_) => false,
    };
    matches!(action, Action::On(permissions) if permissions.iter().any(selects))
}

fn is_any(value: &Value) -> bool {
    value.each().iter().any(|one| matches!(one, Value::Word(word) if word == "any"))
}

fn flat(values: &[Value]) -> Value {
    Value::Many(values.iter().flat_map(Value::each).cloned().collect())
}

pub(crate) fn yes_or_no(is: bool) -> Value {
    Value::Word(if is { "yes" } else { "no" }.to_owned())
}

fn set(fields: &mut [(&'static str, Value)], name: &str, value: Value) {
    if let Some((_, known)) = fields.iter_mut().find(|(known, _)| *known == name) {
        *known = match std::mem::replace(known, Value::Nothing) {
            Value::Many(mut before) => {
                before.extend(value.each().into_iter().cloned());
                Value::Many(before)
            }
            _ => value,
        };
    }
}
