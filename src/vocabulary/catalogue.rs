//! All nouns, and how to find what belongs where.

use crate::vocabulary::authority::{ACCESS, BREAK_GLASS, CREDENTIAL, DELEGATION, DELEGATION_RULE, GATE};
use crate::vocabulary::common::{APPROVED, REQUESTED};
use crate::vocabulary::data::{
    CLASS, COMPARTMENT, CONTEXT, DOMAIN, FEDERATION, LEVEL, OPERATION, PARAMETER, PURPOSE, REGIME,
};
use crate::vocabulary::form::Part::{Names, Permission, Text, Word};
use crate::vocabulary::form::{Clause, Inside, Noun};
use crate::vocabulary::places::{LOG, PART, SINK, STORE, TRANSFORMER};
use crate::vocabulary::principals::{AGENT, BLUEPRINT, ENTRY, HUMAN, MODEL, ORIGIN, ROLE, SERVICE, TEAM, TOOL};
use crate::vocabulary::proofs::{EXCEPTION, FRAMEWORK, MAPPING, PROVE, RULE, TEST};
use crate::vocabulary::target as to;
use crate::vocabulary::tiers::{TIER, TIERS};
use crate::vocabulary::workflow::{STEP, TASK, WORKFLOW};

/// Every noun, in the order of the reference.
pub static NOUNS: [Noun; 42] = [
    LEVEL,
    COMPARTMENT,
    CLASS,
    PURPOSE,
    DOMAIN,
    FEDERATION,
    OPERATION,
    PARAMETER,
    CONTEXT,
    HUMAN,
    TEAM,
    ORIGIN,
    ROLE,
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
    TASK,
    DELEGATION,
    DELEGATION_RULE,
    GATE,
    BREAK_GLASS,
    TRANSFORMER,
    LOG,
    REGIME,
    TIERS,
    TIER,
    EXCEPTION,
    RULE,
    PROVE,
    TEST,
    FRAMEWORK,
    MAPPING,
];

/// What the braces of a permission may hold.
pub static RECORD: [Clause; 6] = [
    Clause::new(
        "enforced",
        &[Word("by"), Names(to::SERVICES.said("the services that enforce it"))],
        "Which service makes the prohibition true.",
    ),
    Clause::new("because", &[Text], "Why it is so.").or_none().descriptive(),
    Clause::new("id", &[Text], "What other systems call it.").or_none().descriptive(),
    APPROVED,
    REQUESTED,
    Clause::new("limited", &[Word("to"), Permission], "What an administrator can give to others.").many(),
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
        Inside::Declarations => noun(head).filter(|noun| noun.top).map(Found::Noun),
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
        Inside::Declarations => NOUNS.iter().filter(|noun| noun.top).map(|noun| noun.name).collect(),
        Inside::Clauses(clauses) => clauses.iter().map(|clause| clause.head).collect(),
        Inside::Noun(noun) => {
            let clauses = noun.clauses.iter().flat_map(|group| group.iter().map(|clause| clause.head));
            let sentences = if noun.sentence { &["never", "possible", "always"][..] } else { &[] };
            let words = permissions(noun.permissions).iter().chain(sentences).chain(noun.logic).chain(noun.nests);
            clauses.chain(words.copied()).collect()
        }
    }
}
