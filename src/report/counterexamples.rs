//! `check --emit-test`: counterexamples as tests, as they can be added to the policy.

use std::fmt::Write as _;

use crate::report::Places;
use crate::report::escape::escaped;
use crate::source::Span;
use crate::trial::Counterexample;

/// The tests, one below the other; where they belong into several files, each says into which.
pub fn tests(counterexamples: &[Counterexample], places: &Places<'_>) -> String {
    let first = counterexamples.first().map(|one| one.file);
    let several = counterexamples.iter().any(|one| Some(one.file) != first);
    let mut text = String::new();
    let mut before = None;
    for one in counterexamples {
        text.push('\n');
        if several && before.replace(one.file) != Some(one.file) {
            let path = escaped(places.path(Span { file: one.file, start: 0, end: 0 }));
            _ = writeln!(text, "// For the end of {path}:\n");
        }
        text += &one.text;
    }
    text
}
