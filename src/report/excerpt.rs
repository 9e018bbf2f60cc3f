//! A few lines of a file, found without reading what stands before them.

use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::report::escape::Shown;
use crate::source::{LineIndex, Position, Span};

/// The text of a file as it is shown, with its lines.
pub(crate) struct ShownFile {
    shown: Shown,
    lines: LineIndex,
}

impl ShownFile {
    pub(crate) fn new(text: &Arc<str>) -> Self {
        let shown = Shown::new(text);
        let lines = LineIndex::new(&shown.text);
        Self { shown, lines }
    }

    /// Where a span is in the text as it is shown.
    pub(crate) fn span(&self, span: Span) -> SourceSpan {
        SourceSpan::from(self.shown.place(span.start as usize)..self.shown.place(span.end as usize))
    }
}

/// A file around a finding.
pub(crate) struct Excerpt {
    pub(crate) file: Arc<ShownFile>,
    /// The file's path, as it is shown.
    pub(crate) name: String,
    /// Where the finding is in the text as it is written.
    pub(crate) start: Position,
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let ShownFile { shown, lines } = &*self.file;
        let first = lines.line_at(span.offset()).saturating_sub(before);
        let last = lines.line_at((span.offset() + span.len()).saturating_sub(1).max(span.offset())) + after;
        let start = if before == 0 { span.offset() } else { lines.start_of(first) };
        let end = if last + 1 < lines.count() { lines.start_of(last + 1) } else { shown.text.len() };
        let data = shown.text.as_bytes().get(start..end).ok_or(MietteError::OutOfBounds)?;
        // Without lines around it, it is asked for because its place is to be named.
        let (line, column) = match before {
            0 => (self.start.line as usize - 1, self.start.column as usize - 1),
            _ => (first, 0),
        };
        let (whole, many) = (SourceSpan::from(start..end), last - first + 1);
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, whole, line, column, many)))
    }
}
