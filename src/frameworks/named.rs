//! Where controls are named in a text.

use crate::frameworks::evidence::{framework_of, mappings_of, own_lines};
use crate::frameworks::framework::Framework;
use crate::frameworks::said::header;
use crate::names::Place;
use crate::source::{Db, File, Project, Span};
use crate::syntax::{Kind, Scanner, Token, tree};

/// A control that is named in a text.
pub struct NamedControl<'db> {
    /// The framework, which has a control of this id or has not.
    pub framework: &'db Framework,
    /// The id, as it is written.
    pub id: String,
    /// The text, quotes included.
    pub span: Span,
}

/// The control that is named at an offset of a file, if the framework is known.
pub fn control_at(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<NamedControl<'_>> {
    let is_there = |span: &Span| span.file == file && span.start < offset && offset < span.end;
    for (place, mapping) in mappings_of(db, project, file) {
        let said = mapping.evidence.iter().flat_map(|line| &line.controls);
        let said = said.chain(mapping.claims.iter().flat_map(|claim| &claim.controls));
        let mut said = said.chain(mapping.out_of_reach.iter().flat_map(|one| &one.controls));
        if let Some((id, span)) = said.find(|(_, span)| is_there(span)) {
            let framework = framework_of(db, project, file, place, &mapping.framework)?;
            return Some(NamedControl { framework, id: id.clone(), span: *span });
        }
    }
    let mut own = own_lines(db, project).into_iter();
    let line = own.find(|(_, _, line)| line.controls.iter().any(|(_, span)| is_there(span)));
    let Some((definition, path, line)) = line else { return unfinished(db, project, file, offset) };
    let place = Place { module: definition.module, block: None };
    let framework = framework_of(db, project, file, place, &path)?;
    let (id, span) = line.controls.into_iter().find(|(_, span)| is_there(span))?;
    Some(NamedControl { framework, id, span })
}

/// The same in a line of a mapping of which the rest is yet to be written.
fn unfinished(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<NamedControl<'_>> {
    let is_around = |span: Span| span.start < offset && offset < span.end;
    let mapping = tree(db, file).items.iter().find(|item| item.head.text == "mapping" && is_around(item.span))?;
    let text = file.text(db);
    let span_of = |token: Token| Span { file, start: token.start, end: token.end };
    let tokens: Vec<Token> = Scanner::new(text, mapping.span.start, mapping.span.end).collect();
    let at = tokens.iter().position(|token| token.kind == Kind::Text && is_around(span_of(*token)))?;
    // A list goes on over several lines.
    let (mut depth, mut first) = (0_i32, None);
    for token in tokens[..at].iter().rev() {
        match (token.kind, token.text(text)) {
            (Kind::Symbol, "]") => depth += 1,
            (Kind::Symbol, "[") => depth -= 1,
            (Kind::LineEnd, _) if depth <= 0 && first.is_some() => break,
            (Kind::Symbol, "{") => break,
            (Kind::Word, word) => first = Some(word),
            _ => {}
        }
    }
    first.filter(|head| ["evidence", "declared", "out"].contains(head))?;
    let place = mappings_of(db, project, file).first().map(|(place, _)| *place)?;
    let framework = header(mapping).paths("framework").first().copied()?;
    let framework = framework_of(db, project, file, place, framework)?;
    let span = span_of(tokens[at]);
    let id = text.get(span.start as usize + 1..span.end as usize - 1)?.to_owned();
    Some(NamedControl { framework, id, span })
}
