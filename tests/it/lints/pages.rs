//! The pages of the rules.

use std::collections::BTreeSet;
use std::path::Path;

use bailiwick::rules::PAGES;

use super::{found, shipped, told};
use crate::tidy::repository;

const SECTIONS: [&str; 6] = ["## Why", "## Fails", "## Passes", "## Fix", "## Not caught", "## References"];

/// The policy below a heading.
pub(crate) fn block<'p>(page: &'p str, heading: &str) -> &'p str {
    let below = page.split_once(&format!("\n{heading}\n")).map_or("", |(_, below)| below);
    let inside = below.split_once("```bwk\n").map_or("", |(_, inside)| inside);
    inside.split_once("```").map_or("", |(block, _)| block)
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let rules: BTreeSet<&str> = shipped().iter().map(|about| about.name).collect();
    let pages: BTreeSet<&str> = PAGES.iter().map(|(name, _)| *name).collect();
    assert_eq!(rules, pages);
    let on_disk: BTreeSet<String> = repository()
        .iter()
        .filter_map(|file| file.path.strip_prefix("stdlib/rules/")?.strip_suffix(".md").map(str::to_owned))
        .map(|path| path.rsplit('/').next().unwrap_or_default().to_owned())
        .filter(|name| name != "README")
        .collect();
    assert_eq!(pages, on_disk.iter().map(String::as_str).collect());
}

#[test]
fn every_page_has_its_parts_in_order() {
    for (name, page) in PAGES.iter() {
        assert_eq!(page.lines().next(), Some(format!("# {name}").as_str()));
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        let wanted: Vec<&str> = headings.iter().copied().filter(|heading| SECTIONS.contains(heading)).collect();
        assert_eq!(wanted, SECTIONS, "{name}");
        let why_rust = "## Why it is not written in the language";
        assert!(headings.iter().all(|heading| SECTIONS.contains(heading) || *heading == why_rust), "{name}");
    }
}

#[test]
fn what_fails_yields_the_code_and_nothing_else() {
    let mut wrong = Vec::new();
    for about in shipped() {
        let Some((_, page)) = PAGES.iter().find(|(name, _)| *name == about.name) else { continue };
        let findings = found(block(page, "## Fails"));
        if findings.is_empty() || findings.iter().any(|finding| finding.about.code != about.code) {
            wrong.push(format!("{} {}: {:#?}", about.code, about.name, told(&findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_passes_yields_nothing() {
    let mut wrong = Vec::new();
    for (name, page) in PAGES.iter() {
        let policy = block(page, "## Passes");
        let findings = found(policy);
        if policy.is_empty() || !findings.is_empty() {
            wrong.push(format!("{name}: {:#?}", told(&findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn links_lead_to_pages() {
    let links = |page: &str| -> Vec<String> {
        let parts = page.split("](").skip(1).filter_map(|part| part.split_once(')'));
        parts.map(|(link, _)| link.to_owned()).collect()
    };
    let is_page =
        |path: &str| path.starts_with("stdlib/rules/") && Path::new(path).extension().is_some_and(|end| end == "md");
    for file in repository().iter().filter(|file| is_page(&file.path)) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file.path);
        let folder = folder.parent().expect("a folder");
        for link in links(&file.text).iter().filter(|link| !link.starts_with("http")) {
            assert!(folder.join(link).exists(), "{}: {link}", file.path);
        }
    }
}

/// Nothing that is still to come has been looked at, replaced or decided: the same policies, with a later day.
#[test]
fn what_is_still_to_come_is_no_evidence() {
    for (name, done, to_come) in [
        ("review-overdue", "reviewed 2026-11-01", "reviewed 2027-01-01"),
        ("unpinned-tool", "on 2026-10-01 for", "on 2027-01-01 for"),
        ("unvouched-effect", "on 2026-11-01 for", "on 2027-01-01 for"),
        ("unreliable-filter", "reviewed by ana on 2026-11-02", "reviewed by ana on 2027-01-01"),
        ("overdue-rotation", "rotated      2026-11-01", "rotated      2027-01-01"),
    ] {
        let (_, page) = PAGES.iter().find(|(known, _)| *known == name).expect("a page");
        let passing = block(page, "## Passes");
        assert!(passing.contains(done), "{name}");
        let findings = found(&passing.replace(done, to_come));
        assert!(findings.iter().any(|finding| finding.about.name == name), "{name}: {:?}", told(&findings));
    }
}
