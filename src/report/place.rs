use std::cell::RefCell;
use std::rc::Rc;
#[cfg(feature = "cli")]
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::report::escape::escaped_line;
#[cfg(feature = "cli")]
use crate::report::excerpt::ShownFile;
use crate::source::{Db, File, LineIndex, Position, Span, is_library};

/// Where spans are, as people count it.
pub struct Places<'db> {
    db: &'db dyn Db,
    indexes: RefCell<FxHashMap<File, Rc<LineIndex>>>,
    #[cfg(feature = "cli")]
    shown: RefCell<FxHashMap<File, Arc<ShownFile>>>,
}

impl<'db> Places<'db> {
    /// Nothing is counted yet.
    pub fn new(db: &'db dyn Db) -> Self {
        Self {
            db,
            indexes: RefCell::default(),
            #[cfg(feature = "cli")]
            shown: RefCell::default(),
        }
    }

    /// What the places are in.
    pub(crate) fn db(&self) -> &'db dyn Db {
        self.db
    }

    /// The path of a span's file, as the user knows it.
    pub fn path(&self, span: Span) -> &'db str {
        span.file.path(self.db)
    }

    /// The same as others write it who are in the same folder.
    pub fn tidy_path(&self, span: Span) -> &'db str {
        self.path(span).trim_start_matches("./")
    }

    /// The path of a span's file below the root of the project, which is the same wherever the project is.
    pub fn below(&self, span: Span) -> &'db str {
        span.file.below(self.db)
    }

    /// Whether a span's file is part of the program.
    pub fn is_library(&self, span: Span) -> bool {
        is_library(self.db, span.file)
    }

    /// The text of a span's file.
    pub fn text(&self, span: Span) -> &'db str {
        span.file.text(self.db)
    }

    /// Where a span begins and ends.
    pub fn ends(&self, span: Span) -> (Position, Position) {
        let text = self.text(span);
        let known = self.indexes.borrow().get(&span.file).cloned();
        let index = known.unwrap_or_else(|| {
            let index = Rc::new(LineIndex::new(text));
            self.indexes.borrow_mut().insert(span.file, index.clone());
            index
        });
        (index.position(text, span.start), index.position(text, span.end))
    }

    /// `path:line`, for a person to see.
    pub fn line(&self, span: Span) -> String {
        format!("{}:{}", escaped_line(self.path(span)), self.ends(span).0.line)
    }

    /// The text of a span's file as it is shown.
    #[cfg(feature = "cli")]
    pub(crate) fn shown_file(&self, span: Span) -> Arc<ShownFile> {
        let mut known = self.shown.borrow_mut();
        known.entry(span.file).or_insert_with(|| Arc::new(ShownFile::new(span.file.text(self.db)))).clone()
    }
}
