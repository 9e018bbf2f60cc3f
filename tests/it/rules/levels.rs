//! A project's own rules are known where rules are named.

use bailiwick::rules::{catalogue, declared_rules};
use bailiwick::source::{Database, project};

use super::WORLD;

#[test]
fn declared_rules_are_listed_with_what_they_say() {
    let text = format!(
        "{WORLD}/// They are gone.\nrule gone \"Nobody has left\" {{\n  code ACME-7\n  for every human h\n  \
         require h.left is nobody\n  severity info\n}}\nrule bare {{\n  for every human h\n  \
         require h.left is nobody\n}}\n"
    );
    let db = Database::default();
    let project = project(&db, &[("main.bwk", &crate::support::with_library(&text))], 0);
    let listed: Vec<(&str, &str, &str)> =
        declared_rules(&db, project).iter().map(|about| (about.code, about.name, about.summary)).collect();
    let (own, shipped): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(code, ..)| !code.starts_with("BW"));
    assert_eq!(own, [("ACME-7", "gone", "Nobody has left"), ("bare", "bare", "")]);
    assert!(shipped.len() > 60, "those that come with Bailiwick hold as well");
    assert!(declared_rules(&db, project).iter().all(|one| catalogue().iter().all(|known| known.code != one.code)));
}
