//! The manifests on the pages: nothing is wrong in them but what a comment in the same line says.

use std::collections::BTreeSet;

use bailiwick::project::{load, manifest};
use bailiwick::source::{Database, File, LineIndex};

use super::{Block, blocks_of};
use crate::support::{AS_OF, findings};

/// Which tables there are is a matter of the policy around the manifest.
const NEEDS_A_POLICY: &str = "BW0516";

/// The codes of what is wrong, each with its line.
type Wrong = BTreeSet<(u32, String)>;

/// What the comments say.
fn expected(text: &str) -> Wrong {
    let commented = text.lines().zip(1..).filter_map(|(line, number)| Some((line.split_once("# ")?.1, number)));
    commented.flat_map(|(codes, number)| codes.split(' ').map(move |code| (number, code.to_owned()))).collect()
}

/// What is found, if everything that the manifest names is there.
fn found(text: &str) -> Wrong {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("project");
    let write = |path: &std::path::Path, text: &str| {
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    let db = Database::default();
    let file = File::new(&db, "".into(), "".into(), "".into(), text.into());
    let said = &manifest(&db, file).manifest;
    for source in said.sources.iter().flatten() {
        let path = root.join(&source.value);
        let is_file = path.extension().is_some();
        write(&if is_file { path } else { path.join("there.bwk") }, "");
    }
    for dependency in &said.dependencies {
        if let Some(path) = &dependency.path {
            let text = format!("name = \"{}\"\nedition = 2026\n", dependency.name.value);
            write(&root.join(&path.value).join("bailiwick.toml"), &text);
        }
    }
    write(&root.join("bailiwick.toml"), text);
    let project = load(&db, &[root], AS_OF, None).unwrap_or_else(|problems| unreachable!("{problems:?}")).project;
    let is_here = |span: bailiwick::source::Span| **span.file.below(&db) == *"bailiwick.toml";
    let own = findings(&db, project).into_iter().filter(|finding| is_here(finding.span));
    let own = own.filter(|finding| finding.about.code != NEEDS_A_POLICY);
    let line = |span: bailiwick::source::Span| LineIndex::new(text).position(text, span.start).line;
    own.map(|finding| (line(finding.span), finding.about.code.to_owned())).collect()
}

#[test]
fn every_manifest_is_as_its_comments_say() {
    // Other programs have settings of their own.
    let is_manifest = |block: &Block| !block.page.starts_with("lsp/editors/");
    let blocks: Vec<Block> = blocks_of("toml").into_iter().filter(is_manifest).collect();
    assert!(blocks.len() > 5);
    for block in blocks {
        let is_part = !block.text.contains("edition");
        let before = if is_part { "name = \"whole\"\nedition = 2026\n" } else { "" };
        let text = format!("{before}{}", block.text);
        assert_eq!(found(&text), expected(&text), "{}:\n{}", block.page, block.text);
    }
}

#[test]
fn a_mistake_is_seen() {
    let text = "name = \"x\"\nedition = 2026\nfail-of = \"info\" # BW0501\n";
    assert_eq!(expected(text), BTreeSet::from([(3, "BW0501".to_owned())]));
    assert_eq!(found(text), BTreeSet::from([(3, "BW0502".to_owned())]));
}
