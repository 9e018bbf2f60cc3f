//! What is underlined is sent to clients that do not ask for it themselves: each file whenever something else is to be seen.

use std::collections::BTreeMap;

use bailiwick::ide::{ProjectId, diagnostics};
use gen_lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use crate::session::Session;
use crate::to_lsp::Places;

/// What was sent last, by what the client calls each file.
#[derive(Default)]
pub(crate) struct Published(BTreeMap<String, Vec<Diagnostic>>);

impl Published {
    /// What has to be sent about the files of a project.
    pub(crate) fn news(&mut self, session: &Session, id: ProjectId) -> Vec<PublishDiagnosticsParams> {
        let (Some(snapshot), Some(known)) = (session.workspace.snapshot(id), session.known.get(&id)) else {
            return Vec::new();
        };
        let naming = session.naming();
        let places = Places::new(&snapshot.db, &naming);
        let mut news = Vec::new();
        // A file of several projects is shown as a part of its own.
        for (path, file) in session.workspace.own_files(id) {
            let uri = naming.uri_of(&path);
            let found = diagnostics(&known.shown, file);
            let diagnostics: Vec<Diagnostic> = found.iter().map(|one| places.diagnostic(one)).collect();
            news.extend(self.one(session, uri, diagnostics));
        }
        news
    }

    /// What has to be sent about files that belong to no project any more.
    pub(crate) fn gone(&mut self, session: &Session) -> Vec<PublishDiagnosticsParams> {
        let is_gone = |uri: &String| {
            let path = crate::from_lsp::path(&Uri(uri.clone()));
            path.is_none_or(|path| session.workspace.locate(&path).is_none())
        };
        let gone: Vec<String> = self.0.keys().filter(|uri| is_gone(uri)).cloned().collect();
        gone.into_iter().filter_map(|uri| self.one(session, Uri(uri), Vec::new())).collect()
    }

    fn one(&mut self, session: &Session, uri: Uri, diagnostics: Vec<Diagnostic>) -> Option<PublishDiagnosticsParams> {
        let known = self.0.entry(uri.0.clone()).or_default();
        if *known == diagnostics {
            return None;
        }
        known.clone_from(&diagnostics);
        let version = session.documents.get(&uri.0).map(|document| document.version);
        Some(PublishDiagnosticsParams { uri, version, diagnostics })
    }
}
