//! The texts that explain the language, inside the program: the reference, the pages of the rules, the library, the examples.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

static GRAMMAR: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/grammar");
static LIBRARY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/stdlib");
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples");

/// One of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualText {
    /// Where it lies in the repository, `grammar/reference/declarations/gate.md`.
    pub path: String,
    /// The text.
    pub text: &'static str,
}

/// All of them, by path.
pub static MANUAL: LazyLock<Vec<ManualText>> = LazyLock::new(|| {
    let mut texts = Vec::new();
    for (name, folder) in [("grammar", &GRAMMAR), ("stdlib", &LIBRARY), ("examples", &EXAMPLES)] {
        collect(name, folder, &mut texts);
    }
    texts.sort_by(|one, other| one.path.cmp(&other.path));
    texts
});

fn collect(name: &str, folder: &'static Dir<'static>, texts: &mut Vec<ManualText>) {
    let slashed = |path: &std::path::Path| path.to_string_lossy().replace('\\', "/");
    let files = folder.files().filter_map(|file| Some((file.path(), file.contents_utf8()?)));
    texts.extend(files.map(|(path, text)| ManualText { path: format!("{name}/{}", slashed(path)), text }));
    for inner in folder.dirs() {
        collect(name, inner, texts);
    }
}
