//! Policies of a git revision, read as objects: nothing is checked out, and nothing that a repository configures is started.
//!
//! What a project is, is decided by those who read it from a disk: so the policies of a revision, their manifests and what
//! they say is ignored are put into a folder of their own, which is gone afterwards.

use std::path::{Component, Path, PathBuf};

use bailiwick::source::disk::{self, Kind, Scratch};
use gix::object::tree::EntryKind;

/// What belongs to a project, besides everything that ends like a policy.
const WANTED: [&str; 3] = [disk::MANIFEST, ".gitignore", ".ignore"];

/// How many folders may lie in each other.
const DEEPEST: usize = 100;

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
}

/// The policies of a revision; `path` is a folder or a file of the working tree as it is now.
///
/// # Errors
///
/// One sentence that says what is not there.
pub(crate) fn extract(revision: &str, path: &Path) -> Result<Extracted, String> {
    let (repository, below) = repository(path)?;
    let id = resolved(&repository, revision)?;
    let reason = |error: gix::Error| format!("revision `{revision}` can not be read: {error}");
    let tree = repository.find_object(id).map_err(reason)?.peel_to_tree().map_err(reason)?;
    let scratch = Scratch::new()?;
    let folder = scratch.path().to_owned();
    let mut writing = Writing { folder: &folder, revision, within: &below, has_policy: false };
    writing.tree(&tree, Path::new(""), 0)?;
    let shown = disk::shown(&below);
    let path = folder.join(&below);
    let is_empty = !disk::exists(&path) || disk::kind(&path) == Ok(Kind::Folder) && !writing.has_policy;
    Ok(Extracted { path, below: shown, is_empty, scratch })
}

/// The last common revision of two.
///
/// # Errors
///
/// One sentence that says what is not there.
pub(crate) fn fork(one: &str, other: &str) -> Result<String, String> {
    let (repository, _) = repository(Path::new("."))?;
    let ids = (resolved(&repository, one)?, resolved(&repository, other)?);
    match repository.merge_base(ids.0, ids.1) {
        Ok(Some(id)) => Ok(id.detach().to_string()),
        Ok(None) => Err(format!("`{one}` and `{other}` have no common revision")),
        Err(error) => Err(format!("it is not known where `{one}` and `{other}` part: {error}")),
    }
}

/// The repository around a path, and the path below it.
fn repository(path: &Path) -> Result<(gix::Repository, PathBuf), String> {
    let shown = disk::shown(path);
    let absolute = disk::real(&disk::real(Path::new(".")).join(path));
    // Nothing that is configured for the machine or its user makes a difference.
    let options = gix::open::Options::isolated();
    let around = absolute.ancestors().find(|folder| folder.is_dir()).unwrap_or(&absolute);
    let repository = gix::discover_opts(around, gix::discover::upwards::Options::default(), options)
        .map_err(|error| format!("`{shown}` does not lie in a git repository: {error}"))?;
    let root = repository.workdir().map(disk::real).ok_or("the git repository has no working tree")?;
    let below = absolute.strip_prefix(&root).map_err(|_| format!("`{shown}` does not lie in the git repository"))?;
    Ok((repository, below.to_owned()))
}

fn resolved(repository: &gix::Repository, revision: &str) -> Result<gix::ObjectId, String> {
    let id = repository.rev_parse_single(revision).map_err(|error| {
        format!("`{revision}` is neither a file, nor a folder, nor a revision of git that is here ({error})")
    })?;
    Ok(id.detach())
}

/// Puts what belongs to projects into a folder.
struct Writing<'a> {
    folder: &'a Path,
    revision: &'a str,
    /// What was asked for, and whether a policy is in it.
    within: &'a Path,
    has_policy: bool,
}

impl Writing<'_> {
    fn tree(&mut self, tree: &gix::Tree<'_>, below: &Path, depth: usize) -> Result<(), String> {
        let revision = self.revision;
        let reason = |error: gix::Error| format!("revision `{revision}` can not be read: {error}");
        if depth > DEEPEST {
            return Err(format!("revision `{revision}` has more than {DEEPEST} folders in each other"));
        }
        for entry in tree.iter() {
            let entry = entry.map_err(reason)?;
            let Some(name) = safe(entry.filename()) else { continue };
            let path = below.join(&name);
            match entry.kind() {
                EntryKind::Tree => {
                    let inner = entry.object().map_err(reason)?.peel_to_tree().map_err(reason)?;
                    self.tree(&inner, &path, depth + 1)?;
                }
                EntryKind::Blob | EntryKind::BlobExecutable if is_wanted(&name) => {
                    let object = entry.object().map_err(reason)?;
                    self.write(&path, &object.data)?;
                    self.has_policy |= is_policy(&name) && path.starts_with(self.within);
                }
                EntryKind::Link if is_wanted(&name) => {
                    // On a disk it would be followed, to where is not known here.
                    return Err(format!(
                        "`{}` is a link in revision `{revision}`; only files can be read from a revision",
                        disk::shown(&path)
                    ));
                }
                // Links to folders and other repositories are other repositories' business.
                EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link | EntryKind::Commit => {}
            }
        }
        Ok(())
    }

    fn write(&self, path: &Path, content: &[u8]) -> Result<(), String> {
        let target = self.folder.join(path);
        disk::make_folder(target.parent().unwrap_or(self.folder))?;
        disk::write(&target, content)
    }
}

fn is_wanted(name: &str) -> bool {
    WANTED.contains(&name) || is_policy(name)
}

fn is_policy(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "bwk")
}

/// A name that is nothing but a name: whoever made a tree may have put anything into it.
fn safe(name: &gix::bstr::BStr) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let mut steps = Path::new(name).components();
    let is_one = matches!((steps.next(), steps.next()), (Some(Component::Normal(one)), None) if one == name);
    (is_one && !name.contains(['/', '\\', ':', '\0']) && name != ".git").then(|| name.to_owned())
}
