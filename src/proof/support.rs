//! What a proof rests on: claims and conditions that suffice, none of which can be left out.

use std::collections::BTreeSet;

use crate::model::{Base, ClaimId, Property, SourceId, When};
use crate::proof::examine::Examiner;
use crate::proof::separation::{is_idle, separation};
use crate::proof::tried::first_violation;
use crate::proof::{RestsOn, witness};

/// What is said of a proof.
pub(crate) struct Support {
    pub(crate) remarks: Vec<String>,
    pub(crate) rests_on: Vec<RestsOn>,
    pub(crate) is_idle: bool,
}

/// Something that may carry a proof.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prop {
    /// A control, with whoever enforces it.
    Claim(ClaimId),
    /// The `when` of a clause, which the resource itself enforces.
    Condition(SourceId),
}

/// Finds out which props a proof needs.
pub(crate) fn support(examiner: &Examiner<'_>, property: &Property) -> Support {
    let base = examiner.base;
    let mut rests_on = trusted(base, property);
    let props = props(base);
    let stands = |kept: &[Prop]| {
        let gone: Vec<Prop> = props.iter().filter(|prop| !kept.contains(prop)).copied().collect();
        first_violation(&without(base, &gone), property).0.is_none()
    };
    if stands(&[]) {
        let mut remarks = Vec::new();
        let is_apart = examiner.breaking(property).is_empty();
        if rests_on.is_empty() && is_apart {
            remarks.push("nothing reaches this at all, whatever the conditions".to_owned());
            remarks.extend(separation(examiner, property));
        }
        return Support { remarks, rests_on, is_idle: is_apart && is_idle(examiner, property) };
    }
    let needed = needed(&stands, &[], false, &props);
    rests_on.extend(props.iter().filter(|prop| needed.contains(prop)).map(|prop| told(base, *prop)));
    Support { remarks: Vec::new(), rests_on, is_idle: false }
}

/// A smallest part of the candidates that, with what is kept anyway, carries the proof: none of it can be left out.
///
/// Junker's `QuickXplain` (AAAI 2004): halves are settled one after the other, so that few needed ones among many take few
/// trials. Candidates that come first are preferred.
fn needed(stands: &impl Fn(&[Prop]) -> bool, kept: &[Prop], is_new: bool, candidates: &[Prop]) -> Vec<Prop> {
    if is_new && stands(kept) {
        return Vec::new();
    }
    if let [] | [_] = candidates {
        return candidates.to_vec();
    }
    let (first, second) = candidates.split_at(candidates.len() / 2);
    let of_second = needed(stands, &[kept, first].concat(), true, second);
    let mut of_both = needed(stands, &[kept, &of_second].concat(), !of_second.is_empty(), first);
    of_both.extend(of_second);
    of_both
}

/// The policy with no conditions on anything.
pub(crate) fn unconditional(base: &Base) -> Base {
    let mut open = base.clone();
    open.facts.iter_mut().for_each(|declared| declared.when = When::always());
    open
}

/// Everything that may carry a proof: conditions, which nobody has to enforce besides, before controls.
fn props(base: &Base) -> Vec<Prop> {
    let claims = (0..).take(base.claims.len()).map(ClaimId).filter(|claim| base.claim(*claim).void.is_none());
    let conditional = base.facts.iter().filter(|declared| !declared.when.is_always());
    let conditions: BTreeSet<SourceId> = conditional.map(|declared| declared.source).collect();
    conditions.into_iter().map(Prop::Condition).chain(claims.map(Prop::Claim)).collect()
}

/// The policy without some of what carries it.
fn without(base: &Base, gone: &[Prop]) -> Base {
    let mut tried = base.clone();
    for prop in gone {
        match prop {
            Prop::Claim(claim) => tried.claims[claim.index()].void = Some("tried without it".to_owned()),
            Prop::Condition(source) => {
                let opened = tried.facts.iter_mut().filter(|declared| declared.source == *source);
                opened.for_each(|declared| declared.when = When::always());
            }
        }
    }
    tried
}

/// The transformers that the property itself takes to do their work.
fn trusted(base: &Base, property: &Property) -> Vec<RestsOn> {
    let trusted = property.bounds.trusted.iter().map(|id| {
        let transformer = base.transformer(*id);
        let what = format!("`{}` doing its work", transformer.name);
        RestsOn { what, place: witness::place(base, transformer.source) }
    });
    trusted.collect()
}

fn told(base: &Base, prop: Prop) -> RestsOn {
    match prop {
        Prop::Claim(id) => {
            let claim = base.claim(id);
            let enforcers: Vec<String> =
                claim.enforcers.iter().map(|enforcer| format!("`{}`", base.principal(*enforcer).declared)).collect();
            let by =
                if enforcers.is_empty() { String::new() } else { format!(", enforced by {}", enforcers.join(" and ")) };
            RestsOn { what: format!("{}{by}", claim.name), place: witness::place(base, claim.source) }
        }
        Prop::Condition(source) => {
            let place = witness::place(base, source);
            RestsOn { what: format!("the condition of `{}`", place.text), place }
        }
    }
}
