//! Starts and steps.

use super::policy;

#[test]
fn starts_grant_calls_and_declare_sessions() {
    let checked = policy(
        "\
store issues is queue in corp
human ana in corp
origin anyone in web
workflow w {
  started by [ana, anyone]
  started by event on issues
  agent first in corp { instructable yes\n may spawn second }
  blueprint second in corp { instructable yes }
}
workflow v {
  agent lone in corp { instructable yes }
  agent timed in corp { instructable yes\n started by schedule \"daily\" }
}
",
    );
    assert_eq!(
        checked.facts(),
        [
            "grant(ana, invoke, w.first.start, inf)",
            "grant(anyone, invoke, w.first.start, inf)",
            "grant(w.first, spawn, w.second.start·1, inf)",
            "grant(w.first, spawn, w.second.start·2, inf)",
            "session(v.lone, unattended) (assumed)",
            "session(v.timed, unattended)",
            "session(w.first, ana)",
            "session(w.first, anyone)",
            "session(w.first, unattended)",
            "trigger(issues, w.first.start)",
        ]
    );
    let subjects: Vec<&str> =
        checked.policy.base.principals.iter().filter(|one| one.session_subject).map(|one| one.name.as_str()).collect();
    assert_eq!(subjects, ["ana", "anyone"]);
}

#[test]
fn steps_say_what_is_read_called_and_done() {
    let checked = policy(
        "\
store s is files in corp { holds public }
sink out is named in corp { readable by ana }
tool mail in corp {
  pin none
  entry send { performs send on out\n authority caller\n takes text\n gives nothing }
}
human ana in corp
workflow w {
  agent a in corp { instructable yes\n plan fixed enforced by runner\n started by ana }
  service runner in corp
  step one by a { reads s\n calls mail.send }
  step two by ana { does write on s\n handles by retyping }
}
",
    );
    assert_eq!(
        checked.facts_of("step"),
        [
            "step(ana, write, s)",
            "step(w.a, invoke, mail.send)",
            "step(w.a, list, s)",
            "step(w.a, observe, s)",
            "step(w.a, read, s)",
            "step(w.a, search, s)",
            "step(w.a, send, out)",
        ]
    );
    assert!(checked.policy.base.claims.iter().all(|claim| claim.void.is_none()));
}
