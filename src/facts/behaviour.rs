//! Behaviour (semantics 2.4.4): what others do of what they can.

use crate::facts::deputies::{calling_step, calls_of, lends_authority};
use crate::facts::relation::BY_TEXT;
use crate::facts::rule::letters::{E, E2, HOW, M, P, X, Y};
use crate::facts::rule::{Keep, Pattern, Rule, Step, Term, Var, pattern};
use crate::facts::rules::RuleSet;
use crate::logic::Scope;

use Term::Any;

pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = vec![
        Rule::new("B2", pattern!(Free: X)).when(pattern!(Adversary: X)).only_if(|w, b| w.is_loose(b[X])),
        Rule::new("B3", pattern!(Free: Y)).when(pattern!(Steerable: Y, HOW)).only_if(|w, b| w.is_agent(b[Y])),
        Rule::new("B4", pattern!(Free: Y))
            .when(pattern!(Influences: X, Y, HOW))
            .when(pattern!(Adversary: X))
            .only_if(|w, b| b[HOW] != BY_TEXT || w.is_loose(b[Y])),
        Rule::new("B5", pattern!(Free: X))
            .when(pattern!(Adversary: X))
            .each(M, |w, b| w.fixed_plan(b[X]).map(|claim| claim.0).into_iter().collect())
            .when(pattern!(Void: M)),
        Rule::new("B5", pattern!(Free: Y)).when(pattern!(Planned: Y, M)).when(pattern!(Void: M)),
        Rule::new("B5", pattern!(Free: Y))
            .when(pattern!(Influences: X, Y, HOW))
            .when(pattern!(Adversary: X))
            .each(M, |w, b| w.fixed_plan(b[Y]).map(|claim| claim.0).into_iter().collect())
            .when(pattern!(Void: M)),
        Rule::new("", pattern!(Obeys: Y, HOW)).when(pattern!(Steerable: Y, HOW)),
        Rule::new("", pattern!(Obeys: Y, Term::Is(BY_TEXT))).when(pattern!(Planned: Y, M)).when(pattern!(Void: M)),
        Rule::new("B7", pattern!(Does: X, P)).when(pattern!(Cause: X, P)).will(X, P),
        Rule::new("B7", pattern!(Does: X, P)).when(pattern!(Cause: X, P)).when(pattern!(Follows: X, P)),
        Rule::new("", pattern!(Called: E, Y)).when_kept(Scope::Run, pattern!(Invokes: Any, E, Y)),
        Rule::new("", pattern!(Called: E, Y)).when(pattern!(Trigger: Any, E, Y)),
    ];
    rules.extend(follows());
    rules.extend(back_ends());
    rules
}

/// B9: a step that calls somebody does what comes of the call.
fn follows() -> [Rule; 2] {
    let calling = |keep: Keep| calling_step(Rule::new("B9", pattern!(Follows: Y, P)), keep);
    [
        calling(Keep::From(Scope::Session)).when(pattern!(Through: Y, E, Any, P)),
        calling(Keep::All).when(pattern!(Via: Y, Any, P, Any, Any, E)),
    ]
}

/// B10: an entry that calls others does by its own authority what it performs, calls, and has others perform, as if that were
/// a step of its owner, once somebody calls it.
fn back_ends() -> [Rule; 3] {
    let calling = |target: Term| {
        Rule::new("B10", pattern!(Step: Y, P))
            .when(pattern!(Calls: E, target))
            .only_if(|w, b| lends_authority(w, b[E]))
            .when(pattern!(Called: E, Y))
    };
    [
        calling(E2.into()).each(P, |w, b| calls_of(w, b[E2])),
        calling(Any).when(pattern!(Performs: E, P)),
        calling(E2.into()).when(pattern!(Performs: E2, P)),
    ]
}

/// The rule once for each way in which its actor `will`, or its deputy `heeds` (B6, B8).
pub(crate) fn spelt_out(rule: Rule, set: &RuleSet) -> Vec<Rule> {
    let Some((at, ways)) = rule.body.iter().enumerate().find_map(|(at, step)| Some((at, ways(step, set)?))) else {
        return vec![rule];
    };
    let variants = ways.into_iter().map(|way| {
        let mut variant = rule.clone();
        variant.body.splice(at..=at, way);
        variant
    });
    variants.flat_map(|variant| spelt_out(variant, set)).collect()
}

fn fact(pattern: Pattern) -> Step {
    Step::Match(pattern, Keep::All)
}

fn ways(step: &Step, set: &RuleSet) -> Option<Vec<Vec<Step>>> {
    let ways = match *step {
        Step::Will(actor, permission) => will(actor, permission),
        Step::WillRead(actor, permission) => {
            let mut ways = if set.has("B6") { will(actor, permission) } else { Vec::new() };
            ways.push(vec![fact(pattern!(Reader: actor))]);
            return Some(ways);
        }
        Step::WillAsk(actor) => {
            let mut ways = if set.has("B6") { will_call(actor) } else { Vec::new() };
            ways.push(vec![fact(pattern!(Reader: actor))]);
            return Some(ways);
        }
        Step::WillCall(actor) => will_call(actor),
        Step::Heeds(principal, permission) => {
            let mut ways = intends(principal, permission);
            ways.push(vec![fact(pattern!(Obeys: principal, Term::Is(BY_TEXT)))]);
            ways
        }
        Step::Obeys(principal, how) => {
            vec![vec![fact(pattern!(ByForce: how))], vec![fact(pattern!(Obeys: principal, how))]]
        }
        Step::Intends(principal, permission) => intends(principal, permission),
        _ => return None,
    };
    let rule = if matches!(step, Step::Will(..) | Step::WillCall(_)) { "B6" } else { "B8" };
    Some(if set.has(rule) { ways } else { Vec::new() })
}

/// Because it is one of the principal's steps, or what comes of one.
fn intends(principal: Var, permission: Var) -> Vec<Vec<Step>> {
    vec![vec![fact(pattern!(Step: principal, permission))], vec![fact(pattern!(Follows: principal, permission))]]
}

fn will(actor: Var, permission: Var) -> Vec<Vec<Step>> {
    vec![vec![fact(pattern!(Free: actor))], vec![fact(pattern!(Step: actor, permission))]]
}

fn will_call(actor: Var) -> Vec<Vec<Step>> {
    let by_step = vec![Step::Each(P, |w, b| calls_of(w, b[E])), fact(pattern!(Step: actor, P))];
    vec![vec![fact(pattern!(Free: actor))], by_step]
}
