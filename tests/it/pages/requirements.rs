//! The table of what is asked for points at nothing that is not there: every reference is resolved, and what can be run is run.

use std::collections::BTreeMap;
use std::path::Path;

use bailiwick::analysis::{Outcome, check};
use bailiwick::inventory::is_attribute;
use bailiwick::project::{Loaded, load};
use bailiwick::source::{Database, LIBRARY};
use bailiwick::vocabulary::{NOUNS, noun};

use super::pages;
use crate::lints::shipped;
use crate::support::AS_OF;
use crate::tidy::repository;

/// How many things are asked for.
const ROWS: usize = 76;

/// The sentences that can be written today.
const FORMS: [(&str, &str); 11] = [
    ("never-causes", "properties/causes"),
    ("never-reaches", "properties/reaches"),
    ("never-extracts", "properties/extracts"),
    ("never-obtains", "properties/obtains"),
    ("never-influences", "properties/influences"),
    ("never-starts", "properties/starts"),
    ("possible", "properties/possible"),
    ("always-needs", "properties/always"),
    ("of-another", "properties/of-another"),
    ("even-if", "properties/even-if"),
    ("assuming", "properties/assuming"),
];

/// The rows: their numbers, and the references in the last column.
fn rows(text: &str) -> Vec<(String, Vec<String>)> {
    let lines = text.lines().filter(|line| line.starts_with("| S"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let last = cells.last().copied().unwrap_or_default();
        let references = last.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        (cells[0].to_owned(), references)
    };
    lines.map(row).collect()
}

/// What the examples come to, each checked once.
#[derive(Default)]
struct Examples(BTreeMap<String, Outcome>);

impl Examples {
    fn outcome(&mut self, path: &str) -> &Outcome {
        self.0.entry(path.to_owned()).or_insert_with(|| {
            let db = Database::default();
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
            let Loaded { project, .. } =
                load(&db, &[root], AS_OF, None).unwrap_or_else(|_| unreachable!("{path} can be read"));
            check(&db, project)
        })
    }

    /// What is wrong with a reference; nothing if it leads to something.
    fn complaint(&mut self, reference: &str) -> Option<&'static str> {
        let words: Vec<&str> = reference.split_whitespace().collect();
        let is_there = match words.as_slice() {
            ["noun", name] => noun(name).is_some(),
            ["clause", path] => {
                let (name, head) = path.split_once('.').unwrap_or_default();
                noun(name).is_some_and(|noun| noun.clause(head).is_some())
            }
            ["attribute", path] => path.split_once('.').is_some_and(|(kind, name)| is_attribute(kind, name)),
            ["rule", code, name] => shipped().iter().any(|about| about.code == *code && about.name == *name),
            ["module", name] => LIBRARY.iter().any(|module| module.module == *name),
            ["form", name] => FORMS.iter().any(|(form, page)| form == name && is_page(page)),
            ["command", name] => is_page(&format!("commands/{name}")),
            ["field", format, path] => has_field(format, path),
            ["test", path, name] => has_test(path, name),
            ["proof", example, name, status] => {
                let verdicts = &self.outcome(example).verdicts;
                verdicts
                    .iter()
                    .any(|one| one.name == *name && (one.status.word() == *status || cfg!(not(feature = "z3"))))
            }
            ["finding", example, code] => self.outcome(example).findings.iter().any(|one| one.about.code == *code),
            ["later", ..] => words.len() > 1,
            _ => return Some("is no reference"),
        };
        (!is_there).then_some("leads to nothing")
    }
}

fn is_page(name: &str) -> bool {
    pages().iter().any(|page| page.path == format!("grammar/reference/{name}.md"))
}

/// Whether a test function of this name stands in a file.
fn has_test(path: &str, name: &str) -> bool {
    let file = repository().into_iter().find(|file| file.path == path);
    file.is_some_and(|file| file.text.contains(&format!("#[test]\nfn {name}()")))
}

/// Whether a path of properties exists in the JSON schema of a format.
fn has_field(format: &str, path: &str) -> bool {
    let file = repository().into_iter().find(|file| file.path == format!("src/report/schema/{format}.json"));
    let Some(schema) = file.and_then(|file| serde_json::from_str::<serde_json::Value>(&file.text).ok()) else {
        return false;
    };
    path.split('.').try_fold(schema.clone(), |at, word| step(&schema, &at, word)).is_some()
}

/// One property further, through references, alternatives and arrays.
fn step(schema: &serde_json::Value, at: &serde_json::Value, word: &str) -> Option<serde_json::Value> {
    if let Some(found) = at.get("properties").and_then(|properties| properties.get(word)) {
        return Some(found.clone());
    }
    if let Some(target) = at.get("$ref").and_then(serde_json::Value::as_str) {
        return step(schema, schema.pointer(target.trim_start_matches('#'))?, word);
    }
    if let Some(items) = at.get("items") {
        return step(schema, items, word);
    }
    ["anyOf", "oneOf"]
        .iter()
        .filter_map(|key| at.get(key)?.as_array())
        .flatten()
        .find_map(|one| step(schema, one, word))
}

#[test]
fn every_reference_leads_to_something_that_runs() {
    let page = pages().into_iter().find(|page| page.path == "grammar/reference/requirements.md").expect("the table");
    let rows = rows(&page.text);
    let numbers: Vec<String> = rows.iter().map(|(number, _)| number.clone()).collect();
    assert_eq!(numbers, (1..=ROWS).map(|number| format!("S{number}")).collect::<Vec<_>>());
    let mut examples = Examples::default();
    let mut wrong = Vec::new();
    for (number, references) in &rows {
        let found = references.iter().filter_map(|one| Some(format!("{number}: `{one}` {}", examples.complaint(one)?)));
        wrong.extend(found);
        if references.iter().all(|one| one.starts_with("later ")) {
            wrong.push(format!("{number} points at nothing that is there today"));
        }
    }
    assert_eq!(wrong, [""; 0]);
    let kinds = ["clause ", "rule ", "proof ", "finding ", "field ", "test ", "form "];
    for kind in kinds {
        assert!(rows.iter().flat_map(|(_, all)| all).any(|one| one.starts_with(kind)), "{kind}");
    }
}

#[test]
fn what_is_not_there_is_noticed() {
    let mut examples = Examples::default();
    let wrong = [
        "noun wrkflow",
        "clause workflow.onwer",
        "attribute workflow.derived-teir",
        "rule BW1003 missing-review",
        "module std.teirs",
        "form never-sings",
        "command sing",
        "field check verdicts.witness.hop",
        "test tests/it/main.rs sings",
        "proof examples/patchpilot/flawed no-such-proof refuted",
        "finding examples/patchpilot/repaired BW1004",
    ];
    for reference in wrong {
        assert_eq!(examples.complaint(reference), Some("leads to nothing"), "{reference}");
    }
    assert_eq!(examples.complaint("see above"), Some("is no reference"));
    assert!(NOUNS.iter().all(|one| examples.complaint(&format!("noun {}", one.name)).is_none()));
}
