//! An assistant that answers support agents from the records of every customer, and sends mail when a supervisor
//! approves.

use super::{COMPROMISED, Closed, HONEST, base};

const POLICY: &str = "class pii-of-all at confidential with pii
origin customer in out { may write on tickets }
human sam in corp
team staff of 2 in corp
store tickets is queue in corp { holds pii-of-all }
store records is database in corp { holds pii-of-all }
sink answer is internal in corp
sink email is named in out { readable by customer }
service mail-host in corp
gate supervisor {
  guards send on email
  approved by 1 of sam excluding [requester, author]
  renders canonical by mail-host
  timeout deny after 8h
  enforced by mail-host
}
workflow support {
  started by staff
  agent assistant in corp {
    instructable yes
    may read on [tickets, records]
    may reply on answer
    may send on email
  }
}
";

const APPROVED: [&str; 1] = ["approved(supervisor, 1, support.assistant)"];

fn each_mode(demand: impl Fn(&Closed<'_>)) {
    let base = base(POLICY);
    for mode in [COMPROMISED, HONEST] {
        demand(&Closed::of(&base, mode));
        demand(&Closed::about(&base, mode, "customer"));
    }
}

#[test]
fn every_customer_is_in_the_answer() {
    each_mode(|closed| assert_eq!(closed.conditions("has(answer, single, pii-of-all)"), ["true"]));
}

#[test]
fn mail_has_them_only_after_approval() {
    each_mode(|closed| {
        assert_eq!(closed.conditions("has(email, single, pii-of-all)"), APPROVED);
        assert_eq!(closed.conditions("has(customer, single, pii-of-all)"), APPROVED);
    });
}

#[test]
fn whoever_writes_a_ticket_causes_both() {
    each_mode(|closed| {
        assert_eq!(closed.conditions("influences(customer, support.assistant, text)"), ["true"]);
        assert_eq!(closed.conditions("cause(customer, reply, answer)"), ["true"]);
        assert_eq!(closed.conditions("cause(customer, send, email)"), APPROVED);
    });
}
