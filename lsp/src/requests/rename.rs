//! Another name for something, everywhere.

use bailiwick::ide;
use gen_lsp_types::{PrepareRenameParams, PrepareRenamePlaceholder, PrepareRenameResult, RenameParams, WorkspaceEdit};
use lsp_server::ErrorCode;

use super::{Document, Failure};

/// The name that can be changed at a position.
pub(crate) fn prepare(document: &Document, asked: &PrepareRenameParams) -> Result<PrepareRenameResult, Failure> {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let span = ide::renamable(db, project, document.file, offset)
        .map_err(|why| Failure::new(ErrorCode::RequestFailed, why))?;
    let placeholder = document.file.text(db).get(span.start as usize..span.end as usize).unwrap_or_default().to_owned();
    Ok(PrepareRenamePlaceholder { range: document.places().range(span), placeholder }.into())
}

/// The edits of a change of name.
pub(crate) fn rename(document: &Document, asked: &RenameParams) -> Result<Option<WorkspaceEdit>, Failure> {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let edits = ide::rename(db, project, document.file, offset, &asked.new_name)
        .map_err(|why| Failure::new(ErrorCode::RequestFailed, why))?;
    Ok(document.places().edit(&edits))
}
