//! Places are exact: from the first to the last character of what they are of.

use bailiwick::syntax::ast::{Argument, Clause, Statement};

use super::{Policy, corpus, read, shape, tokens, without_spans};

/// All places that `Debug` prints, as bytes.
fn places(debug: &str) -> Vec<(usize, usize)> {
    let number = |part: &str| part.trim().trim_end_matches(',').parse::<usize>().expect("a number");
    let one = |part: &str| {
        let (_, rest) = part.split_once("start: ").expect("a start");
        let (start, rest) = rest.split_once(", end: ").expect("an end");
        let (end, _) = rest.split_once(" }").expect("a brace");
        (number(start), number(end))
    };
    debug.split("Span {").skip(1).map(one).collect()
}

#[test]
fn every_place_begins_and_ends_with_a_token() {
    for Policy { path, text } in corpus() {
        let parsed = read(&text);
        let tokens: Vec<_> = tokens(&text).into_iter().filter(|token| !text[token.clone()].starts_with("//")).collect();
        let is_path_like = |text: &str| text.contains('.') || text.contains("..");
        let found = places(&format!("{:?}", parsed.tree));
        assert!(found.len() > 20, "{path}");
        for (start, end) in found {
            let written = &text[start..end];
            let starts = tokens.iter().any(|token| token.start == start);
            let ends = tokens.iter().any(|token| token.end == end);
            assert!(starts && ends || is_path_like(written), "{path}: `{written}`");
        }
    }
}

/// A declaration by itself, from the first to the last byte of its place, reads as it does in its file.
#[test]
fn a_declaration_is_what_its_place_says() {
    for Policy { path, text } in corpus() {
        for item in read(&text).tree.items {
            let written = &text[item.span.start as usize..item.span.end as usize];
            let bare = Statement { docs: Vec::new(), ..item };
            let expected = without_spans(&format!("{bare:?}"));
            let alone = shape(written);
            assert!(alone.contains(&expected), "{path}: {written}\n{alone}\n{expected}");
        }
    }
}

#[test]
fn names_and_texts_are_what_their_places_say() {
    fn walk(text: &str, statement: &Statement, seen: &mut usize) {
        let written = |span: bailiwick::source::Span| &text[span.start as usize..span.end as usize];
        assert_eq!(written(statement.head.span), statement.head.text);
        for argument in &statement.arguments {
            match argument {
                Argument::Path(path) => {
                    assert_eq!(written(path.span), path.text());
                    for word in &path.segments {
                        assert_eq!(written(word.span), word.text);
                    }
                    *seen += 1;
                }
                Argument::Text(one) => assert!(written(one.span).starts_with('"') && written(one.span).ends_with('"')),
                Argument::List(_, span) => {
                    assert!(written(*span).starts_with('[') && written(*span).ends_with(']'));
                }
                _ => {}
            }
        }
        let clauses = statement.block.iter().flat_map(|block| {
            assert!(written(block.span).starts_with('{') && written(block.span).ends_with('}'));
            &block.clauses
        });
        for clause in clauses {
            match clause {
                Clause::Statement(inner) => walk(text, inner, seen),
                Clause::Permission(permission) => assert!(written(permission.span).starts_with('m')),
                Clause::Logic(line) => {
                    let words = ["for every", "require", "given", "expect"];
                    assert!(words.iter().any(|word| written(line.span).starts_with(word)));
                }
                Clause::Sentence(sentence) => {
                    assert!(
                        ["never", "possible", "always"].iter().any(|word| written(sentence.span).starts_with(word))
                    );
                }
            }
        }
    }
    let mut seen = 0;
    for Policy { text, .. } in corpus() {
        for item in &read(&text).tree.items {
            walk(&text, item, &mut seen);
        }
    }
    assert!(seen > 200);
}

#[test]
fn documentation_stands_with_what_it_documents() {
    let text = "/// One,\n///   two.\n\n// no\n/// Three.\nhuman a in corp {\n  /// Four.\n  id \"x\"\n  /// Five.\n  may on\n  /// Six.\n  owner b\n}\n";
    let parsed = read(text);
    let item = &parsed.tree.items[0];
    assert_eq!(item.docs, ["One,", "  two.", "Three."]);
    let clauses = &item.block.as_ref().expect("a block").clauses;
    let docs = |clause: &Clause| match clause {
        Clause::Statement(statement) => statement.docs.clone(),
        _ => Vec::new(),
    };
    assert_eq!(clauses.iter().map(docs).collect::<Vec<_>>(), [["Four."], ["Six."]]);
}
