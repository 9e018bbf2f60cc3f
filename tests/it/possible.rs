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
