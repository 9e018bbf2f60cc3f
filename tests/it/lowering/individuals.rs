//! What is kept apart is there twice.

use super::{grants, policy};

const TENANTS: &str = "\
context tenant individual session
class record at confidential { per tenant }
team support of 140 in corp { per tenant }
store crm is database in corp { per tenant\n holds record }
store desk is database in corp { partitioned by tenant\n holds record }
store wiki is files in corp { holds [record, internal] }
";

#[test]
fn what_belongs_to_individuals_is_there_twice() {
    let checked = policy(TENANTS);
    assert_eq!(
        checked.facts_of("stores"),
        [
            "stores(crm·1, record·1)",
            "stores(crm·2, record·2)",
            "stores(desk·1, record·1)",
            "stores(desk·2, record·2)",
            "stores(wiki, internal)",
            "stores(wiki, record·1)",
            "stores(wiki, record·2)",
        ]
    );
    let names: Vec<&str> = checked.policy.base.principals.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["corp", "support·1", "support·2", "web"]);
}

#[test]
fn access_to_copies_is_bound_where_somebody_says_so() {
    let of = |permission: &str| grants(&format!("{TENANTS}service x in corp {{ {permission} }}\n"));
    assert_eq!(of("may read on crm"), ["grant(x, read, crm·1, inf)", "grant(x, read, crm·2, inf)"]);
    assert_eq!(
        of("may read on crm when record.tenant is subject.tenant"),
        ["grant(x, read, crm·1, inf) when subject.tenant is 1", "grant(x, read, crm·2, inf) when subject.tenant is 2",]
    );
    // A service has no session, and is bound to no part.
    assert_eq!(of("may read on desk"), ["grant(x, read, desk·1, inf)", "grant(x, read, desk·2, inf)"]);
    let agent = grants(&format!("{TENANTS}agent x in corp {{ may read on desk }}\n"));
    assert_eq!(
        agent,
        [
            "grant(x, read, desk·1, inf) when subject.tenant is 1",
            "grant(x, read, desk·2, inf) when subject.tenant is 2",
        ]
    );
    assert_eq!(of("may read on wiki when record.tenant is subject.tenant"), ["grant(x, read, wiki, inf)"]);
    // Whoever belongs to an individual is the subject of what they do themselves.
    let text = TENANTS.replace("{ per tenant }\nstore crm", "{ per tenant\n may read on [crm, desk]\n }\nstore crm");
    assert_eq!(
        grants(&text),
        [
            "grant(support·1, read, crm·1, inf)",
            "grant(support·1, read, crm·2, inf)",
            "grant(support·1, read, desk·1, inf)",
            "grant(support·2, read, crm·1, inf)",
            "grant(support·2, read, crm·2, inf)",
            "grant(support·2, read, desk·2, inf)",
        ]
    );
}

#[test]
fn a_team_known_by_head_count_has_enough_members_for_its_quorum() {
    let of = |count: u32, quorum: u32| {
        let text = format!(
            "team t of {count} in corp\nstore s is files in corp {{ holds public }}\n\
             gate g {{ guards delete on s\n approved by {quorum} of t }}\n"
        );
        grants(&text)
    };
    assert_eq!(of(140, 1).len(), 2);
    assert_eq!(
        of(140, 2),
        ["grant(t·1, approve, g, inf)", "grant(t·2, approve, g, inf)", "grant(t·3, approve, g, inf)"]
    );
    assert_eq!(of(1, 1).len(), 1);
}
