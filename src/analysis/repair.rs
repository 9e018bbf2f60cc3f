//! The repairs that findings offer, applied: round by round, until nothing is left that could be repaired.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};
use std::num::NonZeroUsize;
use std::sync::Arc;

use rustc_hash::FxHasher;
use salsa::Setter as _;

use crate::analysis::{Outcome, check_on};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::rules;
use crate::source::{Database, Db, File, LineIndex, Project, is_library};
use crate::syntax;

/// How often a policy is repaired and read again.
const MOST_ROUNDS: usize = 1_000;

/// What is repaired.
#[derive(Clone, Copy, Debug)]
pub struct Repairing {
    /// Whether guesses are applied too.
    pub guesses: bool,
    /// How many threads prove.
    pub threads: NonZeroUsize,
}

/// One repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The file.
    pub file: File,
    /// The line of the finding, in the text as it was when it was repaired.
    pub line: u32,
    /// The code of the finding.
    pub code: &'static str,
    /// What the repair does, as an imperative.
    pub title: String,
}

/// What was repaired. The texts in the database are the new ones.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Repairs {
    /// What was done, in order.
    pub done: Vec<Repaired>,
    /// What would have left more mistakes than there were, and was taken back.
    pub refused: Vec<Repaired>,
    /// The files that have changed, with the texts that they had.
    pub changed: Vec<(File, Arc<str>)>,
    /// Whether repairs began to undo each other, or there were too many.
    pub is_endless: bool,
    /// Whether it is still not known what the policy says, so that no rule was asked.
    pub is_broken: bool,
}

/// Applies what findings offer, in the database, and checks anew, until nothing is left. A round changes no place twice,
/// and takes out one thing at most: what makes one thing needless may be the next that would go.
pub fn repair(db: &mut Database, project: Project, how: Repairing) -> Repairs {
    let mut run = Run::default();
    let mut outcome = check_on(db, project, how.threads);
    for _ in 0..MOST_ROUNDS {
        let wanted = applicable(db, project, &outcome.findings, how.guesses);
        let is_new = |finding: &&Finding| !run.refused.contains(&key(db, finding));
        let wanted: Vec<&Finding> = wanted.into_iter().filter(is_new).collect();
        let chosen = chosen(&wanted, if run.one_by_one { 1 } else { usize::MAX });
        if chosen.is_empty() {
            run.repairs.is_broken = outcome.is_broken;
            return run.finished(db);
        }
        if let Some(next) = run.round(db, project, how, &outcome, &chosen) {
            outcome = next;
        }
        if run.repairs.is_endless {
            break;
        }
    }
    run.repairs.is_endless = true;
    run.finished(db)
}

/// The findings with a repair that may be applied: nobody has accepted them, and what is changed is a policy file of the
/// project's own. What a manifest says decides which files there are, so that it is left to people.
pub(crate) fn applicable<'f>(
    db: &dyn Db,
    project: Project,
    findings: &'f [Finding],
    guesses: bool,
) -> Vec<&'f Finding> {
    let is_own = |file: File| match project.packages(db).first() {
        Some(package) => package.files.contains(&file),
        None => project.files(db).contains(&file) && !is_library(db, file),
    };
    let is_wanted = |fix: &Fix| {
        let may_be_applied = guesses || fix.applicability == Applicability::Safe;
        may_be_applied && fix.edits.iter().all(|edit| is_own(edit.span.file))
    };
    let open = findings.iter().filter(|finding| finding.accepted.is_none());
    open.filter(|finding| finding.fix.as_ref().is_some_and(is_wanted)).collect()
}

/// What can be applied at once, in order.
fn chosen<'f>(wanted: &[&'f Finding], most: usize) -> Vec<(&'f Finding, &'f Fix)> {
    let mut chosen: Vec<(&Finding, &Fix)> = Vec::new();
    for finding in wanted {
        let Some(fix) = &finding.fix else { continue };
        let takes_out = |fix: &Fix| fix.edits.iter().any(|edit| edit.text.is_empty());
        let is_apart = |(_, other): &(&Finding, &Fix)| {
            !(takes_out(fix) && takes_out(other))
                && fix.edits.iter().all(|edit| other.edits.iter().all(|other| are_apart(edit, other)))
        };
        if chosen.len() < most && chosen.iter().all(is_apart) {
            chosen.push((finding, fix));
        }
    }
    chosen
}

/// Whether two edits change different places. Of what is put between two characters nobody could say what comes first.
fn are_apart(one: &Edit, other: &Edit) -> bool {
    let (a, b) = (one.span, other.span);
    let is_between = a.start == a.end || b.start == b.end;
    let overlap = if is_between { a.start <= b.end && b.start <= a.end } else { a.start < b.end && b.start < a.end };
    a.file != b.file || !overlap
}

/// A finding as it is known again when other things have changed.
type Key = (&'static str, String, Arc<str>);

fn key(db: &dyn Db, finding: &Finding) -> Key {
    (finding.about.code, finding.message.clone(), finding.span.file.path(db).clone())
}

/// A run in progress.
#[derive(Default)]
struct Run {
    repairs: Repairs,
    /// What was taken back and is not tried again.
    refused: BTreeSet<Key>,
    /// Whether the repairs of a round are tried by themselves, because together they left more mistakes.
    one_by_one: bool,
    /// The texts before anything was changed.
    before: BTreeMap<Arc<str>, (File, Arc<str>)>,
    /// What the texts were after each round.
    seen: BTreeSet<u64>,
}

impl Run {
    /// Applies what was chosen; the outcome afterwards, or nothing if that had to be taken back.
    fn round(
        &mut self,
        db: &mut Database,
        project: Project,
        how: Repairing,
        outcome: &Outcome,
        chosen: &[(&Finding, &Fix)],
    ) -> Option<Outcome> {
        let told: Vec<Repaired> = chosen.iter().map(|(finding, fix)| repaired(db, finding, fix)).collect();
        let texts = edited(db, chosen.iter().flat_map(|(_, fix)| &fix.edits));
        let before: Vec<(File, Arc<str>)> = texts.iter().map(|(file, _)| (*file, file.text(db).clone())).collect();
        put(db, texts);
        let next = check_on(db, project, how.threads);
        if mistakes(&next) > mistakes(outcome) {
            put(db, before);
            if let [(finding, _)] = chosen {
                self.refused.insert(key(db, finding));
                self.repairs.refused.extend(told);
            }
            self.one_by_one = chosen.len() > 1;
            return None;
        }
        self.one_by_one = false;
        for (file, text) in before {
            self.before.entry(file.path(db).clone()).or_insert((file, text));
        }
        self.repairs.done.extend(told);
        self.repairs.is_endless = !self.seen.insert(self.state(db));
        Some(next)
    }

    /// A number for what the texts are.
    fn state(&self, db: &dyn Db) -> u64 {
        let mut hasher = FxHasher::default();
        for (file, _) in self.before.values() {
            file.path(db).hash(&mut hasher);
            file.text(db).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Puts what was in order before in order again.
    fn finished(mut self, db: &mut Database) -> Repairs {
        for (file, before) in self.before.into_values() {
            let is_policy = syntax::format(file, &before).is_ok_and(|formatted| formatted == *before);
            let text = file.text(db).clone();
            if let Some(formatted) = syntax::format(file, &text).ok().filter(|_| is_policy) {
                put(db, vec![(file, formatted.into())]);
            }
            if *file.text(db) != before {
                self.repairs.changed.push((file, before));
            }
        }
        self.repairs
    }
}

fn repaired(db: &dyn Db, finding: &Finding, fix: &Fix) -> Repaired {
    let span = finding.span;
    let text = span.file.text(db);
    let line = LineIndex::new(text).position(text, span.start).line;
    Repaired { file: span.file, line, code: finding.about.code, title: fix.title.clone() }
}

/// How much is wrong because of which it is not known what the policy says.
fn mistakes(outcome: &Outcome) -> usize {
    outcome.findings.iter().filter(|finding| rules::breaks(finding.about)).count()
}

/// The texts after the edits, which are apart.
fn edited<'e>(db: &dyn Db, edits: impl Iterator<Item = &'e Edit>) -> Vec<(File, Arc<str>)> {
    let mut texts: Vec<(File, String)> = Vec::new();
    let mut edits: Vec<&Edit> = edits.collect();
    // From the end to the beginning, so that what comes before stays where it is.
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    for edit in edits {
        let file = edit.span.file;
        if !texts.iter().any(|(known, _)| *known == file) {
            texts.push((file, file.text(db).to_string()));
        }
        let range = edit.span.start as usize..edit.span.end as usize;
        let text = texts.iter_mut().find(|(known, _)| *known == file).map(|(_, text)| text);
        if let Some(text) = text.filter(|text| text.get(range.clone()).is_some()) {
            text.replace_range(range, &edit.text);
        }
    }
    texts.into_iter().map(|(file, text)| (file, text.into())).collect()
}

fn put(db: &mut Database, texts: Vec<(File, Arc<str>)>) {
    for (file, text) in texts {
        file.set_text(db).to(text);
    }
}
