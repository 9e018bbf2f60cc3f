//! Which edits would break a derivation.

use std::collections::BTreeSet;

use crate::facts::{Derivation, Fact, Step};
use crate::model::{
    AuthoritySource, Base, DataAtom, Declared, DeclaredFact, GateId, LeafKind, Node, Passing, Permission, Property,
};
use crate::proof::cuts::edit::{Edit, mendable};
use crate::proof::cuts::part::{self, first_leaf, first_permission};
use crate::proof::judge::accepted_gates;

/// The edits each of which may take a derivation of a violation away.
pub(super) fn edits(
    base: &Base,
    property: &Property,
    derivation: &Derivation,
    permission: Option<Permission>,
) -> BTreeSet<Edit> {
    let mut edits = BTreeSet::new();
    for (at, step) in derivation.steps.iter().enumerate() {
        edits.extend(step.declared.and_then(|declared| base.facts.get(declared)).and_then(|one| without(base, one)));
        edits.extend(strengthened(base, derivation, at, step));
    }
    for gate in accepted_gates(property) {
        edits.extend(approved(base, gate, permission));
    }
    edits
}

/// The edit that takes a declared fact away.
fn without(base: &Base, declared: &Declared) -> Option<Edit> {
    if let Some(unknown) = declared.assumed {
        return Some(Edit::Say(unknown));
    }
    match &declared.fact {
        // What somebody is meant to do, and that the work is done at all, is not for a repair to take away.
        DeclaredFact::EntitledData { .. }
        | DeclaredFact::EntitledPermission { .. }
        | DeclaredFact::Step { .. }
        | DeclaredFact::Free { .. }
        | DeclaredFact::Session { .. }
        | DeclaredFact::Trigger { .. } => None,
        // Data does not go away because nobody says where it is.
        DeclaredFact::Stores { atom, .. } if base.is_class(*atom) => None,
        // Said by the kind of a thing, not by a clause that could go.
        DeclaredFact::Audience { leaf, .. } if base.leaf(*leaf).source == declared.source => None,
        fact => Some(match part::telling(base, declared.source, fact) {
            Some(part) => Edit::Narrow(declared.source, part),
            None => Edit::Remove(declared.source),
        }),
    }
}

/// The control that would hold a step back.
fn strengthened(base: &Base, derivation: &Derivation, at: usize, step: &Step) -> Vec<Edit> {
    let premises = || step.premises.iter().map(|premise| &derivation.steps[*premise].fact);
    match step.fact {
        Fact::Presents(_, credential) => {
            let found = premises().any(|premise| matches!(premise, Fact::Holds(..)));
            let bindable = found && base.credential(credential).bearer;
            bindable.then_some(Edit::Bind(credential)).into_iter().collect()
        }
        Fact::Forged(gate, _) if !base.gate(gate).is_independent() => mended(base, gate).into_iter().collect(),
        Fact::Via(_, entry, _) => {
            let about = base.entry(entry);
            let own = about.authority == AuthoritySource::Own && !base.is_agent(about.owner);
            own.then_some(Edit::Caller(entry)).into_iter().collect()
        }
        Fact::Has(Node::Principal(_), atom) => match base.atom(atom) {
            DataAtom::Class { owner: Some(_), .. } => {
                let trimmable = |leaf| base.leaf(leaf).kind == LeafKind::Store && base.leaf(leaf).trims.is_none();
                let from = premises().filter_map(|premise| match premise {
                    Fact::Has(Node::Leaf(leaf), known) if *known == atom && trimmable(*leaf) => Some(*leaf),
                    _ => None,
                });
                from.map(|leaf| Edit::Trim(first_leaf(base, leaf))).collect()
            }
            DataAtom::Taint(_) => given_back(base, derivation, at).into_iter().collect(),
            DataAtom::Class { .. } | DataAtom::Secret(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The entry of a tool or service whose answer carries text, in the step that takes it.
fn given_back(base: &Base, derivation: &Derivation, at: usize) -> Option<Edit> {
    let observed = derivation.steps[at].premises.iter().map(|premise| &derivation.steps[*premise]);
    let observed = observed.filter(|step| matches!(step.fact, Fact::Observes(..)));
    let mut called = observed.flat_map(|step| step.premises.iter().map(|premise| &derivation.steps[*premise].fact));
    called.find_map(|fact| match fact {
        Fact::Via(_, entry, _) => {
            let about = base.entry(*entry);
            (about.gives == Passing::Text && !base.is_agent(about.owner)).then_some(Edit::Structure(*entry))
        }
        _ => None,
    })
}

/// What makes an approval count that a property accepts, and asks for it.
fn approved(base: &Base, gate: GateId, permission: Option<Permission>) -> Vec<Edit> {
    let about = base.gate(gate);
    let mut edits: Vec<Edit> = mended(base, gate).into_iter().collect();
    if let Some(permission) = permission {
        let guarded = |(known, when): &(Permission, crate::logic::Guard)| *known == permission && when.is_always();
        if !about.guards.iter().any(guarded) {
            edits.push(Edit::Guard(gate, first_permission(base, permission)));
        }
    }
    edits
}

fn mended(base: &Base, gate: GateId) -> Option<Edit> {
    let flaws = &base.gate(gate).flaws;
    (!flaws.is_empty() && flaws.iter().all(|flaw| mendable(*flaw))).then_some(Edit::Mend(gate))
}
