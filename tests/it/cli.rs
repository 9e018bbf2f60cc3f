//! The command as a user runs it.

use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    command.current_dir(folder).args(arguments).env_remove("COLUMNS").output().expect("the command starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code, not a signal")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const CLEAN: &str = "domain corp is tenant { trusted yes }\nhuman ana in corp { owner ana }\n";
const REFUTED: &str = "edition 2026
use std.operations [*]
use std.levels [*]
domain corp is tenant { trusted yes }
human ana in corp { may read on notes }
store notes is files in corp { holds internal }
prove nobody-reads { never ana causes read on notes }
";

#[test]
fn exit_codes_tell_how_it_went() {
    let cases: [(&str, &[&str], i32); 12] = [
        (CLEAN, &["check", "."], 0),
        (REFUTED, &["check", "."], 1),
        ("human ana in nowhere\n", &["check", "."], 1),
        ("// nothing\n", &["check", "."], 2),
        (CLEAN, &["check", "missing"], 2),
        (CLEAN, &["check", "--format", "nonsense"], 2),
        (CLEAN, &["check", "--as-of", "yesterday"], 2),
        (CLEAN, &["fly"], 2),
        (CLEAN, &["explain", "BW0101"], 0),
        (CLEAN, &["explain", "BW9999"], 2),
        (CLEAN, &["graph", ".", "--around", "nobody"], 2),
        (CLEAN, &["--help"], 0),
    ];
    for (text, arguments, expected) in cases {
        let folder = folder(&[("policy.bwk", text)]);
        let output = run(folder.path(), arguments);
        assert_eq!(code(&output), expected, "{arguments:?}\n{}{}", out(&output), err(&output));
    }
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(empty.path(), &["check"])), 2);
}

#[test]
fn what_can_not_be_read_is_said() {
    let folder = folder(&[("a.bwk", CLEAN), ("x.bwk/inside.txt", "")]);
    std::fs::write(folder.path().join("bytes.bwk"), b"human \xff\xfe").expect("a file");
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("x.bwk") && err(&output).contains("bytes.bwk"), "{}", err(&output));
    assert!(err(&output).contains("UTF-8"), "{}", err(&output));
    #[cfg(unix)]
    {
        let looped = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(looped.path(), looped.path().join("self")).expect("a link");
        std::fs::write(looped.path().join("a.bwk"), CLEAN).expect("a file");
        let output = run(looped.path(), &["check", "."]);
        assert_eq!(code(&output), 2, "{}", err(&output));
    }
}

#[cfg(unix)]
#[test]
fn pipes_are_no_policies_and_are_not_replaced() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    let pipe = folder.path().join("x.bwk");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("no regular file"), "{}", err(&output));
    assert_eq!(code(&run(folder.path(), &["check", "x.bwk"])), 2);
    let link = folder.path().join("nowhere");
    std::os::unix::fs::symlink("/dev/null", &link).expect("a link");
    assert_eq!(code(&run(folder.path(), &["check", "policy.bwk", "--output", "nowhere"])), 0);
    assert!(link.symlink_metadata().expect("still there").is_symlink());
}

/// What somebody ignores on their machine does not change what a policy says.
#[test]
fn what_is_ignored_elsewhere_is_read() {
    let home = folder(&[("git/ignore", "*.bwk\n")]);
    let folder = folder(&[("bad.bwk", "human ana in nowhere\n")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    let output = command.current_dir(folder.path()).arg("check").env("XDG_CONFIG_HOME", home.path()).output();
    assert_eq!(code(&output.expect("the command starts")), 1);
}

#[test]
fn a_nul_byte_is_a_finding() {
    let folder = folder(&[("a.bwk", "human a\0na in corp\n")]);
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("BW0102"), "{}", out(&output));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let people = "domain corp is tenant { trusted yes }\nhuman ana in corp\n";
    let more = "use people [corp, ana]\nuse std.operations [*]\nuse std.levels [*]\nstore s is files in corp { holds internal }
access a for ana { may read on s }\nprove p { never ana causes read on s }\n";
    let folder = folder(&[("people.bwk", people), ("more.bwk", more)]);
    let one = run(folder.path(), &["check", "people.bwk", "more.bwk", "--format", "json"]);
    let other = run(folder.path(), &["check", "more.bwk", "people.bwk", "--format", "json"]);
    assert_eq!(out(&one), out(&other));
    assert_eq!(code(&one), 1, "{}{}", out(&one), err(&one));
}

fn schema(name: &str) -> jsonschema::Validator {
    let output = run(root(), &["schema", name]);
    let schema: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn json_keeps_to_its_schema() {
    let check = schema("check");
    let graph = schema("graph");
    for example in ["helpdesk/flawed", "helpdesk/repaired", "patchpilot/flawed", "patchpilot/repaired"] {
        let path = format!("examples/{example}");
        let output = run(root(), &["check", &path, "--format", "json", "--as-of", "2026-11-22"]);
        let mut document: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
        let errors: Vec<String> = check.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{example}: {errors:?}");
        document["verdicts"][0]["status"] = "fine".into();
        assert!(!check.is_valid(&document), "a broken document is refused");
        let output = run(root(), &["graph", &path, "--format", "json"]);
        let mut document: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
        assert!(graph.is_valid(&document));
        document["more"] = true.into();
        assert!(!graph.is_valid(&document), "a broken document is refused");
    }
}

#[test]
fn fingerprints_survive_moved_lines() {
    let fingerprints = |text: &str| {
        let folder = folder(&[("policy.bwk", text)]);
        let output = run(folder.path(), &["check", ".", "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
        let all = ["findings", "verdicts"].map(|kind| document[kind].as_array().cloned().unwrap_or_default()).concat();
        all.iter().map(|one| one["fingerprint"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let text = format!("{REFUTED}human b in nowhere\nhuman c in nowhere\n");
    let found = fingerprints(&text);
    assert_eq!(found.len(), 3);
    assert_eq!(found.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    assert_eq!(found, fingerprints(&text.replace('\n', "\n\n\n").replace("in corp", "in  corp")));
}

#[test]
fn a_question_is_answered() {
    let output = run(root(), &["why", "anyone causes publish on registry", "examples/patchpilot/flawed"]);
    assert_eq!(code(&output), 1, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("How it comes about"), "{}", out(&output));
    let output = run(root(), &["why", "anyone causes publish on registry", "examples/patchpilot/repaired"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let output = run(root(), &["why", "anyone causes publish on regisrty", "examples/patchpilot/flawed"]);
    assert_eq!(code(&output), 2);
    assert!(out(&output).contains("registry"), "{}", out(&output));
}

#[test]
fn a_new_project_is_all_proved() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(folder.path(), &["init", "fresh"])), 0);
    let output = run(folder.path(), &["check", "fresh", "--fail-on", "info"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert_eq!(code(&run(folder.path(), &["init", "fresh"])), 2, "nothing is overwritten");
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "fresh"])), 0);
}

#[test]
fn output_goes_to_a_file() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    let output = run(folder.path(), &["check", ".", "--format", "json", "--output", "report.json"]);
    assert_eq!((code(&output), out(&output)), (0, String::new()));
    let written = std::fs::read_to_string(folder.path().join("report.json")).expect("a report");
    assert!(written.contains("bailiwick.check/1"));
    assert_eq!(code(&run(folder.path(), &["check", ".", "--output", "no/such/folder"])), 2);
}

#[test]
fn files_are_put_in_order() {
    let folder =
        folder(&[("policy.bwk", "human   ana in corp {\nowner ana\n}\n\n\n\n// end\n"), ("bad.bwk", "human {\n")]);
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "policy.bwk"])), 1);
    assert_eq!(code(&run(folder.path(), &["fmt", "policy.bwk"])), 0);
    let text = std::fs::read_to_string(folder.path().join("policy.bwk")).expect("a policy");
    assert_eq!(text, "human ana in corp {\n  owner ana\n}\n\n// end\n");
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "policy.bwk"])), 0);
    assert_eq!(code(&run(folder.path(), &["fmt", "bad.bwk"])), 2);
    assert_eq!(std::fs::read_to_string(folder.path().join("bad.bwk")).expect("a file"), "human {\n");
}

#[test]
fn completions_and_version_are_there() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(out(&run(root(), &["completions", shell])).contains("bailiwick"), "{shell}");
    }
    let version = out(&run(root(), &["--version"]));
    assert!(version.starts_with("bailiwick 0.1.0 (") && version.contains("Z3"), "{version}");
}

#[test]
fn hostile_names_can_not_move_the_cursor() {
    let folder = folder(&[("policy.bwk", "human a\u{1b}[2J in corp\n")]);
    let output = run(folder.path(), &["check", "."]);
    assert!(!out(&output).contains('\u{1b}'), "{}", out(&output));
}
