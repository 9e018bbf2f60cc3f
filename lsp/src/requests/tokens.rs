//! What each word is, for editors that colour by that.

use bailiwick::ide::{self, Colour, Coloured};
use bailiwick::names::Sort;
use gen_lsp_types::{Range, SemanticToken, SemanticTokens, SemanticTokensLegend, SemanticTokensRangeParams};

use super::Document;

/// What a word can be, in the protocol's words.
const TYPES: [&str; 16] = [
    "comment",
    "string",
    "number",
    "keyword",
    "enumMember",
    "property",
    "namespace",
    "class",
    "interface",
    "struct",
    "method",
    "function",
    "enum",
    "event",
    "parameter",
    "type",
];

/// What can be said of a word besides.
const MODIFIERS: [&str; 2] = ["declaration", "defaultLibrary"];

/// What the numbers in answers stand for.
pub(crate) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.map(str::to_owned).to_vec(),
        token_modifiers: MODIFIERS.map(str::to_owned).to_vec(),
    }
}

/// All of a text.
pub(crate) fn full(document: &Document) -> SemanticTokens {
    tokens(document, None)
}

/// A part of a text.
pub(crate) fn range(document: &Document, asked: &SemanticTokensRangeParams) -> SemanticTokens {
    tokens(document, Some(asked.range))
}

fn tokens(document: &Document, wanted: Option<Range>) -> SemanticTokens {
    let (db, project) = document.parts();
    let places = document.places();
    let lines = places.lines(document.file);
    let wanted = wanted.map(|range| document.span(range));
    let is_wanted = |one: &Coloured| wanted.is_none_or(|span| span.start < one.span.end && one.span.start < span.end);
    let mut data = Vec::new();
    let mut last = (0, 0);
    for one in ide::tokens(db, project, document.file).into_iter().filter(is_wanted) {
        let mut start = one.span.start as usize;
        let end = one.span.end as usize;
        // A token of the protocol lies on one line.
        while start < end {
            let (_, end_of_line) = lines.line_at(start);
            let stop = end.min(end_of_line);
            let length = lines.length(start, stop);
            if length > 0 {
                let at = lines.position(start);
                let delta_line = at.line - last.0;
                let delta_start = if delta_line == 0 { at.character - last.1 } else { at.character };
                let (token_type, token_modifiers_bitset) = (number(one.kind), modifiers(&one));
                data.push(SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset });
                last = (at.line, at.character);
            }
            start = next_line(document.file.text(db), stop);
        }
    }
    SemanticTokens { result_id: None, data }
}

/// Where the line behind a line break begins.
fn next_line(text: &str, end_of_line: usize) -> usize {
    let rest = text.get(end_of_line..).unwrap_or_default();
    end_of_line + if rest.starts_with("\r\n") { 2 } else { 1 }
}

fn modifiers(one: &Coloured) -> u32 {
    u32::from(one.is_declaration) | u32::from(one.is_library) << 1
}

fn number(kind: Colour) -> u32 {
    let name = match kind {
        Colour::Comment => "comment",
        Colour::Text => "string",
        Colour::Number => "number",
        Colour::Keyword => "keyword",
        Colour::Value => "enumMember",
        Colour::Attribute => "property",
        Colour::Module => "namespace",
        Colour::Name(sort) => of_sort(sort),
    };
    let at = TYPES.iter().position(|known| *known == name).unwrap_or_default();
    u32::try_from(at).unwrap_or_default()
}

fn of_sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Workflow | Sort::Domain => "namespace",
        Sort::Agent | Sort::Blueprint | Sort::Service | Sort::Tool => "class",
        Sort::Human | Sort::Team | Sort::Origin | Sort::Role => "interface",
        Sort::Store | Sort::Part | Sort::Sink | Sort::Log | Sort::Model | Sort::Credential => "struct",
        Sort::Entry | Sort::Step | Sort::Transformer => "method",
        Sort::Operation | Sort::Test => "function",
        Sort::Level | Sort::Compartment | Sort::Class | Sort::Tier | Sort::Purpose => "enum",
        Sort::Context | Sort::Parameter => "parameter",
        Sort::Gate | Sort::Task | Sort::BreakGlass => "event",
        _ => "type",
    }
}
