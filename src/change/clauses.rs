//! Clauses as they are written: from some of them nothing is derived, or nothing today, and who changes one should not do so
//! unseen. What follows from them is told elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::controls::Control;
use crate::change::reclassified::Reclassified;
use crate::names::{ModuleId, Sort, names};
use crate::source::{Db, Project, Span, is_library};
use crate::syntax::ast::{Clause, Statement};
use crate::syntax::{one_line, said, tree};
use crate::vocabulary;

/// The heads of clauses that hold somebody back or watch over something: without one there is less of that.
const HOLDING: &[&str] = &[
    "authenticates",
    "boundary",
    "ceiling",
    "closed",
    "contained",
    "correlated",
    "crossing",
    "demands",
    "depth",
    "detector",
    "enforced",
    "excludes",
    "expiry",
    "fan-out",
    "follow-up",
    "limit",
    "limited",
    "log-retention",
    "longest-run",
    "mediated",
    "monitored",
    "needs",
    "offline",
    "record-retention",
    "retention",
    "review",
    "revocable",
    "rotation",
    "sender-bound",
    "step-up",
    "stopped",
    "tamper-evident",
    "tolerates",
    "ttl",
    "unattended",
    "window",
];

/// The heads of clauses that say what a name stands for, or what an approval binds: another one is another thing, and whoever
/// that is gains what was given to the name.
const IDENTIFYING: [&str; 6] = ["allows", "audience", "binds", "identity", "pin", "vouched"];

/// Declarations that ask something of the policy: without one less is asked.
const ASKING: [Sort; 3] = [Sort::Rule, Sort::DelegationRule, Sort::Test];

/// Clauses of gates that are told by what gates guard and ask for.
const OF_GATES: [&str; 2] = ["guards", "approved"];

/// What a declaration says.
struct Written {
    sort: Sort,
    /// The declaration around it, by noun and name.
    parent: Option<String>,
    /// Whether it is a parameter of which something can be said: one of some words, a range of numbers.
    has_range: bool,
    /// By head: the clauses, each by the words of which it consists and as it is told.
    clauses: BTreeMap<String, BTreeMap<String, String>>,
    /// By what is permitted: until when, as it is written; nothing if without an end.
    ends: BTreeMap<String, Option<String>>,
    /// What kind of its noun it is: what stands behind `is`.
    kind: Option<String>,
    /// Whether nothing has to bind it.
    is_incidental: bool,
}

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
        clauses(name, was, is, &mut found);
        found.reclassified.extend(kinds(name, was, is).into_iter().chain(ends(name, was, is)));
    }
    found.reclassified.extend(scales(db, before, after));
    found
}

/// Clauses that are written otherwise: those that say what a name stands for as what counts as something else.
fn clauses(name: &str, was: &Written, is: &Written, found: &mut Rewritten) {
    let heads: BTreeSet<&String> = was.clauses.keys().chain(is.clauses.keys()).collect();
    let none = BTreeMap::new();
    for head in heads {
        let (were, are) = (was.clauses.get(head).unwrap_or(&none), is.clauses.get(head).unwrap_or(&none));
        let (gone, new) = (listed(were, are), listed(are, were));
        let (is_gone, is_new) = (gone.is_some(), new.is_some());
        let sentence = match (gone, new) {
            (None, None) => continue,
            (Some(gone), None) => format!("{name} no longer says {gone}"),
            (None, Some(new)) => format!("{name} says {new} now"),
            (Some(gone), Some(new)) => format!("{name} says {new}, and said {gone}"),
        };
        let head = head.as_str();
        let widens = match head {
            // What binds more binds what it did before.
            "binds" => !words_of(were).is_subset(&words_of(are)),
            "allows" => is_new,
            _ => true,
        };
        if IDENTIFYING.contains(&head) {
            found.reclassified.push(Reclassified { widens, sentence });
        } else {
            // Of two that hold back it is not known which one holds back more.
            found.controls.push(Control { loosened: is_gone && HOLDING.contains(&head), sentence });
        }
    }
}

fn words_of(clauses: &BTreeMap<String, String>) -> BTreeSet<&str> {
    clauses.keys().flat_map(|words| words.split(' ')).collect()
}

/// The clauses that stand in one place and not in another.
fn listed(own: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Option<String> {
    let only = own.iter().filter(|(words, _)| !other.contains_key(*words));
    let only: Vec<String> = only.map(|(_, clause)| format!("`{clause}`")).collect();
    (!only.is_empty()).then(|| only.join(" and "))
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

/// Permissions that end later than before, or never: nobody gains anything today.
fn ends(name: &str, was: &Written, is: &Written) -> Vec<Reclassified> {
    let mut found = Vec::new();
    for (permission, before) in &was.ends {
        let Some(after) = is.ends.get(permission).filter(|after| *after != before) else { continue };
        let said =
            |end: &Option<String>| end.as_ref().map_or("without an end".to_owned(), |day| format!("until {day}"));
        // Days are written so that they stand in the order of their letters.
        let is_longer = match (before, after) {
            (Some(before), Some(after)) => after > before,
            (before, after) => before.is_some() && after.is_none(),
        };
        let sentence = format!("{name} `{permission}` {}, and did {}", said(after), said(before));
        found.push(Reclassified { widens: is_longer, sentence });
    }
    found
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

/// What everything that a project declares says, by noun and name.
fn written(db: &dyn Db, project: Project) -> BTreeMap<String, Written> {
    let names = names(db, project);
    let mut all = BTreeMap::new();
    for (_, definition) in names.used() {
        let file = names.module(definition.module).file;
        let Some(statement) = definition.statement(tree(db, file)).filter(|_| !is_library(db, file)) else { continue };
        let name = format!("{} `{}`", definition.sort.noun(), definition.qualified);
        let parent = definition.parent.map(|parent| names.definition(parent));
        let parent = parent.map(|parent| format!("{} `{}`", parent.sort.noun(), parent.qualified));
        all.insert(name, Written { parent, ..of_statement(db, definition.sort, statement) });
    }
    all
}

fn of_statement(db: &dyn Db, sort: Sort, statement: &Statement) -> Written {
    let (clauses, ends) = Default::default();
    let mut written = Written { sort, parent: None, has_range: false, clauses, ends, kind: None, is_incidental: false };
    let header = statement.block.as_ref().map_or(statement.span.end, |block| block.span.start);
    let header = words(db, Span { end: header, ..statement.span });
    let behind_is: Vec<&String> = header.iter().skip_while(|word| *word != "is").skip(1).collect();
    let kind: Vec<&str> =
        behind_is.iter().take_while(|word| !["in", "of"].contains(&word.as_str())).map(|word| word.as_str()).collect();
    written.kind = (!kind.is_empty() && sort != Sort::Parameter).then(|| kind.join(" "));
    let is_parameter = sort == Sort::Parameter;
    written.is_incidental = is_parameter && header.iter().any(|word| word == "incidental");
    written.has_range = is_parameter && !header.iter().skip(2).any(|word| word == "text") && header.len() > 2;
    for clause in statement.block.iter().flat_map(|block| &block.clauses) {
        match clause {
            Clause::Statement(inner) if vocabulary::noun(&inner.head.text).is_none() => {
                let is_told_elsewhere = sort == Sort::Gate && OF_GATES.contains(&inner.head.text.as_str());
                if !is_told_elsewhere {
                    let text = inner.span.file.text(db);
                    let told = one_line(text, inner.span.start, inner.span.end);
                    let spelled = words(db, inner.span).join(" ");
                    written.clauses.entry(inner.head.text.clone()).or_default().insert(spelled, told);
                }
            }
            Clause::Permission(permission) => {
                let said = words(db, permission.span);
                let at = said.iter().position(|word| word == "until");
                let end = at.and_then(|at| said.get(at + 1)).cloned();
                let before: Vec<String> = match at {
                    Some(at) => said.iter().take(at).chain(said.iter().skip(at + 2)).cloned().collect(),
                    None => said,
                };
                written.ends.insert(before.join(" "), end);
            }
            Clause::Statement(_) | Clause::Sentence(_) | Clause::Logic(_) => {}
        }
    }
    written
}

/// The words of a stretch, which are the same however it is laid out.
fn words(db: &dyn Db, span: Span) -> Vec<String> {
    let text = span.file.text(db);
    let words = said(text, span.start, span.end).map(|token| token.text(text));
    words.filter(|word| *word != ",").map(str::to_owned).collect()
}
