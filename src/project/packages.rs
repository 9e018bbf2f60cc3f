//! What is wrong with a project's manifests, and with how its packages belong together.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Finding;
use crate::project::cycles::cycles;
use crate::project::editions;
use crate::project::errors::{HIDDEN_PACKAGE, MISSING_PACKAGE, MISSING_SOURCE, UNREAD_PACKAGE, WRONG_PACKAGE_NAME};
use crate::project::{Dependency, manifest};
use crate::source::{Db, File, Package, Project, Span};

/// What is wrong with the manifests of a project, its packages and the editions of its files.
#[salsa::tracked(returns(ref))]
pub fn findings(db: &dyn Db, project: Project) -> Vec<Finding> {
    let packages = project.packages(db);
    let mut findings = Vec::new();
    for package in packages {
        let parsed = manifest(db, package.manifest);
        findings.extend(parsed.findings.iter().cloned());
        findings.extend(sources(db, package));
        for dependency in &parsed.manifest.dependencies {
            findings.extend(dependency_problem(db, packages, package, dependency));
            findings.extend(hidden(db, package, dependency));
        }
        let is_read = |inside: &&Arc<str>| {
            packages.iter().any(|other| other.manifest.below(db).strip_suffix("/bailiwick.toml") == Some(&***inside))
        };
        let unread = package.inside.iter().filter(|inside| !is_read(inside)).map(|inside| left_out(package, inside));
        findings.extend(unread);
    }
    findings.extend(namesakes(db, packages));
    findings.extend(cycles(db, packages));
    findings.extend(editions::of_files(db, project));
    findings
}

/// The name of a package as a person knows it: its own, or that of its folder's manifest.
pub(crate) fn name_of(db: &dyn Db, package: &Package) -> String {
    let own = manifest(db, package.manifest).manifest.name.as_ref().map(|name| name.value.clone());
    own.unwrap_or_else(|| package.manifest.below(db).to_string())
}

fn sources(db: &dyn Db, package: &Package) -> Vec<Finding> {
    let said = manifest(db, package.manifest).manifest.sources.iter().flatten();
    let one = |(said, problem): (&crate::project::Said<String>, &Option<Arc<str>>)| {
        let message = format!("the source `{}` {}", said.value, problem.as_ref()?);
        let help = "name folders and files that are there, relative to the folder of the manifest";
        Some(Finding::new(&MISSING_SOURCE, said.span, message).help(help))
    };
    said.zip(&package.sources).filter_map(one).collect()
}

/// What a dependency of a package leads to.
fn target<'p>(packages: &'p [Package], package: &Package, name: &str) -> Option<&'p Package> {
    let (_, at) = package.dependencies.iter().find(|(known, _)| **known == *name)?;
    packages.get((*at)?)
}

fn dependency_problem(
    db: &dyn Db,
    packages: &[Package],
    package: &Package,
    dependency: &Dependency,
) -> Option<Finding> {
    let (name, path) = (&dependency.name, dependency.path.as_ref()?);
    // A single file is read without the packages that its own depends on.
    let is_followed = package.dependencies.iter().any(|(known, _)| **known == *name.value);
    let Some(target) = target(packages, package, &name.value) else {
        let message = format!("there is no package in `{}`", path.value);
        let finding = Finding::new(&MISSING_PACKAGE, path.span, message).here("no `bailiwick.toml` in this folder");
        return is_followed.then(|| finding.help("name the folder of a package, relative to this manifest"));
    };
    let own = manifest(db, target.manifest).manifest.name.as_ref().filter(|own| own.value != name.value)?;
    let message = format!("the package in `{}` is called `{}`, not `{}`", path.value, own.value, name.value);
    let finding = Finding::new(&WRONG_PACKAGE_NAME, name.span, message).label(own.span, "its name");
    let finding = finding.help(format!("call it `{}` here and wherever it is used", own.value));
    Some(finding.replace(format!("write `{}`", own.value), name.span, own.value.clone()))
}

/// A module of a package that begins like one of its dependencies.
fn hidden(db: &dyn Db, package: &Package, dependency: &Dependency) -> Option<Finding> {
    let name = &dependency.name;
    let begins = |file: &&File| local_name(db, package, **file).split('.').next() == Some(&name.value);
    let file = package.files.iter().find(begins)?;
    let message = format!("`{}` is a package and the beginning of a module's name as well", name.value);
    let finding = Finding::new(&HIDDEN_PACKAGE, name.span, message).here("the package");
    let finding = finding.label(Span { file: *file, start: 0, end: 0 }, "a module that begins with the same name");
    Some(finding.help("rename the file, or the folder it is in"))
}

/// The name of a module as its own package knows it.
fn local_name<'db>(db: &'db dyn Db, package: &Package, file: File) -> &'db str {
    let whole = file.module(db);
    whole.strip_prefix(&*package.name).and_then(|rest| rest.strip_prefix('.')).unwrap_or(whole)
}

/// Two packages of one name; the project itself counts.
fn namesakes(db: &dyn Db, packages: &[Package]) -> Vec<Finding> {
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for package in packages {
        let Some(name) = &manifest(db, package.manifest).manifest.name else { continue };
        if let Some(other) = known.get(name.value.as_str()) {
            let message = format!("two packages of this project are called `{}`", name.value);
            let finding = Finding::new(&WRONG_PACKAGE_NAME, name.span, message).label(*other, "the other one");
            findings.push(finding.help("give one of the two another name"));
        } else {
            known.insert(&name.value, name.span);
        }
    }
    findings
}

fn left_out(package: &Package, inside: &str) -> Finding {
    let start = Span { file: package.manifest, start: 0, end: 0 };
    let message = format!("`{inside}` is a package of its own, and was not read with this one");
    Finding::new(&UNREAD_PACKAGE, start, message)
        .help("name it below `[dependencies]`, or remove its manifest if its files belong here")
}
