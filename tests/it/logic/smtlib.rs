//! The text for other solvers, against what Z3 says through its library.

use super::random::{Tally, seeds, vocabulary};
use super::solver::question;
use bailiwick::logic::{Answer, Atom, Set, Term, VariableId, satisfiable, smtlib};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

#[test]
fn a_question_spells_out_domains_and_what_ties_atoms_together() {
    let approved = |count| Term::Holds(Atom::Approved { gate: 4, requester: 7, count });
    let level = Term::In(VariableId(1), Set::from_intervals([(-2, -1), (2, 2)]));
    let parts = [level.clone(), Term::Any(vec![approved(2), level.negated()]), approved(1).negated()];
    let expected = r#"(set-logic QF_LIA)
; "level"
(declare-const value1 Int)
(assert (or false (<= (- 2) value1 2)))
; Approved { gate: 4, requester: 7, count: 1 }
(declare-const atom0 Bool)
; Approved { gate: 4, requester: 7, count: 2 }
(declare-const atom1 Bool)
(assert (=> atom1 atom0))
(assert (or false (<= (- 2) value1 (- 1)) (<= 2 value1 2)))
(assert (or false atom1 (not (or false (<= (- 2) value1 (- 1)) (<= 2 value1 2)))))
(assert (not atom0))
(check-sat)
"#;
    assert_eq!(smtlib::question(&vocabulary(), &parts), expected);
    assert_eq!(satisfiable(&vocabulary(), &parts), Answer::No);
}

#[test]
fn the_program_reads_the_text_as_the_library_understands_the_terms() {
    // A library named by `Z3_LIB_DIR` comes without the program.
    let Some(mut z3) = option_env!("BAILIWICK_Z3_PROGRAM").map(Command::new) else { return };
    let questions: Vec<Vec<Term>> = seeds().map(|(_, mut rng)| question(&mut rng)).collect();
    let mut script = String::new();
    for parts in &questions {
        writeln!(script, "{}(reset)", smtlib::question(&vocabulary(), parts)).expect("a string takes everything");
    }
    let pipes = z3.arg("-in").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = pipes.spawn().expect("the build put the program there");
    let mut input = running.stdin.take().expect("it is piped");
    input.write_all(script.as_bytes()).expect("the program reads to the end");
    drop(input);
    let output = running.wait_with_output().expect("the program ends").stdout;
    let verdicts = String::from_utf8(output).expect("the program speaks ASCII");
    assert_eq!(verdicts.lines().count(), questions.len(), "{verdicts}");
    let mut tally = Tally::default();
    for (seed, (parts, verdict)) in questions.iter().zip(verdicts.lines()).enumerate() {
        let answer = satisfiable(&vocabulary(), parts);
        assert_eq!(verdict, if answer == Answer::Yes { "sat" } else { "unsat" }, "seed {seed}");
        tally.count(answer == Answer::Yes);
    }
    tally.assert_both_occur_often();
}
