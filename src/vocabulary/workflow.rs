//! Workflows and their steps.

use crate::vocabulary::common::{ACTOR, COMMON, LABEL, STARTED};
use crate::vocabulary::form::Part::{
    AnyOrder, Date, Duration, Maybe, Name, Names, NewName, OneOf, Permission, When, Who, Word,
};
use crate::vocabulary::form::{Clause, Inside, Noun};

pub(crate) const WORKFLOW: Noun =
    Noun::new("workflow", &[NewName, LABEL], "Agents and services that work together for one purpose.")
        .with(&[
            &[
                Clause::new("purpose", &[Name("a purpose")], "What it is for."),
                Clause::new("sponsor", &[Who("whoever pays for it")], "Who wanted it.").descriptive(),
                Clause::new("function", &[OneOf(&["assist", "transform", "act"])], "What it is meant to do.")
                    .descriptive(),
                Clause::new(
                    "autonomy",
                    &[OneOf(&["suggest", "approve-each", "bounded", "self-initiated"])],
                    "How much it does without being asked.",
                )
                .descriptive(),
                Clause::new("tier", &[Name("a risk tier")], "Its risk tier, as declared.").descriptive(),
                Clause::new(
                    "state",
                    &[
                        OneOf(&["proposed", "pilot", "production", "suspended", "retired"]),
                        AnyOrder(&[&[Word("since"), Date], &[Word("by"), Name("a human")]]),
                    ],
                    "Where it is in its life.",
                )
                .descriptive(),
                STARTED,
                Clause::new(
                    "review",
                    &[Word("every"), Duration, Word("by"), Who("reviewers")],
                    "How often it is looked at, and by whom.",
                )
                .descriptive(),
                Clause::new("reviewed", &[Date, Word("by"), Who("reviewers")], "When it was looked at.")
                    .many()
                    .descriptive(),
                Clause::new("boundary", &[], "All that it is meant to bring about.")
                    .holding(Inside::Permissions)
                    .descriptive(),
            ],
            ACTOR,
            COMMON,
        ])
        .nesting(&["agent", "blueprint", "service", "credential", "access", "delegation", "gate", "step", "prove"])
        .with_permissions();

pub(crate) const STEP: Noun = Noun::new(
    "step",
    &[NewName, LABEL, Word("by"), Name("whoever does it"), Maybe(&[When])],
    "One thing that somebody does in a workflow.",
)
.with(&[
    &[
        Clause::new("reads", &[Names("stores or parts of stores")], "What is read in it.").many(),
        Clause::new("calls", &[Names("entries")], "What is called in it.").many(),
        Clause::new("does", &[Permission], "What is done in it.").many(),
        Clause::new(
            "handles",
            &[Word("by"), OneOf(&["forwarding", "selecting", "retyping"])],
            "What a person does with the text that comes in.",
        )
        .or_else("forwarding"),
    ],
    COMMON,
])
.inner();
