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
