//! The standard library, inside the program.

use crate::source::{Db, File};

/// A module of the standard library.
#[derive(Clone, Copy, Debug)]
pub struct LibraryModule {
    /// Its name, `std.levels`.
    pub module: &'static str,
    /// The path that findings show, `stdlib/levels.bwk`.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Whether its rules are asked of every project, whether or not somebody uses the module.
    pub is_standing: bool,
    /// Whether it is a catalogue of controls: long, and read only where somebody uses it or asks for it.
    pub is_catalogue: bool,
}

impl LibraryModule {
    /// The first line of its documentation: of the comment that it begins with.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches('/').trim()
    }
}

macro_rules! library {
    ([$($name:literal),* $(,)?], [$($family:literal),* $(,)?], [$($framework:literal),* $(,)?]) => {
        &[
            $(LibraryModule {
                module: concat!("std.", $name),
                path: concat!("stdlib/", $name, ".bwk"),
                text: include_str!(concat!("../../stdlib/", $name, ".bwk")),
                is_standing: false,
                is_catalogue: false,
            },)*
            $(LibraryModule {
                module: concat!("std.rules.", $family),
                path: concat!("stdlib/rules/", $family, ".bwk"),
                text: include_str!(concat!("../../stdlib/rules/", $family, ".bwk")),
                is_standing: true,
                is_catalogue: false,
            },)*
            $(LibraryModule {
                module: concat!("std.frameworks.", $framework),
                path: concat!("stdlib/frameworks/", $framework, ".bwk"),
                text: include_str!(concat!("../../stdlib/frameworks/", $framework, ".bwk")),
                is_standing: false,
                is_catalogue: true,
            },)*
        ]
    };
}

/// Every module of the library: those that a policy can use, and those whose rules are asked of every project.
pub static LIBRARY: &[LibraryModule] = library!(
    ["contexts", "duties", "levels", "logging", "operations", "purposes", "regimes", "tiers"],
    [
        "accountability",
        "action",
        "credential",
        "data",
        "delegation",
        "exception",
        "flow",
        "gate",
        "graph",
        "inventory",
        "life",
        "log",
        "ownership",
        "privilege",
        "roles",
        "third-party",
        "tier",
        "tool"
    ],
    ["csa-maestro", "nist-ai-600-1", "nist-ai-rmf", "nist-csf", "nist-sp-800-53", "owasp-asi-2026", "owasp-nhi-2025"]
);

/// Whether the rules in a file are asked of every project.
pub fn is_standing(db: &dyn Db, file: File) -> bool {
    library_module(db, file).is_some_and(|module| module.is_standing)
}

/// Whether a file is a catalogue of controls that comes with the library.
pub fn is_catalogue(db: &dyn Db, file: File) -> bool {
    library_module(db, file).is_some_and(|module| module.is_catalogue)
}

/// Whether a file is the library's own. A file that somebody else wrote is not, whatever its name: it is read like any other.
pub fn is_library(db: &dyn Db, file: File) -> bool {
    library_module(db, file).is_some()
}

fn library_module(db: &dyn Db, file: File) -> Option<&'static LibraryModule> {
    let module = file.module(db);
    LIBRARY.iter().find(|one| *one.module == **module && *one.text == **file.text(db))
}
