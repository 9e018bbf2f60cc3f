//! What is written by somebody else, shown so that it can not move the cursor, change colours or reverse what is read.

use std::borrow::Cow;
use std::fmt::Write as _;
#[cfg(any(feature = "cli", test))]
use std::sync::Arc;

/// A text whose characters all stand where they seem to stand. Line breaks and tabs stay.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.chars().any(deceives) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let ends_line = c == '\r' && rest.peek() == Some(&'\n');
        if deceives(c) && !ends_line {
            _ = write!(shown, "{}", c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The same in one line: the name of a file can have a line break in it, behind which somebody else would seem to speak.
pub fn escaped_line(text: &str) -> String {
    escaped(text).replace('\n', "\\n").replace("##[", "#\\u{23}[")
}

/// JSON with the same content, in which nothing deceives a terminal. Such characters stand in strings only.
pub(crate) fn escaped_json(document: &str) -> String {
    let mut shown = String::with_capacity(document.len());
    for c in document.chars() {
        if deceives(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a terminal obeys a character, or shows it as nothing at all.
fn deceives(c: char) -> bool {
    let reverses = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(c, '\u{2028}' | '\u{2029}');
    let hides = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    (c.is_control() && c != '\n' && c != '\t') || reverses || breaks || hides
}

/// The text of a file as it is shown, and where everything is in it.
#[cfg(any(feature = "cli", test))]
pub(crate) struct Shown {
    pub(crate) text: Arc<str>,
    /// Of every character that is shown longer than it is: where it ends, and where what is shown for it ends.
    longer: Vec<(usize, usize)>,
}

#[cfg(any(feature = "cli", test))]
impl Shown {
    pub(crate) fn new(text: &Arc<str>) -> Self {
        let Cow::Owned(shown) = escaped(text) else { return Self { text: text.clone(), longer: Vec::new() } };
        let mut longer = Vec::new();
        let mut end = 0;
        for (at, c) in text.char_indices() {
            let length = c.len_utf8();
            let is_same = shown[end..].starts_with(c);
            end += if is_same { length } else { c.escape_unicode().len() };
            if !is_same {
                longer.push((at + length, end));
            }
        }
        Self { text: shown.into(), longer }
    }

    /// Where a place of the text is in what is shown.
    pub(crate) fn place(&self, at: usize) -> usize {
        let before = self.longer.partition_point(|(end, _)| *end <= at);
        let (end, shown) = before.checked_sub(1).map_or((0, 0), |last| self.longer[last]);
        shown + (at - end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, escaped, escaped_json, escaped_line};

    #[test]
    fn nothing_deceives() {
        let cases = [
            ("plain \u{e4} \u{4f60}\n\tend\r\n", "plain \u{e4} \u{4f60}\n\tend\r\n"),
            ("a\u{1b}[2J", "a\\u{1b}[2J"),
            ("a\rb", "a\\u{d}b"),
            ("a\u{9b}2J\u{7f}", "a\\u{9b}2J\\u{7f}"),
            ("\u{202e}a\u{2069}\u{feff}", "\\u{202e}a\\u{2069}\\u{feff}"),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn a_line_stays_one() {
        // GitHub's runners take this for a command, wherever it stands in a line.
        assert_eq!(escaped_line("a ##[error]b"), "a #\\u{23}[error]b");
        assert_eq!(escaped_line("a\n::error::\u{202e}b\tc"), "a\\n::error::\\u{202e}b\tc");
    }

    #[test]
    fn json_says_the_same() {
        let text = "a\u{9b}b\u{202e}c\u{e0041}d\u{1b}\n";
        let document = escaped_json(&serde_json::json!([text]).to_string());
        assert!(document.is_ascii(), "{document}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&document).expect("JSON"), [text]);
    }

    #[test]
    fn places_stay_with_their_characters() {
        let text = "a\u{202e}b \u{9b}\u{9b}c\n\u{e4}d";
        let shown = Shown::new(&text.into());
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            assert!(shown.text[shown.place(at)..].starts_with(c), "{at} {c}");
        }
        assert_eq!(shown.place(text.len()), shown.text.len());
        assert_eq!(Shown::new(&"abc".into()).place(2), 2);
    }
}
