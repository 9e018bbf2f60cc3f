//! Controls of frameworks, which stand in texts: which ones there are, what is known of one, and where it stands.

use std::fmt::Write as _;

use crate::frameworks::{
    self, Answer, Check, Control, Framework, NamedControl, control_at, frameworks_in, named_controls,
};
use crate::ide::complete::{Completion, FITS, Item, ItemKind};
use crate::ide::definition::Declared;
use crate::source::{Db, File, Project, Span};

/// The controls that can be named in the text at an offset; nothing anywhere else.
pub(crate) fn completed(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<Completion> {
    let NamedControl { framework, span, .. } = control_at(db, project, file, offset)?;
    let existing = framework.controls.iter().filter(|control| !control.is_withdrawn);
    let items = existing.map(|control| Item {
        text: control.id.clone(),
        kind: ItemKind::Value,
        detail: control.title.clone(),
        documentation: stands(framework, control),
        rank: FITS,
        order: 0,
        besides: Vec::new(),
    });
    // Between the quotes.
    let span = Span { start: span.start + 1, end: span.end - 1, ..span };
    Some(Completion { span, items: items.collect() })
}

/// What is known of the control that is named at an offset.
pub(crate) fn told(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<(Span, String)> {
    let NamedControl { framework, id, span } = control_at(db, project, file, offset)?;
    let control = *meant(framework, &id).first()?;
    let mut text = format!("**{}** {}\n\n{}", control.id, control.title, stands(framework, control));
    let links = frameworks::links(db, project).iter();
    for link in links.filter(|link| link.framework == framework.span && link.control == control.id) {
        let checks: Vec<String> = link.checks.iter().map(|check| format!("`{}`", Check::name(check))).collect();
        _ = write!(text, "\n- evidence {} from {}", link.extent.words(), checks.join(", "));
    }
    Some((span, text))
}

/// Where the control is declared that is named at an offset; of a name that stands for several, the first.
pub(crate) fn declared(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<Declared> {
    let (asked, controls) = asked(db, project, file, offset)?;
    Some(Declared { asked, name: controls.first()?.span })
}

/// Everywhere that the control at an offset is named, in every policy and every mapping that comes with Bailiwick.
pub(crate) fn references(db: &dyn Db, project: Project, file: File, offset: u32, with_declaration: bool) -> Vec<Span> {
    let Some((_, controls)) = asked(db, project, file, offset) else { return Vec::new() };
    let is_asked = |control: &&Control| controls.iter().any(|one| one.span == control.span);
    let all = named_controls(db, project, None).into_iter();
    let named = all.filter(|named| meant(named.framework, &named.id).iter().any(is_asked));
    let declarations = controls.iter().filter(|_| with_declaration).map(|control| control.span);
    declarations.chain(named.map(|named| named.span)).collect()
}

/// The controls that are named at an offset, or the one that is declared there, and the text that says so.
fn asked(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<(Span, Vec<&Control>)> {
    if let Some(NamedControl { framework, id, span }) = control_at(db, project, file, offset) {
        return Some((span, meant(framework, &id)));
    }
    let is_there = |control: &&Control| control.span.start <= offset && offset <= control.span.end;
    let control = frameworks_in(db, file).iter().flat_map(|framework| &framework.controls).find(is_there)?;
    Some((control.span, vec![control]))
}

/// The controls that an id stands for.
fn meant<'a>(framework: &'a Framework, id: &str) -> Vec<&'a Control> {
    match frameworks::find(framework, id) {
        Answer::Control(control) | Answer::Withdrawn(control) | Answer::Spelled(control) => vec![control],
        Answer::Cited(_, meant) => meant,
        Answer::Group(_) | Answer::LeftOut(_) | Answer::Nothing(_) => Vec::new(),
    }
}

/// Where a control stands, edition included.
fn stands(framework: &Framework, control: &Control) -> String {
    let group = control.group.as_deref().and_then(|group| framework.group(group));
    let group = group.map(|group| format!("{} {}, ", group.id, group.title)).unwrap_or_default();
    let gone = if control.is_withdrawn { ", withdrawn" } else { "" };
    format!("{group}{}{gone}", framework.citation)
}
