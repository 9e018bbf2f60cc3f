//! What a run goes by.

use crate::finding::Severity;
use crate::project::{AsOf, Manifest, Overrides, Report, Said, manifest};
use crate::source::{Db, Project};

/// What a run goes by, where the command line does not say otherwise. Without a manifest, the defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether the project has a manifest.
    pub has_manifest: bool,
    /// The name of the project.
    pub name: Option<String>,
    /// The profile that was chosen.
    pub profile: Option<String>,
    /// The least severity of a finding that fails the run.
    pub fail_on: Severity,
    /// How much of the policy may be unknown, in percent.
    pub unknown_limit: Option<Said<u8>>,
    /// On which day everything is judged.
    pub as_of: AsOf,
    /// The tiers table that holds, with its module in front.
    pub tiers: Option<Said<String>>,
    /// What reports say about the project.
    pub report: Report,
}

/// The settings of a project, those of the chosen profile before those for all.
#[salsa::tracked(returns(ref))]
pub fn settings(db: &dyn Db, project: Project) -> Settings {
    let plain = Manifest::default();
    let manifest = root(db, project).unwrap_or(&plain);
    let profile = project.profile(db).as_deref();
    let both = overrides(db, project, profile);
    Settings {
        has_manifest: !project.packages(db).is_empty(),
        name: manifest.name.as_ref().map(|name| name.value.clone()),
        profile: project.profile(db).as_ref().map(ToString::to_string),
        fail_on: fail_on(db, project, profile),
        unknown_limit: both.iter().find_map(|one| one.unknown_limit.clone()),
        as_of: manifest.as_of,
        tiers: manifest.tiers.clone(),
        report: manifest.report.clone(),
    }
}

/// The names of a project's profiles, in order.
pub fn profiles(db: &dyn Db, project: Project) -> Vec<&str> {
    let profiles = root(db, project).into_iter().flat_map(|manifest| &manifest.profiles);
    profiles.map(|profile| profile.name.value.as_str()).collect()
}

/// What a profile says, then what is said for all.
pub(crate) fn overrides<'db>(db: &'db dyn Db, project: Project, profile: Option<&str>) -> Vec<&'db Overrides> {
    let Some(manifest) = root(db, project) else { return Vec::new() };
    let profile = manifest.profiles.iter().find(|one| Some(one.name.value.as_str()) == profile);
    profile.map(|profile| &profile.overrides).into_iter().chain([&manifest.overrides]).collect()
}

/// The least severity of a finding that fails a run in a profile.
pub(crate) fn fail_on(db: &dyn Db, project: Project, profile: Option<&str>) -> Severity {
    overrides(db, project, profile).iter().find_map(|one| one.fail_on).unwrap_or(Severity::Error)
}

/// How much of a policy may be unknown in a profile, in percent.
pub(crate) fn unknown_limit(db: &dyn Db, project: Project, profile: Option<&str>) -> Option<u8> {
    let said = overrides(db, project, profile).into_iter().find_map(|one| one.unknown_limit.as_ref());
    said.map(|limit| limit.value)
}

/// The manifest of the project itself.
pub(crate) fn root(db: &dyn Db, project: Project) -> Option<&Manifest> {
    let package = project.packages(db).first()?;
    Some(&manifest(db, package.manifest).manifest)
}
