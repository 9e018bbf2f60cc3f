//! Whether clauses stand where they may and have the form that the catalogue gives them. What has not is reported and
//! dropped, so that later stages can rely on forms.

use crate::finding::{Finding, closest};
use crate::source::Span;
use crate::syntax::arguments::misfit;
use crate::syntax::ast::{Action, Argument, Block, Clause, LogicLine, Modifier, PermissionClause, Sentence, Statement};
use crate::syntax::errors::{REPEATED_CLAUSE, UNKNOWN_CLAUSE, WRONG_SHAPE};
use crate::syntax::parser::Reader;
use crate::vocabulary::{self, Found, Inside, NOUNS, Noun};

/// A declaration without the clauses that are wrong; `None` if its header is.
pub(crate) fn declaration(item: Statement, reader: &mut Reader<'_>) -> Option<Statement> {
    let noun = vocabulary::noun(&item.head.text)?;
    noun_of(item, noun, reader)
}

fn noun_of(mut item: Statement, noun: &'static Noun, reader: &mut Reader<'_>) -> Option<Statement> {
    let mut fits = has_form(&item, noun.header, reader);
    let what = item.head.text.clone();
    item.block = item.block.map(|inner| block(inner, Inside::Noun(noun), &what, reader));
    // A sentence that could not be read was reported already.
    if noun.sentence && !reader.has_finding_in(item.span) {
        fits &= has_one_sentence(&item, reader);
    }
    fits.then_some(item)
}

/// What is right in a block; `around` is the word before it.
pub(crate) fn block(block: Block, inside: Inside, around: &str, reader: &mut Reader<'_>) -> Block {
    let mut kept: Vec<Clause> = Vec::new();
    let mut walk = Walk { inside, around, once: Vec::new() };
    for clause in block.clauses {
        let checked = match clause {
            Clause::Permission(permission) => walk.permission(permission, reader).map(Clause::Permission),
            Clause::Sentence(sentence) => walk.sentence(sentence, reader).map(Clause::Sentence),
            Clause::Statement(statement) => walk.statement(statement, reader).map(Clause::Statement),
            Clause::Logic(line) => walk.logic(line, reader).map(Clause::Logic),
        };
        kept.extend(checked);
    }
    kept.shrink_to_fit();
    Block { clauses: kept, span: block.span }
}

/// Through the clauses of one block.
struct Walk<'a> {
    inside: Inside,
    around: &'a str,
    /// The clauses so far that can stand only once.
    once: Vec<(&'static str, Span)>,
}

impl Walk<'_> {
    fn permission(&self, mut permission: PermissionClause, reader: &mut Reader<'_>) -> Option<PermissionClause> {
        permission.block = permission
            .block
            .take()
            .map(|record| block(record, Inside::Clauses(&vocabulary::RECORD), "the record of a permission", reader));
        let may_stand = match self.inside {
            Inside::Permissions => true,
            Inside::Noun(noun) => noun.permissions,
            Inside::Nothing | Inside::Clauses(_) | Inside::Declarations => false,
        };
        if !may_stand {
            let message = format!("`may` and `must not` say nothing inside `{}`", self.around);
            let help = "move it to whoever may do it, or into an `access` declaration";
            reader.report(Finding::new(&UNKNOWN_CLAUSE, permission.span, message).help(help));
            return None;
        }
        let exempted = permission.modifiers.iter().find_map(|modifier| match modifier {
            Modifier::Unless(condition) => Some(condition.span()),
            _ => None,
        });
        if let Some(span) = exempted.filter(|_| !permission.forbids) {
            let finding = Finding::new(&WRONG_SHAPE, span, "`unless` stands with `must not` and `never` only");
            reader.report(finding.help("write `when` and the opposite"));
            return None;
        }
        if let Action::Hold(_) = permission.action
            && self.around != "boundary"
        {
            let message = format!("`may hold` says nothing inside `{}`", self.around);
            let finding = Finding::new(&WRONG_SHAPE, permission.span, message);
            reader
                .report(finding.help("write `may read on` and where the data is; `hold` stands in a `boundary` only"));
            return None;
        }
        Some(permission)
    }

    fn logic(&self, line: LogicLine, reader: &mut Reader<'_>) -> Option<LogicLine> {
        let head = line.head.text.as_str();
        if matches!(self.inside, Inside::Noun(noun) if noun.logic.contains(&head)) {
            return Some(line);
        }
        let message = format!("`{head}` says nothing inside `{}`", self.around);
        let help = match head {
            "for" | "require" => "it belongs into a `rule`",
            _ => "it belongs into a `test`",
        };
        reader.report(Finding::new(&UNKNOWN_CLAUSE, line.span, message).help(help));
        None
    }

    fn sentence(&self, sentence: Sentence, reader: &mut Reader<'_>) -> Option<Sentence> {
        if matches!(self.inside, Inside::Noun(noun) if noun.sentence) {
            return Some(sentence);
        }
        let message = format!("a sentence that is to be proved says nothing inside `{}`", self.around);
        let finding = Finding::new(&UNKNOWN_CLAUSE, sentence.span, message);
        reader.report(finding.help("give it a declaration of its own: `prove NAME { ... }`"));
        None
    }

    fn statement(&mut self, mut statement: Statement, reader: &mut Reader<'_>) -> Option<Statement> {
        let head = statement.head.text.clone();
        let clause = match vocabulary::find(self.inside, &head) {
            None => {
                reader.report(self.unknown(&statement));
                return None;
            }
            Some(Found::Noun(noun)) => return noun_of(statement, noun, reader),
            Some(Found::Clause(clause)) => clause,
        };
        let fits = is_unknown(&statement) || has_form(&statement, clause.form, reader);
        let inner = statement.block.take();
        if let (Some(inner), Inside::Nothing) = (&inner, clause.inside) {
            let finding = Finding::new(&WRONG_SHAPE, inner.span, format!("`{head}` has no braces"));
            reader.report(finding.help("write each fact as a clause of its own"));
            return None;
        }
        statement.block = inner.map(|inner| block(inner, clause.inside, &head, reader));
        if !clause.many {
            if let Some((_, first)) = self.once.iter().find(|(known, _)| *known == clause.head) {
                let message = format!("`{head}` stands twice in this `{}`", self.around);
                let finding = Finding::new(&REPEATED_CLAUSE, statement.span, message).here("a second time here");
                reader.report(finding.label(*first, "first here").help("keep one of them"));
                return None;
            }
            self.once.push((clause.head, statement.span));
        }
        fits.then_some(statement)
    }

    fn unknown(&self, statement: &Statement) -> Finding {
        let head = statement.head.text.as_str();
        let span = statement.head.span;
        let around = self.around;
        let heads = vocabulary::heads(self.inside);
        let finding = Finding::new(&UNKNOWN_CLAUSE, span, format!("`{head}` is no clause of `{around}`"));
        if let Some(noun) = vocabulary::noun(head).filter(|noun| noun.top) {
            let message = format!("`{head}` can not be declared inside `{around}`");
            return Finding::new(&UNKNOWN_CLAUSE, span, message)
                .help(format!("begin the line of this `{}` in column one", noun.name));
        }
        let owners = owners(head);
        match closest(head, heads.iter().copied()) {
            _ if !owners.is_empty() => finding.help(format!("it is a clause of {}", listed(&owners, "and"))),
            Some(near) => {
                finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near)
            }
            None if heads.is_empty() => finding.help("nothing stands in these braces"),
            None => finding.help(format!("`{around}` knows {}", listed(&heads, "and"))),
        }
    }
}

/// The nouns that have a clause, if they are few.
fn owners(head: &str) -> Vec<&'static str> {
    let owners: Vec<&str> = NOUNS
        .iter()
        .filter(|noun| noun.clause(head).is_some() || noun.nests.contains(&head))
        .map(|noun| noun.name)
        .collect();
    if owners.len() > 4 { Vec::new() } else { owners }
}

fn listed(words: &[&str], last_joined_by: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} {last_joined_by} {last}", others.join(", ")),
    }
}

fn is_unknown(statement: &Statement) -> bool {
    matches!(statement.arguments.as_slice(), [Argument::Path(path)] if path.text() == "unknown")
}

/// Whether the arguments of a statement have a form; reports where they have not.
fn has_form(statement: &Statement, form: vocabulary::Form, reader: &mut Reader<'_>) -> bool {
    match misfit(statement, form) {
        None => true,
        Some(finding) => {
            reader.report(finding);
            false
        }
    }
}

fn has_one_sentence(item: &Statement, reader: &mut Reader<'_>) -> bool {
    let clauses = item.block.as_ref().map_or(&[][..], |block| &block.clauses);
    let sentences: Vec<&Sentence> = clauses
        .iter()
        .filter_map(|clause| match clause {
            Clause::Sentence(sentence) => Some(sentence),
            _ => None,
        })
        .collect();
    match sentences.as_slice() {
        [_] => return true,
        [] => {
            let span = item.arguments.first().map_or(item.head.span, Argument::span);
            let finding = Finding::new(&WRONG_SHAPE, span, "this says nothing that could be proved");
            reader.report(
                finding.help("write one sentence into its braces that begins with `never`, `possible` or `always`"),
            );
        }
        [first, second, ..] => {
            let finding = Finding::new(&WRONG_SHAPE, second.span, "a second sentence stands here");
            let finding = finding.label(first.span, "the first one");
            reader.report(finding.help("give it a declaration of its own: each has its own verdict"));
        }
    }
    false
}
