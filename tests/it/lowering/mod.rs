//! From text to declared facts, written down as lines.

mod attributes;
mod audience;
mod behaviour;
mod controls;
mod individuals;
mod permissions;
mod sentences;
mod trust;

use crate::support::Checked;

const DOMAINS: &str = "domain corp is tenant { trusted yes }\ndomain web is internet\n";

/// A policy without findings.
fn policy(text: &str) -> Checked {
    let checked = Checked::one(&format!("{DOMAINS}{text}"));
    assert_eq!(checked.rendered(), "");
    checked
}

fn grants(text: &str) -> Vec<String> {
    policy(text).facts_of("grant")
}
