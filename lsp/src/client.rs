//! What the client can do, and what it asked for when it began.

use std::path::PathBuf;

use bailiwick::ide::Settings;
use gen_lsp_types::{ClientCapabilities, InitializeParams, WorkspaceFolders};
use serde_json::Value;

use crate::from_lsp::{day, path};
use crate::lines::Encoding;

/// Something that not every client can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ability {
    /// It asks for diagnostics itself.
    Pulls,
    /// It watches files if asked to.
    Watches,
    /// It shows a document on request.
    Shows,
    /// It asks for the text of documents that are not on the disk.
    ReadsLibrary,
}

/// A client.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) encoding: Encoding,
    abilities: Vec<Ability>,
    /// What it asks for again if told so.
    pub(crate) refreshes: Vec<&'static str>,
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) settings: Settings,
}

impl Client {
    /// Reads what a client says of itself. Options that mean nothing are told to whoever set them, as sentences.
    pub(crate) fn new(parameters: &InitializeParams) -> (Self, Vec<String>) {
        let InitializeParams { capabilities, initialization_options, .. } = parameters;
        let (settings, complaints) = settings(initialization_options.as_ref());
        let known = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let workspace = capabilities.workspace.as_ref();
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let window = capabilities.window.as_ref();
        let document = capabilities.text_document.as_ref();
        let shown = window.and_then(|window| window.show_document.as_ref());
        let abilities = [
            (document.is_some_and(|document| document.diagnostic.is_some()), Ability::Pulls),
            (watched.and_then(|watched| watched.dynamic_registration) == Some(true), Ability::Watches),
            (shown.is_some_and(|shown| shown.support), Ability::Shows),
            (workspace.is_some_and(|workspace| workspace.text_document_content.is_some()), Ability::ReadsLibrary),
        ];
        let client = Self {
            encoding: Encoding::best(known.unwrap_or_default()),
            abilities: abilities.into_iter().filter(|(can, _)| *can).map(|(_, ability)| ability).collect(),
            refreshes: refreshes(capabilities),
            folders: folders(parameters),
            settings,
        };
        (client, complaints)
    }

    /// Whether it can do something.
    pub(crate) fn can(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }
}

/// What the client asks for again if told so.
fn refreshes(capabilities: &ClientCapabilities) -> Vec<&'static str> {
    let Some(workspace) = &capabilities.workspace else { return Vec::new() };
    let lenses = workspace.code_lens.as_ref().and_then(|lenses| lenses.refresh_support);
    let hints = workspace.inlay_hint.as_ref().and_then(|hints| hints.refresh_support);
    let diagnostics = workspace.diagnostics.as_ref().and_then(|diagnostics| diagnostics.refresh_support);
    let all = [
        (lenses, "workspace/codeLens/refresh"),
        (hints, "workspace/inlayHint/refresh"),
        (diagnostics, "workspace/diagnostic/refresh"),
    ];
    all.into_iter().filter(|(can, _)| *can == Some(true)).map(|(_, method)| method).collect()
}

#[expect(deprecated, reason = "older clients say no more than `rootUri`")]
fn folders(parameters: &InitializeParams) -> Vec<PathBuf> {
    let folders = &parameters.workspace_folders_initialize_params.workspace_folders;
    match folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().filter_map(|folder| path(&folder.uri)).collect()
        }
        // Older clients name one folder.
        _ => parameters.root_uri.as_ref().and_then(path).into_iter().collect(),
    }
}

/// What a client says after it has begun, by itself or below `bailiwick`, where leaving something out says so as well.
/// Nothing if it is about something else, as with clients that tell of an empty configuration.
pub(crate) fn changed_settings(said: &Value) -> Option<(Settings, Vec<String>)> {
    let below = said.get("bailiwick").filter(|options| options.is_object());
    let is_told = below.is_some() || ["asOf", "profile"].iter().any(|name| said.get(name).is_some());
    is_told.then(|| settings(below.or(Some(said))))
}

/// The options `asOf` and `profile`.
fn settings(options: Option<&Value>) -> (Settings, Vec<String>) {
    let (mut settings, mut complaints) = (Settings::default(), Vec::new());
    let text = |name: &str| options.and_then(|options| options.get(name)).filter(|value| !value.is_null());
    if let Some(value) = text("asOf") {
        settings.as_of = value.as_str().and_then(day);
        if settings.as_of.is_none() {
            complaints.push(format!("the option `asOf` is {value}, and no date like \"2026-11-22\"; today counts"));
        }
    }
    if let Some(value) = text("profile") {
        settings.profile = value.as_str().map(str::to_owned);
        if settings.profile.is_none() {
            complaints.push(format!("the option `profile` is {value}, and no name of a profile in quotes"));
        }
    }
    (settings, complaints)
}
