#![expect(missing_docs, reason = "salsa writes constructors and setters without documentation")]

use std::sync::Arc;

use crate::source::interruption::Wish;
use salsa::Setter as _;

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

impl File {
    /// Shows a file by another path, such as that of a revision in which it was found.
    pub fn show_as(self, db: &mut Database, path: &str) {
        self.set_path(db).to(path.into());
    }
}

/// The files that are checked together, the standard library's among them, in the order of their module names.
#[salsa::input(debug)]
pub struct Project {
    /// All files, sorted by module name; the standard library's files have modules that begin with `std.`.
    #[returns(ref)]
    pub files: Vec<File>,
    /// The as-of date, in days since 1970-01-01.
    pub as_of: i64,
    /// The packages that the files belong to, the one that is checked first. Empty without a manifest: then all files
    /// belong together.
    #[default]
    #[returns(ref)]
    pub packages: Vec<Package>,
    /// The profile that was chosen, by its name.
    #[default]
    #[returns(ref)]
    pub profile: Option<Arc<str>>,
}

/// A folder with a manifest, as it was found on the disk. What is wrong with it is said by those who judge it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Package {
    /// What stands before the names of its modules; empty for the package that is checked.
    pub name: Arc<str>,
    /// Its manifest, whose module is no module.
    pub manifest: File,
    /// Its files, without those of packages inside it.
    pub files: Vec<File>,
    /// For each of its manifest's sources, in order: why it can not be read, if it can not.
    pub sources: Vec<Option<Arc<str>>>,
    /// The packages it depends on, by what the manifest calls them: an index into [`Project::packages`], or nothing if
    /// there is no package.
    pub dependencies: Vec<(Arc<str>, Option<usize>)>,
    /// Packages inside its sources, which were not read with it: their folders, below the project's.
    pub inside: Vec<Arc<str>>,
}

/// What queries need of a database.
#[salsa::db]
pub trait Db: salsa::Database {}

/// The database of one process: a handle is cheap to clone and may be sent to another thread.
#[salsa::db]
#[derive(Clone, Default)]
pub struct Database {
    storage: salsa::Storage<Self>,
    pub(crate) wish: Wish,
}

impl Database {
    /// Makes every other handle end its work, and waits until it is gone. Only then can something be written.
    pub fn end_others(&mut self) {
        let wish = self.wish.clone();
        wish.raise();
        salsa::Database::trigger_cancellation(self);
        // Nobody is left who could see it.
        wish.lower();
    }
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Db for Database {}
