//! A text in order.

use bailiwick::finding::Edit;
use bailiwick::ide;
use gen_lsp_types::TextEdit;

use super::{Document, Failure};

/// The edits that put a text in order. A text that can not be read is left alone: what is wrong with it is underlined.
pub(crate) fn formatting(document: &Document) -> Result<Vec<TextEdit>, Failure> {
    let places = document.places();
    let edit = |edit: Edit| TextEdit { range: places.range(edit.span), new_text: edit.text };
    Ok(ide::formatting(document.parts().0, document.file).map(edit).into_iter().collect())
}
