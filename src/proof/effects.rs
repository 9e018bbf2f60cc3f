//! What anybody can bring about, if every agent is hostile: effective authority, in the user's words.

use std::collections::BTreeMap;

use crate::facts::{Derivation, Setting};
use crate::logic::Guard;
use crate::model::{Agents, Base, LeafId, Mode, PrincipalId, VerbId};
use crate::proof::examine::Closures;
use crate::proof::witness::place;
use crate::proof::{Place, words};

/// That somebody can do something to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Whoever can.
    pub principal: PrincipalId,
    /// The name that whoever can is declared by.
    pub who: String,
    /// The operation.
    pub operation: String,
    /// What it is done to.
    pub leaf: LeafId,
    /// The name that this is declared by.
    pub on: String,
    /// Under which conditions, as a fragment; `None` if always.
    pub condition: Option<String>,
    /// The clauses that the shortest way rests on.
    pub places: Vec<Place>,
}

/// Who can be told apart, what is done, and to what.
type Key = (String, VerbId, String);

/// Everything that anybody can bring about if every agent is hostile, of those who and what is `wanted`. Symbolic individuals
/// count as one.
pub fn effects(base: &Base, closures: &dyn Closures, wanted: impl Fn(PrincipalId, LeafId) -> bool) -> Vec<Effect> {
    let facts = closures.facts(&Setting::of(Mode { agents: Agents::AllCompromised, insiders: Vec::new() }));
    let mut found: BTreeMap<Key, Vec<(u32, Derivation, PrincipalId, LeafId)>> = BTreeMap::new();
    for (principal, permission, why) in facts.everything_caused(base) {
        if wanted(principal, permission.leaf) {
            let key = (
                base.principal(principal).declared.clone(),
                permission.verb,
                base.leaf(permission.leaf).declared.clone(),
            );
            let way = (facts.cost(why), facts.derivation(base, why), principal, permission.leaf);
            found.entry(key).or_default().push(way);
        }
    }
    let effect = |((who, verb, on), mut ways): (Key, Vec<(u32, Derivation, PrincipalId, LeafId)>)| {
        ways.sort_by_key(|(cost, ..)| *cost);
        let conditions = ways.iter().filter_map(|(_, way, ..)| way.steps.last()).map(|step| step.condition.clone());
        let guard = Guard::from_alternatives(conditions);
        let condition = (!guard.is_always()).then(|| words::guard(base, &guard));
        let (_, way, principal, leaf) = ways.into_iter().next()?;
        let operation = base.verbs.get(verb.index()).map(|verb| verb.name.clone()).unwrap_or_default();
        Some(Effect { principal, who, operation, leaf, on, condition, places: places(base, &way) })
    };
    found.into_iter().filter_map(effect).collect()
}

/// The clauses that a way rests on, each once.
fn places(base: &Base, way: &Derivation) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for step in &way.steps {
        let declared = step.declared.and_then(|declared| base.facts.get(declared));
        if let Some(place) = declared.map(|declared| place(base, declared.source))
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    places
}
