//! What texts look like afterwards.

use super::altogether;

/// A world in which everybody who has left is to go, and every key says that nothing refreshes it.
const RULES: &str = r"
rule gone {
  for every human h
  require h.left is nobody
  fix remove h
}

rule refreshed {
  for every credential c
  require c.refreshable is known and c.refreshable is no
  fix set c.refreshable to no
}

rule ended {
  for every grant g where g.until < as-of
  require g.until is nobody
  fix remove g
}
";

/// What becomes of a text, without the rules that stand behind it.
fn becomes(text: &str) -> String {
    let whole = format!("use std.operations [read]\n{text}{RULES}");
    let after = altogether(&whole);
    let (before, _) = after.split_once("\nrule gone").expect("the rules stay");
    before.strip_prefix("use std.operations [read]\n").expect("the first line stays").to_owned()
}

fn all(cases: &[(&str, &str)]) {
    for (before, after) in cases {
        assert_eq!(becomes(before), *after, "{before}");
    }
}

#[test]
fn a_clause_goes_with_its_documentation_and_the_comment_behind_it() {
    all(&[
        (
            "domain corp is tenant\nhuman bo in corp\nstore wiki is files in corp\nrole reader for human {\n  may read on wiki\n\n  \
             /// For the time of the move.\n  /// Not longer.\n  may read on wiki until 2026-01-31 // see 12\n}\n",
            "domain corp is tenant\nhuman bo in corp\nstore wiki is files in corp\nrole reader for human {\n  may read on wiki\n}\n",
        ),
        (
            "domain corp is tenant\nhuman bo in corp\nstore wiki is files in corp\nrole reader for human { may read on wiki until 2026-01-31 }\n",
            "domain corp is tenant\nhuman bo in corp\nstore wiki is files in corp\nrole reader for human { }\n",
        ),
        (
            "domain corp is tenant\nhuman bo in corp\nstore wiki is files in corp\nrole reader for human {\n  may read on wiki\n    until \
             2026-01-31 delegable 2 {\n    because \"it moves\"\n  }\n  may read on wiki\n}\n",
            "domain corp is tenant\nhuman bo in corp\nstore wiki is files in corp\nrole reader for human {\n  may read on wiki\n}\n",
        ),
    ]);
}

#[test]
fn a_declaration_goes_as_a_whole() {
    all(&[
        (
            "domain corp is tenant\nhuman bo in corp\n\n/// She was the first.\nhuman ana in corp {\n  left 2026-01-31\n}\n\nhuman cy in corp\n",
            "domain corp is tenant\nhuman bo in corp\n\nhuman cy in corp\n",
        ),
        (
            "\nhuman ana in corp { left 2026-01-31 }\n\ndomain corp is tenant\nhuman bo in corp\n",
            "\ndomain corp is tenant\nhuman bo in corp\n",
        ),
    ]);
}

#[test]
fn a_clause_says_something_else() {
    all(&[
        (
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  /// Why?\n  refreshable   yes // never\n  ttl 1d\n}\n",
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  /// Why?\n  refreshable   no // never\n  ttl 1d\n}\n",
        ),
        (
            "domain corp is tenant\nhuman bo in corp\n\ncredential key is api-key of bo in corp {\n  refreshable yes\n  ttl         1d\n}\n",
            "domain corp is tenant\nhuman bo in corp\n\ncredential key is api-key of bo in corp {\n  refreshable no\n  ttl         1d\n}\n",
        ),
    ]);
}

#[test]
fn a_clause_is_added() {
    all(&[
        (
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  ttl 1d // short\n  // nothing more\n}\n",
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  ttl 1d // short\n  // nothing more\n  \
             refreshable no\n}\n",
        ),
        (
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp { ttl 1d }\n",
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  ttl 1d\n  refreshable no\n}\n",
        ),
        (
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp { }\n",
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  refreshable no\n}\n",
        ),
        (
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp { ttl 1d\n  kind-of 3\n}\n",
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp { ttl 1d\n  kind-of 3\n}\n",
        ),
    ]);
}

#[test]
fn braces_are_added_where_there_are_none() {
    all(&[
        (
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp // plain\nhuman cy in corp\n",
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  refreshable no\n} // plain\nhuman cy in corp\n",
        ),
        (
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp\n",
            "domain corp is tenant\nhuman bo in corp\ncredential key is api-key of bo in corp {\n  refreshable no\n}\n",
        ),
    ]);
}

#[test]
fn lines_and_letters_of_any_kind_stay_as_they_are() {
    let text = "domain corp is tenant\nhuman bo in corp\ncredential key \"Schlüssel – 鍵\" is api-key of bo in corp { ttl 1d } // ключ\n\
                human di \"Bö\" in corp\n/// Früher.\nhuman ana \"Ána\" in corp { left 2026-01-31 }\nhuman cy \"Çy\" in corp\n";
    let expected = "domain corp is tenant\nhuman bo in corp\ncredential key \"Schlüssel – 鍵\" is api-key of bo in corp {\n  ttl 1d\n  \
                    refreshable no\n} // ключ\nhuman di \"Bö\" in corp\nhuman cy \"Çy\" in corp\n";
    assert_eq!(becomes(text), expected);
    let whole = format!("use std.operations [read]\n{text}{RULES}").replace('\n', "\r\n");
    let wanted = format!("use std.operations [read]\n{expected}{RULES}").replace('\n', "\r\n");
    assert_eq!(altogether(&whole), wanted);
}

#[test]
fn what_was_in_order_is_in_order_afterwards() {
    let text = "domain corp is tenant\nhuman bo in corp\n\ncredential key is api-key of bo in corp {\n  ttl 1d\n}\n\nrule refreshed {\n  for every \
                credential c\n  require   c.refreshable is known and c.refreshable is no\n  fix       set c.refreshable to no\n}\n";
    let expected = text.replace("  ttl 1d\n", "  ttl         1d\n  refreshable no\n");
    assert_eq!(altogether(text), expected);
}
