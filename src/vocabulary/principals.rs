//! Who acts.

use crate::vocabulary::common::{ACTOR, COMMON, ENFORCED, ENTITLED, LABEL, PER, STARTED, TIME, YES_NO};
use crate::vocabulary::data::OPERATION_KINDS;
use crate::vocabulary::form::Part::{
    As, Date, Duration, Either, Maybe, Name, Names, NewName, Number, OneOf, Permission, Text, When, Who, Word, Words,
};
use crate::vocabulary::form::{Clause, Form, Inside, Noun};
use crate::vocabulary::places::IN_DOMAIN;
use crate::vocabulary::target as to;

/// A name, what people call it, and where it is.
const PLACED: Form = &[NewName, LABEL, IN_DOMAIN];

/// A number without end.
pub(crate) const COUNT: Form = &[Either(&[&[Number], &[Word("unlimited")]])];

pub(crate) const HUMAN: Noun = Noun::new("human", PLACED, "A person.")
    .with(&[
        &[
            ENTITLED,
            Clause::new("left", &[Date], "The day the person left. Nothing is taken away by it.")
                .or_none()
                .descriptive(),
            Clause::new("manager", &[Name(to::HUMAN)], "Who is told if the person does not answer.")
                .or_none()
                .descriptive(),
            Clause::new("job", &[Text], "What the person does.").or_none().descriptive(),
        ],
        ACTOR,
        COMMON,
    ])
    .with_permissions();

pub(crate) const TEAM: Noun = Noun::new(
    "team",
    &[NewName, LABEL, As("members", &[Word("of"), Either(&[&[Number], &[Names(to::MEMBERS)]])]), IN_DOMAIN],
    "Several people: what is said of the team is said of each of them.",
)
.with(&[
    &[PER, ENTITLED, Clause::new("accountable", &[Name(to::HUMAN)], "The one who answers for the team.").descriptive()],
    ACTOR,
    COMMON,
])
.with_permissions();

pub(crate) const ORIGIN: Noun = Noun::new("origin", PLACED, "Outsiders, as those who write what comes in.")
    .with(&[&[PER, ENTITLED], ACTOR, COMMON])
    .with_permissions();

pub(crate) const ROLE: Noun = Noun::new(
    "role",
    &[NewName, LABEL, As("for", &[Word("for"), OneOf(&["human", "workload"])])],
    "Permissions under one name, for people or for programs and never for both.",
)
.with(&[COMMON])
.with_permissions();

/// What agents and blueprints say.
const AGENT_CLAUSES: &[Clause] = &[
    Clause::new("instructable", YES_NO, "Whether text that it reads can tell it what to do.").or_else("yes"),
    Clause::new(
        "plan",
        &[As("kind", &[OneOf(&["free", "fixed"])]), Maybe(ENFORCED)],
        "Whether it chooses its steps itself.",
    )
    .or_else("free"),
    Clause::new(
        "instances",
        &[As("count", &[OneOf(&["one", "many"])]), As("shared", &[Maybe(&[OneOf(&["shared"])])])],
        "Whether there is one for all, or one for each session.",
    ),
    Clause::new("longest-run", &[Duration], "How long one run of it can last.")
        .open()
        .or_else("within one window of time"),
    Clause::new("ceiling", &[Maybe(ENFORCED)], "The most it can do on somebody else's behalf, whatever it is given.")
        .holding(Inside::Permissions)
        .or_else("everything"),
    Clause::new(
        "contained",
        &[Word("by"), Names(to::SERVICES)],
        "Which services keep it from what it may not do; whoever administers them decides.",
    )
    .or_none()
    .descriptive(),
    STARTED,
];

pub(crate) const AGENT: Noun = Noun::new("agent", PLACED, "A program that decides with a model what it does.")
    .with(&[AGENT_CLAUSES, ACTOR, COMMON])
    .nesting(&["entry"])
    .with_permissions();

pub(crate) const BLUEPRINT: Noun = Noun::new("blueprint", PLACED, "What agents are made from while a workflow runs.")
    .with(&[
        AGENT_CLAUSES,
        &[
            Clause::new("depth", COUNT, "How many generations of it there can be.").or_else("unlimited"),
            Clause::new("fan-out", COUNT, "How many of it one parent can make.").or_else("unlimited"),
        ],
        ACTOR,
        COMMON,
    ])
    .nesting(&["entry"])
    .with_permissions();

pub(crate) const SERVICE: Noun = Noun::new("service", PLACED, "A program that decides nothing with a model.")
    .with(&[
        &[
            Clause::new(
                "administered",
                &[Word("by"), Who(to::PRINCIPAL.said("administrators"))],
                "Who can change what it does.",
            )
            .open()
            .many(),
            Clause::new(
                "decides",
                &[Either(&[&[Word("per"), OneOf(&["request", "session"])], &[OneOf(&["never"])]])],
                "How often it looks again at whether something is allowed.",
            )
            .or_else("never")
            .descriptive(),
            Clause::new(
                "does",
                &[OneOf(&["nothing"])],
                "That it does nothing by itself: its permissions are there for those who use its credentials.",
            )
            .or_else("anything"),
        ],
        ACTOR,
        COMMON,
    ])
    .nesting(&["entry"])
    .with_permissions();

/// What a supplier has promised.
const PROMISES: &[Clause] = &[
    Clause::new("training", YES_NO, "Whether what it is given may become part of what it says to others.")
        .or_else("yes"),
    Clause::new("retention", TIME, "How long it keeps what it is given.").or_else("unlimited"),
    Clause::new("region", &[Words(to::words("regions such as `eu`"))], "Where it keeps and works on what it is given.")
        .or_else("anywhere")
        .descriptive(),
    Clause::new("subprocessors", &[OneOf(&["none", "listed"])], "Who else is given it.")
        .or_else("unknown others")
        .descriptive(),
    Clause::new("baa", &[OneOf(&["signed", "none"])], "Whether a business associate agreement is signed.")
        .or_else("none")
        .descriptive(),
    Clause::new("dpa", &[OneOf(&["signed", "none"])], "Whether a data processing agreement is signed.")
        .or_else("none")
        .descriptive(),
    Clause::new(
        "accepts",
        &[
            As("level", &[Word("up"), Word("to"), Name(to::LEVEL)]),
            As("except", &[Maybe(&[Word("except"), Names(to::COMPARTMENTS)])]),
        ],
        "The most confidential data it may be given.",
    )
    .or_else("nothing"),
    Clause::new("names-actor", YES_NO, "Whether its records say who really acted.").or_else("no").descriptive(),
    Clause::new("ends", &[Date], "The day the contract ends.").or_none().descriptive(),
];

/// What is agreed with whoever runs a model or a domain.
pub(crate) const CONTRACT: Clause =
    Clause::new("contract", &[LABEL], "What its supplier has promised.").holding(Inside::Clauses(PROMISES));

pub(crate) const MODEL: Noun = Noun::new("model", PLACED, "A model that agents infer with.").with(&[
    &[
        Clause::new("region", &[Words(to::words("regions such as `eu`"))], "Where it runs.")
            .or_else("anywhere")
            .descriptive(),
        CONTRACT,
    ],
    COMMON,
]);

pub(crate) const TOOL: Noun = Noun::new("tool", PLACED, "A program with entries that agents can call.")
    .with(&[
        &[
            Clause::new("pin", &[Either(&[&[Text], &[Word("none")]])], "Which version of it runs.").or_else("none"),
            Clause::new(
                "vouched",
                &[
                    As("by", &[Word("by"), Name(to::HUMAN)]),
                    As("on", &[Word("on"), Date]),
                    As("for", &[Word("for"), Text]),
                ],
                "Who has looked at which version of it.",
            )
            .many(),
            Clause::new("maker", &[Name(to::MAKER)], "Who made it."),
            CONTRACT,
        ],
        ACTOR,
        COMMON,
    ])
    .nesting(&["entry"])
    .with_permissions();

/// How what goes in and comes out looks.
const SHAPE: Form = &[As("kind", &[OneOf(&["structured", "text", "nothing"])]), Maybe(ENFORCED)];

pub(crate) const ENTRY: Noun = Noun::new("entry", &[NewName, LABEL], "Something that can be called.")
    .with(&[
        &[
            Clause::new(
                "performs",
                &[As("permission", &[Permission]), As("when", &[Maybe(&[When])])],
                "What a call of it does.",
            )
            .many()
            .or_else("anything that its back end may do"),
            Clause::new(
                "authority",
                &[As("kind", &[OneOf(&["caller", "own", "maker", "both"])]), Maybe(ENFORCED)],
                "In whose name it acts.",
            )
            .or_else("own"),
            Clause::new("annotated", &[OneOf(OPERATION_KINDS)], "What the server itself says about its effect.")
                .or_none(),
            Clause::new("takes", SHAPE, "What it is given.").or_else("text"),
            Clause::new("gives", SHAPE, "What it answers.").or_else("text"),
            Clause::new(
                "calls",
                &[As("entry", &[Names(to::ENTRIES)]), As("when", &[Maybe(&[When])])],
                "Which entries it calls in turn.",
            )
            .open()
            .many(),
            Clause::new("records", &[Word("caller")], "Whether the back end learns who called.").or("no"),
            Clause::new(
                "endorses",
                &[
                    As("who", &[Who(to::PRINCIPAL.said("whoever it serves"))]),
                    As("permission", &[Word("for"), Permission]),
                    As("when", &[Maybe(&[When])]),
                ],
                "For whom it is meant to do with its own authority what they may not do themselves.",
            )
            .many()
            .descriptive(),
            Clause::new(
                "limit",
                &[
                    As("parameter", &[Maybe(&[Words(to::words("a parameter"))])]),
                    As("most", &[Number]),
                    As("interval", &[Word("per"), Duration]),
                    As("each", &[Maybe(&[Word("per"), Words(to::words("a parameter"))])]),
                ],
                "How many calls it takes, or how much of a parameter, in how much time.",
            )
            .many()
            .descriptive(),
            Clause::new(
                "authenticates",
                &[Word("callers"), Word("by"), OneOf(&["spiffe", "oidc", "mtls", "key", "password", "none"])],
                "How it knows who calls.",
            )
            .or_else("none")
            .descriptive(),
        ],
        COMMON,
    ])
    .nesting(&["parameter"])
    .inner();
