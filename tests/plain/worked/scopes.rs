//! Conditions live as long as the call, the run or the session that they are about.

use bailiwick::logic::{Domain, Guard, Scope};
use bailiwick::model::{Agents, AuthoritySource, DeclaredFact, LeafKind, Session, VerbKind, When};

use super::{close, conditions};
use crate::random::{Builder, permission, when};

#[test]
fn what_a_night_run_writes_a_day_run_reads() {
    let mut b = Builder::new();
    let time = b.variable("now.time", Domain::Time, Scope::Run);
    let (night, day) = (when(b.within(time, 0, 359)), when(b.within(time, 480, 1079)));
    let agent = b.agent("assistant");
    let (inbox, memory) = (b.store("inbox"), b.store("memory"));
    let reply = b.leaf("reply", LeafKind::Sink);
    let data = b.class("mail");
    b.fact(DeclaredFact::Session { agent, session: Session::Unattended });
    b.fact(DeclaredFact::Stores { leaf: inbox, atom: data });
    b.may_when(agent, VerbKind::Observe, inbox, night.clone());
    b.may_when(agent, VerbKind::Mutate, memory, night);
    b.may_when(agent, VerbKind::Observe, memory, day.clone());
    b.may_when(agent, VerbKind::Disclose, reply, day);
    let facts = close(&b.base, Agents::Honest);
    let at = |fact: &str| conditions(&b.base, &facts, fact);
    assert_eq!(at("has(memory, single, mail)"), ["true"], "the night is over");
    assert_eq!(at("has(reply, single, mail)"), ["now.time in 480..1079"]);
    assert_eq!(
        at("has(assistant, unattended, mail)"),
        ["now.time in 0..359", "now.time in 480..1079"],
        "by night from the inbox, by day from memory"
    );
}

#[test]
fn caller_and_callee_run_in_environments_of_their_own() {
    let mut b = Builder::new();
    let env = b.variable("env", Domain::Enumeration(vec!["dev".into(), "ci".into()]), Scope::Run);
    let (dev, ci) = (when(b.within(env, 0, 0)), when(b.within(env, 1, 1)));
    let anyone = b.origin("anyone", true);
    let (triage, coder) = (b.agent("triage"), b.agent("coder"));
    let (issues, repo) = (b.store("issues"), b.store("repo"));
    let start = b.entry("coder.start", coder, AuthoritySource::Own);
    let start = b.base.entry(start).leaf;
    b.fact(DeclaredFact::Session { agent: triage, session: Session::Unattended });
    b.may(anyone, VerbKind::Mutate, issues);
    b.may_when(triage, VerbKind::Observe, issues, dev.clone());
    b.may_when(triage, VerbKind::Invoke, start, dev);
    b.may_when(coder, VerbKind::Mutate, repo, ci);
    let facts = close(&b.base, Agents::Honest);
    assert_eq!(conditions(&b.base, &facts, "cause(anyone, mutate, repo)"), ["env in 1..1"]);
    assert_eq!(conditions(&b.base, &facts, "cause(triage, mutate, repo)"), ["env in 1..1"]);
}

#[test]
fn two_calls_have_two_numbers_of_rows() {
    let mut b = Builder::new();
    let rows = b.variable("rows", Domain::Integer(0, 1000), Scope::Call);
    let (few, many) = (when(b.within(rows, 0, 10)), when(b.within(rows, 11, 1000)));
    let agent = b.agent("assistant");
    let table = b.store("table");
    let mail = b.leaf("mail", LeafKind::Sink);
    let data = b.class("records");
    b.fact(DeclaredFact::Session { agent, session: Session::Unattended });
    b.fact(DeclaredFact::Stores { leaf: table, atom: data });
    b.may_when(agent, VerbKind::Observe, table, few);
    b.may_when(agent, VerbKind::Disclose, mail, many);
    let facts = close(&b.base, Agents::Honest);
    assert_eq!(conditions(&b.base, &facts, "has(mail, single, records)"), ["true"]);
    assert_eq!(conditions(&b.base, &facts, "does(assistant, disclose, mail)"), ["rows in 11..1000"]);
}

#[test]
fn one_call_has_one_number_of_rows() {
    let mut b = Builder::new();
    let rows = b.variable("rows", Domain::Integer(0, 1000), Scope::Call);
    let (few, many) = (when(b.within(rows, 0, 10)), when(b.within(rows, 11, 1000)));
    let (agent, tool) = (b.agent("assistant"), b.tool("database", None));
    let table = b.store("table");
    let query = b.entry("database.query", tool, AuthoritySource::Own);
    let leaf = b.base.entry(query).leaf;
    let read = permission(VerbKind::Observe, table);
    b.may_when(agent, VerbKind::Invoke, leaf, few);
    b.may(tool, VerbKind::Observe, table);
    b.fact_when(DeclaredFact::Performs { entry: query, permission: read }, many);
    let facts = close(&b.base, Agents::Honest);
    assert!(conditions(&b.base, &facts, "direct(assistant, database, observe, table)").is_empty());
    b.fact_when(DeclaredFact::Performs { entry: query, permission: read }, When::always());
    let facts = close(&b.base, Agents::Honest);
    assert_eq!(conditions(&b.base, &facts, "direct(assistant, database, observe, table)"), ["rows in 0..10"]);
}

#[test]
fn a_lasting_attribute_outlives_everything() {
    let mut b = Builder::new();
    let frozen = b.variable("frozen", Domain::Boolean, Scope::Lasting);
    let (yes, no) = (when(b.within(frozen, 1, 1)), when(b.within(frozen, 0, 0)));
    let agent = b.agent("assistant");
    let (inbox, memory) = (b.store("inbox"), b.store("memory"));
    let reply = b.leaf("reply", LeafKind::Sink);
    let data = b.class("mail");
    b.fact(DeclaredFact::Session { agent, session: Session::Unattended });
    b.fact(DeclaredFact::Stores { leaf: inbox, atom: data });
    b.may_when(agent, VerbKind::Observe, inbox, yes);
    b.may(agent, VerbKind::Mutate, memory);
    b.may(agent, VerbKind::Observe, memory);
    b.may_when(agent, VerbKind::Disclose, reply, no);
    let facts = close(&b.base, Agents::Honest);
    assert_eq!(conditions(&b.base, &facts, "has(memory, single, mail)"), ["frozen in 1..1"]);
    assert!(conditions(&b.base, &facts, "has(reply, single, mail)").is_empty());
}

#[test]
fn a_gate_can_guard_under_a_condition() {
    let mut b = Builder::new();
    let env = b.variable("env", Domain::Enumeration(vec!["dev".into(), "prod".into()]), Scope::Run);
    let prod = b.within(env, 1, 1);
    let (ana, agent) = (b.human("ana"), b.agent("assistant"));
    let table = b.store("table");
    let gate = b.gate("release", 1, &[ana]);
    let write = permission(VerbKind::Mutate, table);
    b.base.gates[gate.index()].guards.push((write, Guard::from_alternatives([prod])));
    b.may(agent, VerbKind::Mutate, table);
    let facts = close(&b.base, Agents::Honest);
    let expected = ["approved(release, 1, assistant)", "env in 0..0"];
    assert_eq!(conditions(&b.base, &facts, "exer(assistant, assistant, assistant, mutate, table)"), expected);
}
