//! Where data is, where it goes, and what happens to it on the way.

use crate::vocabulary::common::{COMMON, LABEL, PER};
use crate::vocabulary::form::Part::{
    AnyOrder, Date, Duration, Either, Maybe, Name, Names, NewName, OneOf, Percent, Text, Who, Word, Words,
};
use crate::vocabulary::form::{Clause, Noun};

const HOLDS: Clause =
    Clause::new("holds", &[Who("classes of data")], "What is kept in it.").many().or_else("every class of data");

const RETENTION: Clause = Clause::new(
    "retention",
    &[Either(&[&[Duration], &[OneOf(&["none", "unlimited"])]])],
    "How long what is in it stays there.",
)
.or_else("unlimited");

pub(crate) const STORE: Noun = Noun::new(
    "store",
    &[
        NewName,
        LABEL,
        Word("is"),
        OneOf(&["database", "files", "vector-index", "memory", "cache", "queue", "repository", "vault", "environment"]),
        Word("in"),
        Name("a domain"),
    ],
    "Where data is kept.",
)
.with(&[
    &[
        HOLDS,
        PER,
        RETENTION,
        Clause::new(
            "copies",
            &[
                Names("stores or parts of stores"),
                AnyOrder(&[
                    &[Word("every"), Duration],
                    &[Word("by"), Name("whoever copies")],
                    &[Word("through"), Names("transformers")],
                ]),
            ],
            "What is copied into it.",
        )
        .many(),
        Clause::new(
            "trims",
            &[Word("by"), OneOf(&["none", "service", "subject"]), Maybe(&[Word("lag"), Duration])],
            "For whom it leaves out what they may not see.",
        )
        .or_else("none"),
        Clause::new(
            "partitioned",
            &[Word("by"), Either(&[&[Word("none")], &[Words("dimensions such as `session`")]])],
            "What is kept apart in it.",
        )
        .or_else("none"),
    ],
    COMMON,
])
.nesting(&["part"]);

pub(crate) const PART: Noun =
    Noun::new("part", &[NewName, Maybe(&[Text])], "A part of a store, by a pattern of names.")
        .with(&[&[HOLDS, PER], COMMON])
        .nesting(&["part"])
        .inner();

pub(crate) const SINK: Noun = Noun::new(
    "sink",
    &[NewName, LABEL, Word("is"), OneOf(&["subject", "internal", "named", "public"]), Word("in"), Name("a domain")],
    "Where data leaves, and who can read it there.",
)
.with(&[
    &[
        Clause::new("readable", &[Word("by"), Who("readers")], "Who can read what is sent to it.").many(),
        Clause::new(
            "forwards",
            &[Word("to"), Names("sinks"), Maybe(&[Word("through"), Names("transformers")])],
            "Where else it goes: links, images, previews.",
        )
        .many(),
        PER,
    ],
    COMMON,
]);

pub(crate) const TRANSFORMER: Noun = Noun::new(
    "transformer",
    &[NewName, LABEL, Word("in"), Name("a domain")],
    "Something that data passes through and is less confidential afterwards.",
)
.with(&[
    &[
        Clause::new(
            "rewrites",
            &[Who("classes of data"), Word("to"), Either(&[&[Word("nothing")], &[Name("a class of data")]])],
            "What it makes of what.",
        )
        .many(),
        Clause::new("drops", &[Word("influence")], "Nothing that went in can tell what comes out what to do."),
        Clause::new(
            "assurance",
            &[Either(&[
                &[Word("reviewed"), Word("by"), Name("a human"), Word("on"), Date],
                &[Word("tested"), Word("recall"), Percent, Maybe(&[Word("on"), Date])],
                &[Word("unverified")],
            ])],
            "Why it can be believed.",
        )
        .or_else("unverified"),
        Clause::new("fails", &[OneOf(&["closed", "open"])], "What passes when it does not work.").or_else("open"),
    ],
    COMMON,
]);

pub(crate) const LOG: Noun =
    Noun::new("log", &[NewName, LABEL, Word("in"), Name("a domain")], "Where it is written down what happened.").with(
        &[
            &[
                Clause::new("fields", &[Words("names of fields")], "What is written down of each event.").descriptive(),
                Clause::new("ceiling", &[Name("a level")], "The most confidential data that may stand in it.")
                    .descriptive(),
                RETENTION,
                Clause::new("read", &[Word("by"), Who("readers")], "Who reads it.").many(),
            ],
            COMMON,
        ],
    );
