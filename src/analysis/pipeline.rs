//! The product, from top to bottom.

use crate::analysis::Outcome;
use crate::analysis::queries::verdict;
use crate::finding::{Finding, Severity};
use crate::model::{self, Policy};
use crate::proof::{Status, Verdict};
use crate::source::{Db, File, Project, Span};
use crate::syntax;

/// From text to outcome. Nothing in the product happens outside these lines; every one of them asks a remembered query.
pub fn check(db: &dyn Db, project: Project) -> Outcome {
    let files: Vec<File> = project.files(db).iter().copied().filter(|file| !is_library(db, *file)).collect();
    let mut findings = Vec::new();
    let mut declarations = 0;
    for file in &files {
        let parsed = syntax::parsed(db, *file); // text -> tree
        findings.extend(parsed.findings.iter().cloned());
        declarations += parsed.tree.items.len();
    }
    let policy = model::policy(db, project); // trees -> names -> types -> declared facts
    findings.extend(policy.findings.iter().cloned());
    let broken = is_broken(&findings);
    let mut verdicts = Vec::new();
    for number in 0..policy.properties.len() {
        let verdict = verdict(db, project, number); // declared facts -> closure -> verdict
        verdicts.push(if broken { withheld(verdict) } else { verdict.clone() });
    }
    sort(db, project, &mut findings, |finding| finding.span);
    sort(db, project, &mut verdicts, |verdict| verdict.span);
    Outcome {
        as_of: *project.as_of(db),
        time_dependent: policy.time_dependent,
        files: files.len(),
        declarations,
        findings,
        verdicts,
        unknowns: unknowns(db, project, policy),
    }
}

/// The verdict of a sentence that is not written in the policy: `never`, `possible` or `always ... needs`; without one of
/// these words it is taken as a `never`. Names are looked up as in the first file in which they all are known.
///
/// # Errors
///
/// What is wrong with the sentence, or with the policy it is asked of.
pub fn why(db: &dyn Db, project: Project, sentence: &str) -> Result<(Project, Verdict), Vec<Finding>> {
    let opened = ["never", "possible", "always"].iter().any(|word| sentence.trim_start().starts_with(word));
    let sentence = if opened { sentence.to_owned() } else { format!("never {}", sentence.trim()) };
    let mut wrong = Vec::new();
    for file in project.files(db).iter().filter(|file| !is_library(db, **file)) {
        let asked = with_question(db, project, *file, &sentence);
        let outcome = check(db, asked);
        let errors: Vec<Finding> = outcome.findings.into_iter().filter(|one| one.severity == Severity::Error).collect();
        match outcome.verdicts.into_iter().find(|verdict| verdict.name == QUESTION) {
            Some(verdict) if errors.is_empty() => {
                return Ok((asked, Verdict { name: verdict.sentence.clone(), ..verdict }));
            }
            _ if wrong.is_empty() => wrong = errors,
            _ => {}
        }
    }
    Err(wrong)
}

/// The name under which a question stands in its file while it is asked.
const QUESTION: &str = "asked-on-the-command-line";

/// The project with a question at the end of one of its files.
fn with_question(db: &dyn Db, project: Project, asked_in: File, sentence: &str) -> Project {
    let files = project.files(db).iter().map(|file| {
        if *file != asked_in {
            return *file;
        }
        let text = format!("{}\nprove {QUESTION} {{\n  {sentence}\n}}\n", file.text(db));
        File::new(db, file.path(db).clone(), file.module(db).clone(), text.into())
    });
    Project::new(db, files.collect(), *project.as_of(db))
}

fn is_library(db: &dyn Db, file: File) -> bool {
    file.module(db).starts_with("std.")
}

/// A policy that was read only in part may say less than it proves, and more than it refutes.
fn is_broken(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

fn withheld(verdict: &Verdict) -> Verdict {
    Verdict {
        status: Status::Unknown,
        remarks: vec!["the policy has errors, so it is not known what it says; repair them first".to_owned()],
        rests_on: Vec::new(),
        conditions: Vec::new(),
        witness: None,
        conflicts: Vec::new(),
        cuts: Vec::new(),
        ..verdict.clone()
    }
}

fn unknowns(db: &dyn Db, project: Project, policy: &Policy) -> Vec<model::Unknown> {
    let mut unknowns = policy.base.unknowns.clone();
    sort(db, project, &mut unknowns, |unknown| unknown.span);
    unknowns
}

/// Puts things in the order of the files' paths and of the places in them.
fn sort<T>(db: &dyn Db, project: Project, things: &mut [T], span: impl Fn(&T) -> Span) {
    let mut paths: Vec<(&str, File)> = project.files(db).iter().map(|file| (&**file.path(db), *file)).collect();
    paths.sort_unstable_by_key(|(path, _)| *path);
    let places: rustc_hash::FxHashMap<File, usize> =
        paths.iter().enumerate().map(|(place, (_, file))| (*file, place)).collect();
    things.sort_by_key(|thing| {
        let span = span(thing);
        (places.get(&span.file).copied().unwrap_or(usize::MAX), span.start, span.end)
    });
}
