//! A text in order.

use bailiwick::finding::Edit;
use bailiwick::ide;
use gen_lsp_types::TextEdit;

use super::Document;

/// The edits that put a text in order. A text that can not be read is left alone: what is wrong with it is underlined.
pub(crate) fn formatting(document: &Document) -> Vec<TextEdit> {
    let places = document.places();
    let edit = |edit: Edit| TextEdit { range: places.range(edit.span), new_text: edit.text };
    ide::formatting(document.parts().0, document.file).map(edit).into_iter().collect()
}
