//! The texts that are open in the editor, as it sends them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bailiwick::source::disk;
use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::lines::{Encoding, Lines};

/// An open text.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) version: i32,
    pub(crate) text: String,
}

/// All open texts, by what the client calls them.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: BTreeMap<String, Document>,
    /// What the client calls each file, by where it really is.
    names: Arc<BTreeMap<PathBuf, Uri>>,
}

impl Documents {
    pub(crate) fn open(&mut self, uri: &Uri, document: Document) {
        self.open.insert(uri.0.clone(), document);
        if let Some(path) = crate::from_lsp::path(uri) {
            Arc::make_mut(&mut self.names).insert(disk::real(&path), uri.clone());
        }
    }

    pub(crate) fn close(&mut self, uri: &Uri) -> Option<Document> {
        Arc::make_mut(&mut self.names).retain(|_, known| known != uri);
        self.open.remove(&uri.0)
    }

    pub(crate) fn get(&self, uri: &str) -> Option<&Document> {
        self.open.get(uri)
    }

    /// What the client calls the files that are open.
    pub(crate) fn names(&self) -> Arc<BTreeMap<PathBuf, Uri>> {
        self.names.clone()
    }

    /// Changes a text; the new one, if the text is open.
    pub(crate) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<&str> {
        let document = self.open.get_mut(&uri.0)?;
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    document.text = whole.text;
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::new(&document.text, encoding);
                    let (start, end) = (lines.offset(part.range.start), lines.offset(part.range.end));
                    document.text.replace_range(start.min(end)..end.max(start), &part.text);
                }
            }
        }
        document.version = version;
        Some(&document.text)
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Position, Range, TextDocumentContentChangePartial as Part};

    use super::*;

    #[test]
    fn changes_are_made_one_after_the_other() {
        let (mut documents, uri) = (Documents::default(), Uri("untitled:1".to_owned()));
        documents.open(&uri, Document { version: 1, text: "one \u{1f980}\ntwo\n".to_owned() });
        let change = |from: (u32, u32), to: (u32, u32), text: &str| {
            let at = |(line, character)| Position { line, character };
            let range = Range { start: at(from), end: at(to) };
            Part { range, text: text.to_owned(), ..Part::default() }.into()
        };
        let changes = vec![
            change((0, 4), (0, 6), "crab"),
            change((1, 0), (1, 3), "2"),
            // From behind the end to before it, and beyond everything.
            change((0, 3), (0, 0), "1"),
            change((9, 9), (9, 9), "end"),
        ];
        let text = documents.change(&uri, 2, changes, Encoding::Utf16);
        assert_eq!(text, Some("1 crab\n2\nend"));
        assert_eq!(documents.close(&uri).map(|document| document.version), Some(2));
        assert!(documents.change(&uri, 3, Vec::new(), Encoding::Utf16).is_none());
    }
}
