//! From a public issue to a published package: two agents, a runner, a vault, a token.

use bailiwick::facts::{RULES, RuleSet};

use super::{COMPROMISED, Closed, HONEST, STEPS, base};
use crate::facts::{condition, facts, mode};

pub(super) const PUBLISHES: &str = "cause(anyone, publish, registry)";
pub(super) const WRITES: &str = "may write on repo";

/// Public issue, triage, coder, workflow file, CI, vault, publisher, registry. `{gate}` varies, and what `{coder}`
/// may do; `{ci}` says whether CI is a service or an agent.
pub(super) fn coding_agent(gate: &str, coder: &str, ci: &str) -> String {
    format!(
        "class plans at internal
origin anyone in out {{ may write on issues }}
store issues is queue in corp {{ holds plans }}
store repo is repository in corp {{
  holds plans
  part src \"src/**\"
  part workflows \".github/**\"
}}
store safe is vault in corp
sink registry is named in out
human ana in corp
human bo in corp
service host in corp
service publisher in corp {{ may publish on registry }}
credential token is api-key of publisher in corp {{
  scope publish on registry
  sender-bound no
  readable in safe
}}
{gate}
workflow patch-pilot {{
  agent triage in corp {{
    instructable yes
    started by event on issues
    may read on issues
    may call coder
  }}
  agent coder in corp {{
    instructable yes
    {coder}
  }}
  {ci} ci in corp {{
    executes repo.workflows
    may read on safe
  }}
}}
"
    )
}

/// Somebody else than whoever wrote it approves workflow files.
pub(super) const REVIEW: &str = "gate code-review {
  guards write on repo.workflows
  approved by 1 of [ana, bo] excluding [requester, author]
  renders canonical by host
  timeout deny after 24h
  enforced by host
}";

#[test]
fn an_issue_is_enough_to_publish() {
    for ci in ["service", "agent"] {
        let base = base(&coding_agent("", WRITES, ci));
        for mode in [COMPROMISED, HONEST] {
            assert_eq!(Closed::of(&base, mode).conditions(PUBLISHES), ["true"]);
        }
        assert_eq!(Closed::of(&base, STEPS).conditions(PUBLISHES), [""; 0]);
    }
}

/// The derivation that the semantics spells out uses these rules; the others are what every derivation is made of.
#[test]
fn the_derivation_is_complete() {
    let base = base(&coding_agent("", WRITES, "service"));
    let spelt_out = ["F9", "F2", "F5", "F4", "I3", "B4", "A5", "A3", "I2"];
    let taken_for_granted =
        ["A0", "A1", "A4", "A8", "E1", "E2", "C1", "O1", "F1", "B1", "B2", "B3", "B6", "B8", "V1", "G3"];
    let kept = |rule: &&str| spelt_out.contains(rule) || taken_for_granted.contains(rule);
    let left_out: Vec<&str> = RULES.iter().copied().filter(|rule| !kept(rule)).collect();
    let holds = |rules| {
        let facts = facts(&base, mode(&base, HONEST), rules, None);
        condition(&facts, &base, PUBLISHES).is_some_and(|guard| guard.is_always())
    };
    assert!(holds(RuleSet::without(&left_out)));
    for rule in spelt_out {
        let without: Vec<&str> = left_out.iter().copied().chain([rule]).collect();
        assert!(!holds(RuleSet::without(&without)), "{rule} is needed");
    }
}

#[test]
fn a_review_gate_is_needed_exactly() {
    for ci in ["service", "agent"] {
        let base = base(&coding_agent(REVIEW, WRITES, ci));
        for mode in [COMPROMISED, HONEST] {
            assert_eq!(Closed::of(&base, mode).conditions(PUBLISHES), ["approved(code-review, 1, patch-pilot.coder)"]);
        }
        assert_eq!(Closed::of(&base, STEPS).conditions(PUBLISHES), [""; 0]);
    }
}

#[test]
fn narrowed_to_the_source_it_is_unreachable() {
    for ci in ["service", "agent"] {
        let base = base(&coding_agent("", "may write on repo.src", ci));
        for mode in [COMPROMISED, HONEST, STEPS] {
            assert_eq!(Closed::of(&base, mode).conditions(PUBLISHES), [""; 0]);
        }
    }
}

#[test]
fn agents_made_while_it_runs_are_no_better() {
    let blueprint = |gate| {
        let text = coding_agent(gate, WRITES, "service");
        base(&text.replace("call coder", "spawn coder").replace("agent coder", "blueprint coder"))
    };
    assert_eq!(Closed::of(&blueprint(""), HONEST).conditions(PUBLISHES), ["true"]);
    let approved = ["1", "2"].map(|number| format!("approved(code-review, 1, patch-pilot.coder·{number})"));
    assert_eq!(Closed::of(&blueprint(REVIEW), HONEST).conditions(PUBLISHES), approved, "whichever of them wrote it");
}

/// Whoever reads the registry reads there what an agent with a secret puts into a package. A service does not do that.
#[test]
fn a_public_registry_is_a_way_out_for_the_token_of_an_agent() {
    for (ci, expected) in [("agent", ["true"].as_slice()), ("service", &[])] {
        let text = coding_agent("", "may write on repo.src", ci).replace("registry is named", "registry is public");
        let base = base(&text);
        assert_eq!(Closed::of(&base, HONEST).conditions(PUBLISHES), expected);
    }
}
