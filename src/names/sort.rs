//! What kinds of things names can stand for.

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
    /// What is said about things and seldom named: access, delegations, properties.
    Statements,
}

impl Space {
    /// All spaces.
    pub const ALL: [Self; 6] =
        [Self::Things, Self::Operations, Self::Attributes, Self::Purposes, Self::Steps, Self::Statements];
}

/// Each sort with the noun that declares it and with that noun behind its article.
const NOUNS: [(Sort, &str, &str); 29] = [
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
            Self::Access | Self::Delegation | Self::Prove => Space::Statements,
            _ => Space::Things,
        }
    }

    /// Whether a declaration of this sort can stand in the block of a declaration of `parent`.
    pub fn nests_in(self, parent: Self) -> bool {
        match parent {
            Self::Workflow => matches!(
                self,
                Self::Agent
                    | Self::Blueprint
                    | Self::Service
                    | Self::Credential
                    | Self::Delegation
                    | Self::Access
                    | Self::Gate
                    | Self::Step
                    | Self::Prove
            ),
            Self::Agent | Self::Blueprint | Self::Service | Self::Tool => self == Self::Entry,
            Self::Entry | Self::Operation => self == Self::Parameter,
            Self::Store | Self::Part => self == Self::Part,
            _ => false,
        }
    }
}
