//! What the server can do.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions, ExecuteCommandOptions,
    InitializeResult, RenameOptions, Save, SemanticTokensOptions, ServerCapabilities, ServerInfo,
    TextDocumentContentOptions, TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};

use crate::lines::Encoding;
use crate::requests::{FIX_ALL, SHOW_PATH, legend};
use crate::to_lsp::LIBRARY_SCHEME;

/// What is answered when a client begins.
pub(crate) fn initialized(encoding: Encoding, reads_library: bool) -> InitializeResult {
    let info = ServerInfo { name: "bailiwick-lsp".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    InitializeResult { capabilities: capabilities(encoding, reads_library), server_info: Some(info) }
}

fn capabilities(encoding: Encoding, reads_library: bool) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(sync().into()),
        completion_provider: Some(completion()),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        document_formatting_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        call_hierarchy_provider: Some(true.into()),
        inlay_hint_provider: Some(true.into()),
        rename_provider: Some(RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into()),
        semantic_tokens_provider: Some(semantic_tokens().into()),
        code_action_provider: Some(code_actions().into()),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false), ..CodeLensOptions::default() }),
        diagnostic_provider: Some(diagnostics().into()),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![SHOW_PATH.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(workspace(reads_library)),
        ..ServerCapabilities::default()
    }
}

fn sync() -> TextDocumentSyncOptions {
    TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::Bool(true)),
        ..TextDocumentSyncOptions::default()
    }
}

fn completion() -> CompletionOptions {
    let triggers = [" ", ".", "[", "("].map(str::to_owned);
    CompletionOptions {
        trigger_characters: Some(triggers.to_vec()),
        resolve_provider: Some(false),
        ..CompletionOptions::default()
    }
}

fn semantic_tokens() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: legend(),
        range: Some(true.into()),
        full: Some(true.into()),
        ..SemanticTokensOptions::default()
    }
}

fn code_actions() -> CodeActionOptions {
    CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::new(FIX_ALL)]),
        ..CodeActionOptions::default()
    }
}

fn diagnostics() -> DiagnosticOptions {
    DiagnosticOptions {
        identifier: Some("bailiwick".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    }
}

fn workspace(reads_library: bool) -> WorkspaceOptions {
    let library = TextDocumentContentOptions { schemes: vec![LIBRARY_SCHEME.to_owned()] };
    WorkspaceOptions {
        workspace_folders: Some(WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(true.into()),
        }),
        text_document_content: reads_library.then(|| library.into()),
        ..WorkspaceOptions::default()
    }
}
