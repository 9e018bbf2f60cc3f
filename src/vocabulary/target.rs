//! What names have to stand for, in words and as nouns.

/// What a name in some place has to stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// How to say it, as part of a sentence: `a domain`, `credentials`.
    pub phrase: &'static str,
    /// The nouns that declare such things. Empty if the words stand for no declaration.
    pub nouns: &'static [&'static str],
}

/// In place of nouns: anything that has a name.
const ANY_NOUN: &[&str] = &["*"];

impl Target {
    const fn new(phrase: &'static str, nouns: &'static [&'static str]) -> Self {
        Self { phrase, nouns }
    }

    /// Whether whatever has a name will do.
    pub fn is_anything(&self) -> bool {
        self.nouns == ANY_NOUN
    }

    /// The same things, said in other words.
    pub(crate) const fn said(self, phrase: &'static str) -> Self {
        Self { phrase, nouns: self.nouns }
    }
}

/// Words of the user's own that stand for no declaration.
pub(crate) const fn words(phrase: &'static str) -> Target {
    Target::new(phrase, &[])
}

/// Whoever can act, domains and groups included.
const PRINCIPALS: &[&str] = &["human", "team", "origin", "workflow", "agent", "blueprint", "service", "tool", "domain"];

/// Somebody who can act.
pub(crate) const PRINCIPAL: Target = Target::new("somebody who can act", PRINCIPALS);
/// Somebody who can answer for something.
pub(crate) const ANSWERABLE: Target = Target::new("a human or a team", &["human", "team"]);
pub(crate) const HUMAN: Target = Target::new("a human", &["human"]);
pub(crate) const SERVICES: Target = Target::new("services", PRINCIPALS);
pub(crate) const MAKER: Target = Target::new("whoever made it", &["human", "origin", "service"]);
pub(crate) const MEMBERS: Target = Target::new("members", &["human", "team"]);
pub(crate) const DOMAIN: Target = Target::new("a domain", &["domain"]);
pub(crate) const LEVEL: Target = Target::new("a level", &["level"]);
pub(crate) const COMPARTMENTS: Target = Target::new("compartments", &["compartment"]);
pub(crate) const CLASS: Target = Target::new("a class of data", &["class", "level"]);
pub(crate) const CLASSES: Target = Target::new("classes of data", &["class", "level"]);
pub(crate) const PURPOSES: Target = Target::new("purposes", &["purpose"]);
pub(crate) const OPERATIONS: Target = Target::new("operations", &["operation"]);
pub(crate) const CREDENTIALS: Target = Target::new("credentials", &["credential"]);
pub(crate) const ENTRIES: Target = Target::new("entries", &["entry", "agent", "blueprint", "service", "tool"]);
pub(crate) const LOGS: Target = Target::new("logs", &["log"]);
pub(crate) const MODELS: Target = Target::new("models", &["model"]);
pub(crate) const STORES: Target = Target::new("stores or parts of stores", &["store", "part"]);
pub(crate) const SINKS: Target = Target::new("sinks", &["sink"]);
pub(crate) const TRANSFORMER: Target = Target::new("a transformer", &["transformer"]);
pub(crate) const ROLES: Target = Target::new("roles", &["role"]);
pub(crate) const REGIMES: Target = Target::new("regimes", &["regime"]);
pub(crate) const STEPS: Target = Target::new("steps", &["step"]);
pub(crate) const TIER: Target = Target::new("a risk tier", &["tier"]);
pub(crate) const FEDERATIONS: Target = Target::new("federations", &["federation"]);
pub(crate) const FRAMEWORK: Target = Target::new("a framework", &["framework"]);
/// Places where the secret of a credential can be read.
pub(crate) const CUSTODIANS: Target = Target::new(
    "places where its secret can be read",
    &[
        "store",
        "part",
        "sink",
        "log",
        "model",
        "human",
        "team",
        "origin",
        "workflow",
        "agent",
        "blueprint",
        "service",
        "tool",
        "domain",
    ],
);
/// Whatever has a name.
pub(crate) const ANYTHING: Target = Target::new("the name of something", ANY_NOUN);
