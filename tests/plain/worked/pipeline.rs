//! From a public issue to a published package: two agents, a runner, a vault, a token.

use bailiwick::model::{
    Agents, AuthoritySource, Base, DeclaredFact, EntryId, GateId, LeafId, PrincipalId, Scopes, Session, VerbKind,
};

use super::{close, conditions};
use crate::random::{Builder, permission};

/// The policy, with the things that its variants are about.
pub(super) struct Pipeline {
    pub(super) builder: Builder,
    pub(super) coder: PrincipalId,
    pub(super) host: PrincipalId,
    pub(super) ana: PrincipalId,
    pub(super) workflows: LeafId,
    pub(super) review: GateId,
}

pub(super) const PUBLISHES: &str = "cause(anyone, disclose, registry)";

/// `coder` may not write anything yet, and the gate guards nothing.
pub(super) fn pipeline() -> Pipeline {
    let mut b = Builder::new();
    let anyone = b.origin("anyone", true);
    let (ana, bo) = (b.human("ana"), b.human("bo"));
    let (triage, coder) = (b.agent("triage"), b.agent("coder"));
    let (ci, publisher, host) = (b.service("ci"), b.service("publisher"), b.service("repo-host"));
    let (issues, workflows, vault) = (b.store("issues"), b.store("repo.workflows"), b.store("vault"));
    let registry = b.leaf("registry", bailiwick::model::LeafKind::Sink);
    let release = permission(VerbKind::Disclose, registry);
    let token = b.credential("npm-token", publisher, Scopes::Only([release].into()));
    let triage_start: EntryId = b.entry("triage.start", triage, AuthoritySource::Own);
    let coder_start = b.entry("coder.start", coder, AuthoritySource::Own);
    let review = b.gate("code-review", 1, &[ana, bo]);
    let claim = b.base.gate(review).claim;
    b.base.claims[claim.index()].enforcers.push(host);

    b.may(anyone, VerbKind::Mutate, issues);
    b.fact(DeclaredFact::Trigger { leaf: issues, entry: triage_start });
    b.fact(DeclaredFact::Session { agent: triage, session: Session::Unattended });
    b.may(triage, VerbKind::Observe, issues);
    let start = b.base.entry(coder_start).leaf;
    b.may(triage, VerbKind::Spawn, start);
    b.fact(DeclaredFact::Runs { principal: ci, leaf: workflows });
    b.may(ci, VerbKind::Observe, vault);
    let secret = b.secret(token);
    b.fact(DeclaredFact::Stores { leaf: vault, atom: secret });
    b.may(publisher, VerbKind::Disclose, registry);
    Pipeline { builder: b, coder, host, ana, workflows, review }
}

impl Pipeline {
    /// With `coder` writing workflow files.
    pub(super) fn writing() -> Self {
        let mut policy = pipeline();
        policy.builder.may(policy.coder, VerbKind::Mutate, policy.workflows);
        policy
    }

    /// With the gate on workflow files.
    pub(super) fn reviewed(mut self) -> Self {
        let guarded = permission(VerbKind::Mutate, self.workflows);
        let gate = &mut self.builder.base.gates[self.review.index()];
        gate.guards.push((guarded, bailiwick::logic::Guard::always()));
        self
    }

    pub(super) fn base(&self) -> &Base {
        &self.builder.base
    }

    pub(super) fn publishes(&self, agents: Agents) -> Vec<String> {
        conditions(self.base(), &close(self.base(), agents), PUBLISHES)
    }
}

#[test]
fn an_issue_is_enough() {
    let policy = Pipeline::writing();
    assert_eq!(policy.publishes(Agents::AllCompromised), ["true"]);
    assert_eq!(policy.publishes(Agents::Honest), ["true"], "nobody has to be hostile but the outsider");
    assert!(policy.publishes(Agents::FollowSteps).is_empty(), "agents without steps do nothing");
}

#[test]
fn the_links_of_the_chain_are_facts() {
    let policy = Pipeline::writing();
    let facts = close(policy.base(), Agents::Honest);
    for link in [
        "has(issues, single, taint(anyone))",
        "has(triage, unattended, taint(anyone))",
        "has(triage, anyone, taint(anyone))",
        "influences(anyone, triage, text)",
        "has(coder, unattended, taint(anyone))",
        "influences(anyone, coder, text)",
        "has(repo.workflows, single, taint(anyone))",
        "influences(anyone, ci, code)",
        "free(ci)",
        "has(ci, single, secret(npm-token))",
        "holds(ci, npm-token)",
        "presents(ci, npm-token)",
        "auth(ci, publisher, publisher*, disclose, registry, inf)",
        "far(anyone, publisher, disclose, registry)",
    ] {
        assert_eq!(conditions(policy.base(), &facts, link), ["true"], "{link}");
    }
}

#[test]
fn a_review_gate_is_the_one_condition() {
    let policy = Pipeline::writing().reviewed();
    for agents in [Agents::AllCompromised, Agents::Honest] {
        assert_eq!(policy.publishes(agents), ["approved(code-review, 1, coder)"]);
    }
}

#[test]
fn writing_elsewhere_publishes_nothing() {
    let mut policy = pipeline();
    let source = policy.builder.store("repo.src");
    policy.builder.may(policy.coder, VerbKind::Mutate, source);
    assert!(policy.publishes(Agents::AllCompromised).is_empty());
}

#[test]
fn following_steps_they_still_pass_text_on_as_code() {
    let mut policy = Pipeline::writing();
    let write = permission(VerbKind::Mutate, policy.workflows);
    policy.builder.fact(DeclaredFact::Step { actor: policy.coder, permission: write });
    assert!(policy.publishes(Agents::FollowSteps).is_empty(), "triage has no step that calls coder");
    let start = policy.base().leaves.iter().position(|leaf| leaf.name == "coder.start");
    let start = LeafId(u32::try_from(start.expect("it is declared")).expect("small"));
    let (triage, issues) = (policy.base().principals.iter().position(|x| x.name == "triage"), LeafId(0));
    let triage = PrincipalId(u32::try_from(triage.expect("it is declared")).expect("small"));
    for permission in [permission(VerbKind::Spawn, start), permission(VerbKind::Observe, issues)] {
        policy.builder.fact(DeclaredFact::Step { actor: triage, permission });
    }
    let facts = close(policy.base(), Agents::FollowSteps);
    let written = conditions(policy.base(), &facts, "has(repo.workflows, single, taint(anyone))");
    assert_eq!(written, ["true"], "what they read goes into what they write");
    assert_eq!(conditions(policy.base(), &facts, PUBLISHES), ["true"], "and the runner runs it");
}
