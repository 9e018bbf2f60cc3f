//! One client at work: what is open, what is known of it, and what has to be told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bailiwick::ide::{ProjectId, Shown, Workspace};
use bailiwick::source::disk;
use gen_lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, FileChangeType,
};

use crate::client::{Ability, Client, changed_settings};
use crate::documents::{Document, Documents};
use crate::from_lsp::{path, today};
use crate::to_lsp::Naming;

/// What is known of a project, and as of which of its states.
#[derive(Clone, Debug, Default)]
pub(crate) struct Knowledge {
    /// The state that the project is in.
    pub(crate) state: u64,
    /// The state that is shown.
    pub(crate) shown_state: u64,
    pub(crate) shown: Arc<Shown>,
}

pub(crate) struct Session {
    pub(crate) client: Arc<Client>,
    pub(crate) workspace: Workspace,
    pub(crate) documents: Documents,
    pub(crate) known: BTreeMap<ProjectId, Knowledge>,
    /// The folders that the client has opened.
    folders: Vec<PathBuf>,
}

impl Session {
    pub(crate) fn new(client: Client) -> Self {
        let workspace = Workspace::new(client.settings.clone(), today());
        let (documents, known) = Default::default();
        let folders = client.folders.clone();
        Self { client: Arc::new(client), workspace, documents, known, folders }
    }

    pub(crate) fn naming(&self) -> Naming {
        let reads_library = self.client.can(Ability::ReadsLibrary);
        Naming { encoding: self.client.encoding, names: self.documents.names(), reads_library }
    }

    /// Works on the projects of the folders that the client has opened.
    pub(crate) fn open_folders(&mut self) {
        for folder in self.folders.clone() {
            self.open_folder(&folder);
        }
    }

    /// Works on the projects that a folder lies in or that lie in it.
    fn open_folder(&mut self, folder: &Path) {
        for root in disk::projects_in(folder) {
            self.workspace.open(&root);
        }
    }

    pub(crate) fn did_open(&mut self, parameters: DidOpenTextDocumentParams) {
        let opened = parameters.text_document;
        if let Some(path) = path(&opened.uri) {
            self.workspace.put(&path, &opened.text);
        }
        self.documents.open(&opened.uri, Document { version: opened.version, text: opened.text });
    }

    pub(crate) fn did_change(&mut self, parameters: DidChangeTextDocumentParams) {
        let DidChangeTextDocumentParams { text_document, content_changes } = parameters;
        let uri = text_document.text_document_identifier.uri;
        let (version, encoding) = (text_document.version, self.client.encoding);
        let text = self.documents.change(&uri, version, content_changes, encoding);
        if let (Some(text), Some(path)) = (text, path(&uri)) {
            self.workspace.put(&path, text);
        }
    }

    pub(crate) fn did_close(&mut self, parameters: &DidCloseTextDocumentParams) {
        let uri = &parameters.text_document.uri;
        if let (Some(_), Some(path)) = (self.documents.close(uri), path(uri)) {
            self.workspace.close(&path);
            self.workspace.leave_unused(&self.folders);
        }
    }

    pub(crate) fn did_change_watched_files(&mut self, parameters: &DidChangeWatchedFilesParams) {
        let changes = &parameters.changes;
        let paths: Vec<_> = changes.iter().filter_map(|change| path(&change.uri)).collect();
        let is_new = changes.iter().any(|change| change.kind != FileChangeType::Changed);
        self.workspace.changed_on_disk(&paths, is_new);
    }

    /// What is wrong with the options, as sentences.
    pub(crate) fn did_change_configuration(&mut self, parameters: &DidChangeConfigurationParams) -> Vec<String> {
        let Some((settings, complaints)) = changed_settings(&parameters.settings) else { return Vec::new() };
        self.workspace.set_settings(settings);
        complaints
    }

    pub(crate) fn did_change_folders(&mut self, parameters: &DidChangeWorkspaceFoldersParams) {
        let removed: Vec<PathBuf> = parameters.event.removed.iter().filter_map(|folder| path(&folder.uri)).collect();
        self.folders.retain(|folder| !removed.contains(folder));
        self.workspace.leave_unused(&self.folders);
        for folder in parameters.event.added.iter().filter_map(|folder| path(&folder.uri)) {
            self.open_folder(&folder);
            self.folders.push(folder);
        }
    }

    /// The projects that have changed since this was last asked; nothing that was known of them is known any more.
    pub(crate) fn take_changed(&mut self) -> Vec<ProjectId> {
        let changed = self.workspace.take_changed();
        for id in &changed {
            self.known.entry(*id).or_default().state += 1;
        }
        changed
    }
}
