//! Several formats at once, and the same bytes for everybody.

use std::process::Command;

use super::super::{root, run};
use super::{POLICY, code, err, folder, out};

const FORMATS: [&str; 6] = ["terminal", "json", "sarif", "junit", "github", "markdown"];

#[test]
fn several_formats_are_written_at_once() {
    let folder = folder(&[("a.bwk", POLICY)]);
    let day = ["--as-of", "2026-11-22"];
    let files: Vec<String> = FORMATS.iter().map(|format| format!("{format}=report.{format}")).collect();
    let outputs: Vec<&str> = files.iter().flat_map(|file| ["--output", file.as_str()]).collect();
    let output = run(folder.path(), &[&["check", "--format", "github"], &day[..], &outputs].concat());
    assert_eq!((code(&output), err(&output).as_str()), (1, ""));
    for format in FORMATS {
        let alone = run(folder.path(), &[&["check", "--format", format], &day[..]].concat());
        let written = std::fs::read_to_string(folder.path().join(format!("report.{format}"))).expect("a report");
        assert_eq!(written, out(&alone), "{format}");
    }
    assert!(out(&output).starts_with("::error "), "{}", out(&output));
    let quiet = run(folder.path(), &[&["check", "-o", "plain", "-o", "json=other"], &day[..]].concat());
    assert_eq!((code(&quiet), out(&quiet).as_str()), (1, ""));
    assert!(std::fs::read_to_string(folder.path().join("plain")).expect("a report").contains("nobody-reads"));
}

#[test]
fn what_can_not_be_written_is_said_before_anything_is() {
    let folder = folder(&[("a.bwk", POLICY)]);
    let cases: [(&[&str], &str); 8] = [
        (&["-o", "sarf=x"], "did you mean `sarif`?"),
        (&["-o", "nonsense=x"], "there is no format `nonsense`"),
        (&["-o", "sarif="], "names no file"),
        (&["-o", "x", "-o", "y"], "`--format` goes to one file"),
        (&["-o", "x", "-o", "sarif=x"], "two outcomes would be written to `x`"),
        (&["-o", "json=./x", "-o", "sarif=x"], "two outcomes would be written to `x`"),
        (&["-o", "json=x", "-o", "sarif=a.bwk"], "is one of the files that are read"),
        (&["--emit-test", "-o", "sarif=x"], "`--emit-test` writes tests and nothing else"),
    ];
    for (arguments, expected) in cases {
        let output = run(folder.path(), &[&["check"], arguments].concat());
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains(expected), "{arguments:?}: {}", err(&output));
        assert!(!folder.path().join("x").exists(), "{arguments:?}");
    }
    assert_eq!(code(&run(folder.path(), &["check", "-o", "./sarif=x"])), 1);
    assert!(folder.path().join("sarif=x").exists(), "a name may have a sign in it");
}

/// Neither where somebody is nor which language they speak makes a difference.
#[test]
fn the_same_day_gives_the_same_bytes_everywhere() {
    let places = [("UTC", "C"), ("Pacific/Kiritimati", "de_DE.UTF-8"), ("America/Adak", "tr_TR.UTF-8")];
    for format in FORMATS {
        let outcomes = places.map(|(zone, language)| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
            let arguments = ["check", "examples/helpdesk/flawed", "--format", format, "--as-of", "2026-11-22"];
            command.current_dir(root()).args(arguments).env_remove("COLUMNS");
            command.env("TZ", zone).env("LC_ALL", language).env("LANG", language);
            command.output().expect("the command starts").stdout
        });
        assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "{format}");
        assert!(!outcomes[0].is_empty());
    }
}
