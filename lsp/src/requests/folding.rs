//! What can be folded away.

use bailiwick::ide::{self, Fold, FoldKind};
use gen_lsp_types::{FoldingRange, FoldingRangeKind};

use super::Document;

pub(crate) fn folding(document: &Document) -> Vec<FoldingRange> {
    let line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    let range = |fold: Fold| FoldingRange {
        start_line: line(fold.first),
        end_line: line(fold.last),
        kind: match fold.kind {
            FoldKind::Block => None,
            FoldKind::Comment => Some(FoldingRangeKind::Comment),
            FoldKind::Imports => Some(FoldingRangeKind::Imports),
        },
        ..FoldingRange::default()
    };
    ide::folds(document.parts().0, document.file).into_iter().map(range).collect()
}
