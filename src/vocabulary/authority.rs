//! What makes somebody able to act: credentials, grants by others, delegations, approvals.

use crate::vocabulary::common::{COMMON, LABEL, YES_NO};
use crate::vocabulary::form::Part::{
    AnyOrder, Date, Duration, Either, Maybe, Name, Names, NewName, Number, OneOf, Permission, Range, Texts, When, Who,
    Word, Words,
};
use crate::vocabulary::form::{Clause, Noun};

pub(crate) const CREDENTIAL: Noun = Noun::new(
    "credential",
    &[
        NewName,
        LABEL,
        Word("is"),
        OneOf(&["svid", "oidc", "oauth", "api-key", "password", "cert", "cloud-role", "webhook", "session"]),
        Word("of"),
        Who("whoever it stands for"),
        Word("in"),
        Name("a domain"),
    ],
    "Something that whoever presents it acts with.",
)
.with(&[
    &[
        Clause::new("scope", &[Either(&[&[Word("everything")], &[Permission]])], "What it is good for.")
            .many()
            .or_else("everything"),
        Clause::new("step-up", &[Permission], "What it can be made good for.").many(),
        Clause::new("audience", &[Either(&[&[Texts], &[Names("whoever accepts it")]])], "Where it is accepted.")
            .or_else("everywhere"),
        Clause::new("issued", &[Word("by"), Name("whoever issues it")], "Who issues it.").descriptive(),
        Clause::new("ttl", &[Either(&[&[Duration], &[Word("unlimited")]])], "How long it is good.")
            .or_else("unlimited")
            .descriptive(),
        Clause::new("refreshable", YES_NO, "Whether it can be renewed without its subject.")
            .or_else("yes")
            .descriptive(),
        Clause::new("sender-bound", YES_NO, "Whether it is worth nothing in other hands.").or_else("no"),
        Clause::new(
            "rotation",
            &[Either(&[&[Word("every"), Duration], &[Word("never")]])],
            "How often it is replaced.",
        )
        .or_else("never")
        .descriptive(),
        Clause::new(
            "readable",
            &[Word("in"), Names("places where its secret can be read")],
            "Where its secret can be read.",
        )
        .many(),
    ],
    COMMON,
]);

pub(crate) const ACCESS: Noun = Noun::new(
    "access",
    &[NewName, LABEL, Word("for"), Who("whoever gets it")],
    "Permissions that somebody else than the actor decides about.",
)
.with(&[
    &[Clause::new(
        "approved",
        &[Word("by"), Who("whoever approved it"), Maybe(&[Word("on"), Date])],
        "Who has approved it.",
    )
    .descriptive()],
    COMMON,
])
.with_permissions();

pub(crate) const DELEGATION: Noun = Noun::new(
    "delegation",
    &[
        NewName,
        LABEL,
        Word("from"),
        Who("whoever hands on"),
        Word("to"),
        Who("whoever receives"),
        AnyOrder(&[&[When], &[Word("until"), Date]]),
    ],
    "What one hands on to another.",
)
.with(&[
    &[
        Clause::new(
            "mode",
            &[OneOf(&["on-behalf-of", "impersonation"])],
            "Whether the other one acts under its own name.",
        )
        .or_else("impersonation"),
        Clause::new("depth", &[Either(&[&[Number], &[Word("unlimited")]])], "How often it may be handed on again.")
            .or_else("0"),
        Clause::new("window", &[Range], "Between which days, or times of day, it works."),
        Clause::new("offline", YES_NO, "Whether it works while whoever handed it on is away.").or_else("yes"),
    ],
    COMMON,
])
.with_permissions();

pub(crate) const GATE: Noun =
    Noun::new("gate", &[NewName, LABEL], "Something that has to be approved before it happens.").with(&[
        &[
            Clause::new(
                "guards",
                &[Permission, Maybe(&[When])],
                "What does not happen without approval, on whatever way.",
            )
            .many(),
            Clause::new(
                "approved",
                &[
                    Word("by"),
                    Maybe(&[Number, Word("of")]),
                    Who("approvers"),
                    Maybe(&[Word("excluding"), Words("some of `requester`, `author`, `owner`, `subject`")]),
                ],
                "How many of whom have to approve; they may do so.",
            ),
            Clause::new(
                "renders",
                &[OneOf(&["canonical", "agent-text"]), Maybe(&[Word("by"), Name("a service")])],
                "What the approvers see.",
            )
            .or_else("agent-text"),
            Clause::new(
                "binds",
                &[Either(&[&[Word("none")], &[Words("what an approval is for, such as `diff`")]])],
                "What an approval holds for.",
            )
            .or_else("none"),
            Clause::new(
                "timeout",
                &[
                    Either(&[&[OneOf(&["allow", "deny"])], &[Word("escalate"), Word("to"), Names("humans")]]),
                    Maybe(&[Word("after"), Duration]),
                ],
                "What happens if nobody answers.",
            )
            .or_else("allow"),
            Clause::new("single-use", &[Maybe(YES_NO)], "An approval is good for one time.").or_else("no"),
        ],
        COMMON,
    ]);
