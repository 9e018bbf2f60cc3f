//! The project as it would be with what a test adds, or on the test's day.

use std::sync::Arc;

use crate::finding::Finding;
use crate::model::{self, Expected, Policy, Test};
use crate::proof::{Premise, Verdict, Witness};
use crate::rules;
use crate::source::{Db, File, Project, Span};
use crate::syntax;

/// What has to be the same for two projects to be the same: the text of the file that was replaced, and the day.
pub type SupposedKey = (Option<(File, Arc<str>)>, i64);

/// A project that differs from another one by what a test says.
///
/// What is added stands at the end of the test's module, and blanks stand where it was: nothing else moves.
pub struct Supposed {
    /// The project.
    pub project: Project,
    /// The file that was replaced, and the file that stands for it.
    replaced: Option<(File, File)>,
    /// Where added texts begin and end in the new file, and where they begin in the old one.
    moved: Vec<(u32, u32, u32)>,
}

impl Supposed {
    /// The project itself.
    pub fn nothing(project: Project) -> Self {
        Self { project, replaced: None, moved: Vec::new() }
    }

    /// The project with what a test adds, on a day.
    pub fn new(db: &dyn Db, project: Project, test: &Test, as_of: i64) -> Self {
        if test.adds.is_empty() && as_of == *project.as_of(db) {
            return Self::nothing(project);
        }
        let old = test.span.file;
        let (text, moved) = with_added(old.text(db), test);
        let new = with_text(db, old, text);
        let project = with_files(db, project, &[(old, new)], as_of);
        Self { project, replaced: Some((old, new)), moved }
    }

    /// By what two of them are the same.
    pub fn key(&self, db: &dyn Db) -> SupposedKey {
        (self.replaced.map(|(old, new)| (old, new.text(db).clone())), *self.project.as_of(db))
    }

    /// The test, as it is read in this project.
    pub fn test<'db>(&self, db: &'db dyn Db, test: &Test) -> Option<&'db Test> {
        let tests = &model::policy(db, self.project).tests;
        tests
            .iter()
            .find(|known| (known.span.start, self.written(known.span).file) == (test.span.start, test.span.file))
    }

    /// Where a place of this project is in the text that was written.
    pub fn written(&self, span: Span) -> Span {
        let Some((old, _)) = self.replaced.filter(|(_, new)| *new == span.file) else { return span };
        let at = |offset: u32| {
            let within = self.moved.iter().find(|(start, end, _)| (*start..=*end).contains(&offset));
            within.map_or(offset, |(start, _, from)| from + (offset - start))
        };
        Span { file: old, start: at(span.start), end: at(span.end) }
    }

    /// The same finding, in the text that was written.
    pub fn written_finding(&self, mut finding: Finding) -> Finding {
        finding.span = self.written(finding.span);
        for label in &mut finding.labels {
            label.span = self.written(label.span);
        }
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = self.written(edit.span);
        }
        finding
    }

    /// The same verdict, in the text that was written.
    pub fn written_verdict(&self, mut verdict: Verdict) -> Verdict {
        verdict.span = self.written(verdict.span);
        verdict.witness = verdict.witness.map(|witness| self.written_witness(witness));
        let conflicts = verdict.conflicts.iter_mut().flat_map(|conflict| &mut conflict.places);
        let rests_on = verdict.rests_on.iter_mut().map(|rests_on| &mut rests_on.place);
        for place in conflicts.chain(rests_on) {
            place.span = self.written(place.span);
        }
        verdict
    }

    /// The same witness, in the text that was written.
    pub fn written_witness(&self, mut witness: Witness) -> Witness {
        for premise in witness.hops.iter_mut().flat_map(|hop| &mut hop.premises) {
            if let Premise::Declared(place) = premise {
                place.span = self.written(place.span);
            }
        }
        witness
    }
}

/// A file with another text.
pub fn with_text(db: &dyn Db, file: File, text: String) -> File {
    File::new(db, file.path(db).clone(), file.below(db).clone(), file.module(db).clone(), text.into())
}

/// A project with other files in the place of some, on a day.
pub fn with_files(db: &dyn Db, project: Project, replaced: &[(File, File)], as_of: i64) -> Project {
    let replace = |file: &File| replaced.iter().find(|(old, _)| old == file).map_or(*file, |(_, new)| *new);
    let files = project.files(db).iter().map(replace).collect();
    let mut packages = project.packages(db).clone();
    for package in &mut packages {
        package.files = package.files.iter().map(replace).collect();
    }
    Project::builder(files, as_of).packages(packages).profile(project.profile(db).clone()).new(db)
}

/// The text of a module with what a test adds, and where that was moved.
fn with_added(text: &str, test: &Test) -> (String, Vec<(u32, u32, u32)>) {
    let mut changed = text.to_owned();
    let mut moved = Vec::new();
    for added in &test.adds {
        let part = |span: Span| text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let clause = part(added.clause);
        let blanks: String = clause.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        changed.replace_range(added.clause.start as usize..added.clause.end as usize, &blanks);
        for declaration in &added.declarations {
            // A declaration begins in the first column.
            changed.push('\n');
            let start = length(&changed);
            changed.push_str(part(*declaration));
            moved.push((start, length(&changed), declaration.start));
        }
        changed.push('\n');
    }
    (changed, moved)
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// What is wrong with what tests add, with what they expect of it, and with the attributes and rules that they ask for.
pub(crate) fn complaints(db: &dyn Db, project: Project) -> Vec<Finding> {
    let policy = model::policy(db, project);
    policy.tests.iter().flat_map(|test| complaints_about(db, project, policy, test)).collect()
}

fn complaints_about(db: &dyn Db, project: Project, policy: &Policy, test: &Test) -> Vec<Finding> {
    if test.adds.is_empty() {
        return mistakes(db, project, test);
    }
    let supposed = Supposed::new(db, project, test, *project.as_of(db));
    let new = supposed.replaced.iter().flat_map(|(_, new)| &syntax::parsed(db, *new).findings);
    let mut found: Vec<Finding> = new.chain(&model::policy(db, supposed.project).findings).cloned().collect();
    found.extend(supposed.test(db, test).into_iter().flat_map(|test| mistakes(db, supposed.project, test)));
    let known = policy.findings.iter().chain(&syntax::parsed(db, test.span.file).findings);
    let known: Vec<(&str, Span)> = known.map(|finding| (finding.about.code, finding.span)).collect();
    let found = found.into_iter().map(|finding| supposed.written_finding(finding));
    let new = found.filter(|finding| !known.contains(&(finding.about.code, finding.span)));
    new.map(|finding| inside(test, finding)).collect()
}

/// What becomes wrong elsewhere because of what a test adds is told where it is added.
fn inside(test: &Test, mut finding: Finding) -> Finding {
    if !test.span.covers(finding.span)
        && let Some(added) = test.adds.first()
    {
        let elsewhere = std::mem::replace(&mut finding.span, added.clause);
        finding = finding.label(elsewhere, "wrong with what is added");
        finding.fix = None;
    }
    finding
}

/// What is wrong with the attributes and rules that a test asks for.
fn mistakes(db: &dyn Db, project: Project, test: &Test) -> Vec<Finding> {
    let mistakes = test.expectations.iter().flat_map(|one| match &one.what {
        Expected::Condition(place, condition) => rules::complaints_about(db, project, *place, condition),
        Expected::Finding(_, wanted) => {
            rules::unknown_rule(db, project, &wanted.rule, wanted.span).into_iter().collect()
        }
        _ => Vec::new(),
    });
    mistakes.collect()
}
