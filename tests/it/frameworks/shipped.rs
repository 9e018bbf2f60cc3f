//! The catalogues that come with Bailiwick, compared with the index beside them and with what is known of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bailiwick::finding::Finding;
use bailiwick::frameworks::{Answer, Check, Extent, Framework, find, frameworks, links};
use bailiwick::source::{Database, LIBRARY, Project, project};
use bailiwick::{analysis, rules};
use sha2::{Digest as _, Sha256};

use crate::support::AS_OF;

/// Name, controls in force, groups: as their publishers count.
const KNOWN: [(&str, usize, usize); 7] = [
    // Seven layers, fifty-five threats, five of them across layers, and five mitigations.
    ("csa-maestro", 67, 9),
    // Twelve risks and 212 actions for 49 subcategories, below the four functions.
    ("nist-ai-600-1", 224, 54),
    // Nineteen categories and 72 subcategories in four functions.
    ("nist-ai-rmf", 72, 23),
    // Six functions, 22 categories, 106 subcategories.
    ("nist-csf", 106, 28),
    // Fifteen of the twenty families, 153 of the ids withdrawn.
    ("nist-sp-800-53", 851, 20),
    ("owasp-asi-2026", 10, 1),
    ("owasp-nhi-2025", 10, 1),
];

/// A project in which every catalogue is used, so that it is read like any text.
pub(super) fn all(db: &Database) -> Project {
    let uses: Vec<String> = KNOWN.iter().map(|(name, ..)| format!("use std.frameworks.{name}\n")).collect();
    project(db, &[("main.bwk", &format!("edition 2026\n{}", uses.concat()))], AS_OF)
}

fn index() -> BTreeMap<String, serde_json::Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("stdlib/frameworks/index.json");
    let text = std::fs::read_to_string(path).expect("the index is there");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_catalogues_are_those_of_the_index() {
    let db = Database::default();
    let found = frameworks(&db, all(&db));
    let index = index();
    assert_eq!(found.iter().map(|one| one.name.clone()).collect::<Vec<_>>(), index.keys().cloned().collect::<Vec<_>>());
    for framework in found {
        let known = &index[&framework.name];
        let ids: Vec<&str> = framework.controls.iter().map(|control| control.id.as_str()).collect();
        let digest: Vec<String> = Sha256::digest(ids.join("\n")).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(known["ids"], format!("sha256:{}", digest.concat()), "{}", framework.name);
        assert_eq!(known["edition"].as_str(), framework.edition.as_deref());
        assert_eq!(known["controls"], ids.len());
        let withdrawn = framework.controls.iter().filter(|control| control.is_withdrawn).count();
        assert_eq!(known["withdrawn"], withdrawn, "{}", framework.name);
        let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
        for control in &framework.controls {
            *groups.entry(control.group.as_deref().unwrap_or_default()).or_default() += 1;
        }
        assert_eq!(known["groups"], serde_json::json!(groups), "{}", framework.name);
    }
}

#[test]
fn the_catalogues_count_as_their_publishers_do() {
    let db = Database::default();
    for (framework, (name, controls, groups)) in frameworks(&db, all(&db)).into_iter().zip(KNOWN) {
        assert_eq!(framework.name, name);
        assert_eq!(framework.controls.iter().filter(|one| !one.is_withdrawn).count(), controls, "{name}");
        assert_eq!(framework.groups.len(), groups, "{name}");
        let ids: BTreeSet<&str> = framework.controls.iter().map(|control| control.id.as_str()).collect();
        assert_eq!(ids.len(), framework.controls.len(), "{name}: no id stands twice");
    }
}

/// Whoever prints an id prints its edition, and who says so, since when, and under which terms.
#[test]
fn every_catalogue_says_where_it_comes_from() {
    let db = Database::default();
    for framework in frameworks(&db, all(&db)) {
        let Framework { name, citation, edition, publisher, sources, licence, retrieved, is_shipped, .. } = framework;
        assert!(edition.is_some() && publisher.is_some() && licence.is_some() && retrieved.is_some(), "{name}");
        assert!(!sources.is_empty() && sources.iter().all(|source| source.starts_with("https://")), "{name}");
        let edition = edition.as_deref().unwrap_or_default();
        let short = edition.split_whitespace().last().unwrap_or_default();
        assert!(citation.contains(short), "{citation} says the edition {edition}");
        assert!(is_shipped);
    }
}

/// What others call controls, with what they are answered.
#[test]
fn aliases_are_answered() {
    let db = Database::default();
    let all = frameworks(&db, all(&db));
    let framework = |name: &str| all.iter().copied().find(|one| one.name == name).expect("it ships");
    let cases = [
        ("owasp-asi-2026", "A2", "cited ASI02"),
        ("owasp-asi-2026", "OWASP Agentic AI Top 10: A2", "cited ASI02"),
        ("owasp-asi-2026", "A9", "cited"),
        ("owasp-asi-2026", "NHI-01", "cited"),
        ("owasp-asi-2026", "ASI01:2026", "cited ASI01"),
        ("owasp-asi-2026", "asi-3", "spelled ASI03"),
        ("owasp-asi-2026", "ASI03", "control ASI03"),
        ("owasp-asi-2026", "ASI99", "nothing"),
        ("owasp-nhi-2025", "NHI-01", "cited NHI1:2025"),
        ("owasp-nhi-2025", "NHI-10", "cited NHI10:2025"),
        ("csa-maestro", "GOV-02", "cited Layer 6"),
        ("csa-maestro", "GOV-2", "cited Layer 6"),
        ("csa-maestro", "MAESTRO GOV-02", "cited Layer 6"),
        ("csa-maestro", "CSA MAESTRO: GOV-2", "cited Layer 6"),
        ("nist-ai-rmf", "GV-1.6", "cited GOVERN 1.6"),
        ("nist-ai-rmf", "govern-1.6", "spelled GOVERN 1.6"),
        ("nist-ai-rmf", "GOVERN 1", "group"),
        ("nist-sp-800-53", "AC-02", "spelled AC-2"),
        ("nist-sp-800-53", "AC-2(10)", "withdrawn AC-2(10)"),
        ("nist-sp-800-53", "AT-2", "left out AT"),
        ("nist-sp-800-53", "pe-3(1)", "left out PE"),
        ("nist-sp-800-53", "MP", "left out MP"),
        ("nist-sp-800-53", "ATX-2", "nothing"),
        ("nist-csf", "PR.AC-4", "nothing"),
        ("nist-ai-600-1", "GV4.3--001", "cited GV-4.3-001"),
    ];
    for (name, id, expected) in cases {
        let shown = match find(framework(name), id) {
            Answer::Control(control) => format!("control {}", control.id),
            Answer::Withdrawn(control) => format!("withdrawn {}", control.id),
            Answer::Spelled(control) => format!("spelled {}", control.id),
            Answer::Cited(_, meant) => {
                let meant: Vec<&str> = meant.iter().map(|control| control.id.as_str()).collect();
                format!("cited {}", meant.join(" ")).trim_end().to_owned()
            }
            Answer::Group(_) => "group".to_owned(),
            Answer::LeftOut(group) => format!("left out {}", group.id),
            Answer::Nothing(_) => "nothing".to_owned(),
        };
        assert_eq!(shown, expected, "{name} {id}");
    }
}

/// Nothing is wrong with what ships: it is read like anybody's text, every control and check that it names exists.
#[test]
fn what_ships_is_sound() {
    let db = Database::default();
    let found: Vec<Finding> = analysis::findings(&db, all(&db));
    assert_eq!(found.iter().map(|one| one.message.clone()).collect::<Vec<_>>(), [""; 0]);
    let written: usize = LIBRARY
        .iter()
        .filter(|module| module.is_catalogue)
        .flat_map(|module| module.text.lines())
        .filter(|line| line.starts_with("  evidence in "))
        .count();
    let nothing = project(&db, &[], AS_OF);
    let links = links(&db, nothing);
    let lines: BTreeSet<_> = links.iter().map(|link| (link.span.file.path(&db).clone(), link.span.start)).collect();
    assert_eq!(lines.len(), written, "no line is lost because of a name in it");
    for (name, ..) in KNOWN {
        let module = LIBRARY.iter().find(|module| module.module == format!("std.frameworks.{name}"));
        assert!(module.is_some_and(|module| module.is_catalogue && module.summary().len() > 20), "{name}");
    }
}

/// Full evidence is a claim that the rules which ship do not make of anything: each looks at a part of what a control asks.
#[test]
fn nothing_that_ships_claims_to_be_full_evidence() {
    let db = Database::default();
    let project = project(&db, &[], AS_OF);
    let links = links(&db, project);
    assert!(links.len() > 400, "{}", links.len());
    assert!(links.iter().all(|link| link.extent == Extent::Part && link.limits.is_some() && link.is_shipped));
}

/// Every rule that ships is evidence for something, or is known to be evidence for nothing.
#[test]
fn every_shipped_rule_is_mapped() {
    let db = Database::default();
    let project = project(&db, &[], AS_OF);
    let links = links(&db, project);
    let mapped: BTreeSet<&str> = links.iter().flat_map(|link| &link.checks).map(Check::name).collect();
    let shipped = rules::declared_rules(&db, project).into_iter().map(|about| about.name);
    let unmapped: Vec<&str> = shipped.filter(|name| !mapped.contains(name)).collect();
    assert_eq!(unmapped, [""; 0]);
}
