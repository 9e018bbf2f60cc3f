//! Gates that dissolve, as far as they do.

use super::coding_agent::{PUBLISHES, REVIEW, WRITES, coding_agent};
use super::{COMPROMISED, Closed, HONEST, STEPS, base};

/// The gate of the coding agent: how many have to approve, and whether whoever wrote it may be among them.
fn review(quorum: u32, independent: bool) -> String {
    let gate = REVIEW.replace("by 1 of", &format!("by {quorum} of"));
    if independent { gate } else { gate.replace(" excluding [requester, author]", "") }
}

/// The coder writes by itself or, if it does not, as ana; it presents ana's token, with which one can approve.
fn with_token(gate: &str, writes_itself: bool) -> String {
    let scope = if writes_itself { "" } else { "\n  scope write on repo" };
    let token = format!(
        "credential ana-pat is api-key of ana in corp {{\n  scope approve on code-review{scope}\n  sender-bound yes\n}}"
    );
    let coder = if writes_itself { format!("{WRITES}\n    uses ana-pat") } else { "uses ana-pat".to_owned() };
    let text = coding_agent(&format!("{gate}\n{token}"), &coder, "service");
    text.replace("human ana in corp", "human ana in corp { may write on repo }")
}

fn publishes(text: &str) -> Vec<String> {
    let base = base(text);
    let [honest, compromised] = [HONEST, COMPROMISED].map(|mode| Closed::of(&base, mode).conditions(PUBLISHES));
    assert_eq!(honest, compromised);
    honest
}

#[test]
fn an_agent_that_can_approve_dissolves_the_gate() {
    let base = base(&with_token(&review(1, false), true));
    for mode in [HONEST, COMPROMISED] {
        let closed = Closed::of(&base, mode);
        assert_eq!(closed.conditions("forged(code-review, ana)"), ["true"]);
        assert_eq!(closed.conditions(PUBLISHES), ["true"]);
        let why = closed.rules_behind("anyone", "publish", "registry");
        assert!(["G1", "G3"].iter().all(|rule| why.iter().any(|used| used == rule)), "it says why: {why:?}");
    }
}

#[test]
fn an_agent_among_the_approvers_dissolves_the_gate() {
    let among = |independent| review(1, independent).replace("[ana, bo]", "[ana, bo, patch-pilot.coder]");
    let coder = format!("{WRITES}\n    may approve on code-review");
    let text = |independent| coding_agent(&among(independent), &coder, "service");
    assert_eq!(publishes(&text(false)), ["true"]);
    assert_eq!(publishes(&text(true)), ["approved(code-review, 1, patch-pilot.coder)"], "it has one name only");
}

#[test]
fn an_independent_gate_dissolves_before_two_names() {
    assert_eq!(publishes(&with_token(&review(1, true), true)), ["true"], "written as coder, approved as ana");
}

#[test]
fn an_independent_gate_stands_before_one_name() {
    assert_eq!(publishes(&with_token(&review(1, false), false)), ["true"], "ana may approve what ana wrote");
    let text = with_token(&review(1, true), false);
    assert_eq!(publishes(&text), ["approved(code-review, 1, ana)"], "now nobody but bo may");
}

#[test]
fn of_two_approvals_the_one_that_is_not_forged_remains() {
    let remains = "approved(code-review, 1, patch-pilot.coder)";
    assert_eq!(publishes(&with_token(&review(2, true), true)), [remains]);
    assert_eq!(publishes(&with_token(&review(2, false), true)), [remains]);
    let needed = publishes(&coding_agent(&review(2, true), WRITES, "service"));
    assert_eq!(needed, ["approved(code-review, 2, patch-pilot.coder)"], "none of them is forged");
}

#[test]
fn whoever_administers_the_enforcer_needs_no_approval() {
    let coder = format!("{WRITES}\n    may administer on host");
    let base = base(&coding_agent(&review(1, true), &coder, "service"));
    for mode in [HONEST, COMPROMISED] {
        let closed = Closed::of(&base, mode);
        assert_eq!(closed.conditions(PUBLISHES), ["true"]);
        let why = closed.rules_behind("anyone", "publish", "registry");
        assert!(why.iter().any(|used| used == "V1"), "it says why: {why:?}");
    }
    assert_eq!(Closed::of(&base, STEPS).conditions("void(gate `code-review`)"), [""; 0]);
}

/// A release needs both of them.
const RELEASE: &str = "gate release-gate {
  guards publish on registry
  approved by 2 of [ana, bo] excluding [requester, author]
  renders canonical by host
  timeout deny after 24h
  enforced by host
}";

/// What a release needs when these turn against everybody, and this one administers the repository host.
fn needs(insiders: &str, administrator: &str) -> Vec<String> {
    let text = coding_agent(RELEASE, WRITES, "service");
    let host = format!("human dana in corp\nservice host in corp {{ administered by {administrator} }}");
    let base = base(&text.replace("service host in corp", &host));
    Closed::of(&base, insiders).conditions(PUBLISHES)
}

/// `even if any N of` the approvers are compromised is not in the language yet: here each of them is, by name.
#[test]
fn who_administers_the_host_breaks_a_release_alone() {
    let (one, two) = ("approved(release-gate, 1, publisher)", "approved(release-gate, 2, publisher)");
    for (administrator, alone) in [("bo", "true"), ("dana", one)] {
        assert_eq!(needs(COMPROMISED, administrator), [two]);
        assert_eq!(needs("ana is compromised", administrator), [one], "she approves, and somebody else has to");
        assert_eq!(needs("bo is compromised", administrator), [alone]);
        assert_eq!(needs("ana and bo are compromised", administrator), ["true"], "the quorum is theirs");
    }
}

/// Whoever decides what the enforcer runs decides what it enforces.
#[test]
fn whoever_writes_what_the_enforcer_runs_needs_no_approval() {
    let scripts = "store scripts is repository in corp { holds internal }\n";
    let policy = |runs: &str, may: &str| {
        let text = coding_agent(&review(1, true), &format!("{WRITES}{may}"), "service");
        text.replace("service host in corp", &format!("{scripts}service host in corp {{{runs}}}"))
    };
    let needs = "approved(code-review, 1, patch-pilot.coder)";
    assert_eq!(publishes(&policy("", "")), [needs]);
    assert_eq!(publishes(&policy(" executes scripts ", "")), [needs]);
    assert_eq!(publishes(&policy(" executes scripts ", "\n    may write on scripts")), ["true"]);
}
