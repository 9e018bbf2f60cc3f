//! The product, from top to bottom.

use std::num::NonZeroUsize;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::analysis::queries::verdict;
use crate::analysis::{Outcome, exceptions, levels, manifest, repair, required, supposed};
use crate::finding::Finding;
use crate::frameworks;
use crate::model::{self, Policy};
use crate::names::{Sort, names};
use crate::project;
use crate::proof::{self, Verdict};
use crate::rules::{self, Remaining};
use crate::source::{Database, Db, File, Project, Span, employer, give_way, is_library};
use crate::syntax;
use crate::syntax::ast::Argument;
use crate::tiers;

/// From text to outcome. Nothing in the product happens outside these lines; every one of them asks a remembered query.
pub fn check(db: &dyn Db, project: Project) -> Outcome {
    let files: Vec<File> = written(db, project).collect();
    let trees = files.iter().map(|file| &syntax::parsed(db, *file).tree); // text -> trees
    let declarations = trees.map(|tree| tree.items.len()).sum();
    let policy = model::policy(db, project); // trees -> names -> types -> declared facts
    let findings = findings(db, project);
    let broken = is_broken(db, project, &findings);
    let mut verdicts = Vec::new();
    for (number, property) in policy.properties.iter().enumerate() {
        verdicts.push(if broken {
            proof::unknown(&policy.base, property, vec![BROKEN.to_owned()])
        } else {
            verdict(db, project, number).clone() // declared facts -> closure -> verdict
        });
    }
    verdicts.extend(unread(db, project, policy));
    let mut findings = findings;
    let mut workflows = if broken { Vec::new() } else { tiers::ratings(db, project).workflows.clone() };
    if !broken {
        exceptions::apply(db, project, &mut findings, &mut verdicts);
        findings.extend(required::unmet(db, project, &findings, &verdicts, &workflows));
        sort(db, project, &mut findings, |finding| finding.span);
    }
    sort(db, project, &mut verdicts, |verdict| verdict.span);
    sort(db, project, &mut workflows, |workflow| workflow.span);
    Outcome {
        project: project::settings(db, project).clone(),
        as_of: *project.as_of(db),
        time_dependent: policy.time_dependent
            || !broken && (rules::time_dependent(db, project) || exceptions::exist(db, project)),
        is_broken: broken,
        files: files.len(),
        declarations,
        repairable: repair::applicable(db, project, &findings, false).len(),
        findings,
        verdicts,
        workflows,
        unknowns: unknowns(db, project, policy),
        compared: None,
    }
}

/// The same outcome, the obligations shared out among so many threads. Who decides which of them changes nothing: each has
/// a solver of its own, and what a solver was asked before is never seen in an answer.
pub fn check_on(db: &Database, project: Project, threads: NonZeroUsize) -> Outcome {
    let policy = model::policy(db, project);
    if !is_broken(db, project, &findings(db, project)) {
        let (obligations, next) = (policy.properties.len(), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..threads.get().min(obligations) {
                let (db, next, employer) = (db.clone(), &next, employer());
                let prove = move || {
                    let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
                    numbers
                        .take_while(|number| *number < obligations)
                        .for_each(|number| _ = verdict(&db, project, number));
                };
                scope.spawn(move || employer.helped(AssertUnwindSafe(prove)));
            }
        });
        give_way();
    }
    check(db, project)
}

/// The properties whose sentences could not be read: they were asked, and it is not known whether they hold.
fn unread(db: &dyn Db, project: Project, policy: &Policy) -> Vec<Verdict> {
    let names = names(db, project);
    let is_read = |name: &String| policy.properties.iter().any(|property| property.name == *name);
    let asked = names.used().filter(|(_, one)| one.sort == Sort::Prove && !is_read(&one.qualified));
    let verdict = asked.filter_map(|(_, one)| {
        let statement = one.statement(syntax::tree(db, names.module(one.module).file))?;
        let block = statement.block.as_ref().map_or(statement.span, |block| block.span);
        let written = syntax::one_line(block.file.text(db), block.start, block.end);
        let sentence = written.trim_start_matches('{').trim_end_matches('}').trim().to_owned();
        let label = statement.arguments.iter().find_map(|argument| match argument {
            Argument::Text(text) => Some(text.value.clone()),
            _ => None,
        });
        let mode = "which could not be read".to_owned();
        let blank = Verdict::blank(one.qualified.clone(), sentence, one.span, mode);
        Some(Verdict { label, remarks: vec![BROKEN.to_owned()], ..blank })
    });
    verdict.collect()
}

/// The files that the user wrote.
fn written(db: &dyn Db, project: Project) -> impl Iterator<Item = File> {
    project.files(db).iter().copied().filter(move |file| !is_library(db, *file))
}

/// What is wrong with the texts, and with what they mean, by file and position. Nothing is proved for it.
pub fn findings(db: &dyn Db, project: Project) -> Vec<Finding> {
    let of_texts = written(db, project).flat_map(|file| &syntax::parsed(db, file).findings);
    let of_project = project::findings(db, project).iter().chain(of_texts);
    let mut findings: Vec<Finding> = of_project.chain(&model::policy(db, project).findings).cloned().collect();
    findings.extend(supposed::complaints(db, project));
    findings.extend(levels::complaints(db, project));
    findings.extend(manifest::unknown_tiers(db, project));
    findings.extend(manifest::too_many_unknowns(db, project));
    findings.extend(exceptions::unknown(db, project));
    findings.extend(required::unknown(db, project));
    findings.extend(frameworks::complaints(db, project));
    findings.extend(if is_broken(db, project, &findings) {
        rules::complaints(db, project)
    } else {
        rules::found(db, project)
    });
    levels::apply(levels::levels_of(db, project), &mut findings);
    sort(db, project, &mut findings, |finding| finding.span);
    findings
}

/// What is found in a project of which something is taken away: what the texts say stays, what the rules find is asked anew.
pub fn findings_of_remaining(db: &dyn Db, remaining: &Remaining<'_>, of_whole: &[Finding]) -> Vec<Finding> {
    let of_rules = rules::declared_rules(db, remaining.project);
    let stays = |finding: &&Finding| {
        !remaining.removed.covers(finding.span) && !of_rules.iter().any(|about| about.code == finding.about.code)
    };
    let mut findings: Vec<Finding> = of_whole.iter().filter(stays).cloned().collect();
    findings.extend(remaining.found(db));
    levels::apply(levels::levels_of(db, remaining.project), &mut findings);
    sort(db, remaining.project, &mut findings, |finding| finding.span);
    findings
}

/// A policy that was read only in part may say less than it proves, and more than it refutes.
const BROKEN: &str = "the policy has errors, so it is not known what it says; repair them first";

/// Whether something is wrong because of which nothing can be proved, whatever the levels of the rules. What is wrong
/// inside of a test concerns that test alone.
pub fn is_broken(db: &dyn Db, project: Project, findings: &[Finding]) -> bool {
    let tests = model::test_blocks(db, project);
    findings.iter().any(|finding| {
        let of_test = || tests.iter().any(|test| test.covers(finding.span));
        rules::breaks(finding.about) && (rules::reaches_out(finding.about) || !of_test())
    })
}

fn unknowns(db: &dyn Db, project: Project, policy: &Policy) -> Vec<model::Unknown> {
    let mut unknowns = policy.base.unknowns.clone();
    sort(db, project, &mut unknowns, |unknown| unknown.span);
    unknowns
}

/// Puts things in the order of the files' paths below the root and of the places in them.
fn sort<T>(db: &dyn Db, project: Project, things: &mut [T], span: impl Fn(&T) -> Span) {
    let mut files = project.files(db).clone();
    files.extend(project.packages(db).iter().map(|package| package.manifest));
    files.sort_by_key(|file| (file.below(db), file.path(db)));
    let places: rustc_hash::FxHashMap<File, usize> =
        files.iter().enumerate().map(|(place, file)| (*file, place)).collect();
    things.sort_by_key(|thing| {
        let span = span(thing);
        (places.get(&span.file).copied().unwrap_or(usize::MAX), span.start, span.end)
    });
}
