//! The rules that come with Bailiwick: each has a page, and its page is its test.

mod exceptions;
mod pages;

pub(crate) use pages::block;

use bailiwick::analysis::check;
use bailiwick::finding::{Descriptor, Finding};
use bailiwick::rules::{PAGES, catalogue, declared_rules};
use bailiwick::source::{Database, project, with_library};

use crate::support::AS_OF;

/// The rules that come with Bailiwick, by code: those written in the language, and those in Rust that have a page as well.
pub(crate) fn shipped() -> Vec<&'static Descriptor> {
    let db = Database::default();
    let mut all: Vec<&Descriptor> = declared_rules(&db, with_library(&db, Vec::new(), AS_OF));
    all.extend(catalogue().into_iter().filter(|about| PAGES.iter().any(|(name, _)| *name == about.name)));
    all.sort_by_key(|about| about.code);
    all
}

/// Everything found in a policy that no exception accepts, in order.
pub(crate) fn found(text: &str) -> Vec<Finding> {
    let db = Database::default();
    let mut findings = check(&db, project(&db, &[("main.bwk", text)], AS_OF)).findings;
    findings.retain(|finding| finding.accepted.is_none());
    findings
}

/// What is found, in words for whoever reads a failed test.
fn told(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| format!("{} {}", finding.about.code, finding.message);
    findings.iter().map(line).collect()
}

/// The codes that were ever given to a rule, each with its name and its level in the table of the first design. A code is never
/// given to another rule.
const RELEASED: &str = include_str!("released.txt");

#[test]
fn no_code_is_given_twice() {
    let known: Vec<String> = shipped().iter().map(|about| format!("{} {}", about.code, about.name)).collect();
    let released: Vec<&str> = RELEASED.lines().filter(|line| !line.starts_with('#')).collect();
    let new: Vec<&String> = known.iter().filter(|line| !released.contains(&line.as_str())).collect();
    assert_eq!(new, [""; 0], "add these to released.txt");
    let code = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    let mut codes: Vec<String> = released.iter().map(|line| code(line)).collect();
    codes.dedup();
    assert_eq!(codes.len(), released.len(), "sorted, and no code twice");
    let lost: Vec<&&str> = released.iter().filter(|line| !known.iter().any(|one| one == *line)).collect();
    assert_eq!(lost, Vec::<&&str>::new(), "rules that are gone stay in the list, marked with `#`");
}
