//! Texts as SARIF has them.

/// A text in which nothing is a link or a placeholder by chance.
pub(super) fn plain(text: &str) -> String {
    text.replace("](", "\\](")
}

/// A fragment as a sentence.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim_end();
    let is_ended = text.ends_with(['.', '!', '?', ':', ';']);
    format!("{}{}", plain(text), if is_ended { "" } else { "." })
}
