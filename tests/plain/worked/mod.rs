//! Policies made by hand whose answers are known.

mod authority;
mod gates;
mod isolation;
mod pipeline;
mod replay;
mod scopes;

use bailiwick::logic::{Atom, Conjunction};
use bailiwick::model::{Agents, Base, Mode};

use crate::plain::{Facts, Setting, evaluate};

pub(super) fn mode(agents: Agents) -> Mode {
    Mode { agents, insiders: Vec::new() }
}

/// The closure with nobody asked about.
pub(super) fn close(base: &Base, agents: Agents) -> Facts {
    evaluate(base, &Setting::of(mode(agents)))
}

/// The minimal conditions of a fact, spelt out; none if it can not be derived.
pub(super) fn conditions(base: &Base, facts: &Facts, fact: &str) -> Vec<String> {
    let texts = facts.texts(base);
    let Some(guard) = texts.get(fact) else { return Vec::new() };
    guard.alternatives().iter().map(|one| spelt(base, one)).collect()
}

/// A condition as the worked answers write it.
pub(crate) fn spelt(base: &Base, conjunction: &Conjunction) -> String {
    let mut parts = Vec::new();
    for (variable, values) in conjunction.constraints() {
        let ranges: Vec<String> = values.intervals().iter().map(|(low, high)| format!("{low}..{high}")).collect();
        parts.push(format!("{} in {}", base.vocabulary.variable(*variable).name, ranges.join(", ")));
    }
    for atom in conjunction.atoms() {
        parts.push(match atom {
            Atom::Approved { gate, requester, count } => {
                let (gate, requester) = (&base.gates[*gate as usize].name, &base.principals[*requester as usize].name);
                format!("approved({gate}, {count}, {requester})")
            }
            Atom::Fails(transformer) => format!("fails({})", base.transformers[*transformer as usize].name),
            Atom::Stale(store) => format!("stale({store})"),
        });
    }
    if parts.is_empty() { "true".to_owned() } else { parts.join(" and ") }
}
