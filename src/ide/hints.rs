//! What nobody wrote and yet counts, shown between the words: verdicts, derived tiers, worst cases.

use crate::analysis::{findings, is_broken};
use crate::ide::lenses::title;
use crate::ide::shown::{Known, Shown};
use crate::model::policy;
use crate::names::names;
use crate::source::{Db, File, Project, Span};
use crate::syntax::tree;
use crate::tiers;

/// Something that is shown behind a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte behind which it is shown.
    pub at: u32,
    /// What is shown.
    pub text: String,
    /// What is said to whoever wants to know more.
    pub more: String,
}

/// What is shown in a stretch of a file, in the order of the text.
pub fn hints(db: &dyn Db, project: Project, shown: &Shown, stretch: Span) -> Vec<Hint> {
    let mut hints = verdicts(shown, stretch.file);
    hints.extend(unknowns(db, project, stretch.file));
    if !is_broken(db, project, &findings(db, project)) {
        hints.extend(tiers_of(db, project, stretch.file));
    }
    hints.retain(|hint| stretch.start <= hint.at && hint.at <= stretch.end);
    hints.sort_by_key(|hint| hint.at);
    hints
}

/// Behind each sentence, its verdict.
fn verdicts(shown: &Shown, file: File) -> Vec<Hint> {
    let own = shown.properties.iter().filter(|property| property.span.file == file);
    let hint = |property: &crate::ide::shown::ShownProperty| {
        let text = match &property.known {
            Known::Pending(_) => "pending",
            Known::Verdict(_) if shown.is_broken => "unknown",
            Known::Verdict(verdict) => verdict.status.word(),
        };
        let more = match &property.known {
            Known::Verdict(verdict) => title(verdict),
            Known::Pending(_) => "the proof is under way".to_owned(),
        };
        Hint { at: property.span.end, text: text.to_owned(), more }
    };
    own.map(hint).collect()
}

/// Behind what is written as `unknown`, what it is taken to be.
fn unknowns(db: &dyn Db, project: Project, file: File) -> Vec<Hint> {
    let unknowns = policy(db, project).base.unknowns.iter().filter(|unknown| unknown.span.file == file);
    let is_written = |span: Span| {
        let text = file.text(db).get(span.start as usize..span.end as usize).unwrap_or_default();
        text.trim_end().ends_with("unknown")
    };
    let written = unknowns.filter(|unknown| is_written(unknown.span));
    let mut hints: Vec<Hint> = Vec::new();
    for unknown in written {
        let text = format!("taken to be {}", unknown.taken_as);
        if !hints.iter().any(|known| known.at == unknown.span.end) {
            hints.push(Hint { at: unknown.span.end, text, more: unknown.what.clone() });
        }
    }
    hints
}

/// Behind the name of each workflow, the tier that it belongs into; behind its label if it has one.
fn tiers_of(db: &dyn Db, project: Project, file: File) -> Vec<Hint> {
    let names = names(db, project);
    let own = tiers::ratings(db, project).workflows.iter().filter(|rating| rating.span.file == file);
    let hint = |rating: &tiers::Rating| {
        let tier = rating.derived.as_ref()?;
        let statement = names.definition(rating.workflow).statement(tree(db, file))?;
        let at = statement.arguments.last().map_or(rating.span.end, |argument| argument.span().end);
        let reasons = rating.decisive().into_iter().map(|score| format!("{}: {}", score.row, score.reason.sentence));
        let more = reasons.collect::<Vec<_>>().join("\n");
        Some(Hint { at, text: format!("derived tier {}", tier.name), more })
    };
    own.filter_map(hint).collect()
}
