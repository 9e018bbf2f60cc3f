//! The disk: the only file of the library that touches it.
#![expect(clippy::disallowed_methods, reason = "this is the one place of the library that reads and writes files")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, RandomState};
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The ending of policy files, without its dot.
const ENDING: &str = "bwk";

/// How often a folder of a new name is tried.
const ATTEMPTS: usize = 8;

/// The name of a manifest: the file that makes its folder a package.
pub const MANIFEST: &str = "bailiwick.toml";

/// A policy file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The path by which it was found.
    pub path: PathBuf,
    /// Its path below the root: below the folder that was named, or its name if it was named itself. With forward slashes.
    pub below: String,
    /// Its text, without a byte order mark.
    pub text: String,
}

/// Texts that count instead of what is on the disk, or without being there: those that are open in an editor. By where the
/// files really are.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Overlay(BTreeMap<PathBuf, Arc<str>>);

impl Overlay {
    /// Nothing but the disk.
    pub const NONE: Self = Self(BTreeMap::new());

    /// Puts a text in the place of a file.
    pub fn put(&mut self, path: &Path, text: Arc<str>) {
        self.0.insert(real(path), text);
    }

    /// Lets the disk count again.
    pub fn remove(&mut self, path: &Path) {
        self.0.remove(&real(path));
    }

    /// The text in the place of a file.
    pub fn get(&self, path: &Path) -> Option<&Arc<str>> {
        if self.0.is_empty() { None } else { self.0.get(&real(path)) }
    }

    /// What a path leads to.
    ///
    /// # Errors
    ///
    /// One sentence, if that is nothing, or nothing that can be read.
    pub fn kind(&self, path: &Path) -> Result<Kind, String> {
        if self.get(path).is_some() { Ok(Kind::File) } else { kind(path) }
    }

    /// The text of a file.
    ///
    /// # Errors
    ///
    /// One sentence that says why it could not be read.
    pub fn text(&self, path: &Path) -> Result<String, String> {
        self.get(path).map_or_else(|| text(path), |text| Ok(text.to_string()))
    }

    /// Whether a folder has a manifest.
    pub fn is_package(&self, folder: &Path) -> bool {
        is_package(folder) || self.get(&folder.join(MANIFEST)).is_some()
    }

    /// The policies below a folder that are not on the disk.
    fn new_below<'a>(&'a self, folder: &Path) -> impl Iterator<Item = &'a Path> {
        let folder = real(folder);
        let below = self.0.keys().filter(move |path| path.starts_with(&folder));
        below.map(PathBuf::as_path).filter(|path| path.extension().is_some_and(|it| it == ENDING) && !exists(path))
    }
}

/// The policy files of folders and files that were named.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Files {
    /// The files, by their paths below the root.
    pub read: Vec<Read>,
    /// The folders inside that have a manifest of their own, by path; what is in them was not read if that was asked for.
    pub packages: Vec<PathBuf>,
}

/// Whether packages inside a folder are part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// They are read like any other folder.
    Read,
    /// They stay closed.
    LeaveOut,
}

/// Reads the policy files that the paths name: files, and folders with everything in them that ends in `.bwk` and
/// is not ignored. In the order of their paths below the root. A file is read once however it is named; if it lies in
/// several of the folders that were named, the outermost is its root.
///
/// # Errors
///
/// One sentence for each path that could not be read, all of them, in order.
pub fn read(paths: &[PathBuf], inside: Inside, overlay: &Overlay) -> Result<Files, Vec<String>> {
    let mut found = Found::default();
    for path in paths {
        match overlay.kind(path) {
            Err(problem) => found.problems.push(problem),
            Ok(Kind::Folder) => {
                found.collect(path, inside);
                found.add_new(path, overlay);
            }
            Ok(Kind::File) if path.extension().is_some_and(|ending| ending != ENDING) => {
                found.problem(path, "is taken for no policy: name a file that ends in `.bwk`, or a folder of them");
            }
            Ok(Kind::File) => {
                let name = path.file_name().map_or_else(|| shown(path), |name| shown(Path::new(name)));
                found.add(path, name);
            }
        }
    }
    let Found { files, packages, mut problems } = found;
    let mut read = Vec::new();
    for (below, path) in files.into_values() {
        match overlay.text(&path) {
            Ok(text) => read.push(Read { path, below, text }),
            Err(problem) => problems.push(problem),
        }
    }
    read.sort_by(|one, other| (&one.below, &one.path).cmp(&(&other.below, &other.path)));
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(Files { read, packages: packages.into_iter().collect() }) } else { Err(problems) }
}

/// Whether a path has the ending of a policy file.
pub fn is_policy(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING)
}

/// Every policy below a folder, whatever is ignored there, by its path below it.
pub fn all_policies(root: &Path) -> BTreeSet<PathBuf> {
    let walk = ignore::WalkBuilder::new(root).standard_filters(false).build();
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let policies = files.map(ignore::DirEntry::into_path).filter(|path| is_policy(path));
    policies.filter_map(|path| path.strip_prefix(root).map(Path::to_owned).ok()).collect()
}

/// How deep below a folder its projects are looked for: what is opened can be a whole home.
const DEEPEST: usize = 4;

/// The roots of the projects that a folder lies in or that lie in it: the folder around it that has a manifest, otherwise the
/// folders in it that have one, and those that have policies and none. What is ignored is not looked at.
pub fn projects_in(folder: &Path) -> BTreeSet<PathBuf> {
    if let Some(root) = package_around(folder) {
        return BTreeSet::from([root]);
    }
    let walk = ignore::WalkBuilder::new(folder).max_depth(Some(DEEPEST)).require_git(false).build();
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let ours = files.map(ignore::DirEntry::into_path).filter(|path| is_policy(path) || path.ends_with(MANIFEST));
    let folders: BTreeSet<PathBuf> = ours.filter_map(|path| path.parent().map(Path::to_owned)).collect();
    let roots: BTreeSet<PathBuf> =
        folders.into_iter().map(|folder| package_around(&folder).unwrap_or(folder)).collect();
    // What lies in a folder without a manifest is a part of it, unless it has one itself.
    let is_inner = |root: &&PathBuf| {
        let mut around = roots.iter().filter(|other| *other != *root && root.starts_with(other));
        !is_package(root) && around.any(|other| !is_package(other))
    };
    roots.iter().filter(|root| !is_inner(root)).cloned().collect()
}

/// What a path that was named leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
}

/// What a path leads to.
///
/// # Errors
///
/// One sentence, if that is nothing, or nothing that can be read.
pub fn kind(path: &Path) -> Result<Kind, String> {
    match std::fs::metadata(path) {
        Err(error) => Err(format!("`{}` can not be read: {}", shown(path), reason(&error))),
        Ok(about) if about.is_dir() => Ok(Kind::Folder),
        Ok(about) if about.is_file() => Ok(Kind::File),
        Ok(_) => Err(format!("`{}` is neither a file nor a folder", shown(path))),
    }
}

/// Where a path really leads, whatever links are on the way; the path itself if it leads nowhere.
pub fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The innermost folder with a manifest around a path, itself included if it is a folder; as the user would write it.
pub fn package_around(path: &Path) -> Option<PathBuf> {
    let mut folder = if path.is_dir() { path.to_owned() } else { above(path) };
    let place = std::fs::canonicalize(&folder).ok()?;
    for place in place.ancestors() {
        if is_package(place) {
            // The way up by name can differ from the true one if there are links.
            return Some(if real(&folder) == place { folder } else { place.to_owned() });
        }
        folder = above(&folder);
    }
    None
}

/// Whether a folder has a manifest.
pub fn is_package(folder: &Path) -> bool {
    exists(&folder.join(MANIFEST))
}

/// A path without needless steps, if it leads to the same place: links can make `x/..` something else than `.`.
pub fn tidied(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir if tidy.as_os_str().is_empty() => tidy.push("."),
            Component::CurDir => {}
            Component::ParentDir => tidy = above(&tidy),
            step => tidy.push(step),
        }
    }
    if real(&tidy) == real(path) { tidy } else { path.to_owned() }
}

/// The folder around a path, as it is written.
fn above(path: &Path) -> PathBuf {
    match path.components().next_back() {
        Some(Component::Normal(_)) => match path.parent() {
            Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
            parent => parent.unwrap_or(path).to_owned(),
        },
        Some(Component::ParentDir) => path.join(".."),
        _ => PathBuf::from(".."),
    }
}

/// What the paths name, and what is wrong with them.
#[derive(Default)]
struct Found {
    /// By where a file really is: its path below the root, and the path by which it was found.
    files: BTreeMap<PathBuf, (String, PathBuf)>,
    /// Folders with a manifest below those that were named.
    packages: BTreeSet<PathBuf>,
    problems: Vec<String>,
}

impl Found {
    fn problem(&mut self, path: &Path, what: &str) {
        self.problems.push(format!("`{}` {what}", shown(path)));
    }

    fn add(&mut self, path: &Path, below: String) {
        let real = real(path);
        let new = (below, path.to_owned());
        // The deepest path has the outermost root. Among equals the order in which they were named does not matter.
        let rank =
            |(below, path): &(String, PathBuf)| (Reverse(below.matches('/').count()), below.clone(), path.clone());
        let known = self.files.entry(real).or_insert_with(|| new.clone());
        if rank(&new) < rank(known) {
            *known = new;
        }
    }

    /// Adds what is below a folder, and in no package inside it, without being on the disk.
    fn add_new(&mut self, root: &Path, overlay: &Overlay) {
        let real_root = real(root);
        for path in overlay.new_below(root) {
            let is_inside = |around: &&Path| **around != *real_root && around.starts_with(&real_root);
            let mut around = path.ancestors().skip(1).filter(is_inside);
            if let Ok(below) = path.strip_prefix(&real_root)
                && !around.any(is_package)
            {
                self.add(&root.join(below), shown(below));
            }
        }
    }

    fn collect(&mut self, root: &Path, inside: Inside) {
        let packages = Arc::new(Mutex::new(BTreeSet::new()));
        let seen = packages.clone();
        let walk = ignore::WalkBuilder::new(root)
            .follow_links(true)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .parents(false)
            .filter_entry(move |entry| {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                let is_inside = entry.depth() > 0 && !is_file && entry.path().is_dir() && is_package(entry.path());
                if is_inside && let Ok(mut seen) = seen.lock() {
                    seen.insert(entry.path().to_owned());
                }
                !is_inside || inside == Inside::Read
            })
            .build();
        for entry in walk {
            match entry {
                Err(error) => self.problems.push(format!("`{}`: {error}", shown(root))),
                Ok(entry) if entry.path().extension().is_none_or(|ending| ending != ENDING) => {}
                // A folder that was named is meant, whatever its name.
                Ok(entry) if entry.path().is_dir() && entry.depth() == 0 => {}
                Ok(entry) if entry.path().is_dir() => {
                    self.problem(entry.path(), "is a folder, but its name says that it is a policy");
                }
                Ok(entry) if !entry.path().is_file() => self.problem(entry.path(), "is no regular file"),
                Ok(entry) => {
                    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    self.add(entry.path(), shown(below));
                }
            }
        }
        if let Ok(packages) = packages.lock() {
            self.packages.extend(packages.iter().cloned());
        }
    }
}

/// Why a file may not be written to by somebody who has read these files; `None` if it may.
pub fn is_protected(output: &Path, read: &[PathBuf]) -> Option<String> {
    let why = if let Some(file) = read.iter().find(|file| is_same(output, file)) {
        let is_spelled_alike = output == file;
        let link = if is_spelled_alike { String::new() } else { format!(" (`{}`)", shown(file)) };
        format!("is one of the files that are read{link}; name another file to write to")
    } else if output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING)) {
        "ends like a policy file, so it would be read as one; name a file that does not end in `.bwk`".to_owned()
    } else if exists(output) && std::fs::metadata(output).is_err() {
        "is a link to nowhere; remove it, or name another file to write to".to_owned()
    } else {
        return None;
    };
    Some(format!("`{}` {why}", shown(output)))
}

/// Why a file may not be changed, although a new one could be put in its place; `None` if it may.
pub fn is_unwritable(path: &Path) -> Option<String> {
    let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let is_protected = about.permissions().readonly();
    is_protected.then(|| format!("`{}` can not be written: it is read-only", shown(path)))
}

/// Whether two paths lead to the same file, by whatever links.
fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let identity = |path| std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()));
        identity(one).is_some_and(|one| Some(one) == identity(other))
    }
    #[cfg(not(unix))]
    {
        std::fs::canonicalize(one).is_ok_and(|one| std::fs::canonicalize(other).is_ok_and(|other| one == other))
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
    let target = real(path);
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

/// A folder for a while, which nobody else can look into. It is removed with everything in it.
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new one.
    ///
    /// # Errors
    ///
    /// One sentence that says why there can be none.
    pub fn new() -> Result<Self, String> {
        let among = std::env::temp_dir();
        let mut problem = String::new();
        for _ in 0..ATTEMPTS {
            // What a process hashes with is different each time.
            let number = RandomState::new().hash_one(std::process::id());
            let path = among.join(format!("bailiwick-{number:016x}"));
            let mut builder = std::fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&path) {
                Ok(()) => return Ok(Self(real(&path))),
                Err(error) => problem = format!("`{}` can not be made: {}", shown(&path), reason(&error)),
            }
        }
        Err(problem)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Makes a folder with everything around it.
///
/// # Errors
///
/// One sentence that says why it could not be made.
pub fn make_folder(path: &Path) -> Result<(), String> {
    std::fs::create_dir_all(path).map_err(|error| format!("`{}` can not be made: {}", shown(path), reason(&error)))
}

/// Whether a path is a link itself.
pub fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_symlink())
}

/// Whether something is there.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A path in words: with forward slashes.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
