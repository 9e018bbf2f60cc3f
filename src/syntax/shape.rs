//! Whether clauses stand where they may and have the form that the catalogue gives them. What has not is reported and
//! dropped, so that later stages can rely on forms.

use crate::finding::{Finding, closest};
use crate::source::Span;
use crate::syntax::ast::{Argument, Block, Clause, Statement};
use crate::syntax::errors::{REPEATED_CLAUSE, UNKNOWN_CLAUSE, WRONG_SHAPE};
use crate::vocabulary::{self, Found, Inside, Noun, Part};

/// A declaration without the clauses that are wrong; `None` if its header is.
pub(crate) fn declaration(item: Statement, findings: &mut Vec<Finding>) -> Option<Statement> {
    let noun = vocabulary::noun(&item.head.text)?;
    checked_noun(item, noun, findings)
}

fn checked_noun(mut item: Statement, noun: &'static Noun, findings: &mut Vec<Finding>) -> Option<Statement> {
    let fits = fits(&item, noun.header, findings);
    let what = item.head.text.clone();
    item.block = item.block.map(|block| checked_block(block, Inside::Noun(noun), &what, findings));
    fits.then_some(item)
}

fn checked_block(block: Block, inside: Inside, around: &str, findings: &mut Vec<Finding>) -> Block {
    let mut kept: Vec<Clause> = Vec::new();
    for clause in block.clauses {
        let checked = match clause {
            Clause::Permission(mut permission) => {
                let record = permission.block.take();
                permission.block = record.map(|record| {
                    checked_block(record, Inside::Clauses(&vocabulary::RECORD), "the record of a permission", findings)
                });
                allowed(permissions(inside), permission.span, "`may` and `must not` say", around, findings)
                    .then_some(Clause::Permission(permission))
            }
            Clause::Sentence(sentence) => {
                let proves = matches!(inside, Inside::Noun(noun) if noun.sentence);
                allowed(proves, sentence.span, "a sentence that is to be proved says", around, findings)
                    .then_some(Clause::Sentence(sentence))
            }
            Clause::Statement(statement) => {
                checked_statement(statement, inside, around, &kept, findings).map(Clause::Statement)
            }
        };
        kept.extend(checked);
    }
    Block { clauses: kept, span: block.span }
}

fn permissions(inside: Inside) -> bool {
    match inside {
        Inside::Permissions => true,
        Inside::Noun(noun) => noun.permissions,
        Inside::Nothing | Inside::Clauses(_) => false,
    }
}

fn allowed(allowed: bool, span: Span, what: &str, around: &str, findings: &mut Vec<Finding>) -> bool {
    if !allowed {
        let message = format!("{what} nothing inside `{around}`");
        findings.push(Finding::new(&UNKNOWN_CLAUSE, span, message).help("move it to whoever it is about"));
    }
    allowed
}

fn checked_statement(
    mut statement: Statement,
    inside: Inside,
    around: &str,
    earlier: &[Clause],
    findings: &mut Vec<Finding>,
) -> Option<Statement> {
    let head = statement.head.text.clone();
    match vocabulary::find(inside, &head) {
        None => {
            findings.push(unknown_clause(&statement, inside, around));
            None
        }
        Some(Found::Noun(noun)) => checked_noun(statement, noun, findings),
        Some(Found::Clause(clause)) => {
            let fits = is_unknown(&statement) || fits(&statement, clause.form, findings);
            if !clause.many
                && let Some(first) = earlier.iter().find_map(|one| same_head(one, &head))
            {
                let finding =
                    Finding::new(&REPEATED_CLAUSE, statement.span, format!("`{head}` stands here a second time"));
                findings.push(finding.label(first, "first here").help("keep one of them"));
                return None;
            }
            let block = statement.block.take();
            if let (Some(block), Inside::Nothing) = (&block, clause.inside) {
                let finding = Finding::new(&WRONG_SHAPE, block.span, format!("`{head}` has no braces"));
                findings.push(finding.help("write it on one line"));
                return None;
            }
            statement.block = block.map(|block| checked_block(block, clause.inside, &head, findings));
            fits.then_some(statement)
        }
    }
}

fn same_head(clause: &Clause, head: &str) -> Option<Span> {
    match clause {
        Clause::Statement(statement) if statement.head.text == head => Some(statement.span),
        _ => None,
    }
}

fn is_unknown(statement: &Statement) -> bool {
    matches!(statement.arguments.as_slice(), [Argument::Path(path)] if path.text() == "unknown")
}

fn unknown_clause(statement: &Statement, inside: Inside, around: &str) -> Finding {
    let head = &statement.head.text;
    let span = statement.head.span;
    let heads = vocabulary::heads(inside);
    let finding = Finding::new(&UNKNOWN_CLAUSE, span, format!("`{head}` is no clause of `{around}`"));
    match closest(head, heads.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near),
        None if heads.is_empty() => finding.help("nothing stands in these braces"),
        None => finding
            .help(format!("it knows {}", heads.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", "))),
    }
}

/// Whether the arguments of a statement have a form; reports where they have not.
fn fits(statement: &Statement, form: &'static [Part], findings: &mut Vec<Finding>) -> bool {
    let mut matcher = Matcher { arguments: &statement.arguments, furthest: 0, expected: Vec::new() };
    if matcher.sequence(form, 0).is_some_and(|end| matcher.is_end(end)) {
        return true;
    }
    let head = &statement.head.text;
    let expected = listed(&matcher.expected);
    let (span, message) = match statement.arguments.get(matcher.furthest) {
        Some(argument) if matcher.expected.is_empty() => (argument.span(), format!("`{head}` ends before this")),
        Some(argument) => (argument.span(), format!("`{head}` expects {expected} here")),
        None => {
            let end = statement.arguments.last().map_or(statement.head.span, Argument::span);
            (end, format!("`{head}` expects {expected} after this"))
        }
    };
    let finding = Finding::new(&WRONG_SHAPE, span, message);
    let words: Vec<&str> = matcher.expected.iter().filter_map(|one| one.strip_prefix('`')?.strip_suffix('`')).collect();
    let written = statement.arguments.get(matcher.furthest).and_then(small_word);
    findings.push(match written.and_then(|word| closest(word, words)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near),
        None => finding,
    });
    false
}

fn listed(expected: &[String]) -> String {
    match expected {
        [] => "nothing more".to_owned(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

/// Matches arguments with a form and remembers how far it came.
struct Matcher<'a> {
    arguments: &'a [Argument],
    furthest: usize,
    expected: Vec<String>,
}

impl Matcher<'_> {
    fn is_end(&mut self, at: usize) -> bool {
        if at < self.arguments.len() && at > self.furthest {
            (self.furthest, self.expected) = (at, Vec::new());
        }
        at == self.arguments.len()
    }

    fn fail(&mut self, at: usize, expected: &str) -> Option<usize> {
        if at > self.furthest {
            (self.furthest, self.expected) = (at, Vec::new());
        }
        if at == self.furthest && !self.expected.iter().any(|known| known == expected) {
            self.expected.push(expected.to_owned());
        }
        None
    }

    /// Where the arguments go on after these parts.
    fn sequence(&mut self, form: &[Part], at: usize) -> Option<usize> {
        form.iter().try_fold(at, |at, part| self.part(part, at))
    }

    fn part(&mut self, part: &Part, at: usize) -> Option<usize> {
        match part {
            Part::Maybe(form) => Some(self.sequence(form, at).unwrap_or(at)),
            Part::Either(forms) => {
                let ends: Vec<usize> = forms.iter().filter_map(|form| self.sequence(form, at)).collect();
                ends.into_iter().max()
            }
            Part::AnyOrder(forms) => Some(self.any_order(forms, at)),
            Part::Permission => self.permission(at),
            Part::Scale => self.scale(at),
            _ => self.one(part, at),
        }
    }

    fn any_order(&mut self, forms: &[&[Part]], mut at: usize) -> usize {
        let mut left: Vec<&[Part]> = forms.to_vec();
        while let Some((place, end)) = left.iter().enumerate().find_map(|(place, form)| {
            let end = self.sequence(form, at)?;
            (end > at).then_some((place, end))
        }) {
            left.remove(place);
            at = end;
        }
        at
    }

    fn permission(&mut self, at: usize) -> Option<usize> {
        if !self.arguments.get(at).is_some_and(|one| is_names(one) || is_selection(one)) {
            return self.fail(at, "operations such as `read`");
        }
        if self.arguments.get(at + 1).and_then(small_word) != Some("on") {
            return self.fail(at + 1, "`on`");
        }
        match self.arguments.get(at + 2) {
            Some(one) if is_names(one) || is_selection(one) => Some(at + 3),
            _ => self.fail(at + 2, "what it is done on"),
        }
    }

    fn scale(&mut self, mut at: usize) -> Option<usize> {
        loop {
            if self.arguments.get(at).and_then(small_word).is_none() {
                return self.fail(at, "the name of a level");
            }
            match self.arguments.get(at + 1) {
                Some(Argument::Less(_)) => at += 2,
                _ => return Some(at + 1),
            }
        }
    }

    /// A part that is one argument.
    fn one(&mut self, part: &Part, at: usize) -> Option<usize> {
        let argument = self.arguments.get(at);
        let is = |test: fn(&Argument) -> bool| argument.is_some_and(test);
        let (fits, expected) = match part {
            Part::Word(word) => (argument.and_then(small_word) == Some(*word), format!("`{word}`")),
            Part::OneOf(words) => {
                let fits = argument.and_then(small_word).is_some_and(|word| words.contains(&word));
                (fits, words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "))
            }
            Part::NewName => (is(|one| small_word(one).is_some()), "a name".to_owned()),
            Part::NewPath => (is(is_path), "a name".to_owned()),
            Part::NewNames => (is(is_names), "a name, or several in brackets".to_owned()),
            Part::Name(what) => (is(is_path), (*what).to_owned()),
            Part::Names(what) | Part::Words(what) => (is(is_names), (*what).to_owned()),
            Part::Who(what) => (is(is_names) || is(is_selection), (*what).to_owned()),
            Part::Text => (is(is_text), "a text in quotes".to_owned()),
            Part::Texts => (
                is(|one| is_text(one) || matches!(one, Argument::List(all, _) if all.iter().all(is_text))),
                "a text in quotes".to_owned(),
            ),
            Part::Number => (is(|one| matches!(one, Argument::Number(_))), "a number".to_owned()),
            Part::Percent => (is(|one| matches!(one, Argument::Percent(_))), "a share such as `95%`".to_owned()),
            Part::Duration => (is(|one| matches!(one, Argument::Duration(_))), "a time such as `15m`".to_owned()),
            Part::Date => (is(|one| matches!(one, Argument::Date(_))), "a date such as `2026-11-22`".to_owned()),
            Part::Range => (is(|one| matches!(one, Argument::Range(..))), "a range such as `0..100`".to_owned()),
            Part::When => (is(|one| matches!(one, Argument::When(_))), "`when`".to_owned()),
            _ => return None,
        };
        if fits { Some(at + 1) } else { self.fail(at, &expected) }
    }
}

fn small_word(argument: &Argument) -> Option<&str> {
    match argument {
        Argument::Path(path) => match path.segments.as_slice() {
            [only] => Some(&only.text),
            _ => None,
        },
        // `every 24h`: a selection of nothing is the word by itself.
        Argument::Selection(selection) if selection.kinds.is_empty() && selection.condition.is_none() => {
            Some(&selection.quantifier.text)
        }
        _ => None,
    }
}

fn is_path(argument: &Argument) -> bool {
    matches!(argument, Argument::Path(_))
}

fn is_names(argument: &Argument) -> bool {
    is_path(argument) || matches!(argument, Argument::List(all, _) if all.iter().all(is_path))
}

fn is_selection(argument: &Argument) -> bool {
    matches!(argument, Argument::Selection(_))
}

fn is_text(argument: &Argument) -> bool {
    matches!(argument, Argument::Text(_))
}
