//! From paths to a project: what belongs to it is decided here, and the disk is asked for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::{Manifest, manifest};
use crate::source::disk::{self, Inside, Kind, Overlay, Read};
use crate::source::{Database, File, Package, Project, module_name, sorted_with_library};

/// A project, and the files that it was read from.
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// The files: nothing may be written over them.
    pub read: Vec<PathBuf>,
}

/// Reads the project that paths belong to. A folder inside a project stands for all of it. A file stands for itself, with
/// the settings of the project around it. Without a manifest around them, folders and files are read as they are.
/// `as_of` is in days since 1970-01-01.
///
/// # Errors
///
/// One sentence for everything that can not be read.
pub fn load(db: &Database, paths: &[PathBuf], as_of: i64, profile: Option<&str>) -> Result<Loaded, Vec<String>> {
    load_over(db, &Overlay::NONE, paths, as_of, profile)
}

/// The same, where some texts count instead of what is on the disk.
///
/// # Errors
///
/// One sentence for everything that can not be read.
pub fn load_over(
    db: &Database,
    overlay: &Overlay,
    paths: &[PathBuf],
    as_of: i64,
    profile: Option<&str>,
) -> Result<Loaded, Vec<String>> {
    let (packages, read, problems) = Default::default();
    let mut loader = Loader { db, overlay, packages, by_place: BTreeMap::new(), read, problems };
    let files = match project_around(overlay, paths)? {
        None => loader.plain(paths)?,
        Some(folder) => loader.project(&folder, paths),
    };
    let Loader { packages, read, mut problems, .. } = loader;
    problems.sort();
    problems.dedup();
    if !problems.is_empty() {
        return Err(problems);
    }
    let project = Project::builder(sorted_with_library(db, files), as_of)
        .packages(packages)
        .profile(profile.map(Arc::from))
        .new(db);
    Ok(Loaded { project, read })
}

/// The folder of the project that all paths belong to; `None` if there is no manifest around them.
fn project_around(overlay: &Overlay, paths: &[PathBuf]) -> Result<Option<PathBuf>, Vec<String>> {
    let missing: Vec<String> = paths.iter().filter_map(|path| overlay.kind(path).err()).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let around: Vec<(&PathBuf, Option<PathBuf>)> =
        paths.iter().map(|path| (path, disk::package_around(path))).collect();
    let place = |folder: &Option<PathBuf>| folder.as_deref().map(disk::real);
    let Some((first, folder)) = around.first() else { return Ok(None) };
    match around.iter().find(|(_, other)| place(other) != place(folder)) {
        None => Ok(folder.clone()),
        Some((other, _)) => Err(vec![format!(
            "`{}` and `{}` do not belong to one project: a run is about one; name them in runs of their own",
            disk::shown(first),
            disk::shown(other)
        )]),
    }
}

struct Loader<'db> {
    db: &'db Database,
    overlay: &'db Overlay,
    packages: Vec<Package>,
    /// The packages by where they really are.
    by_place: BTreeMap<PathBuf, usize>,
    read: Vec<PathBuf>,
    problems: Vec<String>,
}

/// A package that is yet to be read.
struct Wanted {
    folder: PathBuf,
    /// Below the folder of the project.
    below: String,
    name: String,
}

impl Loader<'_> {
    /// Files and folders without a manifest around them.
    fn plain(&mut self, paths: &[PathBuf]) -> Result<Vec<File>, Vec<String>> {
        let files = disk::read(paths, Inside::LeaveOut, self.overlay)?;
        if let Some(package) = files.packages.first() {
            let folder = disk::shown(package);
            return Err(vec![format!(
                "`{folder}` is a project of its own; name it, so that what its manifest says holds"
            )]);
        }
        Ok(files.read.into_iter().map(|read| self.file(&module_name(&read.below.clone()), read)).collect())
    }

    fn file(&mut self, module: &str, read: Read) -> File {
        let path = disk::shown(&read.path);
        self.read.push(read.path);
        File::new(self.db, path.into(), read.below.into(), module.into(), read.text.into())
    }

    /// A project, whole or a few of its files.
    fn project(&mut self, folder: &Path, paths: &[PathBuf]) -> Vec<File> {
        let is_whole = |path: &PathBuf| {
            self.overlay.kind(path) == Ok(Kind::Folder) || path.file_name().is_some_and(|name| name == disk::MANIFEST)
        };
        let named: Vec<PathBuf> = paths.iter().filter(|path| !is_whole(path)).cloned().collect();
        let root = Wanted { folder: folder.to_owned(), below: String::new(), name: String::new() };
        let is_whole = paths.iter().any(is_whole);
        let Some(at) = self.package(&root, is_whole) else { return Vec::new() };
        self.add_named(at, folder, &named);
        let mut next = 0;
        while is_whole && next < self.packages.len() {
            self.follow(next, folder);
            next += 1;
        }
        self.complain_of_unread(folder, paths);
        self.packages.iter().flat_map(|package| &package.files).copied().collect()
    }

    /// Whoever names a folder inside a project means what is in it: if nothing of that is read, another policy would be judged.
    fn complain_of_unread(&mut self, root: &Path, paths: &[PathBuf]) {
        let root = disk::real(root);
        for path in paths.iter().filter(|path| self.overlay.kind(path) == Ok(Kind::Folder)) {
            let place = disk::real(path);
            if place == root {
                continue;
            }
            let is_read = self.read.iter().any(|file| disk::is_policy(file) && disk::real(file).starts_with(&place));
            if !is_read && !disk::all_policies(&place).is_empty() {
                let shown = disk::shown(path);
                self.problems.push(format!(
                    "`{shown}` has policies, and its project reads none of them: the manifest, or what is ignored, leaves them out"
                ));
            }
        }
    }

    /// Reads a package; without its files if they are named one by one.
    fn package(&mut self, wanted: &Wanted, with_files: bool) -> Option<usize> {
        let path = wanted.folder.join(disk::MANIFEST);
        let below = join(&wanted.below, disk::MANIFEST);
        let text = match self.overlay.text(&path) {
            Ok(text) => text,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        let file = self.file("", Read { path, below, text });
        let mut package = Package {
            name: wanted.name.as_str().into(),
            manifest: file,
            files: Vec::new(),
            sources: Vec::new(),
            dependencies: Vec::new(),
            inside: Vec::new(),
        };
        if with_files {
            self.read_sources(&mut package, wanted);
        }
        let at = self.packages.len();
        self.by_place.insert(disk::real(&wanted.folder), at);
        self.packages.push(package);
        Some(at)
    }

    fn read_sources(&mut self, package: &mut Package, wanted: &Wanted) {
        // By where a file really is: the deepest path below a source has the outermost source.
        let mut found: BTreeMap<PathBuf, (String, Read)> = BTreeMap::new();
        for source in sources(&manifest(self.db, package.manifest).manifest) {
            let path = if source == "." { wanted.folder.clone() } else { wanted.folder.join(&source) };
            package.sources.push(source_problem(self.overlay, &path, &wanted.folder).map(Arc::from));
            if !matches!(package.sources.last(), Some(None)) {
                continue;
            }
            let files = match disk::read(std::slice::from_ref(&path), Inside::LeaveOut, self.overlay) {
                Ok(files) => files,
                Err(problems) => {
                    self.problems.extend(problems);
                    continue;
                }
            };
            let is_file = self.overlay.kind(&path) == Ok(Kind::File);
            let around = join(&wanted.below, &if is_file { parent(&source) } else { source.clone() });
            for read in files.read {
                let module = read.below.clone();
                let new = (module, Read { below: join(&around, &read.below), ..read });
                let known = found.entry(disk::real(&new.1.path)).or_insert_with(|| new.clone());
                if new.0.matches('/').count() > known.0.matches('/').count() {
                    *known = new;
                }
            }
            let inside = files.packages.iter().filter_map(|inside| inside.strip_prefix(&path).ok());
            package.inside.extend(inside.map(|inside| Arc::from(join(&around, &disk::shown(inside)))));
        }
        package.inside.sort();
        package.inside.dedup();
        for (module, read) in found.into_values() {
            let module = in_package(&wanted.name, &module_name(&module));
            let file = self.file(&module, read);
            package.files.push(file);
        }
        let db = self.db;
        package.files.sort_by_key(|file| (file.below(db).clone(), file.path(db).clone()));
    }

    /// Adds files of the project that were named one by one, unless they are there already.
    fn add_named(&mut self, at: usize, folder: &Path, named: &[PathBuf]) {
        let files = match disk::read(named, Inside::LeaveOut, self.overlay) {
            Ok(files) => files.read,
            Err(problems) => return self.problems.extend(problems),
        };
        let known: Vec<PathBuf> = self.read.iter().map(|path| disk::real(path)).collect();
        let root = disk::real(folder);
        let sources = sources(&manifest(self.db, self.packages[at].manifest).manifest);
        for read in files {
            let place = disk::real(&read.path);
            if known.contains(&place) {
                continue;
            }
            let below = place.strip_prefix(&root).map_or(read.below, disk::shown);
            let in_source = |source: &String| below.strip_prefix(&join("", source))?.strip_prefix('/');
            let module = sources.iter().find_map(in_source).unwrap_or(&below);
            let file = self.file(&module_name(module), Read { below: below.clone(), ..read });
            self.packages[at].files.push(file);
        }
    }

    /// Reads the packages that one depends on, unless they are there already.
    fn follow(&mut self, at: usize, root: &Path) {
        let from = self.packages[at].manifest;
        let around = parent(from.below(self.db));
        let said = manifest(self.db, from).manifest.dependencies.clone();
        for dependency in said {
            let Some(path) = dependency.path else { continue };
            let below = join(&around, &path.value);
            let folder = disk::tidied(&root.join(&around).join(&path.value));
            let target = match self.by_place.get(&disk::real(&folder)) {
                Some(known) => Some(*known),
                None if self.overlay.is_package(&folder) => {
                    self.package(&Wanted { folder, below, name: dependency.name.value.clone() }, true)
                }
                None => None,
            };
            self.packages[at].dependencies.push((dependency.name.value.as_str().into(), target));
        }
    }
}

/// Why a source can not be read.
fn source_problem(overlay: &Overlay, path: &Path, package: &Path) -> Option<String> {
    if overlay.kind(path).is_err() {
        return Some("is not there".to_owned());
    }
    // What is read as a part of two packages would be declared twice.
    let around = disk::package_around(path).map(|around| disk::real(&around));
    let is_foreign = around.is_some_and(|around| around != disk::real(package));
    is_foreign.then(|| "belongs to another package, which can be named below `[dependencies]`".to_owned())
}

/// The sources of a package: its whole folder unless it says otherwise.
fn sources(manifest: &Manifest) -> Vec<String> {
    match &manifest.sources {
        None => vec![".".to_owned()],
        Some(said) => said.iter().map(|source| source.value.clone()).collect(),
    }
}

/// The name of a module with its package in front.
fn in_package(package: &str, module: &str) -> String {
    if package.is_empty() { module.to_owned() } else { format!("{package}.{module}") }
}

/// A path behind another one, without `.` and with as few `..` as there can be.
fn join(around: &str, path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in around.split('/').chain(path.split('/')) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What is around a path that has no `.` and no `..` but at its beginning.
fn parent(path: &str) -> String {
    path.rsplit_once('/').map_or(String::new(), |(around, _)| around.to_owned())
}
