//! From names to where they are declared, and to everywhere that they stand.

use bailiwick::ide;
use gen_lsp_types::{
    DefinitionParams, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location, ReferenceParams,
};

use super::Document;

/// Where the name at a position is declared.
pub(crate) fn definition(document: &Document, asked: &DefinitionParams) -> Option<Location> {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let found = ide::definition(db, project, document.file, offset);
    found.and_then(|found| document.places().location(found.name))
}

/// Everywhere that what is named at a position is named.
pub(crate) fn references(document: &Document, asked: &ReferenceParams) -> Vec<Location> {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let found = ide::references(db, project, document.file, offset, asked.context.include_declaration);
    let places = document.places();
    found.into_iter().filter_map(|span| places.location(span)).collect()
}

/// The same in one text.
pub(crate) fn highlights(document: &Document, asked: &DocumentHighlightParams) -> Vec<DocumentHighlight> {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let places = document.places();
    let highlight = |one: ide::Mention| {
        let kind = if one.is_declaration { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read };
        DocumentHighlight { range: places.range(one.span), kind: Some(kind) }
    };
    ide::highlights(db, project, document.file, offset).into_iter().map(highlight).collect()
}
