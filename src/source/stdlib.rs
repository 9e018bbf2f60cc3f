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
}

impl LibraryModule {
    /// The first line of its documentation: of the comment that it begins with.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches('/').trim()
    }
}

macro_rules! library {
    ([$($name:literal),* $(,)?], [$($family:literal),* $(,)?]) => {
        &[
            $(LibraryModule {
                module: concat!("std.", $name),
                path: concat!("stdlib/", $name, ".bwk"),
                text: include_str!(concat!("../../stdlib/", $name, ".bwk")),
                is_standing: false,
            },)*
            $(LibraryModule {
                module: concat!("std.rules.", $family),
                path: concat!("stdlib/rules/", $family, ".bwk"),
                text: include_str!(concat!("../../stdlib/rules/", $family, ".bwk")),
                is_standing: true,
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
    ]
);

/// Whether the rules in a file are asked of every project.
pub fn is_standing(db: &dyn Db, file: File) -> bool {
    library_module(db, file).is_some_and(|module| module.is_standing)
}

/// Whether a file is the library's own. A file that somebody else wrote is not, whatever its name: it is read like any other.
pub fn is_library(db: &dyn Db, file: File) -> bool {
    library_module(db, file).is_some()
}

fn library_module(db: &dyn Db, file: File) -> Option<&'static LibraryModule> {
    let module = file.module(db);
    LIBRARY.iter().find(|one| *one.module == **module && *one.text == **file.text(db))
}
