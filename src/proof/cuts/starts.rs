//! What starts an agent is derived from who calls it: an agent that nobody in its workflow calls any more is started as the
//! workflow is, and one that nobody starts runs by itself. An edit after which that is so does more than take something away.

use std::collections::BTreeSet;

use crate::model::{Base, DeclaredFact, PrincipalId, VerbKind};

/// Whether edits leave an agent without what has called it, so that something else starts it in the policy they make.
pub(super) fn starts_anew(before: &Base, after: &Base) -> bool {
    let (were, are) = (callings(before), callings(after));
    let lost: BTreeSet<PrincipalId> = were.difference(&are).map(|(_, callee)| *callee).collect();
    lost.into_iter().any(|agent| {
        let is_inside = |(caller, callee): &&(PrincipalId, PrincipalId)| {
            let workflow = |id: PrincipalId| before.principal(id).workflow.as_ref();
            *callee == agent && *caller != agent && before.is_agent(*caller) && workflow(*caller) == workflow(agent)
        };
        let becomes_first = were.iter().any(|one| is_inside(&one)) && !are.iter().any(|one| is_inside(&one));
        let is_called = are.iter().any(|(_, callee)| *callee == agent);
        becomes_first || !(is_called || has_session(after, agent))
    })
}

/// Who may call or spawn which agent.
fn callings(base: &Base) -> BTreeSet<(PrincipalId, PrincipalId)> {
    let calling = base.facts.iter().filter_map(|declared| {
        let DeclaredFact::Grant { actor, permission, .. } = &declared.fact else { return None };
        let is_call = matches!(base.kind(permission.verb), VerbKind::Invoke | VerbKind::Spawn);
        let callee = base.entry(base.leaf(permission.leaf).entry?).owner;
        (is_call && base.is_agent(callee)).then_some((*actor, callee))
    });
    calling.collect()
}

fn has_session(base: &Base, agent: PrincipalId) -> bool {
    let is_its = |fact: &DeclaredFact| matches!(fact, DeclaredFact::Session { agent: known, .. } if *known == agent);
    base.facts.iter().any(|declared| is_its(&declared.fact))
}
