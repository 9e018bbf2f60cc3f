//! What can be written at a position.

use bailiwick::ide::{self, ItemKind};
use bailiwick::names::Sort;
use bailiwick::source::Span;
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, MarkupContent, MarkupKind, TextEdit,
};

use super::Document;

pub(crate) fn complete(document: &Document, asked: &CompletionParams) -> CompletionList {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let Some(found) = ide::complete(db, project, document.file, offset) else { return CompletionList::default() };
    // What stands behind the cursor stays: it may have been typed after this was asked.
    let span = Span { end: found.span.end.min(offset.max(found.span.start)), ..found.span };
    let range = document.places().range(span);
    let item = |(number, item): (usize, ide::Item)| {
        let new_text = item.text.clone();
        let besides = item
            .besides
            .iter()
            .map(|edit| TextEdit { range: document.places().range(edit.span), new_text: edit.text.clone() });
        let besides: Vec<TextEdit> = besides.collect();
        let said = MarkupContent { kind: MarkupKind::Markdown, value: item.documentation };
        CompletionItem {
            label: item.text,
            kind: Some(kind(item.kind)),
            detail: Some(item.detail).filter(|detail| !detail.is_empty()),
            documentation: (!said.value.is_empty()).then(|| said.into()),
            // Editors sort by letters; the order is that in which it was found.
            sort_text: Some(format!("{number:05}")),
            text_edit: Some(TextEdit { range, new_text }.into()),
            additional_text_edits: (!besides.is_empty()).then_some(besides),
            ..CompletionItem::default()
        }
    };
    let items = found.items.into_iter().enumerate().map(item).collect();
    CompletionList { is_incomplete: false, items, ..CompletionList::default() }
}

fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Head | ItemKind::Word => CompletionItemKind::Keyword,
        ItemKind::Value => CompletionItemKind::EnumMember,
        ItemKind::Module => CompletionItemKind::Module,
        ItemKind::Attribute => CompletionItemKind::Property,
        ItemKind::Name(sort) => match sort {
            Sort::Agent | Sort::Blueprint | Sort::Service | Sort::Tool | Sort::Workflow => CompletionItemKind::Class,
            Sort::Human | Sort::Team | Sort::Origin => CompletionItemKind::Interface,
            Sort::Entry | Sort::Step | Sort::Operation => CompletionItemKind::Method,
            Sort::Level | Sort::Class | Sort::Compartment | Sort::Tier | Sort::Purpose => CompletionItemKind::Value,
            Sort::Gate | Sort::Task | Sort::BreakGlass => CompletionItemKind::Event,
            Sort::Context | Sort::Parameter => CompletionItemKind::Field,
            _ => CompletionItemKind::Struct,
        },
    }
}
