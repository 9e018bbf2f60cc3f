//! What is underlined, for clients that ask for it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use bailiwick::ide::diagnostics;
use gen_lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::{Document, Everything};

/// What is underlined in a text.
pub(crate) fn of_one(document: Option<&Document>, asked: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let found = document.map(|document| {
        let places = document.places();
        let found = diagnostics(&document.project.shown(), document.file);
        found.iter().map(|one| places.diagnostic(one)).collect()
    });
    let items: Vec<Diagnostic> = found.unwrap_or_default();
    let id = name(&items);
    if asked.previous_result_id.as_ref() == Some(&id) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: unchanged,
        }
        .into();
    }
    let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
    RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: full }.into()
}

/// What is underlined in all texts of all projects.
pub(crate) fn of_all(all: &Everything, asked: &WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
    let mut items: Vec<WorkspaceDocumentDiagnosticReport> = Vec::new();
    for project in &all.projects {
        let (shown, places) = (project.shown(), project.places());
        for file in &project.files {
            let Some(uri) = places.uri(*file) else { continue };
            let found = diagnostics(&shown, *file);
            let found: Vec<Diagnostic> = found.iter().map(|one| places.diagnostic(one)).collect();
            let id = name(&found);
            if asked.previous_result_ids.iter().any(|known| known.uri == uri && known.value == id) {
                let report = UnchangedDocumentDiagnosticReport { result_id: id };
                let unchanged_document_diagnostic_report = report;
                items.push(
                    WorkspaceUnchangedDocumentDiagnosticReport {
                        uri,
                        version: None,
                        unchanged_document_diagnostic_report,
                    }
                    .into(),
                );
            } else {
                let full_document_diagnostic_report =
                    FullDocumentDiagnosticReport { result_id: Some(id), items: found };
                items.push(
                    WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report }
                        .into(),
                );
            }
        }
    }
    WorkspaceDiagnosticReport { items }
}

/// A name for what is underlined, which is another one whenever something else is.
fn name(found: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(found).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
