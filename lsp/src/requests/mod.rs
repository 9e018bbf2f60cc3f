//! What a client can ask, a file for each kind of question. Each is answered from a snapshot, on a thread of the pool.

mod actions;
mod calls;
mod completion;
mod diagnostics;
mod folding;
mod formatting;
mod hints;
mod hover;
mod lenses;
mod library;
mod navigation;
mod path;
mod rename;
mod symbols;
mod tokens;

use std::sync::Arc;

use bailiwick::ide::{Progress, Shown, Snapshot, read};
use bailiwick::source::{Database, File, Span, is_library};
use crossbeam_channel::Sender;
use gen_lsp_types::Position;
use lsp_server::{ErrorCode, Message};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::client::Client;
use crate::lines::Lines;
use crate::session::Knowledge;
use crate::to_lsp::{Naming, Places};

pub(crate) use actions::FIX_ALL;
pub(crate) use path::SHOW_PATH;
pub(crate) use tokens::legend;

/// Why a question has no answer.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: i32,
    pub(crate) message: String,
}

/// A text that somebody asks about.
pub(crate) struct Document {
    pub(crate) project: Project,
    pub(crate) file: File,
}

/// A project that somebody asks about.
pub(crate) struct Project {
    pub(crate) snapshot: Snapshot,
    pub(crate) known: Knowledge,
    pub(crate) naming: Naming,
    /// Its files, where all of them are asked about.
    pub(crate) files: Vec<File>,
}

/// All projects, for whoever asks about no text.
pub(crate) struct Everything {
    pub(crate) projects: Vec<Project>,
    pub(crate) client: Arc<Client>,
    pub(crate) sender: Sender<Message>,
}

/// What comes of a question.
pub(crate) type Answer = Result<Value, Failure>;

/// Who answers a question.
pub(crate) enum Handler {
    /// About a text of a policy; nothing is known of any other.
    Policy(fn(&Document, Value) -> Answer),
    /// About any text of a project, manifests included.
    Text(fn(Option<&Document>, Value) -> Answer),
    /// About everything.
    Everything(fn(&Everything, Value) -> Answer),
}

/// Every question that is answered.
const HANDLERS: &[(&str, Handler)] = {
    use Handler::{Everything, Policy, Text};
    &[
        ("textDocument/codeAction", Policy(|document, asked| plain(asked, |asked| actions::actions(document, &asked)))),
        ("textDocument/codeLens", Policy(|document, asked| plain(asked, |_: Value| lenses::lenses(document)))),
        (
            "textDocument/completion",
            Policy(|document, asked| plain(asked, |asked| completion::complete(document, &asked))),
        ),
        (
            "textDocument/definition",
            Policy(|document, asked| plain(asked, |asked| navigation::definition(document, &asked))),
        ),
        (
            "textDocument/documentHighlight",
            Policy(|document, asked| plain(asked, |asked| navigation::highlights(document, &asked))),
        ),
        ("textDocument/documentSymbol", Policy(|document, asked| plain(asked, |_: Value| symbols::outline(document)))),
        ("textDocument/foldingRange", Policy(|document, asked| plain(asked, |_: Value| folding::folding(document)))),
        (
            "textDocument/formatting",
            Policy(|document, asked| plain(asked, |_: Value| formatting::formatting(document))),
        ),
        ("textDocument/hover", Policy(|document, asked| plain(asked, |asked| hover::hover(document, &asked)))),
        ("textDocument/inlayHint", Policy(|document, asked| plain(asked, |asked| hints::hints(document, &asked)))),
        (
            "textDocument/prepareCallHierarchy",
            Policy(|document, asked| plain(asked, |asked| calls::prepare(document, &asked))),
        ),
        (
            "textDocument/prepareRename",
            Policy(|document, asked| answer(asked, |asked| rename::prepare(document, &asked))),
        ),
        (
            "textDocument/references",
            Policy(|document, asked| plain(asked, |asked| navigation::references(document, &asked))),
        ),
        ("textDocument/rename", Policy(|document, asked| answer(asked, |asked| rename::rename(document, &asked)))),
        ("textDocument/semanticTokens/full", Policy(|document, asked| plain(asked, |_: Value| tokens::full(document)))),
        (
            "textDocument/semanticTokens/range",
            Policy(|document, asked| plain(asked, |asked| tokens::range(document, &asked))),
        ),
        (
            "callHierarchy/incomingCalls",
            Policy(|document, asked| plain(asked, |asked| calls::incoming(document, &asked))),
        ),
        (
            "callHierarchy/outgoingCalls",
            Policy(|document, asked| plain(asked, |asked| calls::outgoing(document, &asked))),
        ),
        (
            "textDocument/diagnostic",
            Text(|document, asked| plain(asked, |asked| diagnostics::of_one(document, &asked))),
        ),
        ("workspace/diagnostic", Everything(|all, asked| plain(asked, |asked| diagnostics::of_all(all, &asked)))),
        ("workspace/executeCommand", Everything(|all, asked| answer(asked, |asked| path::execute(all, asked)))),
        ("workspace/symbol", Everything(|all, asked| plain(asked, |asked| symbols::named(all, &asked)))),
        (
            "workspace/textDocumentContent",
            Everything(|all, asked| answer(asked, |asked| library::content(all, &asked))),
        ),
    ]
};

/// Who answers a question.
pub(crate) fn handler(method: &str) -> Option<&'static Handler> {
    HANDLERS.iter().find(|(known, _)| *known == method).map(|(_, handler)| handler)
}

/// Reads a question, and writes its answer, which there always is.
fn plain<A: DeserializeOwned, R: Serialize>(asked: Value, give: impl FnOnce(A) -> R) -> Answer {
    answer(asked, |asked| Ok(give(asked)))
}

/// Reads a question, and writes its answer.
fn answer<A: DeserializeOwned, R: Serialize>(asked: Value, give: impl FnOnce(A) -> Result<R, Failure>) -> Answer {
    let asked = serde_json::from_value(asked).map_err(|why| {
        Failure::new(ErrorCode::InvalidParams, format!("the parameters are not as they should be: {why}"))
    })?;
    let given = give(asked)?;
    serde_json::to_value(given).map_err(|why| Failure::new(ErrorCode::InternalError, why.to_string()))
}

impl Failure {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code: code as i32, message: message.into() }
    }
}

impl Project {
    pub(crate) fn places(&self) -> Places<'_> {
        Places::new(&self.snapshot.db, &self.naming)
    }

    /// What can be said of it now: if it has changed since anything was told, what can be read of it, and no proofs.
    pub(crate) fn shown(&self) -> Arc<Shown> {
        if self.known.shown_state == self.known.state {
            return self.known.shown.clone();
        }
        let mut shown = Shown::clone(&self.known.shown);
        shown.take(Progress::Read(read(&self.snapshot)));
        Arc::new(shown)
    }
}

impl Document {
    pub(crate) fn places(&self) -> Places<'_> {
        self.project.places()
    }

    /// The database and the project.
    pub(crate) fn parts(&self) -> (&Database, bailiwick::source::Project) {
        (&self.project.snapshot.db, self.project.snapshot.project)
    }

    /// Whether it is a text of a policy.
    pub(crate) fn is_policy(&self) -> bool {
        let Snapshot { db, project, .. } = &self.project.snapshot;
        project.files(db).contains(&self.file) && !is_library(db, self.file)
    }

    /// The byte of a position.
    pub(crate) fn offset(&self, position: Position) -> u32 {
        let text = self.file.text(&self.project.snapshot.db);
        let offset = Lines::new(text, self.project.naming.encoding).offset(position);
        u32::try_from(offset).unwrap_or(u32::MAX)
    }

    /// The stretch between two positions.
    pub(crate) fn span(&self, range: gen_lsp_types::Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span { file: self.file, start: start.min(end), end: end.max(start) }
    }
}
