//! What is declared: in a text as its outline, in all projects by name.

use bailiwick::ide;
use bailiwick::names::Sort;
use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, SymbolKind, WorkspaceSymbol, WorkspaceSymbolLocation, WorkspaceSymbolParams,
};

use super::{Document, Everything};
use crate::to_lsp::Places;

/// A list that is longer helps nobody.
const MOST: usize = 500;

/// The outline of a text.
pub(crate) fn outline(document: &Document) -> Vec<DocumentSymbol> {
    let places = document.places();
    let outline = ide::outline(document.parts().0, document.file);
    outline.iter().map(|one| symbol(&places, one)).collect()
}

#[expect(deprecated, reason = "the type has a field that nobody is to set")]
fn symbol(places: &Places<'_>, one: &ide::Symbol) -> DocumentSymbol {
    let inside: Vec<DocumentSymbol> = one.inside.iter().map(|inner| symbol(places, inner)).collect();
    DocumentSymbol {
        name: one.name.clone(),
        detail: Some(one.label.clone().unwrap_or_else(|| one.sort.noun().to_owned())),
        kind: kind(one.sort),
        tags: None,
        deprecated: None,
        range: places.range(one.span),
        selection_range: places.range(one.name_span),
        children: (!inside.is_empty()).then_some(inside),
    }
}

/// Everything of all projects that is called like that.
pub(crate) fn named(all: &Everything, asked: &WorkspaceSymbolParams) -> Vec<WorkspaceSymbol> {
    let mut found = Vec::new();
    for project in &all.projects {
        let places = project.places();
        for one in ide::named(&project.snapshot.db, project.snapshot.project, &asked.query) {
            let Some(location) = places.location(one.span) else { continue };
            let base_symbol_information = BaseSymbolInformation {
                name: one.name,
                kind: kind(one.sort),
                tags: None,
                container_name: Some(one.module),
            };
            let location = WorkspaceSymbolLocation::Location(location);
            found.push(WorkspaceSymbol { location, data: None, base_symbol_information });
        }
    }
    found.truncate(MOST);
    found
}

/// What comes nearest among the kinds that editors know.
pub(crate) fn kind(sort: Sort) -> SymbolKind {
    match sort {
        Sort::Workflow | Sort::Domain => SymbolKind::Namespace,
        Sort::Agent | Sort::Blueprint | Sort::Service | Sort::Tool => SymbolKind::Class,
        Sort::Human | Sort::Team | Sort::Origin | Sort::Role => SymbolKind::Interface,
        Sort::Store | Sort::Part | Sort::Sink | Sort::Log | Sort::Model => SymbolKind::Struct,
        Sort::Entry | Sort::Step | Sort::Transformer => SymbolKind::Method,
        Sort::Operation => SymbolKind::Operator,
        Sort::Level | Sort::Compartment | Sort::Class | Sort::Tier => SymbolKind::EnumMember,
        Sort::Purpose | Sort::Tiers | Sort::Framework | Sort::Regime => SymbolKind::Enum,
        Sort::Context | Sort::Parameter => SymbolKind::Field,
        Sort::Credential => SymbolKind::Key,
        Sort::Access | Sort::Delegation | Sort::DelegationRule | Sort::Federation | Sort::Mapping => SymbolKind::Object,
        Sort::Gate | Sort::Task | Sort::BreakGlass => SymbolKind::Event,
        Sort::Prove | Sort::Rule | Sort::Exception => SymbolKind::Property,
        Sort::Test => SymbolKind::Function,
    }
}
