//! `diff --format markdown`: a difference for a comment on a pull request.

use std::fmt::Write as _;

use crate::change::{Change, Kind};
use crate::proof::date;
use crate::report::Places;
use crate::report::change_words::{Compared, conditions, exception, headline, verdict, word};
use crate::report::foreign::{code, prose};
use crate::report::markdown::tale;
use crate::report::page::Page;

/// A difference as Markdown, as GitHub reads it.
pub fn diff_markdown(compared: &Compared<'_>, places: &Places<'_>) -> String {
    let difference = compared.difference;
    let mut page = Page::new(&format!("Bailiwick: {}", headline(difference)));
    page.add(&format!("From {} to {}.\n", code(compared.before), code(compared.after)));
    let reclassified = difference.reclassified.iter().map(|one| marked(one.widens, &one.sentence));
    let controls = difference.controls.iter().map(|one| marked(one.loosened, &one.sentence));
    let verdicts = difference.verdicts.iter().map(|one| marked(one.is_worse(), &verdict(one)));
    let exceptions = difference.exceptions.iter().flat_map(exception).map(|(is_more, one)| marked(is_more, &one));
    let unknown = difference.unknown.iter().map(|why| marked(true, &format!("not known: {why}")));
    let all: Vec<String> = reclassified.chain(controls).chain(verdicts).chain(exceptions).chain(unknown).collect();
    if !all.is_empty() {
        page.add(&all.concat());
    }
    for one in &difference.changes {
        page.add(&change(one, places));
    }
    page.add(&format!("As of {}.\n", date(difference.as_of)));
    page.finish()
}

fn marked(is_worse: bool, sentence: &str) -> String {
    let mark = if is_worse { "**!** " } else { "" };
    format!("- {mark}{}\n", prose(sentence))
}

fn change(change: &Change, places: &Places<'_>) -> String {
    let who: Vec<String> = change.who.iter().map(|one| prose(one)).collect();
    let mut text = format!("**{}**: {}\n\n", word(change.kind), who.join(", "));
    text.extend(change.deeds.iter().map(|deed| format!("- {}\n", prose(deed))));
    let lines: Vec<String> = conditions(change).iter().map(|line| prose(line)).collect();
    _ = writeln!(text, "\n{}", lines.join("<br>\n"));
    if let Some(witness) = &change.witness {
        let shown = if matches!(change.kind, Kind::Gained | Kind::Widened) { " open" } else { "" };
        let tale = tale(witness, places);
        _ = write!(text, "\n<details{shown}><summary>how it comes about now</summary>\n\n{tale}\n</details>\n");
    }
    text
}
