//! `--output`: what it writes to, and what it leaves alone.

use std::process::Command;

use super::{CLEAN, REFUTED, code, err, folder, out, run};

#[test]
fn output_goes_to_a_file() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    let output = run(folder.path(), &["check", ".", "--format", "json", "--output", "report.json"]);
    assert_eq!((code(&output), out(&output)), (0, String::new()));
    let written = std::fs::read_to_string(folder.path().join("report.json")).expect("a report");
    assert!(written.contains("bailiwick.check/1"));
    assert_eq!(code(&run(folder.path(), &["check", ".", "--output", "no/such/folder"])), 2);
}

/// Who names a file `.sarif` means SARIF; what is said in so many words counts more.
#[test]
fn a_file_has_the_format_of_its_ending() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    for (name, beginning) in [
        ("a.json", "{\n  \"schema\": \"bailiwick.check/1\""),
        ("a.sarif", "{\n  \"$schema\": "),
        ("A.Sarif.JSON", "{\n  \"$schema\": "),
        ("a.xml", "<?xml"),
        ("a.md", "## Bailiwick"),
        ("a.txt", ""),
    ] {
        let output = run(folder.path(), &["check", ".", "--output", name]);
        assert_eq!((code(&output), out(&output)), (0, String::new()), "{}", err(&output));
        let written = std::fs::read_to_string(folder.path().join(name)).expect("a report");
        assert!(written.starts_with(beginning) && !written.is_empty(), "{name}: {written}");
        assert_eq!(name.ends_with("txt"), written.starts_with("nothing to prove"), "{name}: {written}");
    }
    let output = run(folder.path(), &["check", ".", "--format", "markdown", "--output", "a.json"]);
    assert_eq!(code(&output), 0);
    assert!(std::fs::read_to_string(folder.path().join("a.json")).expect("a report").starts_with("## Bailiwick"));
}

#[test]
fn what_is_no_policy_is_not_read() {
    let folder = folder(&[("policy.bwk", CLEAN), ("README.md", "# A policy\n")]);
    for command in ["check", "report", "fmt", "baseline"] {
        let output = run(folder.path(), &[command, "README.md"]);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{command}");
        assert!(
            err(&output).contains("`README.md` is taken for no policy: name a file that ends in `.bwk`"),
            "{}",
            err(&output)
        );
    }
}

#[test]
fn policies_are_not_written_over() {
    let folder = folder(&[("policy.bwk", CLEAN), ("named-otherwise", CLEAN)]);
    let at = |name: &str| folder.path().join(name);
    std::fs::hard_link(at("policy.bwk"), at("hard")).expect("a link");
    let mut refused = vec!["policy.bwk", "./policy.bwk", "hard", "new.bwk", "NEW.BWK", "named-otherwise"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("policy.bwk", at("soft")).expect("a link");
        std::os::unix::fs::symlink("nowhere", at("dangling")).expect("a link");
        refused.extend(["soft", "dangling"]);
    }
    for name in refused {
        let output = run(folder.path(), &["check", "policy.bwk", "named-otherwise", "--output", name]);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{name}");
        assert!(err(&output).contains("another file") || err(&output).contains("`.bwk`"), "{}", err(&output));
    }
    assert_eq!(code(&run(folder.path(), &["graph", "policy.bwk", "--output", "hard"])), 2);
    for name in ["policy.bwk", "named-otherwise"] {
        assert_eq!(std::fs::read_to_string(at(name)).expect("still there"), CLEAN);
    }
    assert!(!at("new.bwk").exists() && !at("nowhere").exists());
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through() {
    let folder = folder(&[("policy.bwk", CLEAN), ("reports/last.json", "old")]);
    let link = folder.path().join("report");
    std::os::unix::fs::symlink("reports/last.json", &link).expect("a link");
    assert_eq!(code(&run(folder.path(), &["check", ".", "--format", "json", "-o", "report"])), 0);
    assert!(link.symlink_metadata().expect("still there").is_symlink());
    let written = std::fs::read_to_string(folder.path().join("reports/last.json")).expect("a report");
    assert!(written.contains("bailiwick.check/1"));
}

#[test]
fn colours_are_for_those_who_want_them() {
    let folder = folder(&[("policy.bwk", REFUTED)]);
    let coloured = |arguments: &[&str], no_color: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.current_dir(folder.path()).args([&["check", "."], arguments].concat()).env_remove("NO_COLOR");
        let output = command.envs(no_color.map(|value| ("NO_COLOR", value))).output().expect("the command starts");
        out(&output).contains('\u{1b}')
    };
    assert!(coloured(&["--color", "always"], None));
    assert!(coloured(&["--colour", "always"], Some("1")), "who says `always` means it");
    assert!(!coloured(&["--color", "never"], None));
    // No terminal watches the tests.
    assert!(!coloured(&["--color", "auto"], None) && !coloured(&[], Some("")));
    assert_eq!(code(&run(folder.path(), &["check", ".", "--color", "some"])), 2);
    for (choice, expected) in [("auto", false), ("always", true)] {
        _ = run(folder.path(), &["check", ".", "--color", choice, "--output", "report"]);
        let report = std::fs::read_to_string(folder.path().join("report")).expect("a report");
        assert_eq!(report.contains('\u{1b}'), expected, "{choice}");
    }
}

/// Somebody who has read enough is no reason to complain.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = folder(&[("policy.bwk", &format!("{REFUTED}{}", "human x in nowhere\n".repeat(2_000)))]);
    for arguments in [["check", "."], ["explain", "BW0101"], ["completions", "bash"], ["check", "--help"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        let piped = (std::process::Stdio::piped(), std::process::Stdio::piped());
        let command = command.current_dir(folder.path()).args(arguments).stdout(piped.0).stderr(piped.1);
        let mut child = command.spawn().expect("the command starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}: {}", output.status);
        assert_eq!(err(&output), "", "{arguments:?}");
    }
}
