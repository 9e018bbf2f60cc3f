//! What a clause consists of: the parts that it can lose while the rest of it stays.

use crate::model::{Base, CredentialId, Declared, DeclaredFact, LeafId, Permission, PrincipalId, SourceId};
use crate::proof::words;

/// One part of a clause: what is allowed, or one name of a list. It stands for all copies that symbolic individuals have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Permission(Permission),
    Leaf(LeafId),
    Principal(PrincipalId),
    Credential(CredentialId),
}

impl Part {
    /// The part as it is called.
    pub(super) fn words(self, base: &Base) -> String {
        match self {
            Self::Permission(permission) => words::permission(base, permission),
            Self::Leaf(leaf) => words::leaf(base, leaf),
            Self::Principal(principal) => words::principal(base, principal),
            Self::Credential(credential) => format!("`{}`", base.credential(credential).name),
        }
    }
}

/// The part that tells a fact from the others of its clause; `None` if the clause says nothing else.
pub(super) fn telling(base: &Base, source: SourceId, fact: &DeclaredFact) -> Option<Part> {
    let parts = parts(base, fact);
    let others: Vec<Vec<Part>> = of(base, source).map(|declared| self::parts(base, &declared.fact)).collect();
    (0..parts.len()).find_map(|at| {
        let differs = others.iter().any(|other| other.get(at) != parts.get(at));
        differs.then(|| parts[at])
    })
}

/// Whether a fact is about a part.
pub(super) fn is_about(base: &Base, fact: &DeclaredFact, part: Part) -> bool {
    parts(base, fact).contains(&part)
}

fn of(base: &Base, source: SourceId) -> impl Iterator<Item = &Declared> {
    base.facts.iter().filter(move |declared| declared.source == source)
}

/// What a fact is about, first what the lists of its clause mostly consist of.
fn parts(base: &Base, fact: &DeclaredFact) -> Vec<Part> {
    let permission = |permission: &Permission| Part::Permission(first_permission(base, *permission));
    let leaf = |leaf: &LeafId| Part::Leaf(first_leaf(base, *leaf));
    let who = |principal: &PrincipalId| Part::Principal(first_principal(base, *principal));
    match fact {
        DeclaredFact::Grant { actor, permission: one, .. } => vec![permission(one), who(actor)],
        DeclaredFact::Delegates { from, to, permission: one, .. } => vec![permission(one), who(from), who(to)],
        DeclaredFact::Uses { actor, credential } => vec![Part::Credential(*credential), who(actor)],
        DeclaredFact::Holds { actor, .. } => vec![who(actor)],
        DeclaredFact::Performs { permission: one, .. } => vec![permission(one)],
        DeclaredFact::Calls { target, .. } => vec![leaf(&base.entry(*target).leaf)],
        DeclaredFact::Runs { leaf: what, .. } => vec![leaf(what)],
        DeclaredFact::Flow { from, to, .. } => vec![leaf(from), leaf(to)],
        DeclaredFact::Stores { leaf: at, .. }
        | DeclaredFact::Infers { model: at, .. }
        | DeclaredFact::Logs { log: at, .. } => vec![leaf(at)],
        DeclaredFact::Audience { reader, .. } => vec![who(reader)],
        DeclaredFact::Step { .. }
        | DeclaredFact::Free { .. }
        | DeclaredFact::Trigger { .. }
        | DeclaredFact::Trains { .. }
        | DeclaredFact::PerformsAnything { .. }
        | DeclaredFact::EntitledData { .. }
        | DeclaredFact::EntitledPermission { .. }
        | DeclaredFact::Session { .. } => Vec::new(),
    }
}

/// The same permission for the first of the symbolic individuals: an edit concerns all of them.
pub(super) fn first_permission(base: &Base, permission: Permission) -> Permission {
    Permission { leaf: first_leaf(base, permission.leaf), ..permission }
}

pub(super) fn first_leaf(base: &Base, leaf: LeafId) -> LeafId {
    let declared = &base.leaf(leaf).declared;
    let first = base.leaves.iter().zip(0..).find(|(one, _)| one.declared == *declared);
    first.map_or(leaf, |(_, number)| LeafId(number))
}

fn first_principal(base: &Base, principal: PrincipalId) -> PrincipalId {
    let declared = &base.principal(principal).declared;
    let first = base.principals.iter().zip(0..).find(|(one, _)| one.declared == *declared);
    first.map_or(principal, |(_, number)| PrincipalId(number))
}
