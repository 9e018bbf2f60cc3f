//! What can be folded away: braces, brackets over several lines, comments, imports.

use crate::source::{Db, File, LineIndex};
use crate::syntax::{Kind, Scanner, Token};

/// Something that can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Its first line, from 0; it stays to be seen.
    pub first: usize,
    /// Its last line.
    pub last: usize,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// Something in braces or brackets.
    Block,
    /// Comments one below the other.
    Comment,
    /// The imports.
    Imports,
}

/// The first and the last of some lines.
type Lines = Option<(usize, usize)>;

/// Everything in a file that can be folded away, by first line.
pub fn folds(db: &dyn Db, file: File) -> Vec<Fold> {
    let text = file.text(db);
    let lines = LineIndex::new(text);
    let line = |offset: u32| lines.line_at(offset as usize);
    let mut found: Vec<Fold> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut comments, mut imports): (Lines, Lines) = (None, None);
    let mut is_first = true;
    for token in Scanner::new(text, 0, u32::MAX) {
        let at = line(token.start);
        let is_comment = matches!(token.kind, Kind::Comment | Kind::Documentation) && is_first;
        if is_comment {
            comments = match comments {
                Some((first, last)) if last + 1 == at => Some((first, at)),
                other => {
                    found.extend(fold(other, FoldKind::Comment));
                    Some((at, at))
                }
            };
        }
        match token.text(text) {
            "use" if is_first && token.kind == Kind::Word => {
                imports = Some((imports.map_or(at, |(first, _)| first), at));
            }
            "{" | "[" if token.kind == Kind::Symbol => open.push(at),
            "}" | "]" if token.kind == Kind::Symbol => {
                found.extend(fold(open.pop().map(|first| (first, at)), FoldKind::Block));
            }
            _ => {}
        }
        is_first = is_line_end(token);
    }
    found.extend(fold(comments, FoldKind::Comment));
    found.extend(fold(imports, FoldKind::Imports));
    found.sort_by_key(|fold| (fold.first, std::cmp::Reverse(fold.last)));
    found.dedup_by_key(|fold| fold.first);
    found
}

fn is_line_end(token: Token) -> bool {
    token.kind == Kind::LineEnd
}

/// What lies on more lines than one.
fn fold(lines: Lines, kind: FoldKind) -> Option<Fold> {
    lines.filter(|(first, last)| first < last).map(|(first, last)| Fold { first, last, kind })
}
