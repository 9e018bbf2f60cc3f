//! From a request to whoever answers it, and from the answer to the client.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bailiwick::ide::ProjectId;
use bailiwick::source::{Database, ended, interruptible};
use gen_lsp_types::Uri;
use lsp_server::{ErrorCode, Request, RequestId};
use serde_json::Value;

use crate::from_lsp::path;
use crate::requests::{Answer, Document, Everything, Failure, Handler, Project, handler};
use crate::server::{Event, Server};

impl Server {
    /// Has a request answered.
    pub(crate) fn dispatch(&mut self, request: Request) {
        let Some(handler) = handler(&request.method) else {
            let why = format!("there is no method `{}`", request.method);
            return self.reply(request.id, Err(Failure::new(ErrorCode::MethodNotFound, why)));
        };
        self.open.insert(request.id.clone());
        let uri = uri(&request.params);
        let version = uri.as_ref().and_then(|uri| self.session.documents.get(&uri.0)).map(|one| one.version);
        match handler {
            Handler::Everything(give) => {
                let projects = self.session.workspace.projects();
                let projects = projects.into_iter().filter_map(|id| {
                    // A file of several projects is told of as a part of its own.
                    let files = self.session.workspace.own_files(id).into_iter().map(|(_, file)| file).collect();
                    Some(Project { files, ..self.project(id)? })
                });
                let projects = projects.collect();
                let (client, sender) = (self.session.client.clone(), self.sender.clone());
                let all = Everything { projects, client, sender };
                let db = all.projects.first().map(|project| project.snapshot.db.clone());
                self.work(request, version, db, move |asked| give(&all, asked));
            }
            Handler::Policy(give) => match self.document(uri.as_ref()) {
                Some(document) => {
                    let db = document.project.snapshot.db.clone();
                    let give = move |asked| {
                        if document.is_policy() { give(&document, asked) } else { Ok(Value::Null) }
                    };
                    self.work(request, version, Some(db), give);
                }
                None => self.finish(request.id, self.unknown(uri.as_ref())),
            },
            Handler::Text(give) => {
                let document = self.document(uri.as_ref());
                let db = document.as_ref().map(|document| document.project.snapshot.db.clone());
                self.work(request, version, db, move |asked| give(document.as_ref(), asked));
            }
        }
    }

    /// What is answered about a text that belongs to no project.
    fn unknown(&self, uri: Option<&Uri>) -> Answer {
        match uri {
            Some(uri) if self.session.documents.get(&uri.0).is_some() => Ok(Value::Null),
            Some(uri) => {
                let why = format!("`{}` is not open, and belongs to nothing that is", uri.0);
                Err(Failure::new(ErrorCode::InvalidParams, why))
            }
            None => Err(Failure::new(ErrorCode::InvalidParams, "the parameters name no document")),
        }
    }

    fn document(&self, uri: Option<&Uri>) -> Option<Document> {
        let (id, file) = self.session.workspace.locate(&path(uri?)?)?;
        Some(Document { project: self.project(id)?, file })
    }

    fn project(&self, id: ProjectId) -> Option<Project> {
        let snapshot = self.session.workspace.snapshot(id)?;
        let known = self.session.known.get(&id).cloned().unwrap_or_default();
        Some(Project { snapshot, known, naming: self.session.naming(), files: Vec::new() })
    }

    /// Answers a request on another thread. The snapshot is gone before anybody hears of the answer.
    fn work(
        &self,
        request: Request,
        version: Option<i32>,
        db: Option<Database>,
        give: impl FnOnce(Value) -> Answer + Send + 'static,
    ) {
        let events = self.events.clone();
        self.pool.run(move || {
            let Request { id, method, params } = request.clone();
            let answer = catch_unwind(AssertUnwindSafe(move || {
                ended(AssertUnwindSafe(move || match db {
                    Some(db) => interruptible(&db, |_| give(params)),
                    None => give(params),
                }))
            }));
            let event = match answer {
                Ok(Some(answer)) => Event::Answered(id, answer),
                Ok(None) => Event::Interrupted(request, version),
                Err(_) => {
                    let why = format!("`{method}` failed because of an internal error; please report it");
                    Event::Answered(id, Err(Failure::new(ErrorCode::InternalError, why)))
                }
            };
            _ = events.send(event);
        });
    }

    /// A request has an answer; whoever does not want it any more was told so.
    pub(crate) fn finish(&mut self, id: RequestId, answer: Answer) {
        if self.open.remove(&id) {
            self.reply(id, answer);
        }
    }

    /// A request was interrupted by a change: it is asked again if its own text is the same, or if the newer text will do.
    pub(crate) fn again(&mut self, request: Request, version: Option<i32>) {
        if !self.open.contains(&request.id) {
            return;
        }
        let now = uri(&request.params).and_then(|uri| Some(self.session.documents.get(&uri.0)?.version));
        if now == version || ANEW.contains(&request.method.as_str()) {
            self.dispatch(request);
        } else {
            let why = "the text has changed in the meantime";
            self.finish(request.id, Err(Failure::new(ErrorCode::ContentModified, why)));
        }
    }

    /// The client does not want an answer any more.
    pub(crate) fn cancel(&mut self, parameters: &Value) {
        let id = parameters.get("id").cloned().and_then(|id| serde_json::from_value(id).ok());
        if let Some(id) = id {
            self.finish(id, Err(Failure::new(ErrorCode::RequestCanceled, "not wanted any more")));
        }
    }
}

/// Requests that are as good about the newer text: they have no position, or one behind which somebody types. Clients take a
/// refusal of these for "there is nothing", and show just that.
const ANEW: [&str; 6] = [
    "textDocument/completion",
    "textDocument/diagnostic",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
];

/// The document that a request is about.
fn uri(parameters: &Value) -> Option<Uri> {
    let of = |part: &str| parameters.get(part)?.get("uri")?.as_str();
    of("textDocument").or_else(|| of("item")).map(|uri| Uri(uri.to_owned()))
}
