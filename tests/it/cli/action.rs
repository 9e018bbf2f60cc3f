//! The action for GitHub: its steps, run on a repository as a workflow would run them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::diff::{commit, git, repository};
use super::{code, err, out, root, run};

/// What a workflow gives to its steps.
struct Workflow {
    repository: tempfile::TempDir,
    files: tempfile::TempDir,
}

impl Workflow {
    /// A repository with the repaired help desk.
    fn new() -> Self {
        let workflow =
            Self { repository: tempfile::tempdir().expect("a folder"), files: tempfile::tempdir().expect("a folder") };
        let policy = workflow.policy();
        std::fs::create_dir_all(policy.parent().expect("a folder around it")).expect("a folder");
        std::fs::copy(root().join("examples/helpdesk/repaired/helpdesk.bwk"), policy).expect("the example");
        repository(workflow.repository.path());
        workflow
    }

    fn policy(&self) -> PathBuf {
        self.repository.path().join("policy/helpdesk.bwk")
    }

    /// Commits a change of the policy, as a pull request does.
    fn change(&self, change: impl Fn(&str) -> String) {
        let text = std::fs::read_to_string(self.policy()).expect("the policy");
        let changed = change(&text);
        assert_ne!(text, changed, "something is to change");
        std::fs::write(self.policy(), changed).expect("the policy");
        commit(self.repository.path(), "a small tidying-up");
    }

    fn step(&self, script: &str, variables: &[(&str, &str)]) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_bailiwick")).parent().expect("its folder").display().to_string();
        let path = std::env::var("PATH").expect("a path");
        let mut command = Command::new(root().join(".github/actions/bailiwick").join(script));
        command.current_dir(self.repository.path()).env("PATH", format!("{program}:{path}"));
        for name in ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_PATH"] {
            command.env(name, self.files.path().join(name));
        }
        command.env("BAILIWICK_PATH", "policy").env("BAILIWICK_AS_OF", "2026-11-22").envs(variables.iter().copied());
        command.output().expect("the step starts")
    }

    fn written(&self, name: &str) -> String {
        std::fs::read_to_string(self.files.path().join(name)).unwrap_or_default()
    }
}

#[test]
fn a_quietly_dropped_gate_is_told_and_fails() {
    let workflow = Workflow::new();
    let base = git(workflow.repository.path(), &["rev-parse", "HEAD"]);
    workflow.change(|text| text.replace("  guards   write on case-note\n", ""));
    let step = workflow.step("diff.sh", &[("BAILIWICK_BASE", &base)]);
    assert_eq!(code(&step), 1, "{}{}", out(&step), err(&step));
    let annotations = out(&step);
    assert!(annotations.contains("::error file=policy/helpdesk.bwk,line="), "{annotations}");
    assert!(annotations.contains("gate `note-review` no longer guards `write` on `case-note`"), "{annotations}");
    let page = workflow.written("GITHUB_STEP_SUMMARY");
    assert!(
        page.contains("gate <code>note-review</code> no longer guards <code>write</code> on <code>case-note</code>"),
        "{page}"
    );
    assert!(page.contains("<code>helpdesk.copilot</code>") && page.contains("how it comes about now"), "{page}");
    let allowed = workflow.step("diff.sh", &[("BAILIWICK_BASE", &base), ("BAILIWICK_DENY_WIDENING", "false")]);
    assert_eq!(code(&allowed), 0, "{}", err(&allowed));
    let check = workflow.step("check.sh", &[]);
    assert_eq!(code(&check), 1, "{}", err(&check));
    assert!(out(&check).contains("title=refuted notes-approved::"), "{}", out(&check));
}

#[test]
fn a_remark_changes_nothing() {
    let workflow = Workflow::new();
    let base = git(workflow.repository.path(), &["rev-parse", "HEAD"]);
    workflow.change(|text| format!("// A remark.\n\n{text}"));
    let step = workflow.step("diff.sh", &[("BAILIWICK_BASE", &base)]);
    assert_eq!((code(&step), out(&step).as_str()), (0, "no change in effect\n"), "{}", err(&step));
    assert!(workflow.written("GITHUB_STEP_SUMMARY").starts_with("## Bailiwick: no change in effect\n"));
    let check = workflow.step("check.sh", &[("BAILIWICK_SARIF", "findings.sarif"), ("BAILIWICK_FAIL_ON", "error")]);
    assert_eq!(code(&check), 0, "{}{}", out(&check), err(&check));
    assert_eq!(workflow.written("GITHUB_OUTPUT"), "sarif=findings.sarif\n");
    let sarif = std::fs::read_to_string(workflow.repository.path().join("findings.sarif")).expect("findings");
    assert!(sarif.contains("\"version\": \"2.1.0\""));
}

/// What it is told is an argument, whatever is in it.
#[test]
fn what_is_said_to_it_is_never_a_command() {
    let workflow = Workflow::new();
    for base in ["$(touch owned)", "main; touch owned", "--output=markdown=owned", "`touch owned`"] {
        let step = workflow.step("diff.sh", &[("BAILIWICK_BASE", base)]);
        assert_eq!(code(&step), 2, "{base}: {}", out(&step));
        assert!(out(&step).contains("::error title=bailiwick::it could not run"), "{}", out(&step));
        assert!(!workflow.repository.path().join("owned").exists(), "{base}");
    }
    let step = workflow.step("diff.sh", &[]);
    assert!(code(&step) == 0 && out(&step).contains("nothing to compare with"), "{}", out(&step));
    let step = workflow.step("install.sh", &[]);
    assert!(code(&step) == 0 && out(&step).starts_with("bailiwick "), "{}{}", out(&step), err(&step));
}

/// Only what is said in so many words switches the comparison off.
#[test]
fn a_mistyped_switch_and_a_missing_base_are_refused() {
    let workflow = Workflow::new();
    let base = git(workflow.repository.path(), &["rev-parse", "HEAD"]);
    for value in ["True", "yes", "no", "FALSE", " "] {
        let step = workflow.step("diff.sh", &[("BAILIWICK_BASE", &base), ("BAILIWICK_DENY_WIDENING", value)]);
        assert_eq!(code(&step), 2, "{value}: {}", out(&step));
        assert!(out(&step).contains("`deny-widening` is neither `true` nor `false`"), "{}", out(&step));
    }
    let step = workflow.step("diff.sh", &[("GITHUB_EVENT_NAME", "pull_request")]);
    assert!(code(&step) == 2 && out(&step).contains("say `base`"), "{}", out(&step));
    let step = workflow.step("diff.sh", &[("GITHUB_EVENT_NAME", "push")]);
    assert_eq!(code(&step), 0, "{}", out(&step));
}

/// Whoever proposes a change does not decide what is known of it.
#[test]
fn the_baseline_is_that_of_the_revision_before() {
    let workflow = Workflow::new();
    let before = git(workflow.repository.path(), &["rev-parse", "HEAD"]);
    workflow.change(|text| text.replace("  guards   write on case-note\n", ""));
    let at = workflow.repository.path();
    let written = run(at, &["baseline", "policy", "--as-of", "2026-11-22", "--output", "known.json"]);
    assert_eq!(code(&written), 0, "{}", err(&written));
    commit(at, "what is known");
    let known = [("BAILIWICK_BASELINE", "known.json")];
    let trusting = workflow.step("check.sh", &known);
    assert_eq!(code(&trusting), 0, "{}", out(&trusting));
    let step = workflow.step("check.sh", &[&known[..], &[("BAILIWICK_BASE", &before)]].concat());
    assert_eq!(code(&step), 1, "{}", out(&step));
    assert!(out(&step).contains("the revision before the change has no such baseline"), "{}", out(&step));
    let after = git(at, &["rev-parse", "HEAD"]);
    let step = workflow.step("check.sh", &[&known[..], &[("BAILIWICK_BASE", &after)]].concat());
    assert_eq!(code(&step), 0, "{}", out(&step));
    let step = workflow.step("check.sh", &[&known[..], &[("BAILIWICK_BASE", "--output=owned")]].concat());
    assert!(code(&step) == 1 && !at.join("owned").exists(), "{}", out(&step));
}

/// A change could bring a link along, behind which something else would be written over.
#[cfg(unix)]
#[test]
fn findings_stay_in_the_checkout() {
    let workflow = Workflow::new();
    let outside = tempfile::tempdir().expect("a folder");
    let victim = outside.path().join("victim");
    std::fs::write(&victim, "precious").expect("a file");
    std::os::unix::fs::symlink(&victim, workflow.repository.path().join("bailiwick.sarif")).expect("a link");
    std::os::unix::fs::symlink(outside.path(), workflow.repository.path().join("out")).expect("a link");
    for sarif in ["bailiwick.sarif", "out/victim", "../victim"] {
        let step = workflow.step("check.sh", &[("BAILIWICK_SARIF", sarif)]);
        assert_eq!(code(&step), 2, "{sarif}: {}", out(&step));
        assert!(out(&step).contains("`sarif` leads out of the checkout"), "{sarif}: {}", out(&step));
    }
    // What was there before is no outcome of a run that could not run.
    std::fs::write(workflow.repository.path().join("old.sarif"), "{}").expect("a file");
    let step = workflow.step("check.sh", &[("BAILIWICK_SARIF", "old.sarif"), ("BAILIWICK_AS_OF", "never")]);
    assert_eq!((code(&step), workflow.written("GITHUB_OUTPUT").as_str()), (2, ""), "{}", out(&step));
    assert_eq!(std::fs::read_to_string(&victim).expect("it is there"), "precious");
}
