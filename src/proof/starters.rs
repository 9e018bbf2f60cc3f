//! Who can have set somebody going, as far as it is declared.

use std::collections::BTreeSet;

use crate::model::{Base, DeclaredFact, EntryId, Permission, PrincipalId, PrincipalKind, Session, VerbKind};

/// The people and outsiders who start somebody, or who start or call whatever calls them; `None` if they, or one of those,
/// start by themselves. Empty if nobody says.
pub(crate) fn of(base: &Base, principal: PrincipalId) -> BTreeSet<Option<PrincipalId>> {
    let (mut starters, mut seen, mut waiting) = (BTreeSet::new(), BTreeSet::from([principal]), vec![principal]);
    while let Some(one) = waiting.pop() {
        for starter in directly(base, one) {
            match starter {
                Some(caller) if !is_person(base, caller) => waiting.extend(seen.insert(caller).then_some(caller)),
                other => _ = starters.insert(other),
            }
        }
    }
    starters
}

fn is_person(base: &Base, principal: PrincipalId) -> bool {
    matches!(base.principal(principal).kind, PrincipalKind::Human { .. } | PrincipalKind::Origin)
}

/// Whoever starts or may call somebody, and whose entries do; `None` if somebody starts by themselves.
fn directly(base: &Base, one: PrincipalId) -> Vec<Option<PrincipalId>> {
    let is_own = |entry: EntryId| base.entry(entry).owner == one;
    let calls_it = |permission: Permission| {
        let is_call = matches!(base.kind(permission.verb), VerbKind::Invoke | VerbKind::Spawn);
        is_call && base.leaf(permission.leaf).entry.is_some_and(is_own)
    };
    let known = base.facts.iter().filter(|declared| declared.assumed.is_none());
    let starter = known.filter_map(|declared| match declared.fact {
        DeclaredFact::Session { agent, session } if agent == one => Some(match session {
            Session::Of(who) => Some(who),
            Session::Unattended => None,
        }),
        DeclaredFact::Grant { actor, permission, .. } if calls_it(permission) => Some(Some(actor)),
        DeclaredFact::Calls { entry, target } if is_own(target) => Some(Some(base.entry(entry).owner)),
        DeclaredFact::Performs { entry, permission } if calls_it(permission) => Some(Some(base.entry(entry).owner)),
        _ => None,
    });
    starter.collect()
}
