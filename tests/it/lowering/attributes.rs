//! Attributes that the language gives: what of them is decided when a policy is read.

use super::{grants, policy};
use crate::support::Checked;

const PLACES: &str = "\
domain lab is cloud of corp
store plain is files in corp { holds internal }
store mixed is files in lab { holds [internal, restricted] }
store sealed is files in web { holds restricted }
sink mail is public in web
";

/// The grants of a human with one permission.
fn of_human(permission: &str) -> Vec<String> {
    grants(&format!("{PLACES}human ana in corp {{ {permission} }}\n"))
}

#[test]
fn a_destination_is_the_domain_of_what_something_is_done_to() {
    assert_eq!(
        of_human("may read on [plain, mixed, sealed] when destination is corp"),
        ["grant(ana, read, mixed, inf)", "grant(ana, read, plain, inf)"]
    );
    assert_eq!(
        of_human("may read on [plain, mixed, sealed] when destination is not corp"),
        ["grant(ana, read, sealed, inf)"]
    );
    assert_eq!(
        of_human("may read on [plain, mixed, sealed] when destination in [lab, web]"),
        ["grant(ana, read, mixed, inf)", "grant(ana, read, sealed, inf)"]
    );
    assert_eq!(of_human("may read on [plain, mixed] when destination is web"), [""; 0]);
    // What says no domain could lie anywhere.
    let gate = "gate g { guards read on plain\n approved by 1 of ana\n timeout deny after 1h }\n";
    let text = format!("{PLACES}{gate}human ana in corp {{ may administer on g when destination is web }}\n");
    assert_eq!(grants(&text)[0], "grant(ana, administer, g, inf) (assumed)");
    // The condition that is left is what is not decided.
    let text = format!(
        "context mfa boolean\n{PLACES}human ana in corp {{ may read on [plain, sealed] when destination is corp or mfa }}\n"
    );
    assert_eq!(grants(&text), ["grant(ana, read, plain, inf)", "grant(ana, read, sealed, inf) when mfa is yes"]);
}

#[test]
fn data_of_a_level_is_certainly_moved_only_where_it_is() {
    assert_eq!(
        of_human("may read on [plain, mixed, sealed] when sensitivity <= internal"),
        [
            "grant(ana, read, mixed, inf) when sensitivity in public..internal",
            "grant(ana, read, plain, inf) when sensitivity in public..internal",
            "grant(ana, read, sealed, inf) when sensitivity in public..internal (assumed)",
        ]
    );
    // What is sent may be nothing that has a level, but it is not known to be restricted.
    assert_eq!(
        of_human("may send on mail when sensitivity < restricted"),
        ["grant(ana, send, mail, inf) when sensitivity in public..confidential"]
    );
    assert_eq!(
        of_human("may send on mail when sensitivity is restricted"),
        ["grant(ana, send, mail, inf) when sensitivity is restricted (assumed)"]
    );
}

const WORKFLOWS: &str = "\
tiers own {
  scale t1 < t2
  tier t1 { ttl 8h }
  tier t2 { ttl 1h }
}
purpose care
purpose care.ward
purpose study
workflow pilot {
  tier t2
  autonomy bounded
  purpose care.ward
  agent helper in corp { PERMISSION }
}
workflow other {
  agent walker in corp { PERMISSION }
}
";

/// The grants of two agents and a human with the same permission on one store.
fn of_all(permission: &str) -> Vec<String> {
    let text = format!(
        "store plain is files in corp {{ holds internal }}\n{}human ana in corp {{ {permission} }}\n",
        WORKFLOWS.replace("PERMISSION", permission)
    );
    grants(&text)
}

#[test]
fn tier_and_autonomy_are_what_the_workflow_says() {
    let unsaid = "grant(other.walker, read, plain, inf) (assumed)";
    for holds in ["tier is t2", "autonomy is bounded", "autonomy >= approve-each", "tier not in [none]"] {
        let found = of_all(&format!("may read on plain when {holds}"));
        assert_eq!(found, [unsaid, "grant(pilot.helper, read, plain, inf)"], "{holds}");
    }
    for fails in ["autonomy is suggest", "autonomy > bounded"] {
        assert_eq!(of_all(&format!("may read on plain when {fails}")), [unsaid], "{fails}");
    }
    // Whoever belongs to no workflow is no risk of any.
    let people = "grant(ana, read, plain, inf)";
    assert_eq!(of_all("may read on plain when tier is not t2"), [people, unsaid]);
    assert_eq!(of_all("may read on plain when autonomy < suggest"), [people, unsaid]);
}

/// Tools and services act for whoever calls them.
#[test]
fn whoever_acts_for_others_could_belong_to_any_workflow() {
    let text = "\
tiers own {
  scale t1 < t2
  tier t1 { ttl 8h }
  tier t2 { ttl 1h }
}
workflow v { tier t2 }
store plain is files in corp { holds internal }
service runner in corp {
  may read on plain when tier is t1
  entry look {
    performs read on plain when tier is t1
    authority own
    takes nothing
    gives nothing
  }
}
workflow w { tier t1 }
";
    let checked = policy(text);
    assert_eq!(checked.facts_of("grant"), ["grant(runner, read, plain, inf) (assumed)"]);
    assert_eq!(checked.facts_of("performs"), ["performs(runner.look, read, plain) (assumed)"]);
}

#[test]
fn a_delegation_asks_for_the_tier_of_whoever_receives() {
    let text = format!(
        "store plain is files in corp {{ holds internal }}\n{}human ana in corp {{ may read on plain }}\n\
         delegation d from ana to [pilot.helper, other.walker] {{\n mode on-behalf-of\n offline no\n may read on plain when tier is t2\n}}\n",
        WORKFLOWS.replace("PERMISSION", "started by ana")
    );
    assert_eq!(
        policy(&text).facts_of("delegates"),
        [
            "delegates(ana, other.walker, read, plain, 0, on behalf, present) (assumed)",
            "delegates(ana, pilot.helper, read, plain, 0, on behalf, present)",
        ]
    );
}

#[test]
fn prohibitions_and_gates_count_where_it_is_not_known_whether_they_do() {
    let forbid = |limits: &str| {
        let text = format!(
            "store plain is files in corp {{ holds internal }}\n{}access a for any {{ {limits} }}\n",
            WORKFLOWS.replace("PERMISSION", "instructable no")
        );
        let base = policy(&text).policy.base;
        let mut lifted: Vec<String> = Vec::new();
        for forbid in &base.forbids {
            let bailiwick::model::Who::Only(who) = &forbid.who else { continue };
            let names = who.iter().map(|one| base.principal(*one).name.clone());
            lifted.extend(names.map(|name| format!("{name} {}", !forbid.lifted.alternatives.is_empty())));
        }
        lifted.sort();
        (lifted, base.open.len())
    };
    let (lifted, open) = forbid("must not read on plain when tier is t2");
    let expected = ["corp true", "other.walker false", "pilot.helper false", "web true"];
    assert_eq!((lifted, open), (expected.map(str::to_owned).to_vec(), 1));
    let (lifted, open) = forbid("must not read on plain unless tier is t2");
    let expected = ["corp false", "other.walker false", "pilot.helper true", "web false"];
    assert_eq!((lifted, open), (expected.map(str::to_owned).to_vec(), 1));
    let gate = "gate g { guards read on plain when tier is t2\n approved by 1 of [ana] }\nhuman ana in corp\n";
    let text = format!(
        "domain corp is tenant\nstore plain is files in corp\ntiers own {{ scale t2\n tier t2 {{ ttl 1h }} }}\nworkflow w {{ tier t2 }}\n{gate}"
    );
    assert_eq!(Checked::one(&text).codes(), ["BW0310 8"]);
}

#[test]
fn a_task_is_what_is_active() {
    let tasks = "task repair { ttl 1h }\ntask audit { ttl 1h }\n";
    let of = |condition: &str| {
        let text = format!(
            "{tasks}store plain is files in corp {{ holds internal }}\nhuman ana in corp {{ may read on plain when {condition} }}\n"
        );
        grants(&text)
    };
    assert_eq!(of("task is repair"), of("active(repair)"));
    assert_eq!(of("task in [repair, audit]"), of("active(repair) or active(audit)"));
    let text = format!(
        "{tasks}domain corp is tenant {{ trusted yes }}\nstore plain is files in corp {{ holds internal }}\n\
         human ana in corp {{ may read on plain when task is not repair }}\n"
    );
    assert_eq!(Checked::one(&text).codes(), ["BW0306 7"]);
}

#[test]
fn runs_are_started_by_what_is_declared() {
    let of = |agent: &str, more: &str| {
        let text = format!(
            "store plain is files in corp {{ holds internal }}\nhuman ana in corp\n{more}\
             agent helper in corp {{\n {agent}\n may read on plain when initiator in [human, schedule]\n}}\n"
        );
        let grants = grants(&text);
        grants.into_iter().find(|grant| grant.starts_with("grant(helper, read")).unwrap_or_default()
    };
    let either = "grant(helper, read, plain, inf) when initiator in human..schedule";
    let human = "grant(helper, read, plain, inf) when initiator is human";
    let schedule = "grant(helper, read, plain, inf) when initiator is schedule";
    assert_eq!(of("started by ana", ""), human);
    assert_eq!(of("started by schedule \"daily\"", ""), schedule);
    assert_eq!(of("started by event on plain", ""), "");
    assert_eq!(of("started by ana\n started by schedule \"daily\"", ""), either);
    // Nobody says what starts it.
    assert_eq!(of("started by unknown", ""), format!("{either} (assumed)"));
    assert_eq!(of("instructable no", ""), format!("{either} (assumed)"));
    assert_eq!(of("started by event on plain", "agent chief in corp { may call helper }\n"), "");
    assert_eq!(of("started by event on plain", "service chief in corp { may call helper }\n"), either);
    assert_eq!(of("started by event on plain", "human bo in corp { may call helper }\n"), human);
    // Somebody else can have its authority, in a run of their own.
    let key = "credential key is api-key of helper in corp\n";
    assert_eq!(of("started by event on plain", key), either);
    let bound = "credential key is svid of helper in corp { sender-bound yes\n readable in helper }\n";
    assert_eq!(of("started by event on plain", bound), "");
    let used = format!("{bound}service other in corp {{ uses key }}\n");
    assert_eq!(of("started by event on plain", &used), either);
    // And whoever may call it may be somebody else.
    let lent = "human bo in corp { may call helper }\ncredential pat is api-key of bo in corp\n";
    assert_eq!(of("started by event on plain", lent), either);
}

#[test]
fn a_purpose_takes_in_the_narrower_ones_and_a_workflow_bounds_its_runs() {
    let read = |condition: &str| of_all(&format!("may read on plain when {condition}"));
    assert_eq!(
        read("purpose is care"),
        [
            "grant(ana, read, plain, inf) when purpose in care..care.ward",
            "grant(other.walker, read, plain, inf) when purpose in care..care.ward",
            "grant(pilot.helper, read, plain, inf) when purpose is care.ward",
        ]
    );
    assert_eq!(
        read("purpose is study"),
        [
            "grant(ana, read, plain, inf) when purpose is study",
            "grant(other.walker, read, plain, inf) when purpose is study"
        ]
    );
    assert_eq!(read("purpose is none").len(), 2);
    assert_eq!(read("purpose is not study")[0], "grant(ana, read, plain, inf) when purpose in none..care.ward");
}

#[test]
fn what_is_handed_on_is_for_the_purpose_of_the_delegation() {
    let of = |purpose: &str| {
        let text = format!(
            "store plain is files in corp {{ holds internal }}\n{}human ana in corp {{ may read on plain }}\n\
             delegation d from ana to [pilot.helper, other.walker] {{\n mode on-behalf-of\n offline no\n may read on plain\n {purpose}\n}}\n",
            WORKFLOWS.replace("PERMISSION", "started by ana")
        );
        policy(&text).facts_of("delegates")
    };
    let free = [
        "delegates(ana, other.walker, read, plain, 0, on behalf, present)",
        "delegates(ana, pilot.helper, read, plain, 0, on behalf, present)",
    ];
    assert_eq!(of("ttl 1h"), free);
    assert_eq!(
        of("purpose study"),
        ["delegates(ana, other.walker, read, plain, 0, on behalf, present) when purpose is study"]
    );
    assert_eq!(
        of("purpose [care, study]"),
        [
            "delegates(ana, other.walker, read, plain, 0, on behalf, present) when purpose in care..study",
            "delegates(ana, pilot.helper, read, plain, 0, on behalf, present) when purpose is care.ward",
        ]
    );
}
