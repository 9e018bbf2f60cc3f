//! The edits of a policy that can take a derivation away, and the policy after them.

use crate::logic::Guard;
use crate::model::{
    AuthoritySource, Base, Claim, ClaimId, ClaimKind, CredentialId, EntryId, GateFlaw, GateId, LeafId, Passing,
    Permission, PrincipalId, SourceId, Trim, UnknownId,
};
use crate::proof::cuts::part::{self, Part, first_leaf};
use crate::proof::{Change, Place, witness, words};

/// What is done with a clause that is taken out.
pub(crate) const REMOVE: &str = "remove it";

/// One edit. Those that leave everybody their work come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edit {
    /// The gate loses the flaws for which its approvals do not count.
    Mend(GateId),
    /// The gate guards the permission, whatever the circumstances.
    Guard(GateId, Permission),
    /// The credential is bound to its sender.
    Bind(CredentialId),
    /// The store shows each subject only what they are entitled to; its first leaf stands for all.
    Trim(LeafId),
    /// The entry gives back no text.
    Structure(EntryId),
    /// The entry acts with its caller's authority.
    Caller(EntryId),
    /// What is not known is not as bad as can be.
    Say(UnknownId),
    /// The clause loses a part.
    Narrow(SourceId, Part),
    /// The clause goes.
    Remove(SourceId),
}

/// The flaws that a gate can lose without anybody new.
pub(super) fn mendable(flaw: GateFlaw) -> bool {
    match flaw {
        GateFlaw::NotIndependent | GateFlaw::Unbound | GateFlaw::AgentNarrated | GateFlaw::OpensOnTimeout => true,
        GateFlaw::NoApprover | GateFlaw::NotEnforced => false,
    }
}

impl Edit {
    /// The edit for people.
    pub(super) fn change(self, base: &Base) -> Change {
        let change = |action: String, source| Change { action, place: witness::place(base, source) };
        match self {
            Self::Mend(gate) => {
                let about = base.gate(gate);
                let mends: Vec<&str> = about.flaws.iter().map(|flaw| mend(*flaw)).collect();
                change(mends.join("; "), about.source)
            }
            Self::Guard(gate, permission) => {
                let about = base.gate(gate);
                change(format!("let it guard {} in every case", words::permission(base, permission)), about.source)
            }
            Self::Bind(credential) => change(
                "write `sender-bound yes`, so that reading it is not enough".to_owned(),
                base.credential(credential).source,
            ),
            Self::Trim(leaf) => change(
                "write `trims by subject`, with a lag that its classes tolerate".to_owned(),
                base.leaf(leaf).source,
            ),
            Self::Structure(entry) => change("write `gives structured`".to_owned(), base.entry(entry).source),
            Self::Caller(entry) => change("write `authority caller`".to_owned(), base.entry(entry).source),
            Self::Say(unknown) => {
                let unknown = &base.unknowns[unknown.index()];
                let action = format!("say it, if it is not the worst: {}", unknown.taken_as);
                Change { action, place: Place { span: unknown.span, text: unknown.what.clone() } }
            }
            Self::Narrow(source, part) => {
                change(format!("narrow it so that it does not cover {}", part.words(base)), source)
            }
            Self::Remove(source) => change(REMOVE.to_owned(), source),
        }
    }

    fn apply(self, base: &mut Base) {
        match self {
            Self::Mend(gate) => {
                let about = &mut base.gates[gate.index()];
                (about.excludes_requester, about.excludes_author) = (true, true);
                about.flaws.retain(|flaw| !mendable(*flaw));
            }
            Self::Guard(gate, permission) => {
                let copies: Vec<LeafId> = copies(base, permission.leaf);
                let guards = &mut base.gates[gate.index()].guards;
                guards.retain(|(known, _)| known.verb != permission.verb || !copies.contains(&known.leaf));
                guards.extend(copies.into_iter().map(|leaf| (Permission { leaf, ..permission }, Guard::always())));
            }
            Self::Bind(credential) => base.credentials[credential.index()].bearer = false,
            Self::Trim(leaf) => trim(base, leaf),
            Self::Structure(entry) => {
                let about = base.entry(entry);
                let (source, owner) = (about.source, about.owner);
                let claim = claim(base, ClaimKind::Structured, Vec::new(), vec![owner], source);
                base.entries[entry.index()].gives = Passing::Structured(claim);
            }
            Self::Caller(entry) => base.entries[entry.index()].authority = AuthoritySource::Caller,
            Self::Say(unknown) => base.facts.retain(|declared| declared.assumed != Some(unknown)),
            Self::Narrow(source, gone) => {
                let facts = std::mem::take(&mut base.facts);
                let stays = |declared: &crate::model::Declared| {
                    declared.source != source || !part::is_about(base, &declared.fact, gone)
                };
                base.facts = facts.into_iter().filter(stays).collect();
            }
            Self::Remove(source) => base.facts.retain(|declared| declared.source != source),
        }
    }
}

/// The policy after the edits.
pub(super) fn apply<'a>(base: &Base, edits: impl IntoIterator<Item = &'a Edit>) -> Base {
    let mut changed = base.clone();
    edits.into_iter().for_each(|edit| edit.apply(&mut changed));
    changed
}

fn mend(flaw: GateFlaw) -> &'static str {
    match flaw {
        GateFlaw::NotIndependent => "let it exclude [requester, author]",
        GateFlaw::Unbound => "let it bind what is approved, `single-use`",
        GateFlaw::AgentNarrated => "let it show what is done (`renders canonical`), not what an agent wrote",
        GateFlaw::OpensOnTimeout => "let it deny when nobody answers",
        GateFlaw::NoApprover => "name somebody who approves",
        GateFlaw::NotEnforced => "name who enforces it",
    }
}

/// All leaves that are declared as one.
fn copies(base: &Base, leaf: LeafId) -> Vec<LeafId> {
    let first = first_leaf(base, leaf);
    (0..).take(base.leaves.len()).map(LeafId).filter(|one| first_leaf(base, *one) == first).collect()
}

fn trim(base: &mut Base, leaf: LeafId) {
    let known = base.leaves.iter().filter_map(|leaf| leaf.trims.as_ref().map(|trim| trim.store));
    let store = known.max().map_or(0, |most| most + 1);
    let (leaves, source) = (copies(base, leaf), base.leaf(leaf).source);
    let claim = claim(base, ClaimKind::Trim, leaves.clone(), Vec::new(), source);
    for leaf in leaves {
        base.leaves[leaf.index()].trims = Some(Trim { claim, store, lagging: std::collections::BTreeSet::new() });
    }
}

fn claim(
    base: &mut Base,
    kind: ClaimKind,
    resources: Vec<LeafId>,
    enforcers: Vec<PrincipalId>,
    source: SourceId,
) -> ClaimId {
    let number = u32::try_from(base.claims.len()).expect("fewer claims than memory has room for");
    let name = "a control that is tried out".to_owned();
    base.claims.push(Claim { name, kind, resources, enforcers, void: None, source });
    ClaimId(number)
}
