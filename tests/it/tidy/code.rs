//! Rust text with comments, strings and characters blanked out, so that braces and names can be counted in what is left.

/// `text` with the same lines and columns, but with blanks where it is not code.
pub(crate) fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let skipped = skipped(rest);
        if skipped > 0 {
            let (gone, after) = rest.split_at(skipped);
            code.extend(gone.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = after;
        } else {
            // A whole word at once: the `r` of `for` begins no raw string.
            let (kept, after) = rest.split_at(word.max(first.len_utf8()));
            code.push_str(kept);
            rest = after;
        }
    }
    code
}

/// How many bytes at the beginning of `rest` are a comment, a string or a character.
fn skipped(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    let bare = rest.trim_start_matches(['b', 'c']);
    let prefix = rest.len() - bare.len();
    if let Some(raw) = bare.strip_prefix('r') {
        let quoted = raw.trim_start_matches('#');
        if quoted.starts_with('"') && prefix <= 1 {
            let end = format!("\"{}", "#".repeat(raw.len() - quoted.len()));
            let length = quoted[1..].find(&end).map_or(quoted.len(), |at| 1 + at + end.len());
            return rest.len() - quoted.len() + length;
        }
    }
    match bare.chars().next() {
        Some('"') if prefix <= 1 => prefix + literal(bare, '"'),
        Some('\'') if prefix <= 1 && is_character(bare) => prefix + literal(bare, '\''),
        _ => 0,
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") || here.starts_with("*/") {
            depth += if here.starts_with('/') { 1 } else { -1 };
            at += 2;
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Whether a single quote begins a character and no lifetime.
fn is_character(quoted: &str) -> bool {
    let mut following = quoted.chars().skip(1);
    following.next() == Some('\\') || following.next() == Some('\'')
}

/// The length of a literal with its quotes, escapes counted.
fn literal(quoted: &str, quote: char) -> usize {
    let mut escaped = true; // the opening quote ends nothing
    for (at, character) in quoted.char_indices() {
        if character == quote && !escaped {
            return at + quote.len_utf8();
        }
        escaped = character == '\\' && !escaped;
    }
    quoted.len()
}

#[test]
fn only_code_is_left() {
    let cases = [
        ("a // {\nb", "a     \nb"),
        ("a /* { /* } */ */ b", "a                 b"),
        (r#"f("{\"}", '{', '\'', b'}')"#, "f(      ,    ,     ,     )"),
        (r##"for r in r#"{" "#, b"}" {"##, "for r in         ,      {"),
        ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
        ("\"\\\\\" {", "     {"),
        ("\"unfinished {", "             "),
        ("\"ä\" é {", "    é {"),
    ];
    for (text, expected) in cases {
        let code = code_only(text);
        assert_eq!(code.trim_end(), expected.trim_end(), "{text}");
        assert_eq!(code.lines().count(), text.lines().count());
    }
}
