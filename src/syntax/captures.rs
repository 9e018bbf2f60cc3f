//! What the arguments of a statement are, by the form that the catalogue gives them.

use crate::syntax::arguments::{fits, is_any, small_word};
use crate::syntax::ast::{Argument, Statement};
use crate::vocabulary::{Form, Part};

/// Arguments that say something, with what the catalogue calls them.
#[derive(Clone, Debug)]
pub(crate) struct Capture<'s> {
    /// The name by which rules ask for it; none if it is what the clause says by itself.
    pub(crate) name: Option<&'static str>,
    /// What it is.
    pub(crate) part: &'static Part,
    /// One argument; operations, `on` and resources for a permission; names with `<` between them for a scale.
    pub(crate) arguments: &'s [Argument],
}

type Captured<'s> = (usize, Vec<Capture<'s>>);

/// What the arguments of a statement say; nothing if they do not have the form.
pub(crate) fn captures(statement: &Statement, form: Form) -> Vec<Capture<'_>> {
    sequence(form, &statement.arguments, 0).map(|(_, captures)| captures).unwrap_or_default()
}

fn sequence(form: Form, arguments: &[Argument], from: usize) -> Option<Captured<'_>> {
    let (mut at, mut all) = (from, Vec::new());
    for part in form {
        let (end, captures) = one(part, arguments, at)?;
        at = end;
        all.extend(captures);
    }
    Some((at, all))
}

fn one<'s>(part: &'static Part, arguments: &'s [Argument], at: usize) -> Option<Captured<'s>> {
    match part {
        Part::Maybe(form) => Some(sequence(form, arguments, at).unwrap_or((at, Vec::new()))),
        Part::As(name, form) => {
            let (end, mut captures) = sequence(form, arguments, at)?;
            for capture in &mut captures {
                capture.name.get_or_insert(name);
            }
            Some((end, captures))
        }
        Part::Either(forms) => {
            let fitting = forms.iter().filter_map(|form| alternative(form, arguments, at));
            fitting.reduce(|best, next| if next.0 > best.0 { next } else { best })
        }
        Part::AnyOrder(forms) => Some(any_order(forms, arguments, at)),
        Part::Permission => {
            let slice = arguments.get(at..at + 3)?;
            let fits = is_any(&slice[0]) && small_word(&slice[1]) == Some("on") && is_any(&slice[2]);
            fits.then(|| (at + 3, vec![Capture { name: None, part, arguments: slice }]))
        }
        Part::Scale | Part::Order(_) => {
            let mut end = at + 1;
            while matches!(arguments.get(end), Some(Argument::Less(_))) {
                end += 2;
            }
            Some((end, vec![Capture { name: None, part, arguments: arguments.get(at..end)? }]))
        }
        Part::Word(_) => fits(part, arguments.get(at)?).then_some((at + 1, Vec::new())),
        _ => {
            let capture = Capture { name: None, part, arguments: arguments.get(at..=at)? };
            fits(part, &capture.arguments[0]).then(|| (at + 1, vec![capture]))
        }
    }
}

/// An alternative; the word of one that is a single word is what it says.
fn alternative(form: Form, arguments: &[Argument], at: usize) -> Option<Captured<'_>> {
    let (end, mut captures) = sequence(form, arguments, at)?;
    if let [part @ Part::Word(_)] = form {
        captures.push(Capture { name: None, part, arguments: arguments.get(at..end)? });
    }
    Some((end, captures))
}

fn any_order<'s>(forms: &'static [Form], arguments: &'s [Argument], from: usize) -> Captured<'s> {
    let (mut at, mut all) = (from, Vec::new());
    let mut left: Vec<Form> = forms.to_vec();
    while let Some((place, (end, captures))) = left.iter().enumerate().find_map(|(place, form)| {
        let found = sequence(form, arguments, at)?;
        (found.0 > at).then_some((place, found))
    }) {
        left.remove(place);
        at = end;
        all.extend(captures);
    }
    (at, all)
}
