//! From permissions as they are written to single operations on single leaves.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::logic::VariableId;
use crate::model::errors::UNFIT_OPERATION;
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::permission::Wanted;
use crate::model::lower::refer::{Needed, RESOURCE};
use crate::model::lower::vocabulary::kind_of_word;
use crate::model::{EntryId, LeafId, LeafKind, Permission, VerbId, VerbKind};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::Path;

const OPERATION: Needed<'static> = Needed { sorts: &[Sort::Operation], phrase: "an operation" };

/// What can be called.
const CALLABLE: Needed<'static> = Needed {
    sorts: &[Sort::Entry, Sort::Agent, Sort::Blueprint, Sort::Tool, Sort::Service],
    phrase: "an entry, agent, tool or service that can be called",
};

/// What can be spawned.
const SPAWNABLE: Needed<'static> = Needed { sorts: &[Sort::Blueprint, Sort::Agent], phrase: "a blueprint" };

/// Parameters that a condition may speak of, by name; those of text have no attribute.
pub(crate) type Parameters = BTreeMap<String, Option<VariableId>>;

/// A permission as single operations on single leaves, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expanded {
    pub(crate) permissions: Vec<Permission>,
    pub(crate) parameters: Parameters,
}

impl Expanded {
    fn finished(mut self) -> Self {
        self.permissions.sort_unstable();
        self.permissions.dedup();
        self
    }

    /// Adds another permission.
    pub(crate) fn extend(&mut self, other: Self) {
        self.permissions.extend(other.permissions);
        self.permissions.sort_unstable();
        self.permissions.dedup();
        self.parameters.extend(other.parameters);
    }
}

/// Operations as they are asked for.
struct Operations {
    verbs: BTreeSet<VerbId>,
    /// Whether the user named them, so that one that fits nowhere is a mistake.
    are_named: bool,
    parameters: Parameters,
}

impl Lowering<'_> {
    /// `OPERATIONS on RESOURCES`
    pub(crate) fn expand(&mut self, place: Place, wanted: &Wanted<'_>) -> Expanded {
        let operations = self.operations(place, &wanted.operations);
        let mut expanded = Expanded { parameters: operations.parameters.clone(), ..Expanded::default() };
        if let Some(selection) = wanted.selection {
            let leaves = self.selected_leaves(place, selection);
            self.combine(&operations.verbs, &leaves, &mut expanded);
        }
        for path in &wanted.resources {
            let Some(id) = self.refer(place, path, RESOURCE) else { continue };
            let leaves = self.thing(id).leaves.clone();
            let before = expanded.permissions.len();
            self.combine(&operations.verbs, &leaves, &mut expanded);
            let fits = expanded.permissions.len() > before || leaves.is_empty() || operations.verbs.is_empty();
            if operations.are_named && !fits {
                let finding = self.unfit(&wanted.operations, path, id);
                self.report(finding);
            }
            self.add_parameters_of_entries(id, &mut expanded.parameters);
        }
        let expanded = expanded.finished();
        self.with_performing(expanded)
    }

    /// What an entry performs is done with the entry's parameters.
    fn with_performing(&self, mut expanded: Expanded) -> Expanded {
        let performing = expanded.permissions.iter().filter_map(|permission| self.performing.get(permission));
        let performing: BTreeSet<DefinitionId> = performing.flatten().copied().collect();
        for entry in performing {
            self.add_parameters_inside(entry, &mut expanded.parameters);
        }
        expanded
    }

    fn unfit(&self, operations: &[&Path], resource: &Path, id: DefinitionId) -> Finding {
        let words: Vec<String> = operations.iter().map(|path| path.text()).collect();
        let (words, sort) = (words.join(", "), self.sort(id));
        let message = format!("`{words}` can not be done on {}", sort.with_article());
        Finding::new(&UNFIT_OPERATION, resource.span, message)
            .here(format!("is {}", sort.with_article()))
            .help("approve at a gate, call an entry, mint with a credential or for a principal")
    }

    /// `call browser.fetch`
    pub(crate) fn expand_calls<'p>(&mut self, place: Place, paths: impl IntoIterator<Item = &'p Path>) -> Expanded {
        self.expand_entries(place, paths, VerbKind::Invoke, CALLABLE)
    }

    /// `spawn coder`
    pub(crate) fn expand_spawns<'p>(&mut self, place: Place, paths: impl IntoIterator<Item = &'p Path>) -> Expanded {
        self.expand_entries(place, paths, VerbKind::Spawn, SPAWNABLE)
    }

    fn expand_entries<'p>(
        &mut self,
        place: Place,
        paths: impl IntoIterator<Item = &'p Path>,
        kind: VerbKind,
        needed: Needed<'_>,
    ) -> Expanded {
        let mut expanded = Expanded::default();
        let verb = self.own_verb(kind);
        for path in paths {
            let Some(id) = self.refer(place, path, needed) else { continue };
            let entries = self.thing(id).entries.clone();
            expanded.permissions.extend(entries.iter().map(|entry| self.permission_of_entry(verb, *entry)));
            self.add_parameters_of_entries(id, &mut expanded.parameters);
        }
        expanded.finished()
    }

    pub(crate) fn permission_of_entry(&self, verb: VerbId, entry: EntryId) -> Permission {
        Permission { verb, leaf: self.base.entry(entry).leaf }
    }

    /// The operations that names stand for: an operation itself, a kind all of its operations, none at all everything.
    fn operations(&mut self, place: Place, named: &[&Path]) -> Operations {
        let mut operations =
            Operations { verbs: BTreeSet::new(), are_named: !named.is_empty(), parameters: Parameters::new() };
        if named.is_empty() {
            operations.verbs.extend(self.all_verbs());
            for id in self.all(Sort::Operation) {
                self.add_parameters_inside(id, &mut operations.parameters);
            }
        }
        for path in named {
            if let Some(kind) = kind_of_word(&path.text()) {
                let of_kind = self.all_verbs().into_iter().filter(|verb| self.base.kind(*verb) == kind);
                operations.verbs.extend(of_kind.collect::<Vec<_>>());
                for id in self.all(Sort::Operation) {
                    if self.thing(id).verb.is_some_and(|verb| self.base.kind(verb) == kind) {
                        self.add_parameters_inside(id, &mut operations.parameters);
                    }
                }
            } else if let Some(id) = self.refer(place, path, OPERATION) {
                operations.verbs.extend(self.thing(id).verb);
                self.add_parameters_inside(id, &mut operations.parameters);
            }
        }
        operations
    }

    /// Every operation.
    pub(crate) fn all_verbs(&self) -> Vec<VerbId> {
        (0..number(self.base.verbs.len())).map(VerbId).collect()
    }

    /// Every operation of a kind.
    pub(crate) fn verbs_of(&self, kind: VerbKind) -> Vec<VerbId> {
        self.all_verbs().into_iter().filter(|verb| self.base.kind(*verb) == kind).collect()
    }

    /// The pairs that mean anything: only an entry can be called, only a gate can approve.
    fn combine(&self, verbs: &BTreeSet<VerbId>, leaves: &[LeafId], expanded: &mut Expanded) {
        for leaf in leaves {
            let fitting = verbs.iter().filter(|verb| fits(self.base.kind(**verb), self.base.leaf(*leaf).kind));
            expanded.permissions.extend(fitting.map(|verb| Permission { verb: *verb, leaf: *leaf }));
        }
    }

    fn add_parameters_of_entries(&self, id: DefinitionId, parameters: &mut Parameters) {
        match self.sort(id) {
            Sort::Entry => self.add_parameters_inside(id, parameters),
            Sort::Tool | Sort::Service => {
                for entry in self.names.inside(id).filter(|inner| self.sort(*inner) == Sort::Entry) {
                    self.add_parameters_inside(entry, parameters);
                }
            }
            _ => {}
        }
    }

    /// The parameters that an operation or entry declares.
    pub(crate) fn add_parameters_inside(&self, id: DefinitionId, parameters: &mut Parameters) {
        for inner in self.names.inside(id).filter(|inner| self.sort(*inner) == Sort::Parameter) {
            let name = self.definition(inner).name.clone();
            let variable = self.attributes.variables.get(&name).copied();
            parameters.insert(name, variable);
        }
    }
}

fn fits(kind: VerbKind, leaf: LeafKind) -> bool {
    match kind {
        VerbKind::Invoke | VerbKind::Spawn => leaf == LeafKind::Entry,
        VerbKind::Approve => leaf == LeafKind::Gate,
        VerbKind::Mint => matches!(leaf, LeafKind::Credential | LeafKind::Principal),
        _ => true,
    }
}
