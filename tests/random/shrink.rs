//! From a policy that shows something to the least one that still shows it, told in words.

use bailiwick::logic::Conjunction;
use bailiwick::model::{Base, Passing, PrincipalKind, Scopes, When};

/// Takes away whatever can go while `shows` holds.
pub(crate) fn shrink(base: &Base, shows: impl Fn(&Base) -> bool) -> Base {
    let mut least = base.clone();
    loop {
        let before = least.clone();
        for edit in EDITS {
            let mut at = 0;
            loop {
                let mut next = least.clone();
                if !edit(&mut next, at) {
                    break;
                }
                if next != least && shows(&next) {
                    least = next;
                    if edit_removes(*edit) {
                        continue;
                    }
                }
                at += 1;
            }
        }
        if least == before {
            return least;
        }
    }
}

/// Takes away the thing of this number; says whether there is one.
type Edit = fn(&mut Base, usize) -> bool;

const EDITS: &[Edit] =
    &[fact, forbid, ceiling, guards, fact_condition, claim, leaf, principal, entry, scope, gate, transformer];

/// Whether the next thing has the number of the one that is gone.
fn edit_removes(edit: Edit) -> bool {
    let removing: [Edit; 2] = [fact, forbid];
    removing.iter().any(|one| std::ptr::fn_addr_eq(*one, edit))
}

fn fact(base: &mut Base, at: usize) -> bool {
    at < base.facts.len() && {
        base.facts.remove(at);
        true
    }
}

fn forbid(base: &mut Base, at: usize) -> bool {
    at < base.forbids.len() && {
        base.forbids.remove(at);
        true
    }
}

fn ceiling(base: &mut Base, at: usize) -> bool {
    let Some(principal) = base.ceilings.keys().nth(at).copied() else { return false };
    base.ceilings.remove(&principal);
    true
}

fn guards(base: &mut Base, at: usize) -> bool {
    let Some(gate) = base.gates.get_mut(at) else { return false };
    gate.guards.pop();
    true
}

fn fact_condition(base: &mut Base, at: usize) -> bool {
    let Some(declared) = base.facts.get_mut(at / 2) else { return false };
    if at.is_multiple_of(2) {
        declared.when = When::always();
    } else if declared.when.alternatives.len() > 1 {
        declared.when.alternatives.pop();
    }
    true
}

fn claim(base: &mut Base, at: usize) -> bool {
    let Some(claim) = base.claims.get_mut(at / 3) else { return false };
    match at % 3 {
        0 => claim.void = None,
        1 => claim.enforcers.clear(),
        _ => claim.resources.clear(),
    }
    true
}

fn leaf(base: &mut Base, at: usize) -> bool {
    let Some(leaf) = base.leaves.get_mut(at / 4) else { return false };
    match at % 4 {
        0 => leaf.trims = None,
        1 => leaf.domains.clear(),
        2 => leaf.per_session = false,
        _ => leaf.read_by_subject = false,
    }
    true
}

fn principal(base: &mut Base, at: usize) -> bool {
    let Some(principal) = base.principals.get_mut(at / 5) else { return false };
    match at % 5 {
        0 => principal.hostile = false,
        1 => principal.domains.clear(),
        2 => principal.session_subject = false,
        3 => principal.individual = Conjunction::always(),
        _ => {
            if let PrincipalKind::Agent { instructable, .. } = &mut principal.kind {
                *instructable = false;
            }
        }
    }
    true
}

fn entry(base: &mut Base, at: usize) -> bool {
    let Some(entry) = base.entries.get_mut(at / 3) else { return false };
    match at % 3 {
        0 => entry.takes = Passing::Nothing,
        1 => entry.gives = Passing::Nothing,
        _ => entry.records_caller = false,
    }
    true
}

fn scope(base: &mut Base, at: usize) -> bool {
    let Some(credential) = base.credentials.get_mut(at) else { return false };
    credential.scope = Scopes::Everything;
    true
}

fn gate(base: &mut Base, at: usize) -> bool {
    let Some(gate) = base.gates.get_mut(at / 3) else { return false };
    match at % 3 {
        0 => gate.excludes_requester = false,
        1 => gate.excludes_author = false,
        _ => gate.quorum = 1,
    }
    true
}

fn transformer(base: &mut Base, at: usize) -> bool {
    let Some(transformer) = base.transformers.get_mut(at) else { return false };
    transformer.drops_taint = false;
    true
}
