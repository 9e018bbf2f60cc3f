//! The policies on the pages.

use bailiwick::analysis::check;
use bailiwick::finding::Finding;
use bailiwick::source::{Database, LineIndex, project};
#[cfg(feature = "z3")]
use bailiwick::trial::{Options, run};

use super::blocks_of;
use crate::support::{AS_OF, is_lint};

/// What a fragment leaves out, by its page and its first line; in the order of the pages. What begins with an edition is no
/// fragment.
const FRAGMENTS: [(&str, &str, &str); 2] = [
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
    ("stdlib/README.md", "use std.levels [*]", ""),
];

#[test]
fn every_policy_means_something() {
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    // Those of the rules have a test of their own.
    let blocks: Vec<_> =
        blocks_of("bwk").into_iter().filter(|block| !block.page.starts_with("stdlib/rules/")).collect();
    let is_whole = |text: &str| text.starts_with("edition ");
    let parts = blocks.iter().filter(|block| !is_whole(&block.text));
    let shown: Vec<(String, String)> = parts.map(|block| (block.page.clone(), first(&block.text))).collect();
    let known = FRAGMENTS.map(|(page, line, _)| (page.to_owned(), line.to_owned()));
    assert_eq!(shown, known, "what the pages show, and what is known here");
    for block in &blocks {
        let fragment = FRAGMENTS.iter().find(|(page, line, _)| *page == block.page && *line == first(&block.text));
        let prelude = fragment.map_or("", |(.., prelude)| prelude);
        let text = format!("{prelude}{}", block.text);
        let db = Database::default();
        let found = check(&db, project(&db, &[("main.bwk", &text)], AS_OF)).findings;
        let index = LineIndex::new(&text);
        let line = |one: &Finding| index.position(&text, one.span.start).line;
        let announced = announced(&text);
        let found = found.iter().map(|one| (line(one), one.about.code.to_owned(), is_lint(one)));
        let found = found.filter(|(line, code, is_lint)| !is_lint || announced.contains(&(*line, code.clone())));
        let found: Vec<(u32, String)> = found.map(|(line, code, _)| (line, code)).collect();
        assert_eq!(found, announced, "{}", block.page);
    }
}

/// The tests that a page shows pass.
#[cfg(feature = "z3")]
#[test]
fn every_test_is_met() {
    let blocks = blocks_of("bwk");
    // What a page shows as a mistake is no test that could pass.
    let is_fine = |text: &str| announced(text).is_empty();
    let tested = blocks.iter().filter(|block| block.text.lines().any(|line| line.starts_with("test ")));
    let tested = tested.filter(|block| is_fine(&block.text) && !block.page.starts_with("stdlib/rules/"));
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
