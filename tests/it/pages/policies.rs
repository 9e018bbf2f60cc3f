//! The policies on the pages.

use bailiwick::analysis::findings;
use bailiwick::finding::Finding;
use bailiwick::source::{Database, LineIndex, project};
#[cfg(feature = "z3")]
use bailiwick::trial::{Options, run};

use super::blocks_of;
use crate::support::AS_OF;

/// What a fragment leaves out, by its page and its first line; in the order of the pages.
const FRAGMENTS: [(&str, &str, &str); 5] = [
    (
        "README.md",
        "agent triage in corp {",
        "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
domain out  is internet
origin anyone in out { may write on issues }
store issues is queue in corp { holds public }
sink registry is public in out
blueprint coder in corp
",
    ),
    ("grammar/reference/commands/test.md", "edition 2026", ""),
    ("grammar/reference/declarations/rule.md", "edition 2026", ""),
    ("grammar/reference/declarations/rule.md", "edition 2026", ""),
    ("stdlib/README.md", "use std.levels [*]", ""),
];

#[test]
fn every_policy_means_something() {
    let blocks = blocks_of("bwk");
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let shown: Vec<(String, String)> = blocks.iter().map(|block| (block.page.clone(), first(&block.text))).collect();
    let known = FRAGMENTS.map(|(page, line, _)| (page.to_owned(), line.to_owned()));
    assert_eq!(shown, known, "what the pages show, and what is known here");
    for (block, (.., prelude)) in blocks.iter().zip(FRAGMENTS) {
        let text = format!("{prelude}{}", block.text);
        let db = Database::default();
        let found = findings(&db, project(&db, &[("main.bwk", &text)], AS_OF));
        let index = LineIndex::new(&text);
        let line = |one: &Finding| index.position(&text, one.span.start).line;
        let found: Vec<(u32, String)> = found.iter().map(|one| (line(one), one.about.code.to_owned())).collect();
        assert_eq!(found, announced(&text), "{}", block.page);
    }
}

/// The tests that a page shows pass.
#[cfg(feature = "z3")]
#[test]
fn every_test_is_met() {
    let blocks = blocks_of("bwk");
    let tested = blocks.iter().filter(|block| block.text.lines().any(|line| line.starts_with("test ")));
    let mut ran = 0;
    for block in tested {
        let db = Database::default();
        let outcome = run(&db, project(&db, &[("main.bwk", &block.text)], AS_OF), &Options::default());
        assert!(outcome.passed(), "{}: {outcome:?}", block.page);
        ran += outcome.tests.len();
    }
    assert!(ran >= 2, "the page about tests shows some");
}

/// The findings that a page announces: behind `//~` on their lines, by code.
fn announced(text: &str) -> Vec<(u32, String)> {
    let codes = |line: &str| line.split_once("//~").map(|(_, codes)| codes.to_owned()).unwrap_or_default();
    let of_line = |(line, number): (&str, u32)| {
        codes(line).split_whitespace().map(|code| (number, code.to_owned())).collect::<Vec<_>>()
    };
    text.lines().zip(1..).flat_map(of_line).collect()
}
