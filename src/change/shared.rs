//! Conditions of two policies in one vocabulary, so that they can be compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::effect::Names;
use crate::logic::{Atom, Conjunction, Domain, Set, Variable, VariableId, Vocabulary};
use crate::model::{Base, GateFlaw, PrincipalId};

/// What the conditions of both policies speak of, by name.
pub(crate) struct Shared {
    /// The attributes of both.
    pub(crate) vocabulary: Vocabulary,
    /// How the conditions of the first are said in it.
    pub(crate) before: Dialect,
    /// How those of the second are.
    pub(crate) after: Dialect,
}

/// How the conditions of one policy are said in another vocabulary.
pub(crate) struct Dialect {
    /// For each attribute: which one it is, and what its words are there; `None` where values are the same.
    variables: Vec<(VariableId, Option<Vec<i64>>)>,
    principals: Vec<u32>,
    /// For each gate what an approval of it is worth: more than one number if it is worth more than that of the other policy.
    gates: Vec<Vec<u32>>,
    transformers: Vec<u32>,
    stores: BTreeMap<u32, u32>,
}

impl Shared {
    pub(crate) fn of(before: &Base, after: &Base) -> Self {
        let variables = merged(&before.vocabulary, &after.vocabulary);
        let vocabulary = Vocabulary { variables };
        let mut numbers = Numbers::default();
        let (first, second) = (Names::of(before), Names::of(after));
        let (before, after) = {
            let mut dialect = |own: &Base, names: &Names, other: &Base, others: &Names, side| Dialect {
                variables: translated(&own.vocabulary, &vocabulary, side),
                principals: names.principals.iter().map(|name| numbers.of("principal", name)).collect(),
                gates: gates(own, names, other, others, &mut numbers),
                transformers: names.transformers.iter().map(|name| numbers.of("transformer", name)).collect(),
                stores: stores(own, &mut numbers),
            };
            (
                dialect(before, &first, after, &second, Which::Before),
                dialect(after, &second, before, &first, Which::After),
            )
        };
        Self { vocabulary, before, after }
    }
}

/// Which of two policies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Before,
    After,
}

/// Numbers for names, the same for the same name.
#[derive(Default)]
struct Numbers {
    known: BTreeMap<(&'static str, String), u32>,
}

impl Numbers {
    fn of(&mut self, kind: &'static str, name: &str) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry((kind, name.to_owned())).or_insert(next)
    }
}

impl Dialect {
    /// A condition in the common vocabulary.
    pub(crate) fn said(&self, vocabulary: &Vocabulary, condition: &Conjunction) -> Conjunction {
        let mut said = Conjunction::always();
        for (own, values) in condition.constraints() {
            let (variable, words) = &self.variables[own.0 as usize];
            let values = match words {
                None => values.clone(),
                Some(words) => {
                    let numbers = values.intervals().iter().flat_map(|(low, high)| *low..=*high);
                    let known = numbers.filter_map(|at| words.get(usize::try_from(at).ok()?).copied());
                    Set::from_intervals(known.map(|value| (value, value)))
                }
            };
            let domain = &vocabulary.variable(*variable).domain;
            let one = Conjunction::constraint(*variable, &values, domain).unwrap_or_default();
            said = said.and(&one).unwrap_or(said);
        }
        for atom in condition.atoms().iter().flat_map(|atom| self.atoms(*atom)) {
            said = said.and(&Conjunction::atom(atom)).unwrap_or(said);
        }
        said
    }

    fn atoms(&self, atom: Atom) -> Vec<Atom> {
        match atom {
            Atom::Approved { gate, requester, count } => {
                let requester = self.principals[requester as usize];
                self.gates[gate as usize].iter().map(|gate| Atom::Approved { gate: *gate, requester, count }).collect()
            }
            Atom::Fails(transformer) => vec![Atom::Fails(self.transformers[transformer as usize])],
            Atom::Stale(store) => vec![Atom::Stale(self.stores.get(&store).copied().unwrap_or(store))],
        }
    }
}

/// The attributes of both. One that has become something else altogether is two.
fn merged(before: &Vocabulary, after: &Vocabulary) -> Vec<Variable> {
    let mut variables: Vec<Variable> = after.variables.clone();
    for one in &before.variables {
        let domain = match variables.iter_mut().find(|known| known.name == one.name) {
            None => {
                variables.push(one.clone());
                continue;
            }
            Some(known) => match (&mut known.domain, &one.domain) {
                (Domain::Enumeration(words), Domain::Enumeration(others)) => {
                    let new: Vec<String> = others.iter().filter(|word| !words.contains(word)).cloned().collect();
                    words.extend(new);
                    continue;
                }
                (Domain::Integer(low, high), Domain::Integer(lowest, highest)) => {
                    (*low, *high) = ((*low).min(*lowest), (*high).max(*highest));
                    continue;
                }
                (known, other) if known == other => continue,
                (_, other) => other.clone(),
            },
        };
        variables.push(Variable { name: before_name(&one.name), domain, ..one.clone() });
    }
    variables.sort_by(|one, other| one.name.cmp(&other.name));
    variables
}

/// What an attribute is called that has become something else.
fn before_name(name: &str) -> String {
    format!("{name} (before)")
}

fn translated(own: &Vocabulary, shared: &Vocabulary, side: Which) -> Vec<(VariableId, Option<Vec<i64>>)> {
    let find = |name: &str| {
        let all = shared.variables.iter().zip(0..);
        all.clone().find(|(known, _)| known.name == name).map(|(known, number)| (known, VariableId(number)))
    };
    let one = |variable: &Variable| {
        let earlier = if side == Which::Before { find(&before_name(&variable.name)) } else { None };
        let Some((known, id)) = earlier.or_else(|| find(&variable.name)) else {
            unreachable!("every attribute of either policy is among those of both")
        };
        let words = match (&variable.domain, &known.domain) {
            (Domain::Enumeration(own), Domain::Enumeration(all)) if own != all => {
                let place = |word: &String| all.iter().position(|known| known == word);
                Some(own.iter().filter_map(place).filter_map(|at| i64::try_from(at).ok()).collect())
            }
            _ => None,
        };
        (id, words)
    };
    own.variables.iter().map(one).collect()
}

/// What approvals are worth. A gate of both policies gives each of them a number of its own for everything that only its
/// approvals promise: that somebody can not approve, that an approval binds what it approves. So an approval that promises
/// more implies one that promises less, and not the other way round.
fn gates(own: &Base, names: &Names, other: &Base, others: &Names, numbers: &mut Numbers) -> Vec<Vec<u32>> {
    let mut all = Vec::new();
    for (at, name) in names.gates.iter().enumerate() {
        let mut worth = vec![numbers.of("gate", name)];
        if let Some(known) = others.gates.iter().position(|known| known == name) {
            let promised = promises(own, at, names, other, others);
            let other_promised = promises(other, known, others, own, names);
            for promise in promised.difference(&other_promised) {
                worth.push(numbers.of("promise", &format!("{name}: {promise}")));
            }
        }
        all.push(worth);
    }
    all
}

/// Everything that an approval of a gate promises and another one of the same name may not.
fn promises(own: &Base, at: usize, names: &Names, other: &Base, others: &Names) -> BTreeSet<String> {
    let Some(gate) = own.gates.get(at) else { return BTreeSet::new() };
    let is_called = |approver: &PrincipalId, name: &String| names.principals[approver.index()] == *name;
    let approves = |name: &String| gate.approvers.iter().any(|approver| is_called(approver, name));
    let other_gate = others.gates.iter().position(|name| *name == names.gates[at]);
    let strangers = other_gate.and_then(|at| other.gates.get(at)).into_iter().flat_map(|gate| &gate.approvers);
    let strangers = strangers.map(|approver| &others.principals[approver.index()]).filter(|name| !approves(name));
    let mut promises: BTreeSet<String> = strangers.map(|name| format!("not by {name}")).collect();
    let flaws = [
        GateFlaw::NotIndependent,
        GateFlaw::Unbound,
        GateFlaw::AgentNarrated,
        GateFlaw::OpensOnTimeout,
        GateFlaw::NoApprover,
        GateFlaw::NotEnforced,
    ];
    promises.extend(flaws.iter().filter(|flaw| !gate.flaws.contains(flaw)).map(|flaw| format!("not {flaw:?}")));
    promises.extend(gate.excludes_requester.then(|| "not by the requester".to_owned()));
    promises.extend(gate.excludes_author.then(|| "not by the author".to_owned()));
    promises
}

/// The stores of which permissions can lag behind, by the names of their leaves.
fn stores(base: &Base, numbers: &mut Numbers) -> BTreeMap<u32, u32> {
    let trimmed = base.leaves.iter().filter_map(|leaf| leaf.trims.as_ref().map(|trim| (trim.store, &leaf.declared)));
    let mut first: BTreeMap<u32, &String> = BTreeMap::new();
    trimmed.for_each(|(store, name)| _ = first.entry(store).or_insert(name));
    first.into_iter().map(|(store, name)| (store, numbers.of("store", name))).collect()
}
