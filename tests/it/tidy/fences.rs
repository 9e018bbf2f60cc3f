//! Which foreign crates are known where, and what the plain evaluator may share with the engine.

use super::code::code_only;
use super::layers::named_below;
use super::{File, assert_none, repository};

/// A crate and the only part of `src` that names it.
const FENCES: [(&str, &str); 15] = [
    ("pest", "src/syntax/"),
    ("pest_derive", "src/syntax/"),
    ("petgraph", "src/graph/"),
    ("z3", "src/logic/z3.rs"),
    ("maud", "src/report/"),
    ("miette", "src/report/"),
    ("clap", "src/cli/"),
    ("clap_complete", "src/cli/"),
    ("csv", "src/report/"),
    ("gix", "src/cli/revision/"),
    ("indicatif", "src/cli/"),
    ("ignore", "src/source/disk.rs"),
    ("toml", "src/project/"),
    ("lsp_server", "lsp/"),
    ("gen_lsp_types", "lsp/"),
];

/// What the plain evaluator and the generators of its policies may use, of the library and of the other tests: the
/// declared facts and what a condition is, so that nothing that is wrong in the engine is wrong in them, too. And what the
/// language server may use of the library.
const SHARED: [(&str, &str, &[&str]); 5] = [
    ("tests/plain/", "bailiwick", &["model", "logic"]),
    ("tests/plain/", "crate", &["plain", "random"]),
    ("tests/random/", "bailiwick", &["model", "logic", "source"]),
    ("tests/random/", "crate", &["plain", "random"]),
    // The language server translates, and decides nothing.
    ("lsp/src/", "bailiwick", &["ide", "finding", "names", "source"]),
];

fn complaints(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let code = code_only(&file.text);
        if file.path.starts_with("src/") {
            let outside = FENCES.iter().filter(|(_, inside)| !file.path.starts_with(inside));
            for (name, inside) in outside.filter(|(name, _)| names_crate(files, file, &code, name)) {
                complaints.push(format!("{}: `{name}` is known to {inside} only", file.path));
            }
        }
        for (folder, root, shared) in SHARED.iter().filter(|(folder, ..)| file.path.starts_with(folder)) {
            let taken = named_below(root, &code).into_iter().filter(|name| !shared.contains(name));
            complaints.extend(taken.map(|name| format!("{}: {folder} may not use `{root}::{name}`", file.path)));
        }
    }
    complaints
}

/// Whether a path in `code` begins with the crate `name`. A module of that name in the same folder hides the crate from
/// all paths that do not begin with `::`.
fn names_crate(files: &[File], file: &File, code: &str, name: &str) -> bool {
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_hidden = files.iter().any(|other| other.path == format!("{folder}/{name}.rs"));
    let word = format!("{name}::");
    code.match_indices(&word).any(|(at, _)| {
        let before = &code[..at];
        let is_part = |text: &str| text.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        match before.strip_suffix("::") {
            Some(parent) => !is_part(parent) && !parent.ends_with('>'),
            None => !is_part(before) && !is_hidden,
        }
    })
}

#[test]
fn foreign_crates_stay_where_they_belong() {
    assert_none(&complaints(&repository()));
}

#[test]
fn strays_are_seen() {
    let cases = [
        ("src/facts/closure.rs", "use petgraph::Graph;", "`petgraph` is known to src/graph/ only"),
        ("src/logic/decide.rs", "fn f() -> ::z3::Solver", "`z3` is known to src/logic/z3.rs only"),
        ("src/main.rs", "#[derive(clap::Parser)]", "`clap` is known to src/cli/ only"),
        ("tests/plain/a.rs", "use bailiwick::facts::close;", "tests/plain/ may not use `bailiwick::facts`"),
        ("tests/plain/a.rs", "use crate::{plain::x, cli};", "tests/plain/ may not use `crate::cli`"),
    ];
    for (path, text, expected) in cases {
        assert_eq!(complaints(&[File::new(path, text)]), [format!("{path}: {expected}")]);
    }
    let fine = [
        File::new("src/logic/z3.rs", "use ::z3::Solver;"),
        File::new("src/logic/decide.rs", "use super::z3; fn f() { z3::version() }"),
        File::new(
            "src/facts/a.rs",
            "// petgraph::Graph\nfn f() { my_petgraph::g(); petgraph_like::h(); a::ignore::b() }",
        ),
        File::new("tests/plain/a.rs", "use bailiwick::{logic::Guard, model::Base}; use crate::plain::world::World;"),
        File::new("tests/it/a.rs", "use bailiwick::facts::close;"),
    ];
    assert_eq!(complaints(&fine), [""; 0]);
}
