//! All nouns, and how to find what belongs where.

use crate::vocabulary::authority::{ACCESS, CREDENTIAL, DELEGATION, GATE};
use crate::vocabulary::data::{CLASS, COMPARTMENT, CONTEXT, DOMAIN, LEVEL, OPERATION, PARAMETER, PURPOSE};
use crate::vocabulary::form::Part::{Date, Maybe, Names, Text, Who, Word};
use crate::vocabulary::form::{Clause, Inside, Noun};
use crate::vocabulary::places::{LOG, PART, SINK, STORE, TRANSFORMER};
use crate::vocabulary::principals::{AGENT, BLUEPRINT, ENTRY, HUMAN, MODEL, ORIGIN, SERVICE, TEAM, TOOL};
use crate::vocabulary::proofs::PROVE;
use crate::vocabulary::workflow::{STEP, WORKFLOW};

/// Every noun, in the order of the reference.
pub static NOUNS: [Noun; 29] = [
    LEVEL,
    COMPARTMENT,
    CLASS,
    PURPOSE,
    DOMAIN,
    OPERATION,
    PARAMETER,
    CONTEXT,
    HUMAN,
    TEAM,
    ORIGIN,
    WORKFLOW,
    STEP,
    AGENT,
    BLUEPRINT,
    SERVICE,
    MODEL,
    TOOL,
    ENTRY,
    STORE,
    PART,
    SINK,
    CREDENTIAL,
    ACCESS,
    DELEGATION,
    GATE,
    TRANSFORMER,
    LOG,
    PROVE,
];

/// What the braces of a permission may hold.
pub static RECORD: [Clause; 5] = [
    Clause::new(
        "enforced",
        &[Word("by"), Names("the services that enforce it")],
        "Which service makes the prohibition true.",
    ),
    Clause::new("because", &[Text], "Why it is so.").descriptive(),
    Clause::new("id", &[Text], "What other systems call it.").descriptive(),
    Clause::new(
        "approved",
        &[Word("by"), Who("whoever approved it"), Maybe(&[Word("on"), Date])],
        "Who has approved it.",
    )
    .descriptive(),
    Clause::new(
        "requested",
        &[Word("by"), Who("whoever asked for it"), Maybe(&[Word("on"), Date])],
        "Who has asked for it.",
    )
    .descriptive(),
];

/// What a head stands for in some place.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    /// A general clause.
    Clause(&'static Clause),
    /// A declaration inside another one.
    Noun(&'static Noun),
}

impl Found {
    /// What its braces may hold.
    pub fn inside(self) -> Inside {
        match self {
            Self::Clause(clause) => clause.inside,
            Self::Noun(noun) => Inside::Noun(noun),
        }
    }
}

/// The noun of a name.
pub fn noun(name: &str) -> Option<&'static Noun> {
    NOUNS.iter().find(|noun| noun.name == name)
}

/// What a head stands for inside some braces.
pub fn find(inside: Inside, head: &str) -> Option<Found> {
    match inside {
        Inside::Nothing | Inside::Permissions => None,
        Inside::Clauses(clauses) => clauses.iter().find(|clause| clause.head == head).map(Found::Clause),
        Inside::Noun(around) if around.nests.contains(&head) => noun(head).map(Found::Noun),
        Inside::Noun(around) => around.clause(head).map(Found::Clause),
    }
}

/// The words that a line inside some braces can begin with.
pub fn heads(inside: Inside) -> Vec<&'static str> {
    let permissions = |allowed: bool| if allowed { &["may", "must"][..] } else { &[] };
    match inside {
        Inside::Nothing => Vec::new(),
        Inside::Permissions => permissions(true).to_vec(),
        Inside::Clauses(clauses) => clauses.iter().map(|clause| clause.head).collect(),
        Inside::Noun(noun) => {
            let clauses = noun.clauses.iter().flat_map(|group| group.iter().map(|clause| clause.head));
            let sentences = if noun.sentence { &["never", "possible", "always"][..] } else { &[] };
            let words = permissions(noun.permissions).iter().chain(sentences).chain(noun.nests).copied();
            clauses.chain(words).collect()
        }
    }
}
