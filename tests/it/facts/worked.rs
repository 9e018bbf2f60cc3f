//! The worked answers of the semantics (2.10), as policies in the language.

use bailiwick::facts::RuleSet;
use bailiwick::model::{Agents, Base, Mode};

use super::{condition, facts, mode, policy};

const PRELUDE: &str = "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
domain out  is internet
context tenant individual session
class records at confidential { per tenant }
class plans at internal
context env one of [dev, ci, prod]
";

fn base(text: &str) -> Base {
    policy(&format!("{PRELUDE}{text}")).base
}

fn guard(base: &Base, mode: Mode, fact: &str) -> String {
    let facts = facts(base, mode, RuleSet::all(), None);
    match condition(&facts, base, fact) {
        None => "never".to_owned(),
        Some(guard) if guard.is_always() => "always".to_owned(),
        Some(guard) => format!("{:?}", guard.alternatives()),
    }
}

fn all_compromised() -> Mode {
    Mode { agents: Agents::AllCompromised, insiders: Vec::new() }
}

/// Public issue, triage, coder, workflow file, CI, vault, publisher, registry. `{gate}` and `{write}` vary; CI is a
/// service or, in `{ci}`, an agent.
fn coding_agent(gate: &str, write: &str, ci: &str) -> String {
    format!(
        "origin anyone in out {{ may write on issues }}
store issues is queue in corp {{ holds plans }}
store repo is repository in corp {{
  holds plans
  part src \"src/**\"
  part workflows \".github/**\"
}}
store safe is vault in corp
sink registry is public in out
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
  started by event on issues
  agent triage in corp {{
    instructable yes
    may read on issues
    may spawn coder
  }}
  blueprint coder in corp {{
    instructable yes
    may write on {write}
  }}
  {ci} ci in corp {{
    executes repo.workflows
    may read on safe
  }}
}}
"
    )
}

const REVIEW: &str = "gate code-review {
  guards write on repo.workflows
  approved by 1 of [ana, bo] excluding [requester, author]
  renders canonical by host
  timeout deny after 24h
  enforced by host
}";

#[test]
fn an_issue_is_enough_to_publish() {
    for ci in ["service", "agent"] {
        let base = base(&coding_agent("", "repo", ci));
        for mode in [all_compromised(), Mode { agents: Agents::Honest, insiders: Vec::new() }] {
            assert_eq!(guard(&base, mode, "cause(anyone, publish, registry)"), "always");
        }
        let declared = Mode { agents: Agents::FollowSteps, insiders: Vec::new() };
        assert_eq!(guard(&base, declared, "cause(anyone, publish, registry)"), "never");
    }
}

/// The derivation that the semantics spells out uses these rules; the others are what every derivation is made of.
#[test]
fn the_derivation_is_complete() {
    let base = base(&coding_agent("", "repo", "service"));
    let spelt_out = ["F9", "F2", "F5", "F4", "I3", "B4", "A5", "A3", "I2"];
    let taken_for_granted =
        ["A0", "A1", "A4", "A8", "E1", "E2", "C1", "O1", "F1", "B1", "B2", "B3", "B6", "B8", "V1", "G3"];
    let kept = |rule: &&str| spelt_out.contains(rule) || taken_for_granted.contains(rule);
    let left_out: Vec<&str> = bailiwick::facts::RULES.iter().copied().filter(|rule| !kept(rule)).collect();
    let holds = |rules| {
        let facts = facts(&base, mode(&base, "agents are honest"), rules, None);
        condition(&facts, &base, "cause(anyone, publish, registry)").is_some_and(|guard| guard.is_always())
    };
    assert!(holds(RuleSet::without(&left_out)));
    for rule in spelt_out {
        let without: Vec<&str> = left_out.iter().copied().chain([rule]).collect();
        assert!(!holds(RuleSet::without(&without)), "{rule} is needed");
    }
}

#[test]
fn a_review_gate_is_needed_exactly() {
    let base = base(&coding_agent(REVIEW, "repo", "service"));
    let found = guard(&base, all_compromised(), "cause(anyone, publish, registry)");
    assert!(found.contains("Approved") && found.contains("count: 1"), "{found}");
    assert!(!found.contains("constraints: [("), "{found}");
}

#[test]
fn narrowed_to_the_source_it_is_unreachable() {
    let base = base(&coding_agent("", "repo.src", "service"));
    assert_eq!(guard(&base, all_compromised(), "cause(anyone, publish, registry)"), "never");
}
