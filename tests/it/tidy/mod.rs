//! The architecture, kept: who may look at whom, how long things may get, what lies where.
//!
//! Every check is a function from files to complaints. It runs over this repository, and over a file or two that break
//! the rule: a check that lets those pass is none.

mod code;
mod fences;
mod layers;
mod layout;
mod shape;
mod text;

use std::path::Path;

/// A file of the repository.
pub(crate) struct File {
    /// From the root, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|ending| ending == "rs")
    }
}

/// Every file that is or would be committed, by path. What is not text counts as empty.
pub(crate) fn repository() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut walk = ignore::WalkBuilder::new(root);
    walk.hidden(false).require_git(false).git_global(false).filter_entry(|entry| entry.file_name() != ".git");
    let mut files = Vec::new();
    for entry in walk.build() {
        let entry = entry.expect("the repository can be read");
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            let below = entry.path().strip_prefix(root).expect("the walk stays below its root");
            let path = below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            files.push(File { path, text });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Fails with all complaints at once.
pub(crate) fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn the_walk_finds_the_repository_and_nothing_that_is_built() {
    let files = repository();
    for expected in ["Cargo.toml", "src/lib.rs", "tests/it/tidy/mod.rs", ".cargo/config.toml"] {
        assert!(files.iter().any(|file| file.path == expected && !file.text.is_empty()), "{expected}");
    }
    assert!(!files.iter().any(|file| file.path.starts_with("target/") || file.path.starts_with(".git/")));
}
