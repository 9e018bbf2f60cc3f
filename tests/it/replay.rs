//! Every derivation that the engine shows is one: the plain evaluator replays it, step by step.

use std::collections::BTreeSet;

use bailiwick::facts;
use bailiwick::facts::{Derivation, Why};

use crate::differential::engines;
use crate::plain::{Facts, Step, WORDS, evaluate, replay};
use crate::random::{Random, how_many, tell};

/// How many derivations of a policy are replayed.
const MOST: usize = 40;

/// The steps without those that conclude no fact of the plain evaluator: whoever rests on such a step rests on what that rests on.
fn steps(derivation: &Derivation) -> Vec<Step> {
    let mut standing: Vec<BTreeSet<usize>> = Vec::new();
    let mut steps = Vec::new();
    for step in &derivation.steps {
        let premises: BTreeSet<usize> = step.premises.iter().flat_map(|at| standing[*at].iter().copied()).collect();
        let rule = match step.rule.as_str() {
            "" => mode_rule(&step.text),
            word if WORDS.contains(&word) && word != "G3" => None,
            // What an entry is found to call or perform is no fact of its own either.
            "C6" if ["Calls", "Performs"].contains(&step.text.as_str()) => None,
            rule => Some(rule),
        };
        let Some(rule) = rule else {
            standing.push(premises);
            continue;
        };
        standing.push([steps.len()].into());
        let (rule, conclusion, condition) = (rule.to_owned(), step.text.clone(), step.condition.clone());
        steps.push(Step { rule, conclusion, condition, premises: premises.into_iter().collect() });
    }
    steps
}

/// The rule of what belongs to the mode or to a declaration: who is hostile, what is void, who is free, what untrusted domains write and run.
fn mode_rule(text: &str) -> Option<&'static str> {
    [("adv(", "B1"), ("free(", "B3"), ("void(", "V1"), ("has(", "F9"), ("influences(", "I4")]
        .into_iter()
        .find(|(word, _)| text.starts_with(word))
        .map(|(_, rule)| rule)
}

/// What can be asked of the engine that the plain evaluator knows to be so.
fn asked(random: &Random, known: &Facts, engine: &facts::Facts) -> Vec<Why> {
    let mut all = Vec::new();
    for cause in known.cause.keys() {
        all.extend(engine.causes(&random.base, cause.actor, cause.permission));
    }
    for has in known.has.keys() {
        all.extend(engine.reaches(&random.base, has.node, has.atom));
    }
    for holds in known.holds.keys() {
        all.extend(engine.holds(holds.actor, holds.credential));
    }
    for influences in known.influences.keys() {
        all.extend(engine.influences(influences.source, influences.target));
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn every_derivation_is_replayed() {
    let mut longest = 0;
    for seed in 0..how_many() {
        let random = Random::policy(seed);
        let engine = facts::close(&random.base, &engines(&random.setting));
        let whys = asked(&random, &evaluate(&random.base, &random.setting), &engine);
        for why in whys.iter().step_by(whys.len() / MOST + 1) {
            let steps = steps(&engine.derivation(&random.base, *why));
            longest = longest.max(steps.len());
            let replayed = replay(&random.base, &random.setting, &steps);
            assert!(
                replayed.is_ok(),
                "seed {seed}: {replayed:?}\n{}\n{}",
                show(&engine.derivation(&random.base, *why)),
                tell(&random.base)
            );
        }
    }
    assert!(longest > 20, "the longest derivation has {longest} steps only");
}

fn show(derivation: &Derivation) -> String {
    let line = |(at, step): (usize, &facts::Step)| {
        format!(
            "{at} {} {} {:?} {:?} {:?}",
            step.rule,
            step.text,
            step.condition.constraints(),
            step.condition.atoms(),
            step.premises
        )
    };
    derivation.steps.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// The derivations behind the refuted properties of the examples are replayed as well.
#[test]
fn every_refutation_of_an_example_is_replayed() {
    use crate::plain::{Authors, RuleSet, Setting};
    use bailiwick::model::{Statement, policy};
    use bailiwick::proof::{Closures, Examiner, Fresh};
    use bailiwick::source::{Database, project};

    let mut replayed = 0;
    for name in ["clinsum", "helpdesk", "patchpilot"] {
        let folder = format!("{}/examples/{name}/flawed", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(format!("{folder}/{name}.bwk")).expect("an example");
        let intended = std::fs::read_to_string(format!("{folder}/intended.txt")).expect("a list");
        let is_refuted = |name: &str| intended.lines().any(|line| line.split_whitespace().eq([name, "refuted"]));
        let db = Database::default();
        let policy = policy(&db, project(&db, &[("policy.bwk", &text)], 0));
        let closures = Fresh::new(&policy.base);
        let examiner =
            Examiner { base: &policy.base, closures: &closures as &dyn Closures, authors: facts::Authors::All };
        for property in policy.properties.iter().filter(|one| !matches!(one.statement, Statement::Possible(_))) {
            let breaking = examiner.breaking(property);
            // What the bounds of a sentence leave out is replayed all the same.
            assert!(!breaking.is_empty() || !is_refuted(&property.name), "{}", property.name);
            for answering in breaking.iter().take(5) {
                let steps = steps(&answering.facts.derivation(&policy.base, answering.why));
                let mode = property.mode.clone();
                let in_question = [None, answering.subject];
                let settings = in_question.map(|in_question| Setting {
                    mode: mode.clone(),
                    authors: Authors::All,
                    in_question,
                    rules: RuleSet::all(),
                });
                let outcomes: Vec<_> = settings.iter().map(|setting| replay(&policy.base, setting, &steps)).collect();
                assert!(outcomes.iter().any(Result::is_ok), "{}: {outcomes:?}\n{steps:#?}", property.name);
                replayed += 1;
            }
        }
    }
    assert!(replayed >= 30, "{replayed}");
}
