//! What each workflow can bring about and get to know, beside what it is meant to.

use std::collections::{BTreeMap, BTreeSet};

use crate::inventory::inventory;
use crate::model::{
    AtomId, Boundary, DataAtom, DeclaredFact, Node, Permission, PrincipalId, Question, VerbKind, policy,
};
use crate::names::{DefinitionId, Sort};
use crate::proof::{Answering, Remembered, cause};
use crate::source::{Db, Project, Span};
use crate::tiers::{Around, Reason, of_each_workflow};

/// What those who act in a workflow can bring about and get to know if every agent does whatever it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowReach {
    /// The workflow.
    pub workflow: DefinitionId,
    /// Where its name is declared.
    pub span: Span,
    /// Whether it says what it is meant to do.
    pub has_boundary: bool,
    /// What it brings about, each once for whoever does, by actor, resource and operation.
    pub brought_about: Vec<BroughtAbout>,
    /// The data that comes to it, by actor and class.
    pub known: Vec<Known>,
}

/// Something that an actor brings about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtAbout {
    /// Who, as it is declared.
    pub actor: String,
    /// The operation.
    pub operation: String,
    /// On what, as it is declared.
    pub resource: String,
    /// Whether it is permitted or handed on to the actor in so many words.
    pub is_granted: bool,
    /// Whether the boundary of the workflow names it; nothing if there is no boundary, or if it is only a means.
    pub meant: Option<Meant>,
    /// How it comes about.
    pub reason: Reason,
}

/// Whether something is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// The boundary names it.
    Always,
    /// The boundary names it under a condition, which is not compared with the one under which it comes about.
    UnderCondition,
    /// The boundary does not name it, or rules it out.
    Never,
}

/// Data that comes to an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who, as it is declared.
    pub actor: String,
    /// The class, as it is declared.
    pub class: String,
    /// Whether the boundary of the workflow says that it may be held; nothing if there is no boundary.
    pub is_meant: Option<bool>,
    /// How it comes there.
    pub reason: Reason,
}

/// Individuals of one declaration, each with what it brings about.
type Pairs = Vec<(PrincipalId, Permission)>;

/// The reach of every workflow, in the order of the text.
#[salsa::tracked(returns(ref))]
pub fn reaches(db: &dyn Db, project: Project) -> Vec<WorkflowReach> {
    let (inventory, base) = (inventory(db, project), &policy(db, project).base);
    of_each_workflow(db, project, inventory, base, &Remembered { db, project }, |around: &Around<'_>, workflow| {
        around.reach_of(workflow)
    })
}

/// Whether a boundary names everything that is brought about.
fn meant(boundary: &Boundary, all: &[(PrincipalId, Permission)]) -> Meant {
    if !all.iter().all(|(_, permission)| boundary.permissions.contains(permission)) {
        Meant::Never
    } else if all.iter().any(|(_, permission)| boundary.conditional.contains(permission)) {
        Meant::UnderCondition
    } else {
        Meant::Always
    }
}

impl Around<'_> {
    fn reach_of(&self, workflow: DefinitionId) -> WorkflowReach {
        let definition = self.names.definition(workflow);
        let boundary = self.policy.boundaries.get(&workflow);
        let actors = self.actors(workflow);
        WorkflowReach {
            workflow,
            span: definition.span,
            has_boundary: boundary.is_some(),
            brought_about: self.brought_about(&actors, boundary),
            known: self.known(&actors, boundary),
        }
    }

    fn brought_about(&self, actors: &BTreeSet<PrincipalId>, boundary: Option<&Boundary>) -> Vec<BroughtAbout> {
        let granted = self.granted();
        // Individuals of one declaration are told as one.
        let mut shortest: BTreeMap<[String; 3], (Pairs, Answering)> = BTreeMap::new();
        for (actor, permission, why) in actors.iter().filter_map(|actor| self.caused.get(actor)).flatten() {
            let answering = cause(self.facts, *why, *actor, *permission);
            let key = [
                self.base.principal(*actor).declared.clone(),
                self.base.leaf(permission.leaf).declared.clone(),
                self.base.verbs[permission.verb.index()].name.clone(),
            ];
            let (all, known) = shortest.entry(key).or_insert_with(|| (Vec::new(), answering.clone()));
            all.push((*actor, *permission));
            if answering.cost() < known.cost() {
                *known = answering;
            }
        }
        let told = shortest.into_iter().map(|([actor, resource, operation], (all, answering))| BroughtAbout {
            actor,
            operation,
            resource,
            is_granted: all.iter().all(|one| granted.contains(one)),
            meant: boundary
                .filter(|_| !all.iter().any(|(_, permission)| self.is_means(*permission)))
                .map(|boundary| meant(boundary, &all)),
            reason: self.reason(&answering),
        });
        told.collect()
    }

    /// The data that may be held: of a class that of the class, of a level that of the level and of all below it.
    fn held(&self, boundary: &Boundary) -> BTreeSet<AtomId> {
        let mut held = BTreeSet::new();
        for id in &boundary.held {
            let definition = self.names.definition(*id);
            if definition.sort == Sort::Level {
                let atoms = self.base.atoms.iter().zip(0..);
                let up_to =
                    |atom: &DataAtom| matches!(atom, DataAtom::Class { height, .. } if *height <= definition.position);
                held.extend(atoms.filter(|(atom, _)| up_to(atom)).map(|(_, number)| AtomId(number)));
            } else if let Some(meaning) = self.policy.meanings.get(id.index()) {
                held.extend(meaning.atoms.iter().copied());
            }
        }
        held
    }

    /// Whether an operation is a means to something else: a boundary names what is to come about.
    fn is_means(&self, permission: Permission) -> bool {
        matches!(self.base.kind(permission.verb), VerbKind::Invoke | VerbKind::Spawn | VerbKind::Delegate)
    }

    /// What is permitted or handed on to somebody in so many words, whatever the conditions.
    fn granted(&self) -> BTreeSet<(PrincipalId, Permission)> {
        let granted = self.base.facts.iter().filter_map(|declared| match &declared.fact {
            DeclaredFact::Grant { actor, permission, .. } => Some((*actor, *permission)),
            DeclaredFact::Delegates { to, permission, .. } => Some((*to, *permission)),
            _ => None,
        });
        granted.collect()
    }

    fn known(&self, actors: &BTreeSet<PrincipalId>, boundary: Option<&Boundary>) -> Vec<Known> {
        let meant = boundary.map(|boundary| self.held(boundary));
        let mut classes: BTreeMap<&str, Vec<AtomId>> = BTreeMap::new();
        for (atom, number) in self.base.atoms.iter().zip(0..) {
            if let DataAtom::Class { class, .. } = atom {
                classes.entry(class).or_default().push(AtomId(number));
            }
        }
        let mut by_name: BTreeMap<&str, Vec<Node>> = BTreeMap::new();
        for actor in actors {
            by_name.entry(&self.base.principal(*actor).declared).or_default().push(Node::Principal(*actor));
        }
        let mut known = Vec::new();
        for (actor, nodes) in &by_name {
            for (class, atoms) in &classes {
                let question = Question::Reaches(atoms.clone(), nodes.clone());
                let Some(reason) = self.answer(&question) else { continue };
                let is_meant = meant.as_ref().map(|meant| atoms.iter().all(|atom| meant.contains(atom)));
                known.push(Known { actor: (*actor).to_owned(), class: (*class).to_owned(), is_meant, reason });
            }
        }
        known
    }
}
