//! What a proof rests on: a set of enforcement points that suffices, none of which can be left out.

use crate::model::{Base, ClaimId, Property};
use crate::proof::examine::{Examiner, Fresh};
use crate::proof::judge::{Judgement, judge};
use crate::proof::{RestsOn, witness};

/// How many claims are tried one by one; with more of them all are listed.
const MOST_TRIED: usize = 64;

/// What is said of a proof.
pub(crate) struct Support {
    pub(crate) remarks: Vec<String>,
    pub(crate) rests_on: Vec<RestsOn>,
}

/// Voids one claim after the other, in order, and keeps void what the proof does not need.
pub(crate) fn support(examiner: &Examiner<'_>, property: &Property) -> Support {
    let base = examiner.base;
    let mut trusted: Vec<RestsOn> = property
        .bounds
        .trusted
        .iter()
        .map(|id| {
            let transformer = base.transformer(*id);
            let what = format!("`{}` doing its work", transformer.name);
            RestsOn { what, place: witness::place(base, transformer.source) }
        })
        .collect();
    let standing: Vec<ClaimId> =
        (0..).take(base.claims.len()).map(ClaimId).filter(|claim| base.claim(*claim).void.is_none()).collect();
    let mut tried = base.clone();
    for claim in &standing {
        void(&mut tried, *claim);
    }
    if holds(&tried, property) {
        let reached = !examiner.breaking(property).is_empty();
        let remarks =
            if reached || !trusted.is_empty() { Vec::new() } else { vec!["nothing reaches this at all".to_owned()] };
        return Support { remarks, rests_on: trusted };
    }
    let mut needed = standing.clone();
    if standing.len() <= MOST_TRIED {
        for claim in &standing {
            let without: Vec<ClaimId> = needed.iter().copied().filter(|known| known != claim).collect();
            let mut tried = base.clone();
            for void_claim in standing.iter().filter(|known| !without.contains(known)) {
                void(&mut tried, *void_claim);
            }
            if holds(&tried, property) {
                needed = without;
            }
        }
    }
    trusted.extend(needed.into_iter().map(|claim| rests_on(base, claim)));
    Support { remarks: Vec::new(), rests_on: trusted }
}

fn void(base: &mut Base, claim: ClaimId) {
    base.claims[claim.index()].void = Some("tried without it".to_owned());
}

/// Whether a `never` or `always` holds of a policy that is only tried out.
pub(crate) fn holds(base: &Base, property: &Property) -> bool {
    let closures = Fresh::new(base);
    let tried = Examiner::trying(base, &closures, property);
    let breaks = |candidate: &_| !matches!(judge(base, property, candidate), Judgement::Excluded);
    !tried.breaking(property).iter().any(breaks)
}

fn rests_on(base: &Base, id: ClaimId) -> RestsOn {
    let claim = base.claim(id);
    let enforcers: Vec<String> =
        claim.enforcers.iter().map(|enforcer| format!("`{}`", base.principal(*enforcer).declared)).collect();
    let by = if enforcers.is_empty() { String::new() } else { format!(", enforced by {}", enforcers.join(" and ")) };
    RestsOn { what: format!("{}{by}", claim.name), place: witness::place(base, claim.source) }
}
