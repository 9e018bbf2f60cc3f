//! Help, version and completions.

use super::{code, err, out, root, run};

#[test]
fn completions_and_version_are_there() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(out(&run(root(), &["completions", shell])).contains("bailiwick"), "{shell}");
    }
    let version = out(&run(root(), &["--version"]));
    assert!(version.starts_with("bailiwick 0.1.0 (") && version.contains("Z3"), "{version}");
}

#[test]
fn help_is_as_it_should_be() {
    let commands = [
        "",
        "check",
        "diff",
        "baseline",
        "test",
        "mutate",
        "report",
        "why",
        "graph",
        "fix",
        "fmt",
        "explain",
        "rules",
        "doc",
        "init",
        "new rule",
        "schema",
        "lsp",
        "completions",
    ];
    let all = commands.map(|command| {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let output = run(root(), &arguments);
        assert_eq!((code(&output), err(&output)), (0, String::new()), "{command}");
        format!("# {command}\n{}", out(&output))
    });
    insta::assert_snapshot!(all.join("\n"));
}
