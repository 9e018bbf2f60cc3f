//! The lines of a formatted text, and what stands below what.

use crate::syntax::flow::WIDTH;

/// A line in cells. Cells of neighbouring lines stand below each other where they are of one kind.
#[derive(Debug)]
pub(crate) struct Line {
    /// The blanks before it.
    pub(crate) indent: usize,
    /// What stands on it, and of which kind each cell is; of no kind where nothing is aligned.
    pub(crate) cells: Vec<(String, &'static str)>,
    /// A comment at its end.
    pub(crate) comment: Option<String>,
    /// Whether an empty line stands before it.
    pub(crate) is_apart: bool,
}

impl Line {
    /// Whether a block begins with this line and goes on behind it.
    pub(crate) fn opens_block(&self) -> bool {
        let opens = |text: &str| text.ends_with('{') && !text.starts_with("//");
        self.cells.last().is_some_and(|(text, kind)| kind.is_empty() && opens(text))
    }

    /// Writes the line with its end.
    pub(crate) fn write(&self, formatted: &mut String) {
        if self.is_apart {
            formatted.push('\n');
        }
        formatted.extend(std::iter::repeat_n(' ', self.indent));
        for (number, (text, _)) in self.cells.iter().enumerate() {
            if number > 0 {
                formatted.push(' ');
            }
            formatted.push_str(text);
        }
        if let Some(comment) = &self.comment {
            formatted.push_str("  ");
            formatted.push_str(comment);
        }
        formatted.push('\n');
    }

    fn width(&self) -> usize {
        let texts = self.cells.iter().map(|(text, _)| text.chars().count() + 1);
        self.indent + texts.sum::<usize>() - 1
    }

    /// Whether the cells of a column can stand below each other in two neighbouring lines.
    fn matches(&self, other: &Self, column: usize) -> bool {
        let kind = |line: &Self, column: usize| line.cells.get(column).map(|(_, kind)| *kind);
        let same =
            |column: usize| kind(self, column).is_some_and(|own| !own.is_empty() && kind(other, column) == Some(own));
        let head = |line: &Self| line.cells.first().map(|(text, _)| text.trim_end().to_owned());
        let has_next = self.cells.len() > column + 1 && other.cells.len() > column + 1;
        self.indent == other.indent
            && has_next
            && same(column)
            && (column == 0 || (head(self) == head(other) && same(column + 1)))
    }
}

/// Puts the cells of neighbouring lines below each other.
pub(crate) fn align(lines: &mut [Line]) {
    align_column(lines, 0);
}

fn align_column(lines: &mut [Line], column: usize) {
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        while end < lines.len() && !lines[end].is_apart && lines[end - 1].matches(&lines[end], column) {
            end += 1;
        }
        if end > start + 1 {
            pad(&mut lines[start..end], column);
            align_column(&mut lines[start..end], column + 1);
        }
        start = end;
    }
}

fn pad(lines: &mut [Line], column: usize) {
    let width = |line: &Line| line.cells.get(column).map_or(0, |(text, _)| text.chars().count());
    let widest = lines.iter().map(width).max().unwrap_or(0);
    if lines.iter().any(|line| line.width() + widest - width(line) > WIDTH) {
        return;
    }
    for line in lines {
        let missing = widest - width(line);
        if let Some((text, _)) = line.cells.get_mut(column) {
            text.extend(std::iter::repeat_n(' ', missing));
        }
    }
}
