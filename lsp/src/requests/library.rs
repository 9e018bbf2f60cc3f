//! The texts of the standard library, which are inside the program.

use bailiwick::source::LIBRARY;
use gen_lsp_types::{TextDocumentContentParams, TextDocumentContentResult};
use lsp_server::ErrorCode;

use super::{Everything, Failure};
use crate::to_lsp::LIBRARY_SCHEME;

/// The text of a document that is not on the disk.
pub(crate) fn content(_: &Everything, asked: &TextDocumentContentParams) -> Result<TextDocumentContentResult, Failure> {
    let path = asked.uri.0.strip_prefix(LIBRARY_SCHEME).and_then(|rest| rest.strip_prefix(":/"));
    let found = path.and_then(|path| LIBRARY.iter().find(|module| module.path == path));
    let text = found.map(|module| module.text.to_owned());
    let missing = || Failure::new(ErrorCode::InvalidParams, format!("the standard library has no `{}`", asked.uri.0));
    text.map(|text| TextDocumentContentResult { text }).ok_or_else(missing)
}
