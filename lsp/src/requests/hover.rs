//! What is known of the word under the cursor.

use bailiwick::ide;
use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};

use super::Document;

pub(crate) fn hover(document: &Document, asked: &HoverParams) -> Option<Hover> {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let found = ide::hover(db, project, &document.project.shown(), document.file, offset);
    found.map(|found| {
        let contents = MarkupContent { kind: MarkupKind::Markdown, value: found.markdown };
        Hover { contents: contents.into(), range: Some(document.places().range(found.span)) }
    })
}
