//! What nobody wrote and yet counts.

use bailiwick::ide::{self, Hint};
use gen_lsp_types::{InlayHint, InlayHintParams};

use super::Document;

pub(crate) fn hints(document: &Document, asked: &InlayHintParams) -> Vec<InlayHint> {
    let (db, project) = document.parts();
    let lines = document.places().lines(document.file);
    let hint = |hint: Hint| InlayHint {
        position: lines.position(hint.at as usize),
        label: hint.text.into(),
        kind: None,
        text_edits: None,
        tooltip: Some(hint.more.into()),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let found = ide::hints(db, project, &document.project.shown(), document.span(asked.range));
    found.into_iter().map(hint).collect()
}
