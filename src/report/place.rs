use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::source::{Db, File, LineIndex, Position, Span};

/// Where spans are, as people count it.
pub struct Places<'db> {
    db: &'db dyn Db,
    indexes: RefCell<FxHashMap<File, Rc<LineIndex>>>,
}

impl<'db> Places<'db> {
    /// Nothing is counted yet.
    pub fn new(db: &'db dyn Db) -> Self {
        Self { db, indexes: RefCell::default() }
    }

    /// The path of a span's file.
    pub fn path(&self, span: Span) -> &'db str {
        span.file.path(self.db)
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

    /// `path:line`
    pub fn line(&self, span: Span) -> String {
        format!("{}:{}", self.path(span), self.ends(span).0.line)
    }
}
