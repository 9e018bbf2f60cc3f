//! The levels of rules.

use bailiwick::analysis::{check, is_broken};
use bailiwick::finding::Severity;
use bailiwick::proof::Status;
use bailiwick::rules;
use bailiwick::source::Database;

use super::{folder, found, help, project};
use crate::support::findings;

/// A policy with a finding at each level that is not fixed: `ended-grant` (info) and `idle-condition` (warning).
const POLICY: &str = "use std.operations [*]
use std.levels [*]
context mfa boolean
domain corp is tenant { trusted yes }
human ana in corp { owner ana }
store s is files in corp { holds internal }
access a for ana { may read on s until 2020-01-01 }
access b for ana { may list on s when mfa or not mfa }
prove p { possible ana causes list on s }
";

fn levels(manifest: &str, profile: Option<&str>) -> Vec<(String, Severity)> {
    let manifest = format!("name = \"x\"\nedition = 2026\n{manifest}");
    let folder = folder(&[("bailiwick.toml", &manifest), ("policy.bwk", POLICY)]);
    let db = Database::default();
    let project = project(&db, folder.path(), ".", profile);
    let findings = findings(&db, project);
    assert!(!is_broken(&db, project, &findings), "{findings:?}");
    let outcome = check(&db, project);
    // Without a solver, what needs one is not proved.
    let expected = if cfg!(feature = "z3") { Status::Proved } else { Status::Unknown };
    assert!(outcome.verdicts.iter().all(|verdict| verdict.status == expected), "a level changes no verdict");
    findings.iter().map(|finding| (finding.about.name.to_owned(), finding.severity)).collect()
}

#[test]
fn levels_are_by_code_or_by_name_and_a_profile_comes_first() {
    let (ended, idle) = ("ended-grant".to_owned(), "idle-condition".to_owned());
    let expected = |first, second| vec![(ended.clone(), first), (idle.clone(), second)];
    assert_eq!(levels("", None), expected(Severity::Info, Severity::Warning));
    let manifest =
        "[rules]\nBW0309 = \"error\"\nidle-condition = \"info\"\n[profiles.soft.rules]\nended-grant = \"warning\"\n";
    assert_eq!(levels(manifest, None), expected(Severity::Error, Severity::Info));
    assert_eq!(levels(manifest, Some("soft")), expected(Severity::Warning, Severity::Info));
}

#[test]
fn levels_of_rules_that_do_not_exist_are_errors() {
    let manifest = "name = \"x\"\nedition = 2026
[rules]
idle-conditoin = \"error\"
BW9999 = \"error\"
BW0309 = \"error\"
ended-grant = \"warning\"
unknown-name = \"error\"
BW0201 = \"warning\"
[profiles.soft.rules]
unexpected-token = \"info\"
";
    assert_eq!(
        found(&[("bailiwick.toml", manifest), ("policy.bwk", POLICY)], ".")
            .into_iter()
            .filter(|finding| finding.contains("bailiwick.toml"))
            .collect::<Vec<_>>(),
        [
            "BW0507 bailiwick.toml:4: there is no rule `idle-conditoin`",
            "BW0507 bailiwick.toml:5: there is no rule `BW9999`",
            "BW0507 bailiwick.toml:7: `BW0309` and `ended-grant` are the same rule",
            "BW0509 bailiwick.toml:9: `BW0201` says that something could not be read, and stays an error",
            "BW0509 bailiwick.toml:11: `unexpected-token` says that something could not be read, and stays an error",
        ]
    );
}

#[test]
fn every_error_of_reading_is_fixed_and_nothing_else_is() {
    for about in rules::catalogue() {
        let manifest = format!("name = \"x\"\nedition = 2026\n[rules]\n{} = \"info\"\n", about.name);
        let findings =
            found(&[("bailiwick.toml", &manifest), ("policy.bwk", "domain corp is tenant { trusted yes }\n")], ".");
        let is_refused = findings.iter().any(|finding| finding.starts_with("BW0509 "));
        let is_of_reading = ["BW01", "BW02", "BW03", "BW05", "BW06", "BW07", "BW08", "BW09"]
            .iter()
            .any(|family| about.code.starts_with(family));
        assert_eq!(is_refused, is_of_reading && about.severity == Severity::Error, "{}", about.name);
    }
}

#[test]
fn unknown_values_have_a_limit() {
    let policy = "domain corp is tenant\nhuman ana in corp { owner ana }\n";
    let with = |limit: &str| {
        let manifest = format!("name = \"x\"\nedition = 2026\nunknown-limit = \"{limit}\"\n");
        found(&[("bailiwick.toml", &manifest), ("policy.bwk", policy)], ".")
    };
    // One value of two is unknown: whether `corp` is trusted.
    assert_eq!(with("50%"), [""; 0]);
    assert_eq!(with("49%"), ["BW0517 bailiwick.toml:3: 50% of the policy is unknown, and at most 49% may be"]);
}

#[test]
fn the_tiers_table_has_to_be_there() {
    let policy = "domain corp is tenant { trusted yes }\ntiers own \"Ours\" {\n  scale low < high\n  tier low { ttl 8h }\n  tier high { ttl 1h }\n}\nhuman owm in corp { owner owm }\n";
    let with = |table: &str| {
        let manifest = format!("name = \"x\"\nedition = 2026\ntiers = \"{table}\"\n");
        let files = [("bailiwick.toml", manifest.as_str()), ("policy.bwk", policy)];
        (found(&files, "."), help(&files, "."))
    };
    assert_eq!(with("policy.own"), (vec![], vec![]));
    for (table, hint) in [
        ("policy.owm", "did you mean `policy.own`?"),
        ("own.table", "write the module and the name of a `tiers` declaration"),
    ] {
        let finding = format!("BW0516 bailiwick.toml:3: there is no tiers table `{table}`");
        assert_eq!(with(table), (vec![finding], vec![hint.to_owned()]));
    }
}
