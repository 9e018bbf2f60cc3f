//! Replaying a derivation: each step must follow from its premises alone, by the one rule that it names.

use bailiwick::logic::{Conjunction, Guard};
use bailiwick::model::Base;

use crate::plain::entitled::entitled;
use crate::plain::fact::{Fact, Facts};
use crate::plain::rules::{RULES, step};
use crate::plain::world::{Setting, World};

/// A step of a derivation.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The rule: "F5". A gate that opens is concluded by "G3", whatever opens it.
    pub(crate) rule: String,
    /// The spelling of what it concludes.
    pub(crate) conclusion: String,
    /// Under which condition.
    pub(crate) condition: Conjunction,
    /// The steps whose conclusions it rests on, all of them earlier.
    pub(crate) premises: Vec<usize>,
}

/// Checks a derivation. The declared facts, who is hostile, who is entitled to what, and that genuine approvals open a
/// gate need no step; everything else does. A condition may ask for more than the rule demands, never for less.
///
/// # Errors
/// The first step that does not follow, and why.
pub(crate) fn replay(base: &Base, setting: &Setting, steps: &[Step]) -> Result<(), String> {
    let world = World { base, setting };
    let mut given = step(&world, "opens", &Facts::default());
    given.absorb(&step(&world, "B1", &given));
    entitled(&world, &mut given);
    let mut concluded: Vec<(Fact, Guard)> = Vec::new();
    for (number, one) in steps.iter().enumerate() {
        let failed = |why: &str| Err(format!("step {number} ({} {}): {why}", one.rule, one.conclusion));
        let rule = if one.rule == "G3" { "opens" } else { &one.rule };
        if rule != "opens" && RULES.iter().all(|(name, _)| *name != rule) {
            return failed("there is no such rule");
        }
        let mut known = given.clone();
        for premise in &one.premises {
            match concluded.get(*premise) {
                Some((fact, guard)) => known.add_fact(*fact, guard),
                None => return failed("a premise is not concluded before"),
            };
        }
        let new = step(&world, rule, &known);
        let derived = new.all().into_iter().find(|(fact, _)| fact.text(base) == one.conclusion);
        match derived {
            None => return failed("the rule does not conclude this from the premises"),
            Some((fact, guard)) => {
                if !guard.alternatives().iter().any(|weakest| one.condition.entails(weakest)) {
                    return failed("the premises demand a stronger condition");
                }
                concluded.push((fact, Guard::from_alternatives([one.condition.clone()])));
            }
        }
    }
    Ok(())
}
