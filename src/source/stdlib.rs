//! The standard library, inside the program.

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

/// What the name of every module of the library begins with.
pub const LIBRARY_PREFIX: &str = "std.";

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
