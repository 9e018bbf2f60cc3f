//! Random policies as texts, through the whole pipeline: none has errors, and the engine and the plain evaluator agree
//! on what follows.

use std::collections::BTreeMap;

use bailiwick::facts::close;
use bailiwick::model::{Base, DeclaredFact};

use crate::differential::{difference, engines};
use crate::facts::{mode, policy};
use crate::plain::{Authors, Setting, evaluate};
use crate::random::text;

/// How many facts under how many conditions the plain evaluator is asked for; more would take it minutes.
const MOST: usize = 20_000;

const MODES: [&str; 4] = ["", "agents are honest", "agents follow their steps", "bo is compromised"];

/// `BAILIWICK_RANDOM`, or 150.
fn how_many() -> u64 {
    std::env::var("BAILIWICK_RANDOM").ok().and_then(|number| number.parse().ok()).unwrap_or(150)
}

/// In how many policies each thing occurs: sorts of declared facts, other declarations, sorts of derived facts.
type Counts = BTreeMap<String, u64>;

fn declared(base: &Base) -> Vec<String> {
    let word = |fact: &DeclaredFact| {
        let shown = format!("{fact:?}");
        shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
    };
    let mut found: Vec<String> = base.facts.iter().map(|declared| word(&declared.fact)).collect();
    let others = [
        ("prohibition", !base.forbids.is_empty()),
        ("ceiling", !base.ceilings.is_empty()),
        ("trimming", base.leaves.iter().any(|leaf| leaf.trims.is_some())),
        ("sessions apart", base.leaves.iter().any(|leaf| leaf.per_session)),
        ("condition", base.facts.iter().any(|declared| !declared.when.is_always())),
        ("void claim", base.claims.iter().any(|claim| claim.void.is_some())),
    ];
    found.extend(others.iter().filter(|(_, is_there)| *is_there).map(|(word, _)| (*word).to_owned()));
    found
}

fn count(counts: &mut Counts, mut found: Vec<String>) {
    found.sort_unstable();
    found.dedup();
    for word in found {
        *counts.entry(word).or_default() += 1;
    }
}

/// Compares every other policy.
fn compare_half(half: u64) -> Counts {
    let mut counts = Counts::new();
    for seed in (0..how_many()).filter(|seed| seed % 2 == half) {
        compare(seed, &mut counts);
    }
    counts
}

/// Closes the policy of a seed twice and compares.
fn compare(seed: u64, counts: &mut Counts) {
    let text = text(seed);
    let base = policy(&text).base;
    let mode_name = MODES[usize::try_from(seed).expect("small") % MODES.len()];
    let setting = Setting { authors: Authors::All, ..Setting::of(mode(&base, mode_name)) };
    let engine = close(&base, &engines(&setting));
    if engine.size() > MOST {
        return;
    }
    let plain = evaluate(&base, &setting).texts(&base);
    let found = difference(&base, &plain, &engine);
    assert!(found.is_empty(), "seed {seed}, `{mode_name}`\n{text}\n{}", found.join("\n"));
    count(counts, vec!["compared".to_owned()]);
    count(counts, declared(&base));
    let word = |fact: &String| fact.split('(').next().unwrap_or_default().to_owned();
    count(counts, plain.keys().map(word).collect());
}

#[test]
fn both_agree_on_what_texts_mean() {
    let mut counts = Counts::new();
    std::thread::scope(|scope| {
        for half in [0, 1].map(|half| scope.spawn(move || compare_half(half))) {
            for (word, number) in half.join().expect("the evaluators agree") {
                *counts.entry(word).or_default() += number;
            }
        }
    });
    let compared = counts.get("compared").copied().unwrap_or_default();
    assert!(compared * 10 >= how_many() * 9, "{compared} of {} policies are small enough", how_many());
    let expected = DECLARED.iter().chain(&DERIVED);
    let rare: Vec<&&str> = expected.filter(|word| counts.get(**word).is_none_or(|count| *count < 40)).collect();
    assert!(rare.is_empty() || how_many() < 150, "hardly any policy has {rare:?}: {counts:?}");
}

const DECLARED: [&str; 26] = [
    "Grant",
    "Delegates",
    "Uses",
    "Stores",
    "Holds",
    "Performs",
    "PerformsAnything",
    "Calls",
    "Step",
    "Runs",
    "Trigger",
    "Flow",
    "Infers",
    "Trains",
    "Logs",
    "Audience",
    "EntitledData",
    "Session",
    "prohibition",
    "ceiling",
    "trimming",
    "sessions apart",
    "condition",
    "void claim",
    "forged",
    "void",
];

const DERIVED: [&str; 19] = [
    "auth",
    "presents",
    "holds",
    "session",
    "exer",
    "invokes",
    "own",
    "via",
    "direct",
    "far",
    "cause",
    "adv",
    "free",
    "does",
    "obs",
    "emit",
    "has",
    "influences",
    "opens",
];
