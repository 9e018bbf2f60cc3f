//! What a prohibition cuts, and what it does not; what a token is worth.

use bailiwick::model::{
    Agents, AuthoritySource, Base, ClaimKind, DeclaredFact, Depth, Forbid, Scopes, VerbKind, When, Who,
};

use super::{close, conditions};
use crate::random::{Builder, permission};

#[test]
fn a_prohibition_does_not_see_through_a_deputy() {
    let mut b = Builder::new();
    let (agent, tool) = (b.agent("assistant"), b.tool("crm", None));
    let table = b.store("table");
    let update = b.entry("crm.update", tool, AuthoritySource::Own);
    let leaf = b.base.entry(update).leaf;
    let write = permission(VerbKind::Mutate, table);
    let claim = b.claim("a prohibition", ClaimKind::Forbid);
    b.base.forbids.push(Forbid {
        claim,
        who: Who::Only([agent].into()),
        permissions: [write].into(),
        lifted: When { alternatives: Vec::new() },
    });
    b.may(agent, VerbKind::Mutate, table);
    b.may(agent, VerbKind::Invoke, leaf);
    b.may(tool, VerbKind::Mutate, table);
    b.fact(DeclaredFact::Performs { entry: update, permission: write });
    let facts = close(&b.base, Agents::Honest);
    let at = |fact: &str| conditions(&b.base, &facts, fact);
    assert!(at("auth(assistant, assistant, assistant, mutate, table, inf)").is_empty());
    assert!(at("exer(assistant, assistant, assistant, mutate, table)").is_empty());
    assert_eq!(at("direct(assistant, crm, mutate, table)"), ["true"]);
    assert_eq!(at("does(assistant, mutate, table)"), ["true"]);
}

#[test]
fn a_prohibition_on_everybody_covers_the_deputy() {
    let mut b = Builder::new();
    let tool = b.tool("crm", None);
    let (table, rest) = (b.store("table"), b.store("rest"));
    let claim = b.claim("a prohibition", ClaimKind::Forbid);
    b.base.forbids.push(Forbid {
        claim,
        who: Who::Everybody,
        permissions: [permission(VerbKind::Mutate, table)].into(),
        lifted: When { alternatives: Vec::new() },
    });
    b.may(tool, VerbKind::Mutate, table);
    b.may(tool, VerbKind::Mutate, rest);
    let facts = close(&b.base, Agents::Honest);
    assert!(conditions(&b.base, &facts, "own(crm, mutate, table, crm)").is_empty());
    assert_eq!(conditions(&b.base, &facts, "own(crm, mutate, rest, crm)"), ["true"], "leaf by leaf");
}

#[test]
fn whoever_has_the_token_calls_as_its_subject() {
    let mut b = Builder::new();
    let (ana, agent, tool) = (b.human("ana"), b.agent("assistant"), b.tool("browser", None));
    let fetch = b.entry("browser.fetch", tool, AuthoritySource::Own);
    let leaf = b.base.entry(fetch).leaf;
    let token = b.credential("ana-pat", ana, Scopes::Everything);
    b.may(ana, VerbKind::Invoke, leaf);
    b.fact(DeclaredFact::Holds { actor: agent, credential: token });
    assert!(conditions(&b.base, &close(&b.base, Agents::Honest), "invokes(assistant, browser.fetch)").is_empty());
    b.fact(DeclaredFact::Session { agent, session: bailiwick::model::Session::Unattended });
    let facts = close(&b.base, Agents::Honest);
    assert_eq!(conditions(&b.base, &facts, "invokes(assistant, browser.fetch)"), ["true"], "read in a run");
    assert_eq!(conditions(&b.base, &facts, "auth(assistant, ana, ana*, invoke, browser.fetch, inf)"), ["true"]);
}

/// `ana` to `first` to `second` to `third`, the grant delegable so many times.
fn chain(depth: Depth) -> Base {
    let mut b = Builder::new();
    let actors = [b.human("ana"), b.agent("first"), b.agent("second"), b.agent("third")];
    let table = b.store("table");
    let permission = permission(VerbKind::Observe, table);
    b.fact(DeclaredFact::Grant { actor: actors[0], permission, depth });
    for pair in actors.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let depth = Depth::Unlimited;
        b.fact(DeclaredFact::Delegates { from, to, permission, depth, impersonating: false, offline: false });
    }
    b.base
}

#[test]
fn a_grant_is_handed_on_as_often_as_it_says() {
    let base = chain(Depth::Limited(2));
    let facts = close(&base, Agents::Honest);
    assert_eq!(conditions(&base, &facts, "auth(first, first, ana, observe, table, 1)"), ["true"]);
    assert_eq!(conditions(&base, &facts, "auth(second, second, ana, observe, table, 0)"), ["true"]);
    assert!(!facts.texts(&base).keys().any(|text| text.starts_with("auth(third")));
    let base = chain(Depth::Unlimited);
    let facts = close(&base, Agents::Honest);
    assert_eq!(conditions(&base, &facts, "auth(third, third, ana, observe, table, inf)"), ["true"]);
}
