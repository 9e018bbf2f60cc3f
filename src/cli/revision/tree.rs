//! What a tree of a repository has for a project, put into a folder.

use std::path::{Component, Path, PathBuf};

use bailiwick::source::disk;
use gix::object::tree::EntryKind;

/// What belongs to a project, besides everything that ends like a policy.
const WANTED: [&str; 3] = [disk::MANIFEST, ".gitignore", ".ignore"];

/// How many folders may lie in each other.
const DEEPEST: usize = 100;

/// Something that a disk would have and that can not be read from a revision.
pub(super) struct LeftOut {
    /// Where it is, below the repository.
    pub(super) path: PathBuf,
    /// A sentence that says why it is left out.
    pub(super) why: String,
}

/// Puts what belongs to projects into a folder.
pub(super) struct Writing<'a> {
    pub(super) folder: &'a Path,
    pub(super) revision: &'a str,
    /// What was asked for, and whether a policy is in it.
    pub(super) within: &'a Path,
    pub(super) has_policy: bool,
    /// The tree of the whole revision.
    pub(super) root: &'a gix::Tree<'a>,
    pub(super) left_out: Vec<LeftOut>,
}

impl Writing<'_> {
    /// Everything in a tree that is at `below`, in so many folders.
    ///
    /// # Errors
    ///
    /// One sentence that says what can not be read or written.
    pub(super) fn tree(&mut self, tree: &gix::Tree<'_>, below: &Path, depth: usize) -> Result<(), String> {
        let revision = self.revision;
        let reason = |error: gix::Error| format!("revision `{revision}` can not be read: {error}");
        if depth > DEEPEST {
            return Err(format!("revision `{revision}` has more than {DEEPEST} folders in each other"));
        }
        for entry in tree.iter() {
            let entry = entry.map_err(reason)?;
            let kind = entry.kind();
            let Some(name) = safe(entry.filename()) else {
                let name = entry.filename().to_string();
                if kind != EntryKind::Blob || is_wanted(&name) {
                    self.leave_out(below.join(&name), "has a name that not every disk can have");
                }
                continue;
            };
            let path = below.join(&name);
            match kind {
                EntryKind::Tree => {
                    let inner = entry.object().map_err(reason)?.peel_to_tree().map_err(reason)?;
                    self.tree(&inner, &path, depth + 1)?;
                }
                EntryKind::Blob | EntryKind::BlobExecutable if is_wanted(&name) => {
                    let object = entry.object().map_err(reason)?;
                    self.write(&path, &object.data)?;
                    self.has_policy |= is_policy(&name) && path.starts_with(self.within);
                }
                // On a disk it would be followed, to what is not known here.
                EntryKind::Link => {
                    let target = entry.object().map_err(reason)?;
                    let target = String::from_utf8_lossy(&target.data);
                    if is_wanted(&name) || !self.is_file(&below.join(&*target)) {
                        self.leave_out(path, "is a link");
                    }
                }
                EntryKind::Commit => self.leave_out(path, "is a repository of its own"),
                EntryKind::Blob | EntryKind::BlobExecutable => {}
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, path: PathBuf, what: &str) {
        let why = format!(
            "`{}` {what} in revision `{}`, and only files in plain folders can be read from a revision: \
             if it has no policies, leave it out by naming the folder that has them with `--path`",
            disk::shown(&path),
            self.revision
        );
        self.left_out.push(LeftOut { path, why });
    }

    /// Whether a path leads to a file of the revision, without further links: then no policy lies behind it.
    fn is_file(&self, path: &Path) -> bool {
        let mut plain = PathBuf::new();
        for step in path.components() {
            match step {
                Component::Normal(step) => plain.push(step),
                Component::CurDir => {}
                Component::ParentDir if plain.pop() => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => return false,
            }
        }
        let found = self.root.lookup_entry_by_path(plain).ok().flatten();
        found.is_some_and(|entry| matches!(entry.mode().kind(), EntryKind::Blob | EntryKind::BlobExecutable))
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
