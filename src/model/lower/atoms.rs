//! What information can consist of: data of classes and levels, secrets, and text that somebody chose.

use std::collections::BTreeSet;

use crate::model::lower::arguments::{header, path_after};
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::individuals::{Individuals, copies, suffix};
use crate::model::lower::refer::{LEVEL, Needed};
use crate::model::{AtomId, CredentialId, DataAtom, LeafId, PrincipalId};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Statement};

const COMPARTMENT: Needed<'static> = Needed { sorts: &[Sort::Compartment], phrase: "a compartment" };

/// Where the secrets and the chosen texts begin in the table of atoms.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sections {
    secrets: u32,
    taints: u32,
}

/// A class atom before it has a number.
struct Planned {
    atom: DataAtom,
    definition: DefinitionId,
    individuals: Individuals,
}

impl Lowering<'_> {
    /// Numbers every atom: the classes by name, then the secrets, then the texts of each principal.
    pub(crate) fn lay_out_atoms(&mut self) {
        let mut planned = Vec::new();
        for id in self.all(Sort::Level) {
            let definition = self.definition(id);
            let (name, height) = (definition.qualified.clone(), definition.position);
            let atom = DataAtom::Class {
                name: name.clone(),
                class: name.clone(),
                level: name,
                height,
                compartments: Vec::new(),
                owner: None,
            };
            planned.push((self.name(id).to_owned(), Planned { atom, definition: id, individuals: Individuals::new() }));
        }
        for id in self.all(Sort::Class) {
            self.plan_class(id, &mut planned);
        }
        planned.sort_by(|a, b| a.0.cmp(&b.0));
        for (at, (_, one)) in planned.into_iter().enumerate() {
            self.thing_mut(one.definition).atoms.push(AtomId(number(at)));
            self.base.atoms.push(one.atom);
            self.individuals_of_atoms.push(one.individuals);
        }
        self.sections.secrets = number(self.base.atoms.len());
        let secrets = (0..number(self.base.credentials.len())).map(|id| DataAtom::Secret(CredentialId(id)));
        self.base.atoms.extend(secrets);
        self.sections.taints = number(self.base.atoms.len());
        let taints = (0..number(self.base.principals.len())).map(|id| DataAtom::Taint(PrincipalId(id)));
        self.base.atoms.extend(taints);
    }

    fn plan_class(&mut self, id: DefinitionId, planned: &mut Vec<(String, Planned)>) {
        let Some(statement) = self.statement(id) else { return };
        let place = self.place(id);
        let level = match path_after(statement.arguments.get(1..).unwrap_or_default(), "at") {
            Some(path) => match self.refer(place, path, LEVEL) {
                Some(level) => Some(level),
                None => return,
            },
            None => self.highest_level(id, statement),
        };
        let (level, height) =
            level.map_or((String::new(), 0), |level| (self.name(level).to_owned(), self.definition(level).position));
        let compartments = self.compartments(place, header(statement, "with").unwrap_or_default());
        let class = self.name(id).to_owned();
        for individuals in copies(&self.apart(id).dimensions) {
            let name = format!("{class}{}", suffix(&individuals));
            let atom = DataAtom::Class {
                name: name.clone(),
                class: class.clone(),
                level: level.clone(),
                height,
                compartments: compartments.clone(),
                owner: individuals.iter().next().map(|(dimension, individual)| (dimension.clone(), *individual)),
            };
            planned.push((name, Planned { atom, definition: id, individuals }));
        }
    }

    /// A class that does not say how confidential it is counts as confidential as can be.
    fn highest_level(&mut self, id: DefinitionId, statement: &Statement) -> Option<DefinitionId> {
        let what = format!("the level of class `{}`", self.name(id));
        self.unknown(statement.head.span, what, "the highest");
        self.all(Sort::Level).into_iter().max_by_key(|level| self.definition(*level).position)
    }

    fn compartments(&mut self, place: Place, arguments: &[Argument]) -> Vec<String> {
        let named = arguments.first().map(Argument::paths).unwrap_or_default();
        let found = named.into_iter().filter_map(|path| self.refer(place, path, COMPARTMENT));
        let found: Vec<DefinitionId> = found.collect();
        let found: BTreeSet<String> = found.into_iter().map(|id| self.name(id).to_owned()).collect();
        found.into_iter().collect()
    }

    /// The atom that is the secret of a credential.
    pub(crate) fn secret(&self, credential: CredentialId) -> AtomId {
        AtomId(self.sections.secrets + credential.0)
    }

    /// The atom that is what a principal chose.
    pub(crate) fn taint(&self, principal: PrincipalId) -> AtomId {
        AtomId(self.sections.taints + principal.0)
    }

    /// Every class atom.
    pub(crate) fn class_atoms(&self) -> impl Iterator<Item = AtomId> + use<> {
        (0..self.sections.secrets).map(AtomId)
    }

    /// Every secret.
    pub(crate) fn secret_atoms(&self) -> impl Iterator<Item = AtomId> + use<> {
        (self.sections.secrets..self.sections.taints).map(AtomId)
    }

    /// The data that a class or level names: of a level, everything at or above it.
    pub(crate) fn data_of(&self, id: DefinitionId) -> Vec<AtomId> {
        if self.sort(id) != Sort::Level {
            return self.thing(id).atoms.clone();
        }
        let least = self.definition(id).position;
        self.class_atoms().filter(|atom| self.height(*atom).is_some_and(|height| height >= least)).collect()
    }

    /// The height of a class atom's level.
    pub(crate) fn height(&self, atom: AtomId) -> Option<u32> {
        match self.base.atom(atom) {
            DataAtom::Class { height, .. } => Some(*height),
            _ => None,
        }
    }

    /// Whether a copy of a leaf can hold a copy of a class: its own individual's if both are kept apart by the same.
    pub(crate) fn can_hold(&self, leaf: LeafId, atom: AtomId) -> bool {
        let (leaf, atom) = (&self.individuals_of_leaves[leaf.index()], &self.individuals_of_atoms[atom.index()]);
        super::individuals::agree(leaf, atom)
    }
}
