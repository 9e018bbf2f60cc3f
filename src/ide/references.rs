//! Everywhere that something is named.

use crate::ide::controls;
use crate::ide::mentions::{Mention, Target, mention_at, mentions_in};
use crate::source::{Db, File, Project, Span, give_way};

/// Everywhere that what is named at an offset, a control of a framework included, is named, in the order of the files.
pub fn references(db: &dyn Db, project: Project, file: File, offset: u32, with_declaration: bool) -> Vec<Span> {
    let Some(mention) = mention_at(db, project, file, offset) else {
        return controls::references(db, project, file, offset, with_declaration);
    };
    let all = mentions_of(db, project, mention.target);
    all.into_iter().filter(|one| with_declaration || !one.is_declaration).map(|one| one.span).collect()
}

/// Everywhere in one file that what is named at an offset is named.
pub fn highlights(db: &dyn Db, project: Project, file: File, offset: u32) -> Vec<Mention> {
    let Some(mention) = mention_at(db, project, file, offset) else { return Vec::new() };
    mentions_in(db, project, file).iter().filter(|one| one.target == mention.target).copied().collect()
}

/// Everywhere that something is named.
pub(crate) fn mentions_of(db: &dyn Db, project: Project, target: Target) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for file in project.files(db) {
        give_way();
        found.extend(mentions_in(db, project, *file).iter().filter(|one| one.target == target));
    }
    found.dedup_by_key(|one| one.span);
    found
}
