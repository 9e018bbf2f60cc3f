//! What the attributes that the language gives make of verdicts: each of them alone makes the difference.

use bailiwick::analysis::check;
use bailiwick::proof::Status::{self, Proved, Refuted, Unknown};
use bailiwick::source::{Database, project};

use crate::support::{AS_OF, with_library};

const GROUND: &str = "\
domain corp is tenant { trusted yes }
domain out is internet
class plans at internal
class keys at restricted
store notes is files in corp { holds [plans, keys] }
store spare is files in corp { holds plans }
sink mail is named in corp { readable by bo }
sink web is public in out
human bo in corp
";

/// The status of a sentence in a policy without errors.
fn status(text: &str, sentence: &str) -> Status {
    let db = Database::default();
    let text = with_library(&format!("use std.tiers [standard]\n{GROUND}{text}\nprove p {{ {sentence} }}\n"));
    let project = project(&db, &[("policy.bwk", &text)], AS_OF);
    let mut outcome = check(&db, project);
    let errors: Vec<&str> = outcome
        .findings
        .iter()
        .filter(|finding| finding.about.code.starts_with("BW03") || finding.about.code.starts_with("BW02"))
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(errors, [""; 0], "{text}");
    outcome.verdicts.pop().expect("a property").status
}

/// A condition on one permission of one human.
fn ann(permission: &str, condition: &str) -> String {
    format!("human ann in corp {{\n may read on notes\n may {permission}{condition}\n}}\n")
}

#[test]
fn where_something_goes_decides() {
    let sends = |condition: &str, sentence: &str| status(&ann("send on [mail, web]", condition), sentence);
    let (to_web, to_mail) = ("never ann causes send on web", "possible ann causes send on mail");
    assert_eq!(sends("", to_web), Refuted);
    assert_eq!(sends(" when destination is corp", to_web), Proved);
    assert_eq!(sends(" when destination is not out", to_web), Proved);
    assert_eq!(sends(" when destination is out", to_web), Refuted);
    assert_eq!(sends(" when destination is corp", to_mail), Proved);
    assert_eq!(sends(" when destination is out", to_mail), Refuted);
    let forbidden = |condition: &str, sentence: &str| {
        let limits =
            format!("{}access a for ann {{ must not send on [mail, web]{condition} }}", ann("send on [mail, web]", ""));
        status(&limits, sentence)
    };
    assert_eq!(forbidden(" when destination is out", to_web), Proved);
    assert_eq!(forbidden(" when destination is out", to_mail), Proved);
    assert_eq!(forbidden(" unless destination is out", to_web), Refuted);
    assert_eq!(forbidden(" unless destination is out", to_mail), Refuted);
}

#[test]
fn how_sensitive_what_moves_is_decides() {
    let sends = |condition: &str, sentence: &str| {
        let steps = "workflow w { step s by ann { reads notes\n does send on mail\n handles by forwarding } }\n";
        let text = format!("{}{steps}", ann("send on mail", condition));
        status(&text, &format!("{sentence}\n even if ann is compromised"))
    };
    let (keys, plans) = ("never keys reaches bo", "never plans reaches bo");
    assert_eq!(sends("", keys), Refuted);
    assert_eq!(sends(" when sensitivity <= internal", keys), Proved);
    assert_eq!(sends(" when sensitivity <= internal", plans), Refuted);
    assert_eq!(sends(" when sensitivity < internal", plans), Proved);
    // What is less sensitive goes along with what is more.
    assert_eq!(sends(" when sensitivity is restricted", plans), Refuted);
    assert_eq!(sends(" when not sensitivity >= confidential", keys), Proved);
}

#[test]
fn what_is_read_is_no_more_sensitive_than_is_admitted() {
    let reads = |place: &str, condition: &str, sentence: &str| {
        status(&format!("human cy in corp {{ may read on {place}{condition} }}\n"), sentence)
    };
    let reaches = "never keys reaches cy";
    assert_eq!(reads("notes", "", reaches), Refuted);
    assert_eq!(reads("notes", " when sensitivity <= internal", reaches), Proved);
    let possible = |data: &str| format!("possible {data} reaches cy");
    assert_eq!(reads("notes", " when sensitivity <= internal", &possible("plans")), Proved);
    assert_eq!(reads("notes", " when sensitivity <= internal", &possible("keys")), Refuted);
    // Data of that level is nowhere said to be there: it may come there, but nobody can count on it.
    let read = "possible cy causes read on spare";
    assert_eq!(reads("spare", " when sensitivity is restricted", read), Unknown);
    assert_eq!(reads("spare", " when sensitivity is internal", read), Proved);
    assert_eq!(reads("spare", " when sensitivity is restricted", "never cy causes read on spare"), Refuted);
}

/// Two calls of one run can be of different sensitivity.
#[test]
fn each_call_is_as_sensitive_as_its_own_data() {
    let text = "human cy in corp {
 may read on notes when sensitivity is restricted
 may send on mail when sensitivity is internal
}
workflow w { step s by cy { reads notes\n does send on mail\n handles by forwarding } }
";
    assert_eq!(status(text, "never plans reaches bo\n even if cy is compromised"), Refuted);
    assert_eq!(status(text, "never keys reaches bo\n even if cy is compromised"), Proved);
}

#[test]
fn a_tool_that_copies_moves_no_more_than_its_caller_may() {
    let copies = |condition: &str, sentence: &str| {
        let text = format!(
            "tool desk in corp {{\n pin \"1\"\n vouched by bo on 2026-01-01 for \"1\"\n entry copy {{\n performs read on notes\n performs send on mail\n authority caller\n takes nothing\n gives nothing\n }}\n}}\n\
             agent cy in corp {{ instructable yes\n started by bo\n may call desk.copy\n may read on notes\n may send on mail{condition} }}\n"
        );
        status(&text, sentence)
    };
    assert_eq!(copies("", "never keys reaches bo"), Refuted);
    assert_eq!(copies(" when sensitivity <= internal", "never keys reaches mail"), Proved);
    assert_eq!(copies(" when sensitivity <= internal", "never plans reaches mail"), Refuted);
}

/// A workflow that says something of itself, and its agent's condition.
fn workflow(declared: &str, condition: &str) -> String {
    format!(
        "purpose care\npurpose study\nworkflow v {{ tier t3 }}\nworkflow u {{ tier t1 }}\n\
         workflow w {{\n {declared}\n agent a in corp {{\n instructable no\n started by bo\n may read on notes{condition}\n }}\n}}\n"
    )
}

const NEVER: &str = "never w.a causes read on notes\n even if every agent is compromised";
const POSSIBLE: &str = "possible bo causes read on notes";

#[test]
fn what_a_workflow_says_of_itself_decides() {
    let cases = [
        ("tier t1", " when tier is t1", Refuted, Proved),
        ("tier t3", " when tier is t1", Proved, Refuted),
        ("sponsor bo", " when tier is t1", Refuted, Unknown),
        ("autonomy bounded", " when autonomy >= bounded", Refuted, Proved),
        ("autonomy suggest", " when autonomy >= bounded", Proved, Refuted),
        ("sponsor bo", " when autonomy >= bounded", Refuted, Unknown),
        ("purpose care", " when purpose is care", Refuted, Proved),
        ("purpose care", " when purpose is study", Proved, Refuted),
        ("sponsor bo", " when purpose is study", Refuted, Proved),
        ("sponsor bo", " when initiator is human", Refuted, Proved),
        ("sponsor bo", " when initiator is schedule", Proved, Refuted),
    ];
    for (declared, condition, never, possible) in cases {
        let text = workflow(declared, condition);
        assert_eq!(status(&text, NEVER), never, "{declared}{condition}");
        let step = text.replace(" agent a", " step s by a { reads notes }\n agent a");
        assert_eq!(status(&step, POSSIBLE), possible, "{declared}{condition}");
    }
}

/// What an agent is permitted without a condition does not say what its runs can be.
#[test]
fn a_way_is_not_looked_for_in_what_is_no_run() {
    let possible = |when: &str| format!("possible w.a causes read on notes when {when}");
    let bound = workflow("purpose care", "");
    assert_eq!(status(&bound, &possible("purpose is care")), Proved);
    assert_eq!(status(&bound, &possible("purpose is study")), Unknown);
    assert_eq!(status(&bound, &possible("initiator in [human, event]")), Proved);
    assert_eq!(status(&bound, &possible("initiator is event")), Unknown);
    assert_eq!(status(&workflow("sponsor bo", ""), &possible("purpose is study")), Proved);
    assert_eq!(status(&bound, "possible plans reaches w.a when initiator is event"), Unknown);
    let never = |when: &str| format!("never w.a causes read on notes when {when}");
    assert_eq!(status(&bound, &never("initiator is event")), Unknown);
    assert_eq!(status(&bound, &never("initiator is human")), Refuted);
}

/// A purpose is carried along with a call; who started a run is not.
#[test]
fn a_purpose_goes_along_and_an_initiator_does_not() {
    let chain = |first: &str, second: &str| {
        format!(
            "purpose care\npurpose study\nagent one in corp {{ instructable yes\n started by bo\n may call two{first} }}\n\
             agent two in corp {{ instructable yes\n may read on notes{second} }}\n"
        )
    };
    let never = "never one causes read on notes";
    assert_eq!(status(&chain("", ""), never), Refuted);
    assert_eq!(status(&chain(" when purpose is care", " when purpose is study"), never), Proved);
    assert_eq!(status(&chain(" when purpose is care", " when purpose is care"), never), Refuted);
    assert_eq!(status(&chain(" when initiator is human", " when initiator is agent"), never), Refuted);
    assert_eq!(status(&chain("", " when initiator is human"), never), Proved);
}

/// What a store keeps was brought there in a run for something; whoever reads it does so in another one.
#[test]
fn a_purpose_does_not_outlive_what_is_kept() {
    let text = "purpose care
purpose study
store desk is files in corp { holds public }
agent one in corp { instructable yes\n started by bo\n may read on notes when purpose is care\n may write on desk when purpose is care }
agent two in corp { instructable yes\n started by bo\n may read on desk when purpose is study }
";
    assert_eq!(status(text, "never plans reaches two"), Refuted);
    // What one session reads for care it does not write for a study.
    let apart = text.replace("may write on desk when purpose is care", "may write on desk when purpose is study");
    assert_eq!(status(&apart, "never plans reaches two"), Proved);
}

#[test]
fn what_is_handed_on_is_attenuated() {
    let text = |purpose: &str| {
        format!(
            "purpose care\npurpose study\nhuman ann in corp {{ may read on notes when purpose is care }}\n\
             agent a in corp {{ instructable no\n started by bo }}\n\
             delegation d from ann to a {{\n mode on-behalf-of\n offline no\n purpose {purpose}\n may read on notes\n}}\n"
        )
    };
    assert_eq!(status(&text("care"), "never a causes read on notes"), Refuted);
    assert_eq!(status(&text("study"), "never a causes read on notes"), Proved);
}

/// What is handed on is used in the runs of whoever has it: what these are not for, nobody reads in them.
#[test]
fn what_is_handed_on_is_used_in_the_receivers_own_runs() {
    let text = |purpose: &str, between: &str| {
        format!(
            "purpose care\npurpose study\nhuman ann in corp {{ may read on notes when purpose is care }}\n\
             workflow w {{\n purpose {purpose}\n started by bo\n agent a in corp {{ instructable no }}\n}}\n{between}"
        )
    };
    let direct = "delegation d from ann to w.a {\n mode on-behalf-of\n offline yes\n may read on notes\n}\n";
    let through = "service s in corp\ndelegation d from ann to s {\n mode on-behalf-of\n depth 1\n offline yes\n may read on notes\n}\n\
                   delegation e from s to w.a {\n mode on-behalf-of\n offline yes\n may read on notes\n}\n";
    for between in [direct, through] {
        let possible = "possible w.a causes read on notes";
        assert_eq!(status(&text("care", between), possible), Proved, "{between}");
        assert_eq!(status(&text("study", between), possible), Refuted, "{between}");
        assert_eq!(status(&text("care", between), "never w.a causes read on notes"), Refuted, "{between}");
        assert_eq!(status(&text("study", between), "never w.a causes read on notes"), Proved, "{between}");
    }
}
