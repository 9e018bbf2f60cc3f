//! Starting something new.

use super::{CLEAN, code, err, folder, out, run};

#[test]
fn a_new_rule_waits_to_be_written() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    let output = run(folder.path(), &["new", "rule", "steered-agent"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("bailiwick test --filter steered-agent"), "{}", out(&output));
    // It can be read and is formatted, and its test fails until the rule says something.
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "."])), 0);
    let output = run(folder.path(), &["test", "."]);
    assert_eq!(code(&output), 1, "{}{}", out(&output), err(&output));
    let path = folder.path().join("rules/steered-agent.bwk");
    let text = std::fs::read_to_string(&path).expect("the rule");
    let written = text.replace("a.name is known", "a.instructable is no");
    std::fs::write(&path, written).expect("the rule");
    let output = run(folder.path(), &["test", "."]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let page = std::fs::read_to_string(folder.path().join("rules/steered-agent.md")).expect("the page");
    assert!(page.starts_with("# steered-agent\n"));
}

#[test]
fn nothing_is_overwritten_and_no_name_is_taken_twice() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    assert_eq!(code(&run(folder.path(), &["new", "rule", "mine", "--to", "here"])), 0);
    let again = run(folder.path(), &["new", "rule", "mine", "--to", "here"]);
    assert_eq!((code(&again), err(&again).contains("nothing was written")), (2, true));
    for (name, why) in
        [("missing-owner", "BW1003"), ("unknown-name", "BW0201"), ("a b", "no name"), ("when", "no name")]
    {
        let refused = run(folder.path(), &["new", "rule", name]);
        assert_eq!(code(&refused), 2, "{name}");
        assert!(err(&refused).contains(why), "{name}: {}", err(&refused));
    }
    assert!(!folder.path().join("rules").exists());
}
