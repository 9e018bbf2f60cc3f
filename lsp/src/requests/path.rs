//! The path by which something comes about, step by step.

use bailiwick::ide::lenses;
use gen_lsp_types::{ExecuteCommandParams, Location, Position, ShowDocumentParams, Uri};
use lsp_server::{ErrorCode, Message, Request};

use super::{Everything, Failure};
use crate::client::Ability;

/// The command behind `show path`. Its arguments are the document and the position of the line above the property; its
/// result are the places of the path, in order. A client that shows documents is sent to the first one.
pub(crate) const SHOW_PATH: &str = "bailiwick.showPath";

pub(crate) fn execute(all: &Everything, asked: ExecuteCommandParams) -> Result<Vec<Location>, Failure> {
    let wrong = |what: &str| Failure::new(ErrorCode::InvalidParams, what);
    if asked.command != SHOW_PATH {
        return Err(wrong(&format!("there is no command `{}`", asked.command)));
    }
    let mut arguments = asked.arguments.unwrap_or_default().into_iter();
    let uri: Option<Uri> = arguments.next().and_then(|uri| serde_json::from_value(uri).ok());
    let at: Option<Position> = arguments.next().and_then(|at| serde_json::from_value(at).ok());
    let (Some(uri), Some(at)) = (uri, at) else {
        return Err(wrong("the arguments are a document and a position"));
    };
    let path = path(all, &uri, at);
    if let Some(first) = path.first().filter(|_| all.client.can(Ability::Shows)) {
        let shown = ShowDocumentParams {
            uri: first.uri.clone(),
            take_focus: Some(true),
            selection: Some(first.range),
            external: None,
        };
        let id = "show path".to_owned().into();
        _ = all.sender.send(Message::Request(Request::new(id, "window/showDocument".to_owned(), shown)));
    }
    Ok(path)
}

/// The places of the path of the property at a position.
fn path(all: &Everything, uri: &Uri, at: Position) -> Vec<Location> {
    for project in &all.projects {
        let (shown, places) = (project.shown(), project.places());
        for file in project.files.iter().filter(|file| places.uri(**file).as_ref() == Some(uri)) {
            let found = lenses(&project.snapshot.db, &shown, *file);
            if let Some(lens) = found.iter().find(|lens| places.range(lens.span).start.line == at.line) {
                return lens.path.iter().filter_map(|span| places.location(*span)).collect();
            }
        }
    }
    Vec::new()
}
