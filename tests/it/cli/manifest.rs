//! Runs in projects with a manifest.

use super::{CLEAN, code, err, folder, out, run};

const MANIFEST: &str = "name = \"app\"\nedition = 2026\n";

/// A policy with an information: a permission that has ended.
const ENDED: &str = "use std.operations [*]
use std.levels [*]
domain corp is tenant { trusted yes }
human ana in corp { owner ana }
store s is files in corp {
  owner ana
  holds internal
}
access a for ana { may read on s until 2020-01-01 }
";

fn with(rest: &str) -> String {
    format!("{MANIFEST}{rest}")
}

#[test]
fn the_manifest_is_found_from_below() {
    let broken = "human bo in nowhere\n";
    let files = [("bailiwick.toml", MANIFEST), ("a.bwk", broken), ("teams/b.bwk", CLEAN), ("empty/x.txt", "")];
    let folder = folder(&files);
    let json = |from: &str, arguments: &[&str]| {
        let output = run(&folder.path().join(from), &[&["check", "--format", "json"], arguments].concat());
        assert_eq!(code(&output), 1, "{from} {arguments:?} {}", err(&output));
        out(&output)
    };
    let whole = json(".", &[]);
    assert!(whole.contains("\"file\": \"a.bwk\"") && whole.contains("\"name\": \"app\""), "{whole}");
    for (from, path) in [
        ("teams", "."),
        ("empty", "."),
        (".", "teams"),
        (".", "bailiwick.toml"),
        ("teams", ".."),
        ("teams", "../a.bwk"),
    ] {
        let found = json(from, &[path]);
        assert_eq!(found == whole, path != "../a.bwk", "{from} {path}");
    }
    let text = out(&run(&folder.path().join("teams"), &["check"]));
    assert!(text.contains("../a.bwk:1"), "paths are as somebody there would write them: {text}");
    assert_eq!(code(&run(&folder.path().join("teams"), &["check", "b.bwk"])), 0, "a file stands for itself");
}

#[cfg(unix)]
#[test]
fn links_lead_to_the_project_where_a_file_really_is() {
    let folder = folder(&[("app/bailiwick.toml", &with("fail-on = \"info\"\n")), ("app/x/a.bwk", ENDED)]);
    std::os::unix::fs::symlink("app/x", folder.path().join("link")).expect("a link");
    assert_eq!(code(&run(folder.path(), &["check", "link"])), 1);
    assert_eq!(code(&run(&folder.path().join("link"), &["check"])), 1);
}

#[test]
fn the_manifest_says_what_fails_a_run() {
    let folder = folder(&[
        ("bailiwick.toml", &with("fail-on = \"info\"\n[profiles.soft]\nfail-on = \"warning\"\n")),
        ("a.bwk", ENDED),
    ]);
    let ends = |arguments: &[&str]| code(&run(folder.path(), &[&["check"], arguments].concat()));
    assert_eq!(ends(&[]), 1);
    assert_eq!(ends(&["--fail-on", "warning"]), 0, "the command line comes first");
    assert_eq!(ends(&["--profile", "soft"]), 0);
    assert_eq!(ends(&["--profile", "soft", "--fail-on", "info"]), 1);
    assert_eq!(ends(&["a.bwk"]), 1, "a file has the settings of its project");
    let output = run(folder.path(), &["check", "--profile", "sotf"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("did you mean `soft`?"), "{}", err(&output));
}

#[test]
fn a_profile_needs_a_manifest() {
    let folder = folder(&[("a.bwk", CLEAN)]);
    assert_eq!(code(&run(folder.path(), &["check", "--profile", "x"])), 2);
}

#[test]
fn a_date_can_be_demanded() {
    let folder = folder(&[("bailiwick.toml", &with("as-of = \"required\"\n")), ("a.bwk", CLEAN)]);
    for arguments in [&["check"][..], &["why", "ana causes x on y"], &["graph"]] {
        let output = run(folder.path(), arguments);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{arguments:?}");
        assert!(err(&output).contains("--as-of"), "{}", err(&output));
    }
    assert_eq!(code(&run(folder.path(), &["check", "--as-of", "2026-11-22"])), 0);
    assert_eq!(code(&run(folder.path(), &["graph", "--as-of", "2026-11-22"])), 0);
}

#[test]
fn an_edition_that_is_not_known_is_refused() {
    let cases = [("name = \"app\"\nedition = 2031\n", CLEAN.to_owned()), (MANIFEST, format!("edition 2031\n{CLEAN}"))];
    for (manifest, policy) in cases {
        let folder = folder(&[("bailiwick.toml", manifest), ("a.bwk", &policy)]);
        for arguments in [&["check", "--format", "json"][..], &["why", "ana causes x on y"], &["graph"]] {
            let output = run(folder.path(), arguments);
            assert_eq!((code(&output), out(&output)), (2, String::new()), "{arguments:?}");
            assert!(err(&output).contains("2031") && err(&output).contains("install a newer"), "{}", err(&output));
        }
    }
}

#[test]
fn mistakes_of_a_manifest_are_findings() {
    let folder = folder(&[("bailiwick.toml", &with("fail-of = \"info\"\n")), ("a.bwk", "human bo in nowhere\n")]);
    let output = run(folder.path(), &["check"]);
    assert_eq!(code(&output), 1);
    let text = out(&output);
    assert!(
        text.contains("bailiwick.toml:3:1") && text.contains("did you mean `fail-on`?") && text.contains("a.bwk:1"),
        "{text}"
    );
    let document: serde_json::Value =
        serde_json::from_str(&out(&run(folder.path(), &["check", "--format", "json"]))).expect("JSON");
    let schema: serde_json::Value =
        serde_json::from_str(&out(&run(folder.path(), &["schema", "check"]))).expect("JSON");
    assert!(jsonschema::is_valid(&schema, &document), "{document:#}");
    let files: Vec<&str> = (0..2).filter_map(|at| document["findings"][at]["region"]["file"].as_str()).collect();
    assert_eq!(files, ["a.bwk", "bailiwick.toml"]);
    let output = run(folder.path(), &["graph"]);
    assert!(err(&output).contains("BW0502"), "{}", err(&output));
}

#[test]
fn a_run_is_about_one_project() {
    let files = [
        ("x/bailiwick.toml", MANIFEST),
        ("x/a.bwk", CLEAN),
        ("y/bailiwick.toml", MANIFEST),
        ("y/a.bwk", CLEAN),
        ("z/a.bwk", CLEAN),
    ];
    let folder = folder(&files);
    for arguments in [&["x", "y"][..], &["x", "z"], &["z", "y/a.bwk"], &["."]] {
        let output = run(folder.path(), &[&["check"], arguments].concat());
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{arguments:?}");
        assert!(err(&output).contains("project"), "{}", err(&output));
    }
    assert_eq!(code(&run(folder.path(), &["check", "x", "x/a.bwk"])), 0);
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "."])), 0, "files are put in order wherever they belong");
}

#[test]
fn a_project_without_policies_says_why() {
    let folder = folder(&[("bailiwick.toml", &with("sources = [\"policies\"]\n")), ("a.bwk", CLEAN)]);
    let output = run(folder.path(), &["check"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("BW0510") && err(&output).contains("no policy file"), "{}", err(&output));
}

#[test]
fn what_can_not_be_read_of_a_manifest_is_said() {
    let folder = folder(&[("a.bwk", CLEAN)]);
    std::fs::write(folder.path().join("bailiwick.toml"), b"name = \"\xff\"").expect("a file");
    let output = run(folder.path(), &["check"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("UTF-8"), "{}", err(&output));
    std::fs::remove_file(folder.path().join("bailiwick.toml")).expect("it was there");
    std::fs::create_dir(folder.path().join("bailiwick.toml")).expect("a folder");
    assert_eq!(code(&run(folder.path(), &["check"])), 2);
}

#[test]
fn a_manifest_is_not_written_over() {
    let folder = folder(&[("bailiwick.toml", MANIFEST), ("a.bwk", CLEAN)]);
    let output = run(folder.path(), &["check", "--output", "bailiwick.toml"]);
    assert_eq!(code(&output), 2);
    assert_eq!(std::fs::read_to_string(folder.path().join("bailiwick.toml")).expect("still there"), MANIFEST);
}

#[test]
fn the_report_settings_are_in_the_outcome() {
    let folder = folder(&[("bailiwick.toml", &with("[report]\ntitle = \"T\"\n[profiles.p]\n")), ("a.bwk", CLEAN)]);
    let output = run(folder.path(), &["check", "--format", "json", "--profile", "p"]);
    let document: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    let expected = serde_json::json!({ "name": "app", "profile": "p", "title": "T", "organisation": null });
    assert_eq!(document["project"], expected);
}

#[test]
fn questions_know_what_dependencies_declare() {
    let app = with("[dependencies]\npeople = { path = \"../people\" }\n");
    let people = MANIFEST.replace("app", "people");
    let files = [
        ("app/bailiwick.toml", app.as_str()),
        ("app/a.bwk", "use people.staff [ana, s]\nuse std.operations [read]\naccess a for ana { may read on s }\n"),
        ("people/bailiwick.toml", &people),
        (
            "people/staff.bwk",
            "use std.levels [*]\ndomain corp is tenant { trusted yes }\nhuman ana in corp { owner ana }\nstore s is files in corp { holds internal }\n",
        ),
    ];
    let folder = folder(&files);
    let ends = |sentence: &str| code(&run(folder.path(), &["why", sentence, "app"]));
    assert_eq!(ends("ana causes read on s"), 1);
    assert_eq!(ends("people.staff.ana causes read on s"), 1);
    let output = run(folder.path(), &["why", "nobody-known causes read on s", "app"]);
    assert_eq!((code(&output), err(&output).contains("BW0201")), (2, true), "{}", err(&output));
}

#[test]
fn a_new_project_has_a_manifest() {
    let folder = folder(&[("taken/bailiwick.toml", "")]);
    assert_eq!(code(&run(folder.path(), &["init", "fresh"])), 0);
    let document: serde_json::Value =
        serde_json::from_str(&out(&run(folder.path(), &["check", "fresh", "--format", "json"]))).expect("JSON");
    assert_eq!(document["project"]["name"], "first-policy");
    assert_eq!(code(&run(folder.path(), &["init", "taken"])), 2);
    assert!(!folder.path().join("taken/policy.bwk").exists());
}
