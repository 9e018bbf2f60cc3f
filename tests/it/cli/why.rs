//! `why`: questions, and what is said of those that can not be answered.

use super::{REFUTED, code, err, folder, out, root, run};

#[test]
fn a_question_is_answered() {
    let output = run(root(), &["why", "anyone causes publish on registry", "examples/patchpilot/flawed"]);
    assert_eq!(code(&output), 1, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("How it comes about"), "{}", out(&output));
    let output = run(root(), &["why", "anyone causes publish on registry", "examples/patchpilot/repaired"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let output = run(root(), &["why", "anyone causes publish on regisrty", "examples/patchpilot/flawed"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("registry"), "{}", err(&output));
}

#[test]
fn a_question_knows_the_names_of_all_modules() {
    let uses = "use std.operations [*]\nuse std.levels [*]\n";
    let people = format!("{uses}domain corp is tenant {{ trusted yes }}\nhuman ana in corp\nhuman eve in corp\n");
    let stores = format!(
        "{uses}domain lab is tenant {{ trusted yes }}\nstore notes is files in lab {{ holds internal }}
human eve in lab {{ may read on notes }}\n"
    );
    let folder = folder(&[("people.bwk", &people), ("my stores.bwk", &stores)]);
    let output = run(folder.path(), &["why", "ana causes read on notes"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let output = run(folder.path(), &["why", "possible people.eve causes read on notes"]);
    assert_eq!(code(&output), 1, "{}{}", out(&output), err(&output));
    let output = run(folder.path(), &["why", "never eve causes read on notes"]);
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    insta::assert_snapshot!(err(&output));
}

#[test]
fn errors_point_into_the_question() {
    let folder = folder(&[("policy.bwk", REFUTED)]);
    let mut all = Vec::new();
    for sentence in [
        "anna causes read on notes",
        "  never ana causes\u{9b} read on notes",
        "neverland causes read on notes",
        "ana causes read",
        "ana causes read on notes } prove q { never ana causes read on notes",
        "ana causes read on notes\nnever ana causes write on notes",
        "ana causes read on notes }",
        "",
        "\"",
        "human x in corp",
        "/* ana",
    ] {
        let output = run(folder.path(), &["why", sentence]);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{sentence}");
        all.push(format!("# {}\n{}", sentence.escape_debug(), err(&output)));
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_broken_policy_answers_nothing() {
    let folder = folder(&[("policy.bwk", &format!("{REFUTED}human b in nowhere\n"))]);
    let output = run(folder.path(), &["why", "ana causes read on notes"]);
    assert_eq!((code(&output), out(&output)), (1, String::new()));
    assert!(err(&output).contains("`nowhere` is not declared"), "{}", err(&output));
}
