//! What stands above each property.

use bailiwick::ide;
use gen_lsp_types::{CodeLens, Command};
use serde_json::json;

use super::{Document, SHOW_PATH};

pub(crate) fn lenses(document: &Document) -> Vec<CodeLens> {
    let (shown, places) = (document.project.shown(), document.places());
    let uri = places.uri(document.file);
    let lens = |lens: ide::Lens| {
        let range = places.range(lens.span);
        let said = CodeLens { range, command: Some(command(&lens.title, "", None)), data: None };
        let arguments = vec![json!(uri), json!(range.start)];
        let path = CodeLens { range, command: Some(command("show path", SHOW_PATH, Some(arguments))), data: None };
        let has_path = !lens.path.is_empty();
        std::iter::once(said).chain(has_path.then_some(path))
    };
    let lenses = ide::lenses(&document.project.snapshot.db, &shown, document.file);
    lenses.into_iter().flat_map(lens).collect()
}

fn command(title: &str, command: &str, arguments: Option<Vec<serde_json::Value>>) -> Command {
    Command { title: title.to_owned(), command: command.to_owned(), arguments, ..Command::default() }
}
