//! Grants, prohibitions, delegations: single operations on single leaves, under typed conditions.

use super::{DOMAINS, grants, policy};
use crate::support::Checked;

#[test]
fn permissions_become_single_operations_on_single_leaves() {
    let repo = "store repo is repository in corp {\n holds internal\n part src\n part ci {\n part jobs\n }\n}\n";
    let of = |permission: &str| grants(&format!("{repo}human ana in corp {{ {permission} }}\n"));
    assert_eq!(
        of("may write on repo"),
        [
            "grant(ana, write, repo.ci.jobs, inf)",
            "grant(ana, write, repo.ci.rest, inf)",
            "grant(ana, write, repo.rest, inf)",
            "grant(ana, write, repo.src, inf)",
        ]
    );
    assert_eq!(
        of("may [read, list] on [repo.src, repo.ci.jobs] delegable 2"),
        [
            "grant(ana, list, repo.ci.jobs, 2)",
            "grant(ana, list, repo.src, 2)",
            "grant(ana, read, repo.ci.jobs, 2)",
            "grant(ana, read, repo.src, 2)",
        ]
    );
    assert_eq!(
        of("may observe on repo.src"),
        [
            "grant(ana, list, repo.src, inf)",
            "grant(ana, observe, repo.src, inf)",
            "grant(ana, read, repo.src, inf)",
            "grant(ana, search, repo.src, inf)",
        ]
    );
    assert_eq!(of("may administer on ana delegable unlimited"), ["grant(ana, administer, ana, inf)"]);
    let any = of("may any on repo.src");
    assert!(any.contains(&"grant(ana, pay, repo.src, inf)".to_owned()));
    assert!(!any.iter().any(|grant| ["invoke", "approve", "mint", "start"].iter().any(|verb| grant.contains(verb))));
    assert_eq!(of("may read on any store").len(), 4);
    assert_eq!(of("may read on any store where kind is vault").len(), 0);
}

#[test]
fn calls_and_spawns_are_operations_on_entries() {
    let text = "\
tool browser in corp {
  pin none
  entry fetch { performs send on out\n authority own\n takes text\n gives text }
  entry stop { performs send on out\n authority own\n takes nothing\n gives nothing }
}
sink out is public in web
agent a in corp { instructable yes }
blueprint b in corp { instructable yes }
human ana in corp {
  may call [browser.fetch, a]
  may spawn b
}
human bo in corp { may call browser }
";
    assert_eq!(
        grants(text),
        [
            "grant(ana, invoke, a.start, inf)",
            "grant(ana, invoke, browser.fetch, inf)",
            "grant(ana, spawn, b.start·1, inf)",
            "grant(ana, spawn, b.start·2, inf)",
            "grant(bo, invoke, browser.fetch, inf)",
            "grant(bo, invoke, browser.stop, inf)",
        ]
    );
}

#[test]
fn conditions_are_brought_into_alternatives() {
    let of = |condition: &str| {
        let text = "context env one of [dev, ci, prod]\ncontext mfa boolean\ncontext risk integer 0..100\n\
                    store s is files in corp { holds public }\ngate g { guards delete on s\n approved by ana }\n";
        let grants = grants(&format!("{text}human ana in corp {{ may read on s when {condition} }}\n"));
        let grant = grants.iter().find(|grant| grant.contains("read")).expect("a grant").clone();
        grant.split_once(" when ").map(|(_, condition)| condition.to_owned()).expect("a condition")
    };
    let cases = [
        ("env is ci", "env is ci"),
        ("not env is ci", "env in dev, prod"),
        ("env in [ci, prod] and mfa", "env in ci..prod and mfa is yes"),
        ("env is ci or mfa", "env is ci or mfa is yes"),
        ("not (env is ci or mfa)", "env in dev, prod and mfa is no"),
        ("not (env is ci and mfa)", "env in dev, prod or mfa is no"),
        ("risk > 10 and risk <= 20", "risk in 11..20"),
        ("risk not in 10..20", "risk in 0..9, 21..100"),
        ("now.time in 22:00..06:00", "now.time in 00:00..06:00, 22:00..23:59"),
        ("now.time in 22:00..06:00 and now.time < 05:00", "now.time in 00:00..04:59"),
        ("approved(g) and mfa", "mfa is yes and approved(g) for ana"),
        ("(mfa or env is ci) and (mfa or env is dev)", "mfa is yes"),
    ];
    for (written, expected) in cases {
        assert_eq!(of(written), expected, "{written}");
    }
}

#[test]
fn grants_end() {
    let store = "store s is files in corp { holds public }\n";
    let of =
        |until: &str| Checked::one(&format!("{DOMAINS}{store}human ana in corp {{ may read on s until {until} }}\n"));
    assert_eq!(of("2026-11-23").facts_of("grant"), ["grant(ana, read, s, inf) when now.date in -719162..20780"]);
    let ended = of("2026-11-21");
    assert_eq!((ended.facts_of("grant").len(), ended.codes()), (0, vec!["BW0309 6".to_owned()]));
}

#[test]
fn delegations_hand_on() {
    let of = |how: &str| {
        let text = format!(
            "store s is files in corp {{ holds public }}\nhuman ana in corp\nagent a in corp {{ started by ana }}\n\
             delegation d from ana to a {{\n may read on s\n {how}\n}}\n"
        );
        policy(&text).facts_of("delegates")
    };
    assert_eq!(of("mode on-behalf-of\n offline no"), ["delegates(ana, a, read, s, 0, on behalf, present)"]);
    assert_eq!(
        of("mode impersonation\n offline yes\n depth 2"),
        ["delegates(ana, a, read, s, 2, impersonating, offline)"]
    );
    assert_eq!(
        of(""),
        [
            "delegates(ana, a, read, s, 0, impersonating, offline) (assumed)",
            "delegates(ana, a, read, s, 0, on behalf, offline) (assumed)",
            "delegates(ana, a, read, s, 0, on behalf, present)",
        ]
    );
}

#[test]
fn prohibitions_are_lifted_outside_of_their_condition() {
    let text = "\
context env one of [dev, prod]
store s is files in corp { holds public }
gate g { guards delete on s\n approved by ana\n timeout deny\n enforced by ana }
human ana in corp {
  must not write on s when env is prod unless approved(g)
  must not read on s
}
access freeze for any principal { must not deploy on s }
";
    let checked = policy(text);
    let forbids = &checked.policy.base.forbids;
    assert_eq!(forbids.len(), 3);
    let alternatives: Vec<usize> = forbids.iter().map(|forbid| forbid.lifted.alternatives.len()).collect();
    assert_eq!(alternatives, [0, 0, 2]);
    assert_eq!(forbids[0].who, bailiwick::model::Who::Everybody);
}
