//! What counts as something else than before. Nobody gains anything by it, but what is said of a kind, a domain, a level or
//! of whoever is entitled speaks of others now: a proof can stand and say less.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::{Domain, Scope, Variable};
use crate::model::{Base, DataAtom, DeclaredFact, DomainId, LeafKind, PrincipalKind, is_given_attribute};
use crate::proof::words;

/// Something that counts as something else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reclassified {
    /// Whether less may be asked of it, or more may be let happen, as far as anybody knows.
    pub widens: bool,
    /// What it counts as now and did before, as a sentence without its full stop.
    pub sentence: String,
}

/// What counts as something else, of everything that both policies have; what may widen something first.
pub(crate) fn reclassified(before: &Base, after: &Base) -> Vec<Reclassified> {
    let mut found: BTreeSet<Reclassified> = BTreeSet::new();
    found.extend(kinds(before, after));
    found.extend(moved(before, after));
    found.extend(compartments(before, after));
    found.extend(declassified(before, after));
    found.extend(levels(before, after));
    found.extend(trusted(before, after));
    found.extend(entitlements(before, after));
    found.extend(ranges(before, after));
    found.into_iter().rev().collect()
}

/// What is said otherwise of something that both policies have: the name, what was said, and what is.
fn others<'a, T: PartialEq>(
    before: &'a BTreeMap<String, T>,
    after: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = (&'a String, &'a T, &'a T)> {
    let both = before.iter().filter_map(|(name, was)| Some((name, was, after.get(name)?)));
    both.filter(|(_, was, is)| was != is)
}

/// Principals of another kind.
fn kinds(before: &Base, after: &Base) -> Vec<Reclassified> {
    let kind = |kind: &PrincipalKind| match kind {
        PrincipalKind::Human { .. } => "a human",
        PrincipalKind::Origin => "an origin",
        PrincipalKind::Agent { .. } => "an agent",
        PrincipalKind::Service => "a service",
        PrincipalKind::Tool { .. } => "a tool",
        PrincipalKind::Domain => "a domain",
    };
    let said = |base: &Base| -> BTreeMap<String, &str> {
        base.principals.iter().map(|one| (one.declared.clone(), kind(&one.kind))).collect()
    };
    let (first, second) = (said(before), said(after));
    let told = others(&first, &second).map(|(name, was, is)| format!("`{name}` is {is}, and was {was}"));
    told.map(|sentence| Reclassified { widens: true, sentence }).collect()
}

/// Names of several things, by the name of what has them.
type Sets = BTreeMap<String, BTreeSet<String>>;

fn listed(names: &BTreeSet<String>, none: &str) -> String {
    if names.is_empty() {
        return none.to_owned();
    }
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What lies in other domains. Further inside of the same ones, in trusted ones, it is not farther away than before.
fn moved(before: &Base, after: &Base) -> Vec<Reclassified> {
    let places = |base: &Base| -> Sets {
        let named = |domains: &[DomainId]| domains.iter().map(|id| base.domains[id.index()].name.clone()).collect();
        let resources = [LeafKind::Store, LeafKind::Sink, LeafKind::Model, LeafKind::Log];
        let leaves = base.leaves.iter().filter(|leaf| resources.contains(&leaf.kind));
        let leaves = leaves.map(|leaf| (leaf.declared.clone(), named(&leaf.domains)));
        leaves.chain(base.principals.iter().map(|one| (one.declared.clone(), named(&one.domains)))).collect()
    };
    let is_trusted = |name: &String| after.domains.iter().any(|domain| domain.name == *name && domain.trusted);
    let (first, second) = (places(before), places(after));
    let told = others(&first, &second).map(|(name, was, is)| Reclassified {
        widens: !(is.is_superset(was) && is.difference(was).all(is_trusted)),
        sentence: format!("`{name}` lies in {}, and lay in {}", listed(is, "no domain"), listed(was, "no domain")),
    });
    told.collect()
}

/// Classes of other compartments. More of them keep more people away.
fn compartments(before: &Base, after: &Base) -> Vec<Reclassified> {
    let said = |base: &Base| -> Sets {
        let compartments = |atom: &DataAtom| match atom {
            DataAtom::Class { class, compartments, .. } => {
                Some((class.clone(), compartments.iter().cloned().collect()))
            }
            DataAtom::Secret(_) | DataAtom::Taint(_) => None,
        };
        base.atoms.iter().filter_map(compartments).collect()
    };
    let (first, second) = (said(before), said(after));
    let told = others(&first, &second).map(|(class, was, is)| {
        let (now, then) = (listed(is, "no compartment"), listed(was, "no compartment"));
        let sentence = format!("`{class}` is with {now}, and was with {then}");
        Reclassified { widens: !is.is_superset(was), sentence }
    });
    told.collect()
}

/// Stores that are said to hold less: what lies in them is asked about no longer.
fn declassified(before: &Base, after: &Base) -> Vec<Reclassified> {
    let held = |base: &Base| -> BTreeSet<(String, String)> {
        let stored = base.facts.iter().filter_map(|declared| match declared.fact {
            DeclaredFact::Stores { leaf, atom } if base.is_class(atom) => {
                Some((base.leaf(leaf).declared.clone(), words::atom(base, atom)))
            }
            _ => None,
        });
        stored.collect()
    };
    let still = |name: &String| after.leaves.iter().any(|leaf| leaf.declared == *name);
    let (first, second) = (held(before), held(after));
    let gone = first.difference(&second).filter(|(store, _)| still(store));
    gone.map(|(store, what)| Reclassified {
        widens: true,
        sentence: format!("`{store}` is no longer said to hold {what}"),
    })
    .collect()
}

/// Domains that are trusted and were not, or the other way round.
fn trusted(before: &Base, after: &Base) -> Vec<Reclassified> {
    let said = |base: &Base| -> BTreeMap<String, bool> {
        base.domains.iter().map(|domain| (domain.name.clone(), domain.trusted)).collect()
    };
    let (first, second) = (said(before), said(after));
    let told = others(&first, &second).map(|(name, _, is)| {
        let since = if *is { "is trusted, and was not" } else { "is no longer trusted" };
        Reclassified { widens: *is, sentence: format!("domain `{name}` {since}") }
    });
    told.collect()
}

/// Classes whose level is another one. It is higher for sure only where the levels that both policies know stand in order.
fn levels(before: &Base, after: &Base) -> Vec<Reclassified> {
    let of_classes = |base: &Base| -> BTreeMap<String, (String, u32)> {
        let level = |atom: &DataAtom| match atom {
            DataAtom::Class { class, level, height, .. } => Some((class.clone(), (level.clone(), *height))),
            DataAtom::Secret(_) | DataAtom::Taint(_) => None,
        };
        base.atoms.iter().filter_map(level).collect()
    };
    let (first, second) = (of_classes(before), of_classes(after));
    let heights: BTreeMap<&String, u32> = first.values().map(|(level, height)| (level, *height)).collect();
    let is_same_scale = second.values().all(|(level, height)| heights.get(level).is_none_or(|known| known == height));
    let told = others(&first, &second).filter(|(_, was, is)| was.0 != is.0).map(|(class, was, is)| Reclassified {
        widens: !(is_same_scale && is.1 > was.1),
        sentence: format!("`{class}` is of the level `{}`, and was of `{}`", is.0, was.0),
    });
    told.collect()
}

/// Who may know what as a matter of business: what comes to them is no leak.
fn entitlements(before: &Base, after: &Base) -> Vec<Reclassified> {
    let said = |base: &Base| -> BTreeSet<(String, String)> {
        let entitled = base.facts.iter().filter_map(|declared| {
            let (principal, what) = match declared.fact {
                DeclaredFact::EntitledData { principal, atom } => (principal, words::atom(base, atom)),
                DeclaredFact::EntitledPermission { principal, permission } => {
                    (principal, words::permission(base, permission))
                }
                _ => return None,
            };
            Some((words::principal(base, principal), what))
        });
        entitled.collect()
    };
    let (first, second) = (said(before), said(after));
    let new = second.difference(&first).map(|(who, what)| (true, format!("{who} is now entitled to {what}")));
    let gone = first.difference(&second).map(|(who, what)| (false, format!("{who} is no longer entitled to {what}")));
    new.chain(gone).map(|(widens, sentence)| Reclassified { widens, sentence }).collect()
}

/// Attributes that can have other values. What is let happen whatever a parameter is, is let happen for its new values; those
/// of a context are there whether or not a policy speaks of them.
fn ranges(before: &Base, after: &Base) -> Vec<Reclassified> {
    let declared = |base: &Base| -> BTreeMap<String, Variable> {
        let all = base.vocabulary.variables.iter().filter(|variable| !is_given_attribute(&variable.name));
        all.map(|variable| (variable.name.clone(), variable.clone())).collect()
    };
    let (first, second) = (declared(before), declared(after));
    let others = others(&first, &second).filter(|(_, was, is)| !is_same_range(&was.domain, &is.domain));
    let told = others.map(|(_, was, is)| Reclassified {
        widens: is.scope == Scope::Call && !is_within(&is.domain, &was.domain),
        sentence: format!("`{}` is {}, and was {}", is.name, range(&is.domain), range(&was.domain)),
    });
    told.collect()
}

fn is_same_range(one: &Domain, other: &Domain) -> bool {
    is_within(one, other) && is_within(other, one)
}

/// Whether every value of one domain is one of another.
fn is_within(one: &Domain, other: &Domain) -> bool {
    match (one, other) {
        (Domain::Enumeration(words), Domain::Enumeration(others)) => words.iter().all(|word| others.contains(word)),
        (Domain::Integer(low, high), Domain::Integer(least, greatest)) => low >= least && high <= greatest,
        (one, other) => one == other,
    }
}

fn range(domain: &Domain) -> String {
    match domain {
        Domain::Boolean => "yes or no".to_owned(),
        Domain::Enumeration(words) => format!("one of `{}`", words.join("`, `")),
        Domain::Integer(low, high) => format!("{low} to {high}"),
        Domain::Time => "a time of day".to_owned(),
        Domain::Weekday => "a day of the week".to_owned(),
        Domain::Date => "a day".to_owned(),
        Domain::Individual => "an individual".to_owned(),
    }
}
