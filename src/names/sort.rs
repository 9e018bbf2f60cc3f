//! What kinds of things names can stand for.

use crate::vocabulary;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A level of confidentiality.
    Level,
    /// A compartment.
    Compartment,
    /// A class of data.
    Class,
    /// A purpose.
    Purpose,
    /// A domain.
    Domain,
    /// An operation.
    Operation,
    /// A parameter of an operation or entry.
    Parameter,
    /// An attribute of the context.
    Context,
    /// A person.
    Human,
    /// Several people.
    Team,
    /// An outsider.
    Origin,
    /// A workflow.
    Workflow,
    /// A step of a workflow.
    Step,
    /// An agent.
    Agent,
    /// A template for agents.
    Blueprint,
    /// A workload that is no agent.
    Service,
    /// A model.
    Model,
    /// A tool.
    Tool,
    /// Something that can be called.
    Entry,
    /// A store.
    Store,
    /// A part of a store.
    Part,
    /// A sink.
    Sink,
    /// A credential.
    Credential,
    /// Grants by somebody other than the actor.
    Access,
    /// A delegation.
    Delegation,
    /// A gate.
    Gate,
    /// Something that rewrites data.
    Transformer,
    /// A log.
    Log,
    /// A property to be proved.
    Prove,
    /// How identities of one domain are known in another.
    Federation,
    /// Permissions under one name.
    Role,
    /// Work that is begun and ended.
    Task,
    /// Which delegations may exist.
    DelegationRule,
    /// What may be done in an emergency.
    BreakGlass,
    /// What a law or standard asks for.
    Regime,
    /// A table of risk tiers.
    Tiers,
    /// A risk tier.
    Tier,
    /// Something that is accepted for a while.
    Exception,
    /// A rule.
    Rule,
    /// A test.
    Test,
    /// A catalogue of controls.
    Framework,
    /// Which checks are evidence for which controls.
    Mapping,
}

/// Names in different spaces never clash: the place in the text says which space is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Whoever acts, what is acted on, data, domains, gates: what nouns usually stand for.
    Things,
    /// Operations.
    Operations,
    /// Attributes of the context, parameters.
    Attributes,
    /// Purposes.
    Purposes,
    /// Steps.
    Steps,
    /// Risk tiers.
    Tiers,
    /// What is said about things and seldom named: access, delegations, properties, rules.
    Statements,
}

impl Space {
    /// All spaces.
    pub const ALL: [Self; 7] =
        [Self::Things, Self::Operations, Self::Attributes, Self::Purposes, Self::Steps, Self::Tiers, Self::Statements];
}

/// Each sort with the noun that declares it and with that noun behind its article.
const NOUNS: [(Sort, &str, &str); 42] = [
    (Sort::Level, "level", "a level"),
    (Sort::Compartment, "compartment", "a compartment"),
    (Sort::Class, "class", "a class"),
    (Sort::Purpose, "purpose", "a purpose"),
    (Sort::Domain, "domain", "a domain"),
    (Sort::Operation, "operation", "an operation"),
    (Sort::Parameter, "parameter", "a parameter"),
    (Sort::Context, "context", "an attribute of the context"),
    (Sort::Human, "human", "a human"),
    (Sort::Team, "team", "a team"),
    (Sort::Origin, "origin", "an origin"),
    (Sort::Workflow, "workflow", "a workflow"),
    (Sort::Step, "step", "a step"),
    (Sort::Agent, "agent", "an agent"),
    (Sort::Blueprint, "blueprint", "a blueprint"),
    (Sort::Service, "service", "a service"),
    (Sort::Model, "model", "a model"),
    (Sort::Tool, "tool", "a tool"),
    (Sort::Entry, "entry", "an entry"),
    (Sort::Store, "store", "a store"),
    (Sort::Part, "part", "a part of a store"),
    (Sort::Sink, "sink", "a sink"),
    (Sort::Credential, "credential", "a credential"),
    (Sort::Access, "access", "an access declaration"),
    (Sort::Delegation, "delegation", "a delegation"),
    (Sort::Gate, "gate", "a gate"),
    (Sort::Transformer, "transformer", "a transformer"),
    (Sort::Log, "log", "a log"),
    (Sort::Prove, "prove", "a property"),
    (Sort::Federation, "federation", "a federation"),
    (Sort::Role, "role", "a role"),
    (Sort::Task, "task", "a task"),
    (Sort::DelegationRule, "delegation-rule", "a delegation rule"),
    (Sort::BreakGlass, "break-glass", "a break-glass"),
    (Sort::Regime, "regime", "a regime"),
    (Sort::Tiers, "tiers", "a table of tiers"),
    (Sort::Tier, "tier", "a tier"),
    (Sort::Exception, "exception", "an exception"),
    (Sort::Rule, "rule", "a rule"),
    (Sort::Test, "test", "a test"),
    (Sort::Framework, "framework", "a framework"),
    (Sort::Mapping, "mapping", "a mapping"),
];

impl Sort {
    /// The sort that a noun declares.
    pub fn of_noun(noun: &str) -> Option<Self> {
        NOUNS.iter().find(|(_, word, _)| *word == noun).map(|(sort, ..)| *sort)
    }

    /// The noun that declares it.
    pub fn noun(self) -> &'static str {
        self.words().0
    }

    /// The noun with its article, for sentences.
    pub fn with_article(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        let found = NOUNS.iter().find(|(sort, ..)| *sort == self);
        found.map_or(("thing", "a thing"), |(_, noun, phrase)| (*noun, *phrase))
    }

    /// The space that its names live in.
    pub fn space(self) -> Space {
        match self {
            Self::Operation => Space::Operations,
            Self::Context | Self::Parameter => Space::Attributes,
            Self::Purpose => Space::Purposes,
            Self::Step => Space::Steps,
            Self::Tier => Space::Tiers,
            Self::Access
            | Self::Delegation
            | Self::DelegationRule
            | Self::Prove
            | Self::Regime
            | Self::Tiers
            | Self::Exception
            | Self::Rule
            | Self::Test
            | Self::Framework
            | Self::Mapping => Space::Statements,
            _ => Space::Things,
        }
    }

    /// Whether a declaration of this sort can stand in the block of a declaration of `parent`.
    pub fn nests_in(self, parent: Self) -> bool {
        vocabulary::noun(parent.noun()).is_some_and(|noun| noun.nests.contains(&self.noun()))
    }
}
