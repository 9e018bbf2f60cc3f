//! The rules that come with Bailiwick: what their repairs leave behind.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;

use bailiwick::analysis::{Repairing, check, repair};
use bailiwick::finding::{Applicability, Finding};
use bailiwick::project::load;
use bailiwick::rules::PAGES;
use bailiwick::source::{Database, Project};

use super::Policy;
use crate::lints::{block, found, shipped};
use crate::support::AS_OF;

/// The rules that offer a repair which may be applied without anybody looking.
const REPAIRING: [&str; 4] = ["redundant-grant", "stale-exception", "understated-function", "understated-tier"];

fn failing(name: &str) -> &'static str {
    let page = PAGES.iter().find(|(known, _)| *known == name).map_or("", |(_, page)| page);
    block(page, "## Fails")
}

#[test]
fn these_rules_offer_a_repair() {
    let is_safe = |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
    let offering: BTreeSet<&str> =
        shipped().iter().map(|about| about.name).filter(|name| found(failing(name)).iter().any(is_safe)).collect();
    assert_eq!(offering, BTreeSet::from(REPAIRING));
}

#[test]
fn pages_say_so() {
    for (name, page) in PAGES.iter() {
        let below = page.split_once("\n## Fix\n").map_or("", |(_, below)| below);
        let section = below.split_once("\n## ").map_or(below, |(section, _)| section);
        assert_eq!(section.contains("`bailiwick fix`"), REPAIRING.contains(name), "{name}");
    }
}

#[test]
fn nothing_is_found_any_more_on_the_page_of_a_rule() {
    for name in REPAIRING {
        let policy = Policy::repaired(failing(name), false);
        let left: Vec<String> = check(&policy.db, policy.project).findings.into_iter().map(|one| one.message).collect();
        assert_eq!(left, [""; 0], "{name}");
        assert!(policy.repairs.refused.is_empty(), "{name}");
        let count = |text: &str| text.lines().count();
        assert!(count(&policy.text()) <= count(failing(name)), "nothing is claimed that was not written: {name}");
    }
}

/// Each sentence of a project with its status, and the codes of what is found.
fn said(db: &Database, project: Project) -> (Vec<String>, BTreeSet<&'static str>) {
    let outcome = check(db, project);
    let sentences = outcome.verdicts.iter().map(|one| format!("{} {}", one.name, one.status.word())).collect();
    (sentences, outcome.findings.iter().map(|one| one.about.code).collect())
}

#[test]
fn no_verdict_changes_by_a_safe_repair() {
    for example in ["clinsum", "helpdesk", "patchpilot"] {
        for state in ["flawed", "repaired"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example).join(state);
            let mut db = Database::default();
            let project = load(&db, &[folder], AS_OF, None).expect("the example").project;
            let before = said(&db, project);
            let repairs = repair(&mut db, project, Repairing { guesses: false, threads: NonZeroUsize::MIN });
            let after = said(&db, project);
            assert_eq!(before.0, after.0, "{example}/{state}");
            let repaired: BTreeSet<&str> = repairs.done.iter().map(|one| one.code).collect();
            assert!(after.1.is_disjoint(&repaired), "{example}/{state}: {repaired:?}");
            assert!(repairs.refused.is_empty() && !repairs.is_endless);
        }
    }
}
