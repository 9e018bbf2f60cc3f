//! Gates that dissolve, as far as they do.

use std::collections::BTreeSet;

use bailiwick::model::{
    Agents, Bounds, DeclaredFact, GateFlaw, GateId, Mode, Permission, PrincipalId, Property, Question, Scopes,
    Statement, VerbKind,
};

use super::pipeline::{Pipeline, pipeline};
use super::{close, conditions, mode};
use crate::plain::{Authors, Plain, Setting, evaluate, verdict};
use crate::random::permission;

/// `coder` may use `ana`'s token, which is good for these.
fn with_token(mut policy: Pipeline, scope: &[Permission]) -> Pipeline {
    let scope = Scopes::Only(scope.iter().copied().collect::<BTreeSet<_>>());
    let token = policy.builder.credential("ana-pat", policy.ana, scope);
    policy.builder.fact(DeclaredFact::Uses { actor: policy.coder, credential: token });
    policy
}

fn approve(policy: &Pipeline) -> Permission {
    permission(VerbKind::Approve, policy.base().gate(policy.review).leaf)
}

fn set_independent(policy: &mut Pipeline, quorum: u32) {
    let gate = &mut policy.builder.base.gates[policy.review.index()];
    (gate.excludes_requester, gate.excludes_author) = (true, true);
    gate.quorum = quorum;
}

#[test]
fn an_agent_that_can_approve_dissolves_the_gate() {
    let policy = Pipeline::writing().reviewed();
    let approve = approve(&policy);
    let policy = with_token(policy, &[approve]);
    assert_eq!(policy.publishes(Agents::Honest), ["true"]);
    let facts = close(policy.base(), Agents::Honest);
    assert_eq!(conditions(policy.base(), &facts, "forged(code-review, ana)"), ["true"]);
    assert_eq!(conditions(policy.base(), &facts, "opens(code-review, bo)"), ["true"]);
}

#[test]
fn an_independent_gate_dissolves_before_two_names() {
    let policy = Pipeline::writing().reviewed();
    let approve = approve(&policy);
    let mut policy = with_token(policy, &[approve]);
    set_independent(&mut policy, 1);
    assert_eq!(policy.publishes(Agents::Honest), ["true"], "written as coder, approved as ana");
}

#[test]
fn an_independent_gate_stands_before_one_name() {
    let mut policy = pipeline().reviewed();
    policy.builder.may(policy.ana, VerbKind::Mutate, policy.workflows);
    let scope = [approve(&policy), permission(VerbKind::Mutate, policy.workflows)];
    let mut policy = with_token(policy, &scope);
    assert_eq!(policy.publishes(Agents::Honest), ["true"], "ana may approve what ana wrote");
    set_independent(&mut policy, 1);
    assert_eq!(policy.publishes(Agents::Honest), ["approved(code-review, 1, ana)"], "now nobody but bo may");
}

#[test]
fn of_two_approvals_the_one_that_is_not_forged_remains() {
    let policy = Pipeline::writing().reviewed();
    let approve = approve(&policy);
    let mut policy = with_token(policy, &[approve]);
    set_independent(&mut policy, 2);
    assert_eq!(policy.publishes(Agents::Honest), ["approved(code-review, 1, coder)"]);
}

#[test]
fn whoever_administers_the_enforcer_needs_no_approval() {
    let mut policy = Pipeline::writing().reviewed();
    let host = policy.builder.itself(policy.host);
    policy.builder.may(policy.coder, VerbKind::Administer, host);
    assert_eq!(policy.publishes(Agents::AllCompromised), ["true"]);
    assert_eq!(policy.publishes(Agents::Honest), ["true"], "the host, reconfigured by the text of an outsider");
    let honest = close(policy.base(), Agents::FollowSteps);
    assert!(conditions(policy.base(), &honest, "void(gate `code-review`)").is_empty());
}

#[test]
fn a_human_is_asked_whether_she_could_approve_what_she_caused() {
    let mut policy = pipeline().reviewed();
    let (ana, workflows) = (policy.ana, policy.workflows);
    policy.builder.may(ana, VerbKind::Mutate, workflows);
    let of = |policy: &Pipeline, setting: &Setting| {
        let facts = evaluate(policy.base(), setting);
        conditions(policy.base(), &facts, "cause(ana, mutate, repo.workflows)")
    };
    let nobody = Setting::of(mode(Agents::Honest));
    let her = Setting::about(policy.base(), mode(Agents::Honest), ana);
    let everybody = Setting { authors: Authors::All, ..nobody.clone() };
    assert_eq!(of(&policy, &nobody), ["approved(code-review, 1, ana)"]);
    assert_eq!(of(&policy, &everybody), ["approved(code-review, 1, ana)"], "not a question about her only");
    assert_eq!(of(&policy, &her), ["true"], "she approves it herself");
    set_independent(&mut policy, 1);
    assert_eq!(of(&policy, &her), ["approved(code-review, 1, ana)"], "her own name does not count");
}

#[test]
fn a_gate_with_a_flaw_is_not_accepted() {
    let mut policy = Pipeline::writing().reviewed();
    let release = permission(VerbKind::Disclose, registry(&policy));
    let anyone = PrincipalId(0);
    let never = Statement::Never(Question::Causes(vec![anyone], vec![release]));
    assert_eq!(ask(&policy, &never, &[]), Plain::Fails, "people approve things");
    assert_eq!(ask(&policy, &never, &[policy.review]), Plain::Holds);
    policy.builder.base.gates[policy.review.index()].flaws.push(GateFlaw::AgentNarrated);
    assert_eq!(ask(&policy, &never, &[policy.review]), Plain::Fails);
}

#[test]
fn what_people_may_do_is_possible_if_others_can_approve() {
    let mut policy = pipeline().reviewed();
    let write = permission(VerbKind::Mutate, policy.workflows);
    let possible = Statement::Possible(Question::Causes(vec![policy.ana], vec![write]));
    assert_eq!(ask(&policy, &possible, &[]), Plain::Fails, "not granted");
    policy.builder.may(policy.ana, VerbKind::Mutate, policy.workflows);
    assert_eq!(ask(&policy, &possible, &[]), Plain::Holds, "bo approves");
    policy.builder.base.gates[policy.review.index()].quorum = 2;
    assert_eq!(ask(&policy, &possible, &[]), Plain::Fails, "she is no second approver of her own request");
    let unknown = policy.builder.unknown("who writes");
    policy.builder.base.gates[policy.review.index()].quorum = 1;
    policy.builder.base.facts.last_mut().expect("the grant").assumed = Some(unknown);
    assert_eq!(ask(&policy, &possible, &[]), Plain::Open, "an unknown gives nothing");
}

fn registry(policy: &Pipeline) -> bailiwick::model::LeafId {
    let at = policy.base().leaves.iter().position(|leaf| leaf.name == "registry").expect("it is declared");
    bailiwick::model::LeafId(u32::try_from(at).expect("small"))
}

fn ask(policy: &Pipeline, statement: &Statement, unless_approved: &[GateId]) -> Plain {
    let property = Property {
        name: "asked".to_owned(),
        label: None,
        text: String::new(),
        span: policy.base().sources[0].span,
        statement: statement.clone(),
        bounds: Bounds { unless_approved: unless_approved.to_vec(), ..Bounds::default() },
        mode: Mode { agents: Agents::AllCompromised, insiders: Vec::new() },
        vacuous: None,
        unanswered: None,
    };
    verdict(policy.base(), &property)
}
