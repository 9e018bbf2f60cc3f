//! Policies of a git revision, read as objects: nothing is checked out, and nothing that a repository configures is started.
//!
//! What a project is, is decided by those who read it from a disk: so the policies of a revision, their manifests and what
//! they say is ignored are put into a folder of their own, which is gone afterwards.

mod repository;
mod tree;

use std::path::{Path, PathBuf};

use bailiwick::source::disk::{self, Kind, Scratch};

use crate::cli::revision::repository::{below, repository, resolved};
use crate::cli::revision::tree::{LeftOut, Writing};

pub(crate) use crate::cli::revision::repository::{fork, is_one};

/// The policies of a revision.
pub(crate) struct Extracted {
    /// The folder in which they are.
    pub(crate) scratch: Scratch,
    /// What was asked for, in it.
    pub(crate) path: PathBuf,
    /// What was asked for, below the repository.
    pub(crate) below: String,
    /// Whether no policy is in it.
    pub(crate) is_empty: bool,
    /// What is in the revision and not in the folder, although a disk would have it.
    left_out: Vec<LeftOut>,
}

/// The policies of a revision; `path` is where a folder or a file is, in the working tree and in the revision alike.
///
/// # Errors
///
/// One sentence that says what is not there.
pub(crate) fn extract(revision: &str, path: &Path) -> Result<Extracted, String> {
    let (repository, root) = repository()?;
    let below = below(&root, path)?;
    let id = resolved(&repository, revision)?;
    let reason = |error: gix::Error| format!("revision `{revision}` can not be read: {error}");
    let tree = repository.find_object(id).map_err(reason)?.peel_to_tree().map_err(reason)?;
    let scratch = Scratch::new()?;
    let folder = scratch.path().to_owned();
    let mut writing =
        Writing { folder: &folder, revision, within: &below, root: &tree, has_policy: false, left_out: vec![] };
    writing.tree(&tree, Path::new(""), 0)?;
    let Writing { has_policy, left_out, .. } = writing;
    let path = folder.join(&below);
    let is_empty = !disk::exists(&path) || disk::kind(&path) == Ok(Kind::Folder) && !has_policy;
    let extracted = Extracted { path, below: disk::shown(&below), is_empty, left_out, scratch };
    extracted.is_whole(&[])?;
    Ok(extracted)
}

impl Extracted {
    /// Whether everything is there that a disk would have among what was asked for, and in the packages whose manifests were
    /// read.
    ///
    /// # Errors
    ///
    /// One sentence that says what is not.
    pub(crate) fn is_whole(&self, read: &[PathBuf]) -> Result<(), String> {
        let manifests = read.iter().filter(|file| file.file_name().is_some_and(|name| name == disk::MANIFEST));
        let folders: Vec<&Path> = manifests.filter_map(|file| file.parent()).chain([self.path.as_path()]).collect();
        for one in &self.left_out {
            let there = self.scratch.path().join(&one.path);
            if self.path.starts_with(&there) || folders.iter().any(|folder| there.starts_with(folder)) {
                return Err(one.why.clone());
            }
        }
        Ok(())
    }
}
