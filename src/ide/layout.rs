//! What a project consists of, as plain data: it is read into a database of its own, which is then thrown away, so that
//! reading it again and again leaves nothing behind.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::project;
use crate::source::disk::Overlay;
use crate::source::{Database, Db, File, Package, Project, is_library};

/// A project.
pub(crate) struct Layout {
    /// Its files and those of the library, in the order of a project.
    pub(crate) files: Vec<Placed>,
    pub(crate) packages: Vec<PlacedPackage>,
}

/// A file of a project.
pub(crate) struct Placed {
    pub(crate) path: Arc<str>,
    pub(crate) below: Arc<str>,
    pub(crate) module: Arc<str>,
    pub(crate) text: Arc<str>,
    pub(crate) is_library: bool,
}

/// A package of a project.
pub(crate) struct PlacedPackage {
    package: Package,
    manifest: Placed,
    files: Vec<Placed>,
}

impl Layout {
    /// Reads the project that a folder or file stands for.
    ///
    /// # Errors
    ///
    /// One sentence for everything that can not be read.
    pub(crate) fn read(overlay: &Overlay, root: &Path, as_of: i64, profile: Option<&str>) -> Result<Self, Vec<String>> {
        let db = Database::default();
        let roots: [PathBuf; 1] = [root.to_owned()];
        let project = project::load_over(&db, overlay, &roots, as_of, profile)?.project;
        let place = |file: &File| Placed {
            path: file.path(&db).clone(),
            below: file.below(&db).clone(),
            module: file.module(&db).clone(),
            text: file.text(&db).clone(),
            is_library: is_library(&db, *file),
        };
        let packages = project.packages(&db).iter().map(|package| PlacedPackage {
            package: package.clone(),
            manifest: place(&package.manifest),
            files: package.files.iter().map(place).collect(),
        });
        Ok(Self { files: project.files(&db).iter().map(place).collect(), packages: packages.collect() })
    }
}

/// The same project in a database of its own, with other texts: what is worked out of it is gone with the database.
pub(crate) fn copied(db: &dyn Db, project: Project, text: impl Fn(File) -> Option<String>) -> (Database, Project) {
    let copy = Database::default();
    let mut known: FxHashMap<File, File> = FxHashMap::default();
    let mut adopt = |file: &File| {
        let new = || {
            let text = text(*file).map_or_else(|| file.text(db).clone(), Arc::from);
            File::new(&copy, file.path(db).clone(), file.below(db).clone(), file.module(db).clone(), text)
        };
        *known.entry(*file).or_insert_with(new)
    };
    let files = project.files(db).iter().map(&mut adopt).collect();
    let packages = project.packages(db).iter().map(|package| Package {
        manifest: adopt(&package.manifest),
        files: package.files.iter().map(&mut adopt).collect(),
        ..package.clone()
    });
    let packages = packages.collect();
    let profile = project.profile(db).clone();
    let project = Project::builder(files, *project.as_of(db)).packages(packages).profile(profile).new(&copy);
    (copy, project)
}

impl PlacedPackage {
    /// The package with the files of another database.
    pub(crate) fn package(&self, mut adopt: impl FnMut(&Placed) -> File) -> Package {
        Package {
            manifest: adopt(&self.manifest),
            files: self.files.iter().map(adopt).collect(),
            ..self.package.clone()
        }
    }
}
