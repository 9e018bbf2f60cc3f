//! Cuts: each kind of edit is proposed where it helps, and whoever follows the proposal in the text sees it proved.

use bailiwick::analysis::check;
use bailiwick::proof::{Status, Verdict};
use bailiwick::source::{Database, project};

use crate::support::is_lint;

const PRELUDE: &str = "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
domain out  is internet
context tenant individual session
context env one of [dev, prod]
class record at confidential { per tenant }
class plans at internal
human ann in corp
human bo  in corp
service host in corp
store notes is files in corp { holds plans }
sink mail is named in corp { readable by ann }
";

fn verdict(text: &str) -> Verdict {
    let db = Database::default();
    let project = project(&db, &[("policy.bwk", &format!("{PRELUDE}{text}"))], 20_779);
    let outcome = check(&db, project);
    assert!(outcome.findings.iter().all(is_lint), "{text}");
    outcome.verdicts.into_iter().find(|verdict| verdict.name == "p").expect("a property")
}

/// A policy, an edit that is to be among the first cut's, and the same edit in the text.
struct Case {
    policy: &'static str,
    change: (&'static str, &'static str),
    text: (&'static str, &'static str),
}

fn follow(case: &Case) {
    let refuted = verdict(case.policy);
    assert_eq!(refuted.status, Status::Refuted, "{}", case.policy);
    let changes: Vec<Vec<(&str, &str)>> = refuted
        .cuts
        .iter()
        .map(|cut| cut.changes.iter().map(|change| (change.place.text.as_str(), change.action.as_str())).collect())
        .collect();
    assert!(changes.iter().any(|changes| *changes == [case.change]), "{:?} is not in {changes:#?}", case.change);
    let (before, after) = case.text;
    assert!(case.policy.contains(before), "{before}");
    let repaired = verdict(&case.policy.replace(before, after));
    assert_eq!(repaired.status, Status::Proved, "with {after}: {repaired:?}");
}

const GATE: &str = "access a for ann { may send on mail }
gate look {
  guards   send on mail
  approved by 1 of [bo]
  renders  canonical by host
  binds    text
  single-use
  timeout  deny after 1h
  enforced by host
}
prove p { always send on mail needs approved(look) }
";

#[test]
fn a_gate_is_mended() {
    follow(&Case {
        policy: GATE,
        change: ("gate look", "let it exclude [requester, author]"),
        text: ("1 of [bo]", "1 of [bo] excluding [requester, author]"),
    });
}

#[cfg(feature = "z3")]
#[test]
fn a_gate_guards_in_every_case() {
    follow(&Case {
        policy: "access a for ann { may send on mail }
gate look {
  guards   send on mail when env is prod
  approved by 1 of [bo] excluding [requester, author]
  renders  canonical by host
  binds    text
  single-use
  timeout  deny after 1h
  enforced by host
}
prove p { always send on mail needs approved(look) }
prove q { possible ann causes send on mail }
",
        change: ("gate look", "let it guard `send` on `mail` in every case"),
        text: (" when env is prod", ""),
    });
}

const FOUND: &str = "store vault is vault in corp
service poster in corp { may send on mail }
credential key is api-key of poster in corp {
  scope        send on mail
  sender-bound no
  readable     in vault
}
agent bot in corp {
  instructable yes
  started by ann
  may read on vault
}
prove p { never bot causes send on mail }
prove q { possible bot causes read on vault }
prove r { possible poster causes send on mail }
";

#[test]
fn a_credential_is_bound() {
    follow(&Case {
        policy: FOUND,
        change: (
            "credential key is api-key of poster in corp",
            "write `sender-bound yes`, so that reading it is not enough",
        ),
        text: ("sender-bound no", "sender-bound yes"),
    });
}

#[test]
fn a_clause_goes() {
    follow(&Case {
        policy: FOUND,
        change: ("readable in vault", "remove it"),
        text: ("  readable     in vault\n", ""),
    });
}

#[test]
fn a_clause_loses_a_part() {
    follow(&Case {
        policy: "access a for ann { may [read, write] on notes }
prove p { never ann causes write on notes }
prove q { possible ann causes read on notes }
",
        change: ("may [read, write] on notes", "narrow it so that it does not cover `write` on `notes`"),
        text: ("[read, write]", "read"),
    });
}

#[test]
fn a_store_trims() {
    follow(&Case {
        policy: "team desk of 5 in corp { per tenant\n entitled to record }
store crm is database in corp { holds record }
sink reply is subject in corp
agent bot in corp {
  instructable no
  started by desk
  may read on crm
  may send on reply
}
prove p { never record of another tenant reaches reply }
prove q { possible bot causes read on crm }
prove r { possible bot causes send on reply }
",
        change: ("store crm is database in corp", "write `trims by subject`, with a lag that its classes tolerate"),
        text: ("holds record }", "holds record\n trims by subject lag 0s }"),
    });
}

const CALLED: &str = "store pages is files in out { holds public }
tool web in corp {
  pin \"sha256:1\"
  vouched by bo on 2026-01-01 for \"sha256:1\"
  may read on pages
  entry fetch {
    performs  read on pages
    authority own
    takes     nothing
    gives     text
  }
}
agent bot in corp {
  instructable yes
  started by ann
  may call web.fetch
}
";

#[test]
fn an_answer_is_structured() {
    let policy =
        format!("{CALLED}prove p {{ never out influences bot }}\nprove q {{ possible bot causes read on pages }}\n");
    follow(&Case {
        policy: Box::leak(policy.into_boxed_str()),
        change: ("entry fetch", "write `gives structured`"),
        text: ("gives     text", "gives     structured"),
    });
}

#[test]
fn an_entry_acts_for_its_caller() {
    let policy = format!(
        "{CALLED}prove p {{ never bot causes read on pages }}\nprove q {{ possible web causes read on pages }}\n"
    );
    follow(&Case {
        policy: Box::leak(policy.into_boxed_str()),
        change: ("entry fetch", "write `authority caller`"),
        text: ("authority own", "authority caller"),
    });
}

#[test]
fn what_is_not_known_is_said() {
    let policy = format!("{CALLED}prove p {{ never bot causes send on mail }}\n")
        .replace("    performs  read on pages\n", "")
        .replace("may read on pages", "may read on pages\n  may send on mail");
    let policy: &'static str = Box::leak(policy.into_boxed_str());
    follow(&Case {
        policy,
        change: (
            "what entry `web.fetch` performs",
            "say it, if it is not the worst: anything that its back end may do",
        ),
        text: ("    authority own\n", "    performs  read on pages\n    authority own\n"),
    });
}

/// What a store holds is a fact, and whom a proved `possible` is about keeps their work.
#[test]
fn data_and_work_stay() {
    let policy = "access a for ann { may read on notes }
prove p { never plans reaches ann }
";
    let changes = |verdict: Verdict| -> Vec<String> {
        verdict.cuts.iter().flat_map(|cut| cut.changes.iter().map(|change| change.place.text.clone())).collect()
    };
    assert_eq!(changes(verdict(policy)), ["may read on notes"]);
    assert!(changes(verdict(&format!("{policy}prove q {{ possible ann causes read on notes }}\n"))).is_empty());
}
