//! Everything in a project that is evidence for a control, whoever says so: mappings, and rules and proofs themselves.

use crate::finding::Descriptor;
use crate::frameworks::framework::{Framework, frameworks_in};
use crate::frameworks::mapping::{Claim, Line, Mapping, OutOfReach, line, mappings_in};
use crate::frameworks::said::said;
use crate::model::policy;
use crate::names::{Definition, Module, ModuleId, Names, Place, Sort, Space, names};
use crate::rules;
use crate::source::{Db, File, Project, Span, is_catalogue, is_library};
use crate::syntax::ast::Path;
use crate::syntax::tree;

/// How much of a control evidence shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// One necessary element of it; other evidence is needed.
    Part,
    /// All that it asks of a design.
    Full,
}

impl Extent {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Part => "in part",
            Self::Full => "in full",
        }
    }
}

/// Something that can be evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// A rule.
    Rule(&'static Descriptor),
    /// A proof, by its full name.
    Proof(String),
}

impl Check {
    /// Whether it is a proof.
    pub fn is_proof(&self) -> bool {
        matches!(self, Self::Proof(_))
    }

    /// The name by which people know it.
    pub fn name(&self) -> &str {
        match self {
            Self::Rule(about) => about.name,
            Self::Proof(name) => name,
        }
    }
}

/// That checks are evidence for one control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where the framework's name is declared, by which it is known.
    pub framework: Span,
    /// The id of the control.
    pub control: String,
    /// How much of it they show.
    pub extent: Extent,
    /// The checks; together they are one piece of evidence.
    pub checks: Vec<Check>,
    /// What of the control they do not show.
    pub limits: Option<String>,
    /// The line that says so.
    pub span: Span,
    /// Whether the line comes with Bailiwick; otherwise the author of the policy says so.
    pub is_shipped: bool,
}

/// Every line of evidence for controls that exist, in the order of modules and lines. A line that names a check which does
/// not exist is none.
#[salsa::tracked(returns(ref))]
pub fn links(db: &dyn Db, project: Project) -> Vec<Link> {
    let known = Known::of(db, project);
    let mut links = Vec::new();
    for (file, place, mapping) in mappings(db, project) {
        let Some(framework) = framework_of(db, project, file, place, &mapping.framework) else { continue };
        for line in &mapping.evidence {
            let checks: Option<Vec<Check>> = line.checks.iter().map(|path| known.check(place, path)).collect();
            links.extend(checks.into_iter().flat_map(|checks| linked(framework, line, &checks, file, db)));
        }
    }
    for (definition, path, line) in own_lines(db, project) {
        let place = Place { module: definition.module, block: None };
        let file = known.names.module(definition.module).file;
        let Some(framework) = framework_of(db, project, file, place, &path) else { continue };
        let check = match definition.sort {
            Sort::Rule => known.rule(&definition.name),
            _ => Some(Check::Proof(definition.qualified.clone())),
        };
        links.extend(check.into_iter().flat_map(|check| linked(framework, &line, &[check], file, db)));
    }
    links
}

fn linked(framework: &Framework, line: &Line, checks: &[Check], file: File, db: &dyn Db) -> Vec<Link> {
    let existing = line.controls.iter().filter(|(id, _)| framework.control(id).is_some());
    let link = |(control, _): &(String, Span)| Link {
        framework: framework.span,
        control: control.clone(),
        extent: line.extent,
        checks: checks.to_vec(),
        limits: line.limits.clone(),
        span: line.span,
        is_shipped: is_library(db, file),
    };
    existing.map(link).collect()
}

/// Claims about the controls of a framework.
pub(crate) fn claims<'db>(db: &'db dyn Db, project: Project, framework: &Framework) -> Vec<&'db Claim> {
    of_framework(db, project, framework).into_iter().flat_map(|mapping| &mapping.claims).collect()
}

/// What is said to be out of reach among the controls of a framework.
pub(crate) fn out_of_reach<'db>(db: &'db dyn Db, project: Project, framework: &Framework) -> Vec<&'db OutOfReach> {
    of_framework(db, project, framework).into_iter().flat_map(|mapping| &mapping.out_of_reach).collect()
}

fn of_framework<'db>(db: &'db dyn Db, project: Project, framework: &Framework) -> Vec<&'db Mapping> {
    let is_of = |(file, place, mapping): &(File, Place, &Mapping)| {
        framework_of(db, project, *file, *place, &mapping.framework).is_some_and(|one| one.span == framework.span)
    };
    mappings(db, project).into_iter().filter(is_of).map(|(_, _, mapping)| mapping).collect()
}

/// The mappings of the modules that are used and of the catalogues, with where they stand.
pub(crate) fn mappings(db: &dyn Db, project: Project) -> Vec<(File, Place, &Mapping)> {
    mappings_where(db, project, |module| module.is_used || is_catalogue(db, module.file))
}

/// The mappings of the modules that are used and are no catalogues: what has to be read for every check.
pub(crate) fn own_mappings(db: &dyn Db, project: Project) -> Vec<(File, Place, &Mapping)> {
    mappings_where(db, project, |module| module.is_used && !is_catalogue(db, module.file))
}

/// The mappings of one file, with where they stand.
pub(crate) fn mappings_of(db: &dyn Db, project: Project, file: File) -> Vec<(File, Place, &Mapping)> {
    mappings_where(db, project, |module| module.file == file)
}

fn mappings_where(db: &dyn Db, project: Project, is_read: impl Fn(&Module) -> bool) -> Vec<(File, Place, &Mapping)> {
    let read = names(db, project).modules.iter().zip(0..).filter(|(module, _)| is_read(module));
    let of_module = |(file, at): (File, u32)| {
        let place = Place { module: ModuleId(at), block: None };
        mappings_in(db, file).iter().map(move |mapping| (file, place, mapping))
    };
    read.flat_map(|(module, at)| of_module((module.file, at))).collect()
}

/// The lines of evidence in rules and proofs, with the name of the framework.
pub(crate) fn own_lines(db: &dyn Db, project: Project) -> Vec<(&Definition, Path, Line)> {
    let names = names(db, project);
    let mut found = Vec::new();
    for (_, definition) in names.used().filter(|(_, one)| matches!(one.sort, Sort::Rule | Sort::Prove)) {
        let Some(statement) = definition.statement(tree(db, names.module(definition.module).file)) else { continue };
        for clause in said(statement, "evidence") {
            let path = clause.paths("framework").first().copied().cloned();
            found.extend(path.map(|path| (definition, path, line(&clause))));
        }
    }
    found
}

/// The framework that a name stands for.
pub(crate) fn framework_of<'db>(
    db: &'db dyn Db,
    project: Project,
    file: File,
    place: Place,
    path: &Path,
) -> Option<&'db Framework> {
    let names = names(db, project);
    let space = Sort::Framework.space();
    match names.resolve(place, path, space) {
        Ok(id) => {
            let definition = names.definition(id);
            let declared = frameworks_in(db, names.module(definition.module).file);
            declared.iter().find(|framework| framework.span == definition.span)
        }
        // A catalogue that nobody uses was not read for its names.
        Err(_) if is_catalogue(db, file) => frameworks_in(db, file).iter().find(|one| one.name == path.text()),
        Err(_) => None,
    }
}

/// Every check that can be named.
struct Known<'a> {
    names: &'a Names,
    rules: Vec<&'static Descriptor>,
    proofs: Vec<&'a str>,
}

impl<'a> Known<'a> {
    fn of(db: &'a dyn Db, project: Project) -> Self {
        let rules = rules::catalogue().into_iter().chain(rules::declared_rules(db, project)).collect();
        let proofs = policy(db, project).properties.iter().map(|property| property.name.as_str()).collect();
        Self { names: names(db, project), rules, proofs }
    }

    fn rule(&self, name: &str) -> Option<Check> {
        let rule = self.rules.iter().find(|about| about.name == name || about.code == name);
        rule.map(|about| Check::Rule(about))
    }

    fn check(&self, place: Place, path: &Path) -> Option<Check> {
        let name = path.text();
        let proof = || self.proofs.contains(&&*name).then(|| Check::Proof(name.clone()));
        let declared = || {
            let id = self.names.resolve(place, path, Space::Statements).ok()?;
            let definition = self.names.definition(id);
            (definition.sort == Sort::Prove).then(|| Check::Proof(definition.qualified.clone()))
        };
        match (self.rule(&name), proof().or_else(declared)) {
            // It is not known which of the two is meant, which is reported.
            (Some(_), Some(_)) => None,
            (rule, proof) => rule.or(proof),
        }
    }
}
