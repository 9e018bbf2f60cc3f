//! Workflow commands.

use super::{POLICY, checked};

#[test]
fn annotations_are_what_a_workflow_reads() {
    insta::assert_snapshot!(checked(POLICY, "github"));
}

/// A line is a command, or the last one; whatever the policy says, it neither ends a command nor begins one.
#[test]
fn no_name_is_a_command() {
    let hostile = POLICY.replace("they | <i>", "they\\n::error::x %0A::stop-commands::y <i>");
    let text = checked(&hostile, "github");
    let lines: Vec<&str> = text.lines().collect();
    let (last, commands) = lines.split_last().expect("lines");
    assert!(!last.starts_with("::") && last.contains("1 proved, 2 refuted"), "{last}");
    for line in commands {
        let rest = ["::error ", "::warning ", "::notice "].iter().find_map(|name| line.strip_prefix(name));
        let (properties, message) = rest.and_then(|rest| rest.split_once("::")).expect("a command");
        assert!(properties.starts_with("file=policies/a policy.bwk,line="), "{properties}");
        assert_eq!(properties.split(',').count(), 6, "file, line, endLine, col, endColumn, title: {properties}");
        assert!(!message.is_empty());
    }
}
