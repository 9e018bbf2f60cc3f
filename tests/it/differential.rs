//! The engine and the plain evaluator agree on every fact and on every minimal condition of random policies.

use std::collections::BTreeMap;

use bailiwick::facts;
use bailiwick::logic::Guard;
use bailiwick::model::{Agents, Base, Mode};

use crate::plain::{Authors, RuleSet, Setting, evaluate, legitimate};
use crate::random::{Random, how_many, shrink, tell};

/// The same setting for the engine: all rules.
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

/// Every fact of the engine with its minimal conditions.
pub(crate) fn lines(base: &Base, facts: &facts::Facts) -> BTreeMap<String, Guard> {
    let mut known: BTreeMap<String, Guard> = BTreeMap::new();
    for (text, guard) in facts.lines(base) {
        let so_far = known.entry(text).or_default();
        *so_far = so_far.or(&guard);
    }
    known
}

/// What only one of the two says; nothing if they agree.
pub(crate) fn difference(base: &Base, plain: &BTreeMap<String, Guard>, engine: &facts::Facts) -> Vec<String> {
    let engines = lines(base, engine);
    let mut found = Vec::new();
    for text in plain.keys().chain(engines.keys().filter(|text| !plain.contains_key(*text))) {
        let (one, other) = (plain.get(text), engines.get(text));
        // The engine asks only for those gates to open that stand in some way.
        let not_asked = text.starts_with("opens(") && other.is_none();
        if one != other && !not_asked {
            found.push(format!("{text}\n   plain: {one:?}\n  engine: {other:?}"));
        }
    }
    found
}

/// Demands that nothing is found; else shows the least policy that shows something.
fn demand_none(random: &Random, found: impl Fn(&Base) -> Vec<String>) {
    if found(&random.base).is_empty() {
        return;
    }
    let least = shrink(&random.base, |base| !found(base).is_empty());
    let (seed, setting, found) = (random.seed, &random.setting, found(&least).join("\n"));
    let (mode, authors, asked) = (&setting.mode, &setting.authors, setting.in_question);
    assert!(found.is_empty(), "seed {seed}, {mode:?}, {authors:?} about {asked:?}\n{}\n{found}", tell(&least));
}

fn found_in(base: &Base, setting: &Setting) -> Vec<String> {
    difference(base, &evaluate(base, setting).texts(base), &facts::close(base, &engines(setting)))
}

#[test]
fn both_derive_the_same_facts_under_the_same_conditions() {
    for seed in 0..how_many() {
        let random = Random::policy(seed);
        demand_none(&random, |base| found_in(base, &random.setting));
    }
}

#[test]
fn both_derive_the_same_facts_without_a_rule() {
    let names: Vec<&str> = RuleSet::all().names().collect();
    for (seed, name) in (0..how_many()).zip(names.into_iter().cycle()) {
        let random = Random::policy(seed);
        demand_none(&random, |base| {
            let plain = evaluate(base, &random.setting.clone().with_rules(RuleSet::without(name)));
            let setting = facts::Setting { rules: facts::RuleSet::without(&[name]), ..engines(&random.setting) };
            let found = difference(base, &plain.texts(base), &facts::close(base, &setting));
            found.into_iter().map(|line| format!("without {name}: {line}")).collect()
        });
    }
}

#[test]
fn both_derive_the_same_facts_by_legitimate_means() {
    // The engine also concludes what agents do in their steps.
    let mode = Mode { agents: Agents::FollowSteps, insiders: Vec::new() };
    let setting = facts::Setting {
        rules: facts::RuleSet::legitimate(),
        unknowns: facts::Unknowns::GiveNothing,
        ..engines(&Setting::of(mode))
    };
    for seed in 0..how_many() {
        let random = Random::policy(seed);
        demand_none(&random, |base| {
            let found = difference(base, &legitimate(base).texts(base), &facts::close(base, &setting));
            found.into_iter().filter(|line| !line.starts_with("does(")).collect()
        });
    }
}

/// Both give the same verdict on the properties that random policies come with.
#[cfg(feature = "z3")]
#[test]
fn both_give_the_same_verdicts() {
    use crate::plain::{Plain, verdict};
    use bailiwick::proof::{Examiner, Fresh, Status};
    let mut counts = BTreeMap::<Plain, usize>::new();
    let mut widened = 0;
    for seed in 0..how_many() {
        let random = Random::policy(seed);
        let plain = verdict(&random.base, &random.property);
        let closures = Fresh::new(&random.base);
        let examiner = Examiner::of(&random.base, &closures, &random.property);
        let engine = bailiwick::proof::status(&examiner, &random.property);
        let expected = match plain {
            Plain::Holds => Status::Proved,
            Plain::Fails => Status::Refuted,
            Plain::Vacuous | Plain::Open => Status::Unknown,
        };
        if (expected, engine) == (Status::Refuted, Status::Unknown) {
            // Only where conditions were widened: what holds of a weakened condition may not hold of the exact one.
            let told = bailiwick::proof::verdict(&examiner, &random.property, &[]);
            assert!(told.remarks.iter().any(|remark| remark.contains("too many conditions")), "seed {seed}: {told:?}");
            widened += 1;
            continue;
        }
        let told = tell(&random.base);
        assert_eq!(expected, engine, "seed {seed}: {:?} {:?}\n{told}", random.property, random.setting.mode);
        *counts.entry(plain).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    assert!(widened * 100 <= all, "{widened} of {all} widened");
    for which in [Plain::Holds, Plain::Fails] {
        assert!(counts.get(&which).is_some_and(|count| *count * 4 >= all), "{counts:?}");
    }
}

/// `needing` with what the plain evaluator says a way takes is proved; with anything else it is refuted.
#[cfg(feature = "z3")]
#[test]
fn both_say_the_same_of_what_a_way_takes() {
    use crate::plain::taken;
    use bailiwick::logic::Atom;
    use bailiwick::model::{Alternative, Bounds, GateId, PrincipalId, Property, Question, Statement, When};
    use bailiwick::proof::{Examiner, Fresh, Status};
    let mut conditional = 0;
    // Few sentences are about what is possible.
    for seed in 0..2 * how_many() {
        let random = Random::policy(seed);
        let base = &random.base;
        let Statement::Possible(Question::Causes(who, what)) = &random.property.statement else { continue };
        let Some(taken) = taken(base, who[0], what[0]) else { continue };
        let full = |atom: &Atom| matches!(atom, Atom::Approved { gate, count, .. } if *count == base.gate(GateId(*gate)).quorum);
        if taken.is_never() || !taken.alternatives().iter().all(|one| one.atoms().iter().all(full)) {
            continue;
        }
        let approval = |atom: &Atom| match atom {
            Atom::Approved { gate, requester, .. } => Some((GateId(*gate), PrincipalId(*requester))),
            Atom::Fails(_) | Atom::Stale(_) => None,
        };
        let alternatives = taken.alternatives().iter().map(|one| Alternative {
            condition: one.retain(|_| true, |_| false),
            approvals: one.atoms().iter().filter_map(approval).collect(),
        });
        let exactly = When { alternatives: alternatives.collect() };
        let nothing = if exactly.is_always() { When { alternatives: Vec::new() } } else { When::always() };
        conditional += usize::from(!exactly.is_always());
        // Alternatives that leave no case out are as good as nothing.
        let plain = taken.alternatives().iter().filter(|one| one.atoms().is_empty()).cloned();
        let outside = Guard::from_alternatives(plain).complement(&base.vocabulary);
        let leaves_none_out = outside.is_some_and(|outside| outside.is_never());
        let mut cases = vec![(exactly, Status::Proved)];
        if !leaves_none_out || taken.is_always() {
            cases.push((nothing, Status::Refuted));
        }
        for (needing, expected) in cases {
            let bounds = Bounds { needing: Some(needing), ..Bounds::default() };
            let statement = Statement::Possible(Question::Causes(vec![who[0]], vec![what[0]]));
            let property = Property { statement, bounds, ..random.property.clone() };
            let closures = Fresh::new(base);
            let examiner = Examiner::of(base, &closures, &property);
            let found = bailiwick::proof::status(&examiner, &property);
            assert_eq!(found, expected, "seed {seed}: {property:?}\n{}", tell(base));
        }
    }
    assert!(conditional >= 10, "only {conditional} ways take anything");
}
