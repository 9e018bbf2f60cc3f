//! `JUnit` of a check. `.ci/run` shows it to the schema.

use super::{POLICY, checked, code, folder, out, run};

#[test]
fn junit_is_what_a_server_reads() {
    insta::assert_snapshot!(checked(POLICY, "junit"));
}

/// A case fails if and only if it is a reason for the exit code.
#[test]
fn cases_fail_as_the_run_does() {
    let clean = "domain corp is tenant { trusted yes }\nhuman ana \"Ana\" in corp { owner ana }\n";
    let idle = format!(
        "use std.levels [*]\nuse std.operations [*]\n{clean}store s is files in corp {{\n  owner ana\n  holds internal\n}}\naccess a for ana {{ may read on s until 2020-01-01 }}\n"
    );
    for (text, level, expected) in [(clean, "error", 0), (&idle, "error", 0), (&idle, "info", 1)] {
        let folder = folder(&[("a.bwk", text)]);
        let output = run(folder.path(), &["check", "--format", "junit", "--fail-on", level, "--as-of", "2026-11-22"]);
        assert_eq!(code(&output), expected);
        let report = out(&output);
        assert_eq!(report.contains("<failure") || report.contains("<error"), expected == 1, "{report}");
        assert!(report.contains("<testcase"), "a report without a case is no report to a server");
    }
}
