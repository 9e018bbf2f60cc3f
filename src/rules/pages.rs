//! The pages of the rules that come with Bailiwick: `stdlib/rules/FAMILY/NAME.md`.

use std::sync::LazyLock;

use crate::source::MANUAL;

/// Every page: the name of the rule, and the text.
pub static PAGES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let pages = MANUAL.iter().filter_map(|one| {
        let (_, file) = one.path.strip_prefix("stdlib/rules/")?.split_once('/')?;
        Some((file.strip_suffix(".md")?, one.text))
    });
    pages.collect()
});

/// The page of a rule.
pub(crate) fn of(name: &str) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A page without its title and the sentence below it, which are the rule's name and summary.
pub(crate) fn body(page: &'static str) -> &'static str {
    let start = page.find("\n## ").map_or(0, |at| at + 1);
    &page[start..]
}
