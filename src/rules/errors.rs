//! What can be wrong with a rule that is written in the language.

use crate::finding::{Descriptor, Severity};

/// Every kind of finding about rules.
pub(crate) static DESCRIPTORS: [&Descriptor; 11] = [
    &UNKNOWN_KIND,
    &UNKNOWN_ASKED,
    &EMPTY_RULE,
    &TAKEN_CODE,
    &IMPOSSIBLE_WORD,
    &UNKNOWN_ACCEPTED,
    &UNKNOWN_EXPECTED,
    &UNKNOWN_CONTROL,
    &CITED_CONTROL,
    &UNKNOWN_CHECK,
    &FAULTY_FRAMEWORK,
];

pub(crate) static UNKNOWN_KIND: Descriptor = Descriptor {
    code: "BW0601",
    name: "unknown-kind",
    severity: Severity::Error,
    summary: "A rule is about a kind of thing that does not exist.",
    explanation: "`for every KIND NAME` ranges over everything that a noun of the language declares (`agent`, `store`, \
`credential` ...), over `grant` and `prohibition` (each `may` and `must not`), over `principal` (whoever can act), `actor` \
(agents, blueprints and services) and `resource` (stores, parts, sinks and logs), or over a list that a clause gives: \
`for every review r in w.reviewed`.",
};

pub(crate) static UNKNOWN_ASKED: Descriptor = Descriptor {
    code: "BW0602",
    name: "unknown-asked-attribute",
    severity: Severity::Error,
    summary: "A rule asks for an attribute that nothing of this kind has.",
    explanation: "A rule that asks for something that does not exist would never find anything, or always. The attributes of \
a thing are the clauses of its noun (`c.ttl`, `w.review.interval`), what its header says (`s.kind`, `c.subject`), and a few \
that are worked out (`w.credentials`, `c.users`, `x.effective-owner`). A rule with such a mistake is not asked at all.",
};

pub(crate) static EMPTY_RULE: Descriptor = Descriptor {
    code: "BW0603",
    name: "empty-rule",
    severity: Severity::Error,
    summary: "A rule does not say what it is about, or what it requires.",
    explanation: "A rule needs at least one `for every KIND NAME` and one `require CONDITION`: without them it could not find \
anything, and would look as if everything were in order.",
};

pub(crate) static TAKEN_CODE: Descriptor = Descriptor {
    code: "BW0604",
    name: "taken-code",
    severity: Severity::Error,
    summary: "A rule has a code or a name that something else has already.",
    explanation: "Findings are known by their code and their name: in reports, in the levels of the manifest, in exceptions. \
Codes that begin with `BW` belong to Bailiwick. Give the rule a code with a prefix of your own, such as `ACME-1`; without \
one its name is its code.",
};

pub(crate) static IMPOSSIBLE_WORD: Descriptor = Descriptor {
    code: "BW0605",
    name: "impossible-word",
    severity: Severity::Error,
    summary: "A rule compares an attribute with a word that it never is.",
    explanation: "`where state is producton` would select nothing, and the rule would look as if everything were in order. \
The words of an attribute are those that its clause allows; `known`, `nobody` and `none` can be asked of any.",
};

pub(crate) static UNKNOWN_ACCEPTED: Descriptor = Descriptor {
    code: "BW0801",
    name: "unknown-accepted",
    severity: Severity::Error,
    summary: "An exception accepts something that nothing could find.",
    explanation: "\
An exception names a rule, by its name or code, or a proof. `bailiwick rules` lists the rules. What says that a text could \
not be read can not be accepted: nobody knows what the policy would say.",
};

/// A rule that looks at what all other rules have found, which no rule written in the language can.
pub(crate) static STALE_EXCEPTION: Descriptor = Descriptor {
    code: "BW1051",
    name: "stale-exception",
    severity: Severity::Warning,
    summary: "Every exception accepts something that is there, and nothing more.",
    explanation: "An exception that accepts nothing any more hides the next finding of its kind.",
};

/// A rule that compares selections, which no rule written in the language can.
pub(crate) static BROKEN_DELEGATION_RULE: Descriptor = Descriptor {
    code: "BW1071",
    name: "broken-delegation-rule",
    severity: Severity::Error,
    summary: "Every delegation is one that the rules about delegations let be.",
    explanation: "A `delegation-rule` is a decision about all delegations between two sides, taken once.",
};

pub(crate) static UNKNOWN_EXPECTED: Descriptor = Descriptor {
    code: "BW0606",
    name: "unknown-expected-rule",
    severity: Severity::Error,
    summary: "A test expects a finding of a rule that does not exist.",
    explanation: "`expect no finding missing-ownr on bot` would always be met. A rule is known by its name or its code; \
`bailiwick rules` lists those of Bailiwick and those of the policy.",
};

pub(crate) static UNKNOWN_CONTROL: Descriptor = Descriptor {
    code: "BW0901",
    name: "unknown-control",
    severity: Severity::Error,
    summary: "Something is said to be evidence for a control that this edition of the framework does not have.",
    explanation: "\
Evidence for a control that does not exist looks fine until an auditor looks it up. Ids change between editions, and a control \
that an edition has withdrawn is none of it any more. `bailiwick explain \"FRAMEWORK ID\"` says what an id stands for.",
};

pub(crate) static CITED_CONTROL: Descriptor = Descriptor {
    code: "BW0902",
    name: "cited-control",
    severity: Severity::Error,
    summary: "A control is called by a name that somebody else gives it, and that its publisher does not use.",
    explanation: "\
`A2`, `NHI-01` and `MAESTRO GOV-02` are cited in articles and stand in no framework. The finding says which controls are meant, \
where that is known: write those. `cited as` in a `framework` says how others name its controls.",
};

pub(crate) static UNKNOWN_CHECK: Descriptor = Descriptor {
    code: "BW0903",
    name: "unknown-check",
    severity: Severity::Error,
    summary: "A mapping takes something as evidence that is neither a rule nor a proof.",
    explanation: "A check that does not exist finds nothing, and must not look like one that found nothing. `bailiwick rules` \
lists the rules; a proof is called by its name.",
};

pub(crate) static FAULTY_FRAMEWORK: Descriptor = Descriptor {
    code: "BW0904",
    name: "faulty-framework",
    severity: Severity::Error,
    summary: "A framework contradicts itself.",
    explanation: "An id stands twice in it, a control or a group stands in a group that is not declared although others are, \
`cited as` means a control that it does not have, or its name is that of a framework that comes with Bailiwick.",
};
