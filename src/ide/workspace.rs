//! What is open in an editor, and the projects that it belongs to. The one writer of its database.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use salsa::Setter as _;

use crate::ide::layout::{Layout, Placed};
use crate::source::disk::{self, MANIFEST, Overlay};
use crate::source::{Database, File, LIBRARY, Package, Project};

/// What everything is judged by, where nobody said so in the policy.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Settings {
    /// The as-of date, in days since 1970-01-01; today if there is none.
    pub as_of: Option<i64>,
    /// The profile of the manifest that holds.
    pub profile: Option<String>,
}

/// A project of a workspace, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectId(pub usize);

/// All of a project at one moment. Nothing can be written while it is there.
#[derive(Clone)]
pub struct Snapshot {
    /// The database.
    pub db: Database,
    /// Which project it is.
    pub id: ProjectId,
    /// The project.
    pub project: Project,
    /// By what it is judged.
    pub settings: Settings,
}

/// The projects that are worked on, as they stand in the editor: what is open there counts before what is on the disk.
pub struct Workspace {
    db: Database,
    overlay: Overlay,
    settings: Settings,
    today: i64,
    /// The files of the standard library, which all projects share.
    library: Vec<File>,
    projects: Vec<Opened>,
    changed: BTreeSet<ProjectId>,
}

/// A file as it is known again: its path, its path below the root, and its module.
type Key = (Arc<str>, Arc<str>, Arc<str>);

/// A project that is worked on.
struct Opened {
    /// The folder that was read, or the file if it belongs to no folder's project.
    root: PathBuf,
    /// Where that really is.
    place: PathBuf,
    project: Option<Project>,
    /// Why it can not be read.
    problems: Vec<String>,
    /// The files that were ever a part of it.
    known: BTreeMap<Key, File>,
    /// Those that are, by where they really are.
    places: BTreeMap<PathBuf, File>,
    /// Whether nobody works on it any more.
    is_closed: bool,
}

impl Workspace {
    /// Nothing is open yet. `today` is in days since 1970-01-01.
    pub fn new(settings: Settings, today: i64) -> Self {
        let db = Database::default();
        let new = |one: &crate::source::LibraryModule| {
            File::builder(one.path.into(), one.path.into(), one.module.into(), one.text.into())
                .durability(salsa::Durability::HIGH)
                .new(&db)
        };
        let library = LIBRARY.iter().map(new).collect();
        let (overlay, projects, changed) = Default::default();
        Self { db, overlay, settings, today, library, projects, changed }
    }

    /// A text is opened in the editor, or changed there.
    pub fn put(&mut self, path: &Path, text: &str) {
        self.overlay.put(path, text.into());
        let place = disk::real(path);
        let is_known = self.projects.iter().any(|opened| opened.places.contains_key(&place));
        if is_known && !is_manifest(path) {
            self.write(&place, text);
        } else {
            self.reload();
        }
        if self.locate(path).is_none() {
            self.open(path);
        }
    }

    /// A text is closed in the editor: what is on the disk counts.
    pub fn close(&mut self, path: &Path) {
        self.overlay.remove(path);
        match disk::text(path) {
            Ok(text) if !is_manifest(path) => self.write(&disk::real(path), &text),
            _ => self.reload(),
        }
    }

    /// Something has changed on the disk. `is_new` if files have come or gone.
    pub fn changed_on_disk(&mut self, paths: &[PathBuf], is_new: bool) {
        if is_new || paths.iter().any(|path| is_manifest(path)) {
            self.reload();
            return;
        }
        for path in paths {
            match disk::text(path) {
                _ if self.overlay.get(path).is_some() => {}
                Ok(text) => self.write(&disk::real(path), &text),
                Err(_) => self.reload(),
            }
        }
    }

    /// Works on the project around a folder or file.
    pub fn open(&mut self, path: &Path) {
        let root = self.root_of(path);
        match self.projects.iter().position(|opened| opened.root == root) {
            None => {
                self.projects.push(Opened::new(root));
                self.load(self.projects.len() - 1);
            }
            Some(at) if self.projects[at].is_closed => {
                self.projects[at].is_closed = false;
                self.load(at);
            }
            Some(_) => {}
        }
        // A file that its own project does not read stands for itself.
        if self.locate(path).is_none() && self.overlay.get(path).is_some() && !is_manifest(path) {
            self.projects.push(Opened::new(path.to_owned()));
            self.load(self.projects.len() - 1);
        }
    }

    /// Works on nothing any more that lies in none of the folders, and around none, as long as none of it is open in the editor.
    pub fn leave_unused(&mut self, folders: &[PathBuf]) {
        let folders: Vec<PathBuf> = folders.iter().map(|folder| disk::real(folder)).collect();
        for at in 0..self.projects.len() {
            let opened = &self.projects[at];
            let is_wanted =
                folders.iter().any(|folder| opened.place.starts_with(folder) || folder.starts_with(&opened.place));
            let is_open = opened.places.keys().any(|place| self.overlay.get(place).is_some());
            if !opened.is_closed && !is_wanted && !is_open {
                self.db.end_others();
                self.projects[at].close();
                self.changed.insert(ProjectId(at));
            }
        }
    }

    /// Everything is judged otherwise from now on.
    pub fn set_settings(&mut self, settings: Settings) {
        if self.settings != settings {
            self.settings = settings;
            self.reload();
        }
    }

    /// Another day has begun.
    pub fn set_today(&mut self, today: i64) {
        if self.today != today {
            self.today = today;
            self.reload();
        }
    }

    /// The projects that have changed since this was last asked.
    pub fn take_changed(&mut self) -> Vec<ProjectId> {
        std::mem::take(&mut self.changed).into_iter().collect()
    }

    /// Which project a file belongs to, and the file in it. The project whose folder is innermost is meant.
    pub fn locate(&self, path: &Path) -> Option<(ProjectId, File)> {
        self.owner(&disk::real(path))
    }

    /// The same for where a file really is.
    fn owner(&self, place: &Path) -> Option<(ProjectId, File)> {
        let numbered = self.projects.iter().enumerate();
        let knowing = numbered.filter_map(|(at, opened)| Some((at, opened, *opened.places.get(place)?)));
        let innermost = knowing.max_by_key(|(_, opened, _)| {
            let around = &opened.place;
            // A file stands for itself only as long as no folder's project has it.
            (place.starts_with(around), around != place, around.components().count())
        });
        innermost.map(|(at, _, file)| (ProjectId(at), file))
    }

    /// A project as it is now; `None` if it can not be read.
    pub fn snapshot(&self, id: ProjectId) -> Option<Snapshot> {
        let project = self.projects.get(id.0)?.project?;
        Some(Snapshot { db: self.db.clone(), id, project, settings: self.settings.clone() })
    }

    /// The projects that can be read.
    pub fn projects(&self) -> Vec<ProjectId> {
        let numbered = self.projects.iter().enumerate();
        numbered.filter(|(_, opened)| opened.project.is_some()).map(|(at, _)| ProjectId(at)).collect()
    }

    /// The files of a project, without those of the library, by where they really are.
    pub fn files(&self, id: ProjectId) -> Vec<(PathBuf, File)> {
        let places = self.projects.get(id.0).map(|opened| &opened.places);
        places.into_iter().flatten().map(|(path, file)| (path.clone(), *file)).collect()
    }

    /// The files of a project that belong to no other one rather than to it.
    pub fn own_files(&self, id: ProjectId) -> Vec<(PathBuf, File)> {
        let mut files = self.files(id);
        files.retain(|(place, file)| self.owner(place) == Some((id, *file)));
        files
    }

    /// The text of a file as it counts now.
    pub fn text(&self, file: File) -> Arc<str> {
        file.text(&self.db).clone()
    }

    /// Why a project can not be read.
    pub fn problems(&self, id: ProjectId) -> &[String] {
        self.projects.get(id.0).map(|opened| opened.problems.as_slice()).unwrap_or_default()
    }

    /// Makes whoever reads let go.
    pub fn end_readers(&mut self) {
        self.db.end_others();
    }

    /// The folder whose project a path belongs to.
    fn root_of(&self, path: &Path) -> PathBuf {
        let is_file = self.overlay.get(path).is_some() || disk::kind(path) == Ok(disk::Kind::File);
        let folder = if is_file { path.parent().unwrap_or(path) } else { path };
        disk::package_around(folder).unwrap_or_else(|| folder.to_owned())
    }

    /// Gives a file another text, in every project that it is a part of.
    fn write(&mut self, place: &Path, text: &str) {
        for at in 0..self.projects.len() {
            let Some(file) = self.projects.get(at).and_then(|opened| opened.places.get(place)).copied() else {
                continue;
            };
            if **file.text(&self.db) != *text {
                self.db.end_others();
                file.set_text(&mut self.db).to(text.into());
                self.changed.insert(ProjectId(at));
            }
        }
    }

    fn reload(&mut self) {
        for at in 0..self.projects.len() {
            if !self.projects[at].is_closed {
                self.load(at);
            }
        }
    }

    /// Reads a project again. What is the same afterwards stays the same for everything that was worked out of it.
    fn load(&mut self, at: usize) {
        let Some(opened) = self.projects.get(at) else { return };
        let as_of = self.settings.as_of.unwrap_or(self.today);
        let profile = self.settings.profile.as_deref();
        let layout = Layout::read(&self.overlay, &opened.root, as_of, profile);
        self.db.end_others();
        self.changed.insert(ProjectId(at));
        let Some(opened) = self.projects.get_mut(at) else { return };
        let layout = match layout {
            Ok(layout) => layout,
            Err(problems) => {
                (opened.project, opened.problems) = (None, problems);
                opened.places.clear();
                return;
            }
        };
        opened.problems.clear();
        opened.places.clear();
        let library = self.library.iter();
        let library: BTreeMap<Arc<str>, File> = library.map(|file| (file.module(&self.db).clone(), *file)).collect();
        let files: Vec<File> = layout
            .files
            .iter()
            .map(|placed| match library.get(&placed.module).filter(|_| placed.is_library) {
                Some(file) => *file,
                None => opened.adopt(&mut self.db, placed),
            })
            .collect();
        let db = &mut self.db;
        let packages: Vec<Package> =
            layout.packages.iter().map(|one| one.package(|file| opened.adopt(db, file))).collect();
        let profile = self.settings.profile.as_deref().map(Arc::from);
        match opened.project {
            None => {
                let project = Project::builder(files, as_of).packages(packages).profile(profile).new(&self.db);
                opened.project = Some(project);
            }
            Some(project) => {
                if *project.files(&self.db) != files {
                    project.set_files(&mut self.db).to(files);
                }
                if *project.packages(&self.db) != packages {
                    project.set_packages(&mut self.db).to(packages);
                }
                if *project.as_of(&self.db) != as_of {
                    project.set_as_of(&mut self.db).to(as_of);
                }
                if *project.profile(&self.db) != profile {
                    project.set_profile(&mut self.db).to(profile);
                }
            }
        }
    }
}

impl Opened {
    /// Nobody works on it any more; what is known of its files is kept for when somebody does.
    fn close(&mut self) {
        self.is_closed = true;
        self.project = None;
        self.problems.clear();
        self.places.clear();
    }

    fn new(root: PathBuf) -> Self {
        let (project, problems, known, places) = Default::default();
        Self { place: disk::real(&root), root, project, problems, known, places, is_closed: false }
    }

    /// The file of the database that stands for one that was read.
    fn adopt(&mut self, db: &mut Database, placed: &Placed) -> File {
        let key = (placed.path.clone(), placed.below.clone(), placed.module.clone());
        let known = self.known.get(&key).copied();
        let file = known.unwrap_or_else(|| {
            let (path, below, module) = key.clone();
            File::new(db, path, below, module, placed.text.clone())
        });
        if *file.text(db) != placed.text {
            file.set_text(db).to(placed.text.clone());
        }
        self.known.insert(key, file);
        self.places.insert(disk::real(Path::new(&*placed.path)), file);
        file
    }
}

fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == MANIFEST)
}
