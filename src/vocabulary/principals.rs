//! Who acts.

use crate::vocabulary::common::{ACTOR, COMMON, ENFORCED, ENTITLED, LABEL, PER, STARTED, YES_NO};
use crate::vocabulary::form::Part::{
    Date, Duration, Either, Maybe, Name, Names, NewName, Number, OneOf, Permission, Text, When, Who, Word,
};
use crate::vocabulary::form::{Clause, Form, Inside, Noun};

/// A name, what people call it, and where it is.
const PLACED: Form = &[NewName, LABEL, Word("in"), Name("a domain")];

/// A number without end.
const COUNT: Form = &[Either(&[&[Number], &[Word("unlimited")]])];

pub(crate) const HUMAN: Noun = Noun::new("human", PLACED, "A person.")
    .with(&[&[ENTITLED, Clause::new("left", &[Date], "The day the person left.").descriptive()], ACTOR, COMMON])
    .with_permissions();

pub(crate) const TEAM: Noun = Noun::new(
    "team",
    &[NewName, LABEL, Word("of"), Either(&[&[Number], &[Names("members")]]), Word("in"), Name("a domain")],
    "Several people: what is said of the team is said of each of them.",
)
.with(&[
    &[PER, ENTITLED, Clause::new("accountable", &[Name("a human")], "The one who answers for the team.").descriptive()],
    ACTOR,
    COMMON,
])
.with_permissions();

pub(crate) const ORIGIN: Noun = Noun::new("origin", PLACED, "Outsiders, as those who write what comes in.")
    .with(&[&[PER, ENTITLED], ACTOR, COMMON])
    .with_permissions();

/// What agents and blueprints say.
const AGENT_CLAUSES: &[Clause] = &[
    Clause::new("instructable", YES_NO, "Whether text that it reads can tell it what to do.").or_else("yes"),
    Clause::new("plan", &[OneOf(&["free", "fixed"]), Maybe(ENFORCED)], "Whether it chooses its steps itself.")
        .or_else("free"),
    Clause::new(
        "instances",
        &[Either(&[&[Word("one"), Maybe(&[Word("shared")])], &[Word("many")]])],
        "Whether there is one for all, or one for each session.",
    ),
    Clause::new("ceiling", &[Maybe(ENFORCED)], "The most it can do on somebody else's behalf, whatever it is given.")
        .holding(Inside::Permissions)
        .or_else("everything"),
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
        &[Clause::new("administered", &[Word("by"), Who("administrators")], "Who can change what it does.").many()],
        ACTOR,
        COMMON,
    ])
    .nesting(&["entry"])
    .with_permissions();

/// What a supplier has promised.
const PROMISES: &[Clause] = &[
    Clause::new("training", YES_NO, "Whether what it is given may become part of what it says to others.")
        .or_else("yes"),
    Clause::new(
        "retention",
        &[Either(&[&[Duration], &[OneOf(&["none", "unlimited"])]])],
        "How long it keeps what it is given.",
    )
    .or_else("unlimited"),
    Clause::new(
        "accepts",
        &[Word("up"), Word("to"), Name("a level"), Maybe(&[Word("except"), Names("compartments")])],
        "The most confidential data it may be given.",
    )
    .or_else("nothing"),
];

/// What is agreed with whoever runs a model or a domain.
pub(crate) const CONTRACT: Clause =
    Clause::new("contract", &[LABEL], "What its supplier has promised.").holding(Inside::Clauses(PROMISES));

pub(crate) const MODEL: Noun =
    Noun::new("model", PLACED, "A model that agents infer with.").with(&[&[CONTRACT], COMMON]);

pub(crate) const TOOL: Noun = Noun::new("tool", PLACED, "A program with entries that agents can call.")
    .with(&[
        &[
            Clause::new("pin", &[Either(&[&[Text], &[Word("none")]])], "Which version of it runs.").or_else("none"),
            Clause::new(
                "vouched",
                &[Word("by"), Name("a human"), Word("on"), Date, Word("for"), Text],
                "Who has looked at which version of it.",
            )
            .many(),
            Clause::new("maker", &[Name("whoever made it")], "Who made it."),
        ],
        ACTOR,
        COMMON,
    ])
    .nesting(&["entry"])
    .with_permissions();

/// How what goes in and comes out looks.
const SHAPE: Form = &[OneOf(&["structured", "text", "nothing"]), Maybe(ENFORCED)];

pub(crate) const ENTRY: Noun = Noun::new("entry", &[NewName, LABEL], "Something that can be called.")
    .with(&[
        &[
            Clause::new("performs", &[Permission, Maybe(&[When])], "What a call of it does.")
                .many()
                .or_else("anything that its back end may do"),
            Clause::new(
                "authority",
                &[OneOf(&["caller", "own", "maker", "both"]), Maybe(ENFORCED)],
                "In whose name it acts.",
            )
            .or_else("own"),
            Clause::new(
                "annotated",
                &[OneOf(&[
                    "observe",
                    "transform",
                    "mutate",
                    "disclose",
                    "execute",
                    "invoke",
                    "spawn",
                    "delegate",
                    "approve",
                    "administer",
                    "mint",
                ])],
                "What the server itself says about its effect.",
            ),
            Clause::new("takes", SHAPE, "What it is given.").or_else("text"),
            Clause::new("gives", SHAPE, "What it answers.").or_else("text"),
            Clause::new("calls", &[Names("entries"), Maybe(&[When])], "Which entries it calls in turn.").many(),
            Clause::new("records", &[Word("caller")], "Whether the back end learns who called."),
        ],
        COMMON,
    ])
    .nesting(&["parameter"])
    .inner();
