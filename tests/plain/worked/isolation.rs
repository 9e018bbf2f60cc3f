//! Two tenants before one assistant.

use bailiwick::logic::{Domain, Scope};
use bailiwick::model::{Agents, AtomId, Base, ClaimKind, DeclaredFact, LeafKind, PrincipalId, Session, Trim, VerbKind};

use super::{close, conditions};
use crate::random::Builder;

/// A shared index with the data of both tenants, and a reply that each customer sees of their own run. `trimmed`: the
/// index shows each subject their own; `lagging`: the permissions for `pii·2` may lag behind.
fn assistant(trimmed: bool, lagging: bool) -> Base {
    let mut b = Builder::new();
    let tenant = b.variable("subject.tenant", Domain::Individual, Scope::Session);
    let customers: [PrincipalId; 2] = [b.human("customer·1"), b.human("customer·2")];
    let data: [AtomId; 2] = [b.class("pii·1"), b.class("pii·2")];
    let agent = b.agent("copilot");
    let index = b.store("index");
    let reply = b.leaf("reply", LeafKind::Sink);
    b.base.leaves[reply.index()].per_session = true;
    b.base.leaves[reply.index()].read_by_subject = true;
    for (customer, individual) in customers.into_iter().zip([1, 2]) {
        b.base.principals[customer.index()].individual = b.within(tenant, individual, individual);
        b.fact(DeclaredFact::Session { agent, session: Session::Of(customer) });
    }
    for (atom, principal) in data.into_iter().zip(customers) {
        b.fact(DeclaredFact::Stores { leaf: index, atom });
        b.fact(DeclaredFact::EntitledData { principal, atom });
    }
    b.may(agent, VerbKind::Observe, index);
    b.may(agent, VerbKind::Disclose, reply);
    if trimmed {
        let claim = b.claim("trimming", ClaimKind::Trim);
        let lagging = if lagging { [data[1]].into() } else { [].into() };
        b.base.leaves[index.index()].trims = Some(Trim { claim, store: 0, lagging });
    }
    b.base
}

#[test]
fn a_shared_index_shows_everything_to_everybody() {
    let base = assistant(false, false);
    let facts = close(&base, Agents::Honest);
    assert_eq!(conditions(&base, &facts, "has(reply, customer·1, pii·2)"), ["true"]);
    assert_eq!(conditions(&base, &facts, "has(customer·1, single, pii·2)"), ["true"]);
}

#[test]
fn a_trimmed_index_shows_each_their_own() {
    let base = assistant(true, false);
    let facts = close(&base, Agents::Honest);
    assert_eq!(conditions(&base, &facts, "has(customer·1, single, pii·1)"), ["true"]);
    assert!(conditions(&base, &facts, "has(reply, customer·1, pii·2)").is_empty());
    assert!(conditions(&base, &facts, "has(customer·1, single, pii·2)").is_empty());
}

#[test]
fn permissions_that_lag_show_more() {
    let base = assistant(true, true);
    let facts = close(&base, Agents::Honest);
    assert_eq!(conditions(&base, &facts, "has(customer·1, single, pii·2)"), ["stale(0)"]);
    assert!(conditions(&base, &facts, "has(customer·2, single, pii·1)").is_empty(), "that class does not lag");
}

#[test]
fn a_session_of_one_tenant_is_never_one_of_the_other() {
    let mut base = assistant(false, false);
    let tenant = bailiwick::logic::VariableId(0);
    let set = bailiwick::logic::Set::single(2);
    let domain = &base.vocabulary.variable(tenant).domain;
    let second = bailiwick::logic::Conjunction::constraint(tenant, &set, domain).expect("2 is one of two");
    let reading = base.facts.iter_mut().find(
        |declared| matches!(declared.fact, DeclaredFact::Grant { permission, .. } if permission.leaf.index() == 0),
    );
    reading.expect("the agent reads the index").when = crate::random::when(second);
    let facts = close(&base, Agents::Honest);
    assert!(conditions(&base, &facts, "has(customer·1, single, pii·2)").is_empty());
    assert_eq!(conditions(&base, &facts, "has(copilot, customer·2, pii·1)"), ["true"], "settled, so not said again");
}
