//! The pages of the rules that come with Bailiwick.

macro_rules! pages {
    ($($family:literal: [$($name:literal),* $(,)?]),* $(,)?) => {
        &[$($(($name, include_str!(concat!("../../stdlib/rules/", $family, "/", $name, ".md"))),)*)*]
    };
}

/// Every page, by family: the name of the rule, and the text.
pub static PAGES: &[(&str, &str)] = pages! {
    "accountability": [
        "anonymous-action",
        "impersonation",
        "missing-evidence",
        "shared-instance-identity",
        "unlinked-identity",
    ],
    "action": [
        "missing-kill-switch",
        "unlimited-action",
    ],
    "credential": [
        "bearer-credential",
        "exposed-secret",
        "infrequent-enforcement",
        "long-lived-credential",
        "missing-identity",
        "shared-credential",
        "static-credential",
    ],
    "data": [
        "unclassified-data",
    ],
    "delegation": [
        "broken-delegation-rule",
        "outliving-delegation",
        "unlimited-delegation",
        "widening-delegation",
    ],
    "exception": [
        "expired-exception",
        "self-approved-exception",
        "stale-exception",
        "unbounded-exception",
        "uncompensated-exception",
    ],
    "flow": [
        "unguarded-memory",
        "unmonitored-breadth",
        "unreliable-filter",
        "untrimmed-store",
    ],
    "gate": [
        "dependent-approvers",
        "missing-aggregate-limit",
        "permissive-timeout",
        "unbound-approval",
    ],
    "graph": [
        "unreachable-step",
    ],
    "inventory": [
        "unconfirmed-host",
        "unmatched-inventory",
    ],
    "life": [
        "hollow-review",
        "lingering-authority",
        "overdue-rotation",
        "owner-leaves-first",
        "review-overdue",
        "surviving-connection",
        "unready-workflow",
    ],
    "log": [
        "incomplete-log",
        "log-above-ceiling",
        "missing-log",
        "short-log",
        "unwatched-log",
    ],
    "ownership": [
        "lone-owner",
        "missing-accountable-human",
        "missing-owner",
        "unclear-purpose",
        "ungoverned-agent",
    ],
    "privilege": [
        "context-blind-grant",
        "endless-grant",
        "redundant-grant",
        "standing-grant",
        "unconditional-grant",
        "unused-grant",
        "wildcard-grant",
    ],
    "roles": [
        "human-role-on-workload",
        "shared-role",
    ],
    "third-party": [
        "excessive-disclosure",
        "missing-contract",
        "unpinned-tool",
        "unrevocable-consent",
    ],
    "tier": [
        "understated-function",
        "understated-tier",
    ],
    "tool": [
        "unspecified-authority",
        "unvouched-effect",
    ],
};

/// The page of a rule.
pub(crate) fn of(name: &str) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A page without its title and the sentence below it, which are the rule's name and summary.
pub(crate) fn body(page: &'static str) -> &'static str {
    let start = page.find("\n## ").map_or(0, |at| at + 1);
    &page[start..]
}
