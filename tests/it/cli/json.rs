//! JSON: its schemas, its paths and its fingerprints.

use super::{CLEAN, REFUTED, code, folder, out, root, run};

fn schema(name: &str) -> jsonschema::Validator {
    let output = run(root(), &["schema", name]);
    let schema: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn json_keeps_to_its_schema() {
    let check = schema("check");
    let graph = schema("graph");
    for example in
        ["clinsum/flawed", "helpdesk/flawed", "helpdesk/repaired", "patchpilot/flawed", "patchpilot/repaired"]
    {
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
fn the_outcome_does_not_depend_on_where_the_project_is_looked_at() {
    let text = format!("{REFUTED}human b in nowhere\n");
    let folder = folder(&[("x/policy.bwk", &text), ("x/teams/more.bwk", CLEAN)]);
    let absolute = folder.path().join("x").display().to_string();
    let outcome = |from: &str, paths: &[&str]| {
        let arguments = [&["check", "--format", "json"], paths].concat();
        out(&run(&folder.path().join(from), &arguments))
    };
    let expected = outcome(".", &["x"]);
    assert!(expected.contains("\"file\": \"policy.bwk\"") && !expected.contains(&absolute), "{expected}");
    let ways: [(&str, &[&str]); 7] = [
        (".", &["./x"]),
        (".", &[&absolute]),
        ("x", &["."]),
        ("x", &[]),
        ("x/teams", &[".."]),
        (".", &["x", "x/policy.bwk", "x/teams", "x/teams/more.bwk", &absolute]),
        (".", &["x/teams/more.bwk", "x/policy.bwk", "x/"]),
    ];
    for (from, paths) in ways {
        assert_eq!(outcome(from, paths), expected, "{from} {paths:?}");
    }
    let by_itself = outcome(".", &["x/policy.bwk"]);
    assert_eq!(by_itself, outcome("x", &["policy.bwk"]));
    assert_eq!(by_itself, outcome("/", &[&format!("{absolute}/policy.bwk"), &format!("{absolute}/./policy.bwk")]));
}

#[test]
fn two_files_of_one_name_are_said_without_their_places() {
    let folder = folder(&[("x/policy.bwk", CLEAN), ("y/policy.bwk", CLEAN)]);
    let output = run(folder.path(), &["check", "x", "y"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("x/policy.bwk") && out(&output).contains("y/policy.bwk"), "{}", out(&output));
    let relative = run(folder.path(), &["check", "x", "y", "--format", "json"]);
    let absolute = ["x", "y"].map(|name| folder.path().join(name).display().to_string());
    let absolute = run(folder.path(), &["check", &absolute[0], &absolute[1], "--format", "json"]);
    assert_eq!(out(&relative), out(&absolute));
}
