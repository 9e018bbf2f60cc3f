//! What separates two things that nothing connects: how far the one gets, from where the other is in reach, and whether there
//! is anything at all to be separated.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    AtomId, Base, Credential, DataAtom, Declared, DeclaredFact, LeafId, Node, Permission, PrincipalId, Property,
    Question, Scopes, Statement,
};
use crate::proof::examine::Examiner;
use crate::proof::words;

/// How many names of each side are told.
const MOST_NAMES: usize = 8;

/// Whether nothing is there for a sentence to be about: its data is nowhere, or nobody at all can do what it speaks of and nothing
/// else in the policy speaks of that. It would hold in any policy that leaves that out.
pub(crate) fn is_idle(examiner: &Examiner<'_>, property: &Property) -> bool {
    let base = examiner.base;
    match &property.statement {
        Statement::Never(Question::Causes(_, permissions)) | Statement::Always(permissions, _) => {
            doers(examiner, property, permissions).is_empty() && !permissions.iter().any(|one| is_spoken_of(base, *one))
        }
        Statement::Never(Question::Reaches(atoms, _) | Question::Extracts(_, atoms)) => {
            is_nowhere(examiner, property, atoms)
        }
        Statement::Never(Question::ReachesAnother(pairs)) => {
            let atoms: Vec<AtomId> = pairs.iter().map(|(atom, _)| *atom).collect();
            is_nowhere(examiner, property, &atoms)
        }
        Statement::Never(Question::Influences(..) | Question::Obtains(..)) | Statement::Possible(_) => false,
    }
}

/// Whether data is nowhere. A secret is there with its credential, best where nobody can read it.
fn is_nowhere(examiner: &Examiner<'_>, property: &Property, atoms: &[AtomId]) -> bool {
    let is_secret = |atom: &AtomId| matches!(examiner.base.atom(*atom), DataAtom::Secret(_));
    !atoms.iter().any(is_secret) && places(examiner, property, atoms).is_empty()
}

/// Whether somebody is permitted, handed, lent or offered something, whatever comes of it, or it is the start of an agent that
/// runs.
fn is_spoken_of(base: &Base, asked: Permission) -> bool {
    let is_it = |declared: &Declared| match &declared.fact {
        DeclaredFact::Grant { permission, .. }
        | DeclaredFact::Delegates { permission, .. }
        | DeclaredFact::Performs { permission, .. }
        | DeclaredFact::Step { permission, .. }
        | DeclaredFact::EntitledPermission { permission, .. } => *permission == asked,
        DeclaredFact::Session { agent, .. } => {
            base.leaf(asked.leaf).entry.is_some_and(|entry| base.entry(entry).owner == *agent)
        }
        _ => false,
    };
    let lends = |credential: &Credential| match &credential.scope {
        Scopes::Only(permissions) => permissions.contains(&asked),
        Scopes::Everything => false,
    };
    base.facts.iter().any(is_it) || base.credentials.iter().any(lends)
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
    let each = permissions.iter().map(|permission| {
        let doers = doers(examiner, property, &[*permission]).into_iter().map(Node::Principal);
        (words::permission(base, *permission), doers.map(|doer| declared(base, doer)).collect())
    });
    let told = |what: String, _: bool, who: Option<String>| match who {
        Some(names) => format!("{what} can be brought about by {names}"),
        None => format!("nobody at all can bring {what} about"),
    };
    alike(each, told).unwrap_or_else(|| "there is nothing that could be brought about".to_owned())
}

fn spread(examiner: &Examiner<'_>, property: &Property, atoms: &[AtomId]) -> String {
    let base = examiner.base;
    let each = atoms.iter().map(|atom| {
        let reached = places(examiner, property, &[*atom]).into_iter();
        (words::atom(base, *atom), reached.map(|node| declared(base, node)).collect())
    });
    let told = |what: String, is_one: bool, places: Option<String>| {
        let come = if is_one { "comes" } else { "come" };
        format!("{what} {come} {}", places.map_or("nowhere".to_owned(), |places| format!("to {places}")))
    };
    alike(each, told).unwrap_or_else(|| "there is no such data".to_owned())
}

/// A clause for all that have the same beside them: what they are, whether that is one, and what is beside them.
fn alike(
    each: impl Iterator<Item = (String, BTreeSet<String>)>,
    told: impl Fn(String, bool, Option<String>) -> String,
) -> Option<String> {
    let mut beside: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (what, others) in each {
        beside.entry(what).or_default().extend(others);
    }
    let mut groups: BTreeMap<BTreeSet<String>, BTreeSet<String>> = BTreeMap::new();
    for (what, others) in beside {
        groups.entry(others).or_default().insert(what);
    }
    // What is somewhere comes first.
    let clauses = groups.into_iter().rev().map(|(others, what)| {
        let is_one = what.len() == 1;
        told(names(what.into_iter()).unwrap_or_default(), is_one, names(others.into_iter()))
    });
    let clauses: Vec<String> = clauses.collect();
    (!clauses.is_empty()).then(|| clauses.join("; "))
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
