//! Where data is, where it goes, and what happens to it on the way.

use crate::vocabulary::common::{COMMON, LABEL, PER, TIME, YES_NO};
use crate::vocabulary::form::Part::{
    AnyOrder, As, Date, Duration, Either, Maybe, Name, Names, NewName, Number, OneOf, Percent, Text, Who, Word, Words,
};
use crate::vocabulary::form::{Clause, Noun, Part};
use crate::vocabulary::target as to;

/// The kinds of stores.
pub(crate) const STORE_KINDS: &[&str] =
    &["database", "files", "vector-index", "memory", "cache", "queue", "repository", "vault", "environment"];

/// Who can read what is sent to a sink.
pub(crate) const AUDIENCES: &[&str] = &["subject", "internal", "named", "public"];

/// `in corp`
pub(crate) const IN_DOMAIN: Part = As("domain", &[Word("in"), Name(to::DOMAIN)]);

const HOLDS: Clause = Clause::new(
    "holds",
    &[
        As("classes", &[Who(to::CLASSES)]),
        As("purposes", &[Maybe(&[Word("for"), Names(to::PURPOSES.said("the purposes it was collected for"))])]),
    ],
    "What is kept in it, and what it was collected for.",
)
.many()
.or_else("every class of data");

const RETENTION: Clause = Clause::new("retention", TIME, "How long what is in it stays there.").or_else("unlimited");

const SIZE: Clause = Clause::new("size", &[Number, Maybe(&[Word("records")])], "How many records are in it.")
    .or_else("without bound")
    .descriptive();

pub(crate) const STORE: Noun = Noun::new(
    "store",
    &[NewName, LABEL, As("kind", &[Word("is"), OneOf(STORE_KINDS)]), IN_DOMAIN],
    "Where data is kept.",
)
.with(&[
    &[
        HOLDS,
        PER,
        RETENTION,
        SIZE,
        Clause::new(
            "copies",
            &[
                As("from", &[Names(to::STORES)]),
                AnyOrder(&[
                    &[As("every", &[Word("every"), Duration])],
                    &[As("by", &[Word("by"), Name(to::PRINCIPAL.said("whoever copies"))])],
                    &[As("through", &[Word("through"), Name(to::TRANSFORMER)])],
                ]),
            ],
            "What is copied into it.",
        )
        .open()
        .many(),
        Clause::new(
            "trims",
            &[Word("by"), OneOf(&["none", "service", "subject"]), As("lag", &[Maybe(&[Word("lag"), Duration])])],
            "For whom it leaves out what they may not see, and how far the permissions it goes by may lag behind.",
        )
        .or_else("none"),
        Clause::new(
            "partitioned",
            &[Word("by"), Either(&[&[Word("none")], &[Words(to::words("dimensions such as `session`"))]])],
            "What is kept apart in it.",
        )
        .or_else("none"),
        Clause::new("provenance-kept", YES_NO, "Whether it is known of everything in it where it came from.")
            .or_else("no")
            .descriptive(),
        Clause::new(
            "purged",
            &[As("on", &[Date]), As("by", &[Word("by"), Name(to::PRINCIPAL.said("whoever emptied it"))])],
            "When it was emptied, and by whom.",
        )
        .or_none()
        .descriptive(),
    ],
    COMMON,
])
.nesting(&["part"]);

pub(crate) const PART: Noun =
    Noun::new("part", &[NewName, As("pattern", &[Maybe(&[Text])])], "A part of a store, by a pattern of names.")
        .with(&[&[HOLDS, PER, SIZE], COMMON])
        .nesting(&["part"])
        .inner();

pub(crate) const SINK: Noun = Noun::new(
    "sink",
    &[NewName, LABEL, As("audience", &[Word("is"), OneOf(AUDIENCES)]), IN_DOMAIN],
    "Where data leaves, and who can read it there.",
)
.with(&[
    &[
        Clause::new("readable", &[Word("by"), Who(to::PRINCIPAL.said("readers"))], "Who can read what is sent to it.")
            .open()
            .many(),
        Clause::new(
            "forwards",
            &[
                As("to", &[Word("to"), Names(to::SINKS)]),
                As("through", &[Maybe(&[Word("through"), Name(to::TRANSFORMER)])]),
            ],
            "Where else it goes: links, images, previews.",
        )
        .open()
        .many(),
        Clause::new(
            "allows",
            &[
                As("host", &[Text]),
                AnyOrder(&[
                    &[As("owner", &[Word("owner"), Who(to::ANSWERABLE.said("whoever owns it"))])],
                    &[As("until", &[Word("until"), Date])],
                ]),
            ],
            "Which hosts it lets through, who owns each, and for how long that is certain.",
        )
        .many()
        .descriptive(),
        Clause::new(
            "monitored",
            &[Word("by"), Names(to::SERVICES)],
            "Who would notice what should not leave here. Nothing is prevented by it.",
        )
        .many()
        .descriptive(),
        PER,
    ],
    COMMON,
]);

pub(crate) const TRANSFORMER: Noun = Noun::new(
    "transformer",
    &[NewName, LABEL, IN_DOMAIN],
    "Something that data passes through and is less confidential afterwards.",
)
.with(&[
    &[
        Clause::new(
            "rewrites",
            &[
                As("from", &[Who(to::CLASSES)]),
                As("to", &[Word("to"), Either(&[&[Word("nothing")], &[Name(to::CLASS)]])]),
            ],
            "What it makes of what.",
        )
        .many(),
        Clause::new("drops", &[Word("influence")], "Nothing that went in can tell what comes out what to do.").or("no"),
        Clause::new(
            "assurance",
            &[Either(&[
                &[
                    As("kind", &[OneOf(&["reviewed"])]),
                    As("by", &[Word("by"), Name(to::HUMAN)]),
                    As("on", &[Word("on"), Date]),
                ],
                &[
                    As("kind", &[OneOf(&["tested"])]),
                    As("recall", &[Word("recall"), Percent]),
                    As("on", &[Maybe(&[Word("on"), Date])]),
                ],
                &[As("kind", &[OneOf(&["unverified"])])],
            ])],
            "Why it can be believed.",
        )
        .or_else("unverified"),
        Clause::new("fails", &[OneOf(&["closed", "open"])], "What passes when it does not work.").or_else("open"),
    ],
    COMMON,
]);

pub(crate) const LOG: Noun = Noun::new("log", &[NewName, LABEL, IN_DOMAIN], "Where it is written down what happened.")
    .with(&[
        &[
            Clause::new("fields", &[Words(to::words("names of fields"))], "What is written down of each event.")
                .descriptive(),
            Clause::new("ceiling", &[Name(to::LEVEL)], "The most confidential data that may stand in it.")
                .descriptive(),
            RETENTION,
            Clause::new("read", &[Word("by"), Who(to::PRINCIPAL.said("readers"))], "Who reads it.").open().many(),
            Clause::new("detector", &[Text], "What looks through it by itself.").or_none().descriptive(),
            Clause::new("tamper-evident", &[Maybe(YES_NO)], "Whether it shows that something was changed in it.")
                .or_else("no")
                .descriptive(),
            Clause::new("correlated", &[Maybe(YES_NO)], "Whether events of one run can be found by one number.")
                .or_else("no")
                .descriptive(),
        ],
        COMMON,
    ]);
