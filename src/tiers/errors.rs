//! What can be wrong with a table of tiers.

use crate::finding::{Descriptor, Severity};

/// The findings of this layer.
pub static DESCRIPTORS: [&Descriptor; 3] = [&UNKNOWN_EFFECT, &UNKNOWN_SCORE_CONDITION, &SEVERAL_TABLES];

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
