//! Where controls are named in a text.

use crate::frameworks::evidence::{framework_of, mappings, mappings_of, own_lines};
use crate::frameworks::framework::Framework;
use crate::frameworks::said::header;
use crate::names::{Place, names};
use crate::source::{Db, File, Project, Span};
use crate::syntax::ast::Path;
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
    let is_there = |one: &NamedControl<'_>| one.span.start < offset && offset < one.span.end;
    let named = named_controls(db, project, Some(file)).into_iter().find(is_there);
    named.or_else(|| unfinished(db, project, file, offset))
}

/// The controls that are named by mappings, rules and proofs: of one file, or of all. Those of unknown frameworks are left out.
pub fn named_controls(db: &dyn Db, project: Project, file: Option<File>) -> Vec<NamedControl<'_>> {
    let mut found = Vec::new();
    let mut add = |file: File, place: Place, framework: &Path, said: &[(String, Span)]| {
        if let Some(framework) = framework_of(db, project, file, place, framework) {
            found.extend(said.iter().map(|(id, span)| NamedControl { framework, id: id.clone(), span: *span }));
        }
    };
    let mappings = match file {
        Some(file) => mappings_of(db, project, file),
        None => mappings(db, project),
    };
    for (file, place, mapping) in mappings {
        let said = mapping.evidence.iter().map(|line| &line.controls);
        let said = said.chain(mapping.claims.iter().map(|claim| &claim.controls));
        for controls in said.chain(mapping.out_of_reach.iter().map(|one| &one.controls)) {
            add(file, place, &mapping.framework, controls);
        }
    }
    for (definition, framework, line) in own_lines(db, project) {
        let stands_in = names(db, project).module(definition.module).file;
        if file.is_none_or(|file| file == stands_in) {
            add(stands_in, Place { module: definition.module, block: None }, &framework, &line.controls);
        }
    }
    found
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
    let place = mappings_of(db, project, file).first().map(|(_, place, _)| *place)?;
    let framework = header(mapping).paths("framework").first().copied()?;
    let framework = framework_of(db, project, file, place, framework)?;
    let span = span_of(tokens[at]);
    let id = text.get(span.start as usize + 1..span.end as usize - 1)?.to_owned();
    Some(NamedControl { framework, id, span })
}
