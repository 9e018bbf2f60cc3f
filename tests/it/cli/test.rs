//! `test`: exit codes, the filter and the formats.

use super::{CLEAN, code, err, folder, out, root, run};

const TESTED: &str = "edition 2026
use std.operations [*]
use std.levels [*]
domain corp is tenant { trusted yes }
human ana in corp { may read on notes }
store notes is files in corp { holds internal }
prove nobody-reads { never ana causes read on notes }
test \"ana reads\" { expect ana may read on notes }
";
const FAILING: &str = "test broken \"it & <that>\" {\n  expect nobody-reads is proved\n  expect ana.owner is ana\n  expect ana may not read on notes\n}\n";

#[test]
fn the_exit_code_tells() {
    let all = format!("{TESTED}{FAILING}");
    let folder = folder(&[
        ("good/a.bwk", TESTED),
        ("bad/a.bwk", &all),
        ("none/a.bwk", CLEAN),
        ("wrong/a.bwk", "human x in y\n"),
    ]);
    let exit = |arguments: &[&str]| code(&run(folder.path(), &[&["test"], arguments].concat()));
    assert_eq!(exit(&["good"]), 0);
    assert_eq!(exit(&["bad"]), 1);
    assert_eq!(exit(&["bad", "--filter", "ana"]), 0);
    assert_eq!(exit(&["bad", "--filter", "nothing like it"]), 2);
    assert_eq!(exit(&["none"]), 2);
    assert_eq!(exit(&["wrong"]), 2);
    assert_eq!(exit(&["nowhere"]), 2);
    let output = run(folder.path(), &["test", "none"]);
    assert_eq!(
        (out(&output).as_str(), err(&output).as_str()),
        ("", "bailiwick: nothing was tested: the policy has no tests\n")
    );
    assert_eq!(code(&run(folder.path(), &["check", "bad"])), 1, "for the proof, not for the test");
}

#[test]
fn a_test_that_expects_nothing_does_not_pass() {
    let folder = folder(&[("a.bwk", &format!("{TESTED}test \"empty\" {{ without ana }}\n"))]);
    let output = run(folder.path(), &["test"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("it expects nothing"), "{}", out(&output));
    assert_eq!(code(&run(folder.path(), &["test", "--filter", "empty"])), 2, "nothing was tested");
}

#[test]
fn a_person_reads_what_was_found_instead() {
    let folder = folder(&[("a.bwk", &format!("{TESTED}{FAILING}"))]);
    let output = run(folder.path(), &["test", "--as-of", "2026-11-22"]);
    insta::assert_snapshot!(out(&output));
}

#[test]
fn json_keeps_to_its_schema() {
    let output = run(root(), &["schema", "test"]);
    let schema: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let folder = folder(&[("a.bwk", &format!("{TESTED}{FAILING}"))]);
    let output = run(folder.path(), &["test", "--format", "json", "--as-of", "2026-11-22"]);
    let mut document: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    let errors: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(document["counts"], serde_json::json!({ "declared": 2, "ran": 2, "passed": 1, "failed": 1 }));
    document["tests"][0]["expectations"][0]["outcome"] = "fine".into();
    assert!(!schema.is_valid(&document), "a broken document is refused");
}

#[test]
fn junit_is_what_a_server_reads() {
    let folder = folder(&[("a.bwk", &format!("{TESTED}{FAILING}"))]);
    let output = run(folder.path(), &["test", "--format", "junit", "--output", "report.xml"]);
    assert_eq!((code(&output), out(&output)), (1, String::new()));
    let text = std::fs::read_to_string(folder.path().join("report.xml")).expect("the report");
    insta::assert_snapshot!(text);
}

#[test]
fn counterexamples_become_tests() {
    let good = TESTED
        .replace("never ana", "possible ana")
        .replace("{ holds internal }", "{\n  owner ana\n  holds internal\n}");
    let folder = folder(&[("a.bwk", TESTED), ("good/a.bwk", &good)]);
    let output = run(folder.path(), &["check", "a.bwk", "--emit-test", "--as-of", "2026-11-22"]);
    assert_eq!((code(&output), err(&output).as_str()), (1, ""));
    insta::assert_snapshot!(out(&output));
    let text = format!("{TESTED}{}", out(&output));
    std::fs::write(folder.path().join("a.bwk"), text).expect("the file can be written");
    assert_eq!(code(&run(folder.path(), &["test", "a.bwk"])), 1, "it fails");
    assert_eq!(code(&run(folder.path(), &["test", "a.bwk", "--filter", "ana reads"])), 0);
    assert_eq!(code(&run(folder.path(), &["fmt", "a.bwk", "--check"])), 0);
    let nothing = run(folder.path(), &["check", "good", "--emit-test"]);
    assert_eq!(
        (code(&nothing), out(&nothing).as_str(), err(&nothing).as_str()),
        (0, "", "bailiwick: there is no counterexample to write down\n")
    );
    assert_eq!(code(&run(folder.path(), &["check", "good", "--emit-test", "--format", "json"])), 2);
}

#[test]
fn a_mistake_in_a_test_leaves_the_others() {
    let folder = folder(&[("a.bwk", &format!("{TESTED}test wrong {{ expect anna may read on notes }}\n"))]);
    let output = run(folder.path(), &["test"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("`anna` is not declared"), "{}", out(&output));
    assert_eq!(code(&run(folder.path(), &["test", "--filter", "ana reads"])), 0);
    let check = run(folder.path(), &["check"]);
    assert_eq!(code(&check), 1);
    assert!(out(&check).contains("refuted"), "{}", out(&check));
}

#[test]
fn coverage_is_told_by_place() {
    let idle = "human bo in corp { may write on notes }\n";
    let folder = folder(&[("a.bwk", &format!("{TESTED}{idle}"))]);
    let output = run(folder.path(), &["test", "--coverage", "a.bwk"]);
    assert_eq!(code(&output), 0);
    insta::assert_snapshot!(out(&output));
    assert_eq!(code(&run(folder.path(), &["test", "--coverage", "--format", "json"])), 2);
}

/// Read by Debian's `lcov`, which `.ci/run` installs.
#[test]
fn lcov_reads_the_coverage() {
    let idle = "human bo in corp { may write on notes when mfa }\ncontext mfa boolean\n";
    let folder = folder(&[
        ("a.bwk", &format!("{TESTED}{idle}")),
        ("b.bwk", "use std.levels [*]\ndomain other is internet\nhuman cy in other\n"),
    ]);
    let output = run(folder.path(), &["test", "--coverage=lcov", "--output", "report.info"]);
    assert_eq!((code(&output), out(&output)), (0, String::new()));
    let text = std::fs::read_to_string(folder.path().join("report.info")).expect("the report");
    insta::assert_snapshot!(text);
    let Ok(read) = std::process::Command::new("lcov")
        .args(["--rc", "lcov_branch_coverage=1", "--summary", "report.info"])
        .current_dir(folder.path())
        .output()
    else {
        return;
    };
    let said = format!("{}{}", out(&read), err(&read));
    assert!(read.status.success(), "{said}");
    for line in [
        "lines......: 50.0% (2 of 4 lines)",
        "functions..: 50.0% (2 of 4 functions)",
        "branches...: 0.0% (0 of 1 branch)",
    ] {
        assert!(said.contains(line), "{said}");
    }
    std::fs::write(folder.path().join("broken.info"), text.replace("DA:", "AD:")).expect("a broken report");
    let broken =
        std::process::Command::new("lcov").args(["--summary", "broken.info"]).current_dir(folder.path()).output();
    let broken = broken.expect("lcov starts");
    assert!(!broken.status.success() || format!("{}{}", out(&broken), err(&broken)).contains("no data found"));
}
