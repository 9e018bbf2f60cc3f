//! Clauses as they are written: from some of them nothing is derived, or nothing today, and who changes one should not do so
//! unseen. What follows from them is told elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::controls::Control;
use crate::change::loosened::may_loosen;
use crate::change::reclassified::Reclassified;
use crate::change::spelling::{Part, Spelled};
use crate::change::written::{ASKING, Clauses, Permitted, Written, written};
use crate::names::{ModuleId, Sort, names};
use crate::proof::date;
use crate::source::{Db, Project, is_library};

/// The heads of clauses that say what a name stands for, or what an approval binds: another one is another thing, and whoever
/// that is gains what was given to the name.
const IDENTIFYING: [&str; 6] = ["allows", "audience", "binds", "identity", "pin", "vouched"];

/// Clauses by their heads.
type ByHead = BTreeMap<String, Clauses>;

/// What is written otherwise in two policies, of everything that both declare.
#[derive(Default)]
pub(crate) struct Rewritten {
    pub(crate) controls: Vec<Control>,
    pub(crate) reclassified: Vec<Reclassified>,
}

pub(crate) fn rewritten(db: &dyn Db, before: Project, after: Project) -> Rewritten {
    let (first, second) = (written(db, before), written(db, after));
    let mut found = Rewritten::default();
    for (name, was) in &first {
        let is = second.get(name);
        if is.is_none() && ASKING.contains(&was.sort) {
            found.controls.push(Control { loosened: true, sentence: format!("{name} is there no longer") });
        }
        let is_alive = was.parent.as_ref().is_none_or(|parent| second.contains_key(parent));
        if was.has_range && is_alive && !is.is_some_and(|is| is.has_range) {
            let sentence = format!("{name} had values that were known, and can be anything now");
            found.reclassified.push(Reclassified { widens: true, sentence });
        }
        let Some(is) = is else { continue };
        if was.header != is.header {
            let sentence = format!("{name} is declared `{}`, and was `{}`", is.header, was.header);
            found.controls.push(Control { loosened: true, sentence });
        }
        clauses(name, was.sort, (&was.clauses, &is.clauses), &mut found);
        found.reclassified.extend(kinds(name, was, is));
        let sort = was.sort;
        for (spelled, was) in &was.permitted {
            if let Some(is) = is.permitted.get(spelled) {
                permissions(name, sort, (spelled, was, is), &mut found);
            }
        }
    }
    found.reclassified.extend(scales(db, before, after));
    found
}

/// Clauses that are written otherwise: those that say what a name stands for as what counts as something else.
fn clauses(name: &str, sort: Sort, (was, is): (&ByHead, &ByHead), found: &mut Rewritten) {
    let heads: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let none = Clauses::new();
    for head in heads {
        let (were, are) = (was.get(head).unwrap_or(&none), is.get(head).unwrap_or(&none));
        let (gone, new) = (only(were, are), only(are, were));
        let sentence = match (listed(&gone), listed(&new)) {
            (None, None) => continue,
            (Some(gone), None) => format!("{name} no longer says {gone}"),
            (None, Some(new)) => format!("{name} says {new} now"),
            (Some(gone), Some(new)) => format!("{name} says {new}, and said {gone}"),
        };
        let (gone, new): (Vec<&Spelled>, Vec<&Spelled>) = (gone.into_keys().collect(), new.into_keys().collect());
        let head = head.as_str();
        let loosened = match (sort, head) {
            // What is evidence for what is told, and holds nobody back.
            (Sort::Rule | Sort::Prove | Sort::Mapping, "evidence") => false,
            // Without it nothing is handed on.
            (Sort::Delegation, "depth") if were.is_empty() => true,
            _ => may_loosen(head, (&gone, !were.is_empty()), (&new, !are.is_empty())),
        };
        // Who was nobody in particular and is somebody now may be somebody else.
        let is_named = gone.is_empty() && !["allows", "binds"].contains(&head);
        if IDENTIFYING.contains(&head) {
            found.reclassified.push(Reclassified { widens: is_named || loosened, sentence });
        } else {
            found.controls.push(Control { loosened, sentence });
        }
    }
}

/// The clauses that stand in one place and not in another.
fn only<'a>(own: &'a Clauses, other: &Clauses) -> BTreeMap<&'a Spelled, &'a str> {
    let only = own.iter().filter(|(spelled, _)| !other.contains_key(*spelled));
    only.map(|(spelled, told)| (spelled, told.as_str())).collect()
}

fn listed(clauses: &BTreeMap<&Spelled, &str>) -> Option<String> {
    let each: BTreeSet<String> = clauses.values().map(|told| format!("`{told}`")).collect();
    (!each.is_empty()).then(|| each.into_iter().collect::<Vec<_>>().join(" and "))
}

/// What is another kind of its noun, so that what is said of the kind speaks of others.
fn kinds(name: &str, was: &Written, is: &Written) -> Vec<Reclassified> {
    let mut found = Vec::new();
    if let (Some(before), Some(after)) = (&was.kind, &is.kind)
        && before != after
    {
        let sentence = format!("{name} is `{after}`, and was `{before}`");
        found.push(Reclassified { widens: true, sentence });
    }
    if was.is_incidental != is.is_incidental {
        let sentence = if is.is_incidental {
            format!("{name} is incidental, so nothing has to bind it any more")
        } else {
            format!("{name} is no longer incidental")
        };
        found.push(Reclassified { widens: is.is_incidental, sentence });
    }
    found
}

/// What stands behind a permission that both have: nobody gains anything today if it ends later.
fn permissions(name: &str, sort: Sort, (spelled, was, is): (&Spelled, &Permitted, &Permitted), found: &mut Rewritten) {
    let words = spelled.parts.iter().filter_map(|part| match part {
        Part::Said(word) => Some(word.as_str()),
        Part::Amount(_) | Part::Several(_) => None,
    });
    let name = format!("{name} `{}`", words.collect::<Vec<_>>().join(" "));
    if was.until != is.until {
        let said = |end: Option<i64>| end.map_or("without an end".to_owned(), |day| format!("until {}", date(day)));
        let sentence = format!("{name} holds {}, and held {}", said(is.until), said(was.until));
        let is_longer = was.until.is_some_and(|before| is.until.is_none_or(|after| after > before));
        found.reclassified.push(Reclassified { widens: is_longer, sentence });
    }
    if was.delegable != is.delegable {
        let sentence = format!("{name} can be handed on {}, and could be {}", is.delegable, was.delegable);
        let is_more = was.delegable.most(is.delegable) == is.delegable;
        found.reclassified.push(Reclassified { widens: is_more, sentence });
    }
    clauses(&name, sort, (&was.record, &is.record), found);
}

/// Levels of one scale that stand in another order.
fn scales(db: &dyn Db, before: Project, after: Project) -> Vec<Reclassified> {
    let (first, second) = (levels(db, before), levels(db, after));
    let mut found = Vec::new();
    for (one, other) in first.iter().flat_map(|one| second.iter().map(move |other| (one, other))) {
        let common = |own: &[String], other: &[String]| -> Vec<String> {
            own.iter().filter(|level| other.contains(level)).cloned().collect()
        };
        let (was, is) = (common(one, other), common(other, one));
        if was != is {
            let sentence =
                format!("levels stand in the order `{}`, and stood in `{}`", is.join(" < "), was.join(" < "));
            found.push(Reclassified { widens: true, sentence });
        }
    }
    found
}

/// The levels of each scale that a project declares, from the lowest to the highest.
fn levels(db: &dyn Db, project: Project) -> Vec<Vec<String>> {
    let names = names(db, project);
    let mut scales: BTreeMap<(ModuleId, &[u32]), Vec<String>> = BTreeMap::new();
    for (_, level) in names.used().filter(|(_, one)| one.sort == Sort::Level) {
        if !is_library(db, names.module(level.module).file) {
            scales.entry((level.module, &level.way)).or_default().push(level.qualified.clone());
        }
    }
    scales.into_values().collect()
}
