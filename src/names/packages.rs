//! Which modules a package knows, and by which names: its own without its name in front, those of its dependencies and of
//! the standard library with it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::names::scope::{Names, number};
use crate::names::{Definition, DefinitionId, ModuleId};
use crate::source::{Db, File, Project, is_library};

/// Whose a module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Library,
    /// A package, by its place in the project; without manifests all files are of the first.
    Package(usize),
}

/// The modules of a project by those who know them.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Known {
    /// Of each module: whose it is, and what it is called there.
    modules: Vec<(Owner, String)>,
    by_name: BTreeMap<(Owner, String), ModuleId>,
    /// Of each package: what it calls the packages it depends on; `None` for one that is not there.
    dependencies: Vec<BTreeMap<String, Option<usize>>>,
    /// The names that a package that is checked beside others goes by.
    names: Vec<String>,
}

/// What a module's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A module.
    Module(ModuleId),
    /// A module of a package that is not there, which was reported where the manifest names it.
    Reported,
    /// Nothing that is known to this package.
    Nothing,
}

impl Known {
    /// The modules of a project, which are all in `names`.
    pub(crate) fn new(db: &dyn Db, project: Project, names: &Names) -> Self {
        let packages = project.packages(db);
        let files =
            packages.iter().zip(0..).flat_map(|(package, at)| package.files.iter().map(move |file| (*file, at)));
        let owners: FxHashMap<File, usize> = files.collect();
        let mut known =
            Self { names: packages.iter().map(|package| package.name.to_string()).collect(), ..Self::default() };
        for package in packages {
            let called = package.dependencies.iter().map(|(name, at)| (name.to_string(), *at));
            known.dependencies.push(called.collect());
        }
        for (module, at) in names.modules.iter().zip(0..) {
            let owner = match owners.get(&module.file) {
                _ if is_library(db, module.file) => Owner::Library,
                Some(package) => Owner::Package(*package),
                None => Owner::Package(0),
            };
            let local = known.local(owner, &module.name).to_owned();
            // Of two files that are the same module, which is reported, the first counts.
            known.by_name.entry((owner, local.clone())).or_insert(ModuleId(at));
            known.modules.push((owner, local));
        }
        known
    }

    /// A module's name as its own package knows it.
    fn local<'n>(&self, owner: Owner, name: &'n str) -> &'n str {
        let Owner::Package(at) = owner else { return name };
        let package = self.names.get(at).filter(|package| !package.is_empty());
        package.and_then(|package| name.strip_prefix(package.as_str())?.strip_prefix('.')).unwrap_or(name)
    }

    /// What a name stands for in a module.
    pub(crate) fn find(&self, from: ModuleId, name: &str) -> Found {
        let (owner, _) = self.modules[from.index()];
        let get = |owner: Owner, name: &str| self.by_name.get(&(owner, name.to_owned())).copied();
        let Owner::Package(package) = owner else {
            return get(Owner::Library, name).map_or(Found::Nothing, Found::Module);
        };
        if let Some(found) = get(owner, name).or_else(|| get(Owner::Library, name)) {
            return Found::Module(found);
        }
        let called = self.dependencies.get(package);
        let in_dependency = name.split_once('.').and_then(|(first, rest)| Some((called?.get(first)?, rest)));
        match in_dependency {
            Some((None, _)) => Found::Reported,
            Some((Some(other), rest)) => get(Owner::Package(*other), rest).map_or(Found::Nothing, Found::Module),
            None => Found::Nothing,
        }
    }

    /// What a module is called in another one; `None` if its package does not know it.
    pub(crate) fn name_in(&self, from: ModuleId, target: ModuleId) -> Option<String> {
        self.name_for(self.modules[from.index()].0, target)
    }

    fn name_for(&self, from: Owner, target: ModuleId) -> Option<String> {
        let (owner, local) = &self.modules[target.index()];
        match (from, *owner) {
            (_, Owner::Library) => Some(local.clone()),
            (from, owner) if from == owner => Some(local.clone()),
            (Owner::Package(from), Owner::Package(owner)) => {
                let mut called = self.dependencies.get(from)?.iter();
                let (name, _) = called.find(|(_, at)| **at == Some(owner))?;
                Some(format!("{name}.{local}"))
            }
            (Owner::Library, Owner::Package(_)) => None,
        }
    }

    /// The names of all modules that a module can use, in the order of the modules.
    pub(crate) fn names_in(&self, from: ModuleId) -> Vec<String> {
        (0..number(self.modules.len())).filter_map(|at| self.name_in(from, ModuleId(at))).collect()
    }

    /// Whether a name begins like a package of the project that is not known in a module.
    pub(crate) fn is_elsewhere(&self, from: ModuleId, name: &str) -> bool {
        let first = name.split('.').next().unwrap_or_default();
        let Owner::Package(at) = self.modules[from.index()].0 else { return false };
        let is_known = self.dependencies.get(at).is_some_and(|called| called.contains_key(first));
        let is_own = self.names.get(at).is_some_and(|own| own == first);
        !is_known && !is_own && self.names.iter().any(|package| package == first)
    }
}

impl Names {
    /// What is declared by a noun outside of any block, with its module in front as the project's own files know it.
    pub fn declared_by(&self, noun: &str) -> Vec<(String, DefinitionId)> {
        let is_meant = |(one, _): &(&Definition, u32)| one.parent.is_none() && one.sort.noun() == noun;
        let found = self.definitions.iter().zip(0..).filter(is_meant);
        let named = found.filter_map(|(one, id)| {
            let module = self.known.name_for(Owner::Package(0), one.module)?;
            Some((format!("{module}.{}", one.name), DefinitionId(id)))
        });
        named.collect()
    }
}
