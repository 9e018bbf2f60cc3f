//! The manifest: what it says, what is wrong with it, and what it does to a project.

mod keys;
mod levels;
mod mistakes;
mod packages;
mod schema;
mod values;

use std::path::Path;

use bailiwick::finding::Finding;
use bailiwick::project::{Loaded, Manifest, load, manifest};
use bailiwick::source::{Database, File, LineIndex, Project};

use crate::support::{AS_OF, folder};

/// A text as a manifest: what it says, and what is wrong with it as `CODE line: message`.
pub(crate) fn read(text: &str) -> (Manifest, Vec<String>) {
    let db = Database::default();
    let file = File::new(&db, "bailiwick.toml".into(), "bailiwick.toml".into(), "".into(), text.into());
    let parsed = manifest(&db, file);
    (parsed.manifest.clone(), parsed.findings.iter().map(|finding| shown(&db, finding)).collect())
}

/// What a manifest says in which nothing is wrong, its name and edition given.
fn fine(text: &str) -> Manifest {
    let (manifest, findings) = read(&format!("name = \"x\"\nedition = 2026\n{text}"));
    assert_eq!(findings, [""; 0], "{text}");
    manifest
}

/// What is wrong with a manifest, its name and edition given before it: lines count from 3.
fn wrong(text: &str) -> Vec<String> {
    read(&format!("name = \"x\"\nedition = 2026\n{text}")).1
}

/// A finding in one line.
pub(crate) fn shown(db: &Database, finding: &Finding) -> String {
    let text = finding.span.file.text(db);
    let line = LineIndex::new(text).position(text, finding.span.start).line;
    let file = finding.span.file.below(db);
    format!("{} {file}:{line}: {}", finding.about.code, finding.message)
}

/// The project that a path in a folder belongs to.
fn project(db: &Database, folder: &Path, path: &str, profile: Option<&str>) -> Project {
    let Loaded { project, .. } =
        load(db, &[folder.join(path)], AS_OF, profile).unwrap_or_else(|_| unreachable!("{path}"));
    project
}

/// Everything that is found in a project, as `CODE file:line: message`.
fn found(files: &[(&str, &str)], path: &str) -> Vec<String> {
    let folder = folder(files);
    let db = Database::default();
    let project = project(&db, folder.path(), path, None);
    crate::support::findings(&db, project).iter().map(|finding| shown(&db, finding)).collect()
}

/// What is wrong with a manifest, with all that is said about it.
fn explained(text: &str) -> String {
    let db = Database::default();
    let file = File::new(&db, "bailiwick.toml".into(), "bailiwick.toml".into(), "".into(), text.into());
    let one = |finding: &Finding| {
        let at = text.get(finding.span.start as usize..finding.span.end as usize).unwrap_or_default();
        let notes = finding.notes.iter().map(|note| format!("\n    note: {note}")).collect::<Vec<_>>().concat();
        let help = finding.help.as_deref().unwrap_or("-");
        format!("  {} {} <- `{}`{notes}\n    help: {help}\n", finding.about.code, finding.message, at.escape_debug())
    };
    manifest(&db, file).findings.iter().map(one).collect()
}

/// What is suggested for everything that is found in a project.
fn help(files: &[(&str, &str)], path: &str) -> Vec<String> {
    let folder = folder(files);
    let db = Database::default();
    let project = project(&db, folder.path(), path, None);
    crate::support::findings(&db, project).iter().filter_map(|finding| finding.help.clone()).collect()
}
