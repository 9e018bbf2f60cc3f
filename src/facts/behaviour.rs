//! Behaviour (semantics 2.4.4): what others do of what they can.

use crate::facts::relation::BY_TEXT;
use crate::facts::rule::letters::{HOW, M, P, X, Y};
use crate::facts::rule::{Keep, Rule, Step, pattern};
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
        variant.body.splice(at..=at, way.into_iter().map(|pattern| Step::Match(pattern, Keep::All)));
        variant
    });
    variants.flat_map(|variant| spelt_out(variant, set)).collect()
}

fn ways(step: &Step, set: &RuleSet) -> Option<Vec<Vec<crate::facts::rule::Pattern>>> {
    let will = |actor, permission| {
        if !set.has("B6") {
            return Vec::new();
        }
        vec![vec![pattern!(Free: actor)], vec![pattern!(Step: actor, permission)]]
    };
    match *step {
        Step::Will(actor, permission) => Some(will(actor, permission)),
        Step::WillRead(actor, permission) => {
            let mut ways = will(actor, permission);
            ways.push(vec![pattern!(Reader: actor)]);
            Some(ways)
        }
        Step::Heeds(principal, how, permission) => Some(if set.has("B8") {
            vec![
                vec![pattern!(ByForce: how)],
                vec![pattern!(Steerable: principal, how)],
                vec![pattern!(ByText: how), pattern!(Step: principal, permission)],
                vec![pattern!(ByText: how), pattern!(Planned: principal, M), pattern!(Void: M)],
            ]
        } else {
            Vec::new()
        }),
        _ => None,
    }
}
