//! Clauses that many nouns share.

use crate::vocabulary::form::Part::{
    AnyOrder, As, Date, Duration, Either, Maybe, Name, Names, OneOf, Permission, Text, When, Who, Word, Words,
};
use crate::vocabulary::form::{Clause, Form, Part};
use crate::vocabulary::target as to;

/// A name that is declared, and what people call it.
pub(crate) const LABEL: Part = As("label", &[Maybe(&[Text])]);

/// Whoever makes a claim true.
pub(crate) const ENFORCED: Form =
    &[Word("enforced"), As("enforcer", &[Word("by"), Names(to::SERVICES.said("the services that enforce it"))])];

/// The words for a truth.
pub(crate) const YES_NO: Form = &[OneOf(&["yes", "no"])];

/// A length of time, or none at all, or one without end.
pub(crate) const TIME: Form = &[Either(&[&[Duration], &[OneOf(&["none", "unlimited"])]])];

/// `per tenant`, where data or people are kept apart.
pub(crate) const PER: Clause = Clause::new(
    "per",
    &[Words(to::words("dimensions such as `tenant`"))],
    "Whose it is: what belongs to one tenant, subject or patient is told apart from what belongs to another.",
)
.or_else("not told apart");

/// Who has approved something.
pub(crate) const APPROVED: Clause = Clause::new(
    "approved",
    &[
        As("by", &[Word("by"), Who(to::ANSWERABLE.said("whoever approved it"))]),
        As("on", &[Maybe(&[Word("on"), Date])]),
    ],
    "Who has approved it, and when.",
)
.descriptive();

/// Who has asked for something.
pub(crate) const REQUESTED: Clause = Clause::new(
    "requested",
    &[
        As("by", &[Word("by"), Who(to::PRINCIPAL.said("whoever asked for it"))]),
        As("on", &[Maybe(&[Word("on"), Date])]),
    ],
    "Who has asked for it, and when.",
)
.or_none()
.descriptive();

/// How somebody can end what was given.
pub(crate) const REVOCABLE: Clause = Clause::new(
    "revocable",
    &[
        As("by", &[Word("by"), Who(to::PRINCIPAL.said("whoever can end it"))]),
        As("within", &[Word("within"), Duration]),
        As("means", &[Maybe(&[Word("by"), OneOf(&["introspection", "caep"])])]),
    ],
    "Who can end it before its time, how soon that is felt everywhere, and by what means.",
)
.or_else("nobody can")
.descriptive();

/// That somebody has ended what was given.
pub(crate) const REVOKED: Clause = Clause::new(
    "revoked",
    &[As("on", &[Date]), As("by", &[Word("by"), Who(to::PRINCIPAL.said("whoever ended it"))])],
    "When it was ended, and by whom. A statement: nothing is taken away by it.",
)
.or_none()
.descriptive();

/// What everything can say.
pub(crate) const COMMON: &[Clause] = &[
    Clause::new("owner", &[Who(to::ANSWERABLE.said("whoever answers for it"))], "Who answers for it.").descriptive(),
    Clause::new(
        "successor",
        &[Who(to::ANSWERABLE.said("whoever answers for it next"))],
        "Who answers for it if its owner goes.",
    )
    .or_none()
    .descriptive(),
    Clause::new("id", &[Text], "What other systems call it.").or_none().descriptive(),
    Clause::new(
        "ends",
        &[Either(&[
            &[As("on", &[Date])],
            &[As("with", &[Word("with"), Name(to::ANYTHING.said("what it ends with"))])],
        ])],
        "The day it is planned to end, or that it ends together with something else.",
    )
    .or_none()
    .descriptive(),
    Clause::new(
        "provenance",
        &[
            As("kind", &[OneOf(&["declared", "imported", "observed"])]),
            AnyOrder(&[
                &[As("from", &[Word("from"), Text])],
                &[As("by", &[Word("by"), Text])],
                &[As("on", &[Word("on"), Date])],
            ]),
        ],
        "How it is known: somebody wrote it down, it was read from another system, or it was seen at work.",
    )
    .many()
    .or("declared")
    .descriptive(),
    Clause::new(
        "visible",
        &[Word("in"), Words(to::words("the inventories that list it"))],
        "Which inventories list it.",
    )
    .descriptive(),
    Clause::new("closed", YES_NO, "Whether all who can reach it are declared.")
        .or_else("yes if it is declared, no if it was imported or observed")
        .descriptive(),
    Clause::new(
        "enforced",
        &[Word("by"), Names(to::SERVICES.said("the services that enforce it"))],
        "Which service makes true what is claimed here; a claim that nobody enforces is worth nothing.",
    )
    .or_else("enforced by nobody"),
];

/// What everybody who acts can say, besides `may` and `must not`.
pub(crate) const ACTOR: &[Clause] = &[
    Clause::new(
        "uses",
        &[As("credential", &[Names(to::CREDENTIALS)]), Maybe(&[When])],
        "Presents a credential, perhaps without being able to read it.",
    )
    .open()
    .many(),
    Clause::new("has", &[Word("role"), Names(to::ROLES)], "Has the permissions of a role.").open().many(),
    Clause::new(
        "identity",
        &[
            As("kind", &[OneOf(&["spiffe", "oidc", "mtls", "key", "password", "none"])]),
            As("name", &[Maybe(&[Text])]),
            AnyOrder(&[
                &[As("attested", &[Word("attested"), OneOf(&["yes", "no"])])],
                &[As("assurance", &[Word("assurance"), OneOf(&["low", "substantial", "high"])])],
                &[As("linked", &[Word("linked"), Word("to"), Text])],
                &[As("domain", &[Word("in"), Name(to::DOMAIN)])],
            ]),
        ],
        "How it shows who it is.",
    )
    .many()
    .or_else("none")
    .descriptive(),
    Clause::new(
        "infers",
        &[
            As("model", &[Word("with"), Names(to::MODELS)]),
            AnyOrder(&[&[When], &[As("through", &[Word("through"), Name(to::TRANSFORMER)])]]),
        ],
        "Hands everything it knows in a run to a model.",
    )
    .open()
    .many(),
    Clause::new(
        "executes",
        &[Names(to::STORES)],
        "Does whatever is written there; whoever writes it decides what the actor does.",
    )
    .open()
    .many(),
    Clause::new(
        "logs",
        &[
            As("events", &[Words(to::words("kinds of events such as `prompts`"))]),
            As("log", &[Word("to"), Names(to::LOGS)]),
            As("through", &[Maybe(&[Word("through"), Name(to::TRANSFORMER)])]),
        ],
        "Writes what happens to a log.",
    )
    .open()
    .many(),
    Clause::new(
        "stopped",
        &[
            As("by", &[Word("by"), Who(to::PRINCIPAL.said("whoever can stop it"))]),
            As("through", &[Maybe(&[Word("through"), Name(to::SERVICES.said("a service"))])]),
        ],
        "Who can stop it at once.",
    )
    .descriptive(),
    Clause::new("monitored", &[Word("by"), Names(to::SERVICES)], "Who would notice. Nothing is prevented by it.")
        .many()
        .descriptive(),
];

/// What is meant for people.
pub(crate) const ENTITLED: Clause = Clause::new(
    "entitled",
    &[Word("to"), Either(&[&[Permission], &[Names(to::CLASSES)]])],
    "What they are meant to see or do. It grants nothing.",
)
.many();

/// Who sets it going.
pub(crate) const STARTED: Clause = Clause::new(
    "started",
    &[
        Word("by"),
        Either(&[
            &[As("event", &[Word("event"), Word("on"), Names(to::STORES)])],
            &[As("schedule", &[Word("schedule"), Text])],
            &[As("by", &[Who(to::PRINCIPAL.said("whoever starts it"))])],
        ]),
    ],
    "Who or what sets it going; people named here may start it.",
)
.many();

/// A human, in clauses that name one.
pub(crate) const ONE_HUMAN: Form = &[Name(to::HUMAN)];
