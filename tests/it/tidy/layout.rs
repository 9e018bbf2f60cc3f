//! What lies where.

use super::{File, assert_none, repository};
use std::collections::BTreeSet;

/// What a visitor sees first. Everything else begins with a dot.
const TOP_LEVEL: [&str; 13] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "build.rs",
    "examples",
    "grammar",
    "lsp",
    "src",
    "stdlib",
    "tests",
];

const MOST_DEPENDENCIES: usize = 24;

fn strangers(files: &[File]) -> Vec<String> {
    let first = |file: &File| file.path.split('/').next().unwrap_or_default().to_owned();
    let seen: BTreeSet<String> = files.iter().map(first).collect();
    let strangers = seen.into_iter().filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(&name.as_str()));
    strangers.map(|name| format!("`{name}` does not belong at the top")).collect()
}

/// Every folder of code has a page that says what it is for, in its `mod.rs` or included there.
fn missing_front_pages(files: &[File]) -> Vec<String> {
    let code = files.iter().filter(|file| file.is_rust());
    let mut folders: BTreeSet<&str> = code.filter_map(|file| Some(file.path.rsplit_once('/')?.0)).collect();
    folders.retain(|folder| folder.starts_with("src/") || folder.starts_with("lsp/src/"));
    let has_page = |folder: &&str| {
        let page = format!("{folder}/mod.rs");
        let says = |text: &str| text.starts_with("//!") || text.starts_with("#![doc = include_str!(");
        files.iter().any(|file| file.path == page && says(&file.text))
    };
    let without = folders.into_iter().filter(|folder| !has_page(folder));
    without.map(|folder| format!("{folder} has no `mod.rs` that says what it is for")).collect()
}

/// Direct dependencies are few, and each says what it is for.
fn unexplained_dependencies(files: &[File]) -> Vec<String> {
    let manifests = files.iter().filter(|file| file.path == "Cargo.toml" || file.path == "lsp/Cargo.toml");
    manifests.flat_map(unexplained_in).collect()
}

fn unexplained_in(manifest: &File) -> Vec<String> {
    let lines = manifest.text.lines();
    let dependencies = lines.skip_while(|line| *line != "[dependencies]").skip(1);
    let dependencies: Vec<&str> =
        dependencies.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty()).collect();
    let unexplained = dependencies.iter().filter(|line| !line.contains(" # "));
    let mut complaints: Vec<String> = unexplained.map(|line| format!("{}: what for? {line}", manifest.path)).collect();
    if dependencies.len() > MOST_DEPENDENCIES {
        complaints.push(format!("{}: more than {MOST_DEPENDENCIES} dependencies", manifest.path));
    }
    complaints
}

#[test]
fn the_top_level_is_as_agreed() {
    assert_none(&strangers(&repository()));
    let files =
        [File::new("docs/a.md", ""), File::new("setup.sh", ""), File::new(".ci/run", ""), File::new("src/a.rs", "")];
    assert_eq!(strangers(&files).len(), 2);
}

#[test]
fn every_folder_of_code_has_a_front_page() {
    assert_none(&missing_front_pages(&repository()));
    let files = [
        File::new("src/lib.rs", ""),
        File::new("src/a/mod.rs", "//! What it is for.\n"),
        File::new("src/b/mod.rs", "mod c;"),
        File::new("src/c/mod.rs", "#![doc = include_str!(\"README.md\")]"),
        File::new("src/d/e/f.rs", ""),
        File::new("src/g/schema.json", "{}"),
        File::new("lsp/src/h/i.rs", ""),
    ];
    let without = |folder| format!("{folder} has no `mod.rs` that says what it is for");
    assert_eq!(missing_front_pages(&files), ["lsp/src/h", "src/b", "src/d/e"].map(without));
}

#[test]
fn every_dependency_says_what_it_is_for() {
    assert_none(&unexplained_dependencies(&repository()));
    let explained = |count: usize| "helper = \"1\" # it helps\n".repeat(count);
    let manifest =
        |dependencies: String| [File::new("Cargo.toml", &format!("[dependencies]\n{dependencies}\n[lints]\nx = 1"))];
    assert_eq!(unexplained_dependencies(&manifest(explained(24))), [""; 0]);
    assert_eq!(unexplained_dependencies(&manifest(explained(25))).len(), 1);
    assert_eq!(unexplained_dependencies(&manifest("left-pad = \"1\"\n".to_owned())).len(), 1);
    let of_server = [File::new("lsp/Cargo.toml", "[dependencies]\nleft-pad = \"1\"\n\n[lints]\nx = 1")];
    assert_eq!(unexplained_dependencies(&of_server), ["lsp/Cargo.toml: what for? left-pad = \"1\""]);
}
