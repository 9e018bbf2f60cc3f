//! Where a credential is accepted, and what that says about what it is good for.

use bailiwick::analysis::check;
use bailiwick::proof::Status;
use bailiwick::source::{Database, project};

use crate::support::{AS_OF, with_library};

/// Whether an agent that uses a key with this audience can read in the store.
fn reads(audience: &str) -> bool {
    let text = format!(
        "domain corp is tenant {{ trusted yes }}
domain lab is tenant of corp {{ trusted yes }}
domain else is tenant {{ trusted yes }}
human ana in corp {{ may read on [notes, plans] }}
store notes is files in lab {{ holds internal }}
store plans is files in else {{ holds internal }}
service host in corp
tool box in corp {{ entry open {{ authority caller
 performs read on notes }} }}
credential key is oauth of ana in corp {{
  scope read on [notes, plans]
  {audience}
}}
agent a in corp {{ uses key }}
prove p {{ never a causes read on notes }}
"
    );
    let db = Database::default();
    let outcome = check(&db, project(&db, &[("main.bwk", &with_library(&text))], AS_OF));
    let verdict = outcome.verdicts.into_iter().next().expect("a property");
    assert_ne!(verdict.status, Status::Unknown, "{audience}: {:?}", verdict.remarks);
    verdict.status == Status::Refuted
}

#[test]
fn a_place_narrows_and_whoever_passes_on_does_not() {
    let cases = [
        ("", true),
        ("audience notes", true),
        ("audience plans", false),
        ("audience [plans, notes]", true),
        ("audience corp", true),
        ("audience lab", true),
        ("audience else", false),
        // What lies behind them is not said.
        ("audience host", true),
        ("audience box", true),
        ("audience [plans, host]", true),
        ("audience \"https://api.example\"", true),
        ("audience unknown", true),
    ];
    for (audience, expected) in cases {
        assert_eq!(reads(audience), expected, "{audience}");
    }
}
