//! What a text looks like: its outline, its folds, its colours, and the order that the formatter brings.

use bailiwick::ide::{Colour, FoldKind, Symbol, folds, formatting, named, outline, tokens};
use bailiwick::names::Sort;

use super::{Marked, POLICY};

fn lines(symbols: &[Symbol], depth: usize, out: &mut Vec<String>) {
    for symbol in symbols {
        out.push(format!("{}{} {}", "  ".repeat(depth), symbol.sort.noun(), symbol.name));
        lines(&symbol.inside, depth + 1, out);
    }
}

#[test]
fn the_outline_has_everything_that_is_declared() {
    let marked = Marked::one(&format!("$0{POLICY}\ntest \"by hand\" {{ expect ana may not read on inbox }}\n"));
    let mut found = Vec::new();
    lines(&outline(&marked.db, marked.file), 0, &mut found);
    let expected = [
        "domain corp",
        "domain web",
        "human ana",
        "origin anyone",
        "store inbox",
        "sink out",
        "workflow desk",
        "  agent reader",
        "context mfa",
        "prove no-leak",
        "prove works",
        "test test",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_project_is_searched_by_letters() {
    let marked = Marked::one(&format!("$0{POLICY}"));
    let found = |query: &str| -> Vec<String> {
        named(&marked.db, marked.project, query).into_iter().map(|one| one.name).collect()
    };
    assert_eq!(found("DeskRead"), ["desk.reader"]);
    assert_eq!(found("nlk"), ["no-leak"]);
    assert!(found("").contains(&"confidential".to_owned()), "what is used of the library counts");
    assert_eq!(found("nobody-is-called-so"), [""; 0]);
}

#[test]
fn blocks_comments_and_imports_fold() {
    let text = "$0use std.levels [*]\nuse std.operations [*]\n\n// one\n// two\nhuman ana { // here\n  owner ana\n}\n// alone\nteam t {\n  members [\n    ana,\n  ]\n";
    let marked = Marked::one(text);
    let found: Vec<(usize, usize, FoldKind)> =
        folds(&marked.db, marked.file).iter().map(|fold| (fold.first, fold.last, fold.kind)).collect();
    let expected =
        [(0, 1, FoldKind::Imports), (3, 4, FoldKind::Comment), (5, 7, FoldKind::Block), (10, 12, FoldKind::Block)];
    assert_eq!(found, expected);
}

#[test]
fn words_are_coloured_by_what_they_are() {
    let marked = Marked::one(&format!("$0// a comment\n{POLICY}"));
    let found = tokens(&marked.db, marked.project, marked.file);
    let is = |word: &str, kind: Colour| {
        let of_word = |one: &&bailiwick::ide::Coloured| {
            marked.place(one.span).split_once(' ').is_some_and(|(_, text)| text == word)
        };
        found.iter().filter(of_word).any(|one| one.kind == kind)
    };
    assert!(is("// a comment", Colour::Comment));
    assert!(is("\"Mail\"", Colour::Text));
    assert!(is("store", Colour::Keyword) && is("owner", Colour::Keyword) && is("may", Colour::Keyword));
    assert!(is("queue", Colour::Value));
    assert!(is("inbox", Colour::Name(Sort::Store)));
    assert!(is("reader", Colour::Name(Sort::Agent)) && is("desk", Colour::Name(Sort::Workflow)));
    assert!(is("std.levels", Colour::Module));
    let is_sorted = found.windows(2).all(|two| two[0].span.end <= two[1].span.start);
    assert!(is_sorted, "no two of them overlap");
    let library = found.iter().filter(|one| one.is_library);
    assert!(library.count() > 3);
    assert!(found.iter().filter(|one| one.is_declaration).count() >= 11);
}

#[test]
fn a_text_is_put_in_order_by_the_least_edit() {
    let text = "$0domain corp is tenant\nhuman   ana in corp { owner ana }\nhuman bo in corp { owner ana }\n";
    let marked = Marked::one(text);
    let edit = formatting(&marked.db, marked.file).expect("an edit");
    assert_eq!(marked.place(edit.span).lines().next(), Some("main.bwk:2 human   ana in corp { owner ana }"));
    let formatted = marked.edited(&[edit]);
    assert_eq!(bailiwick::syntax::format(marked.file, &text.replace("$0", "")), Ok(formatted.clone()));
    let again = Marked::one(&format!("$0{formatted}"));
    assert_eq!(formatting(&again.db, again.file), None);
    let broken = Marked::one("$0human   (\n");
    assert_eq!(formatting(&broken.db, broken.file), None);
}
