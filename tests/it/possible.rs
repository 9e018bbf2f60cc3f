//! What legitimate work can do, and what nobody does although they may.

use bailiwick::proof::Status;

use crate::proof::{REVIEW, verdict};

/// What is permitted and what nobody does is told apart, and so is what is done today from what ever could be.
#[test]
fn what_nobody_does_is_told_apart_from_what_nobody_may() {
    let policy = |step: &str| {
        format!(
            "workflow w {{\n  started by bo\n  agent a in corp {{\n    instructable no\n    may read on notes\n  }}\n{step}}}\n\
             prove p {{ possible internal reaches w.a }}\n"
        )
    };
    let idle = verdict(&policy(""));
    assert_eq!(idle.status, Status::Refuted);
    assert!(idle.conflicts[0].sentence.contains("nobody says that they do"), "{:?}", idle.conflicts);
    assert_eq!(verdict(&policy("  step s by a { reads notes }\n")).status, Status::Proved);
}

/// Whoever starts what asks for an approval does not give it, if the gate excludes the author.
#[test]
fn an_approval_is_obtained_from_somebody_who_did_not_have_it_asked_for() {
    let policy = |approvers: &str, starters: &str| {
        let gate = REVIEW.replace("[bo]", approvers).replace("access a for ann { may write on notes }\n", "");
        format!(
            "{gate}agent clerk in corp {{\n  instructable no\n  started {starters}\n  may write on notes\n}}\n\
             prove p {{ possible clerk causes write on notes when env is prod }}\n"
        )
    };
    let status = |approvers: &str, starters: &str| verdict(&policy(approvers, starters)).status;
    assert_eq!(status("[bo]", "by ann"), Status::Proved);
    assert_eq!(status("[bo]", "by bo"), Status::Refuted);
    assert_eq!(status("[bo]", "by [ann, bo]"), Status::Proved, "ann starts it, and bo approves");
    assert_eq!(status("[ann, bo]", "by bo"), Status::Proved);
    assert_eq!(status("[bo]", "by schedule \"daily\""), Status::Proved);
}

/// A tool acts in the run of whoever calls it: what that run is not for, or is not started by, the tool is not permitted in it.
#[test]
fn a_tool_is_permitted_what_the_run_that_calls_it_is_for() {
    let policy = |condition: &str, workflow: &str| {
        format!(
            "purpose care \"Care\"\npurpose study \"Study\"\ntool t in corp {{\n  pin \"1\"\n  may read on notes when {condition}\n  entry get {{\n    \
             performs read on notes\n    authority own\n    takes nothing\n    gives structured\n  }}\n}}\nworkflow w {{\n  {workflow}\n  agent a \
             in corp {{\n    instructable no\n    may call t.get\n  }}\n}}\nprove p {{ possible w.a causes read on notes }}\n"
        )
    };
    let status = |condition: &str, workflow: &str| verdict(&policy(condition, workflow)).status;
    assert_eq!(status("purpose is care", "purpose care\n  started by ann"), Status::Proved);
    assert_eq!(status("purpose is care", "purpose study\n  started by ann"), Status::Refuted);
    assert_eq!(status("initiator is human", "started by ann"), Status::Proved);
    assert_eq!(status("initiator is human", "started by schedule \"nightly\""), Status::Refuted);
}

/// An approval that a `when` asks for has to be for something as well, and what shows it must not be in hostile hands.
#[test]
fn an_approval_by_when_is_bound_and_shown_by_somebody_honest() {
    let policy = |binds: &str, screen: &str, more: &str| {
        let gate = REVIEW.replace("  guards write on notes when env is prod\n", "").replace("binds text", binds);
        let gate = gate.replace("renders canonical by host", &format!("renders canonical by {screen}"));
        format!(
            "{}service screen in corp\nagent clerk in corp {{\n  started by ann\n  may write on notes when approved(review)\n{more}}}\n\
             prove p {{ always write on notes needs approved(review) }}\n",
            gate.replace("access a for ann { may write on notes }\n", "")
        )
    };
    let status = |binds: &str, screen: &str, more: &str| verdict(&policy(binds, screen, more)).status;
    let administers = "  may administer on screen\n";
    assert_eq!(status("binds text", "host", administers), Status::Proved);
    assert_eq!(status("binds none", "host", ""), Status::Refuted);
    assert_eq!(status("binds text", "screen", ""), Status::Proved);
    assert_eq!(status("binds text", "screen", administers), Status::Refuted);
}

/// What nobody knows gives nothing: who starts an agent, whether a giver is there, a Monday that is a Sunday.
#[test]
fn what_is_not_known_gives_nothing() {
    let status =
        |policy: &str| verdict(&format!("{policy}prove p {{ possible clerk causes write on notes }}\n")).status;
    let agent = |starts: &str, when: &str| {
        format!("agent clerk in corp {{\n  instructable no\n{starts}  may write on notes{when}\n}}\n")
    };
    assert_eq!(status(&agent("  started by ann\n", " when initiator is human")), Status::Proved);
    assert_eq!(status(&agent("", " when initiator is human")), Status::Unknown);
    assert_eq!(status(&agent("", "")), Status::Proved, "whoever starts it");
    let lent = |starts: &str, offline: &str| {
        format!(
            "human giver in corp {{ may write on notes }}\nagent clerk in corp {{\n  instructable no\n{starts}}}\n\
             delegation d from giver to clerk {{\n  mode on-behalf-of\n  offline {offline}\n  may write on notes\n}}\n"
        )
    };
    assert_eq!(status(&lent("  started by giver\n", "no")), Status::Proved);
    assert_eq!(status(&lent("  started by ann\n", "yes")), Status::Proved);
    assert_eq!(status(&lent("  started by ann\n", "no")), Status::Unknown);
    let between = "agent first in corp {\n  started by giver\n  may call clerk\n}\n";
    assert_eq!(status(&format!("{between}{}", lent("", "no"))), Status::Proved, "the giver starts what calls it");
    let day = |when: &str| agent("  started by ann\n", when);
    assert_eq!(status(&day(" when now.date is 2026-11-23 and now.day is monday")), Status::Proved);
    assert_eq!(status(&day(" when now.date is 2026-11-23 and now.day is sunday")), Status::Refuted);
    assert_eq!(status(&day(" when now.date in 2026-11-23..2026-11-29 and now.day is sunday")), Status::Proved);
}
