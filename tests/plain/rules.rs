//! The list of the rules, and their evaluation: every rule over everything known, again and again until nothing changes.

use std::collections::BTreeSet;

use bailiwick::model::Base;

use crate::plain::fact::Facts;
use crate::plain::world::{Setting, World};
use crate::plain::{authority, back_ends, behaviour, carried, entitled, exercise, flow, gates, influence, information};

/// A rule: what follows from everything known in one step.
type Rule = fn(&World, &Facts, &mut Facts);

/// The rules that have heads of their own.
pub(crate) const RULES: &[(&str, Rule)] = &[
    ("A1", authority::a1),
    ("A2", authority::a2),
    ("A2i", authority::a2i),
    ("A3", authority::a3),
    ("A4", authority::a4),
    ("A5", authority::a5),
    ("A6", authority::a6),
    ("A7a", authority::a7a),
    ("A7b", authority::a7b),
    ("A8", authority::a8),
    ("E1", exercise::e1),
    ("E2", exercise::e2),
    ("E3", exercise::e3),
    ("C1", exercise::c1),
    ("C2", exercise::c2),
    ("C2m", exercise::c2m),
    ("C3", exercise::c3),
    ("C3b", exercise::c3b),
    ("C4", exercise::c4),
    ("C5", exercise::c5),
    ("C6", exercise::c6),
    ("C7", exercise::c7),
    ("B1", behaviour::b1),
    ("B2", behaviour::b2),
    ("B3", behaviour::b3),
    ("B4", behaviour::b4),
    ("B5", behaviour::b5),
    ("B7", behaviour::b7),
    ("B9", behaviour::b9),
    ("O1", information::o1),
    ("O2", information::o2),
    ("F1", information::f1),
    ("F2", information::f2),
    ("F4", information::f4),
    ("F4t", information::f4t),
    ("F5", information::f5),
    ("F6", flow::f6),
    ("F6t", flow::f6t),
    ("F7", flow::f7),
    ("F8", flow::f8),
    ("F9", flow::f9),
    ("F10", flow::f10),
    ("F11", flow::f11),
    ("F12", flow::f12),
    ("F13", flow::f13),
    ("F14", carried::f14),
    ("F15", back_ends::f15),
    ("F16", back_ends::f16),
    ("F17", back_ends::f17),
    ("I1", influence::i1),
    ("I2", influence::i2),
    ("I3", influence::i3),
    ("I4", influence::i4),
    ("I5", influence::i5),
    ("V1", gates::v1),
    ("G1", gates::g1),
    ("G2", gates::g2),
];

/// The rules that are words of the others. A0 only takes away; without F3 nobody is entitled to anything.
pub(crate) const WORDS: &[&str] = &["A0", "C0", "B6", "B8", "B10", "F3", "F8b", "G3"];

/// Which rules there are. Whatever a gate's claim and genuine approvals open stays open without any of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleSet {
    names: BTreeSet<&'static str>,
}

impl RuleSet {
    /// All of them.
    pub(crate) fn all() -> Self {
        Self { names: RULES.iter().map(|(name, _)| *name).chain(WORDS.iter().copied()).collect() }
    }

    /// These.
    pub(crate) fn only(names: &[&'static str]) -> Self {
        Self { names: names.iter().copied().collect() }
    }

    /// All but one.
    pub(crate) fn without(name: &str) -> Self {
        let mut rules = Self::all();
        assert!(rules.names.remove(name), "there is no rule {name}");
        rules
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The names, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().copied()
    }
}

/// Everything that follows from the declared facts.
pub(crate) fn evaluate(base: &Base, setting: &Setting) -> Facts {
    let world = World { base, setting };
    let mut known = Facts::default();
    if setting.rules.has("F3") {
        entitled::entitled(&world, &mut known);
    }
    loop {
        let mut news = false;
        for rule in setting.rules.names().chain(["opens"]) {
            news |= known.absorb(&step(&world, rule, &known));
        }
        if !news {
            return known;
        }
    }
}

/// What one rule concludes from what is known.
pub(crate) fn step(world: &World, name: &str, known: &Facts) -> Facts {
    let mut new = Facts::default();
    if name == "opens" {
        gates::g3(world, known, &mut new);
    }
    for (rule, conclude) in RULES {
        if *rule == name {
            conclude(world, known, &mut new);
        }
    }
    new
}
