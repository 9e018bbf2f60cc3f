//! Facts in their canonical spelling, by name: `has(coder·1, unattended, taint(anyone))`.

use crate::facts::relation::{
    BY_CODE, BY_TEXT, Relation, SINGLE, Tuple, UNATTENDED, UNLIMITED, account_principal, is_starred, session_subject,
};
use crate::model::{AtomId, Base, ClaimId, CredentialId, DataAtom, EntryId, GateId, LeafId, PrincipalId, VerbId};

/// The spelling of a fact; `None` for bookkeeping and for contexts of whoever is no agent.
pub(crate) fn fact(base: &Base, relation: Relation, tuple: &Tuple) -> Option<String> {
    let columns = columns(base, relation, tuple)?;
    Some(format!("{}({})", relation.name(), columns.join(", ")))
}

fn columns(base: &Base, relation: Relation, t: &Tuple) -> Option<Vec<String>> {
    let who = |id: u32| base.principal(PrincipalId(id)).name.clone();
    let what = |id: u32| permission(base, id);
    Some(match relation {
        Relation::Adversary | Relation::Free => vec![who(t[0])],
        Relation::Authority => {
            [vec![who(t[0]), who(t[1]), account(base, t[2])], what(t[3]), vec![depth(t[4])]].concat()
        }
        Relation::Presents | Relation::Secret => vec![who(t[0]), base.credential(CredentialId(t[1])).name.clone()],
        Relation::Context => {
            if t[1] == SINGLE {
                return None;
            }
            vec![who(t[0]), session(base, t[1])]
        }
        Relation::Exercise => [vec![who(t[0]), who(t[1]), account(base, t[2])], what(t[3])].concat(),
        Relation::Invokes => vec![who(t[0]), base.entry(EntryId(t[1])).name.clone()],
        Relation::Own => [vec![who(t[0])], what(t[1]), vec![who(t[2])]].concat(),
        Relation::Via => {
            let entry = base.entry(EntryId(t[1])).name.clone();
            let called = base.entry(EntryId(t[5])).name.clone();
            [vec![who(t[0]), entry], what(t[2]), vec![who(t[3]), account(base, t[4]), called]].concat()
        }
        Relation::Direct | Relation::Far => [vec![who(t[0]), who(t[1])], what(t[2])].concat(),
        Relation::Through => {
            let entry = base.entry(EntryId(t[1])).name.clone();
            [vec![who(t[0]), entry, who(t[2])], what(t[3])].concat()
        }
        Relation::Cause | Relation::Follows | Relation::Does => [vec![who(t[0])], what(t[1])].concat(),
        Relation::Observes => {
            [vec![who(t[0]), session(base, t[1])], what(t[2]), vec![filter(base, t[4]), who(t[5])]].concat()
        }
        Relation::Emits => [vec![who(t[0]), session(base, t[1])], what(t[2]), vec![filter(base, t[4])]].concat(),
        Relation::Has => vec![node(base, t[0]), session(base, t[1]), atom(base, t[2])],
        Relation::Carried => {
            vec![who(t[0]), base.entry(EntryId(t[1])).name.clone(), session(base, t[2]), atom(base, t[3])]
        }
        Relation::Influences => vec![who(t[0]), who(t[1]), how(t[2]).to_owned()],
        Relation::Void => vec![base.claim(ClaimId(t[0])).name.clone()],
        Relation::Forged | Relation::Opens => vec![base.gate(GateId(t[0])).name.clone(), who(t[1])],
        Relation::Entitled => vec![who(t[0]), atom(base, t[1])],
        _ => return None,
    })
}

fn permission(base: &Base, number: u32) -> Vec<String> {
    let leaves = u32::try_from(base.leaves.len()).unwrap_or(u32::MAX).max(1);
    let verb = &base.verbs[VerbId(number / leaves).index()];
    vec![verb.name.clone(), base.leaf(LeafId(number % leaves)).name.clone()]
}

fn account(base: &Base, account: u32) -> String {
    let star = if is_starred(account) { "*" } else { "" };
    format!("{}{star}", base.principal(PrincipalId(account_principal(account))).name)
}

fn session(base: &Base, session: u32) -> String {
    match session_subject(session) {
        Some(subject) => base.principal(PrincipalId(subject)).name.clone(),
        None if session == UNATTENDED => "unattended".to_owned(),
        None => "single".to_owned(),
    }
}

fn node(base: &Base, node: u32) -> String {
    let leaves = u32::try_from(base.leaves.len()).unwrap_or(u32::MAX).max(1);
    match node.checked_sub(leaves) {
        Some(principal) => base.principal(PrincipalId(principal)).name.clone(),
        None => base.leaf(LeafId(node)).name.clone(),
    }
}

/// The spelling of a data atom.
pub(crate) fn atom(base: &Base, number: u32) -> String {
    match base.atom(AtomId(number)) {
        DataAtom::Class { name, .. } => name.clone(),
        DataAtom::Secret(credential) => format!("secret({})", base.credential(*credential).name),
        DataAtom::Taint(author) => format!("taint({})", base.principal(*author).name),
    }
}

fn depth(depth: u32) -> String {
    if depth == UNLIMITED { "inf".to_owned() } else { depth.to_string() }
}

fn filter(base: &Base, filter: u32) -> String {
    match filter.checked_sub(1) {
        Some(claim) => format!("structured({})", base.claim(ClaimId(claim)).name),
        None => "text".to_owned(),
    }
}

fn how(how: u32) -> &'static str {
    match how {
        BY_TEXT => "text",
        BY_CODE => "code",
        _ => "admin",
    }
}
