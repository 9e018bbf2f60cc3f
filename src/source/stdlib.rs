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
}

impl LibraryModule {
    /// The first line of its documentation: of the comment that it begins with.
    pub fn summary(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches('/').trim()
    }
}

macro_rules! library {
    ($($name:literal),* $(,)?) => {
        [$(LibraryModule {
            module: concat!("std.", $name),
            path: concat!("stdlib/", $name, ".bwk"),
            text: include_str!(concat!("../../stdlib/", $name, ".bwk")),
        }),*]
    };
}

/// Every module of the library, by name.
pub static LIBRARY: [LibraryModule; 2] = library!["levels", "operations"];

/// Whether a file is the library's own. A file that somebody else wrote is not, whatever its name: it is read like any other.
pub fn is_library(db: &dyn Db, file: File) -> bool {
    let is_same = |one: &LibraryModule| *one.module == **file.module(db) && *one.text == **file.text(db);
    LIBRARY.iter().any(is_same)
}
