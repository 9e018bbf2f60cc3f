//! The random policies are no toys: every rule makes a difference in some of them, and so does every feature.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick::model::Base;

use super::features::FEATURES;
use super::{Random, how_many};
use crate::plain::{Facts, Plain, RULES, RuleSet, Setting, WORDS, World, evaluate, step, verdict};

/// In how many policies each thing occurs.
#[derive(Default)]
struct Counts {
    rules: BTreeMap<&'static str, u64>,
    features: BTreeMap<&'static str, u64>,
    verdicts: BTreeMap<Plain, u64>,
    facts: usize,
    longest: (usize, u64),
}

#[test]
fn every_rule_and_every_feature_makes_a_difference() {
    let policies = how_many();
    let mut counts = Counts::default();
    std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| scope.spawn(move || count((0..policies).filter(|seed| seed % 2 == half))));
        for half in halves {
            counts.add(half.join().expect("counting does not fail"));
        }
    });
    counts.show(policies);
    let enough = if policies < 500 { 0 } else { 12 };
    for name in RuleSet::all().names() {
        let fired = counts.rules.get(name).copied().unwrap_or_default();
        assert!(fired >= enough, "rule {name} makes a difference in {fired} of {policies} policies only");
    }
    for (feature, _) in FEATURES {
        let found = counts.features.get(feature).copied().unwrap_or_default();
        assert!(found >= enough, "{feature} in {found} of {policies} policies only");
    }
    for verdict in [Plain::Holds, Plain::Fails] {
        let share = counts.verdicts.get(&verdict).copied().unwrap_or_default();
        assert!(share * 4 >= policies, "{verdict:?} for {share} of {policies} properties only");
    }
}

/// A rule that is found to make a difference does: without it other facts follow.
#[test]
fn leaving_out_a_rule_that_makes_a_difference_changes_the_facts() {
    for seed in 0..12 {
        let random = Random::policy(seed);
        let facts = evaluate(&random.base, &random.setting);
        for name in differences(&random.base, &random.setting, &facts) {
            let without = random.setting.clone().with_rules(RuleSet::without(name));
            assert_ne!(evaluate(&random.base, &without), facts, "seed {seed} without {name}");
        }
    }
}

fn count(seeds: impl Iterator<Item = u64>) -> Counts {
    let mut counts = Counts::default();
    for seed in seeds {
        let random = Random::policy(seed);
        let facts = evaluate(&random.base, &random.setting);
        for name in differences(&random.base, &random.setting, &facts) {
            *counts.rules.entry(name).or_default() += 1;
        }
        for (feature, occurs) in FEATURES {
            *counts.features.entry(feature).or_default() += u64::from(occurs(&random, &facts));
        }
        *counts.verdicts.entry(verdict(&random.base, &random.property)).or_default() += 1;
        counts.facts += facts.all().len();
        counts.longest = counts.longest.max((facts.all().len(), seed));
    }
    counts
}

impl Counts {
    fn add(&mut self, other: Self) {
        for (name, number) in other.rules {
            *self.rules.entry(name).or_default() += number;
        }
        for (name, number) in other.features {
            *self.features.entry(name).or_default() += number;
        }
        for (name, number) in other.verdicts {
            *self.verdicts.entry(name).or_default() += number;
        }
        self.facts += other.facts;
        self.longest = self.longest.max(other.longest);
    }

    #[expect(clippy::print_stdout, reason = "whoever changes the generator reads this")]
    fn show(&self, policies: u64) {
        println!("{policies} policies from seeds 0 to {}, {} facts", policies - 1, self.facts);
        println!("most facts: {} from seed {}", self.longest.0, self.longest.1);
        println!("rules: {:?}", self.rules);
        println!("features: {:?}", self.features);
        println!("verdicts: {:?}", self.verdicts);
    }
}

/// Whose conclusions give everybody what the other rules need to conclude the same once more: these are really left out.
const CIRCULAR: &[&str] = &["A7b"];

/// The rules that make a difference: those without which not everything known would follow from everything known. Then
/// less would be known, or, without A0, more.
fn differences(base: &Base, setting: &Setting, facts: &Facts) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let world = World { base, setting };
    let names = RULES.iter().map(|(name, _)| *name).chain(["opens"]);
    let concluded: Vec<(&str, Facts)> = names.map(|name| (name, step(&world, name, facts))).collect();
    let mut grounds: BTreeMap<_, BTreeSet<&'static str>> = BTreeMap::new();
    for (name, conclusions) in &concluded {
        for (fact, guard) in conclusions.all() {
            for alternative in guard.alternatives() {
                grounds.entry((fact, alternative)).or_default().insert(*name);
            }
        }
    }
    for (fact, guard) in facts.all() {
        for alternative in guard.alternatives() {
            let by = grounds.get(&(fact, alternative)).into_iter().flatten().copied().collect::<Vec<_>>();
            if let [only] = by.as_slice()
                && *only != "opens"
            {
                found.insert(*only);
            }
        }
    }
    for (name, conclusions) in &concluded {
        if CIRCULAR.contains(name) && !conclusions.all().is_empty() {
            let without = setting.clone().with_rules(RuleSet::without(name));
            if evaluate(base, &without) != *facts {
                found.insert(*name);
            }
        }
    }
    for word in WORDS {
        let without = setting.clone().with_rules(RuleSet::without(word));
        let world = World { base, setting: &without };
        let mut next = evaluate(base, &setting.clone().with_rules(RuleSet::only(&["F3"])));
        for (name, _) in &concluded {
            next.absorb(&step(&world, name, facts));
        }
        if next != *facts {
            found.insert(word);
        }
    }
    found
}
