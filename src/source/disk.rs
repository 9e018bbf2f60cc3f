//! The disk: the only file of the library that touches it.
#![expect(clippy::disallowed_methods, reason = "this is the one place of the library that reads and writes files")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::source::module_name;

/// The ending of policy files, without its dot.
const ENDING: &str = "bwk";

/// A policy file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The path as the user knows it, with forward slashes.
    pub path: String,
    /// The module that it is: its path below the folder that was named, or its file name.
    pub module: String,
    /// Its text, without a byte order mark.
    pub text: String,
}

/// Reads the policy files that the paths name: files as they are, folders with everything in them that ends in `.bwk` and
/// is not ignored. In the order of their paths, each once.
///
/// # Errors
///
/// One sentence for each path that could not be read, all of them, in order.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Read>, Vec<String>> {
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Err(error) => problems.push(format!("`{}` can not be read: {}", shown(path), reason(&error))),
            Ok(about) if about.is_dir() => collect(path, &mut found, &mut problems),
            Ok(about) if !about.is_file() => problems.push(format!("`{}` is neither a file nor a folder", shown(path))),
            Ok(_) => {
                let name = path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned());
                found.push((path.clone(), module_name(&name)));
            }
        }
    }
    found.sort();
    found.dedup_by(|one, other| one.0 == other.0);
    let mut files = Vec::new();
    for (path, module) in found {
        match text(&path) {
            Ok(text) => files.push(Read { path: shown(&path), module, text }),
            Err(problem) => problems.push(problem),
        }
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

fn collect(root: &Path, found: &mut Vec<(PathBuf, String)>, problems: &mut Vec<String>) {
    let walk = ignore::WalkBuilder::new(root)
        .follow_links(true)
        .require_git(false)
        .git_global(false)
        .git_exclude(false)
        .parents(false)
        .build();
    for entry in walk {
        match entry {
            Err(error) => problems.push(format!("`{}`: {error}", shown(root))),
            Ok(entry) if entry.path().extension().is_none_or(|ending| ending != ENDING) => {}
            Ok(entry) if entry.path().is_dir() => {
                problems.push(format!("`{}` is a folder, but its name says that it is a policy", shown(entry.path())));
            }
            Ok(entry) if !entry.path().is_file() => {
                problems.push(format!("`{}` is no regular file", shown(entry.path())));
            }
            Ok(entry) => {
                let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                found.push((entry.path().to_owned(), module_name(&shown(below))));
            }
        }
    }
}

/// The text of a file.
///
/// # Errors
///
/// One sentence that says why it could not be read.
pub fn text(path: &Path) -> Result<String, String> {
    let bytes =
        std::fs::read(path).map_err(|error| format!("`{}` can not be read: {}", shown(path), reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|byte| **byte == b'\n').count();
        format!("`{}` is not UTF-8 text: line {} has a byte that belongs to no character", shown(path), line + 1)
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// Replaces a file, whole or not at all.
///
/// # Errors
///
/// One sentence that says why it could not be written; the file is then as it was.
pub fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    let problem = |error: &std::io::Error| format!("`{}` can not be written: {}", shown(path), reason(error));
    // A device or a pipe is written to; only a file is replaced.
    if std::fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        let opened = std::fs::OpenOptions::new().write(true).open(path);
        return opened.and_then(|mut file| file.write_all(content)).map_err(|error| problem(&error));
    }
    // Through a link its target is replaced, not the link.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let aside = target.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = std::fs::File::create(&aside).and_then(|mut file| {
        file.write_all(content)?;
        if let Ok(about) = std::fs::metadata(&target) {
            file.set_permissions(about.permissions())?;
        }
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&aside, &target)).map_err(|error| {
        _ = std::fs::remove_file(&aside);
        problem(&error)
    })
}

/// Makes a folder with everything around it.
///
/// # Errors
///
/// One sentence that says why it could not be made.
pub fn make_folder(path: &Path) -> Result<(), String> {
    std::fs::create_dir_all(path).map_err(|error| format!("`{}` can not be made: {}", shown(path), reason(&error)))
}

/// Whether something is there.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A path as it is shown: with forward slashes.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
