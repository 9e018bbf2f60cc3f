//! What makes somebody able to act: credentials, grants by others, delegations, approvals.

use crate::vocabulary::common::{APPROVED, COMMON, LABEL, REVOCABLE, REVOKED, YES_NO};
use crate::vocabulary::form::Part::{
    AnyOrder, As, Date, Duration, Either, Maybe, Name, Names, NewName, Number, OneOf, Permission, Range, Texts, When,
    Who, Word, Words,
};
use crate::vocabulary::form::{Clause, Form, Noun};
use crate::vocabulary::places::IN_DOMAIN;
use crate::vocabulary::principals::COUNT;
use crate::vocabulary::target as to;

/// The kinds of credentials.
pub(crate) const CREDENTIAL_KINDS: &[&str] =
    &["svid", "oidc", "oauth", "api-key", "password", "cert", "cloud-role", "webhook", "session"];

/// A length of time, or one without end.
const LIFETIME: Form = &[Either(&[&[Duration], &[Word("unlimited")]])];

/// `approved by 2 of [ana, bo]`
const APPROVERS: Form = &[
    Word("by"),
    As("quorum", &[Maybe(&[Number, Word("of")])]),
    As("by", &[Who(to::PRINCIPAL.said("approvers"))]),
    As(
        "excluding",
        &[Maybe(&[Word("excluding"), Words(to::words("some of `requester`, `author`, `owner`, `subject`"))])],
    ),
];

pub(crate) const CREDENTIAL: Noun = Noun::new(
    "credential",
    &[
        NewName,
        LABEL,
        As("kind", &[Word("is"), OneOf(CREDENTIAL_KINDS)]),
        As("subject", &[Word("of"), Who(to::PRINCIPAL.said("whoever it stands for"))]),
        IN_DOMAIN,
    ],
    "Something that whoever presents it acts with.",
)
.with(&[
    &[
        Clause::new("scope", &[Either(&[&[Word("everything")], &[Permission]])], "What it is good for.")
            .many()
            .or_else("everything"),
        Clause::new("step-up", &[Permission], "What it can be made good for.").open().many(),
        Clause::new(
            "audience",
            &[Either(&[&[Texts], &[Names(to::ANYTHING.said("whoever accepts it"))]])],
            "Where it is accepted.",
        )
        .or_else("everywhere"),
        Clause::new("issued", &[Word("by"), Name(to::PRINCIPAL.said("whoever issues it"))], "Who issues it.")
            .descriptive(),
        Clause::new("ttl", LIFETIME, "How long it is good.").or_else("unlimited").descriptive(),
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
        Clause::new("rotated", &[Date], "When it was last replaced.").descriptive(),
        Clause::new("readable", &[Word("in"), Names(to::CUSTODIANS)], "Where its secret can be read.").open().many(),
        Clause::new(
            "consented",
            &[Word("by"), Either(&[&[Word("idp")], &[Who(to::ANSWERABLE.said("whoever consented"))]])],
            "Who has agreed that it is given out: the organisation's identity provider, or people one by one.",
        )
        .descriptive(),
        REVOCABLE,
        REVOKED,
    ],
    COMMON,
]);

pub(crate) const ACCESS: Noun = Noun::new(
    "access",
    &[NewName, LABEL, As("for", &[Word("for"), Who(to::PRINCIPAL.said("whoever gets it"))])],
    "Permissions that somebody else than the actor decides about.",
)
.with(&[&[APPROVED], COMMON])
.with_permissions();

pub(crate) const DELEGATION: Noun = Noun::new(
    "delegation",
    &[
        NewName,
        LABEL,
        As("from", &[Word("from"), Who(to::PRINCIPAL.said("whoever hands on"))]),
        As("to", &[Word("to"), Who(to::PRINCIPAL.said("whoever receives"))]),
        AnyOrder(&[&[As("when", &[When])], &[As("until", &[Word("until"), Date])]]),
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
        Clause::new("purpose", &[Names(to::PURPOSES)], "What it may be used for.").or_else("any purpose"),
        Clause::new("ttl", LIFETIME, "How long each handing on is good.").or_else("unlimited").descriptive(),
        Clause::new("depth", COUNT, "How often it may be handed on again.").or("none"),
        Clause::new("window", &[Range], "Between which days, or times of day, it works.").or_none(),
        Clause::new("offline", YES_NO, "Whether it works while whoever handed it on is away.").or_else("yes"),
        Clause::new(
            "expiry",
            &[OneOf(&["clamped", "unclamped"])],
            "Whether what is made from it ends with it at the latest.",
        )
        .or_else("unclamped")
        .descriptive(),
        REVOCABLE,
        REVOKED,
    ],
    COMMON,
])
.with_permissions();

pub(crate) const DELEGATION_RULE: Noun = Noun::new(
    "delegation-rule",
    &[
        NewName,
        LABEL,
        As("from", &[Word("from"), Who(to::PRINCIPAL.said("whoever hands on"))]),
        As("to", &[Word("to"), Who(to::PRINCIPAL.said("whoever receives"))]),
    ],
    "Which delegations may exist at all, declared or made while a workflow runs.",
)
.with(&[
    &[
        Clause::new("forbidden", &[], "There may be none between these two.").or("no").descriptive(),
        Clause::new("mode", &[OneOf(&["on-behalf-of", "impersonation"])], "Under whose name the other one has to act.")
            .or_none()
            .descriptive(),
        Clause::new("depth", &[Word("at"), Word("most"), Number], "How often it may be handed on again.")
            .or_none()
            .descriptive(),
        Clause::new("ttl", &[Word("at"), Word("most"), Duration], "How long it may be good.").or_none().descriptive(),
        Clause::new("expiry", &[OneOf(&["clamped"])], "What is made from it has to end with it at the latest.")
            .or_none()
            .descriptive(),
        Clause::new("purposes", &[Names(to::PURPOSES)], "What it may be for.").or_none().descriptive(),
        Clause::new("excludes", &[Names(to::OPERATIONS)], "What may not be handed on.").or_none().descriptive(),
        Clause::new("crossing", &[Names(to::FEDERATIONS)], "By which federations it may leave its domain.")
            .or_none()
            .descriptive(),
    ],
    COMMON,
]);

pub(crate) const GATE: Noun =
    Noun::new("gate", &[NewName, LABEL], "Something that has to be approved before it happens.").with(&[
        &[
            Clause::new(
                "guards",
                &[As("permission", &[Permission]), As("when", &[Maybe(&[When])])],
                "What does not happen without approval, on whatever way.",
            )
            .many(),
            Clause::new("approved", APPROVERS, "How many of whom have to approve; they may do so."),
            Clause::new(
                "renders",
                &[
                    As("kind", &[OneOf(&["canonical", "agent-text"])]),
                    As("by", &[Maybe(&[Word("by"), Name(to::SERVICES.said("a service"))])]),
                ],
                "What the approvers see.",
            )
            .or_else("agent-text"),
            Clause::new(
                "binds",
                &[Either(&[&[Word("none")], &[Words(to::words("what an approval is for, such as `diff`"))]])],
                "What an approval holds for.",
            )
            .or_else("none"),
            Clause::new(
                "timeout",
                &[
                    Either(&[
                        &[As("kind", &[OneOf(&["allow", "deny"])])],
                        &[
                            As("kind", &[OneOf(&["escalate"])]),
                            As("to", &[Word("to"), Names(to::ANSWERABLE.said("humans"))]),
                        ],
                    ]),
                    As("after", &[Maybe(&[Word("after"), Duration])]),
                ],
                "What happens if nobody answers.",
            )
            .or_else("allow"),
            Clause::new("single-use", &[Maybe(YES_NO)], "An approval is good for one time.").or_else("no"),
        ],
        COMMON,
    ]);

pub(crate) const BREAK_GLASS: Noun = Noun::new(
    "break-glass",
    &[NewName, LABEL],
    "What may be done in an emergency: it is as if permitted, while the glass is broken.",
)
.with(&[
    &[
        Clause::new("used", &[Word("by"), Who(to::PRINCIPAL.said("whoever may break it"))], "Who may break it.").open(),
        Clause::new("ttl", LIFETIME, "How long it lasts.").or_else("unlimited").descriptive(),
        Clause::new("approved", APPROVERS, "How many of whom have to agree before it is broken.")
            .or_else("nobody")
            .descriptive(),
        Clause::new(
            "follow-up",
            &[
                As("by", &[Word("by"), Who(to::ANSWERABLE.said("whoever looks at it afterwards"))]),
                As("within", &[Word("within"), Duration]),
            ],
            "Who looks at what was done, and how soon.",
        )
        .descriptive(),
    ],
    COMMON,
])
.with_permissions();
