//! The repository around the current folder.

use std::path::{Component, Path, PathBuf};

use bailiwick::source::disk;

/// The repository around the current folder, and its root. Where a policy lies does not matter: whoever writes it could put
/// a repository of their own there. So only what git itself refuses to keep counts, a `.git`; and of what is configured in
/// it, nothing that says where else files are or that one object stands for another.
///
/// # Errors
///
/// One sentence that says why there is none.
pub(super) fn repository() -> Result<(gix::Repository, PathBuf), String> {
    let here = disk::real(Path::new("."));
    let root = here.ancestors().find(|folder| disk::exists(&folder.join(".git")));
    let root = root.ok_or("the current folder does not lie in a git repository")?;
    // Nothing that is configured for the machine or its user makes a difference.
    let options = gix::open::Options::isolated().config_overrides(["core.useReplaceRefs=false"]);
    let repository = gix::open_opts(root.join(".git"), options)
        .map_err(|error| format!("the git repository in `{}` can not be read: {error}", disk::shown(root)))?;
    Ok((repository, root.to_owned()))
}

/// Where a path is below the root, by its name: a link that is in the working tree now may not have been there.
///
/// # Errors
///
/// One sentence that says why it is not there, or is a link.
pub(super) fn below(root: &Path, path: &Path) -> Result<PathBuf, String> {
    let absolute = plain(&disk::real(Path::new(".")).join(path));
    let outside = || format!("`{}` does not lie in the git repository", disk::shown(path));
    let around: Vec<&Path> = absolute.ancestors().collect();
    let folder = around.into_iter().rev().find(|folder| disk::real(folder) == root).ok_or_else(outside)?;
    let below = absolute.strip_prefix(folder).map_err(|_| outside())?;
    let mut way = folder.to_owned();
    for step in below.components() {
        way.push(step);
        if disk::is_link(&way) {
            let link = disk::shown(way.strip_prefix(folder).unwrap_or(&way));
            return Err(format!(
                "`{link}` is a link, and where it led in a revision is not known: name what it leads to"
            ));
        }
    }
    Ok(below.to_owned())
}

/// A path without `.` and `..`, by its name alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            step => plain.push(step),
        }
    }
    plain
}

/// The object of a revision.
///
/// # Errors
///
/// One sentence that says that there is none.
pub(super) fn resolved(repository: &gix::Repository, revision: &str) -> Result<gix::ObjectId, String> {
    let id = repository
        .rev_parse_single(revision)
        .map_err(|_| format!("`{revision}` is neither a file, nor a folder, nor a revision of git that is here"))?;
    Ok(id.detach())
}

/// Whether there is a revision of a name, in whatever repository is around.
pub(crate) fn is_one(revision: &str) -> bool {
    repository().is_ok_and(|(repository, _)| repository.rev_parse_single(revision).is_ok())
}

/// The last common revision of two.
///
/// # Errors
///
/// One sentence that says what is not there.
pub(crate) fn fork(one: &str, other: &str) -> Result<String, String> {
    let (repository, _) = repository()?;
    let ids = (resolved(&repository, one)?, resolved(&repository, other)?);
    match repository.merge_base(ids.0, ids.1) {
        Ok(Some(id)) => Ok(id.detach().to_string()),
        Ok(None) => Err(format!("`{one}` and `{other}` have no common revision")),
        Err(error) => Err(format!("it is not known where `{one}` and `{other}` part: {error}")),
    }
}
