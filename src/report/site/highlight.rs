//! Policies in colours.

use std::fmt::Write as _;

use crate::report::site::Site;
use crate::report::site::markdown::escaped;
use crate::syntax::{Kind, Scanner, Token};

/// A whole text with the numbers of its lines, each of which can be linked to.
pub(super) fn numbered(text: &str, path: &str, root: &str, site: &Site<'_>) -> String {
    let is_policy = std::path::Path::new(path).extension().is_some_and(|ending| ending == "bwk");
    let shown = if is_policy { policy(text, root, site) } else { escaped(text) };
    let mut lines = String::new();
    for (line, number) in shown.lines().zip(1..) {
        _ = writeln!(lines, "<span id=\"L{number}\" class=\"line\">{line}</span>");
    }
    format!("<pre class=\"numbered\" tabindex=\"0\"><code>{lines}</code></pre>\n")
}

/// A policy, or a piece of one. The codes that a comment expects lead to what is said about them.
pub(super) fn policy(text: &str, root: &str, site: &Site<'_>) -> String {
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let (mut html, mut at, mut is_first) = (String::new(), 0, true);
    for token in Scanner::new(text, 0, end) {
        html += &escaped(text.get(at..token.start as usize).unwrap_or_default());
        at = token.end as usize;
        html += &shown(token, token.text(text), is_first, root, site);
        is_first = matches!(token.kind, Kind::LineEnd) || token.is(text, "{") || token.is(text, "}");
    }
    html + &escaped(text.get(at..).unwrap_or_default())
}

fn shown(token: Token, text: &str, is_first: bool, root: &str, site: &Site<'_>) -> String {
    let class = match token.kind {
        Kind::Word if is_first => "keyword",
        Kind::Comment => "comment",
        Kind::Documentation => "documentation",
        Kind::Text => "text",
        Kind::Literal => "literal",
        Kind::Word | Kind::Symbol | Kind::LineEnd | Kind::Bad(_) => return escaped(text),
    };
    let content =
        text.strip_prefix("//~").map_or_else(|| escaped(text), |codes| format!("//~{}", linked(codes, root, site)));
    // A span ends with its line, so that lines can stand by themselves.
    let lines: Vec<String> = content.split('\n').map(|line| format!("<span class=\"{class}\">{line}</span>")).collect();
    lines.join("\n")
}

/// Words, of which those that are codes lead to what is said about them.
fn linked(words: &str, root: &str, site: &Site<'_>) -> String {
    let link = |word: &str| match site.link(word) {
        Some(link) => format!("<a href=\"{root}{link}\">{}</a>", escaped(word)),
        None => escaped(word),
    };
    words.split(' ').map(link).collect::<Vec<_>>().join(" ")
}
