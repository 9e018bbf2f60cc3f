//! Counterexamples as tests: they fail until the policy is repaired.

use std::path::Path;

use bailiwick::analysis::check;
use bailiwick::proof::Status;
use bailiwick::source::{Database, File, Project, project};
use bailiwick::trial::{Options, TestRun, counterexamples, run};

use super::POLICY;
use crate::support::{AS_OF, with_library};

fn emitted(db: &Database, project: Project) -> Vec<(String, String)> {
    let outcome = check(db, project);
    counterexamples(db, project, &outcome).into_iter().map(|one| (one.property, one.text)).collect()
}

fn texts(text: &str) -> Vec<String> {
    let db = Database::default();
    emitted(&db, project(&db, &[("main.bwk", text)], AS_OF)).into_iter().map(|(_, text)| text).collect()
}

fn run_with(text: &str, tests: &str) -> TestRun {
    let db = Database::default();
    let project = project(&db, &[("main.bwk", &format!("{text}\n{tests}"))], AS_OF);
    run(&db, project, &Options::default())
}

#[test]
fn a_counterexample_fails_before_the_repair_and_passes_after_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/patchpilot");
    let text = |name: &str| std::fs::read_to_string(folder.join(name).join("patchpilot.bwk")).expect("the example");
    let (flawed, repaired) = (text("flawed"), text("repaired"));
    let db = Database::default();
    let of_flawed = project(&db, &[("main.bwk", &flawed)], AS_OF);
    let emitted = emitted(&db, of_flawed);
    let refuted = check(&db, of_flawed).verdicts.into_iter().filter(|verdict| verdict.status == Status::Refuted);
    assert_eq!(
        emitted.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(),
        refuted.map(|one| one.name).collect::<Vec<_>>()
    );
    assert!(!emitted.is_empty());
    let tests: String = emitted.iter().map(|(_, text)| text.as_str()).collect();
    let before = run_with(&flawed, &tests);
    assert_eq!(before.tests.len(), emitted.len());
    for test in &before.tests {
        assert!(!test.passed() && test.broken.is_empty() && !test.expectations.is_empty(), "{}", test.name);
    }
    let after = run_with(&repaired, &tests);
    assert!(after.passed(), "{:?}", after.tests.iter().filter(|test| !test.passed()).collect::<Vec<_>>());
}

/// The context of the counterexample is given, so that the test is about nothing else.
#[test]
fn the_context_is_given() {
    let policy = with_library(&format!("{POLICY}prove nobody-writes {{ never cy causes write on notes }}\n"));
    let found = texts(&policy);
    let [_, writes] = found.as_slice() else { unreachable!("two are refuted: {found:?}") };
    insta::assert_snapshot!(writes);
    let narrowed = policy.replace("when env is ci", "when env is prod");
    assert!(run_with(&narrowed, writes).passed(), "what is refuted elsewhere is not its business");
    assert!(!run_with(&policy, writes).passed());
}

/// What has a parameter can be gone after the repair, and the test has to have a meaning then.
#[test]
fn parameters_are_not_given() {
    let tool = "tool mailer in corp {
  entry post {
    parameter recipients integer 1..1000
    performs  write on notes
    authority own
  }
  may write on notes
}
access mail for cy { may call mailer.post when recipients <= 5 and env is dev }
";
    let proved = "prove nobody-posts { never cy causes write on notes when env is dev }\n";
    let policy = with_library(&format!("{POLICY}{tool}{proved}"));
    let found = texts(&policy);
    let test = found.last().expect("a test");
    assert!(test.contains("given  env is dev") && !test.contains("recipients is"), "{test}");
    assert!(run_with(&with_library(&format!("{POLICY}{proved}")), test).passed());
}

#[test]
fn what_is_not_possible_is_a_counterexample_as_well() {
    let policy = with_library(&format!("{POLICY}prove ana-writes {{ possible ana causes write on notes }}\n"));
    let found = texts(&policy);
    let repaired = policy.replace("may approve on review", "may [approve, write] on [review, notes]");
    let test = found.last().expect("a test");
    assert!(test.contains("expect ana-writes is proved") && !run_with(&policy, test).passed(), "{test}");
    assert!(run_with(&repaired, test).passed());
}

/// What depends on the day is asked on the day on which it was found.
#[test]
fn the_day_is_written_down_where_it_matters() {
    let until = POLICY.replace("may read on notes }", "may read on notes until 2026-12-31 }");
    let found = texts(&with_library(&until));
    assert!(found[0].contains("  as of  2026-") || found[0].contains("  as of "), "{}", found[0]);
    assert!(!texts(&with_library(POLICY))[0].contains("as of"));
}

#[test]
fn each_belongs_to_the_file_of_its_property() {
    let db = Database::default();
    let base = with_library(POLICY);
    let other =
        "edition 2026\nuse std.operations [*]\nuse base [*]\nprove read-not { never bo causes read on notes }\n";
    let project = project(&db, &[("base.bwk", &base), ("other.bwk", other)], AS_OF);
    let outcome = check(&db, project);
    let found = counterexamples(&db, project, &outcome);
    let file = |file: File| file.path(&db).to_string();
    let files: Vec<(String, String)> = found.iter().map(|one| (one.property.clone(), file(one.file))).collect();
    assert_eq!(files, [("nobody-reads".into(), "base.bwk".into()), ("read-not".into(), "other.bwk".into())]);
}

#[test]
fn where_all_is_proved_there_is_nothing_to_write() {
    let proved = POLICY.replace("never bo causes read on notes", "never ana causes read on notes");
    assert_eq!(texts(&with_library(&proved)), [""; 0]);
}
