//! The worked answers of the semantics (2.10), as policies in the language. The engine and the plain evaluator both
//! have to give them, and have to agree on everything else that follows.

mod coding_agent;
mod gates;
mod language_page;
mod prohibitions;
mod scopes;
mod support_assistant;
mod tenants;

use std::collections::BTreeMap;

use bailiwick::facts::{Facts, close};
use bailiwick::logic::Guard;
use bailiwick::model::{Base, LeafId, Permission, VerbId};

use super::{mode, policy, principal};
use crate::differential::{difference, engines};
use crate::plain::{Authors, Setting, evaluate, spelt};

const PRELUDE: &str = "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
domain out  is internet
";

/// What the modes are called here.
const COMPROMISED: &str = "";
const HONEST: &str = "agents are honest";
const STEPS: &str = "agents follow their steps";

fn base(text: &str) -> Base {
    policy(&format!("{PRELUDE}{text}")).base
}

/// Everything that follows from a policy, as both say.
struct Closed<'a> {
    base: &'a Base,
    engine: Facts,
    plain: BTreeMap<String, Guard>,
}

impl<'a> Closed<'a> {
    /// With everybody's text followed.
    fn of(base: &'a Base, mode_name: &str) -> Self {
        Self::new(base, &Setting { authors: Authors::All, ..Setting::of(mode(base, mode_name)) })
    }

    /// As for a question about one principal.
    fn about(base: &'a Base, mode_name: &str, name: &str) -> Self {
        Self::new(base, &Setting::about(base, mode(base, mode_name), principal(base, name)))
    }

    fn new(base: &'a Base, setting: &Setting) -> Self {
        let (engine, plain) = (close(base, &engines(setting)), evaluate(base, setting).texts(base));
        let differences = difference(base, &plain, &engine);
        assert!(differences.is_empty(), "{}", differences.join("\n"));
        Self { base, engine, plain }
    }

    /// The minimal conditions of a fact, spelt out; none if it does not hold.
    fn conditions(&self, fact: &str) -> Vec<String> {
        let engine = super::condition(&self.engine, self.base, fact).unwrap_or_default();
        assert_eq!(engine, self.plain.get(fact).cloned().unwrap_or_default(), "{fact}");
        engine.alternatives().iter().map(|one| spelt(self.base, one)).collect()
    }

    /// The rules of the shortest derivation of what `x` causes.
    fn rules_behind(&self, x: &str, operation: &str, leaf: &str) -> Vec<String> {
        let verb = self.base.verbs.iter().zip(0..).find(|(verb, _)| verb.name == operation).expect("an operation").1;
        let leaf = self.base.leaves.iter().zip(0..).find(|(known, _)| known.name == leaf).expect("a leaf").1;
        let permission = Permission { verb: VerbId(verb), leaf: LeafId(leaf) };
        let whys = self.engine.could_cause(self.base, principal(self.base, x), permission);
        let [why] = whys.as_slice() else { unreachable!("{x} causes it in {} ways", whys.len()) };
        self.engine.derivation(self.base, *why).steps.into_iter().map(|step| step.rule).collect()
    }
}
