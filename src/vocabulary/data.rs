//! What data is called, where things are, what can be done, what conditions speak of.

use crate::vocabulary::common::{COMMON, LABEL, PER, YES_NO};
use crate::vocabulary::form::Part::{
    AnyOrder, Duration, Either, Maybe, Name, Names, NewName, NewNames, NewPath, OneOf, Percent, Range, Scale, Word,
    Words,
};
use crate::vocabulary::form::{Clause, Form, Noun};
use crate::vocabulary::principals::CONTRACT;

/// The types of attributes of the context, and of parameters.
const TYPE: &[Form] = &[
    &[OneOf(&["boolean", "time", "weekday", "date", "individual"])],
    &[Word("one"), Word("of"), Words("values in brackets")],
    &[Word("integer"), Range],
];

/// The types of parameters: conditions do not look into text.
const PARAMETER_TYPE: &[Form] = &[TYPE[0], TYPE[1], TYPE[2], &[Word("text")]];

pub(crate) const LEVEL: Noun =
    Noun::new("level", &[Scale], "How confidential data can be, from the lowest to the highest.");

pub(crate) const COMPARTMENT: Noun =
    Noun::new("compartment", &[NewNames, LABEL], "A kind of data that is kept apart at every level.").with(&[COMMON]);

pub(crate) const CLASS: Noun = Noun::new(
    "class",
    &[NewName, LABEL, AnyOrder(&[&[Word("at"), Name("a level")], &[Word("with"), Names("compartments")]])],
    "Data of one kind: how confidential it is, whose it is, what it may be used for.",
)
.with(&[
    &[
        PER,
        Clause::new("for", &[Names("purposes")], "The purposes it may be used for.").or_else("any purpose"),
        Clause::new(
            "demands",
            &[Either(&[&[Word("reviewed")], &[Word("tested"), Percent]])],
            "How sure a transformer must be before what it rewrites counts as rewritten.",
        ),
        Clause::new("tolerates", &[Word("lag"), Duration], "How far permissions at a place that trims may lag behind.")
            .or_else("no lag"),
    ],
    COMMON,
]);

pub(crate) const PURPOSE: Noun = Noun::new("purpose", &[NewPath, LABEL], "What something is done for.").with(&[COMMON]);

pub(crate) const DOMAIN: Noun = Noun::new(
    "domain",
    &[
        NewName,
        LABEL,
        Word("is"),
        OneOf(&["cloud", "tenant", "business-unit", "gateway", "vendor", "internet", "sandbox"]),
        Maybe(&[Word("of"), Name("the domain around it")]),
    ],
    "A place where one organisation decides.",
)
.with(&[&[Clause::new("trusted", YES_NO, "Whether what comes from it is believed.").or_else("no"), CONTRACT], COMMON]);

pub(crate) const OPERATION: Noun = Noun::new(
    "operation",
    &[
        NewName,
        LABEL,
        Word("is"),
        OneOf(&[
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
        ]),
        Maybe(&[Word("irreversible")]),
    ],
    "Something that can be done.",
)
.with(&[COMMON])
.nesting(&["parameter"]);

pub(crate) const PARAMETER: Noun = Noun::new(
    "parameter",
    &[NewName, Either(PARAMETER_TYPE), Maybe(&[Word("incidental")])],
    "What is given to an operation or an entry.",
)
.inner();

pub(crate) const CONTEXT: Noun = Noun::new(
    "context",
    &[NewName, LABEL, Either(TYPE), Maybe(&[OneOf(&["call", "run", "session", "lasting"])])],
    "Something that conditions can ask about, and how long it stays the same.",
)
.with(&[COMMON]);
