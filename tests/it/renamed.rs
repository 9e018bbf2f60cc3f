//! Nothing in the compiler knows a name of the standard library: with a copy of it in which everything is called otherwise, the
//! examples come to the same.

use std::collections::BTreeSet;
use std::path::Path;

use bailiwick::analysis::check;
use bailiwick::names::{Sort, names};
use bailiwick::source::{Database, LIBRARY, project, with_library};

use crate::support::AS_OF;

const EXAMPLES: [&str; 6] = [
    "clinsum/flawed/clinsum",
    "clinsum/repaired/clinsum",
    "helpdesk/flawed/helpdesk",
    "helpdesk/repaired/helpdesk",
    "patchpilot/flawed/patchpilot",
    "patchpilot/repaired/patchpilot",
];

/// What the library declares, by what it is.
struct Declared {
    operations: BTreeSet<String>,
    levels: BTreeSet<String>,
    /// Everything else: compartments, tables, tiers, contexts.
    others: BTreeSet<String>,
}

fn declared() -> Declared {
    let db = Database::default();
    let project = with_library(&db, Vec::new(), AS_OF);
    let names = names(&db, project);
    let of = |wanted: fn(Sort) -> bool| {
        let found = names.definitions.iter().filter(|one| {
            let module = &names.module(one.module).name;
            wanted(one.sort) && LIBRARY.iter().any(|known| known.module == module && !known.is_standing)
        });
        found.map(|one| one.name.clone()).collect::<BTreeSet<_>>()
    };
    let is_other = |sort: Sort| matches!(sort, Sort::Compartment | Sort::Tiers | Sort::Tier);
    Declared {
        operations: of(|sort| sort == Sort::Operation),
        levels: of(|sort| sort == Sort::Level),
        others: of(is_other),
    }
}

/// Words, and what stands between them; texts in quotes and comments are kept whole.
fn tokens(line: &str) -> Vec<String> {
    let (mut tokens, mut rest) = (Vec::new(), line);
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let length = if rest.starts_with("//") {
            rest.len()
        } else if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if is_word(first) {
            rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        tokens.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    tokens
}

impl Declared {
    /// A line in which everything of the library is called otherwise.
    fn renamed(&self, line: &str) -> String {
        let mut tokens = tokens(line);
        let before = |tokens: &[String], at: usize| {
            tokens[..at].iter().rev().find(|token| !token.trim().is_empty()).cloned().unwrap_or_default()
        };
        let after = |tokens: &[String], at: usize| {
            tokens[at + 1..].iter().find(|token| !token.trim().is_empty()).cloned().unwrap_or_default()
        };
        let old = tokens.clone();
        for at in 0..tokens.len() {
            let (word, previous, next) = (old[at].as_str(), before(&old, at), after(&old, at));
            let is_operation = self.operations.contains(word) && is_operation_here(&old, at);
            let is_level = self.levels.contains(word) && previous != "is";
            let is_language = word == "secret" && (previous == "any" || next == "of");
            let is_other = self.others.contains(word) && !is_language;
            if is_operation || is_level || is_other {
                tokens[at] = format!("our-{word}");
            }
        }
        tokens.concat().replace("use std.", "use house.")
    }
}

/// Whether the word at a place stands where operations stand: before `on`, alone or in brackets, behind `of` in a line of evidence, in
/// what scores and in an import.
fn is_operation_here(tokens: &[String], at: usize) -> bool {
    let line = tokens.concat();
    let head = line.split_whitespace().next().unwrap_or_default();
    if ["operation", "score", "approval", "use", "evidence", "excludes"].contains(&head) {
        return true;
    }
    let mut rest = tokens[at + 1..].iter().map(|token| token.trim()).filter(|token| !token.is_empty());
    let inside = tokens[..at].concat();
    let is_listed = inside.rfind('[') > inside.rfind(']');
    if is_listed {
        rest.find(|token| *token == "]").is_some() && rest.next() == Some("on")
    } else {
        rest.next() == Some("on")
    }
}

/// The verdicts and the codes of everything found, in an order that names do not matter for.
fn outcome(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let db = Database::default();
    let outcome = check(&db, project(&db, files, AS_OF));
    let verdicts = outcome.verdicts.iter().map(|one| format!("{} {}", one.name, one.status.word())).collect();
    let mut codes: Vec<String> = outcome.findings.iter().map(|one| one.about.code.to_owned()).collect();
    codes.sort_unstable();
    (verdicts, codes)
}

#[test]
fn the_examples_come_to_the_same_with_a_library_of_other_names() {
    let declared = declared();
    assert!(
        declared.operations.contains("publish")
            && declared.levels.contains("internal")
            && declared.others.contains("pii")
    );
    let rename = |text: &str| text.lines().map(|line| declared.renamed(line) + "\n").collect::<String>();
    let house: Vec<(String, String)> = LIBRARY
        .iter()
        .filter(|module| !module.is_standing)
        .map(|module| (module.path.replace("stdlib/", "house/"), rename(module.text)))
        .collect();
    for example in EXAMPLES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{example}.bwk"));
        let text = std::fs::read_to_string(&path).expect("an example");
        let copy = rename(&text);
        assert_ne!(text, copy, "{example}");
        let used: Vec<(&str, &str)> = house
            .iter()
            .filter(|(path, _)| {
                ["levels", "operations", "tiers"].iter().any(|name| path.ends_with(&format!("/{name}.bwk")))
            })
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .chain([("main.bwk", copy.as_str())])
            .collect();
        assert_eq!(outcome(&used), outcome(&[("main.bwk", text.as_str())]), "{example}");
    }
}
