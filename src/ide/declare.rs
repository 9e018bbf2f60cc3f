//! A declaration with nothing in it but what it can not be without.

use crate::ide::mentions::module_of;
use crate::names::{Names, Place, Sort, names};
use crate::source::{Db, File, Project};
use crate::syntax::{is_free_name, parse};
use crate::vocabulary::{self, Form, Part};

/// A declaration of a name; nothing if it needs something that nobody but the author knows, or can not stand by itself.
pub(crate) fn declaration(db: &dyn Db, project: Project, file: File, noun: &str, name: &str) -> Option<String> {
    let about = vocabulary::noun(noun).filter(|about| about.top && is_free_name(name))?;
    let names = names(db, project);
    let place = Place { module: module_of(names, file)?, block: None };
    let mut words = vec![noun.to_owned()];
    written(names, place, about.header, name, &mut words)?;
    let text = words.join(" ");
    let parsed = parse(file, &text);
    (parsed.findings.is_empty() && parsed.tree.items.len() == 1).then_some(text)
}

/// Adds what a form can not be without; nothing if that is not known.
fn written(names: &Names, place: Place, form: Form, name: &str, words: &mut Vec<String>) -> Option<()> {
    for part in form {
        match part {
            Part::NewName | Part::NewPath | Part::NewNames => words.push(name.to_owned()),
            Part::Word(word) => words.push((*word).to_owned()),
            Part::OneOf(choices) => words.push((*choices.first()?).to_owned()),
            Part::As(_, inner) => written(names, place, inner, name, words)?,
            Part::Either(forms) => written(names, place, forms.first()?, name, words)?,
            Part::Name(target) | Part::Names(target) | Part::Who(target) => {
                let sorts: Vec<Sort> = target.nouns.iter().filter_map(|noun| Sort::of_noun(noun)).collect();
                let top = names.module(place.module).top.iter().chain(&names.module(place.module).bare);
                let mut known = top.filter(|(_, id)| sorts.contains(&names.definition(**id).sort));
                words.push(known.next().map(|((_, name), _)| name.clone())?);
            }
            Part::Maybe(_) | Part::AnyOrder(_) => {}
            _ => return None,
        }
    }
    Some(())
}
