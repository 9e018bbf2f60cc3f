//! Who can cause this, and what this can cause.

use bailiwick::ide::{self, Call, Party};
use bailiwick::names::DefinitionId;
use gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, Range,
};

use super::Document;
use super::symbols::kind;
use crate::to_lsp::Places;

/// What is named at a position.
pub(crate) fn prepare(document: &Document, asked: &CallHierarchyPrepareParams) -> Option<Vec<CallHierarchyItem>> {
    let offset = document.offset(asked.text_document_position_params.position);
    let (db, project) = document.parts();
    let party = ide::party_at(db, project, document.file, offset);
    party.and_then(|party| item(&document.places(), &party, None)).map(|item| vec![item])
}

/// Who can cause it.
pub(crate) fn incoming(
    document: &Document,
    asked: &CallHierarchyIncomingCallsParams,
) -> Vec<CallHierarchyIncomingCall> {
    let (db, project) = document.parts();
    let places = document.places();
    let Some(id) = meant(document, &asked.item) else { return Vec::new() };
    let call = |call: Call| {
        let from = item(&places, &call.party, Some(&call))?;
        let from_ranges = ranges(&places, &call, &from);
        Some(CallHierarchyIncomingCall { from, from_ranges })
    };
    ide::incoming(db, project, id).into_iter().filter_map(call).collect()
}

/// What it can cause.
pub(crate) fn outgoing(
    document: &Document,
    asked: &CallHierarchyOutgoingCallsParams,
) -> Vec<CallHierarchyOutgoingCall> {
    let (db, project) = document.parts();
    let places = document.places();
    let Some(id) = meant(document, &asked.item) else { return Vec::new() };
    let call = |call: Call| {
        let to = item(&places, &call.party, Some(&call))?;
        // The ranges are in the text that was asked about.
        let from_ranges = ranges(&places, &call, &asked.item);
        Some(CallHierarchyOutgoingCall { to, from_ranges })
    };
    ide::outgoing(db, project, id).into_iter().filter_map(call).collect()
}

/// The declaration that an item stands for: by its place, so that an old one means what stands there now.
fn meant(document: &Document, item: &CallHierarchyItem) -> Option<DefinitionId> {
    let (db, project) = document.parts();
    let offset = document.offset(item.selection_range.start);
    ide::party_at(db, project, document.file, offset).map(|party| party.id)
}

fn item(places: &Places<'_>, party: &Party, call: Option<&Call>) -> Option<CallHierarchyItem> {
    let detail = match call {
        Some(call) => Some(call.effects.join("; ")),
        None => party.label.clone(),
    };
    Some(CallHierarchyItem {
        name: party.name.clone(),
        kind: kind(party.sort),
        tags: None,
        detail,
        uri: places.uri(party.span.file)?,
        range: places.range(party.span),
        selection_range: places.range(party.name_span),
        data: None,
    })
}

/// The clauses that it rests on, as far as they are in the text of an item.
fn ranges(places: &Places<'_>, call: &Call, item: &CallHierarchyItem) -> Vec<Range> {
    let own = call.places.iter().filter(|span| places.uri(span.file).as_ref() == Some(&item.uri));
    own.map(|span| places.range(*span)).collect()
}
