//! Tests in the language: every kind of expectation, met and not met, and what a test adds, takes away and gives.

#[cfg(feature = "z3")]
mod attributes;
#[cfg(feature = "z3")]
mod counterexamples;
#[cfg(feature = "z3")]
mod coverage;
#[cfg(feature = "z3")]
mod expectations;
mod mistakes;
#[cfg(feature = "z3")]
mod mutation;
#[cfg(feature = "z3")]
mod ways;
#[cfg(feature = "z3")]
mod worlds;

use bailiwick::analysis::{findings, is_broken};
use bailiwick::source::{Database, project};
#[cfg(feature = "z3")]
use bailiwick::trial::Met;
use bailiwick::trial::{Options, TestRun, run};

use crate::support::{AS_OF, with_library};

/// What the tests here are about: `bo` reads `notes`, `cy` writes them in continuous integration, `review` stands before
/// `vault`.
const POLICY: &str = "
context env one of [dev, ci, prod]
domain corp is tenant { trusted yes }
human ana in corp { may approve on review }
human bo in corp { may read on notes }
human cy in corp { may write on notes when env is ci }
store notes is files in corp { holds internal }
store vault is files in corp { holds confidential }
gate review {
  guards   write on vault
  approved by ana excluding [requester, author]
  binds    all
  single-use
  renders  canonical
  timeout  deny after 1h
  enforced by corp
}
prove nobody-reads { never bo causes read on notes }
prove vault-is-safe { never bo causes read on vault }
";

/// Runs the tests of the policy with these added.
fn tested(tests: &str) -> (Database, TestRun) {
    let db = Database::default();
    let text = with_library(&format!("{POLICY}{tests}"));
    let project = project(&db, &[("main.bwk", &text)], AS_OF);
    let found = findings(&db, project);
    assert!(!is_broken(&db, project, &found), "{:?}", found.iter().map(|one| &one.message).collect::<Vec<_>>());
    let outcome = run(&db, project, &Options::default());
    (db, outcome)
}

/// What came of the only test of which this is the inside, one line for each expectation.
#[cfg(feature = "z3")]
fn lines(inside: &str) -> Vec<String> {
    let (_, outcome) = tested(&format!("test \"it\" {{\n{inside}\n}}\n"));
    let [test] = outcome.tests.as_slice() else { unreachable!("there is one test") };
    assert!(test.broken.is_empty(), "{:?}", test.broken);
    let line = |met: &Met| match met {
        Met::Passed => "passed".to_owned(),
        Met::Undecided { why, .. } => format!("undecided: {}", why.join("; ")),
        Met::Failed { instead, .. } => format!("failed: {}", instead.join("; ")),
    };
    test.expectations.iter().map(|asked| line(&asked.met)).collect()
}
