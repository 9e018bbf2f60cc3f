//! Clauses that many nouns share.

use crate::vocabulary::form::Part::{
    AnyOrder, Date, Either, Maybe, Name, Names, OneOf, Permission, Text, When, Who, Word,
};
use crate::vocabulary::form::{Clause, Form};

/// A name that is declared, and what people call it.
pub(crate) const LABEL: crate::vocabulary::Part = Maybe(&[Text]);

/// Whoever makes a claim true.
pub(crate) const ENFORCED: Form = &[Word("enforced"), Word("by"), Names("the services that enforce it")];

/// The words for a truth.
pub(crate) const YES_NO: Form = &[OneOf(&["yes", "no"])];

/// `per tenant`, where data or people are kept apart.
pub(crate) const PER: Clause = Clause::new(
    "per",
    &[crate::vocabulary::Part::Words("dimensions such as `tenant`")],
    "Whose it is: what belongs to one tenant, subject or patient is told apart from what belongs to another.",
)
.or_else("not told apart");

/// What everything can say.
pub(crate) const COMMON: &[Clause] = &[
    Clause::new("owner", &[Who("whoever answers for it")], "Who answers for it.").descriptive(),
    Clause::new("id", &[Text], "What other systems call it.").descriptive(),
    Clause::new("ends", &[Date], "The day it is planned to end.").descriptive(),
    Clause::new("visible", &[Word("in"), Names("the inventories that list it")], "Which inventories list it.")
        .descriptive(),
    Clause::new(
        "enforced",
        &[Word("by"), Names("the services that enforce it")],
        "Which service makes true what is claimed here; a claim that nobody enforces is worth nothing.",
    )
    .or_else("enforced by nobody"),
];

/// What everybody who acts can say, besides `may` and `must not`.
pub(crate) const ACTOR: &[Clause] = &[
    Clause::new(
        "uses",
        &[Names("credentials"), Maybe(&[When])],
        "Presents a credential, perhaps without being able to read it.",
    )
    .many(),
    Clause::new(
        "identity",
        &[
            OneOf(&["spiffe", "oidc", "mtls", "key", "password", "none"]),
            Maybe(&[Text]),
            AnyOrder(&[
                &[Word("attested"), OneOf(&["yes", "no"])],
                &[Word("assurance"), OneOf(&["low", "substantial", "high"])],
                &[Word("linked"), Word("to"), Text],
                &[Word("in"), Name("a domain")],
            ]),
        ],
        "How it shows who it is.",
    )
    .many()
    .or_else("none")
    .descriptive(),
    Clause::new(
        "infers",
        &[Word("with"), Names("models"), AnyOrder(&[&[When], &[Word("through"), Names("transformers")]])],
        "Hands everything it knows in a run to a model.",
    )
    .many(),
    Clause::new(
        "executes",
        &[Names("stores or parts of stores")],
        "Does whatever is written there; whoever writes it decides what the actor does.",
    )
    .many(),
    Clause::new(
        "logs",
        &[
            crate::vocabulary::Part::Words("kinds of events such as `prompts`"),
            Word("to"),
            Names("logs"),
            Maybe(&[Word("through"), Names("transformers")]),
        ],
        "Writes what happens to a log.",
    )
    .many(),
    Clause::new(
        "stopped",
        &[Word("by"), Who("whoever can stop it"), Maybe(&[Word("through"), Name("a service")])],
        "Who can stop it at once.",
    )
    .descriptive(),
    Clause::new("monitored", &[Word("by"), Names("services")], "Who would notice. Nothing is prevented by it.")
        .many()
        .descriptive(),
];

/// What is meant for people.
pub(crate) const ENTITLED: Clause = Clause::new(
    "entitled",
    &[Word("to"), Either(&[&[Permission], &[Names("classes of data")]])],
    "What they are meant to see or do. It grants nothing.",
)
.many();

/// Who sets it going.
pub(crate) const STARTED: Clause = Clause::new(
    "started",
    &[
        Word("by"),
        Either(&[
            &[Word("event"), Word("on"), Names("stores or parts of stores")],
            &[Word("schedule"), Text],
            &[Who("whoever starts it")],
        ]),
    ],
    "Who or what sets it going; people named here may start it.",
)
.many();
