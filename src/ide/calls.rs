//! Who can cause this, and what this can cause: what editors call a hierarchy of calls.

use std::collections::BTreeMap;

use crate::analysis::{findings, is_broken};
use crate::ide::mentions::{Target, mention_at};
use crate::model::{LeafId, PrincipalId, policy};
use crate::names::{DefinitionId, Names, Sort, names};
use crate::proof::{Effect, Remembered, effects};
use crate::source::{Db, File, Project, Span};
use crate::syntax::tree;

/// Somebody or something in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its declaration.
    pub id: DefinitionId,
    /// Its full name.
    pub name: String,
    /// What it is.
    pub sort: Sort,
    /// What people call it.
    pub label: Option<String>,
    /// All of its declaration.
    pub span: Span,
    /// Its name there.
    pub name_span: Span,
}

/// One connection in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Whoever or whatever is at the other end.
    pub party: Party,
    /// What is done, with the conditions under which it can be.
    pub effects: Vec<String>,
    /// The clauses that the shortest ways rest on.
    pub places: Vec<Span>,
}

/// What is named at an offset, if it is somebody or something in the hierarchy.
pub fn party_at(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<Party> {
    let Target::Definition(id) = mention_at(db, project, file, offset)?.target else { return None };
    let meaning = policy(db, project).meanings.get(id.index())?;
    let is_one = !meaning.principals.is_empty() || !meaning.leaves.is_empty();
    is_one.then(|| party(db, names(db, project), id)).flatten()
}

/// Who can do something to it, if every agent is hostile; nothing is known of a policy with errors.
pub fn incoming(db: &dyn Db, project: Project, id: DefinitionId) -> Vec<Call> {
    let leaves = &meaning(db, project, id).1;
    calls(db, project, |_, leaf| leaves.contains(&leaf), |effect| &effect.who)
}

/// What it can do to whom or what, if every agent is hostile; nothing is known of a policy with errors.
pub fn outgoing(db: &dyn Db, project: Project, id: DefinitionId) -> Vec<Call> {
    let principals = &meaning(db, project, id).0;
    calls(db, project, |principal, _| principals.contains(&principal), |effect| &effect.on)
}

fn meaning(db: &dyn Db, project: Project, id: DefinitionId) -> (Vec<PrincipalId>, Vec<LeafId>) {
    let meaning = policy(db, project).meanings.get(id.index());
    meaning.map(|meaning| (meaning.principals.clone(), meaning.leaves.clone())).unwrap_or_default()
}

/// What somebody or something brings about, if every agent is hostile.
pub(crate) fn authority(db: &dyn Db, project: Project, id: DefinitionId) -> Vec<Effect> {
    if is_broken(db, project, &findings(db, project)) {
        return Vec::new();
    }
    let principals = meaning(db, project, id).0;
    effects(&policy(db, project).base, &Remembered { db, project }, |principal, _| principals.contains(&principal))
}

fn calls(
    db: &dyn Db,
    project: Project,
    wanted: impl Fn(PrincipalId, LeafId) -> bool,
    end: fn(&Effect) -> &String,
) -> Vec<Call> {
    if is_broken(db, project, &findings(db, project)) {
        return Vec::new();
    }
    let names = names(db, project);
    let by_name: BTreeMap<&str, DefinitionId> =
        names.used().map(|(id, definition)| (definition.qualified.as_str(), id)).collect();
    let found = effects(&policy(db, project).base, &Remembered { db, project }, wanted);
    let mut calls: BTreeMap<DefinitionId, Call> = BTreeMap::new();
    for effect in &found {
        let other = end(effect);
        let Some(party) = declared(&by_name, other).and_then(|id| party(db, names, id)) else { continue };
        let call = calls.entry(party.id).or_insert_with(|| Call { party, effects: Vec::new(), places: Vec::new() });
        let condition = effect.condition.as_ref().map(|condition| format!(" when {condition}")).unwrap_or_default();
        call.effects.push(format!("{} on {}{condition}", effect.operation, effect.on));
        for place in &effect.places {
            if !call.places.contains(&place.span) {
                call.places.push(place.span);
            }
        }
    }
    calls.into_values().collect()
}

/// The declaration of a name, or of what it is a part of that nobody has declared: `repo.rest`, `coder.start`.
fn declared(by_name: &BTreeMap<&str, DefinitionId>, name: &str) -> Option<DefinitionId> {
    let mut name = name;
    loop {
        if let Some(id) = by_name.get(name) {
            return Some(*id);
        }
        name = name.rsplit_once('.')?.0;
    }
}

fn party(db: &dyn Db, names: &Names, id: DefinitionId) -> Option<Party> {
    let definition = names.definition(id);
    let statement = definition.statement(tree(db, names.module(definition.module).file))?;
    Some(Party {
        id,
        name: definition.qualified.clone(),
        sort: definition.sort,
        label: crate::ide::symbols::label(statement),
        span: statement.span,
        name_span: definition.span,
    })
}
