//! What can be wrong with a manifest, and with the packages of a project.

use crate::finding::{Descriptor, Severity};

/// Every kind of finding of this stage.
pub static DESCRIPTORS: [&Descriptor; 17] = [
    &MALFORMED_MANIFEST,
    &UNKNOWN_KEY,
    &WRONG_SETTING,
    &MISSING_KEY,
    &UNKNOWN_EDITION,
    &EDITION_MISMATCH,
    &UNKNOWN_RULE,
    &SILENCED_RULE,
    &FIXED_LEVEL,
    &MISSING_SOURCE,
    &MISSING_PACKAGE,
    &WRONG_PACKAGE_NAME,
    &PACKAGE_CYCLE,
    &HIDDEN_PACKAGE,
    &UNREAD_PACKAGE,
    &UNKNOWN_TIERS,
    &TOO_MANY_UNKNOWNS,
];

const fn error(code: &'static str, name: &'static str, summary: &'static str, explanation: &'static str) -> Descriptor {
    Descriptor { code, name, severity: Severity::Error, summary, explanation }
}

pub(crate) static MALFORMED_MANIFEST: Descriptor = error(
    "BW0501",
    "malformed-manifest",
    "A manifest is not written in TOML.",
    "\
The manifest `bailiwick.toml` is a TOML file: `key = value` lines, and tables that begin with `[name]`. Texts stand in double
quotes, no key stands twice in one table, and the keys before the first table belong to the whole:

    name = \"payments\"
    edition = 2026

    [dependencies]
    people = { path = \"../people\" }",
);

pub(crate) static UNKNOWN_KEY: Descriptor = error(
    "BW0502",
    "unknown-key",
    "A manifest has a key that means nothing.",
    "\
A key that is misspelled would otherwise be a setting that silently does not hold. `bailiwick schema manifest` prints every key
there is, as a JSON schema that editors understand. A key behind a `[table]` belongs to that table: keys of the whole manifest
stand before the first one.",
);

pub(crate) static WRONG_SETTING: Descriptor = error(
    "BW0503",
    "wrong-setting",
    "A key of a manifest has a value that it can not have.",
    "\
Every key takes values of one kind: a text, a whole number, a list, a table or one of a few words. The message says which. Paths
are relative to the folder of the manifest and written with forward slashes, so that a project reads the same on every machine.",
);

pub(crate) static MISSING_KEY: Descriptor = error(
    "BW0504",
    "missing-key",
    "A manifest lacks a key that it needs.",
    "\
Every manifest says its `name`, by which other packages know it, and its `edition`, which fixes what its texts mean. Every
dependency says its `path`.

    name = \"payments\"
    edition = 2026",
);

pub(crate) static UNKNOWN_EDITION: Descriptor = error(
    "BW0505",
    "unknown-edition",
    "A manifest or a file asks for an edition of the language that this build does not know.",
    "\
The edition fixes the grammar, the standard library and the levels of the rules. A text of another edition might mean something
else than it seems to, so nothing is said about it at all. Either take a version of Bailiwick that knows the edition, or name one
that this version knows (2026) and mend what is then found.",
);

pub(crate) static EDITION_MISMATCH: Descriptor = error(
    "BW0506",
    "edition-mismatch",
    "A file says another edition than the manifest of its package.",
    "\
All files of a package are of one edition, and the manifest says which. The line `edition` in a file is for files that are read
without a manifest; beside one it has to agree, or can be left out.",
);

pub(crate) static UNKNOWN_RULE: Descriptor = error(
    "BW0507",
    "unknown-rule",
    "A manifest sets the level of a rule that does not exist.",
    "\
Below `[rules]` stand codes or names of findings: `BW0304 = \"error\"`, or the same by its name. `bailiwick explain` without a code
lists them all. Each stands there once, by its code or by its name.",
);

pub(crate) static SILENCED_RULE: Descriptor = error(
    "BW0508",
    "silenced-rule",
    "A manifest tries to silence a rule.",
    "\
A level says how bad a finding is: `error`, `warning` or `info`. No level hides it. What is accepted in spite of a rule is
accepted by somebody, for a reason, until a day: that is an `exception` in the policy, and it is reported as one. A rule that
were silent would be missed by nobody.",
);

pub(crate) static FIXED_LEVEL: Descriptor = error(
    "BW0509",
    "fixed-level",
    "A manifest lowers an error without which it is not known what the policy says.",
    "\
Errors of syntax, names, types and manifests mean that a part of the policy was not read. A proof without that part may prove too
much, so these errors stay errors. Every other finding can be raised or lowered.",
);

pub(crate) static MISSING_SOURCE: Descriptor = error(
    "BW0510",
    "missing-source",
    "A source of a manifest can not be read.",
    "\
`sources` lists folders and files, relative to the folder of the manifest. One that is not there would mean a policy that is
checked without a part of itself. A folder with a manifest of its own is another package: it belongs below `[dependencies]`.",
);

pub(crate) static MISSING_PACKAGE: Descriptor = error(
    "BW0511",
    "missing-package",
    "A dependency leads to no package.",
    "\
A package is a folder with a manifest `bailiwick.toml`, and a dependency names that folder, relative to the manifest that depends
on it: `people = { path = \"../people\" }`. Nothing is ever fetched from a network.",
);

pub(crate) static WRONG_PACKAGE_NAME: Descriptor = error(
    "BW0512",
    "wrong-package-name",
    "A dependency is called by a name that is not its own.",
    "\
A package has one name, the `name` in its manifest, and is known by it wherever it is used: whoever reads `people.ana` in two
policies reads of the same person. Two different packages of one name can not be in one project.",
);

pub(crate) static PACKAGE_CYCLE: Descriptor = error(
    "BW0513",
    "package-cycle",
    "Packages depend on one another in a circle.",
    "\
Files of one package may use one another as they like. Packages may not depend on one another in a circle: none of them could be
read, reviewed or changed without the others, so they are one package in truth. Move what both need into a package of its own, or
put them together.",
);

pub(crate) static HIDDEN_PACKAGE: Descriptor = error(
    "BW0514",
    "hidden-package",
    "A module of a package begins with the name of a package that it depends on.",
    "\
`use people.staff` would mean the file `people/staff.bwk` as well as the module `staff` of the package `people`. Rename the file
or the folder.",
);

pub(crate) static UNREAD_PACKAGE: Descriptor = Descriptor {
    code: "BW0515",
    name: "unread-package",
    severity: Severity::Info,
    summary: "A folder of the project is a package of its own and was not read.",
    explanation: "\
A folder with a manifest is a package, and a package inside another one is no part of it. What it declares is known only if the
outer one depends on it, with its path below `[dependencies]`. If its files belong to the outer package, remove its manifest.",
};

pub(crate) static UNKNOWN_TIERS: Descriptor = error(
    "BW0516",
    "unknown-tiers",
    "A manifest names a tiers table that does not exist.",
    "\
`tiers` names the table whose demands hold in the project, with its module in front: `tiers = \"std.tiers.standard\"`, or the
table of a module of one's own. Without a table that exists, nobody knows which demands hold.",
);

pub(crate) static TOO_MANY_UNKNOWNS: Descriptor = Descriptor {
    code: "BW0517",
    name: "too-many-unknowns",
    severity: Severity::Info,
    summary: "More of the policy is unknown than its manifest allows.",
    explanation: "\
Whatever a policy leaves open, or says to be `unknown`, is read as the worst case. The share of such values, among them and all
clauses together, measures how far an organisation has come. `unknown-limit` in the manifest says how large it may be; raise
this finding to an error below `[rules]` to make it fail a run. `bailiwick check --format json` lists every such value.",
};
