//! Whether the texts are of an edition that this build knows.

use rustc_hash::FxHashMap;

use crate::finding::Finding;
use crate::project::errors::{EDITION_MISMATCH, UNKNOWN_EDITION};
use crate::project::keys::EDITIONS;
use crate::project::value::what_to_do;
use crate::project::{Manifest, manifest};
use crate::source::{Db, File, Project, is_library};
use crate::syntax;

/// What is said about editions that this build does not know: nothing else can be said about such texts. By manifest and
/// file, in the order of the project.
pub fn unknown_editions(db: &dyn Db, project: Project) -> Vec<Finding> {
    let manifests = project.packages(db).iter().flat_map(|package| &manifest(db, package.manifest).findings);
    let in_manifests = manifests.filter(|finding| finding.about == &UNKNOWN_EDITION).cloned();
    in_manifests.chain(of_files(db, project).into_iter().filter(|finding| finding.about == &UNKNOWN_EDITION)).collect()
}

/// What is wrong with the editions that files say.
pub(crate) fn of_files(db: &dyn Db, project: Project) -> Vec<Finding> {
    let packages = project.packages(db).iter();
    let of_package = packages.flat_map(|package| package.files.iter().map(|file| (*file, package.manifest)));
    let manifests: FxHashMap<File, File> = of_package.collect();
    let files = project.files(db).iter().filter(|file| !is_library(db, **file));
    let one = |file: &File| of_file(db, *file, manifests.get(file).map(|file| &manifest(db, *file).manifest));
    files.filter_map(one).collect()
}

fn of_file(db: &dyn Db, file: File, manifest: Option<&Manifest>) -> Option<Finding> {
    let said = syntax::tree(db, file).edition.as_ref()?;
    if !EDITIONS.contains(&said.value) {
        let finding =
            Finding::new(&UNKNOWN_EDITION, said.span, format!("this build knows no edition `{}`", said.value));
        return Some(finding.help(what_to_do(said.value)));
    }
    let other = manifest?.edition.as_ref().filter(|other| other.value != said.value)?;
    let message = format!("this file is of edition `{}`, its package of `{}`", said.value, other.value);
    let finding = Finding::new(&EDITION_MISMATCH, said.span, message).label(other.span, "the edition of the package");
    Some(finding.help("leave the edition out of the file: that of the manifest holds"))
}
