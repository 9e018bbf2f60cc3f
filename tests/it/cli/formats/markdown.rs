//! Markdown for comments and summaries.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{POLICY, checked};

#[test]
fn markdown_is_what_a_reviewer_reads() {
    insta::assert_snapshot!(checked(POLICY, "markdown"));
}

/// What is written in a policy is text: no link, no picture, no tag but ours, no mention.
#[test]
fn nothing_in_a_policy_is_markup() {
    let text = checked(POLICY, "markdown");
    let ours = ["<code>", "</code>", "<details>", "</details>", "<summary>", "</summary>", "<br>", "<!-- -->"];
    let (mut told, mut links) = (String::new(), Vec::new());
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Html(html) | Event::InlineHtml(html) => {
                let rest = ours.iter().fold(html.to_string(), |rest, tag| rest.replace(tag, ""));
                assert!(!rest.contains('<'), "{rest}");
                told.push('\u{0}');
            }
            Event::Text(words) | Event::Code(words) => told += &words,
            _ => told.push('\n'),
        }
    }
    assert_eq!(links, [""; 0]);
    assert!(told.contains("😀 𝒜 é: [see](http:"), "{told}");
    for mention in ["@all", "http://", "#1"] {
        assert!(!told.contains(mention), "`{mention}` stands together in {told}");
    }
}

#[test]
fn a_page_fits_into_a_comment() {
    let many: Vec<String> = (0..600).map(|number| format!("human {} in nowhere\n", "x".repeat(100 + number))).collect();
    let text = checked(&many.concat(), "markdown");
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.contains("parts are left out here"), "what is left out is counted");
}
