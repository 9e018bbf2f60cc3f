//! What separates two things that nothing connects: how far the one gets, from where the other is in reach, and whether there
//! is anything at all to be separated.

use std::collections::BTreeSet;

use crate::model::{AtomId, Base, LeafId, Node, Permission, PrincipalId, Property, Question, Statement};
use crate::proof::examine::Examiner;
use crate::proof::words;

/// How many names of each side are told.
const MOST_NAMES: usize = 8;

/// Whether nothing is there for a sentence to be about: its data is nowhere, or nobody at all can do what it speaks of. It
/// would hold in any policy that leaves that out.
pub(crate) fn is_idle(examiner: &Examiner<'_>, property: &Property) -> bool {
    match &property.statement {
        Statement::Never(Question::Causes(_, permissions)) | Statement::Always(permissions, _) => {
            doers(examiner, property, permissions).is_empty()
        }
        Statement::Never(Question::Reaches(atoms, _) | Question::Extracts(_, atoms)) => {
            places(examiner, property, atoms).is_empty()
        }
        Statement::Never(Question::Influences(..) | Question::ReachesAnother(_) | Question::Obtains(..))
        | Statement::Possible(_) => false,
    }
}

/// One sentence for each side of a sentence that nothing leads to.
pub(crate) fn separation(examiner: &Examiner<'_>, property: &Property) -> Vec<String> {
    let question = match &property.statement {
        Statement::Never(question) => question,
        Statement::Always(permissions, _) => return vec![able(examiner, property, permissions)],
        Statement::Possible(_) => return Vec::new(),
    };
    match question {
        Question::Causes(subjects, permissions) => {
            vec![commanded(examiner, property, subjects), able(examiner, property, permissions)]
        }
        Question::Influences(subjects, _) => vec![commanded(examiner, property, subjects)],
        Question::Reaches(atoms, _) | Question::Extracts(_, atoms) => vec![spread(examiner, property, atoms)],
        Question::ReachesAnother(_) | Question::Obtains(..) => Vec::new(),
    }
}

fn commanded(examiner: &Examiner<'_>, property: &Property, subjects: &[PrincipalId]) -> String {
    let base = examiner.base;
    let facts = examiner.closures.facts(&examiner.setting(&property.mode));
    let led = |y: &PrincipalId| subjects.iter().any(|x| !facts.influences(*x, *y).is_empty());
    let names = names(principals(base).filter(led).map(|y| declared(base, Node::Principal(y))));
    let who = self::names(subjects.iter().map(|x| declared(base, Node::Principal(*x)))).unwrap_or_default();
    match names {
        Some(names) => format!("{who} can steer or command {names}"),
        None => format!("{who} can steer or command nobody"),
    }
}

fn able(examiner: &Examiner<'_>, property: &Property, permissions: &[Permission]) -> String {
    let base = examiner.base;
    let doers = doers(examiner, property, permissions);
    let names = names(doers.into_iter().map(|z| declared(base, Node::Principal(z))));
    let what = self::names(permissions.iter().map(|p| words::permission(base, *p))).unwrap_or_default();
    match names {
        Some(names) => format!("{what} can be brought about by {names}"),
        None => format!("nobody at all can bring {what} about"),
    }
}

fn spread(examiner: &Examiner<'_>, property: &Property, atoms: &[AtomId]) -> String {
    let base = examiner.base;
    let names = names(places(examiner, property, atoms).into_iter().map(|node| declared(base, node)));
    let what = self::names(atoms.iter().map(|atom| words::atom(base, *atom))).unwrap_or_default();
    match names {
        Some(names) => format!("{what} comes to {names}"),
        None => format!("{what} comes nowhere"),
    }
}

/// Who could bring some permission about.
fn doers(examiner: &Examiner<'_>, property: &Property, permissions: &[Permission]) -> Vec<PrincipalId> {
    let base = examiner.base;
    let facts = examiner.closures.facts(&examiner.setting(&property.mode));
    let able = |z: &PrincipalId| permissions.iter().any(|p| !facts.could_cause(base, *z, *p).is_empty());
    principals(base).filter(able).collect()
}

/// Where some data comes to, wherever it lies to begin with included.
fn places(examiner: &Examiner<'_>, property: &Property, atoms: &[AtomId]) -> Vec<Node> {
    let base = examiner.base;
    let facts = examiner.closures.facts(&examiner.setting(&property.mode));
    let leaves = (0..).take(base.leaves.len()).map(|leaf| Node::Leaf(LeafId(leaf)));
    let nodes = leaves.chain(principals(base).map(Node::Principal));
    nodes.filter(|node| atoms.iter().any(|atom| !facts.reaches(base, *node, *atom).is_empty())).collect()
}

/// The name that a node is declared under: all symbolic individuals are told as one.
fn declared(base: &Base, node: Node) -> String {
    match node {
        Node::Leaf(leaf) => format!("`{}`", base.leaf(leaf).declared),
        Node::Principal(principal) => format!("`{}`", base.principal(principal).declared),
    }
}

fn principals(base: &Base) -> impl Iterator<Item = PrincipalId> {
    (0..).take(base.principals.len()).map(PrincipalId)
}

/// Names in a list, without copies, the last of many left out; `None` if there are none.
fn names(names: impl Iterator<Item = String>) -> Option<String> {
    let names: BTreeSet<String> = names.collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    let mut told: Vec<String> = names.into_iter().take(MOST_NAMES).collect();
    if more > 0 {
        told.push(format!("{more} more"));
    }
    let last = told.pop()?;
    Some(if told.is_empty() { last } else { format!("{} and {last}", told.join(", ")) })
}
