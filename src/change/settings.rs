//! What a run goes by, as the manifests say: which rules fail it, in which profile, how much may be unknown, which tiers hold.

use std::collections::BTreeSet;

use crate::analysis::{Levels, levels_with};
use crate::change::reclassified::Reclassified;
use crate::finding::Severity;
use crate::project::{AsOf, Settings, fail_on, profiles, settings as project_settings, unknown_limit};
use crate::rules;
use crate::source::{Db, Project};

/// What a run goes by in another way than before: for every profile of either manifest, and without one.
pub(crate) fn settings(db: &dyn Db, before: Project, after: Project) -> Vec<Reclassified> {
    let of_either: BTreeSet<&str> = [before, after].into_iter().flat_map(|project| profiles(db, project)).collect();
    // The profile of the run comes first, and what is the same in the others is not told again.
    let chosen = after.profile(db).as_deref();
    let others = std::iter::once(None).chain(of_either.into_iter().map(Some)).filter(|profile| *profile != chosen);
    let mut all: Vec<Reclassified> = Vec::new();
    for profile in std::iter::once(chosen).chain(others) {
        for one in in_profile(db, before, after, profile) {
            let is_told = |known: &Reclassified| one.sentence.starts_with(&known.sentence);
            if !all.iter().any(is_told) {
                let within = match profile {
                    Some(profile) if Some(profile) != chosen => format!(" (in profile `{profile}`)"),
                    None if chosen.is_some() => " (without a profile)".to_owned(),
                    _ => String::new(),
                };
                all.push(Reclassified { sentence: format!("{}{within}", one.sentence), ..one });
            }
        }
    }
    all.extend(of_all(db, before, after));
    all
}

/// Which rules fail a run, and how much may be unknown.
fn in_profile(db: &dyn Db, before: Project, after: Project, profile: Option<&str>) -> Vec<Reclassified> {
    let (were, are) = (levels_with(db, before, profile), levels_with(db, after, profile));
    let rules = rules::catalogue().into_iter().chain(rules::declared_rules(db, after));
    let changed = rules.filter_map(|about| {
        let level = |levels: &Levels| levels.get(about.code).copied().unwrap_or(about.severity);
        let (was, is) = (level(&were), level(&are));
        let sentence =
            || format!("what rule `{}` finds is of the level {}, and was of {}", about.name, is.word(), was.word());
        (was != is).then(|| Reclassified { widens: is < was, sentence: sentence() })
    });
    let mut all: Vec<Reclassified> = changed.collect();
    let least = |project| fail_on(db, project, profile);
    let (was, is): (Severity, Severity) = (least(before), least(after));
    if was != is {
        let sentence = format!("a run fails from the level {} on, and did from {}", is.word(), was.word());
        all.push(Reclassified { widens: is > was, sentence });
    }
    let limit = |project| unknown_limit(db, project, profile);
    let (was, is): (Option<u8>, Option<u8>) = (limit(before), limit(after));
    if was != is {
        let told = |limit: Option<u8>| limit.map_or("all of it".to_owned(), |share| format!("{share} %"));
        let sentence = format!("{} of a policy may be unknown, and {} might", told(is), told(was));
        all.push(Reclassified { widens: is.unwrap_or(100) > was.unwrap_or(100), sentence });
    }
    all
}

/// What no profile can say otherwise.
fn of_all(db: &dyn Db, before: Project, after: Project) -> Vec<Reclassified> {
    let (was, is) = (project_settings(db, before), project_settings(db, after));
    let mut all = Vec::new();
    let table = |said: &Settings| said.tiers.as_ref().map(|tiers| tiers.value.clone());
    let (first, second) = (table(was), table(is));
    if first != second {
        let told =
            |table: &Option<String>| table.as_ref().map_or("none that is named".to_owned(), |one| format!("`{one}`"));
        let sentence = format!("the tiers of the manifest are {}, and were {}", told(&second), told(&first));
        all.push(Reclassified { widens: true, sentence });
    }
    if was.as_of != is.as_of {
        let sentence = match is.as_of {
            AsOf::Today => "a run need not say the day on which everything is judged, and had to",
            AsOf::Required => "a run has to say the day on which everything is judged",
        };
        all.push(Reclassified { widens: is.as_of == AsOf::Today, sentence: sentence.to_owned() });
    }
    all
}
