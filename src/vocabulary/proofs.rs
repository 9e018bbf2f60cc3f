//! What must hold, what is accepted although it does not, and how that is tried out.

use crate::vocabulary::common::{COMMON, LABEL, REQUESTED};
use crate::vocabulary::form::Part::{
    As, Date, Either, Maybe, Name, Names, NewName, OneOf, Text, Texts, When, Who, Word, Words,
};
use crate::vocabulary::form::{Clause, Inside, Noun};
use crate::vocabulary::target as to;

/// Which controls something is evidence for.
const EVIDENCE: Clause = Clause::new(
    "evidence",
    &[
        As("extent", &[Maybe(&[Word("in"), OneOf(&["full", "part"])])]),
        As("framework", &[Word("for"), Name(to::FRAMEWORK)]),
        As("controls", &[Texts]),
    ],
    "Which controls it is evidence for.",
)
.many()
.descriptive();

/// What a rule offers to change in the text.
const FIX: Clause = Clause::new(
    "fix",
    &[
        As(
            "change",
            &[Either(&[
                &[Word("remove"), Name(to::words("what is bound by `for every`"))],
                &[
                    Word("set"),
                    Name(to::words("a clause of what is bound, such as `w.tier`")),
                    Word("to"),
                    Either(&[&[Name(to::words("a word, or an attribute such as `w.derived-tier`"))], &[Word("no")]]),
                ],
            ])],
        ),
        As("when", &[Maybe(&[When])]),
    ],
    "What `bailiwick fix` changes. The first one whose condition holds counts.",
)
.many()
.descriptive();

pub(crate) const PROVE: Noun = Noun::new("prove", &[NewName, LABEL], "Something that must hold, as one sentence.")
    .with(&[
        &[
            Clause::new(
                "even",
                &[
                    Word("if"),
                    Who(to::PRINCIPAL.said("whoever turns against you")),
                    OneOf(&["is", "are"]),
                    Word("compromised"),
                ],
                "Who is taken to do whatever they can.",
            )
            .many(),
            Clause::new(
                "assuming",
                &[Either(&[
                    &[Word("agents"), Word("are"), Word("honest")],
                    &[Word("agents"), Word("follow"), Word("their"), Word("steps")],
                    &[Names(to::ANYTHING.said("whatever is believed")), Word("trusted")],
                ])],
                "What is taken for granted.",
            )
            .many(),
            EVIDENCE,
        ],
        COMMON,
    ])
    .with_sentence();

pub(crate) const RULE: Noun = Noun::new(
    "rule",
    &[NewName, LABEL],
    "Something that everything of a kind has to fulfil; what does not is a finding.",
)
.with(&[
    &[
        Clause::new("code", &[Words(to::words("a code such as `ACME-1`"))], "What the finding is called in reports.")
            .or_none()
            .descriptive(),
        Clause::new(
            "severity",
            &[As("kind", &[OneOf(&["error", "warning", "info"])]), As("when", &[Maybe(&[When])])],
            "How bad it is. The first one whose condition holds counts.",
        )
        .many()
        .descriptive(),
        Clause::new(
            "message",
            &[Text],
            "What is told about each thing that does not fulfil it; what stands in `{}` is asked of the thing.",
        )
        .or_none()
        .descriptive(),
        Clause::new("help", &[Text], "What to do about it.").or_none().descriptive(),
        FIX,
        EVIDENCE,
    ],
    COMMON,
])
.with_logic(&["for", "require"]);

pub(crate) const EXCEPTION: Noun = Noun::new(
    "exception",
    &[NewName, LABEL],
    "That a finding, or a proof that does not hold, is accepted for a while.",
)
.with(&[
    &[
        Clause::new(
            "accepts",
            &[
                As("check", &[Words(to::words("the name or code of a rule, or a proof"))]),
                As("on", &[Maybe(&[Word("on"), Names(to::ANYTHING.said("what it is accepted on"))])]),
            ],
            "What is accepted, and on what.",
        )
        .many()
        .descriptive(),
        Clause::new("because", &[Text], "Why it can not be otherwise yet.").descriptive(),
        REQUESTED,
        Clause::new(
            "approved",
            &[As("by", &[Word("by"), Who(to::ANSWERABLE.said("whoever approved it"))]), As("on", &[Word("on"), Date])],
            "Who has agreed to it, and when.",
        )
        .descriptive(),
        Clause::new("expires", &[Date], "The last day on which it is accepted.").descriptive(),
        Clause::new("compensated", &[Word("by"), Text], "What is done instead in the meantime.")
            .or_none()
            .descriptive(),
    ],
    COMMON,
]);

pub(crate) const TEST: Noun = Noun::new(
    "test",
    &[Maybe(&[NewName]), LABEL],
    "What is expected of the policy as it stands, or of the policy with something added or taken away.",
)
.with(&[
    &[
        Clause::new("with", &[], "What is added for the time of the test.").holding(Inside::Declarations).descriptive(),
        Clause::new("without", &[Names(to::ANYTHING.said("what is taken away"))], "What is taken away.")
            .many()
            .descriptive(),
        Clause::new("as", &[Word("of"), Date], "The day on which it is asked.").or_none().descriptive(),
    ],
    COMMON,
])
.with_logic(&["given", "expect"]);

pub(crate) const FRAMEWORK: Noun = Noun::new(
    "framework",
    &[NewName, LABEL],
    "A catalogue of controls that somebody else has published, in one edition.",
)
.with(&[
    &[
        Clause::new("edition", &[Text], "Which edition it is.").descriptive(),
        Clause::new("title", &[Text], "Its whole title, if the label is short.").or_none().descriptive(),
        Clause::new(
            "kind",
            &[Words(to::words("a word such as `controls`, `risks` or `threats`"))],
            "What its entries are: `threats` and `risks` are made less likely by evidence, anything else is shown by it.",
        )
        .descriptive(),
        Clause::new(
            "about",
            &[OneOf(&["agents", "identities"])],
            "What a policy has to declare before anything of it is assessed: agents, or identities of any program.",
        )
        .or("identities")
        .descriptive(),
        Clause::new("publisher", &[Text], "Who has published it.").descriptive(),
        Clause::new("source", &[Texts], "Where it can be read.").descriptive(),
        Clause::new("licence", &[Text], "Under which terms it may be quoted.").descriptive(),
        Clause::new("published", &[Date], "When it was published.").descriptive(),
        Clause::new("retrieved", &[Date], "When it was read.").descriptive(),
        Clause::new("checksum", &[Text], "The checksum of what was read.").descriptive(),
        Clause::new(
            "group",
            &[As("id", &[Text]), As("title", &[Text]), As("group", &[Maybe(&[Word("in"), Text])])],
            "A group of its controls: the id, the title, and the group in which it stands itself.",
        )
        .many()
        .descriptive(),
        Clause::new(
            "control",
            &[
                As("id", &[Text]),
                As("title", &[Text]),
                As("group", &[Maybe(&[Word("in"), Text])]),
                As("state", &[Maybe(&[OneOf(&["withdrawn"])])]),
            ],
            "One of its controls: the id, the title, the group in which it stands, and whether this edition has withdrawn it.",
        )
        .many()
        .descriptive(),
        Clause::new(
            "cited",
            &[
                As("as", &[Word("as"), Texts]),
                As("by", &[Word("by"), Text]),
                As("means", &[Word("means"), Either(&[&[Texts], &[Word("none")]])]),
                As("because", &[Maybe(&[Word("because"), Text])]),
            ],
            "How somebody else names its controls, which ones are meant, and why.",
        )
        .many()
        .descriptive(),
    ],
    COMMON,
]);

pub(crate) const MAPPING: Noun = Noun::new(
    "mapping",
    &[NewName, LABEL, As("framework", &[Word("for"), Name(to::FRAMEWORK)])],
    "Which rules and proofs, written by somebody else, are evidence for which controls.",
)
.with(&[
    &[
        Clause::new(
            "evidence",
            &[
                As("extent", &[Maybe(&[Word("in"), OneOf(&["full", "part"])])]),
                As("controls", &[Word("for"), Texts]),
                As("checks", &[Word("from"), Words(to::words("names of rules or proofs"))]),
                As("limits", &[Maybe(&[Word("except"), Text])]),
            ],
            "Which checks are evidence for which controls, and what of a control they do not show.",
        )
        .many()
        .descriptive(),
        Clause::new(
            "declared",
            &[
                As("controls", &[Word("for"), Texts]),
                As("by", &[Maybe(&[Word("by"), Who(to::ANSWERABLE.said("whoever says so"))])]),
                As("because", &[Word("because"), Text]),
            ],
            "Which controls somebody says are fulfilled in another way, and how; nothing of it is checked.",
        )
        .many()
        .descriptive(),
        Clause::new(
            "out",
            &[Word("of"), Word("reach"), As("controls", &[Texts]), As("because", &[Word("because"), Text])],
            "Which controls nothing that is declared can be evidence for, and why.",
        )
        .many()
        .descriptive(),
    ],
    COMMON,
]);
