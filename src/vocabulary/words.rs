//! The words that an attribute can be, where it can be nothing else.

use crate::vocabulary::form::{Clause, Form, Inside, Noun, Part};
use crate::vocabulary::target::Target;

/// Values of any clause.
const ALWAYS: [&str; 5] = ["yes", "no", "none", "unknown", "nobody"];

/// The words of an attribute by its path, `[kind]` or `[state, kind]`; `None` if it can be something that the user has
/// named, or a figure.
pub fn words(noun: &Noun, path: &[&str]) -> Option<Vec<&'static str>> {
    let [first, rest @ ..] = path else { return None };
    let of_header = if rest.is_empty() { named(noun.header, first) } else { Vec::new() };
    let forms = match noun.clause(first) {
        Some(clause) if of_header.is_empty() => in_clause(clause, rest),
        _ => of_header,
    };
    let mut found = Vec::new();
    (!forms.is_empty() && forms.iter().all(|form| collect(form, &mut found))).then(|| {
        found.extend(ALWAYS);
        found
    })
}

/// What a clause says by itself, or by one of its parts.
fn in_clause(clause: &Clause, rest: &[&str]) -> Vec<Form> {
    match rest {
        [] if says_something(clause.form) => vec![clause.form],
        [] => named(clause.form, "kind"),
        [part] => named(clause.form, part),
        _ => Vec::new(),
    }
}

/// The parts of a clause that says nothing by itself: whoever compares it has to say which of them is meant.
pub fn parts(noun: &Noun, head: &str) -> Option<Vec<&'static str>> {
    let form = noun.clause(head)?.form;
    let mut found = Vec::new();
    all_parts(form, &mut found);
    let is_compared_by_itself = found.len() < 2 || found.contains(&"kind") || says_something(form);
    (!is_compared_by_itself).then_some(found)
}

/// What can be asked of a clause: its parts, and the clauses in its braces; `None` if it can be something with attributes of
/// its own.
pub fn asked_of(noun: &Noun, head: &str) -> Option<Vec<&'static str>> {
    let clause = noun.clause(head)?;
    if names_something(clause.form) {
        return None;
    }
    let mut found = Vec::new();
    all_parts(clause.form, &mut found);
    if let Inside::Clauses(inner) = clause.inside {
        found.extend(inner.iter().map(|inner| inner.head));
    }
    found.extend(clause.many.then_some("last"));
    Some(found)
}

/// Whether what a clause says by itself can be something that is declared.
fn names_something(form: Form) -> bool {
    form.iter().any(|part| match part {
        Part::Name(_) | Part::Names(_) | Part::Who(_) | Part::Permission => true,
        Part::Maybe(inner) => names_something(inner),
        Part::Either(forms) | Part::AnyOrder(forms) => forms.iter().any(|form| names_something(form)),
        _ => false,
    })
}

/// The nouns of what a clause names, with how they are said; `None` if it can name something of any noun, or names nothing.
pub fn named_by(noun: &Noun, head: &str) -> Option<Vec<Target>> {
    let mut targets = Vec::new();
    let is_bounded = all_targets(noun.clause(head)?.form, &mut targets);
    (is_bounded && !targets.is_empty()).then_some(targets)
}

/// Collects what the names in a form stand for; whether these are all of them.
fn all_targets(form: Form, found: &mut Vec<Target>) -> bool {
    form.iter().all(|part| match part {
        Part::Name(target) | Part::Names(target) | Part::Who(target) => {
            found.push(*target);
            !target.is_anything() && !target.nouns.is_empty()
        }
        Part::Maybe(inner) | Part::As(_, inner) => all_targets(inner, found),
        Part::Either(forms) | Part::AnyOrder(forms) => forms.iter().all(|form| all_targets(form, found)),
        Part::Permission | Part::Words(_) => false,
        _ => true,
    })
}

fn all_parts(form: Form, found: &mut Vec<&'static str>) {
    for part in form {
        match part {
            Part::As(name, _) if !found.contains(name) => found.push(name),
            Part::Maybe(inner) => all_parts(inner, found),
            Part::Either(forms) | Part::AnyOrder(forms) => forms.iter().for_each(|form| all_parts(form, found)),
            _ => {}
        }
    }
}

/// Whether something stands in a form that is no part with a name of its own: a clause without anything says `yes`.
fn says_something(form: Form) -> bool {
    form.is_empty()
        || form.iter().any(|part| match part {
            Part::Word(_) | Part::As(..) => false,
            Part::Maybe(inner) => says_something(inner),
            Part::Either(forms) => forms.iter().any(|form| matches!(form, [Part::Word(_)]) || says_something(form)),
            Part::AnyOrder(forms) => forms.iter().any(|form| says_something(form)),
            _ => true,
        })
}

/// The forms of a part by its name: one for each alternative that has it.
fn named(form: Form, name: &str) -> Vec<Form> {
    let mut found = Vec::new();
    search(form, name, &mut found);
    found
}

fn search(form: Form, name: &str, found: &mut Vec<Form>) {
    for part in form {
        match part {
            Part::As(known, inner) if *known == name => found.push(inner),
            Part::Maybe(inner) => search(inner, name, found),
            Part::Either(forms) | Part::AnyOrder(forms) => forms.iter().for_each(|form| search(form, name, found)),
            _ => {}
        }
    }
}

/// Adds the words of a form; whether it can be nothing else.
fn collect(form: Form, found: &mut Vec<&'static str>) -> bool {
    form.iter().all(|part| match part {
        Part::Word(_) | Part::As(..) => true,
        Part::OneOf(words) => {
            found.extend(*words);
            true
        }
        Part::Maybe(inner) => collect(inner, found),
        Part::Either(forms) => forms.iter().all(|form| match form {
            [Part::Word(word)] => {
                found.push(word);
                true
            }
            form => collect(form, found),
        }),
        _ => false,
    })
}
