//! `test --coverage`: what no property and no test depends on, for a person and as LCOV.

use std::fmt::Write as _;

use crate::report::Places;
use crate::report::escape::{escaped, escaped_line};
use crate::source::{File, Span};
use crate::trial::{Coverage, Item, ItemKind};

/// What nothing depends on, a line each, and how much of each kind something does.
pub fn coverage(coverage: &Coverage, places: &Places<'_>) -> String {
    let mut text = String::new();
    let idle: Vec<&Item> = coverage.items.iter().filter(|item| item.by == 0).collect();
    if !idle.is_empty() {
        text += "no property and no test depends on:\n";
    }
    for item in idle {
        _ = writeln!(text, "  {}: {} `{}`", places.line(item.span), item.kind.word(), escaped(&item.text));
    }
    let counts = ItemKind::ALL.map(|kind| {
        let (used, all) = coverage.counts(kind);
        format!("{used} of {all} {}s", kind.word())
    });
    _ = writeln!(text, "properties and tests depend on {}", counts.join(", "));
    text
}

/// The same as LCOV: declarations as functions, grants as lines, guards as branches, each with the number of properties and
/// expectations that depend on it.
pub fn lcov(coverage: &Coverage, places: &Places<'_>) -> String {
    let mut text = String::new();
    let mut files: Vec<File> = coverage.items.iter().map(|item| item.span.file).collect();
    files.dedup();
    for file in files {
        let items: Vec<&Item> = coverage.items.iter().filter(|item| item.span.file == file).collect();
        let path = places.path(Span { file, start: 0, end: 0 });
        // A record ends with its line, so no path may contain one.
        _ = writeln!(text, "TN:\nSF:{}", escaped_line(path));
        functions(&mut text, &of_kind(&items, ItemKind::Declaration, places));
        branches(&mut text, &of_kind(&items, ItemKind::Guard, places));
        lines(&mut text, &items, places);
        text += "end_of_record\n";
    }
    text
}

/// The things of a kind, each with the line it begins on.
fn of_kind<'i>(items: &[&'i Item], kind: ItemKind, places: &Places<'_>) -> Vec<(usize, &'i Item)> {
    let all = items.iter().filter(|item| item.kind == kind);
    all.map(|item| (places.ends(item.span).0.line as usize, *item)).collect()
}

fn functions(text: &mut String, declarations: &[(usize, &Item)]) {
    for (line, item) in declarations {
        _ = writeln!(text, "FN:{line},{}", name(item));
    }
    for (_, item) in declarations {
        _ = writeln!(text, "FNDA:{},{}", item.by, name(item));
    }
    let hit = declarations.iter().filter(|(_, item)| item.by > 0).count();
    _ = writeln!(text, "FNF:{}\nFNH:{hit}", declarations.len());
}

fn branches(text: &mut String, guards: &[(usize, &Item)]) {
    for (number, (line, item)) in guards.iter().enumerate() {
        _ = writeln!(text, "BRDA:{line},0,{number},{}", item.by);
    }
    let hit = guards.iter().filter(|(_, item)| item.by > 0).count();
    _ = writeln!(text, "BRF:{}\nBRH:{hit}", guards.len());
}

/// Each line once: with whatever begins on it that most depends on.
fn lines(text: &mut String, items: &[&Item], places: &Places<'_>) {
    let mut lines: Vec<(u32, usize)> = items.iter().map(|item| (places.ends(item.span).0.line, item.by)).collect();
    lines.sort_unstable_by_key(|(line, by)| (*line, std::cmp::Reverse(*by)));
    lines.dedup_by_key(|(line, _)| *line);
    for (line, by) in &lines {
        _ = writeln!(text, "DA:{line},{by}");
    }
    let hit = lines.iter().filter(|(_, by)| *by > 0).count();
    _ = writeln!(text, "LF:{}\nLH:{hit}", lines.len());
}

/// The noun and the name of a declaration.
fn name(item: &Item) -> String {
    let words = item.text.split_whitespace().take(2).collect::<Vec<_>>();
    escaped(&words.join(" ")).replace(',', " ")
}
