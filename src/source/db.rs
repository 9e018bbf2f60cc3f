#![expect(missing_docs, reason = "salsa writes constructors and setters without documentation")]

use std::sync::Arc;

/// A source file as the queries see it. Its text is an input: it changes only from outside.
#[salsa::input(debug)]
pub struct File {
    /// The path as the user knows it, with forward slashes.
    #[returns(ref)]
    pub path: Arc<str>,
    /// The path below the root of the project: below the folder that was named, or the name of a file that was named
    /// itself. With forward slashes; it does not depend on where the project is, or from where it is looked at.
    #[returns(ref)]
    pub below: Arc<str>,
    /// The module's name: `below` without its ending, with dots. `std.levels` for the library.
    #[returns(ref)]
    pub module: Arc<str>,
    /// The text.
    #[returns(ref)]
    pub text: Arc<str>,
}

/// The files that are checked together, the standard library's among them, in the order of their module names.
#[salsa::input(debug)]
pub struct Project {
    /// All files, sorted by module name; the standard library's files have modules that begin with `std.`.
    #[returns(ref)]
    pub files: Vec<File>,
    /// The as-of date, in days since 1970-01-01.
    pub as_of: i64,
}

/// What queries need of a database.
#[salsa::db]
pub trait Db: salsa::Database {}

/// The database of one process: a handle is cheap to clone and may be sent to another thread.
#[salsa::db]
#[derive(Clone, Default)]
pub struct Database {
    storage: salsa::Storage<Self>,
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Db for Database {}
