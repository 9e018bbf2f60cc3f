//! A derivation is accepted exactly as far as it is one.

use bailiwick::logic::Conjunction;
use bailiwick::model::Agents;

use super::mode;
use super::pipeline::Pipeline;
use crate::plain::{Setting, Step, replay};

fn step(rule: &str, conclusion: &str, premises: &[usize]) -> Step {
    Step {
        rule: rule.to_owned(),
        conclusion: conclusion.to_owned(),
        condition: Conjunction::always(),
        premises: premises.to_vec(),
    }
}

/// How the outsider comes to influence `triage`.
fn injection() -> Vec<Step> {
    vec![
        step("A1", "auth(anyone, anyone, anyone, mutate, issues, inf)", &[]),
        step("E1", "exer(anyone, anyone, anyone, mutate, issues)", &[0]),
        step("C1", "direct(anyone, anyone, mutate, issues)", &[1]),
        step("C1", "cause(anyone, mutate, issues)", &[2]),
        step("F9", "has(issues, single, taint(anyone))", &[3]),
        step("A8", "session(triage, unattended)", &[]),
        step("F11", "has(triage, unattended, taint(anyone))", &[4, 5]),
        step("I1", "influences(anyone, triage, text)", &[6]),
    ]
}

#[test]
fn a_derivation_is_replayed() {
    let policy = Pipeline::writing();
    assert_eq!(replay(policy.base(), &Setting::of(mode(Agents::Honest)), &injection()), Ok(()));
}

#[test]
fn it_is_not_one_in_another_mode() {
    let policy = Pipeline::writing();
    let failed = replay(policy.base(), &Setting::of(mode(Agents::FollowSteps)), &injection());
    let expected = "step 7 (I1 influences(anyone, triage, text)): the rule does not conclude this from the premises";
    assert_eq!(failed, Err(expected.to_owned()));
}

#[test]
fn no_premise_and_no_step_can_be_left_out() {
    let policy = Pipeline::writing();
    let setting = Setting::of(mode(Agents::Honest));
    for number in 0..injection().len() {
        for premise in 0..injection()[number].premises.len() {
            let mut steps = injection();
            steps[number].premises.remove(premise);
            assert!(replay(policy.base(), &setting, &steps).is_err(), "step {number} without premise {premise}");
        }
        let mut steps = injection();
        steps[number].rule = "F2".to_owned();
        assert!(replay(policy.base(), &setting, &steps).is_err(), "step {number} by another rule");
        steps[number].rule = "Z9".to_owned();
        assert!(replay(policy.base(), &setting, &steps).is_err(), "step {number} by no rule");
    }
    let mut steps = injection();
    steps[0].premises.push(1);
    assert!(replay(policy.base(), &setting, &steps).is_err(), "a premise that comes later");
}

#[test]
fn a_condition_can_be_stronger_but_not_weaker() {
    let policy = Pipeline::writing().reviewed();
    let setting = Setting::of(mode(Agents::Honest));
    let mut steps = vec![
        step("A1", "auth(coder, coder, coder, mutate, repo.workflows, inf)", &[]),
        step("E1", "exer(coder, coder, coder, mutate, repo.workflows)", &[0]),
    ];
    let failed = replay(policy.base(), &setting, &steps).expect_err("the gate is in the way");
    assert!(failed.ends_with("the premises demand a stronger condition"), "{failed}");
    let gate = policy.review.0;
    let requester = policy.coder.0;
    let approved = |count| Conjunction::atom(bailiwick::logic::Atom::Approved { gate, requester, count });
    for count in [1, 2] {
        steps[1].condition = approved(count);
        assert_eq!(replay(policy.base(), &setting, &steps), Ok(()));
    }
}
