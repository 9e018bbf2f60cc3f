//! A text in order, as the formatter has it.

use crate::finding::Edit;
use crate::source::{Db, File, Span};
use crate::syntax;

/// The edit that puts a text in order; none if it is, and none if it can not be read.
pub fn formatting(db: &dyn Db, file: File) -> Option<Edit> {
    let old = file.text(db);
    let new = syntax::format(file, old).ok().filter(|new| **new != **old)?;
    // What is the same at the beginning and at the end is left alone, so that cursors stay where they are.
    let same = |one: &mut dyn Iterator<Item = &'_ str>, other: &mut dyn Iterator<Item = &'_ str>| -> usize {
        one.zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one.len()).sum()
    };
    let start = same(&mut old.split_inclusive('\n'), &mut new.split_inclusive('\n'));
    let (old_rest, new_rest) = (old.get(start..)?, new.get(start..)?);
    let end = same(&mut old_rest.split_inclusive('\n').rev(), &mut new_rest.split_inclusive('\n').rev());
    let text = new_rest.get(..new_rest.len() - end)?.to_owned();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Some(Edit { span: Span { file, start: offset(start), end: offset(old.len() - end) }, text })
}
