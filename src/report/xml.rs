//! Text as XML has it.

use std::fmt::Write as _;

use crate::report::escape::escaped;

/// An element with a message and a text, as `JUnit` tells of what went wrong.
pub(crate) fn element(name: &str, message: &str, content: &str) -> String {
    format!("      <{name} message=\"{}\">{}</{name}>\n", attribute(message), plain(content))
}

/// A text between tags. Characters that XML does not have are written out.
pub(crate) fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in escaped(text).chars() {
        match c {
            '&' => shown += "&amp;",
            '<' => shown += "&lt;",
            '>' => shown += "&gt;",
            '\u{fffe}' | '\u{ffff}' => _ = write!(shown, "{}", c.escape_unicode()),
            _ => shown.push(c),
        }
    }
    shown
}

/// The value of an attribute.
pub(crate) fn attribute(text: &str) -> String {
    plain(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;")
}
