//! What can be wrong with a policy whose names are known.

use crate::finding::{Descriptor, Severity};

/// Every kind of finding of this stage.
pub static DESCRIPTORS: [&Descriptor; 18] = [
    &UNKNOWN_ATTRIBUTE,
    &WRONG_VALUE,
    &IMPOSSIBLE_CONDITION,
    &IDLE_CONDITION,
    &NEGATED_APPROVAL,
    &LARGE_CONDITION,
    &COMPARED_ATTRIBUTES,
    &ENDED_GRANT,
    &MISPLACED_CONDITION,
    &UNFIT_OPERATION,
    &CONFLICTING_PARAMETERS,
    &UNKNOWN_DIMENSION,
    &CIRCULAR_DECLARATION,
    &CONDITIONAL_CEILING,
    &MISSING_MAKER,
    &RESERVED_NAME,
    &UNEQUAL_OWNERS,
    &NAMELESS_TEST,
];

pub(crate) static UNKNOWN_ATTRIBUTE: Descriptor = Descriptor {
    code: "BW0302",
    name: "unknown-attribute",
    severity: Severity::Error,
    summary: "A condition or selection speaks of an attribute that is not known there.",
    explanation: "\
Conditions speak of what is declared with `context`, of the parameters of the operations that the clause permits and of the
entries that it calls, of `now.time`, `now.day` and `now.date`, and of individuals: `record.tenant is subject.tenant`.
Selections such as `any agent where instructable is yes` speak of the attributes of the things they range over. A misspelt
attribute would be a condition that nobody checks, so it is an error.",
};

pub(crate) static WRONG_VALUE: Descriptor = Descriptor {
    code: "BW0303",
    name: "wrong-value",
    severity: Severity::Error,
    summary: "An attribute is compared with a value that it can not have.",
    explanation: "\
Every attribute has a type: `context env one of [dev, ci, prod]` is one of three words, `integer 0..5000` a number between
these two, `boolean` is `yes` or `no`. A comparison with any other value would always have the same answer, and almost
certainly not the one that was meant.",
};

pub(crate) static IMPOSSIBLE_CONDITION: Descriptor = Descriptor {
    code: "BW0304",
    name: "impossible-condition",
    severity: Severity::Error,
    summary: "A condition can never hold.",
    explanation: "\
Parts of the condition contradict each other, so the clause that it belongs to has no effect at all: a grant that is never
given, a prohibition that never applies. Remove the clause, or write `or` where `and` was not meant.",
};

pub(crate) static IDLE_CONDITION: Descriptor = Descriptor {
    code: "BW0305",
    name: "idle-condition",
    severity: Severity::Warning,
    summary: "A condition always holds.",
    explanation: "\
The condition allows every value, so it restricts nothing: whoever reads it believes in a limit that does not exist. Remove
it, or tighten it.",
};

pub(crate) static NEGATED_APPROVAL: Descriptor = Descriptor {
    code: "BW0306",
    name: "negated-approval",
    severity: Severity::Error,
    summary: "A condition asks that an approval is absent.",
    explanation: "\
Approvals are history: once given, they stay given. Nobody can enforce that an approval was never given, so `approved(g)` can
not stand behind `not`, and neither can it stand in the `when` of a prohibition, which holds outside of it. To lift a
prohibition by an approval write `must not ... unless approved(g)`.",
};

pub(crate) static LARGE_CONDITION: Descriptor = Descriptor {
    code: "BW0307",
    name: "large-condition",
    severity: Severity::Error,
    summary: "A condition has more alternatives than can be compared.",
    explanation: "\
A condition is read as a list of alternatives, each of them a list of requirements. Several `or` below one `and` multiply, and
4096 alternatives are the most. Name the combination with a `context` of its own, or split the clause.",
};

pub(crate) static COMPARED_ATTRIBUTES: Descriptor = Descriptor {
    code: "BW0308",
    name: "compared-attributes",
    severity: Severity::Error,
    summary: "Two attributes are compared with each other.",
    explanation: "\
An attribute can be compared with a value: a number, a word, a time, a range, a list. Two attributes can not be compared with
each other, except that an individual of the record is the same as that of the subject: `record.tenant is subject.tenant`.",
};

pub(crate) static ENDED_GRANT: Descriptor = Descriptor {
    code: "BW0309",
    name: "ended-grant",
    severity: Severity::Info,
    summary: "A grant ended before the date that this check is for.",
    explanation: "\
The clause ends with `until` or a window before the as-of date, so it counts as if it were not there. Remove it when nobody
needs the record any more. Another date can be given with `--as-of`.",
};

pub(crate) static MISPLACED_CONDITION: Descriptor = Descriptor {
    code: "BW0310",
    name: "misplaced-condition",
    severity: Severity::Error,
    summary: "A condition stands where it can not be used.",
    explanation: "\
Not every place takes every condition. A gate's `when` says what it guards and can not ask for another approval. A
property's `when` is a situation; approvals that are to be accepted stand behind `unless`. What `always ... needs` asks for is
one approval or conditions over attributes, not both. `unless` leaves ways out of a `never` or `always`; `needing` says what
exactly the way takes that a `possible` looks for. A `possible` is about legitimate means alone: how agents and insiders behave
(`even if`, `assuming`) has no meaning for it.",
};

pub(crate) static UNFIT_OPERATION: Descriptor = Descriptor {
    code: "BW0311",
    name: "unfit-operation",
    severity: Severity::Error,
    summary: "An operation can not be performed on this kind of thing.",
    explanation: "\
Approving is done at a gate, calling and spawning at an entry, minting with a credential or for a principal. Permitting one of
these on anything else permits nothing.",
};

pub(crate) static CONFLICTING_PARAMETERS: Descriptor = Descriptor {
    code: "BW0312",
    name: "conflicting-parameters",
    severity: Severity::Error,
    summary: "Parameters of the same name have different types.",
    explanation: "\
Conditions meet by the names of parameters: the `amount` that a grant limits is the `amount` that an entry passes on. So a name
has one type wherever it is a parameter. Give the two the same type, or different names.",
};

pub(crate) static UNKNOWN_DIMENSION: Descriptor = Descriptor {
    code: "BW0313",
    name: "unknown-dimension",
    severity: Severity::Error,
    summary: "Something is kept apart by what is not declared as an individual.",
    explanation: "\
`per X`, `partitioned by X` and `of another X` keep individuals apart. X is `tenant`, `subject`, or an attribute of the context
of type individual: `context patient individual session`. A store can also be partitioned by `session`, `purpose` and `team`.",
};

pub(crate) static CIRCULAR_DECLARATION: Descriptor = Descriptor {
    code: "BW0314",
    name: "circular-declaration",
    severity: Severity::Error,
    summary: "Something is declared to be part of itself.",
    explanation: "\
Domains lie in other domains, and teams consist of others; neither can come back to itself.",
};

pub(crate) static CONDITIONAL_CEILING: Descriptor = Descriptor {
    code: "BW0315",
    name: "conditional-ceiling",
    severity: Severity::Error,
    summary: "A ceiling depends on a condition.",
    explanation: "\
A ceiling is the most that can ever be received by delegation, whatever the situation. Put the condition on the delegation or on
the grant.",
};

pub(crate) static MISSING_MAKER: Descriptor = Descriptor {
    code: "BW0316",
    name: "missing-maker",
    severity: Severity::Error,
    summary: "An entry acts with its maker's authority, and nobody is named as the maker.",
    explanation: "\
`authority maker` means that a call does what the person who built the tool may do. Name that person with `maker NAME` in the
tool or workflow.",
};

pub(crate) static RESERVED_NAME: Descriptor = Descriptor {
    code: "BW0317",
    name: "reserved-name",
    severity: Severity::Error,
    summary: "A name is declared that the language gives a meaning of its own.",
    explanation: "\
Each kind of operation (`observe`, `mutate`, ...) has an operation of its own name, a store with parts has a part `rest` for
whatever the other parts leave over, and conditions know `now`, `record` and `subject`, and `autonomy`, `destination`,
`initiator`, `purpose`, `sensitivity`, `task` and `tier`. Choose another name.",
};

pub(crate) static UNEQUAL_OWNERS: Descriptor = Descriptor {
    code: "BW0318",
    name: "unequal-owners",
    severity: Severity::Error,
    summary: "Data of nobody would be rewritten into data of somebody.",
    explanation: "\
A transformer rewrites one class into another. If the new class is kept apart by individuals and the old one is not, nobody can
say whose the result is. Keep both apart by the same individuals, or the new one by none.",
};

pub(crate) static NAMELESS_TEST: Descriptor = Descriptor {
    code: "BW0319",
    name: "nameless-test",
    severity: Severity::Error,
    summary: "A test has neither a name nor a label.",
    explanation: "\
Whoever reads that a test has failed has to know which one. Say behind the word `test` what the test is about: a label such as
`test \"an issue is not enough to publish\"`, or a name, or both.",
};
