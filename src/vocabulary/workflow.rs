//! Workflows, their steps and their tasks.

use crate::vocabulary::common::{ACTOR, COMMON, LABEL, ONE_HUMAN, STARTED};
use crate::vocabulary::form::Part::{
    AnyOrder, As, Date, Duration, Either, Maybe, Name, Names, NewName, Number, OneOf, Permission, Text, When, Who,
    Word, Words,
};
use crate::vocabulary::form::{Clause, Form, Inside, Noun};
use crate::vocabulary::target as to;

/// The path that a review decided about.
const DECIDED: Form = &[As("path", &[Text]), As("done", &[Maybe(&[Word("done"), Date])])];

/// What a review came to.
const REVIEW: &[Clause] = &[
    Clause::new("snapshot", &[Text], "The hash of the reach that was looked at.").or_none().descriptive(),
    Clause::new("keep", DECIDED, "A path that may stay.").many().descriptive(),
    Clause::new("narrow", DECIDED, "A path that has to become narrower, and when that was done.").many().descriptive(),
    Clause::new("remove", DECIDED, "A path that has to go, and when that was done.").many().descriptive(),
];

const GOVERNANCE: &[Clause] = &[
    Clause::new("purpose", &[Name(to::PURPOSES.said("a purpose"))], "What it is for."),
    Clause::new("sponsor", &[Who(to::ANSWERABLE.said("whoever pays for it"))], "Who wanted it.")
        .or_none()
        .descriptive(),
    Clause::new("maker", ONE_HUMAN, "Who has built it.").or_none().descriptive(),
    Clause::new("incident", &[Who(to::ANSWERABLE.said("whoever is called"))], "Who is called if something goes wrong.")
        .descriptive(),
    Clause::new("function", &[OneOf(&["assist", "transform", "act"])], "What it is meant to do.").descriptive(),
    Clause::new(
        "autonomy",
        &[OneOf(&["suggest", "approve-each", "bounded", "self-initiated"])],
        "How much it does without being asked.",
    )
    .descriptive(),
    Clause::new("tier", &[Name(to::TIER)], "Its risk tier, as declared.").descriptive(),
    Clause::new(
        "state",
        &[
            As("kind", &[OneOf(&["proposed", "pilot", "production", "suspended", "retired"])]),
            AnyOrder(&[
                &[As("since", &[Word("since"), Date])],
                &[As("by", &[Word("by"), Name(to::ANSWERABLE.said("a human"))])],
                &[As("proofs", &[Word("with"), Word("proofs"), Text])],
            ]),
        ],
        "Where it is in its life, since when, by whose decision, and by which proofs.",
    )
    .descriptive(),
    Clause::new(
        "host",
        &[OneOf(&["custom", "saas", "lowcode", "legacy", "shadow"])],
        "What kind of software it lives in.",
    )
    .descriptive(),
    Clause::new("under", &[Names(to::REGIMES)], "Which laws and standards it falls under.").or_none().descriptive(),
    STARTED,
    Clause::new(
        "runs",
        &[Word("at"), Word("most"), As("most", &[Number]), As("interval", &[Word("per"), Duration])],
        "How often it runs.",
    )
    .descriptive(),
    Clause::new(
        "review",
        &[As("interval", &[Word("every"), Duration]), As("by", &[Word("by"), Who(to::ANSWERABLE.said("reviewers"))])],
        "How often it is looked at, and by whom.",
    )
    .descriptive(),
    Clause::new(
        "reviewed",
        &[As("on", &[Date]), As("by", &[Word("by"), Who(to::ANSWERABLE.said("reviewers"))])],
        "When it was looked at, by whom, and what came of it.",
    )
    .many()
    .holding(Inside::Clauses(REVIEW))
    .descriptive(),
    Clause::new(
        "evidence",
        &[
            As("operations", &[Word("of"), Names(to::OPERATIONS)]),
            As("log", &[Word("in"), Name(to::LOGS.said("a log"))]),
            As("kept", &[Word("kept"), Duration]),
            As("fields", &[Word("with"), Words(to::words("names of fields"))]),
        ],
        "What has to be written down of each action of a kind, where, and for how long.",
    )
    .many()
    .descriptive(),
    Clause::new("boundary", &[], "All that it is meant to bring about and to hold.")
        .holding(Inside::Permissions)
        .descriptive(),
    Clause::new("unattended", &[], "All that it is meant to bring about while nobody is there.")
        .holding(Inside::Permissions)
        .descriptive(),
];

pub(crate) const WORKFLOW: Noun =
    Noun::new("workflow", &[NewName, LABEL], "Agents and services that work together for one purpose.")
        .with(&[GOVERNANCE, ACTOR, COMMON])
        .nesting(&[
            "agent",
            "blueprint",
            "service",
            "credential",
            "access",
            "delegation",
            "gate",
            "task",
            "step",
            "prove",
            "test",
        ])
        .with_permissions();

pub(crate) const STEP: Noun = Noun::new(
    "step",
    &[NewName, LABEL, As("by", &[Word("by"), Name(to::PRINCIPAL.said("whoever does it"))]), Maybe(&[When])],
    "One thing that somebody does in a workflow.",
)
.with(&[
    &[
        Clause::new("reads", &[Names(to::STORES)], "What is read in it.").many(),
        Clause::new("calls", &[Names(to::ENTRIES)], "What is called in it.").many(),
        Clause::new("does", &[Permission], "What is done in it.").many(),
        Clause::new(
            "decides",
            &[OneOf(&["advise", "decide", "execute"])],
            "Whether it gives advice, takes a decision, or carries one out.",
        )
        .descriptive(),
        Clause::new(
            "handles",
            &[Word("by"), OneOf(&["forwarding", "selecting", "retyping"])],
            "What a person does with the text that comes in.",
        )
        .or_else("forwarding"),
        Clause::new("repeats", &[Word("at"), Word("most"), Number], "How often it is done in one run.")
            .or_else("without end")
            .descriptive(),
        Clause::new(
            "then",
            &[
                As("steps", &[Names(to::STEPS)]),
                As("passing", &[Maybe(&[Word("passing"), OneOf(&["structured", "text"])])]),
            ],
            "Which steps come next, and what they are given. The order is told, not enforced.",
        )
        .many()
        .descriptive(),
    ],
    COMMON,
])
.inner();

pub(crate) const TASK: Noun = Noun::new(
    "task",
    &[NewName, LABEL],
    "Work that is begun and ended: what may be done `during` it begins and ends with it.",
)
.with(&[
    &[
        Clause::new("opens", &[When], "It is open only while this holds.").or_else("at any time"),
        Clause::new(
            "closes",
            &[Either(&[&[When], &[As("event", &[Word("by"), Word("event"), Word("on"), Names(to::STORES)])]])],
            "What ends it.",
        )
        .or_else("nothing")
        .descriptive(),
        Clause::new("ttl", &[Either(&[&[Duration], &[Word("unlimited")]])], "How long it lasts at most.")
            .or_else("unlimited")
            .descriptive(),
    ],
    COMMON,
]);
