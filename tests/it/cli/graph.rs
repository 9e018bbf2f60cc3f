//! `graph`: what is drawn, and what is not.

use super::{CLEAN, code, err, folder, out, run};

#[test]
fn a_broken_policy_is_not_drawn() {
    let folder = folder(&[("policy.bwk", &format!("{CLEAN}human b in nowhere\nhuman {{\n"))]);
    for format in ["dot", "mermaid", "json"] {
        let output = run(folder.path(), &["graph", "--format", format, "--output", "graph"]);
        assert_eq!(code(&output), 1, "{}", err(&output));
        assert!(err(&output).contains("`nowhere` is not declared") && err(&output).contains("nothing is drawn"));
        assert!(out(&output).is_empty() && !folder.path().join("graph").exists());
    }
}

#[test]
fn warnings_do_not_keep_from_drawing() {
    let output = run(folder(&[("policy.bwk", CLEAN)]).path(), &["graph"]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    assert!(out(&output).contains("ana"));
}

#[test]
fn whoever_is_not_there_is_said() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    let output = run(folder.path(), &["graph", "--around", "anna"]);
    assert_eq!(code(&output), 2);
    assert_eq!(err(&output), "bailiwick: nothing is named `anna`; did you mean `ana`?\n");
    let output = run(folder.path(), &["graph", "--around", "somebody-else"]);
    assert_eq!(err(&output), "bailiwick: nothing is named `somebody-else`\n");
    assert_eq!(code(&run(folder.path(), &["graph", "--around", "ana", "--steps", "1"])), 0);
    assert_eq!(code(&run(folder.path(), &["graph", "--steps", "1"])), 2);
}
