//! Who gets to see what comes to a place.

use std::collections::BTreeMap;

use crate::inventory::{Inventory, Value};
use crate::model::{Base, DeclaredFact, Leaf, LeafId, LeafKind, PrincipalId, PrincipalKind, VerbKind};
use crate::names::{DefinitionId, Names, Sort};

/// Who gets to see something, from few to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Audience {
    Subject,
    Team,
    Organisation,
    Outside,
}

impl Audience {
    /// The word for it in a table of tiers.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Team => "team",
            Self::Organisation => "organisation",
            Self::Outside => "outside",
        }
    }
}

/// A leaf that can be written or sent to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    /// The kind that its store or sink says.
    pub(crate) kind: Option<String>,
    /// Who sees what comes there; nobody, if nothing says so.
    pub(crate) audience: Option<Audience>,
}

/// Every leaf, by its number.
pub(crate) struct Spots(Vec<Spot>);

impl Spots {
    pub(crate) fn new(names: &Names, inventory: &Inventory, base: &Base) -> Self {
        let people = People::new(names, inventory);
        let mut readers: BTreeMap<LeafId, Vec<PrincipalId>> = BTreeMap::new();
        for declared in &base.facts {
            match &declared.fact {
                DeclaredFact::Grant { actor, permission, .. }
                    if base.verbs[permission.verb.index()].kind == VerbKind::Observe =>
                {
                    readers.entry(permission.leaf).or_default().push(*actor);
                }
                DeclaredFact::Audience { leaf, reader } => readers.entry(*leaf).or_default().push(*reader),
                _ => {}
            }
        }
        let places: BTreeMap<&str, DefinitionId> = names
            .used()
            .filter(|(_, one)| matches!(one.sort, Sort::Store | Sort::Part | Sort::Sink))
            .map(|(id, one)| (one.qualified.as_str(), id))
            .collect();
        let spots = base.leaves.iter().zip(0..).map(|(leaf, number)| {
            let kind = places.get(leaf.declared.as_str()).and_then(|id| kind_word(names, inventory, *id));
            let reading = readers.get(&LeafId(number)).map_or(&[][..], Vec::as_slice);
            let audience = audience(base, leaf, kind.as_deref(), people.audience(base, reading));
            Spot { kind, audience }
        });
        Self(spots.collect())
    }

    pub(crate) fn of(&self, leaf: LeafId) -> &Spot {
        &self.0[leaf.index()]
    }
}

/// What a store or sink says it is; of a part, what the store around it says.
fn kind_word(names: &Names, inventory: &Inventory, id: DefinitionId) -> Option<String> {
    let definition = names.definition(id);
    let said = match definition.sort {
        Sort::Part => return kind_word(names, inventory, definition.parent?),
        Sort::Sink => inventory.said(id, "audience"),
        _ => inventory.said(id, "kind"),
    };
    match said.map(Value::single) {
        Some(Value::Word(word)) => Some(word.clone()),
        _ => None,
    }
}

/// Outside is what is for the public or for somebody named, what lies in a domain that is not trusted, and a sink of which
/// nobody says whose it is.
fn audience(base: &Base, leaf: &Leaf, kind: Option<&str>, readers: Option<Audience>) -> Option<Audience> {
    let is_trusted = leaf.domains.first().is_some_and(|domain| base.domains[domain.index()].trusted);
    match (leaf.kind, kind) {
        (LeafKind::Store | LeafKind::Sink, _) if !is_trusted => Some(Audience::Outside),
        (LeafKind::Store, _) => readers,
        (LeafKind::Sink, Some("subject")) => Some(readers.unwrap_or(Audience::Subject)),
        (LeafKind::Sink, Some("internal")) => Some(readers.unwrap_or(Audience::Organisation)),
        (LeafKind::Sink, _) => Some(Audience::Outside),
        _ => None,
    }
}

/// Which people belong together.
struct People(Vec<Vec<String>>);

impl People {
    fn new(names: &Names, inventory: &Inventory) -> Self {
        let teams = names.used().filter(|(_, one)| one.sort == Sort::Team);
        let members = teams.map(|(id, _)| {
            let members = inventory.said(id, "members").map(Value::each).unwrap_or_default();
            let named = members.into_iter().filter_map(|member| match member {
                Value::Thing(id) => Some(names.definition(*id).qualified.clone()),
                _ => None,
            });
            named.collect()
        });
        Self(members.collect())
    }

    /// Who these readers are together; programs that read are nobody by themselves.
    fn audience(&self, base: &Base, readers: &[PrincipalId]) -> Option<Audience> {
        let mut people: Vec<&str> = Vec::new();
        for reader in readers.iter().map(|reader| base.principal(*reader)) {
            match reader.kind {
                PrincipalKind::Origin | PrincipalKind::Domain => return Some(Audience::Outside),
                PrincipalKind::Human { .. } => people.push(&reader.declared),
                _ => {}
            }
        }
        people.sort_unstable();
        people.dedup();
        let is_within = |team: &Vec<String>| people.iter().all(|one| team.iter().any(|member| member == one));
        match people.as_slice() {
            [] => None,
            // One person, or everybody of a team that is known by its size.
            [_] => Some(Audience::Team),
            _ if self.0.iter().any(is_within) => Some(Audience::Team),
            _ => Some(Audience::Organisation),
        }
    }
}
