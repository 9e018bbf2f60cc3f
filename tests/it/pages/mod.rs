//! What the pages show is so: every policy on them can be read, and every command does what they say.

#[cfg(feature = "cli")]
mod commands;
mod complete;
mod manifests;
mod policies;
mod requirements;

use std::path::Path;

use crate::tidy::{File, repository};

/// A fenced block of a page.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    page: String,
    language: String,
    text: String,
}

/// Every page that people read to learn the language; those of the tests have tests of their own.
fn pages() -> Vec<File> {
    let is_markdown = |file: &File| Path::new(&file.path).extension().is_some_and(|ending| ending == "md");
    let is_page = |file: &File| is_markdown(file) && !file.path.starts_with("tests/");
    repository().into_iter().filter(is_page).collect()
}

fn blocks(page: &File) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.text.lines() {
        open = match (line.trim().strip_prefix("```"), open) {
            (Some(language), None) => {
                let (page, language) = (page.path.clone(), language.to_owned());
                Some(Block { page, language, text: String::new() })
            }
            (Some(_), Some(block)) => {
                blocks.push(block);
                None
            }
            (None, Some(block)) => Some(Block { text: format!("{}{line}\n", block.text), ..block }),
            (None, None) => None,
        };
    }
    assert!(open.is_none(), "{}: a block has no end", page.path);
    blocks
}

fn blocks_of(language: &str) -> Vec<Block> {
    pages().iter().flat_map(blocks).filter(|block| block.language == language).collect()
}

#[test]
fn every_block_says_what_it_is() {
    let known = ["bwk", "elisp", "lua", "sh", "text", "toml"];
    let strange: Vec<Block> =
        pages().iter().flat_map(blocks).filter(|block| !known.contains(&block.language.as_str())).collect();
    assert_eq!(strange, []);
}

#[test]
fn blocks_are_found() {
    let page = File::new("a.md", "one\n```sh\nls\n```\n  ```bwk\n  x\n\n  ```\n");
    let block =
        |language: &str, text: &str| Block { page: "a.md".into(), language: language.into(), text: text.into() };
    assert_eq!(blocks(&page), [block("sh", "ls\n"), block("bwk", "  x\n\n")]);
}
