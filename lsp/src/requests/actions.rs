//! What can be done about what is underlined.

use bailiwick::ide::{self, Action};
use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Diagnostic};

use super::Document;

/// Everything that may be repaired without anybody looking.
pub(crate) const FIX_ALL: &str = "source.fixAll.bailiwick";

pub(crate) fn actions(document: &Document, asked: &CodeActionParams) -> Vec<CodeAction> {
    let only = asked.context.only.as_deref();
    let is_wanted = |kind: &str| {
        let covers = |wanted: &CodeActionKind| {
            let wanted = wanted.to_string();
            kind == wanted || kind.starts_with(&format!("{wanted}."))
        };
        only.is_none_or(|only| only.iter().any(covers))
    };
    let mut found = Vec::new();
    if is_wanted("quickfix") {
        found.extend(repairs(document, asked));
    }
    // Asked for by name only: it checks the whole project again.
    if only.is_some() && is_wanted(FIX_ALL) {
        found.extend(fix_all(document));
    }
    found
}

fn repairs(document: &Document, asked: &CodeActionParams) -> Vec<CodeAction> {
    let (db, project) = document.parts();
    let places = document.places();
    let stretch = document.span(asked.range);
    let action = |action: Action| {
        let range = places.range(action.about.0);
        let is_about = |one: &&Diagnostic| {
            one.range == range && one.code.as_ref().is_some_and(|code| *code == action.about.1.clone().into())
        };
        let diagnostics: Vec<Diagnostic> = asked.context.diagnostics.iter().filter(is_about).cloned().collect();
        Some(CodeAction {
            title: action.title,
            kind: Some(CodeActionKind::QuickFix),
            is_preferred: Some(action.is_safe),
            edit: Some(places.edit(&action.edits)?),
            diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
            ..CodeAction::default()
        })
    };
    let found = ide::actions(db, project, &document.project.shown(), stretch);
    found.into_iter().filter_map(action).collect()
}

fn fix_all(document: &Document) -> Option<CodeAction> {
    let (db, project) = document.parts();
    let edit = ide::repair_all(db, project, document.file)?;
    Some(CodeAction {
        title: "repair everything that can be repaired safely".to_owned(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        edit: Some(document.places().edit(&[edit])?),
        ..CodeAction::default()
    })
}
