//! Who may look at whom.

use super::code::code_only;
use super::{File, assert_none, repository};
use std::fmt::Write as _;

struct Layer {
    folder: &'static str,
    number: u32,
    /// Lower folders that it must not know all the same.
    blind_to: &'static [&'static str],
}

const fn layer(number: u32, folder: &'static str, blind_to: &'static [&'static str]) -> Layer {
    Layer { folder, number, blind_to }
}

const TEXT: &[&str] = &["vocabulary", "syntax", "names"];

/// The folders of `src`, from the bottom up. A folder may use those with smaller numbers.
///
/// Conditions stand below the model although they know no noun of the policy: what the model declares holds under
/// conditions, and `logic` needs nothing from above to say what they mean.
const LAYERS: [Layer; 21] = [
    layer(0, "source", &[]),
    layer(1, "finding", &[]),
    layer(2, "vocabulary", &[]),
    layer(3, "syntax", &[]),
    layer(4, "names", &[]),
    layer(5, "inventory", &[]),
    layer(5, "logic", TEXT),
    layer(6, "model", &[]),
    layer(7, "graph", TEXT),
    layer(8, "facts", TEXT),
    layer(9, "proof", TEXT),
    layer(10, "project", &[]),
    layer(11, "tiers", &[]),
    layer(12, "rules", &[]),
    layer(13, "frameworks", &[]),
    layer(14, "analysis", &[]),
    layer(15, "change", &[]),
    layer(15, "trial", &[]),
    layer(16, "report", &[]),
    layer(16, "ide", &[]),
    layer(17, "cli", &[]),
];

fn find(folder: &str) -> Option<&'static Layer> {
    LAYERS.iter().find(|layer| layer.folder == folder)
}

/// The modules that `code` names right below `root`: `crate::a`, `crate::{a, b::C}`.
pub(crate) fn named_below<'code>(root: &str, code: &'code str) -> Vec<&'code str> {
    let mut named = Vec::new();
    for (at, _) in code.match_indices(root) {
        let (before, after) = (&code[..at], &code[at + root.len()..]);
        let is_whole_word = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        if let Some(path) = after.strip_prefix("::").filter(|_| is_whole_word) {
            named.extend(first_names(path));
        }
    }
    named
}

/// The first name of a path, or of each path of a braced list.
fn first_names(paths: &str) -> Vec<&str> {
    let name = |path: &'_ str| path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    let Some(list) = paths.strip_prefix('{') else { return vec![&paths[..name(paths)]] };
    let (mut names, mut depth, mut at_start) = (Vec::new(), 0_u32, true);
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            _ if at_start && !character.is_whitespace() => {
                names.push(&list[at..at + name(&list[at..])]);
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

fn complaints(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let Some((folder, _)) = file.path.strip_prefix("src/").and_then(|path| path.split_once('/')) else { continue };
        let Some(own) = find(folder) else {
            complaints.push(format!("{}: `{folder}` has no layer", file.path));
            continue;
        };
        let code = code_only(&file.text);
        if code.contains("super::super") {
            complaints.push(format!("{}: a path that climbs twice is better written from `crate`", file.path));
        }
        let named = ["crate", "bailiwick"].into_iter().flat_map(|root| named_below(root, &code));
        for name in named {
            complaints.extend(complaint(own, name).map(|complaint| format!("{}: {complaint}", file.path)));
        }
    }
    complaints
}

fn complaint(own: &Layer, name: &str) -> Option<String> {
    let other = find(name).filter(|other| other.folder != own.folder)?;
    let direction = match other.number.cmp(&own.number) {
        std::cmp::Ordering::Greater => "up to",
        std::cmp::Ordering::Equal => "aside to",
        std::cmp::Ordering::Less if own.blind_to.contains(&other.folder) => "at all at",
        std::cmp::Ordering::Less => return None,
    };
    let mut text = format!("`{}` (layer {}) may not look {direction} ", own.folder, own.number);
    write!(text, "`{}` (layer {})", other.folder, other.number).expect("a string takes everything");
    Some(text)
}

/// The folders that `lib.rs` declares, if they are out of order.
fn disorder(files: &[File]) -> Vec<String> {
    let library = files.iter().filter(|file| file.path == "src/lib.rs");
    let declared = library.flat_map(|file| file.text.lines().filter_map(|line| line.strip_prefix("pub mod ")));
    let numbers: Vec<u32> =
        declared.filter_map(|line| find(line.trim_end_matches(';'))).map(|own| own.number).collect();
    if numbers.is_sorted() { Vec::new() } else { vec![format!("src/lib.rs: modules out of layer order: {numbers:?}")] }
}

/// The folders whose first line says another layer than theirs, or none.
fn misnumbered(files: &[File]) -> Vec<String> {
    let said = |own: &Layer| {
        let path = format!("src/{}/mod.rs", own.folder);
        let file = files.iter().find(|file| file.path == path)?;
        let says = file.text.starts_with(&format!("//! Layer {}: ", own.number));
        (!says).then(|| format!("{path}: its first line should say `Layer {}`", own.number))
    };
    LAYERS.iter().filter_map(said).collect()
}

#[test]
fn nobody_looks_up() {
    assert_none(&complaints(&repository()));
}

#[test]
fn the_library_lists_its_layers_in_order() {
    assert_none(&disorder(&repository()));
    assert_eq!(disorder(&[File::new("src/lib.rs", "pub mod graph;\n\npub mod logic;\n")]).len(), 1);
}

#[test]
fn each_layer_says_its_number() {
    assert_none(&misnumbered(&repository()));
    assert_eq!(misnumbered(&[File::new("src/proof/mod.rs", "//! Layer 8: verdicts.\n")]).len(), 1);
}

#[test]
fn looking_up_is_seen() {
    let cases = [
        ("src/graph/build.rs", "use crate::rules::Rule;", "`graph` (layer 7) may not look up to `rules` (layer 12)"),
        (
            "src/proof/a/b.rs",
            "use crate::{logic::Set, report};",
            "`proof` (layer 9) may not look up to `report` (layer 16)",
        ),
        ("src/facts/a.rs", "fn f() { crate::cli::run() }", "`facts` (layer 8) may not look up to `cli` (layer 17)"),
        ("src/graph/a.rs", "use crate::syntax::ast;", "`graph` (layer 7) may not look at all at `syntax` (layer 3)"),
        ("src/magic/a.rs", "", "`magic` has no layer"),
        ("src/facts/a.rs", "use super::super::model;", "a path that climbs twice is better written from `crate`"),
    ];
    for (path, text, expected) in cases {
        assert_eq!(complaints(&[File::new(path, text)]), [format!("{path}: {expected}")]);
    }
    let fine = "// crate::cli\nuse crate::{logic::{Set, Guard}, graph};\nuse bailiwick::model::Base;";
    assert_eq!(complaints(&[File::new("src/graph/build.rs", fine)]), [""; 0]);
}
