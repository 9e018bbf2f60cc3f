//! What can be wrong with names.

use crate::finding::{Descriptor, Severity};

/// Every kind of finding of this stage.
pub static DESCRIPTORS: [&Descriptor; 8] = [
    &UNKNOWN_NAME,
    &DUPLICATE_NAME,
    &SHADOWED_NAME,
    &UNKNOWN_MODULE,
    &UNKNOWN_IMPORT,
    &AMBIGUOUS_NAME,
    &DUPLICATE_MODULE,
    &WRONG_KIND,
];

pub(crate) static UNKNOWN_NAME: Descriptor = Descriptor {
    code: "BW0201",
    name: "unknown-name",
    severity: Severity::Error,
    summary: "A name is used that nothing known here has.",
    explanation: "\
A name is known where it is declared: in its module and, if it is declared inside a block, in that block. From outside a
block it is written with its parent: `patch-pilot.coder`. What another module declares is known after `use`:

    use people            // people.ana
    use people [ana]      // ana, and people.ana

Nothing of the standard library is known without `use`. Check the spelling, or import the module that declares the name.",
};

pub(crate) static DUPLICATE_NAME: Descriptor = Descriptor {
    code: "BW0202",
    name: "duplicate-name",
    severity: Severity::Error,
    summary: "The same name is declared twice in one place.",
    explanation: "\
Within a module, and within a block, a name stands for one thing. Otherwise a reader could take one for the other, and a
grant meant for one would go to the other. The second declaration is left out; give it another name.

Operations, attributes of the context, purposes and steps do not clash with other things: `operation reply` and
`sink reply` can stand side by side, because the place in the text says which is meant.",
};

pub(crate) static SHADOWED_NAME: Descriptor = Descriptor {
    code: "BW0203",
    name: "shadowed-name",
    severity: Severity::Error,
    summary: "A name would hide another one that is known in the same place.",
    explanation: "\
A name declared inside a block, or imported, would hide one that is known there already. A reader who knows the outer one
would misread every line that uses the inner one, so names do not hide each other. Rename one of the two, or import by a list
that leaves the name out.",
};

pub(crate) static UNKNOWN_MODULE: Descriptor = Descriptor {
    code: "BW0204",
    name: "unknown-module",
    severity: Severity::Error,
    summary: "A `use` names a module that does not exist.",
    explanation: "\
A module is a file, named by its path from the source root: `teams/support.bwk` is `teams.support`. The modules of the
standard library begin with `std.`. Check the spelling, and that the file is among those that are checked.",
};

pub(crate) static UNKNOWN_IMPORT: Descriptor = Descriptor {
    code: "BW0205",
    name: "unknown-import",
    severity: Severity::Error,
    summary: "A `use` asks for a name that the module does not declare.",
    explanation: "\
The list behind `use MODULE` makes names of that module known without the module in front. Only what the module itself
declares outside of any block can stand there: not what it imports, and not what it declares inside a block.",
};

pub(crate) static AMBIGUOUS_NAME: Descriptor = Descriptor {
    code: "BW0206",
    name: "ambiguous-name",
    severity: Severity::Error,
    summary: "A name could stand for things of two modules.",
    explanation: "\
Two imports make the same name known. Import by a list that leaves one of them out, and write that one with its module in
front: `people.ana`.",
};

pub(crate) static DUPLICATE_MODULE: Descriptor = Descriptor {
    code: "BW0207",
    name: "duplicate-module",
    severity: Severity::Error,
    summary: "Two files are the same module.",
    explanation: "\
A module is named by its file's path with dots for slashes, so `a/b.bwk` and `a.b.bwk` are both `a.b`. Rename one file.",
};

/// A name of the wrong kind; also reported where types are checked.
pub static WRONG_KIND: Descriptor = Descriptor {
    code: "BW0301",
    name: "wrong-kind",
    severity: Severity::Error,
    summary: "A name stands for something of another kind than what is needed here.",
    explanation: "\
Every place asks for certain kinds of things: `infers with` for a model, `on` for a resource, `of` behind a credential for the
one it stands for. Kinds never stand for one another. In particular a human, a workload identity and delegated authority are
three different things: nobody acts as a human by being named where an agent is needed.",
};
