//! From what the compiler knows to what the protocol says.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use bailiwick::finding::{Edit, Severity};
use bailiwick::ide;
use bailiwick::source::{Database, File, Span, disk, is_library};
use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Range, TextEdit, Uri,
    WorkspaceEdit,
};

use crate::lines::{Encoding, Lines};

/// The scheme of the texts that are inside the program.
pub(crate) const LIBRARY_SCHEME: &str = "bailiwick";

/// What the client calls things.
#[derive(Clone)]
pub(crate) struct Naming {
    pub(crate) encoding: Encoding,
    /// What the client calls the files that are open, by where they really are.
    pub(crate) names: Arc<BTreeMap<PathBuf, Uri>>,
    /// Whether the client can be sent to the texts of the library.
    pub(crate) reads_library: bool,
}

/// Says where things are in the client's words.
pub(crate) struct Places<'a> {
    db: &'a Database,
    naming: &'a Naming,
    lines: RefCell<HashMap<File, Rc<Lines<'a>>>>,
}

impl Naming {
    pub(crate) fn uri_of(&self, path: &Path) -> Uri {
        self.names.get(&disk::real(path)).cloned().unwrap_or_else(|| uri(path))
    }
}

impl<'a> Places<'a> {
    pub(crate) fn new(db: &'a Database, naming: &'a Naming) -> Self {
        Self { db, naming, lines: RefCell::default() }
    }

    /// What the client calls a file; nothing if it can not open it.
    pub(crate) fn uri(&self, file: File) -> Option<Uri> {
        let path = file.path(self.db);
        if is_library(self.db, file) {
            return self.naming.reads_library.then(|| Uri(format!("{LIBRARY_SCHEME}:/{path}")));
        }
        Some(self.naming.uri_of(Path::new(&**path)))
    }

    /// The lines of a file.
    pub(crate) fn lines(&self, file: File) -> Rc<Lines<'a>> {
        let new = || Rc::new(Lines::new(file.text(self.db), self.naming.encoding));
        self.lines.borrow_mut().entry(file).or_insert_with(new).clone()
    }

    pub(crate) fn range(&self, span: Span) -> Range {
        self.lines(span.file).range(span.start, span.end)
    }

    pub(crate) fn location(&self, span: Span) -> Option<Location> {
        Some(Location { uri: self.uri(span.file)?, range: self.range(span) })
    }

    pub(crate) fn diagnostic(&self, one: &ide::Diagnostic) -> Diagnostic {
        let related = one.related.iter().filter_map(|related| {
            let location = self.location(related.span)?;
            Some(DiagnosticRelatedInformation { location, message: related.text.clone() })
        });
        let related: Vec<DiagnosticRelatedInformation> = related.collect();
        Diagnostic {
            range: self.range(one.span),
            severity: Some(severity(one.severity)),
            code: Some(Code::String(one.code.clone())),
            source: Some("bailiwick".to_owned()),
            message: Message::String(one.message.clone()),
            related_information: (!related.is_empty()).then_some(related),
            ..Diagnostic::default()
        }
    }

    /// Edits as the client takes them; nothing if one of them is in a file that it can not open.
    pub(crate) fn edit(&self, edits: &[Edit]) -> Option<WorkspaceEdit> {
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for edit in edits {
            if is_library(self.db, edit.span.file) {
                return None;
            }
            let new = TextEdit { range: self.range(edit.span), new_text: edit.text.clone() };
            changes.entry(self.uri(edit.span.file)?).or_default().push(new);
        }
        Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// A file as a client that has not opened it would call it.
fn uri(path: &Path) -> Uri {
    let mut text = "file://".to_owned();
    let shown = disk::shown(path);
    if !shown.starts_with('/') {
        text.push('/');
    }
    for byte in shown.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => text.push(byte.into()),
            other => _ = write!(text, "%{other:02X}"),
        }
    }
    Uri(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_its_uri_lead_to_each_other() {
        for path in ["/a/b.bwk", "/a b/\u{e4}\u{1f980}%.bwk", "/a#b?c"] {
            let uri = uri(Path::new(path));
            assert!(uri.0.is_ascii() && !uri.0.contains(['#', '?', ' ']));
            assert_eq!(crate::from_lsp::path(&uri), Some(PathBuf::from(path)));
        }
    }
}
