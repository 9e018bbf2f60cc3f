//! What data is called, where things are, what can be done, what conditions speak of.

use crate::vocabulary::common::{COMMON, LABEL, PER, YES_NO};
use crate::vocabulary::form::Part::{
    AnyOrder, As, Date, Duration, Either, Maybe, Name, Names, NewName, NewNames, NewPath, OneOf, Percent, Range, Scale,
    Text, Word, Words,
};
use crate::vocabulary::form::{Clause, Form, Noun};
use crate::vocabulary::principals::CONTRACT;
use crate::vocabulary::target as to;

/// The types of attributes of the context, and of parameters.
const TYPE: &[Form] = &[
    &[OneOf(&["boolean", "time", "weekday", "date", "individual"])],
    &[Word("one"), Word("of"), Words(to::words("values in brackets"))],
    &[Word("integer"), Range],
    &[Word("relation"), Word("of"), Words(to::words("two dimensions in brackets"))],
];

/// The types of parameters: conditions do not look into text.
const PARAMETER_TYPE: &[Form] = &[TYPE[0], TYPE[1], TYPE[2], &[Word("text")]];

/// The kinds of domains.
pub(crate) const DOMAIN_KINDS: &[&str] =
    &["cloud", "tenant", "business-unit", "gateway", "vendor", "internet", "sandbox"];

/// The kinds of operations.
pub(crate) const OPERATION_KINDS: &[&str] = &[
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
];

pub(crate) const LEVEL: Noun =
    Noun::new("level", &[Scale], "How confidential data can be, from the lowest to the highest.");

pub(crate) const COMPARTMENT: Noun =
    Noun::new("compartment", &[NewNames, LABEL], "A kind of data that is kept apart at every level.").with(&[COMMON]);

pub(crate) const CLASS: Noun = Noun::new(
    "class",
    &[
        NewName,
        LABEL,
        AnyOrder(&[
            &[As("level", &[Word("at"), Name(to::LEVEL)])],
            &[As("compartments", &[Word("with"), Names(to::COMPARTMENTS)])],
        ]),
    ],
    "Data of one kind: how confidential it is, whose it is, what it may be used for.",
)
.with(&[
    &[
        PER,
        Clause::new("for", &[Names(to::PURPOSES)], "The purposes it may be used for.").or_else("any purpose"),
        Clause::new("region", &[Words(to::words("regions such as `eu`"))], "Where it may be kept.")
            .or_none()
            .descriptive(),
        Clause::new("basis", &[Words(to::words("a legal basis such as `contract`"))], "Why it may be kept at all.")
            .or_none()
            .descriptive(),
        Clause::new(
            "demands",
            &[Either(&[&[Word("reviewed")], &[Word("tested"), Percent]])],
            "How sure a transformer must be before what it rewrites counts as rewritten.",
        )
        .or_none(),
        Clause::new("tolerates", &[Word("lag"), Duration], "How far permissions at a place that trims may lag behind.")
            .or_else("no lag"),
    ],
    COMMON,
]);

pub(crate) const PURPOSE: Noun = Noun::new(
    "purpose",
    &[NewPath, LABEL],
    "What something is done for; `care.handover` is one of the purposes of `care`.",
)
.with(&[COMMON]);

pub(crate) const DOMAIN: Noun = Noun::new(
    "domain",
    &[
        NewName,
        LABEL,
        As("kind", &[Word("is"), OneOf(DOMAIN_KINDS)]),
        As("parent", &[Maybe(&[Word("of"), Name(to::DOMAIN.said("the domain around it"))])]),
    ],
    "A place where one organisation decides.",
)
.with(&[
    &[
        Clause::new("trusted", YES_NO, "Whether what comes from it is believed.").or_else("no"),
        Clause::new("jurisdiction", &[Words(to::words("a jurisdiction such as `eu`"))], "Whose law holds there.")
            .descriptive(),
        CONTRACT,
    ],
    COMMON,
]);

pub(crate) const FEDERATION: Noun = Noun::new(
    "federation",
    &[NewName, LABEL, As("from", &[Word("from"), Name(to::DOMAIN)]), As("to", &[Word("to"), Name(to::DOMAIN)])],
    "How identities of one domain are known in another.",
)
.with(&[
    &[
        Clause::new(
            "carries",
            &[Words(to::words("some of `subject`, `actor`, `purpose`, `correlation`"))],
            "What of a request is still known on the other side.",
        )
        .or_else("nothing")
        .descriptive(),
        Clause::new(
            "mediated",
            &[Word("by"), OneOf(&["idp", "consent", "none"])],
            "Who decides that somebody may cross: the organisation's identity provider, each user, or nobody.",
        )
        .or_else("none")
        .descriptive(),
    ],
    COMMON,
]);

pub(crate) const OPERATION: Noun = Noun::new(
    "operation",
    &[
        NewName,
        LABEL,
        As("kind", &[Word("is"), OneOf(OPERATION_KINDS)]),
        As("irreversible", &[Maybe(&[OneOf(&["irreversible"])])]),
    ],
    "Something that can be done.",
)
.with(&[
    &[Clause::new("scores", &[Name(to::TIER)], "The least tier of a workflow that can cause it.")
        .or_none()
        .descriptive()],
    COMMON,
])
.nesting(&["parameter"]);

pub(crate) const PARAMETER: Noun = Noun::new(
    "parameter",
    &[NewName, As("type", &[Either(PARAMETER_TYPE)]), As("incidental", &[Maybe(&[OneOf(&["incidental"])])])],
    "What is given to an operation or an entry.",
)
.inner();

pub(crate) const CONTEXT: Noun = Noun::new(
    "context",
    &[
        NewName,
        LABEL,
        As("type", &[Either(TYPE)]),
        As("scope", &[Maybe(&[OneOf(&["call", "run", "session", "lasting"])])]),
    ],
    "Something that conditions can ask about, and how long it stays the same.",
)
.with(&[COMMON]);

pub(crate) const REGIME: Noun =
    Noun::new("regime", &[NewName, LABEL], "The least that a law or standard asks for, as figures.").with(&[
        &[
            Clause::new("log-retention", &[Duration], "How long logs have to be kept.").or_none().descriptive(),
            Clause::new("record-retention", &[Duration], "How long records about the policy have to be kept.")
                .or_none()
                .descriptive(),
            Clause::new(
                "needs",
                &[Word("contract"), Words(to::words("kinds of contracts such as `baa`"))],
                "What has to be signed with whoever is given data.",
            )
            .or_none()
            .descriptive(),
            Clause::new("fields", &[Words(to::words("names of fields"))], "What has to be written down of each event.")
                .or_none()
                .descriptive(),
            Clause::new(
                "applies",
                &[As("on", &[Word("from"), Date]), As("source", &[Maybe(&[Word("source"), Text])])],
                "From when on, and where that is written.",
            )
            .descriptive(),
        ],
        COMMON,
    ]);
