//! What the catalogue wants at the end of a line that is half written.

use crate::ide::complete::conditions::is_kind;
use crate::ide::complete::context::Context;
use crate::syntax::{Kind, Token};
use crate::vocabulary::{self, Form, Found, Part};

/// What can come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A part of a form.
    Part(&'static Part),
    /// The operations of a permission.
    Operations,
    /// The word between operations and resources.
    On,
    /// The resources of a permission.
    Resources,
    /// `<`, behind a level of a scale.
    More,
}

/// Something that is still to come.
#[derive(Clone)]
enum Left {
    Part(&'static Part),
    /// Any of these, in any order.
    Any(Vec<Form>),
    Operations,
    On,
    Resources,
    More(&'static Part),
}

/// One argument as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit<'t> {
    Word(&'t str),
    Literal,
    Text,
    /// In brackets or a selection: names or texts.
    Several,
    Less,
    /// A condition behind `when`, to the end.
    When,
}

/// What can be written behind the tokens of a clause or declaration.
pub(crate) fn wanted(context: &Context<'_>) -> Vec<Wanted> {
    let form = match vocabulary::find(context.inside, context.first()) {
        Some(Found::Noun(noun)) => noun.header,
        Some(Found::Clause(clause)) => clause.form,
        None => return Vec::new(),
    };
    let (units, is_in_list) = units(context);
    let mut found = Vec::new();
    follow(&parts(form), &units, is_in_list, &mut found);
    let mut wanted: Vec<Wanted> = Vec::new();
    for one in found {
        if !wanted.contains(&one) {
            wanted.push(one);
        }
    }
    wanted
}

fn parts(form: Form) -> Vec<Left> {
    form.iter().map(Left::Part).collect()
}

/// The arguments before the cursor, and whether the cursor is in brackets.
fn units<'t>(context: &Context<'t>) -> (Vec<Unit<'t>>, bool) {
    let mut units = Vec::new();
    let mut tokens = context.tokens.iter().skip(1).copied().peekable();
    while let Some(token) = tokens.next() {
        let unit = match (token.kind, token.text(context.text)) {
            (Kind::Symbol, "[") => {
                if !closed(&mut tokens, context.text) {
                    return (units, true);
                }
                Unit::Several
            }
            (Kind::Symbol, "(") => {
                closed(&mut tokens, context.text);
                continue;
            }
            // A selection: what it is of belongs to it.
            (Kind::Word, "any" | "every") if tokens.peek().is_some_and(|next| is_selected(context.text, *next)) => {
                let is_list = tokens.next().is_some_and(|next| next.is(context.text, "["));
                if is_list && !closed(&mut tokens, context.text) {
                    return (units, true);
                }
                Unit::Several
            }
            (Kind::Symbol, "<") => Unit::Less,
            (Kind::Word, "when") => {
                units.push(Unit::When);
                return (units, false);
            }
            (Kind::Symbol, ".") => continue,
            (Kind::Text, _) => Unit::Text,
            (Kind::Literal, _) => Unit::Literal,
            (_, word) => Unit::Word(word),
        };
        units.push(unit);
    }
    (units, false)
}

/// Whether something behind `any` or `every` is what is selected, and no time as in `every 90d`.
fn is_selected(text: &str, token: Token) -> bool {
    token.is(text, "[") || is_kind(token.text(text))
}

/// Passes over everything until a bracket closes; whether it does.
fn closed(tokens: &mut dyn Iterator<Item = Token>, text: &str) -> bool {
    let mut depth = 1;
    for token in tokens {
        match token.text(text) {
            "[" | "(" => depth += 1,
            "]" | ")" if depth == 1 => return true,
            "]" | ")" => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Collects what can come behind all units.
fn follow(left: &[Left], units: &[Unit<'_>], is_in_list: bool, found: &mut Vec<Wanted>) {
    let Some((first, rest)) = left.split_first() else { return };
    let with = |before: Vec<Left>| before.into_iter().chain(rest.iter().cloned()).collect::<Vec<Left>>();
    match first {
        Left::Part(Part::Maybe(form)) => {
            follow(&with(parts(form)), units, is_in_list, found);
            follow(rest, units, is_in_list, found);
        }
        Left::Part(Part::As(_, form)) => follow(&with(parts(form)), units, is_in_list, found),
        Left::Part(Part::Either(forms)) => {
            forms.iter().for_each(|form| follow(&with(parts(form)), units, is_in_list, found));
        }
        Left::Part(Part::AnyOrder(forms)) => {
            follow(&with(vec![Left::Any(forms.to_vec())]), units, is_in_list, found);
        }
        Left::Any(forms) => {
            for (at, form) in forms.iter().enumerate() {
                let mut others = forms.clone();
                others.remove(at);
                let mut next = parts(form);
                next.push(Left::Any(others));
                follow(&with(next), units, is_in_list, found);
            }
            follow(rest, units, is_in_list, found);
        }
        Left::Part(Part::Permission) => {
            follow(&with(vec![Left::Operations, Left::On, Left::Resources]), units, is_in_list, found);
        }
        leaf => {
            let Some((unit, units)) = units.split_first() else {
                return found.extend(offered(leaf, is_in_list));
            };
            if fits(leaf, *unit) {
                let more = match leaf {
                    Left::Part(part @ (Part::Scale | Part::Order(_))) => vec![Left::More(part)],
                    Left::More(part) => vec![Left::Part(part)],
                    _ => Vec::new(),
                };
                follow(&with(more.clone()), units, is_in_list, found);
                // A scale can end here.
                if !more.is_empty() && matches!(leaf, Left::Part(_)) {
                    follow(rest, units, is_in_list, found);
                }
            }
        }
    }
}

/// What is offered where something is still to come.
fn offered(left: &Left, is_in_list: bool) -> Option<Wanted> {
    let wanted = match left {
        Left::Operations => Wanted::Operations,
        Left::Resources => Wanted::Resources,
        Left::On => Wanted::On,
        Left::More(_) => Wanted::More,
        Left::Part(part) => Wanted::Part(part),
        Left::Any(_) => return None,
    };
    let can_be_several = match left {
        Left::Operations | Left::Resources => true,
        Left::Part(part) => matches!(part, Part::Names(_) | Part::Who(_) | Part::Words(_)),
        _ => false,
    };
    (!is_in_list || can_be_several).then_some(wanted)
}

/// Whether something that is written is what was to come.
fn fits(left: &Left, unit: Unit<'_>) -> bool {
    let is_word = matches!(unit, Unit::Word(_));
    let is_name = is_word || unit == Unit::Several;
    match left {
        Left::Operations | Left::Resources => is_name,
        Left::On => unit == Unit::Word("on"),
        Left::More(_) => unit == Unit::Less,
        Left::Any(_) => false,
        Left::Part(part) => match part {
            Part::Word(word) => unit == Unit::Word(word),
            Part::OneOf(words) => matches!(unit, Unit::Word(word) if words.contains(&word)),
            Part::NewName | Part::NewPath | Part::Name(_) | Part::Scale | Part::Order(_) => {
                matches!(unit, Unit::Word(word) if word != "on" && word != "in" && word != "is")
            }
            Part::NewNames | Part::Names(_) | Part::Who(_) | Part::Words(_) => is_name && unit != Unit::Word("on"),
            Part::When => unit == Unit::When,
            Part::Text => unit == Unit::Text,
            Part::Texts => matches!(unit, Unit::Text | Unit::Several),
            Part::Number | Part::Percent | Part::Duration | Part::Date | Part::Range => unit == Unit::Literal,
            _ => false,
        },
    }
}
