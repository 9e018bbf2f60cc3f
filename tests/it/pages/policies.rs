//! The policies on the pages.

use super::blocks_of;
use crate::facts::policy;

/// What a fragment leaves out, by its page and its first line; in the order of the pages.
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
    let blocks = blocks_of("bwk");
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let shown: Vec<(String, String)> = blocks.iter().map(|block| (block.page.clone(), first(&block.text))).collect();
    let known = FRAGMENTS.map(|(page, line, _)| (page.to_owned(), line.to_owned()));
    assert_eq!(shown, known, "what the pages show, and what is known here");
    for (block, (.., prelude)) in blocks.iter().zip(FRAGMENTS) {
        policy(&format!("{prelude}{}", block.text));
    }
}
