//! Risk tiers: what puts a workflow into one, and what is asked of it there.

use crate::vocabulary::common::{COMMON, LABEL};
use crate::vocabulary::form::Part::{
    AnyOrder, As, Duration, Either, Maybe, Name, Names, NewName, Number, OneOf, Order, When, Who, Word, Words,
};
use crate::vocabulary::form::{Clause, Form, Noun};
use crate::vocabulary::target as to;

/// The effects that score: kinds of operations, and what is told apart within them.
const EFFECTS: Form = &[Words(to::words("effects such as `[mutate, pay]`"))];

pub(crate) const TIERS: Noun = Noun::new(
    "tiers",
    &[NewName, LABEL],
    "A table of risk tiers: by what a workflow really can do, it belongs into one of them.",
)
.with(&[
    &[
        Clause::new("scale", &[Order(to::TIER.said("a risk tier"))], "The tiers, from the lowest to the highest.")
            .descriptive(),
        Clause::new(
            "score",
            &[
                Either(&[
                    &[As("data", &[Word("data"), Names(to::CLASSES)])],
                    &[As("reach", &[Word("reach"), OneOf(&["subject", "team", "organisation", "outside"])])],
                    &[
                        As(
                            "autonomy",
                            &[Word("autonomy"), OneOf(&["suggest", "approve-each", "bounded", "self-initiated"])],
                        ),
                        As("adds", &[Word("adds"), Number]),
                    ],
                    &[As("effects", EFFECTS)],
                ]),
                As("tier", &[Maybe(&[Word("as"), Name(to::TIER)])]),
                As("when", &[Maybe(&[When])]),
            ],
            "At least which tier a workflow belongs into that has this effect, holds this data, or reaches so far.",
        )
        .many()
        .descriptive(),
    ],
    COMMON,
])
.nesting(&["tier"]);

pub(crate) const TIER: Noun = Noun::new("tier", &[NewName, LABEL], "What is asked of workflows in one tier.")
    .with(&[
        &[
            Clause::new(
                "identity",
                &[
                    As(
                        "kinds",
                        &[Either(&[
                            &[OneOf(&["any"])],
                            &[Words(to::words("kinds of identities such as `[oidc, spiffe]`"))],
                        ])],
                    ),
                    As("with", &[Maybe(&[Word("with"), Words(to::words("some of `sender-binding`, `attestation`"))])]),
                ],
                "How agents have to show who they are.",
            )
            .or_none()
            .descriptive(),
            Clause::new(
                "ttl",
                &[As("most", &[Duration]), As("scope", &[Maybe(&[Word("per"), OneOf(&["task", "session"])])])],
                "How long credentials may be good.",
            )
            .or_none()
            .descriptive(),
            Clause::new(
                "authority",
                &[
                    As(
                        "kinds",
                        &[Either(&[&[OneOf(&["any"])], &[Words(to::words("some of `caller`, `own`, `both`"))]])],
                    ),
                    As("bounded", &[Maybe(&[OneOf(&["endorsed", "bounded"])])]),
                    As("when", &[Maybe(&[When])]),
                ],
                "In whose name entries may act.",
            )
            .or_none()
            .descriptive(),
            Clause::new(
                "approval",
                &[
                    Word("for"),
                    Either(&[
                        &[As("every", &[Who(to::words("`every effect`")), Word("at"), Name(to::TIER)])],
                        &[As("effects", EFFECTS)],
                    ]),
                    As("quorum", &[Maybe(&[Word("quorum"), Number])]),
                ],
                "What has to be approved, and by how many.",
            )
            .many()
            .descriptive(),
            Clause::new(
                "logs",
                &[
                    As("events", &[Words(to::words("kinds of events such as `[prompts, tool-calls]`"))]),
                    As(
                        "with",
                        &[Maybe(&[
                            Word("with"),
                            Words(to::words("some of `detector`, `tamper-evident`, `correlation`")),
                        ])],
                    ),
                ],
                "What has to be written down.",
            )
            .or_none()
            .descriptive(),
            Clause::new(
                "review",
                &[As("interval", &[Word("every"), Duration]), As("scope", &[Maybe(&[Word("per"), OneOf(&["path"])])])],
                "How often a workflow has to be looked at.",
            )
            .or_none()
            .descriptive(),
            Clause::new(
                "third-party",
                &[Either(&[&[Word("none")], &[As("level", &[Word("up"), Word("to"), Name(to::LEVEL)])]])],
                "The most confidential data that third parties may be given.",
            )
            .or_none()
            .descriptive(),
            Clause::new(
                "chain",
                &[AnyOrder(&[&[As("depth", &[Word("depth"), Number])], &[As("fan-out", &[Word("fan-out"), Number])]])],
                "How deep and how wide agents may make other agents.",
            )
            .or_none()
            .descriptive(),
            Clause::new(
                "breadth",
                &[Word("up"), Word("to"), Number, Maybe(&[Word("records")])],
                "How many records may be read without somebody watching what leaves.",
            )
            .or_none()
            .descriptive(),
            Clause::new("exceptions", &[Word("at"), Word("most"), Duration], "How long an exception may last.")
                .or_none()
                .descriptive(),
            Clause::new(
                "requires",
                &[Words(to::words("names of rules or proofs"))],
                "Which rules and proofs have to hold.",
            )
            .many()
            .descriptive(),
        ],
        COMMON,
    ])
    .inner();
