//! The parts of the site, in the order in which they are listed.

use crate::source::{MANUAL, ManualText};

/// A part of the site.
pub(super) struct Section {
    pub(super) title: &'static str,
    /// Its name in links.
    pub(super) id: &'static str,
    /// One sentence of what its pages are about.
    pub(super) about: &'static str,
    /// Whether a text belongs to it, by its path.
    holds: fn(&str) -> bool,
}

impl Section {
    /// Its texts, by path.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'static ManualText> {
        MANUAL.iter().filter(|text| (self.holds)(&text.path))
    }
}

/// All of them. Every text belongs to one.
pub(super) const SECTIONS: [Section; 10] = [
    Section {
        title: "Language",
        id: "language",
        about: "What a policy is made of, and what all pages need.",
        holds: |path| is_in(path, "grammar/") || is_in(path, "grammar/reference/"),
    },
    Section {
        title: "Declarations",
        id: "declarations",
        about: "A page for each noun: its clauses, what follows from them, and what goes wrong most often.",
        holds: |path| is_in(path, "grammar/reference/declarations/"),
    },
    Section {
        title: "Clauses",
        id: "clauses",
        about: "Clauses that many nouns have.",
        holds: |path| is_in(path, "grammar/reference/clauses/"),
    },
    Section {
        title: "Sentences",
        id: "sentences",
        about: "What can be proved or refuted.",
        holds: |path| is_in(path, "grammar/reference/properties/"),
    },
    Section {
        title: "Rules",
        id: "rules",
        about: "What is asked of every policy: why, a policy that fails, one that passes, and what is not caught.",
        holds: |path| path.starts_with("stdlib/rules/") && super::is_markdown(path),
    },
    Section {
        title: "Commands",
        id: "commands",
        about: "What `bailiwick` can be asked for.",
        holds: |path| is_in(path, "grammar/reference/commands/"),
    },
    Section {
        title: "Formats",
        id: "formats",
        about: "The manifest, and what other programs read.",
        holds: |path| is_in(path, "grammar/reference/formats/"),
    },
    Section {
        title: "Library",
        id: "library",
        about: "What the modules of the standard library are for.",
        holds: |path| is_in(path, "grammar/reference/library/"),
    },
    Section {
        title: "Texts of the library",
        id: "texts",
        about: "The standard library as it is written.",
        holds: |path| path.starts_with("stdlib/") && !(path.starts_with("stdlib/rules/") && super::is_markdown(path)),
    },
    Section {
        title: "Examples",
        id: "examples",
        about: "Three stories, each in a policy that goes wrong and in one that is repaired.",
        holds: |path| path.starts_with("examples/"),
    },
];

/// The section of a text.
pub(super) fn of(path: &str) -> Option<&'static Section> {
    const ALL: &[Section] = &SECTIONS;
    ALL.iter().find(|section| (section.holds)(path))
}

/// Whether a path lies in a folder, and not deeper.
fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|name| !name.contains('/'))
}
