//! Conditions live as long as the call, the run or the session that they are about.

use super::{COMPROMISED, Closed, HONEST, base};

#[test]
fn what_a_night_run_writes_a_day_run_reads() {
    let base = base(
        "class mail at internal
store inbox is queue in corp { holds mail }
store notes is memory in corp { partitioned by none }
sink answer is internal in corp
agent assistant in corp {
  instructable yes
  started by schedule \"every hour\"
  may read on inbox when now.time in 00:00..05:59
  may write on notes when now.time in 00:00..05:59
  may read on notes when now.time in 08:00..17:59
  may reply on answer when now.time in 08:00..17:59
}
",
    );
    let closed = Closed::of(&base, COMPROMISED);
    assert_eq!(closed.conditions("has(notes, single, mail)"), ["true"], "the night is over");
    assert_eq!(closed.conditions("has(answer, single, mail)"), ["now.time in 480..1079"]);
}

#[test]
fn without_memory_night_and_day_do_not_meet() {
    let base = base(
        "class mail at internal
store inbox is queue in corp { holds mail }
sink answer is internal in corp
agent assistant in corp {
  instructable yes
  started by schedule \"every hour\"
  may read on inbox when now.time in 00:00..05:59
  may reply on answer when now.time in 08:00..17:59
}
",
    );
    assert_eq!(Closed::of(&base, COMPROMISED).conditions("has(answer, single, mail)"), [""; 0]);
}

#[test]
fn caller_and_callee_run_in_environments_of_their_own() {
    let base = base(
        "context env one of [dev, ci, prod]
class plans at internal
origin anyone in out { may write on issues }
store issues is queue in corp { holds plans }
store repo is repository in corp { holds plans }
workflow pilot {
  started by event on issues
  agent triage in corp {
    instructable yes
    may read on issues when env is dev
    may call coder when env is dev
  }
  agent coder in corp {
    instructable yes
    may write on repo when env is ci
  }
}
",
    );
    for mode in [COMPROMISED, HONEST] {
        assert_eq!(Closed::of(&base, mode).conditions("cause(anyone, write, repo)"), ["env in 1..1"], "ci");
    }
}

#[test]
fn two_calls_have_two_numbers_of_rows() {
    let base = base(
        "class records at confidential
operation fetch is observe { parameter rows integer 0..1000 }
operation export is disclose { parameter rows integer 0..1000 }
store ledger is database in corp { holds records }
sink mail is internal in corp
agent assistant in corp {
  instructable yes
  started by schedule \"daily\"
  may fetch on ledger when rows <= 10
  may export on mail when rows > 10
}
",
    );
    let closed = Closed::of(&base, COMPROMISED);
    assert_eq!(closed.conditions("has(mail, single, records)"), ["true"]);
    assert_eq!(closed.conditions("does(assistant, export, mail)"), ["rows in 11..1000"]);
}
