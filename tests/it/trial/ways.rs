//! `via` names what some way leads through. The shortest one is looked at, and some others; that no way leads through
//! something is never known.

use bailiwick::trial::Met;

use super::tested;

/// Two ways from `bo` to `goal`: a short one through `near`, a long one through `far`, `relay` and `last`.
const WAYS: &str = "
store inbox is files in corp { holds internal }
store relay is files in corp { holds internal }
store goal is files in corp { holds internal }
access inside for bo { may write on inbox }
agent near in corp {
  may read on inbox
  may write on goal
}
agent far in corp {
  may read on inbox
  may write on relay
}
agent last in corp {
  may read on relay
  may write on goal
}
";

/// What came of each expectation: it passed, it failed, or nobody knows.
fn outcomes(inside: &str) -> Vec<&'static str> {
    let (_, outcome) = tested(&format!("{WAYS}test \"it\" {{\n{inside}\n}}\n"));
    let word = |met: &Met| match met {
        Met::Passed => "passed",
        Met::Failed { .. } => "failed",
        Met::Undecided { .. } => "undecided",
    };
    outcome.tests[0].expectations.iter().map(|asked| word(&asked.met)).collect()
}

#[test]
fn a_way_is_found_or_it_is_left_open() {
    let through = |nodes: &str| {
        outcomes(&format!(
            "expect possible bo causes write on goal via {nodes}\nexpect bo causes write on goal via {nodes}"
        ))
    };
    assert_eq!(through("[inbox, near]"), ["passed"; 2]);
    assert_eq!(through("near"), ["passed"; 2]);
    assert_eq!(through("[inbox, far, relay, last]"), ["passed"; 2], "it leads there, on a longer way");
    assert_eq!(through("[far, near]"), ["undecided"; 2], "each of them is on a way, and on none are both");
    assert_eq!(through("[near, inbox]"), ["undecided"; 2], "nothing comes to `near` before it is in `inbox`");
    assert_eq!(through("vault"), ["undecided"; 2], "nobody says that no way does");
}

#[test]
fn a_way_that_is_gone_leaves_the_other_one() {
    let asked = "without near\nexpect possible bo causes write on goal via [inbox, far, relay, last]
expect possible bo causes write on goal via near";
    assert_eq!(outcomes(asked), ["passed", "undecided"]);
}

/// Where nothing comes about at all, no way leads through anything.
#[test]
fn what_never_happens_fails_whatever_it_leads_through() {
    let asked = "without inbox\nexpect possible bo causes write on goal via near";
    assert_eq!(outcomes(asked), ["failed"]);
}

#[test]
fn a_never_through_something_is_no_proof_while_another_way_is_open() {
    let asked = "expect never bo causes write on goal via relay\nexpect never bo causes write on goal via near";
    assert_eq!(outcomes(asked), ["undecided", "failed"]);
}
