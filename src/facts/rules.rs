//! Which rules there are, and which of them a closure uses.

use std::collections::BTreeSet;

use crate::facts::rule::Rule;
use crate::facts::{authority, back_ends, behaviour, carried, claims, deputies, influence, information};

/// The names of the derivation rules, as the semantics gives them.
pub const RULES: &[&str] = &[
    "A0", "A1", "A2", "A2i", "A3", "A4", "A5", "A6", "A7a", "A7b", "A8", "E1", "E2", "E3", "C0", "C1", "C2", "C2m",
    "C3", "C3b", "C4", "C5", "C6", "C7", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "O1", "O2", "F1",
    "F2", "F3", "F4", "F4t", "F5", "F6", "F6t", "F7", "F8", "F8b", "F9", "F10", "F11", "F12", "F13", "F14", "F15",
    "F16", "F17", "I1", "I2", "I3", "I4", "I5", "V1", "G1", "G2", "G3",
];

/// A set of derivation rules.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RuleSet {
    left_out: BTreeSet<&'static str>,
}

impl RuleSet {
    /// All rules.
    pub fn all() -> Self {
        Self { left_out: BTreeSet::new() }
    }

    /// All rules but these; names that are no rule's are not looked at.
    pub fn without(names: &[&str]) -> Self {
        Self { left_out: RULES.iter().copied().filter(|rule| names.contains(rule)).collect() }
    }

    /// The rules of legitimate derivations (semantics 2.8b): nothing found, forged, commanded or gone wrong.
    pub fn legitimate() -> Self {
        let kept = [
            "A0", "A1", "A2", "A3", "A4", "A8", "E1", "E2", "E3", "C0", "C1", "C2", "C2m", "C3", "C3b", "C4", "C6",
            "C7", "B6", "B8", "B9", "B10", "G3",
        ];
        Self { left_out: RULES.iter().copied().filter(|rule| !kept.contains(rule)).collect() }
    }

    /// The rules of legitimate derivations, and those by which information is read, written and handed over.
    pub fn legitimate_information() -> Self {
        let added = ["O1", "O2", "F1", "F2", "F3", "F4", "F4t", "F5", "F6", "F7", "F8", "F12", "F14", "F15", "F16"];
        let mut rules = Self::legitimate();
        rules.left_out.retain(|rule| !added.contains(rule));
        rules
    }

    /// Whether a rule is used.
    pub fn has(&self, name: &str) -> bool {
        !self.left_out.contains(name)
    }
}

/// The rules of a set, ready to run.
pub(crate) fn of(set: &RuleSet) -> Vec<Rule> {
    let sections = [
        authority::rules(),
        deputies::rules(),
        behaviour::rules(),
        information::rules(),
        carried::rules(),
        back_ends::rules(),
        influence::rules(),
        claims::rules(),
    ];
    let used = sections.into_iter().flatten().filter(|rule| rule.essential || set.has(rule.name));
    used.flat_map(|rule| behaviour::spelt_out(rule, set)).collect()
}
