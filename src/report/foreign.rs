//! What people have written, inside of Markdown as GitHub reads it: shown as it is, and neither markup nor link nor mention.

use std::fmt::Write as _;

use crate::report::escape::escaped;

/// A text, in one line. What stands between backticks becomes code.
pub(crate) fn prose(text: &str) -> String {
    let mut shown = String::new();
    let parts: Vec<&str> = text.split('`').collect();
    for (at, part) in parts.iter().enumerate() {
        match at % 2 {
            1 if at + 1 < parts.len() => shown += &code(part),
            // The last of an odd number of backticks opens nothing.
            1 => _ = write!(shown, "&#96;{}", plain(part)),
            _ => shown += &plain(part),
        }
    }
    shown
}

/// A text as code, in one line.
pub(crate) fn code(text: &str) -> String {
    format!("<code>{}</code>", plain(text))
}

/// Characters that mean something are written as numbers, which mean nothing. A comment keeps apart what would be made a
/// link or a mention once the numbers are read.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for c in escaped(text).chars() {
        match c {
            '\n' | '\t' | '\r' => shown.push(' '),
            '@' | '#' => _ = write!(shown, "&#{};<!-- -->", u32::from(c)),
            '/' if before == ':' || before == '/' => shown += "<!-- -->/",
            '.' if before.eq_ignore_ascii_case(&'w') => shown += "<!-- -->.",
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '"' => {
                _ = write!(shown, "&#{};", u32::from(c));
            }
            _ => shown.push(c),
        }
        before = c;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn nothing_means_anything() {
        assert_eq!(prose("`a|b` has *no* owner"), "<code>a&#124;b</code> has &#42;no&#42; owner");
        assert_eq!(prose("odd ` one"), "odd &#96; one");
        assert_eq!(code("</code>@all #1\nx"), "<code>&#60;/code&#62;&#64;<!-- -->all &#35;<!-- -->1 x</code>");
        assert_eq!(prose("see https://www.a.b"), "see https:<!-- -->/<!-- -->/www<!-- -->.a.b");
        assert_eq!(prose("x\u{202e}y"), "x\\u{202e}y".replace('\\', "&#92;"));
    }
}
