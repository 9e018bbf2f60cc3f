//! Who is hostile, what is unknown, which secrets and claims there are.

use super::policy;

#[test]
fn credentials_are_good_for_what_they_say() {
    use bailiwick::model::Scopes;
    let text = "\
store s is files in corp { holds public }
service x in corp
blueprint b in corp { instructable yes\n uses own }
agent a in corp { instructable yes\n uses [key, own] }
credential key is api-key of x in corp {
  scope read on s
  step-up write on s
  sender-bound no
  readable in [s, a]
}
credential own is svid of b in corp { sender-bound yes }
";
    let checked = policy(text);
    let base = &checked.policy.base;
    let names: Vec<(&str, bool)> = base.credentials.iter().map(|one| (one.name.as_str(), one.bearer)).collect();
    assert_eq!(names, [("key", true), ("own·1", false), ("own·2", false)]);
    assert!(matches!(&base.credentials[0].scope, Scopes::Only(scope) if scope.len() == 2));
    assert_eq!(base.credentials[1].scope, Scopes::Everything);
    assert_eq!(checked.facts_of("holds"), ["holds(a, key)"]);
    assert_eq!(
        checked.facts_of("uses"),
        ["uses(a, key)", "uses(a, own·1)", "uses(a, own·2)", "uses(b·1, own·1)", "uses(b·2, own·2)",]
    );
    assert!(checked.facts_of("stores").contains(&"stores(s, secret of key)".to_owned()));
}

#[test]
fn whoever_can_be_minted_for_has_a_fresh_credential() {
    let text = "human ana in corp\nhuman bo in corp { may mint on ana }\n";
    let checked = policy(text);
    let names: Vec<&str> = checked.policy.base.credentials.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["fresh credential of ana"]);
    let leaf = checked.policy.base.leaves.iter().find(|leaf| leaf.name == "ana").expect("a leaf");
    assert!(leaf.credential.is_some() && leaf.principal.is_some());
    assert_eq!(policy("human ana in corp\n").policy.base.credentials.len(), 0);
}

#[test]
fn what_is_left_out_is_the_worst_case() {
    let checked = policy(
        "\
class record at restricted
store s is files in corp
store p is files in corp { part a { holds public }\n part b }
store q is queue in corp
tool t in web { entry e }
model m in web
",
    );
    assert_eq!(
        checked.facts(),
        [
            "performs-anything(t.e) (assumed)",
            "stores(p.a, public)",
            "stores(s, confidential) (assumed)",
            "stores(s, internal) (assumed)",
            "stores(s, public) (assumed)",
            "stores(s, record) (assumed)",
            "stores(s, restricted) (assumed)",
            "trains(m) (assumed)",
        ]
    );
    let unknowns: Vec<String> =
        checked.policy.base.unknowns.iter().map(|one| format!("{}: {}", one.what, one.taken_as)).collect();
    insta::assert_snapshot!(unknowns.join("\n"));
}

#[test]
fn whoever_is_outside_is_hostile() {
    let text = "\
domain lab is sandbox of corp
domain inner is cloud of corp { trusted yes }
origin insider in inner
origin outsider in lab
human ana in inner
tool pinned in corp { pin \"1\"\n vouched by ana on 2026-01-01 for \"1\" }
tool stale in corp { pin \"2\"\n vouched by ana on 2026-01-01 for \"1\" }
tool later in corp { pin \"3\"\n vouched by ana on 2027-01-01 for \"3\" }
tool loose in corp { pin none }
tool foreign in web { pin none }
";
    let checked = policy(text);
    assert!(checked.policy.time_dependent, "in 2027 somebody has looked");
    let base = &checked.policy.base;
    let hostile: Vec<&str> = base.principals.iter().filter(|one| one.hostile).map(|one| one.name.as_str()).collect();
    assert_eq!(hostile, ["lab", "outsider", "publisher of later", "publisher of loose", "publisher of stale", "web"]);
    let publishers: Vec<String> = base
        .principals
        .iter()
        .filter_map(|one| match one.kind {
            bailiwick::model::PrincipalKind::Tool { publisher } => {
                Some(format!("{} {:?}", one.name, publisher.map(|id| base.principal(id).name.as_str())))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        publishers,
        [
            "foreign Some(\"web\")",
            "later Some(\"publisher of later\")",
            "loose Some(\"publisher of loose\")",
            "pinned None",
            "stale Some(\"publisher of stale\")",
        ]
    );
}

#[test]
fn claims_need_somebody_who_enforces_them() {
    let text = "\
domain guarded is cloud of corp { trusted yes\n enforced by proxy }
service proxy in corp
store s is files in corp { holds public }
store z is files in guarded { holds public }
agent bare in corp { instructable yes\n plan fixed }
agent own in corp { instructable yes\n plan fixed enforced by own }
agent good in corp { instructable yes\n plan fixed enforced by proxy }
agent lies-within in guarded { instructable yes\n plan fixed }
agent capped in corp { instructable yes\n ceiling { may read on s } }
gate loose { guards write on s\n approved by ana\n timeout allow\n enforced by proxy }
gate within { guards write on z\n approved by ana\n timeout deny }
human ana in corp { must not delete on s }
service x in corp { entry e { performs read on s\n authority own\n takes structured\n gives nothing } }
agent y in corp { instructable yes\n entry e { takes structured\n gives structured enforced by proxy\n authority caller } }
transformer t in guarded { rewrites internal to public\n assurance unverified\n fails open }
";
    let checked = policy(text);
    let claims: Vec<String> = checked
        .policy
        .base
        .claims
        .iter()
        .map(|claim| {
            let names: Vec<&str> =
                claim.enforcers.iter().map(|id| checked.policy.base.principal(*id).name.as_str()).collect();
            format!("{} by [{}] {}", claim.name, names.join(", "), claim.void.as_deref().unwrap_or("stands"))
        })
        .collect();
    insta::assert_snapshot!(claims.join("\n"));
}

/// A review that is still to come has verified nothing: everything comes through.
#[test]
fn a_transformer_is_not_verified_before_it_is_reviewed() {
    use bailiwick::model::Leak;
    let leaks = |assurance: &str| {
        let text = format!(
            "class record at restricted\nhuman ana in corp\nservice egress in corp\ntransformer blur in corp {{\n  \
             rewrites record to nothing\n  assurance {assurance}\n  fails closed\n  enforced by egress\n}}\n"
        );
        let checked = policy(&text);
        let leaks: Vec<Leak> = checked.policy.base.transformers[0].leaks.values().copied().collect();
        (leaks, checked.policy.time_dependent)
    };
    assert_eq!(leaks("reviewed by ana on 2026-11-02"), (vec![Leak::Never], false));
    assert_eq!(leaks("reviewed by ana on 2027-01-01"), (vec![Leak::Always], true));
    assert_eq!(leaks("tested recall 90% on 2027-01-01"), (vec![Leak::Always], true));
}
