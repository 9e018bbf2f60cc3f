//! Attributes that are worked out from several declarations.

mod delegations;
mod permissions;
mod places;
mod scales;

use std::collections::BTreeMap;

use crate::inventory::grant::yes_or_no;
use crate::inventory::{Inventory, Value};
use crate::names::{DefinitionId, Names, Sort};

pub(crate) use permissions::complete;

/// An attribute that no clause says by itself.
pub(crate) struct Computed {
    /// What rules ask for.
    pub(crate) name: &'static str,
    /// The nouns whose things have it.
    pub(crate) nouns: &'static [&'static str],
    /// One sentence about it.
    pub(crate) documentation: &'static str,
    /// Its value.
    pub(crate) of: fn(&Inventory, &Names, DefinitionId) -> Value,
}

/// Whoever acts by program.
const ACTORS: &[&str] = &["agent", "blueprint", "service"];
/// What permissions stand in.
const HOLDERS: &[&str] = &[
    "human",
    "team",
    "origin",
    "role",
    "workflow",
    "agent",
    "blueprint",
    "service",
    "tool",
    "access",
    "delegation",
    "break-glass",
];

/// What follows from the policy about things of a noun, and is added by the layers that derive it: the attribute, the noun,
/// and a sentence.
pub(crate) static DERIVED: [(&str, &str, &str); 3] = [
    (
        "derived-tier",
        "workflow",
        "the risk tier that follows from what it can really do and hold; none without a table",
    ),
    ("derived-function", "workflow", "`assist`, `transform` or `act`, by what it can really do"),
    ("effective-tier", "workflow", "the higher of the declared and the derived tier, whose demands hold"),
];

/// Every one of them.
pub(crate) static COMPUTED: [Computed; 16] = [
    Computed { name: "agents", nouns: &["workflow"], documentation: "the agents in it", of: agents },
    Computed { name: "services", nouns: &["workflow"], documentation: "the services in it", of: services },
    Computed { name: "steps", nouns: &["workflow"], documentation: "the steps in it", of: steps },
    Computed {
        name: "credentials",
        nouns: &["workflow"],
        documentation: "the credentials that it or whoever acts in it uses",
        of: credentials,
    },
    Computed {
        name: "grants",
        nouns: HOLDERS,
        documentation: "the permissions that stand in it; of a workflow those of everybody in it as well",
        of: grants,
    },
    Computed { name: "users", nouns: &["credential"], documentation: "whoever uses it", of: users },
    Computed {
        name: "workflows",
        nouns: &["credential"],
        documentation: "the workflows that use it or in which somebody does",
        of: workflows,
    },
    Computed { name: "tool", nouns: &["entry"], documentation: "whose entry it is", of: owner_of_entry },
    Computed { name: "entries", nouns: &["tool", "service", "agent"], documentation: "its entries", of: entries },
    Computed {
        name: "all-classes",
        nouns: &["store", "part"],
        documentation: "the classes of data that it and its parts hold",
        of: places::all_classes,
    },
    Computed {
        name: "runs-alone",
        nouns: ACTORS,
        documentation: "whether a schedule or an event starts it",
        of: runs_alone,
    },
    Computed { name: "level", nouns: &["level"], documentation: "itself", of: |_, _, id| Value::Thing(id) },
    Computed {
        name: "is-high",
        nouns: &["tier", "level"],
        documentation: "whether it stands in the upper half of its scale",
        of: scales::is_high,
    },
    Computed {
        name: "is-top",
        nouns: &["tier", "level"],
        documentation: "whether it is the highest of its scale",
        of: scales::is_top,
    },
    Computed {
        name: "kinds",
        nouns: &["entry"],
        documentation: "the kinds of what it performs; unknown if it does not say what that is",
        of: permissions::kinds_of_entry,
    },
    Computed {
        name: "is-circular",
        nouns: &["delegation"],
        documentation: "whether delegations lead from its receiver back to its giver",
        of: delegations::is_circular,
    },
];

/// Whether it is so, as far as anybody says.
pub(crate) fn is_yes(value: &Value) -> bool {
    matches!(value.single(), Value::Word(word) if word == "yes")
}

fn inside(inventory: &Inventory, names: &Names, id: DefinitionId, sorts: &[Sort]) -> Vec<DefinitionId> {
    let is_there = |inner: &DefinitionId| !inventory.gone.contains(inner);
    let all = names.inside(id).filter(is_there);
    let mut found: Vec<DefinitionId> = all.filter(|inner| sorts.contains(&names.definition(*inner).sort)).collect();
    found.sort_unstable();
    found
}

fn things(ids: impl IntoIterator<Item = DefinitionId>) -> Value {
    Value::Many(ids.into_iter().map(Value::Thing).collect())
}

fn agents(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    things(inside(inventory, names, id, &[Sort::Agent, Sort::Blueprint]))
}

fn services(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    things(inside(inventory, names, id, &[Sort::Service]))
}

fn steps(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    things(inside(inventory, names, id, &[Sort::Step]))
}

/// A workflow with everybody who acts in it.
fn everybody(inventory: &Inventory, names: &Names, id: DefinitionId) -> Vec<DefinitionId> {
    let actors = inside(inventory, names, id, &[Sort::Agent, Sort::Blueprint, Sort::Service]);
    std::iter::once(id).chain(actors).collect()
}

fn credentials(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    let used = everybody(inventory, names, id).into_iter().flat_map(|actor| used_by(inventory, names, actor));
    let mut used: Vec<DefinitionId> = used.collect();
    used.sort_unstable();
    used.dedup();
    things(used)
}

fn used_by(inventory: &Inventory, names: &Names, actor: DefinitionId) -> Vec<DefinitionId> {
    let Some(uses) = inventory.said(actor, "uses") else { return Vec::new() };
    let named = inventory.attribute(names, uses, "credential");
    let ids = named.each().into_iter().filter_map(|one| match one {
        Value::Thing(id) => Some(*id),
        _ => None,
    });
    ids.collect()
}

fn grants(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    let holders = if names.definition(id).sort == Sort::Workflow { everybody(inventory, names, id) } else { vec![id] };
    let records = holders.iter().filter_map(|holder| inventory.grants.get(holder)).flatten();
    Value::Many(records.cloned().map(Value::Record).collect())
}

/// Whoever uses each credential, found once for all of them.
pub(crate) fn find_users(inventory: &mut Inventory, names: &Names) {
    let mut users: BTreeMap<DefinitionId, Vec<DefinitionId>> = BTreeMap::new();
    let actors: Vec<DefinitionId> = inventory.used(names).map(|(id, _)| id).collect();
    for actor in actors {
        for credential in used_by(inventory, names, actor) {
            let known = users.entry(credential).or_default();
            if known.last() != Some(&actor) {
                known.push(actor);
            }
        }
    }
    inventory.users = users;
}

fn users_of(inventory: &Inventory, credential: DefinitionId) -> Vec<DefinitionId> {
    inventory.users.get(&credential).cloned().unwrap_or_default()
}

fn users(inventory: &Inventory, _: &Names, id: DefinitionId) -> Value {
    things(users_of(inventory, id))
}

fn workflows(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    let around = |actor: DefinitionId| match names.definition(actor) {
        definition if definition.sort == Sort::Workflow => Some(actor),
        definition => definition.parent.filter(|parent| names.definition(*parent).sort == Sort::Workflow),
    };
    let mut found: Vec<DefinitionId> = users_of(inventory, id).into_iter().filter_map(around).collect();
    found.sort_unstable();
    found.dedup();
    things(found)
}

fn owner_of_entry(_: &Inventory, names: &Names, id: DefinitionId) -> Value {
    names.definition(id).parent.map_or(Value::Nothing, Value::Thing)
}

fn entries(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    things(inside(inventory, names, id, &[Sort::Entry]))
}

fn runs_alone(inventory: &Inventory, names: &Names, id: DefinitionId) -> Value {
    let around = names.definition(id).parent;
    let started = [Some(id), around].into_iter().flatten().filter_map(|one| inventory.said(one, "started"));
    let alone = |value: &Value, by: &str| inventory.attribute(names, value, by).each().iter().any(|one| one.is_known());
    let is_alone = started.into_iter().any(|value| alone(value, "event") || alone(value, "schedule"));
    yes_or_no(is_alone)
}
