//! Each token of each example, taken away: what is left is legal or is found wrong where it broke, and nobody else is
//! told anything.

use std::collections::BTreeSet;
use std::ops::Range;

use bailiwick::model::policy;
use bailiwick::source::Database;
use bailiwick::syntax::parsed;
use bailiwick::vocabulary::noun;

use crate::support::{AS_OF, spread, without_rules};

/// How many tokens of each text are taken away.
const TRIED: usize = 200;

const EXAMPLES: [(&str, &str); 4] = [
    ("helpdesk/flawed", include_str!("../../examples/helpdesk/flawed/helpdesk.bwk")),
    ("helpdesk/repaired", include_str!("../../examples/helpdesk/repaired/helpdesk.bwk")),
    ("patchpilot/flawed", include_str!("../../examples/patchpilot/flawed/patchpilot.bwk")),
    ("patchpilot/repaired", include_str!("../../examples/patchpilot/repaired/patchpilot.bwk")),
];

/// The places of words, texts and signs; comments have none.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || "_-.:%".contains(c);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => 2 + rest[1..].find('"').expect("texts are closed"),
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        if !first.is_whitespace() && !rest.starts_with("//") {
            found.push(at..at + length);
        }
        at += length;
    }
    found
}

/// Where each declaration begins: at a word in column one.
fn declarations(text: &str) -> Vec<Range<usize>> {
    let begins = |(at, _): &(usize, char)| {
        text[*at..].starts_with(|c: char| c.is_alphabetic()) && (*at == 0 || text[..*at].ends_with('\n'))
    };
    let starts: Vec<usize> = text.char_indices().filter(begins).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Every word.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).filter(|word| !word.is_empty()).collect()
}

/// The names that a declaration declares: behind a noun at the beginning of a line.
fn declared(text: &str) -> BTreeSet<&str> {
    text.lines().filter_map(declared_name).flat_map(words).collect()
}

fn declared_name(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    words.next().filter(|head| noun(head).is_some()).and_then(|_| words.next())
}

fn complaints(name: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for token in spread(tokens(text), TRIED) {
        let broken_text = format!("{}{}", &text[..token.start], &text[token.end..]);
        let pieces = declarations(text);
        let Some(piece) = pieces.iter().find(|piece| piece.contains(&token.start)) else { continue };
        let db = Database::default();
        let project = without_rules(&db, &[("main.bwk", &broken_text)], AS_OF);
        let main = project.files(&db).iter().find(|file| file.path(&db).as_ref() == "main.bwk").copied();
        let unread = main.map(|file| parsed(&db, file).findings.clone()).unwrap_or_default();
        let findings = unread.iter().chain(&policy(&db, project).findings);
        let declared = declared(&text[piece.clone()]);
        let gone = token.len();
        for finding in findings {
            let start = finding.span.start as usize;
            let inside = piece.start <= start && start <= piece.end - gone;
            let other = declarations(&broken_text).into_iter().find(|piece| piece.contains(&start)).unwrap_or_default();
            let is_import = text[piece.clone()].starts_with("use ");
            let mentions = words(&broken_text[other]).intersection(&declared).next().is_some();
            if !inside && !mentions && !is_import {
                let line = text[..token.start].lines().count();
                let taken = &text[token.clone()];
                complaints.push(format!("{name}:{line}: without `{taken}`: {}", finding.message));
            }
        }
    }
    complaints
}

#[test]
fn whatever_is_taken_away_nobody_else_is_blamed() {
    let found: Vec<String> = EXAMPLES.iter().flat_map(|(name, text)| complaints(name, text)).collect();
    assert_eq!(found, [""; 0]);
}
