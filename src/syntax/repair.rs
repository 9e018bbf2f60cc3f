//! Edits that take a clause or a declaration out of a text, or put a clause into one, and leave the rest as it is.

use crate::finding::Edit;
use crate::source::Span;
use crate::syntax::ast::{Argument, Block, Clause, Statement, Tree};

/// Takes out the clause or the declaration that has exactly this place, with its documentation; nothing if there is none.
pub(crate) fn removed(text: &str, tree: &Tree, span: Span) -> Option<Edit> {
    let of_clauses = |statement| clauses(statement).find(|(known, _)| *known == span);
    let documentation = tree.items.iter().find_map(of_clauses)?.1;
    let mut cut = Cut { text, start: span.start as usize, end: span.end as usize };
    if cut.is_alone() {
        cut.whole_lines(documentation);
    } else {
        cut.start = text.get(..cut.start)?.trim_end_matches([' ', '\t']).len();
    }
    let (start, end) = (offset(cut.start), offset(cut.end));
    Some(Edit { span: Span { start, end, ..span }, text: String::new() })
}

/// A statement and everything in its braces, each with how many lines of documentation it has.
fn clauses(statement: &Statement) -> Box<dyn Iterator<Item = (Span, usize)> + '_> {
    let own = std::iter::once((statement.span, statement.docs.len()));
    let inside = statement.block.iter().flat_map(|block| &block.clauses);
    let within = inside.flat_map(|clause| match clause {
        Clause::Statement(inner) => clauses(inner),
        Clause::Permission(inner) => Box::new(std::iter::once((inner.span, inner.docs.len()))),
        Clause::Sentence(inner) => Box::new(std::iter::once((inner.span, inner.docs.len()))),
        Clause::Logic(inner) => Box::new(std::iter::once((inner.span, inner.docs.len()))),
    });
    Box::new(own.chain(within))
}

/// What is to be taken out.
struct Cut<'text> {
    text: &'text str,
    start: usize,
    end: usize,
}

impl<'text> Cut<'text> {
    /// Whether nothing else stands on its lines; a comment behind it belongs to it.
    fn is_alone(&self) -> bool {
        let behind = self.text.get(self.end..end_of_line(self.text, self.end)).unwrap_or_default().trim();
        let before = self.text.get(start_of_line(self.text, self.start)..self.start).unwrap_or_default();
        before.trim().is_empty() && (behind.is_empty() || behind.starts_with("//"))
    }

    /// Takes out whole lines with so many lines of documentation above them, and one of two empty lines that are left.
    fn whole_lines(&mut self, documentation: usize) {
        self.start = start_of_line(self.text, self.start);
        let mut above = self.start;
        for _ in 0..documentation {
            while let Some(line) = self.line_before(above) {
                above -= line.len();
                if line.trim_start().starts_with("///") {
                    self.start = above;
                    break;
                }
            }
        }
        self.end = end_of_line(self.text, self.end);
        let is_empty = |line: &str| line.trim().is_empty();
        let before = self.line_before(self.start);
        let behind = self.text.get(self.end..end_of_line(self.text, self.end)).unwrap_or_default();
        let ends = behind.is_empty() || behind.trim_start().starts_with('}');
        let begins = before.is_none_or(|line| is_empty(line) || line.trim_end().ends_with('{'));
        match before {
            Some(line) if is_empty(line) && ends => self.start -= line.len(),
            _ if begins && is_empty(behind) => self.end += behind.len(),
            _ => {}
        }
    }

    /// The line that ends where another one begins.
    fn line_before(&self, start: usize) -> Option<&'text str> {
        let end = start.checked_sub(1)?;
        self.text.get(start_of_line(self.text, end)..start)
    }
}

/// Where the line begins in which an offset is.
fn start_of_line(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where the line ends in which an offset is, with its line break.
fn end_of_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|behind| behind.find('\n')).map_or(text.len(), |end| at + end + 1)
}

/// Lets a clause of a declaration say something: where it stands, or in a line of its own. Nothing if the clause stands
/// there several times, or says more than one thing.
pub(crate) fn with_clause(text: &str, statement: &Statement, head: &str, value: &str) -> Option<Edit> {
    let standing: Vec<&Clause> = statement.block.iter().flat_map(|block| &block.clauses).collect();
    let standing: Vec<&Statement> = standing
        .into_iter()
        .filter_map(|clause| match clause {
            Clause::Statement(inner) if inner.head.text == head => Some(inner),
            _ => None,
        })
        .collect();
    match (standing.as_slice(), &statement.block) {
        ([only], _) => match only.arguments.as_slice() {
            [argument] if is_single(argument) => Some(Edit { span: argument.span(), text: value.to_owned() }),
            _ => None,
        },
        ([], Some(block)) => Some(in_block(text, statement, block, &format!("{head} {value}"))),
        ([], None) => {
            let (line, indent) = (line_break(text, statement), indentation(text, statement));
            let block = format!(" {{{line}{indent}  {head} {value}{line}{indent}}}");
            Some(Edit { span: Span { start: statement.span.end, ..statement.span }, text: block })
        }
        _ => None,
    }
}

/// Whether an argument says one thing.
fn is_single(argument: &Argument) -> bool {
    let is_figure = matches!(
        argument,
        Argument::Number(_) | Argument::Percent(_) | Argument::Duration(_) | Argument::Date(_) | Argument::Time(_)
    );
    is_figure || matches!(argument, Argument::Path(_) | Argument::Text(_))
}

/// A clause as the last one of a block.
fn in_block(text: &str, statement: &Statement, block: &Block, clause: &str) -> Edit {
    let (line, indent) = (line_break(text, statement), indentation(text, statement));
    let (first, last) = (block.span.start as usize + 1, (block.span.end as usize).saturating_sub(1));
    let inside = text.get(first..last).unwrap_or_default();
    let edit = |start: usize, text: String| {
        let span = Span { start: offset(start), end: offset(last), ..statement.span };
        Edit { span, text }
    };
    if inside.contains('\n') {
        let before = first + inside.trim_end_matches([' ', '\t']).len();
        let begin = if inside.trim_end_matches([' ', '\t']).ends_with('\n') { "" } else { line };
        return edit(before, format!("{begin}{indent}  {clause}{line}{indent}"));
    }
    let own = inside.trim();
    let own = if own.is_empty() { String::new() } else { format!("{line}{indent}  {own}") };
    edit(first, format!("{own}{line}{indent}  {clause}{line}{indent}"))
}

/// How the lines of a text end.
fn line_break(text: &str, statement: &Statement) -> &'static str {
    let line = text.get(..end_of_line(text, statement.span.start as usize)).unwrap_or_default();
    if line.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// The blanks before the line in which a statement begins.
fn indentation<'text>(text: &'text str, statement: &Statement) -> &'text str {
    let line = text.get(start_of_line(text, statement.span.start as usize)..).unwrap_or_default();
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
