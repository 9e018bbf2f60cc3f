//! What names a control or a check that does not exist is told so, with what to write.

use bailiwick::analysis;
use bailiwick::finding::Finding;
use bailiwick::source::{Database, LineIndex, project};

use crate::support::AS_OF;

const HEAD: &str = "edition 2026
use std.levels [*]
use std.frameworks.owasp-asi-2026 [owasp-asi-2026]
use std.frameworks.csa-maestro
use std.frameworks.nist-sp-800-53 [nist-sp-800-53]
domain corp is tenant { trusted yes }
human ana in corp { owner ana }
";

fn found(text: &str) -> Vec<Finding> {
    let db = Database::default();
    let project = project(&db, &[("main.bwk", text)], AS_OF);
    let is_about = |finding: &Finding| finding.about.code.starts_with("BW09") || finding.about.code.starts_with("BW02");
    analysis::findings(&db, project).into_iter().filter(is_about).collect()
}

/// Code, message, and what is written instead.
fn told(finding: &Finding) -> String {
    let fix = finding.fix.as_ref().map(|fix| format!(" -> {}", fix.edits[0].text)).unwrap_or_default();
    format!("{} {}{fix}", finding.about.code, finding.message)
}

#[test]
fn ids_that_an_edition_does_not_have_are_told() {
    let cases = [
        ("owasp-asi-2026", "ASI03", &[][..]),
        ("owasp-asi-2026", "ASI-3", &["BW0901 OWASP ASI 2026 writes `ASI03`, not `ASI-3` -> \"ASI03\""]),
        ("owasp-asi-2026", "ASI012", &["BW0901 OWASP ASI 2026 has no `ASI012`"]),
        ("owasp-asi-2026", "nonsense", &["BW0901 OWASP ASI 2026 has no `nonsense`"]),
        (
            "owasp-asi-2026",
            "ASI",
            &["BW0901 `ASI` (Agentic security risks) is a group of OWASP ASI 2026, and no control"],
        ),
        ("owasp-asi-2026", "A2", &["BW0902 `A2` is no id of OWASP ASI 2026; it is cited by NHI Management Group"]),
        (
            "csa-maestro",
            "GOV-02",
            &["BW0902 `GOV-02` is no id of CSA MAESTRO 2025-02-06; it is cited by NHI Management Group"],
        ),
        (
            "nist-sp-800-53",
            "AC-2(10)",
            &[
                "BW0901 `AC-2(10)` (Shared and Group Account Credential Change) is withdrawn in NIST SP 800-53 Rev. 5 (5.2.0)",
            ],
        ),
    ];
    for (framework, id, expected) in cases {
        let written = [
            format!("prove p {{\n  never restricted reaches ana\n  evidence for {framework} \"{id}\"\n}}\n"),
            format!("mapping m for {framework} {{ evidence for \"{id}\" from missing-owner }}\n"),
            format!("mapping m for {framework} {{ declared for \"{id}\" because \"so\" }}\n"),
            format!("mapping m for {framework} {{ out of reach \"{id}\" because \"so\" }}\n"),
            format!(
                "rule r {{\n  for every agent a\n  require a.owner is known\n  evidence in full for {framework} \"{id}\"\n}}\n"
            ),
        ];
        for text in written {
            let found = found(&format!("{HEAD}{text}"));
            assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}

/// An id of another list is answered with that list.
#[test]
fn ids_of_other_frameworks_are_answered_with_them() {
    for id in ["NHI-01", "NHI1:2025"] {
        let text = format!("{HEAD}mapping m for owasp-asi-2026 {{ evidence for \"{id}\" from missing-owner }}\n");
        let found = found(&text);
        let help = found[0].help.as_deref().unwrap_or_default();
        assert_eq!(help, "there is `NHI1:2025` Improper Offboarding of OWASP NHI 2025 (`owasp-nhi-2025`)", "{id}");
    }
}

#[test]
fn checks_that_do_not_exist_are_told() {
    let text =
        format!("{HEAD}mapping m for owasp-asi-2026 {{ evidence for \"ASI01\" from [missing-ownr, BW1003, p] }}\n");
    let expected = [
        "BW0903 there is no rule and no proof `missing-ownr` -> missing-owner",
        "BW0903 there is no rule and no proof `p`",
    ];
    assert_eq!(found(&text).iter().map(told).collect::<Vec<_>>(), expected);
    let text = format!("{text}prove p {{ never restricted reaches ana }}\n");
    assert_eq!(found(&text).iter().map(told).collect::<Vec<_>>(), expected[..1]);
}

#[test]
fn a_framework_that_is_not_used_is_told_how() {
    let text = "edition 2026\nmapping m for nist-csf { evidence for \"PR.AA-01\" from missing-owner }\n";
    let found = found(text);
    assert_eq!(
        found.iter().map(told).collect::<Vec<_>>(),
        ["BW0201 `nist-csf` is not declared -> \nuse std.frameworks.nist-csf [nist-csf]"]
    );
    assert_eq!(found[0].help.as_deref(), Some("add `use std.frameworks.nist-csf [nist-csf]` at the top of the file"));
}

#[test]
fn frameworks_of_ones_own_are_checked() {
    let text = "edition 2026
framework house \"House rules\" {
  edition \"3\"
  group \"A\" \"All\"
  group \"C\" \"Some\" in \"D\"
  control \"H-1\" \"One\" in \"A\"
  control \"H-1\" \"One again\" in \"A\"
  control \"H-2\" \"Two\" in \"B\"
  cited as \"X\" by \"them\" means [\"H-2\", \"H-3\"]
}
mapping m for house { evidence for [\"H-1\", \"H-02\", \"H-4\"] from missing-owner }
";
    let found = found(text);
    let lines = LineIndex::new(text);
    let told: Vec<String> =
        found.iter().map(|one| format!("{}: {}", lines.position(text, one.span.start).line, told(one))).collect();
    let expected = [
        "5: BW0904 `house` has no group `D`",
        "7: BW0904 `H-1` stands twice in `house`",
        "8: BW0904 `house` has no group `B`",
        "9: BW0904 `house` has no control `H-3` that could be meant",
        "11: BW0901 House rules 3 writes `H-2`, not `H-02` -> \"H-2\"",
        "11: BW0901 House rules 3 has no `H-4`",
    ];
    assert_eq!(told, expected);
}
