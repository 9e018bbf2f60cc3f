//! What a prohibition cuts, and what it does not; what a token is worth.

use super::{COMPROMISED, Closed, HONEST, base};

#[test]
fn a_prohibition_does_not_see_through_a_deputy() {
    let base = base(
        "class records at confidential
store ledger is database in corp { holds records }
human ana in corp
tool desk in corp {
  entry update {
    performs write on ledger
    authority own
  }
  may write on ledger
}
agent assistant in corp {
  instructable yes
  started by ana
  may write on ledger
  must not write on ledger
  may call desk.update
}
",
    );
    for mode in [COMPROMISED, HONEST] {
        let closed = Closed::of(&base, mode);
        assert_eq!(closed.conditions("auth(assistant, assistant, assistant, write, ledger, inf)"), [""; 0]);
        assert_eq!(closed.conditions("exer(assistant, assistant, assistant, write, ledger)"), [""; 0]);
        assert_eq!(closed.conditions("direct(assistant, desk, write, ledger)"), ["true"]);
        assert_eq!(closed.conditions("cause(assistant, write, ledger)"), ["true"]);
    }
}

#[test]
fn whoever_holds_a_token_calls_as_its_subject() {
    let base = base(
        "store safe is vault in corp
human bo in corp { may call browser.fetch }
credential bo-pat is api-key of bo in corp {
  sender-bound no
  readable in safe
}
tool browser in corp {
  entry fetch {
    performs unknown
    authority own
  }
}
agent assistant in corp {
  instructable yes
  started by schedule \"daily\"
  may read on safe
}
agent bystander in corp {
  instructable yes
  started by schedule \"daily\"
}
",
    );
    let closed = Closed::of(&base, COMPROMISED);
    assert_eq!(closed.conditions("holds(assistant, bo-pat)"), ["true"]);
    assert_eq!(closed.conditions("auth(assistant, bo, bo*, invoke, browser.fetch, inf)"), ["true"]);
    assert_eq!(closed.conditions("invokes(assistant, browser.fetch)"), ["true"]);
    assert_eq!(closed.conditions("invokes(bystander, browser.fetch)"), [""; 0]);
}
