//! What is accepted for a while.

use bailiwick::analysis::check;
use bailiwick::finding::Severity;
use bailiwick::source::{Database, project};

use super::told;
use crate::support::AS_OF;

const WORLD: &str = "domain corp is tenant { trusted yes }
human ana \"Ana\" in corp { manager bo }
human bo \"Bo\" in corp
store one is cache in corp { owner ana }
store two is cache in corp
";

/// Each finding as `CODE thing, accepted or open`, and whether nothing is left open.
fn checked(rest: &str, as_of: i64) -> (Vec<String>, bool) {
    let db = Database::default();
    let outcome = check(&db, project(&db, &[("main.bwk", &format!("{WORLD}{rest}"))], as_of));
    let state = |is_accepted: bool| if is_accepted { "accepted" } else { "open" };
    let mut lines: Vec<String> = outcome
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.about.code, state(finding.accepted.is_some())))
        .collect();
    lines.extend(
        outcome
            .verdicts
            .iter()
            .map(|one| format!("{} {} {}", one.name, one.status.word(), state(one.accepted.is_some()))),
    );
    (lines, outcome.none_open() && outcome.worst().is_none_or(|worst| worst < Severity::Error))
}

fn exception(lines: &str) -> String {
    format!(
        "exception moving \"Until the move\" {{\n  {lines}\n  because \"it moves\"\n  approved by bo on 2026-11-01\n  \
         expires 2026-12-31\n}}\n"
    )
}

#[test]
fn a_finding_is_accepted_until_the_day_has_passed() {
    let text = exception("accepts missing-owner on two");
    assert_eq!(checked("", AS_OF), (vec!["BW1003 open".to_owned()], false));
    assert_eq!(checked(&text, AS_OF), (vec!["BW1003 accepted".to_owned()], true));
    assert_eq!(checked(&text.replace("missing-owner", "BW1003"), AS_OF).0, ["BW1003 accepted"]);
    let last_day = AS_OF + 39;
    assert_eq!(checked(&text, last_day).0, ["BW1003 accepted"]);
    assert_eq!(checked(&text, last_day + 1), (vec!["BW1003 open".to_owned(), "BW1048 open".to_owned()], false));
}

#[test]
fn what_lacks_an_approver_a_reason_or_an_end_accepts_nothing() {
    let text = exception("accepts missing-owner on two");
    for line in ["  because \"it moves\"\n", "  approved by bo on 2026-11-01\n", "  expires 2026-12-31\n"] {
        let found = checked(&text.replace(line, ""), AS_OF).0;
        assert_eq!(found, ["BW1003 open", "BW1049 open"], "{line}");
    }
    let to_come = checked(&text.replace("on 2026-11-01", "on 2026-12-01"), AS_OF).0;
    assert_eq!(to_come, ["BW1003 open", "BW1049 open"], "nobody has agreed yet");
    // Nobody has agreed yet, or nobody knows who.
    for approved in ["by bo on 2027-06-01", "by unknown on 2026-11-01"] {
        let found = checked(&text.replace("by bo on 2026-11-01", approved), AS_OF).0;
        assert!(found.contains(&"BW1003 open".to_owned()), "{approved}: {found:?}");
    }
}

#[test]
fn it_is_accepted_where_it_says_and_nowhere_else() {
    let three = "store three is cache in corp\n";
    let text = format!("{three}{}", exception("accepts missing-owner on two"));
    assert_eq!(checked(&text, AS_OF).0, ["BW1003 accepted", "BW1003 open"]);
    let both = format!("{three}{}", exception("accepts missing-owner on [two, three]"));
    assert_eq!(checked(&both, AS_OF).0, ["BW1003 accepted", "BW1003 accepted"]);
}

#[test]
fn what_matches_nothing_or_everything_is_told() {
    assert_eq!(checked(&exception("accepts missing-owner on [two, one]"), AS_OF).0, ["BW1003 accepted", "BW1051 open"]);
    assert_eq!(checked(&exception("accepts missing-owner"), AS_OF).0, ["BW1003 accepted", "BW1051 open"]);
    assert_eq!(checked(&exception("accepts impersonation on two"), AS_OF).0, ["BW1003 open", "BW1051 open"]);
}

#[test]
fn a_proof_that_does_not_hold_is_accepted() {
    let prove =
        "prove closed-store {\n  never bo causes mutate on two\n}\naccess for-bo for bo { may mutate on two }\n";
    let text = format!("{prove}{}", exception("accepts closed-store\n  accepts missing-owner on two"));
    assert_eq!(
        checked(&text, AS_OF),
        (vec!["BW1003 accepted".to_owned(), "closed-store refuted accepted".to_owned()], true)
    );
    let holds = text.replace("may mutate", "may observe");
    assert_eq!(checked(&holds, AS_OF).0, ["BW1003 accepted", "BW1051 open", "closed-store proved open"]);
}

/// Two modules have a proof of one name: each exception accepts the one that it can see.
#[test]
fn a_proof_is_accepted_by_the_name_that_it_has_there() {
    let db = Database::default();
    let prove = |accepts: &str| {
        format!(
            "{WORLD}access for-bo for bo {{ may mutate on two }}\nprove closed {{\n  never bo causes mutate on two\n}}\n{accepts}"
        )
    };
    let files = [("one.bwk", prove(&exception("accepts closed"))), ("two.bwk", prove(""))];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let outcome = check(&db, project(&db, &files, AS_OF));
    let state = |one: &bailiwick::proof::Verdict| (one.name.clone(), one.accepted.is_some());
    let verdicts: Vec<(String, bool)> = outcome.verdicts.iter().map(state).collect();
    assert_eq!(verdicts, [("one.closed".to_owned(), true), ("two.closed".to_owned(), false)]);
    assert!(!outcome.findings.iter().any(|finding| finding.about.code == "BW0801"), "{:?}", told(&outcome.findings));
}

#[test]
fn only_what_could_be_found_can_be_accepted() {
    let db = Database::default();
    let text = format!("{WORLD}{}", exception("accepts missing-ownr on two\n  accepts unknown-name on two"));
    let outcome = check(&db, project(&db, &[("main.bwk", &text)], AS_OF));
    assert_eq!(
        told(&outcome.findings),
        [
            "BW1003 `two` has no owner",
            "BW0801 there is no rule and no proof `missing-ownr`",
            "BW0801 `unknown-name` says that something could not be read, and can not be accepted"
        ]
    );
    assert_eq!(outcome.findings[1].help.as_deref(), Some("did you mean `missing-owner`?"));
}
