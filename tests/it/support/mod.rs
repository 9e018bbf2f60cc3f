//! What several tests need: projects in memory, and findings and facts as lines of text.

mod describe;

pub(crate) use describe::describe;

use bailiwick::finding::Finding;
use bailiwick::model::{Policy, policy};
use bailiwick::source::{Database, LineIndex, project};
use bailiwick::syntax::parsed;

/// 2026-11-22, in days since 1970-01-01.
pub(crate) const AS_OF: i64 = 20_779;

/// Files as (path, text), and what they mean.
pub(crate) struct Checked {
    pub(crate) db: Database,
    pub(crate) policy: Policy,
}

impl Checked {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let (checked, unreadable) = Self::read(files);
        assert_eq!(unreadable, [""; 0], "{files:?}");
        checked
    }

    /// Files in which something can not be read.
    pub(crate) fn unread(files: &[(&str, &str)]) -> Self {
        let (checked, unreadable) = Self::read(files);
        assert_ne!(unreadable, [""; 0], "{files:?}");
        checked
    }

    fn read(files: &[(&str, &str)]) -> (Self, Vec<String>) {
        let db = Database::default();
        let project = without_rules(&db, files, AS_OF);
        let findings = project.files(&db).iter().flat_map(|file| &parsed(&db, *file).findings);
        let unreadable = findings.map(|finding| finding.message.clone()).collect();
        let policy = policy(&db, project).clone();
        (Self { db, policy }, unreadable)
    }

    /// One file that uses the levels and operations of the standard library.
    pub(crate) fn one(text: &str) -> Self {
        Self::new(&[("main.bwk", &with_library(text))])
    }

    /// Every declared fact, one a line, sorted.
    pub(crate) fn facts(&self) -> Vec<String> {
        let mut facts: Vec<String> =
            self.policy.base.facts.iter().map(|declared| describe(&self.policy.base, declared)).collect();
        facts.sort();
        facts
    }

    /// The declared facts that begin with a word.
    pub(crate) fn facts_of(&self, word: &str) -> Vec<String> {
        self.facts().into_iter().filter(|fact| fact.starts_with(&format!("{word}("))).collect()
    }

    /// Every finding as `CODE line`, in order.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.policy.findings.iter().map(|finding| format!("{} {}", finding.about.code, self.line(finding))).collect()
    }

    fn line(&self, finding: &Finding) -> u32 {
        let text = finding.span.file.text(&self.db);
        LineIndex::new(text).position(text, finding.span.start).line
    }

    /// Every finding with everything it says.
    pub(crate) fn rendered(&self) -> String {
        self.policy.findings.iter().map(|finding| self.render(finding)).collect::<Vec<_>>().join("\n")
    }

    fn render(&self, finding: &Finding) -> String {
        let place = |span: bailiwick::source::Span| {
            let text = span.file.text(&self.db);
            let lines = LineIndex::new(text);
            let from = lines.position(text, span.start);
            let shown = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            let shown = shown.lines().next().unwrap_or_default();
            format!("{}:{}:{} `{shown}`", span.file.path(&self.db), from.line, from.column)
        };
        let mut lines = vec![format!("{} {}: {}", finding.about.code, finding.about.name, finding.message)];
        let here = finding.here.as_deref().unwrap_or("-");
        lines.push(format!("  at {}: {here}", place(finding.span)));
        lines.extend(finding.labels.iter().map(|label| format!("  at {}: {}", place(label.span), label.text)));
        lines.extend(finding.notes.iter().map(|note| format!("  note: {note}")));
        lines.extend(finding.help.iter().map(|help| format!("  help: {help}")));
        lines.extend(finding.fix.iter().map(|fix| format!("  fix: {}", fix.title)));
        lines.join("\n") + "\n"
    }
}

/// Whether a finding is one of a rule that comes with Bailiwick. Tests of anything else leave these aside: their policies hold
/// what they are about, and neither owners nor reviews.
pub(crate) fn is_lint(finding: &Finding) -> bool {
    finding.about.code.starts_with("BW10")
}

/// Everything that is found in a project but by the rules that come with Bailiwick.
pub(crate) fn findings(db: &Database, project: bailiwick::source::Project) -> Vec<Finding> {
    bailiwick::analysis::findings(db, project).into_iter().filter(|finding| !is_lint(finding)).collect()
}

/// A project without the rules that are asked of every project: what a policy means does not depend on them, and a thousand policies
/// are read sooner.
pub(crate) fn without_rules(db: &Database, files: &[(&str, &str)], as_of: i64) -> bailiwick::source::Project {
    let whole = project(db, files, as_of);
    let read = whole.files(db).iter().copied().filter(|file| !bailiwick::source::is_standing(db, *file));
    bailiwick::source::Project::new(db, read.collect(), as_of)
}

/// At most so many of them, spread evenly; a larger `BAILIWICK_RANDOM` takes more.
pub(crate) fn spread<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let wanted = std::env::var("BAILIWICK_RANDOM").ok().and_then(|number| number.parse().ok());
    let step = all.len().div_ceil(wanted.unwrap_or(most).max(1)).max(1);
    all.into_iter().step_by(step).collect()
}

/// The imports on the first line, so that lines count from 2.
pub(crate) fn with_library(text: &str) -> String {
    format!("use std.levels [*]\nuse std.operations [*]\n{text}")
}

/// A folder with files in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}
