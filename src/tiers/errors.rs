//! What can be wrong with a table of tiers.

use crate::finding::{Descriptor, Severity};

/// The findings of this layer.
pub static DESCRIPTORS: [&Descriptor; 5] =
    [&UNKNOWN_EFFECT, &UNKNOWN_SCORE_CONDITION, &SEVERAL_TABLES, &UNKNOWN_REQUIRED, &UNMET_REQUIREMENT];

pub(crate) static UNKNOWN_EFFECT: Descriptor = Descriptor {
    code: "BW0701",
    name: "unknown-effect",
    severity: Severity::Error,
    summary: "A table of tiers scores something that is no effect.",
    explanation: "\
A row of a table of tiers names effects: operations that are known in its file, kinds of operations (`mutate`), kinds with \
what is meant of them (`disclose-inside`, `disclose-outside`, `mutate-irreversible`), and `obtain-secret`. A row that names \
nothing of this would never apply, and the tiers derived from the table would be too low.",
};

pub(crate) static UNKNOWN_SCORE_CONDITION: Descriptor = Descriptor {
    code: "BW0702",
    name: "unknown-score-condition",
    severity: Severity::Error,
    summary: "A row of a table of tiers has a condition that can not be decided.",
    explanation: "\
The condition of a row speaks of how confidential the data is that gets so far, and of nothing else: \
`score reach outside as t3 when sensitivity >= confidential`. A workflow belongs into a tier as a whole, whatever the \
situation.",
};

pub(crate) static SEVERAL_TABLES: Descriptor = Descriptor {
    code: "BW0703",
    name: "several-tables",
    severity: Severity::Error,
    summary: "Several tables of tiers are used, and the manifest does not say which of them holds.",
    explanation: "\
The tiers of a project's workflows are derived by one table. A project that uses several names the one that holds in its \
manifest: `tiers = \"std.tiers.standard\"`.",
};

pub(crate) static UNKNOWN_REQUIRED: Descriptor = Descriptor {
    code: "BW0704",
    name: "unknown-required",
    severity: Severity::Error,
    summary: "A tier requires something that is neither a rule nor a proof.",
    explanation: "\
`requires` names rules, by name or code, and proofs, by name. A requirement that is misspelt would always be met.",
};

pub(crate) static UNMET_REQUIREMENT: Descriptor = Descriptor {
    code: "BW0705",
    name: "unmet-requirement",
    severity: Severity::Error,
    summary: "A workflow is in a tier that requires a rule or a proof which does not hold.",
    explanation: "\
A tier of the table that holds can say what has to hold while any workflow is in it: `requires [unbound-approval, no-leak]`. A \
rule holds if it finds nothing, a proof if it is proved; what an exception accepts holds until the exception ends. The tier \
is the higher one of the declared and the derived tier.",
};
