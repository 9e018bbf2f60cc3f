//! Controls of frameworks, which stand in texts: which ones there are, and what is known of one.

use std::fmt::Write as _;

use crate::frameworks::{self, Answer, Check, Control, Framework, NamedControl, control_at};
use crate::ide::complete::{Completion, FITS, Item, ItemKind};
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
    let control = match frameworks::find(framework, &id) {
        Answer::Control(control) | Answer::Withdrawn(control) | Answer::Spelled(control) => control,
        Answer::Cited(_, meant) => *meant.first()?,
        Answer::Group(_) | Answer::LeftOut(_) | Answer::Nothing(_) => return None,
    };
    let mut text = format!("**{}** {}\n\n{}", control.id, control.title, stands(framework, control));
    let links = frameworks::links(db, project).iter();
    for link in links.filter(|link| link.framework == framework.span && link.control == control.id) {
        let checks: Vec<String> = link.checks.iter().map(|check| format!("`{}`", Check::name(check))).collect();
        _ = write!(text, "\n- evidence {} from {}", link.extent.words(), checks.join(", "));
    }
    Some((span, text))
}

/// Where a control stands, edition included.
fn stands(framework: &Framework, control: &Control) -> String {
    let group = control.group.as_deref().and_then(|group| framework.group(group));
    let group = group.map(|group| format!("{} {}, ", group.id, group.title)).unwrap_or_default();
    let gone = if control.is_withdrawn { ", withdrawn" } else { "" };
    format!("{group}{}{gone}", framework.citation)
}
