//! `check --format markdown`: an outcome for a comment or for the summary of a run.

use std::fmt::Write as _;

use crate::analysis::Outcome;
use crate::finding::{Finding, Severity};
use crate::proof::{Circumstance, Place, Status, Verdict, Witness, circumstances, date, story};
use crate::report::Places;
use crate::report::account::{beginning, state, title};
use crate::report::counts::counts;
use crate::report::foreign::{code, prose};
use crate::report::page::Page;

const VERDICTS: [&str; 3] = ["verdict", "property", "what it says"];
const FINDINGS: [&str; 4] = ["severity", "rule", "what is found", "where"];

/// An outcome as Markdown, as GitHub reads it.
pub fn markdown(outcome: &Outcome, places: &Places<'_>) -> String {
    let mut page = Page::new(&format!("Bailiwick: {}", counts(outcome)));
    if outcome.is_broken {
        page.add("The policy has errors, so it is not known what it says, and nothing is proved.\n");
    }
    let (proved, open): (Vec<&Verdict>, Vec<&Verdict>) =
        outcome.verdicts.iter().partition(|verdict| verdict.status == Status::Proved);
    page.table(&VERDICTS, open.iter().map(|one| row(one)));
    for verdict in open.iter().filter(|_| !outcome.is_broken) {
        page.add(&told(verdict, places));
    }
    let (open, quiet): (Vec<&Finding>, Vec<&Finding>) =
        outcome.findings.iter().partition(|one| one.is_open() && one.severity > Severity::Info);
    page.table(&FINDINGS, open.iter().map(|one| finding(one, places)));
    let quiet = quiet.iter().map(|one| finding(one, places)).collect();
    page.folded("notes, and findings that are accepted or known", &FINDINGS, quiet);
    let stale = outcome.compared.iter().flat_map(|compared| &compared.stale);
    let stale = stale.map(|one| vec![code(&one.code), prose(&one.message)]).collect();
    page.folded("known to the baseline, and there no longer", &["what", "what it said"], stale);
    page.folded("proved", &VERDICTS, proved.iter().map(|one| row(one)).collect());
    if outcome.time_dependent {
        page.add(&format!("As of {}.\n", date(outcome.as_of)));
    }
    page.finish()
}

fn row(verdict: &Verdict) -> Vec<String> {
    let word = verdict.status.word();
    let word = match verdict.status {
        Status::Proved => word.to_owned(),
        _ if verdict.accepted.is_some() => format!("{word}, accepted"),
        _ if verdict.known => format!("{word}, known"),
        _ => format!("**{word}**"),
    };
    vec![word, code(&verdict.name), prose(verdict.label.as_deref().unwrap_or(&verdict.sentence))]
}

fn finding(finding: &Finding, places: &Places<'_>) -> Vec<String> {
    let mut said = vec![finding.message.clone()];
    said.extend(state(finding.accepted.as_ref(), finding.known));
    said.extend(finding.help.iter().map(|help| format!("help: {help}")));
    let said: Vec<String> = said.iter().map(|one| prose(one)).collect();
    let word = finding.severity.word();
    let word = if finding.is_open() { format!("**{word}**") } else { word.to_owned() };
    vec![word, code(&title(finding.about)), said.join("<br>"), code(&places.line(finding.span))]
}

/// A property with its story, folded.
fn told(verdict: &Verdict, places: &Places<'_>) -> String {
    let (word, name) = (verdict.status.word(), code(&verdict.name));
    let mut text = format!("<details><summary>{word}: {name}</summary>\n\n");
    let mode = format!("{}, {}.", verdict.sentence, verdict.mode);
    _ = writeln!(text, "{} {}\n", prose(&mode), code(&places.line(verdict.span)));
    for remark in state(verdict.accepted.as_ref(), verdict.known).iter().chain(&verdict.remarks) {
        _ = writeln!(text, "{}\n", prose(remark));
    }
    if let Some(witness) = &verdict.witness {
        _ = writeln!(text, "{}\n\n{}", beginning(verdict), tale(witness, places));
        for one in circumstances(verdict, witness) {
            _ = match one {
                Circumstance::Sentence(said) => writeln!(text, "{}\n", prose(&said)),
                Circumstance::Case(case) => writeln!(text, "- {}", prose(&case)),
            };
        }
        text.push('\n');
    }
    for conflict in &verdict.conflicts {
        _ = writeln!(text, "{}\n", prose(&conflict.sentence));
        text.extend(conflict.places.iter().map(|one| place("", one, places)));
    }
    if !verdict.cuts.is_empty() {
        text += "To make it hold, do one of these:\n\n";
    }
    for cut in &verdict.cuts {
        let changes = cut.changes.iter().map(|change| {
            let place = &change.place;
            format!("{}: {} {}", code(&place.text), prose(&change.action), code(&places.line(place.span)))
        });
        _ = writeln!(text, "- {}", changes.collect::<Vec<_>>().join("<br>and "));
    }
    text + "\n</details>\n"
}

/// The story of a witness as a numbered list, each sentence with the clauses that allow it.
pub(crate) fn tale(witness: &Witness, places: &Places<'_>) -> String {
    let mut text = String::new();
    let mut condition = None;
    for (number, chapter) in (1..).zip(story(witness)) {
        let when = chapter.condition.filter(|new| condition != Some(*new));
        condition = when.or(condition);
        let when = when.map(|when| format!(", when {}", prose(when))).unwrap_or_default();
        _ = writeln!(text, "{number}. {}{when}", prose(chapter.sentence));
        text.extend(chapter.places.iter().map(|one| place("   ", one, places)));
    }
    text
}

fn place(indent: &str, place: &Place, places: &Places<'_>) -> String {
    format!("{indent}- {} {}\n", code(&places.line(place.span)), code(&place.text))
}
