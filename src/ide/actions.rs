//! What can be done about what is underlined: repairs, what was meant, what is missing, what would make a proof hold.

use crate::analysis::{Repairing, repair};
use crate::finding::{Applicability, Edit, Finding};
use crate::ide::complete::needed_at;
use crate::ide::declare::declaration;
use crate::ide::layout::copied;
use crate::ide::shown::{Known, Shown};
use crate::names::UNKNOWN_NAME;
use crate::proof::{Cut, REMOVE, Verdict};
use crate::source::{Db, File, Project, Span, is_library};
use crate::syntax::{removed, tree};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, as an imperative.
    pub title: String,
    /// The edits.
    pub edits: Vec<Edit>,
    /// Whether it may be done without anybody looking.
    pub is_safe: bool,
    /// Where that is underlined which it is about, and its code.
    pub about: (Span, String),
}

/// What can be done about what is underlined in a stretch of a file.
pub fn actions(db: &dyn Db, project: Project, shown: &Shown, stretch: Span) -> Vec<Action> {
    let touches = |span: Span| span.file == stretch.file && span.start <= stretch.end && stretch.start <= span.end;
    let mut actions = Vec::new();
    for finding in shown.findings.iter().filter(|finding| touches(finding.span)) {
        actions.extend(repaired(db, finding));
        actions.extend(declared(db, project, finding));
    }
    for property in shown.properties.iter().filter(|property| touches(property.span)) {
        if let Known::Verdict(verdict) = &property.known {
            actions.extend(verdict.cuts.iter().filter_map(|cut| made_to_hold(db, verdict, cut)));
        }
    }
    actions
}

fn about(finding: &Finding) -> (Span, String) {
    (finding.span, finding.about.code.to_owned())
}

/// The repair that a finding offers.
fn repaired(db: &dyn Db, finding: &Finding) -> Option<Action> {
    let fix = finding.fix.as_ref()?;
    let is_own = fix.edits.iter().all(|edit| !is_library(db, edit.span.file));
    let is_safe = fix.applicability == Applicability::Safe;
    is_own.then(|| Action { title: fix.title.clone(), edits: fix.edits.clone(), is_safe, about: about(finding) })
}

/// How many kinds of declarations are offered, where a name could be one of many.
const KINDS: usize = 3;

/// The declaration that is missing, at the end of the file. What another module declares is imported, not declared again;
/// and nobody declares a catalogue because its name is mistyped.
fn declared(db: &dyn Db, project: Project, finding: &Finding) -> Vec<Action> {
    let is_elsewhere = finding.help.as_deref().is_some_and(|help| help.starts_with("add `use"));
    if finding.about != &UNKNOWN_NAME || is_elsewhere {
        return Vec::new();
    }
    let span = finding.span;
    let text = span.file.text(db);
    let name = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    // What is looked for in a block is not found at the end of the file.
    if text.get(..span.start as usize).is_some_and(|before| before.ends_with('.')) {
        return Vec::new();
    }
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let before = if text.is_empty() || text.ends_with('\n') { "\n" } else { "\n\n" };
    let action = |noun: &str| {
        let text = format!("{before}{}\n", declaration(db, project, span.file, noun, name)?);
        let edit = Edit { span: Span { file: span.file, start: end, end }, text };
        let title = format!("declare {noun} `{name}`");
        Some(Action { title, edits: vec![edit], is_safe: false, about: about(finding) })
    };
    let nouns = needed_at(text, span.end).into_iter().filter(|noun| *noun != "framework");
    nouns.filter_map(action).take(KINDS).collect()
}

/// What makes a property hold, if that is nothing but taking clauses out.
fn made_to_hold(db: &dyn Db, verdict: &Verdict, cut: &Cut) -> Option<Action> {
    let edit = |change: &crate::proof::Change| {
        let file = change.place.span.file;
        (change.action == REMOVE && !is_library(db, file))
            .then(|| removed(file.text(db), tree(db, file), change.place.span))
            .flatten()
    };
    let edits: Vec<Edit> = cut.changes.iter().map(edit).collect::<Option<_>>()?;
    let clauses: Vec<String> = cut.changes.iter().map(|change| format!("`{}`", change.place.text)).collect();
    let title = format!("make `{}` hold: remove {}", verdict.name, clauses.join(" and "));
    Some(Action { title, edits, is_safe: false, about: (verdict.span, verdict.status.word().to_owned()) })
}

/// Everything that may be repaired in a file without anybody looking, as `bailiwick fix` does it.
pub fn repair_all(db: &dyn Db, project: Project, file: File) -> Option<Edit> {
    let (mut copy, project) = copied(db, project, |_| None);
    let done = repair(&mut copy, project, Repairing { guesses: false, threads: std::num::NonZeroUsize::MIN });
    let own = done.changed.iter().find(|(changed, _)| changed.path(&copy) == file.path(db))?;
    let end = u32::try_from(file.text(db).len()).unwrap_or(u32::MAX);
    Some(Edit { span: Span { file, start: 0, end }, text: own.0.text(&copy).to_string() })
}
