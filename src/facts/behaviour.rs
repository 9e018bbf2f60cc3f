//! Behaviour (semantics 2.4.4): what others do of what they can.

use crate::facts::information::calls;
use crate::facts::relation::BY_TEXT;
use crate::facts::rule::letters::{HOW, M, P, X, Y};
use crate::facts::rule::{Keep, Pattern, Rule, Step, Term, Var, pattern};
use crate::facts::rules::RuleSet;

pub(crate) fn rules() -> Vec<Rule> {
    vec![
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
        Step::WillCall(actor) => {
            vec![vec![fact(pattern!(Free: actor))], vec![Step::Each(P, calls), fact(pattern!(Step: actor, P))]]
        }
        Step::Heeds(principal, permission) => vec![
            vec![fact(pattern!(Obeys: principal, Term::Is(BY_TEXT)))],
            vec![fact(pattern!(Step: principal, permission))],
        ],
        Step::Obeys(principal, how) => {
            vec![vec![fact(pattern!(ByForce: how))], vec![fact(pattern!(Obeys: principal, how))]]
        }
        Step::Intends(principal, permission) => vec![vec![fact(pattern!(Step: principal, permission))]],
        _ => return None,
    };
    let rule = if matches!(step, Step::Will(..) | Step::WillCall(_)) { "B6" } else { "B8" };
    Some(if set.has(rule) { ways } else { Vec::new() })
}

fn will(actor: Var, permission: Var) -> Vec<Vec<Step>> {
    vec![vec![fact(pattern!(Free: actor))], vec![fact(pattern!(Step: actor, permission))]]
}
