//! Whether something can be brought about by any means: what a test keeps of a counterexample, and what `causes` asks of it.

use crate::logic::{Answer, Conjunction};
use crate::model::{Bounds, Property, Statement};
use crate::proof::examine::{Answering, Examiner};
use crate::proof::prove::{Examined, blank, comes_about, examine, open, unknown};
use crate::proof::{Conflict, Status, Verdict, elsewhere, needing, way, words};

/// The verdict of a `possible` if every means counts, hostile ones too: proved if what it says happens, in the situation it
/// names, needing what it says and leading through what it names.
pub fn by_any_means(examiner: &Examiner<'_>, property: &Property) -> Verdict {
    let base = examiner.base;
    let mode = words::mode(base, &property.mode);
    let Statement::Possible(question) = &property.statement else {
        return unknown(base, property, vec!["only a `possible` can be brought about".to_owned()]);
    };
    if let Some(selection) = &property.vacuous {
        return unknown(base, property, vec![format!("{selection} matches nothing, so nothing was examined")]);
    }
    if let Some(remark) = &property.unanswered {
        return unknown(base, property, vec![remark.clone()]);
    }
    let bounds = Bounds { needing: None, via: Vec::new(), ..property.bounds.clone() };
    let asked = Property { statement: Statement::Never(question.clone()), bounds, ..property.clone() };
    let Examined { happening, mut undecided } = examine(examiner, &asked);
    undecided.extend(open(base));
    if happening.is_empty() && undecided.is_empty() {
        let sentence = "nothing brings it about, by any means".to_owned();
        return refuted(examiner, property, sentence, mode);
    }
    let is_exact = property.bounds.needing.is_some();
    match needing::agrees(base, property, &happening) {
        // What may come about in some other way may take less.
        _ if is_exact && !undecided.is_empty() => return unknown(base, property, undecided),
        (Answer::Yes, _) if !happening.is_empty() => {}
        (Answer::No, takes) => return refuted(examiner, property, takes, mode),
        (Answer::Unknown(why), _) => return unknown(base, property, vec![why]),
        (Answer::Yes, _) => return unknown(base, property, undecided),
    }
    // Where it is said what it takes, only the ways that take no more are meant.
    let least: Vec<Conjunction> = needing::minimal(&happening).map(|one| one.condition().clone()).collect();
    let fits = |one: &Answering| !is_exact || least.contains(one.condition());
    let through: Vec<Answering> =
        happening.iter().filter(|one| fits(one) && way::leads_through(base, property, one)).cloned().collect();
    if !through.is_empty() {
        return Verdict { status: Status::Proved, mode, ..comes_about(examiner, &asked, &through) };
    }
    let search = elsewhere::Search {
        property,
        ways: &|tried| examine(tried, &asked).happening.into_iter().filter(|one| fits(one)).collect(),
        tell: &|tried, found| comes_about(tried, &asked, found),
    };
    if let Some(found) = elsewhere::through(examiner, &search, &happening) {
        return Verdict { status: Status::Proved, mode, ..found };
    }
    let remarks = vec![way::another_is_open(property)];
    Verdict { status: Status::Unknown, remarks, mode, ..comes_about(examiner, &asked, &happening) }
}

fn refuted(examiner: &Examiner<'_>, property: &Property, sentence: String, mode: String) -> Verdict {
    let conflicts = vec![Conflict { sentence, places: Vec::new() }];
    Verdict { status: Status::Refuted, conflicts, mode, ..blank(examiner.base, property) }
}
