//! Whom and what a sentence is about.

use crate::model::lower::context::{Lowering, Thing, one_line};
use crate::model::lower::property::Asked;
use crate::model::lower::refer::{CREDENTIAL, DATA, Needed, PRINCIPAL};
use crate::model::{
    AtomId, CredentialId, DataAtom, DeclaredFact, LeafId, LeafKind, Meaning, Node, Permission, PrincipalId, VerbKind,
};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::{Party, PartyKind, Path, Word};

/// Where data can be.
const PLACE: Needed<'static> = Needed {
    sorts: &[
        Sort::Store,
        Sort::Part,
        Sort::Sink,
        Sort::Model,
        Sort::Log,
        Sort::Human,
        Sort::Team,
        Sort::Origin,
        Sort::Workflow,
        Sort::Agent,
        Sort::Blueprint,
        Sort::Service,
        Sort::Tool,
        Sort::Domain,
    ],
    phrase: "a place that data can reach, or somebody",
};

impl Lowering<'_> {
    /// Somebody who acts: a name, a team's members, a workflow's agents, or a selection.
    pub(crate) fn subjects(&mut self, asked: &mut Asked, party: &Party) -> Option<Vec<PrincipalId>> {
        let found = match &party.who {
            PartyKind::Names(names) => {
                let mut all = Vec::new();
                for path in names {
                    let id = self.refer(asked.place, path, PRINCIPAL)?;
                    all.extend(self.thing(id).principals.iter().copied());
                }
                all
            }
            PartyKind::Any(selection) => {
                self.selection(asked.place, selection)?;
                self.selected_principals(asked.place, selection)
            }
            PartyKind::AnySecret | PartyKind::SecretOf(_) => {
                self.wrong_party(party, "a secret", "somebody who can act");
                return None;
            }
        };
        Some(self.unless_vacuous(asked, party, found))
    }

    /// What starts the agents that a sentence names.
    pub(crate) fn starting(&mut self, asked: &mut Asked, party: &Party) -> Option<Vec<Permission>> {
        let started = self.subjects(asked, party)?;
        Some(self.entries_of(&started))
    }

    /// Data: a class, a level with those above it, a selection of classes, secrets.
    pub(crate) fn asked_data(&mut self, asked: &mut Asked, party: &Party) -> Option<Vec<AtomId>> {
        let found = match &party.who {
            PartyKind::Names(names) => {
                let mut all = Vec::new();
                for path in names {
                    all.extend(self.named_data(asked, path)?);
                }
                all
            }
            PartyKind::Any(selection) => {
                self.selection(asked.place, selection)?;
                self.selected_atoms(asked.place, selection)
            }
            PartyKind::AnySecret => self.secret_atoms().collect(),
            PartyKind::SecretOf(path) => {
                let id = self.refer(asked.place, path, CREDENTIAL)?;
                self.thing(id).credentials.iter().map(|credential| self.secret(*credential)).collect()
            }
        };
        Some(self.unless_vacuous(asked, party, found))
    }

    fn named_data(&mut self, asked: &Asked, path: &Path) -> Option<Vec<AtomId>> {
        let resolved = self.names.resolve(asked.place, path, Sort::Class.space());
        if let Ok(id) = resolved
            && self.sort(id) == Sort::Credential
        {
            let finding = self.wrong_kind(path.span, &path.text(), id, DATA);
            self.report(finding.help(format!("write `secret of {}`", path.text())));
            return None;
        }
        let id = self.refer(asked.place, path, DATA)?;
        Some(self.data_of(id))
    }

    /// Credentials by name or selection; `any secret` stands for those of all credentials.
    pub(crate) fn asked_credentials(&mut self, asked: &mut Asked, party: &Party) -> Option<Vec<CredentialId>> {
        let found = match &party.who {
            PartyKind::Names(names) => {
                let mut all = Vec::new();
                for path in names {
                    let id = self.refer(asked.place, path, CREDENTIAL)?;
                    all.extend(self.thing(id).credentials.iter().copied());
                }
                all
            }
            PartyKind::Any(selection) => {
                self.selection(asked.place, selection)?;
                self.selected_credentials(asked.place, selection)
            }
            PartyKind::AnySecret => (0..).take(self.base.credentials.len()).map(CredentialId).collect(),
            PartyKind::SecretOf(path) => {
                let id = self.refer(asked.place, path, CREDENTIAL)?;
                self.thing(id).credentials.clone()
            }
        };
        Some(self.unless_vacuous(asked, party, found))
    }

    /// Where data can come to: stores with all their parts, people, agents; of a domain everything that lies in it.
    pub(crate) fn nodes(&mut self, asked: &mut Asked, party: &Party) -> Option<Vec<Node>> {
        let found = match &party.who {
            PartyKind::Names(names) => {
                let mut all = Vec::new();
                for path in names {
                    let id = self.refer(asked.place, path, PLACE)?;
                    all.extend(self.places_of(id));
                }
                all
            }
            PartyKind::Any(selection) => {
                let selected = self.selection(asked.place, selection)?;
                if selected.kinds.iter().any(|kind| ["class", "gate", "entry", "credential"].contains(kind)) {
                    self.wrong_selection(selection, PLACE.phrase);
                    return None;
                }
                let places = ["store", "sink", "model", "log"];
                let mut all = Vec::new();
                if selected.kinds.iter().all(|kind| !places.contains(kind)) {
                    let principals = self.selected_principals(asked.place, selection);
                    all.extend(principals.into_iter().map(Node::Principal));
                } else {
                    for id in self.selected_definitions(&selected) {
                        all.extend(self.places_of(id));
                    }
                }
                if selected.kinds.is_empty() {
                    let leaves = (0..).take(self.base.leaves.len()).map(LeafId);
                    all.extend(leaves.filter(|leaf| self.holds_data(*leaf)).map(Node::Leaf));
                }
                all
            }
            PartyKind::AnySecret | PartyKind::SecretOf(_) => {
                self.wrong_party(party, "a secret", PLACE.phrase);
                return None;
            }
        };
        let mut found = self.unless_vacuous(asked, party, found);
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    /// What a definition stands for.
    pub(crate) fn meaning(&self, id: DefinitionId) -> Meaning {
        let Thing { principals, leaves, credentials, verb, .. } = self.thing(id).clone();
        let starts = self.entries_of(&principals);
        Meaning { principals, leaves, nodes: self.places_of(id), atoms: self.data_of(id), credentials, starts, verb }
    }

    /// Whatever starts somebody: every operation that calls or spawns, on each of their entries.
    fn entries_of(&self, started: &[PrincipalId]) -> Vec<Permission> {
        let verbs = [self.verbs_of(VerbKind::Invoke), self.verbs_of(VerbKind::Spawn)].concat();
        let entries = self.base.entries.iter().filter(|entry| started.contains(&entry.owner));
        let of_entry = |leaf: LeafId| verbs.iter().map(move |verb| Permission { verb: *verb, leaf });
        let mut permissions: Vec<Permission> = entries.flat_map(|entry| of_entry(entry.leaf)).collect();
        permissions.sort_unstable();
        permissions
    }

    fn holds_data(&self, leaf: LeafId) -> bool {
        matches!(self.base.leaf(leaf).kind, LeafKind::Store | LeafKind::Sink | LeafKind::Model | LeafKind::Log)
    }

    /// The nodes that a name stands for as a place of data.
    fn places_of(&self, id: DefinitionId) -> Vec<Node> {
        let thing = self.thing(id);
        match (self.sort(id), thing.domain) {
            (Sort::Store | Sort::Part | Sort::Sink | Sort::Model | Sort::Log, _) => {
                thing.leaves.iter().map(|leaf| Node::Leaf(*leaf)).collect()
            }
            (Sort::Domain, Some(domain)) => {
                let leaves = (0..).take(self.base.leaves.len()).map(LeafId);
                let inside = leaves.filter(|leaf| self.base.leaf(*leaf).domains.contains(&domain));
                let principals = (0..).take(self.base.principals.len()).map(PrincipalId);
                let people = principals.filter(|one| self.base.principal(*one).domains.contains(&domain));
                let own = thing.principals.iter().copied();
                let leaves = inside.filter(|leaf| self.holds_data(*leaf)).map(Node::Leaf);
                leaves.chain(people.chain(own).map(Node::Principal)).collect()
            }
            _ => thing.principals.iter().map(|one| Node::Principal(*one)).collect(),
        }
    }

    /// `K of another D reaches N`: data of individual 2 where only individual 1's belongs.
    ///
    /// A copy of a place that is kept apart by D is the one of individual 1, a person or outsider whoever works for
    /// individual 1. A place of which every session has its own part, and an agent, are themselves: the question is asked in
    /// the sessions of individual 1. Any other place belongs to nobody in particular and may hold everybody's data; what
    /// counts there is whether it hands the data to individual 1, so whoever of individual 1 reads from it stands for it.
    pub(crate) fn pairs_of_another(
        &mut self,
        asked: &mut Asked,
        data: &Party,
        to: &Party,
    ) -> Option<Vec<(AtomId, Node)>> {
        let word = data.of_another.as_ref()?;
        let dimension = self.dimension_of(asked, word)?;
        let atoms = self.asked_data(asked, data)?;
        let is_second = |atom: &AtomId| match self.base.atom(*atom) {
            DataAtom::Class { .. } => self.individuals_of_atoms[atom.index()].get(&dimension) == Some(&2),
            _ => false,
        };
        let atoms: Vec<AtomId> = atoms.into_iter().filter(is_second).collect();
        let nodes = self.nodes(asked, to)?;
        let mut first: Vec<Node> = nodes.into_iter().flat_map(|node| self.of_first(node, &dimension)).collect();
        first.sort_unstable();
        first.dedup();
        let pairs = atoms.iter().flat_map(|atom| first.iter().map(|node| (*atom, *node))).collect();
        let whole = Party { span: data.span.to(to.span), ..data.clone() };
        Some(self.unless_vacuous(asked, &whole, pairs))
    }

    fn dimension_of(&mut self, asked: &Asked, word: &Word) -> Option<String> {
        let path = Path { segments: vec![word.clone()], span: word.span };
        self.dimension(asked.place, &path)
    }

    fn of_first(&self, node: Node, dimension: &str) -> Vec<Node> {
        match node {
            Node::Leaf(leaf) => match self.individuals_of_leaves[leaf.index()].get(dimension) {
                Some(1) => vec![node],
                Some(_) => Vec::new(),
                None if self.base.leaf(leaf).per_session => vec![node],
                None => self.first_readers(leaf, dimension),
            },
            Node::Principal(principal) => match self.individuals_of_principals[principal.index()].get(dimension) {
                Some(1) => vec![node],
                None if self.base.is_agent(principal) => vec![node],
                _ => Vec::new(),
            },
        }
    }

    /// Whoever of individual 1 is shown what arrives at a leaf, or may observe it.
    fn first_readers(&self, leaf: LeafId, dimension: &str) -> Vec<Node> {
        let readers = self.base.facts.iter().filter_map(|declared| match &declared.fact {
            DeclaredFact::Audience { leaf: at, reader } if *at == leaf => Some(*reader),
            DeclaredFact::Grant { actor, permission, .. }
                if permission.leaf == leaf && self.base.kind(permission.verb) == VerbKind::Observe =>
            {
                Some(*actor)
            }
            _ => None,
        });
        let is_first = |reader: &PrincipalId| {
            self.individuals_of_principals[reader.index()].get(dimension) == Some(&1) || self.base.is_agent(*reader)
        };
        readers.filter(is_first).map(Node::Principal).collect()
    }

    /// Notes that a selection selected nothing.
    fn unless_vacuous<T>(&self, asked: &mut Asked, party: &Party, found: Vec<T>) -> Vec<T> {
        if found.is_empty() {
            asked.vacuous.get_or_insert_with(|| one_line(self.db, party.span));
        }
        found
    }

    fn wrong_party(&mut self, party: &Party, is: &str, needed: &str) {
        let finding = crate::finding::Finding::new(
            &crate::names::WRONG_KIND,
            party.span,
            format!("this is {is}; {needed} is needed here"),
        );
        self.report(finding.here(format!("needs to be {needed}")));
    }
}
