use crate::source::stdlib::LIBRARY;
use crate::source::{Database, File, Project};

/// The path of a question that is asked about a project, as it is shown.
pub const QUESTION: &str = "<the question>";

/// The module of a question, which knows the names of all others. No file has it: there are no slashes in modules.
pub const QUESTION_MODULE: &str = "/question";

/// The files of a project that is in memory, with the standard library. Paths are relative to the source root; the order
/// of the files does not matter. `as_of` is in days since 1970-01-01.
pub fn project(db: &Database, files: &[(&str, &str)], as_of: i64) -> Project {
    let files = files
        .iter()
        .map(|(path, text)| File::new(db, (*path).into(), (*path).into(), module_name(path).into(), (*text).into()));
    with_library(db, files.collect(), as_of)
}

/// A project of these files and the standard library. `as_of` is in days since 1970-01-01.
pub fn with_library(db: &Database, files: Vec<File>, as_of: i64) -> Project {
    Project::new(db, sorted_with_library(db, files), as_of)
}

/// These files and those of the standard library, in the order of a project.
pub fn sorted_with_library(db: &Database, mut files: Vec<File>) -> Vec<File> {
    let library = LIBRARY.iter();
    files
        .extend(library.map(|one| File::new(db, one.path.into(), one.path.into(), one.module.into(), one.text.into())));
    files.sort_by(|a, b| (a.module(db), a.path(db)).cmp(&(b.module(db), b.path(db))));
    files
}

/// The name of the module that a file is: its path from the source root without its ending, with dots for slashes.
pub fn module_name(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.strip_suffix(".bwk").unwrap_or(path).replace(['/', '\\'], ".")
}

#[cfg(test)]
mod tests {
    use super::{module_name, project};
    use crate::source::{Database, LIBRARY};

    #[test]
    fn a_module_is_named_by_its_path() {
        let cases = [("a.bwk", "a"), ("./a/b-c.bwk", "a.b-c"), ("a\\b.bwk", "a.b"), ("a.b", "a.b")];
        for (path, expected) in cases {
            assert_eq!(module_name(path), expected);
        }
    }

    #[test]
    fn the_order_of_the_files_does_not_matter() {
        let db = Database::default();
        let modules = |files: &[(&str, &str)]| -> Vec<String> {
            project(&db, files, 0).files(&db).iter().map(|file| file.module(&db).to_string()).collect()
        };
        let mut expected: Vec<String> = LIBRARY.iter().map(|one| one.module.to_owned()).collect();
        expected.extend(["people".to_owned(), "tools".to_owned()]);
        expected.sort();
        assert_eq!(modules(&[("tools.bwk", ""), ("people.bwk", "")]), expected);
        assert_eq!(modules(&[("people.bwk", ""), ("tools.bwk", "")]), expected);
    }
}
