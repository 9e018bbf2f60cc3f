//! Verdicts: what is said of a property, and that it is never said too early.

use bailiwick::analysis::check;
use bailiwick::proof::{Premise, Status, Verdict};
use bailiwick::source::{Database, project};

const PRELUDE: &str = "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
domain out  is internet
context env one of [dev, ci, prod]
class plans at internal
store notes is files in corp { holds plans }
human ann in corp
human bo  in corp
";

pub(crate) fn verdict(text: &str) -> Verdict {
    let db = Database::default();
    let text = format!("{PRELUDE}{text}");
    let project = project(&db, &[("policy.bwk", &text)], 20_779);
    let mut outcome = check(&db, project);
    outcome.verdicts.pop().expect("a property")
}

#[test]
fn a_policy_with_errors_proves_nothing() {
    let sound = "prove p { never ann causes write on notes }\n";
    assert_eq!(verdict(sound).status, Status::Proved);
    for broken in ["human cy in nowhere\n", "human cy in corp {\n  may wriet\n}\n", "hmuan cy in corp\n"] {
        let verdict = verdict(&format!("{broken}{sound}"));
        assert_eq!(verdict.status, Status::Unknown, "{broken}");
        assert!(verdict.remarks.iter().any(|remark| remark.contains("errors")), "{:?}", verdict.remarks);
    }
}

#[test]
fn what_was_not_examined_is_unknown() {
    let nobody = verdict("prove p { never any agent causes write on notes }\n");
    assert_eq!(nobody.status, Status::Unknown);
    assert!(nobody.remarks[0].contains("matches nothing"), "{:?}", nobody.remarks);
}

#[cfg(feature = "z3")]
pub(crate) const REVIEW: &str = "service host in corp
gate review {
  guards write on notes when env is prod
  approved by 1 of [bo] excluding [requester, author]
  renders canonical by host
  binds text
  single-use
  timeout deny after 1h
  enforced by host
}
access a for ann { may write on notes }
";

/// `needing` is exact: more is as wrong as less.
#[cfg(feature = "z3")]
#[test]
fn needing_says_what_exactly_a_way_takes() {
    let needing = |policy: &str, bounds: &str| {
        verdict(&format!("{policy}prove p {{ possible ann causes write on notes {bounds} }}\n"))
    };
    let free = "access a for ann { may write on notes }\n";
    assert_eq!(needing(free, "needing nothing").status, Status::Proved);
    assert_eq!(needing(free, "needing env is ci").status, Status::Refuted);
    let cases = [
        ("needing env in [dev, ci] or approved(review)", Status::Proved),
        ("needing env is dev or env is ci or approved(review)", Status::Proved),
        ("needing env in [dev, ci] or (env is prod and approved(review))", Status::Proved),
        ("needing approved(review)", Status::Refuted),
        ("needing env in [dev, ci]", Status::Refuted),
        ("needing nothing", Status::Refuted),
        ("when env is prod needing approved(review)", Status::Proved),
        ("when env is dev needing nothing", Status::Proved),
        ("when env is dev needing approved(review)", Status::Refuted),
    ];
    for (bounds, expected) in cases {
        let verdict = needing(REVIEW, bounds);
        assert_eq!(verdict.status, expected, "{bounds}: {:?}", verdict.conflicts);
        if expected == Status::Refuted {
            assert!(verdict.conflicts[0].sentence.starts_with("it takes"), "{:?}", verdict.conflicts);
        }
    }
    let nobody = needing("", "needing nothing");
    assert_eq!(nobody.status, Status::Refuted);
    assert!(nobody.conflicts[0].sentence.contains("nothing gives"), "{:?}", nobody.conflicts);
    // That it ends some day is nothing that it takes today; a sentence about days says so itself.
    let ending = "access a for ann { may write on notes until 2027-06-30 }\n";
    assert_eq!(needing(ending, "needing nothing").status, Status::Proved);
    assert_eq!(needing(ending, "needing now.date <= 2027-06-30").status, Status::Proved);
    assert_eq!(needing(ending, "when now.date in 2026-01-01..2028-01-01 needing nothing").status, Status::Refuted);
    let to_come = "access a for ann { may write on notes when now.date >= 2030-01-01 }\n";
    assert_eq!(needing(to_come, "needing nothing").status, Status::Refuted);
    // Who the entry acts for is not said: what it takes is not known.
    let unsaid = "tool desk in corp {
  pin \"sha256:1\"
  vouched by bo on 2026-01-01 for \"sha256:1\"
  may write on notes
  entry put { authority own }
}
access a for ann { may call desk.put }
";
    assert_eq!(needing(unsaid, "needing nothing").status, Status::Unknown);
}

/// A way that leads elsewhere says nothing about those that lead through what is named.
#[test]
fn via_is_certain_of_the_shortest_way_alone() {
    let policy = "tool desk in corp {
  pin \"sha256:1\"
  vouched by bo on 2026-01-01 for \"sha256:1\"
  may write on notes
  entry put {
    performs  write on notes
    authority own
    takes     text
    gives     nothing
  }
}
tool bell in corp
access a for ann { may call desk.put }
";
    let status = |policy: &str, sentence: &str| verdict(&format!("{policy}prove p {{ {sentence} }}\n")).status;
    for way in ["desk", "desk.put", "notes", "[ann, desk, notes]"] {
        assert_eq!(status(policy, &format!("possible ann causes write on notes via {way}")), Status::Proved, "{way}");
        assert_eq!(status(policy, &format!("never ann causes write on notes via {way}")), Status::Refuted, "{way}");
    }
    assert_eq!(status(policy, "possible ann causes write on notes via bell"), Status::Unknown);
    assert_eq!(status(policy, "never ann causes write on notes via bell"), Status::Unknown);
    let both = format!("{policy}access b for ann {{ may write on notes }}\n");
    let open = verdict(&format!("{both}prove p {{ never ann causes write on notes via desk }}\n"));
    assert_eq!(open.status, Status::Unknown);
    assert!(open.remarks[0].contains("whether another does is not known"), "{:?}", open.remarks);
    assert_eq!(status(policy, "never bo causes write on notes via desk"), Status::Proved);
    assert_eq!(status(policy, "possible bo causes write on notes via desk"), Status::Refuted);
}

#[test]
fn a_refutation_tells_every_hop_and_what_cuts_it() {
    let verdict = verdict(
        "store inbox is queue in corp { holds public }
origin stranger in out { may write on inbox }
agent bot in corp {
  instructable yes
  started by ann
  may read on inbox
  may write on notes
}
prove p { never stranger causes write on notes }
prove q { possible bot causes write on notes }
prove r { never stranger causes write on notes }
",
    );
    assert_eq!((verdict.status, verdict.conditions.len()), (Status::Refuted, 0));
    let witness = verdict.witness.expect("a refutation has a witness");
    let told: Vec<&str> = witness.hops.iter().filter(|hop| hop.told).map(|hop| hop.sentence.as_str()).collect();
    assert_eq!(
        told,
        [
            "text chosen by `stranger` comes to `inbox`",
            "text chosen by `stranger` comes to `bot`",
            "what `stranger` writes can steer `bot`",
            "`stranger` causes `write` on `notes`",
        ]
    );
    for (at, hop) in witness.hops.iter().enumerate() {
        assert!(hop.premises.iter().all(|premise| !matches!(premise, Premise::Hop(earlier) if *earlier >= at)));
    }
    let changes: Vec<(String, String)> = verdict
        .cuts
        .iter()
        .flat_map(|cut| &cut.changes)
        .map(|one| (one.place.text.clone(), one.action.clone()))
        .collect();
    // What would end the agent's work is no repair: `q` must still be possible.
    assert!(changes.contains(&("may read on inbox".to_owned(), "remove it".to_owned())), "{changes:?}");
    assert!(changes.iter().all(|(text, _)| text != "may write on notes"), "{changes:?}");
    assert!(verdict.cuts.iter().all(|cut| cut.smallest && cut.changes.len() == 1));
}

#[cfg(feature = "z3")]
#[test]
fn a_condition_is_told_with_a_context_in_which_it_holds() {
    let text = |when: &str| {
        verdict(&format!(
            "access a for ann {{ may write on notes when env in [ci, prod] }}
prove p {{ never ann causes write on notes{when} }}\n"
        ))
    };
    let refuted = text("");
    assert_eq!(refuted.status, Status::Refuted);
    assert_eq!(refuted.conditions, ["`env` in [ci, prod]"]);
    assert_eq!(refuted.witness.expect("a witness").context, [("env".to_owned(), "ci".to_owned())]);
    assert_eq!(text(" when env is prod").status, Status::Refuted);
    assert_eq!(text(" when env is dev").status, Status::Proved);
}

#[cfg(not(feature = "z3"))]
#[test]
fn without_a_solver_a_condition_is_unknown() {
    let verdict = verdict(
        "access a for ann { may write on notes when env is ci }\nprove p { never ann causes write on notes when env is dev }\n",
    );
    assert_eq!(verdict.status, Status::Unknown);
    assert!(verdict.remarks[0].contains("without Z3"), "{:?}", verdict.remarks);
}

#[cfg(feature = "z3")]
#[test]
fn what_is_not_possible_is_explained_by_what_contradicts() {
    let verdict = verdict(
        "access a for ann { may call desk.look when env is dev }
tool desk in corp {
  pin \"sha256:1\"
  vouched by ann on 2026-01-01 for \"sha256:1\"
  may read on notes when env is prod
  entry look {
    performs read on notes
    authority own
  }
}
prove p { possible ann causes read on notes }
",
    );
    assert_eq!(verdict.status, Status::Refuted);
    let conflict = verdict.conflicts.first().expect("an explanation");
    assert!(conflict.sentence.contains("can not hold together"), "{}", conflict.sentence);
    assert_eq!(conflict.places.len(), 2, "{conflict:?}");
}

#[test]
fn a_gate_that_nobody_can_open_makes_things_impossible() {
    let gate = |approvers: &str| {
        format!(
            "service host in corp
gate review {{
  guards write on notes
  approved by 1 of [{approvers}] excluding [requester, author]
  renders canonical by host
  timeout deny after 1h
  enforced by host
}}
access a for ann {{ may write on notes }}
prove p {{ possible ann causes write on notes }}\n"
        )
    };
    assert_eq!(verdict(&gate("bo")).status, Status::Proved);
    let alone = verdict(&gate("ann"));
    assert_eq!(alone.status, Status::Refuted);
    assert!(alone.conflicts[0].sentence.contains("not enough approvers"), "{:?}", alone.conflicts);
}

#[test]
fn a_proof_names_what_it_rests_on() {
    let text = |enforcer: &str| {
        verdict(&format!(
            "service host in corp
agent bot in corp {{
  instructable yes
  started by ann
  may write on notes{enforcer}
}}
gate review {{
  guards write on notes
  approved by 1 of [bo] excluding [requester, author]
  renders canonical by host
  binds text
  single-use
  timeout deny after 1h
  enforced by host
}}
prove p {{ never bot causes write on notes unless approved(review) }}\n"
        ))
    };
    let proved = text("");
    assert_eq!(proved.status, Status::Proved, "{:?}", proved.remarks);
    assert_eq!(proved.rests_on.len(), 1);
    assert!(proved.rests_on[0].what.contains("`review`") && proved.rests_on[0].what.contains("`host`"));
    // Whoever administers the enforcement point is held by nothing.
    assert_eq!(text("\n  may administer on host").status, Status::Refuted);
}

/// The same answer, whatever was asked before it.
#[test]
fn verdicts_do_not_depend_on_their_neighbours() {
    let policy = "access a for ann { may write on notes when env in [ci, prod] }\n";
    let one = "prove one { never ann causes write on notes when env is prod }\n";
    let other = "prove other { never ann causes write on notes }\n";
    let verdicts = |text: String| {
        let db = Database::default();
        let project = project(&db, &[("policy.bwk", &format!("{PRELUDE}{text}"))], 0);
        let mut found: Vec<String> = check(&db, project)
            .verdicts
            .into_iter()
            .map(|verdict| {
                format!(
                    "{} {:?} {:?} {:?}",
                    verdict.name,
                    verdict.status,
                    verdict.conditions,
                    verdict.witness.map(|witness| witness.context)
                )
            })
            .collect();
        found.sort();
        found
    };
    let both = verdicts(format!("{policy}{one}{other}"));
    assert_eq!(both, verdicts(format!("{policy}{other}{one}")));
    assert_eq!(both[0], verdicts(format!("{policy}{one}"))[0]);
    assert_eq!(both[1], verdicts(format!("{policy}{other}"))[0]);
}

/// The same outcome, whoever decides which obligation.
#[test]
fn threads_change_nothing() {
    use bailiwick::analysis::check_on;
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/helpdesk/flawed/helpdesk.bwk"));
    let text = text.expect("an example");
    let outcome = |threads: usize| {
        let db = Database::default();
        let project = project(&db, &[("helpdesk.bwk", &text)], 0);
        let threads = std::num::NonZeroUsize::new(threads).expect("a number");
        format!("{:?}", check_on(&db, project, threads))
    };
    let alone = outcome(1);
    assert!(alone.contains("Refuted") && alone.contains("Proved"));
    for threads in [2, 3, 8] {
        assert_eq!(outcome(threads), alone, "{threads} threads");
    }
}

/// What carries a proof: the condition of a clause, or nothing, because nothing leads there.
#[cfg(feature = "z3")]
#[test]
fn a_proof_that_no_control_carries_says_so() {
    let conditional = verdict(
        "access a for ann { may write on notes when env is ci }
access b for bo { may read on notes when env is ci }
prove p { never ann causes write on notes when env is prod }
",
    );
    assert_eq!(conditional.status, Status::Proved);
    let rests_on: Vec<&str> = conditional.rests_on.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(rests_on, ["the condition of `may write on notes when env is ci`"]);
    assert_eq!(conditional.remarks, [""; 0]);
    let nothing = verdict("prove p { never ann causes write on notes }\n");
    assert_eq!((nothing.status, nothing.rests_on), (Status::Proved, Vec::new()));
    assert!(nothing.remarks[0].starts_with("nothing reaches this at all"), "{:?}", nothing.remarks);
}

/// How far the one side gets, and from where the other is in reach.
#[test]
fn what_nothing_leads_to_is_told_from_both_sides() {
    let policy = "store inbox is queue in corp { holds public }
origin stranger in out { may write on inbox }
agent bot in corp {
  instructable yes
  started by ann
  may read on inbox
}
access a for bo { may write on notes }
class secret-plans at internal
store safe is files in corp { holds secret-plans }
sink board is public in out
";
    let remarks = |sentence: &str| verdict(&format!("{policy}prove p {{ never {sentence} }}\n")).remarks;
    assert_eq!(
        remarks("stranger causes write on notes")[1..],
        ["`stranger` can steer or command `bot`", "`write` on `notes` can be brought about by `bo`"]
    );
    assert_eq!(
        remarks("bo causes read on safe")[1..],
        ["`bo` can steer or command nobody", "nobody at all can bring `read` on `safe` about"]
    );
    assert_eq!(remarks("stranger influences bo")[1..], ["`stranger` can steer or command `bot`"]);
    assert_eq!(remarks("secret-plans reaches board")[1..], ["`secret-plans` comes to `safe`"]);
}

/// A control in hostile hands holds nothing back: what an untrusted domain runs, and what an insider does.
#[test]
fn a_control_in_hostile_hands_is_none() {
    let answer = |domain: &str| {
        verdict(&format!(
            "store pages is files in out {{ holds public }}
tool web in {domain} {{
  pin \"sha256:1\"
  vouched by ann on 2026-01-01 for \"sha256:1\"
  may read on pages
  entry fetch {{
    performs  read on pages
    authority own
    takes     nothing
    gives     structured
  }}
}}
agent bot in corp {{
  instructable yes
  started by ann
  may call web.fetch
}}
prove p {{ never out influences bot }}
"
        ))
        .status
    };
    assert_eq!((answer("corp"), answer("out")), (Status::Proved, Status::Refuted));
    let gate = |assumed: &str| {
        verdict(&format!(
            "domain lab is business-unit {{ trusted yes }}
service host in lab
access a for ann {{ may write on notes }}
gate review {{
  guards write on notes
  approved by 1 of [bo] excluding [requester, author]
  renders canonical by host
  binds text
  single-use
  timeout deny after 1h
  enforced by host
}}
prove p {{\n  never ann causes write on notes unless approved(review)\n  {assumed}\n}}
"
        ))
        .status
    };
    assert_eq!((gate(""), gate("even if lab is compromised")), (Status::Proved, Status::Refuted));
}

/// Whatever a folder is called: what the user wrote is read, and what is wrong in it proves nothing.
#[test]
fn nobody_hides_behind_the_librarys_name() {
    let status = |text: &str| {
        let db = Database::default();
        let main = format!("{PRELUDE}prove p {{ never ann causes write on notes }}\n");
        let project = project(&db, &[("main.bwk", &main), ("std/hidden.bwk", text)], 0);
        check(&db, project).verdicts[0].status
    };
    let text =
        |clause: &str| format!("edition 2026\nuse std.operations [*]\nuse main [*]\naccess a for ann {{ {clause} }}\n");
    assert_eq!(status(&text("may read on notes")), Status::Proved);
    assert_eq!(status(&text("may write on notes")), Status::Refuted);
    assert_eq!(status(&text("may wriet on notes")), Status::Unknown);
}

/// What is settled by whose something is leaves no condition behind, so that nobody can say that it takes nothing.
#[cfg(feature = "z3")]
#[test]
fn what_a_way_takes_is_not_known_where_it_matters_whose_it_is() {
    let status = |condition: &str, needing: &str| {
        let text = format!(
            "use std.levels [*]
use std.operations [*]
domain corp is tenant {{ trusted yes }}
context treats relation of [human, tenant]
class record at internal {{ per tenant }}
store desk is files in corp {{
  per tenant
  holds record
}}
team crew of 20 in corp {{
  per tenant
  may read on desk {condition}
}}
prove p {{ possible crew causes read on desk needing {needing} }}
"
        );
        let db = Database::default();
        let outcome = check(&db, project(&db, &[("policy.bwk", &text)], 20_779));
        outcome.verdicts.into_iter().next().expect("a property").status
    };
    assert_eq!(status("", "nothing"), Status::Proved);
    for needing in ["nothing", "record.tenant is subject.tenant"] {
        assert_eq!(status("when record.tenant is subject.tenant", needing), Status::Unknown, "{needing}");
    }
}
