//! Whether the arguments of a statement have the form that the catalogue gives them.

use crate::finding::{Finding, closest};
use crate::syntax::ast::{Argument, Path, Statement};
use crate::syntax::errors::WRONG_SHAPE;
use crate::vocabulary::Part;

/// Words that are never names, and those that mean something of their own and can not be declared.
const RESERVED: [&str; 5] = ["in", "is", "on", "no", "or"];
const VALUES: [&str; 5] = ["yes", "none", "unknown", "unlimited", "nobody"];

/// What is wrong with the arguments of a statement; `None` if nothing is.
pub(crate) fn misfit(statement: &Statement, form: &'static [Part]) -> Option<Finding> {
    let mut matcher = Matcher { arguments: &statement.arguments, furthest: 0, expected: Vec::new() };
    if matcher.sequence(form, 0).is_some_and(|end| matcher.is_end(end)) {
        return None;
    }
    let head = &statement.head.text;
    let expected = listed(&matcher.expected);
    let Some(argument) = statement.arguments.get(matcher.furthest) else {
        let end = statement.arguments.last().map_or(statement.head.span, Argument::span);
        let message = format!("this `{head}` is not finished: {expected} is missing");
        return Some(Finding::new(&WRONG_SHAPE, end, message).here("missing behind this"));
    };
    let shown = shown(argument);
    let span = argument.span();
    if matcher.expected.is_empty() {
        let finding = Finding::new(&WRONG_SHAPE, span, format!("`{head}` has nothing to do with {shown} here"));
        return Some(finding.help("delete it, or begin a new line if it is a clause of its own"));
    }
    let finding = Finding::new(&WRONG_SHAPE, span, format!("`{head}` expects {expected} here, not {shown}"));
    let finding = match first_word(argument).filter(|word| is_reserved(word) || VALUES.contains(word)) {
        Some(word) if matcher.expects_name() => {
            finding.note(format!("`{word}` is a word of the language and never a name"))
        }
        _ => finding,
    };
    Some(match small_word(argument).and_then(|word| closest(word, matcher.words())) {
        Some(near) => {
            let near = near.to_owned();
            finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near)
        }
        None => finding,
    })
}

fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

fn shown(argument: &Argument) -> String {
    match argument {
        Argument::Path(path) => format!("`{}`", path.text()),
        Argument::Text(_) => "a text".to_owned(),
        Argument::Number(_) => "a number".to_owned(),
        Argument::Percent(_) => "a share".to_owned(),
        Argument::Duration(_) => "a length of time".to_owned(),
        Argument::Date(_) => "a date".to_owned(),
        Argument::Time(_) => "a time of day".to_owned(),
        Argument::Range(..) => "a range".to_owned(),
        Argument::List(..) => "a list".to_owned(),
        Argument::Less(_) => "`<`".to_owned(),
        Argument::Star(_) => "`*`".to_owned(),
        Argument::Sum(..) => "a sum".to_owned(),
        Argument::Counted(..) => "a count".to_owned(),
        Argument::Selection(selection) => format!("`{}`", selection.quantifier.text),
        Argument::Call(name, ..) => format!("`{}(...)`", name.text),
        Argument::When(_) => "a condition".to_owned(),
    }
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
    /// What could have stood at the furthest place.
    expected: Vec<String>,
}

impl Matcher<'_> {
    fn is_end(&mut self, at: usize) -> bool {
        if at < self.arguments.len() && at > self.furthest {
            (self.furthest, self.expected) = (at, Vec::new());
        }
        at == self.arguments.len()
    }

    /// The words of the language that were expected.
    fn words(&self) -> impl Iterator<Item = &str> {
        let quoted = self.expected.iter().flat_map(|one| one.split('`').skip(1).step_by(2));
        quoted.filter(|word| !word.contains(' '))
    }

    fn expects_name(&self) -> bool {
        self.expected.iter().any(|one| !one.starts_with('`'))
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
    fn sequence(&mut self, form: &[Part], mut at: usize) -> Option<usize> {
        for (place, part) in form.iter().enumerate() {
            at = match part {
                Part::Word(word) if self.arguments.get(at).and_then(small_word) != Some(*word) => {
                    let following = form.get(place + 1).and_then(phrase);
                    let following = following.map(|phrase| format!(" and {phrase}")).unwrap_or_default();
                    return self.fail(at, &format!("`{word}`{following}"));
                }
                _ => self.part(part, at)?,
            };
        }
        Some(at)
    }

    fn part(&mut self, part: &Part, at: usize) -> Option<usize> {
        match part {
            Part::Maybe(form) => Some(self.sequence(form, at).unwrap_or(at)),
            Part::As(_, form) => self.sequence(form, at),
            Part::Either(forms) => {
                let ends: Vec<usize> = forms.iter().filter_map(|form| self.sequence(form, at)).collect();
                ends.into_iter().max()
            }
            Part::AnyOrder(forms) => Some(self.any_order(forms, at)),
            Part::Permission => self.permission(at),
            Part::Scale | Part::Order(_) => self.scale(at),
            _ if self.arguments.get(at).is_some_and(|argument| fits(part, argument)) => Some(at + 1),
            Part::OneOf(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                words.iter().find_map(|word| self.fail(at, word))
            }
            _ => self.fail(at, phrase(part).unwrap_or_default()),
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
        if !self.arguments.get(at).is_some_and(is_any) {
            return self.fail(at, "operations such as `read`");
        }
        if self.arguments.get(at + 1).and_then(small_word) != Some("on") {
            return self.fail(at + 1, "`on` and what it is done on");
        }
        match self.arguments.get(at + 2) {
            Some(one) if is_any(one) => Some(at + 3),
            _ => self.fail(at + 2, "what it is done on"),
        }
    }

    fn scale(&mut self, mut at: usize) -> Option<usize> {
        loop {
            if !self.arguments.get(at).is_some_and(is_new_name) {
                return self.fail(at, "a name");
            }
            if !matches!(self.arguments.get(at + 1), Some(Argument::Less(_))) {
                self.fail(at + 1, "`<`");
                return Some(at + 1);
            }
            at += 2;
        }
    }
}

/// Whether an argument is what a part of a form asks for.
pub(crate) fn fits(part: &Part, argument: &Argument) -> bool {
    match part {
        Part::Word(word) => small_word(argument) == Some(*word),
        Part::OneOf(words) => small_word(argument).is_some_and(|word| words.contains(&word)),
        Part::NewName => is_new_name(argument),
        Part::NewNames => all(argument, is_new_name),
        Part::NewPath | Part::Name(_) => is_path(argument),
        Part::Names(_) | Part::Words(_) => is_names(argument),
        Part::Who(_) => is_names(argument) || is_selection(argument),
        Part::Text => is_text(argument),
        Part::Texts => all(argument, is_text),
        Part::Number => matches!(argument, Argument::Number(_)),
        Part::Percent => matches!(argument, Argument::Percent(_)),
        Part::Duration => matches!(argument, Argument::Duration(_)),
        Part::Date => matches!(argument, Argument::Date(_)),
        Part::Range => matches!(argument, Argument::Range(..)),
        Part::When => matches!(argument, Argument::When(_)),
        Part::Permission
        | Part::Scale
        | Part::Order(_)
        | Part::Maybe(_)
        | Part::Either(_)
        | Part::AnyOrder(_)
        | Part::As(..) => false,
    }
}

/// What a part of a form asks for, in words; `None` for words and for what is put together from other parts.
fn phrase(part: &Part) -> Option<&'static str> {
    Some(match part {
        Part::NewName | Part::NewPath => "a name",
        Part::NewNames => "a name, or several in brackets",
        Part::Name(what) | Part::Names(what) | Part::Words(what) | Part::Who(what) => what.phrase,
        Part::As(_, form) => form.first().and_then(phrase)?,
        Part::Text | Part::Texts => "a text in quotes",
        Part::Number => "a number",
        Part::Percent => "a share such as `95%`",
        Part::Duration => "a time such as `15m`",
        Part::Date => "a date such as `2026-11-22`",
        Part::Range => "a range such as `0..100`",
        Part::When => "`when`",
        _ => return None,
    })
}

fn first_word(argument: &Argument) -> Option<&str> {
    match argument {
        Argument::Path(path) => path.segments.first().map(|word| word.text.as_str()),
        _ => None,
    }
}

fn only_word(path: &Path) -> Option<&str> {
    match path.segments.as_slice() {
        [only] => Some(&only.text),
        _ => None,
    }
}

pub(crate) fn small_word(argument: &Argument) -> Option<&str> {
    match argument {
        Argument::Path(path) => only_word(path),
        // `every 24h`: a selection of nothing is the word by itself.
        Argument::Selection(selection) if selection.kinds.is_empty() && selection.condition.is_none() => {
            Some(&selection.quantifier.text)
        }
        _ => None,
    }
}

fn is_path(argument: &Argument) -> bool {
    matches!(argument, Argument::Path(_)) && !first_word(argument).is_some_and(is_reserved)
}

fn is_new_name(argument: &Argument) -> bool {
    is_path(argument) && small_word(argument).is_some_and(|word| !VALUES.contains(&word))
}

/// Whether an argument, or each of several in brackets, is something.
fn all(argument: &Argument, is: fn(&Argument) -> bool) -> bool {
    match argument {
        Argument::List(all, _) => !all.is_empty() && all.iter().all(is),
        one => is(one),
    }
}

fn is_names(argument: &Argument) -> bool {
    all(argument, is_path)
}

fn is_selection(argument: &Argument) -> bool {
    matches!(argument, Argument::Selection(_))
}

/// Whether an argument can be operations or resources.
pub(crate) fn is_any(argument: &Argument) -> bool {
    is_names(argument) || is_selection(argument)
}

fn is_text(argument: &Argument) -> bool {
    matches!(argument, Argument::Text(_))
}
