//! A sentence that is asked and not written in the policy.

use crate::analysis::pipeline::{findings, is_broken};
use crate::analysis::queries::verdict;
use crate::finding::Finding;
use crate::model;
use crate::proof::Verdict;
use crate::rules;
use crate::source::{Db, File, Project, QUESTION, QUESTION_MODULE, Span};
use crate::syntax::ast::{Clause, Tree};
use crate::syntax::parsed;

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnswered {
    /// The policy has errors: this is what is wrong with it.
    Policy(Vec<Finding>),
    /// The sentence has errors. They point into a file that holds the sentence and nothing else.
    Question(Vec<Finding>),
    /// It is not one sentence; this says why.
    Form(&'static str),
}

/// The verdict of a sentence that is not written in the policy: `never`, `possible` or `always ... needs`; without one of
/// these words it is taken as a `never`. It may name what any module of the project declares.
///
/// # Errors
///
/// What is wrong with the sentence, or with the policy it is asked of.
pub fn why(db: &dyn Db, project: Project, sentence: &str) -> Result<Verdict, NotAnswered> {
    let wrong = findings(db, project);
    if is_broken(db, project, &wrong) {
        return Err(NotAnswered::Policy(wrong));
    }
    let question = Question::new(db, sentence);
    let wrong = question.moved(&parsed(db, question.file).findings);
    if !is_one_sentence(&parsed(db, question.file).tree) || !wrong.is_empty() {
        let ends_early = sentence.contains(['{', '}']);
        return Err(match (ends_early, wrong.is_empty()) {
            (true, _) => NotAnswered::Form("a question is one sentence, and no sentence has a `{` or a `}`"),
            (false, true) => NotAnswered::Form("a question is one sentence, on one line"),
            (false, false) => NotAnswered::Question(wrong),
        });
    }
    let files = project.files(db).iter().copied().chain([question.file]).collect();
    let asked = Project::builder(files, *project.as_of(db))
        .packages(project.packages(db).clone())
        .profile(project.profile(db).clone())
        .new(db);
    let wrong = question.moved(&findings(db, asked));
    let properties = &model::policy(db, asked).properties;
    let number = properties.iter().position(|property| property.span.file == question.file);
    match number.filter(|_| !is_broken(db, asked, &wrong)) {
        Some(number) => {
            let answer = verdict(db, asked, number).clone();
            Ok(Verdict { name: answer.sentence.clone(), span: question.span(answer.span), ..answer })
        }
        None => Err(NotAnswered::Question(wrong.into_iter().filter(|finding| rules::breaks(finding.about)).collect())),
    }
}

/// A sentence in a declaration that is read, and by itself as it is shown.
struct Question {
    file: File,
    shown: File,
    /// Where the sentence begins and ends in the declaration.
    start: u32,
    end: u32,
}

impl Question {
    fn new(db: &dyn Db, sentence: &str) -> Self {
        let first = sentence.split_whitespace().next();
        let is_opened = first.is_some_and(|word| ["never", "possible", "always"].contains(&word));
        let before = format!("prove asked {{\n  {}", if is_opened { "" } else { "never " });
        let file = |text: &str| File::new(db, QUESTION.into(), QUESTION.into(), QUESTION_MODULE.into(), text.into());
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self {
            file: file(&format!("{before}{sentence}\n}}\n")),
            shown: file(sentence),
            start: length(&before),
            end: length(&before).saturating_add(length(sentence)),
        }
    }

    /// Where a place in the declaration is in the sentence.
    fn span(&self, span: Span) -> Span {
        if span.file != self.file {
            return span;
        }
        let at = |offset: u32| offset.clamp(self.start, self.end) - self.start;
        Span { file: self.shown, start: at(span.start), end: at(span.end) }
    }

    fn moved(&self, findings: &[Finding]) -> Vec<Finding> {
        let mut findings = findings.to_vec();
        for finding in &mut findings {
            finding.span = self.span(finding.span);
            for label in &mut finding.labels {
                label.span = self.span(label.span);
            }
            for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.span = self.span(edit.span);
            }
        }
        findings
    }
}

/// Whether a tree is one declaration of one sentence.
fn is_one_sentence(tree: &Tree) -> bool {
    let [declaration] = tree.items.as_slice() else { return false };
    let clauses = declaration.block.as_ref().map_or(&[][..], |block| &block.clauses);
    matches!(clauses, [Clause::Sentence(_)])
}
