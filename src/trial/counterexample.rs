//! Counterexamples as tests: each expects a refuted property to hold where it does not, so that it fails until the policy
//! is repaired, and again when the repair is undone.

use std::fmt::Write as _;
use std::ops::Range;

use crate::analysis::{self, Outcome};
use crate::names::{Sort, names};
use crate::proof::{Status, Verdict, Witness, date};
use crate::source::{Db, File, Project, Span, is_library};
use crate::syntax;
use crate::trial::run::run_those;

/// A test that keeps a counterexample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterexample {
    /// The property that is refuted.
    pub property: String,
    /// The file of its module, at whose end the test has its meaning.
    pub file: File,
    /// The test, in order as `fmt` puts it, with a line break at its end.
    pub text: String,
}

/// How a test can be written: with what is given, and by which name it knows the property.
struct Draft<'a> {
    verdict: &'a Verdict,
    file: File,
    /// Texts of the test, the one that says most first.
    ways: Vec<String>,
    /// The first of them that is not met.
    failing: Option<String>,
}

/// A test for each refuted property of a project, in the order of the verdicts. Each has been run and has failed.
pub fn counterexamples(db: &dyn Db, project: Project, outcome: &Outcome) -> Vec<Counterexample> {
    let context = context(db, project);
    let refuted = outcome.verdicts.iter().filter(|verdict| verdict.status == Status::Refuted);
    let of_user = refuted.filter(|verdict| !is_library(db, verdict.span.file));
    let mut drafts: Vec<Draft<'_>> = of_user
        .map(|verdict| {
            let ways = ways(db, &context, outcome, verdict);
            Draft { verdict, file: verdict.span.file, ways, failing: None }
        })
        .collect();
    let most = drafts.iter().map(|draft| draft.ways.len()).max().unwrap_or_default();
    for way in 0..most {
        try_out(db, project, &mut drafts, way);
    }
    let kept = drafts.into_iter().filter_map(|draft| {
        Some(Counterexample { property: draft.verdict.name.clone(), file: draft.file, text: draft.failing? })
    });
    kept.collect()
}

/// Runs one way of each draft of which no way has failed yet: every one at the end of its file.
fn try_out(db: &dyn Db, project: Project, drafts: &mut [Draft<'_>], way: usize) {
    let mut texts: Vec<(File, String)> = Vec::new();
    let mut tried: Vec<(&mut Draft<'_>, File, Range<usize>)> = Vec::new();
    for draft in drafts.iter_mut().filter(|draft| draft.failing.is_none()) {
        let Some(test) = draft.ways.get(way) else { continue };
        if texts.iter().all(|(file, _)| *file != draft.file) {
            texts.push((draft.file, draft.file.text(db).to_string()));
        }
        let Some((_, text)) = texts.iter_mut().find(|(file, _)| *file == draft.file) else { continue };
        text.push('\n');
        let start = text.len();
        text.push_str(test);
        let (file, end) = (draft.file, text.len());
        tried.push((draft, file, start..end));
    }
    let files: Vec<(File, File)> =
        texts.into_iter().map(|(file, text)| (file, analysis::with_text(db, file, text))).collect();
    let supposed = analysis::with_files(db, project, &files, *project.as_of(db));
    let is_at = |test: Span, file: File, range: &Range<usize>| {
        files.contains(&(file, test.file)) && range.contains(&(test.start as usize))
    };
    let run = run_those(db, supposed, |test| tried.iter().any(|(_, file, range)| is_at(test.span, *file, range)));
    for (draft, file, range) in tried {
        let outcome = run.tests.iter().find(|test| is_at(test.span, file, &range));
        if outcome.is_some_and(|one| one.broken.is_empty() && !one.expectations.is_empty() && !one.passed()) {
            draft.failing = draft.ways.get(way).cloned();
        }
    }
}

fn ways(db: &dyn Db, context: &[&str], outcome: &Outcome, verdict: &Verdict) -> Vec<String> {
    let given = verdict.witness.as_ref().map(|witness| given(context, witness)).unwrap_or_default();
    let module = format!("{}.", verdict.span.file.module(db));
    let names = [Some(verdict.name.as_str()), verdict.name.strip_prefix(&module)];
    let day = outcome.time_dependent.then_some(outcome.as_of);
    let mut ways = Vec::new();
    for given in [&given[..], &[]] {
        ways.extend(names.iter().flatten().map(|name| test(verdict, name, day, given)));
    }
    ways.dedup();
    ways.into_iter().filter_map(|text| syntax::format(verdict.span.file, &text).ok()).collect()
}

/// The attributes of the context that a policy declares, and those that every policy has.
fn context(db: &dyn Db, project: Project) -> Vec<&str> {
    let declared = names(db, project).used().filter(|(_, definition)| definition.sort == Sort::Context);
    declared.map(|(_, definition)| definition.name.as_str()).chain(["now.time", "now.day", "now.date"]).collect()
}

/// The context of a witness, as far as a test can say it. Parameters are left out: a repair may take away whatever has them.
fn given(context: &[&str], witness: &Witness) -> Vec<String> {
    let said = witness.context.iter().filter(|(name, _)| context.contains(&name.as_str()));
    said.map(|(name, value)| format!("{name} is {value}")).collect()
}

fn test(verdict: &Verdict, name: &str, day: Option<i64>, given: &[String]) -> String {
    let mut text = String::new();
    document(&mut text, &format!("Counterexample: {}", verdict.sentence), "");
    for (number, sentence) in (1..).zip(story(verdict)) {
        document(&mut text, &sentence, &format!("{number}. "));
    }
    _ = writeln!(text, "test \"counterexample to {name}\" {{");
    if let Some(day) = day {
        _ = writeln!(text, "  as of {}", date(day));
    }
    for condition in given {
        _ = writeln!(text, "  given {condition}");
    }
    _ = writeln!(text, "  expect {name} is proved\n}}");
    text
}

/// How it comes about, or what stands in its way.
fn story(verdict: &Verdict) -> Vec<String> {
    let told = verdict.witness.iter().flat_map(|witness| &witness.hops).filter(|hop| hop.told);
    let mut sentences: Vec<String> = Vec::new();
    for sentence in told.map(|hop| &hop.sentence).chain(verdict.conflicts.iter().map(|conflict| &conflict.sentence)) {
        if !sentences.contains(sentence) {
            sentences.push(sentence.clone());
        }
    }
    sentences
}

/// The columns of a line of documentation.
const WIDTH: usize = 100;

/// Adds documentation in lines that can be read; those behind the first one stand below its text.
fn document(text: &mut String, sentence: &str, number: &str) {
    let mut line = number.to_owned();
    let indent = " ".repeat(number.len());
    for word in sentence.split_whitespace() {
        if line.len() + word.len() > WIDTH && line.len() > indent.len() {
            _ = writeln!(text, "/// {}", line.trim_end());
            line.clone_from(&indent);
        }
        _ = write!(line, "{word} ");
    }
    _ = writeln!(text, "/// {}", line.trim_end());
}
