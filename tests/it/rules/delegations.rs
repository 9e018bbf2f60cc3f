//! Rules about which delegations may exist.

use bailiwick::analysis::findings;
use bailiwick::source::{Database, project};

use crate::support::{AS_OF, with_library};

const WORLD: &str = "domain corp is tenant { trusted yes }
domain partner is tenant { trusted yes }
federation login from corp to partner { mediated by idp }
purpose support
purpose support.mail
purpose care
human ana in corp { may [read, write] on notes }
human pia in partner
store notes is files in corp { holds internal }
agent near in corp
agent far in partner
";

/// In which ways a delegation is not as a rule wants it.
fn breaches(rule: &str, delegation: &str) -> Vec<String> {
    let text = format!("{WORLD}delegation-rule r from every human to every agent {{\n  {rule}\n}}\n{delegation}\n");
    let db = Database::default();
    let found = findings(&db, project(&db, &[("main.bwk", &with_library(&text))], AS_OF));
    let wrong: Vec<&str> = found.iter().map(|one| one.about.code).filter(|code| !code.starts_with("BW10")).collect();
    assert_eq!(wrong, [""; 0], "{text}");
    found.into_iter().filter(|one| one.about.code == "BW1071").flat_map(|one| one.notes).collect()
}

fn delegation(clauses: &str) -> String {
    format!("delegation d from ana to near {{\n  may read on notes\n  {clauses}\n}}")
}

#[test]
fn each_clause_of_a_rule_makes_the_difference() {
    // The rule, a delegation that is as it says, and one that is not with what is told.
    let cases = [
        (
            "mode on-behalf-of",
            "mode on-behalf-of",
            "mode impersonation",
            "its mode is impersonation, and has to be on-behalf-of",
        ),
        ("mode on-behalf-of", "mode on-behalf-of", "", "its mode is impersonation, and has to be on-behalf-of"),
        ("mode impersonation", "", "mode on-behalf-of", "its mode is on-behalf-of, and has to be impersonation"),
        ("depth at most 1", "depth 1", "depth 2", "it may be handed on 2 times, and at most 1 times"),
        ("depth at most 0", "", "depth unlimited", "it may be handed on without end, and at most 0 times"),
        ("depth at most 0", "", "depth unknown", "it may be handed on without end, and at most 0 times"),
        (
            "ttl at most 15m",
            "ttl 15m",
            "ttl 1h",
            "it is good for longer than the rule lets it be, or does not say for how long",
        ),
        (
            "ttl at most 15m",
            "ttl 5m",
            "",
            "it is good for longer than the rule lets it be, or does not say for how long",
        ),
        ("expiry clamped", "expiry clamped", "", "what is made from it may outlive it: its expiry is not clamped"),
        ("purposes support", "purpose support", "purpose care", "it is not for support alone"),
        ("purposes support", "purpose support.mail", "", "it is not for support alone"),
    ];
    for (rule, fine, broken, told) in cases {
        assert_eq!(breaches(rule, &delegation(fine)), [""; 0], "{rule}: {fine}");
        assert_eq!(breaches(rule, &delegation(broken)), [told], "{rule}: {broken}");
    }
}

#[test]
fn what_is_excluded_is_not_handed_on() {
    let handing = |what: &str| format!("delegation d from ana to near {{ may {what} on notes }}");
    let told = |excluded: &str, what: &str| breaches(&format!("excludes {excluded}"), &handing(what));
    assert_eq!(told("write", "read"), [""; 0]);
    assert_eq!(told("write", "write"), ["it hands on `write`, which the rule excludes"]);
    assert_eq!(told("write", "mutate"), ["it hands on `write`, which the rule excludes"]);
    assert_eq!(told("mutate", "write"), ["it hands on `mutate`, which the rule excludes"]);
    assert_eq!(told("[write, delete]", "[read, delete]"), ["it hands on `delete`, which the rule excludes"]);
    assert_eq!(told("write", "any"), ["it hands on `write`, which the rule excludes"]);
}

#[test]
fn a_forbidden_one_may_not_be_at_all() {
    assert_eq!(breaches("forbidden", &delegation("mode on-behalf-of")), ["there may be none between these two"]);
}

#[test]
fn who_is_not_meant_is_not_judged() {
    let to_human = "delegation d from ana to pia { may read on notes }";
    assert_eq!(breaches("forbidden", to_human), [""; 0]);
    let to_both = "delegation d from ana to [pia, near] { may read on notes }";
    assert_eq!(breaches("forbidden", to_both).len(), 1);
}

#[test]
fn a_domain_is_left_by_a_federation() {
    let to = |who: &str| format!("delegation d from ana to {who} {{ may read on notes }}");
    let outside = "it leaves its domain by none of the federations that the rule names";
    assert_eq!(breaches("crossing login", &to("near")), [""; 0]);
    assert_eq!(breaches("crossing login", &to("far")), [""; 0]);
    let back = "delegation d from pia to near { may read on notes }";
    assert_eq!(breaches("crossing login", back), [outside]);
}
