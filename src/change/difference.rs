//! Two outcomes beside each other: who gains and loses what, which controls and verdicts are others, what is newly accepted.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Outcome;
use crate::change::clauses::rewritten;
use crate::change::controls::{Control, controls};
use crate::change::gather::{Compared, compare};
use crate::change::reclassified::{Reclassified, reclassified};
use crate::change::settings::settings;
use crate::change::{Change, Side};
use crate::finding::Accepted;
use crate::model;
use crate::proof::{Remembered, Status, Verdict, date};
use crate::source::{Db, Project};

/// What is different between two policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The as-of date, in days since 1970-01-01.
    pub as_of: i64,
    /// Who gains and loses what, the gains first.
    pub changes: Vec<Change>,
    /// Why nobody knows whether anybody gains anything else.
    pub unknown: Vec<String>,
    /// What counts as something else, what may widen something first.
    pub reclassified: Vec<Reclassified>,
    /// The controls that are declared differently, the looser ones first.
    pub controls: Vec<Control>,
    /// The properties of which something else is known, or that say something else; by name.
    pub verdicts: Vec<VerdictChange>,
    /// The exceptions that accept something else, by name.
    pub exceptions: Vec<ExceptionChange>,
}

/// A property of which something else is known than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// The property.
    pub name: String,
    /// What was known of it; `None` if it is new.
    pub before: Option<Verdict>,
    /// What is known of it now; `None` if it is gone.
    pub after: Option<Verdict>,
    /// Whether it is gone, and what it said is asked under another name.
    pub is_renamed: bool,
}

/// An exception that accepts something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionChange {
    /// The exception.
    pub name: String,
    /// What it accepts and did not, as a sentence; `None` if nothing.
    pub accepts: Option<String>,
    /// What it accepted and does not.
    pub accepted: Option<String>,
}

impl VerdictChange {
    /// Whether less may be asked than before, or something does not hold that did: it is asked no longer, says something else,
    /// or is not proved and was, or is new. Whoever gives another name to a property does not hide that it does not hold any
    /// more.
    pub fn is_worse(&self) -> bool {
        let is_proved = |verdict: &Verdict| verdict.status == Status::Proved;
        match (&self.before, &self.after) {
            (Some(_), None) => !self.is_renamed,
            (Some(before), Some(after)) => asked(before) != asked(after) || (is_proved(before) && !is_proved(after)),
            (None, after) => !after.as_ref().is_none_or(is_proved),
        }
    }
}

impl Difference {
    /// Whether somebody gains something, or may for all that is known.
    pub fn widens(&self) -> bool {
        let is_wider = self.changes.iter().any(|change| change.kind.widens());
        is_wider || !self.unknown.is_empty() || self.reclassified.iter().any(|one| one.widens)
    }

    /// Whether something that holds somebody back, or watches over something, may do less than before, or something is newly
    /// accepted: nobody gains anything by it today.
    pub fn loosens(&self) -> bool {
        self.controls.iter().any(|control| control.loosened) || self.exceptions.iter().any(|one| one.accepts.is_some())
    }

    /// Whether less may be asked than before, or something is not proved that was, or that is asked for the first time.
    pub fn is_worse(&self) -> bool {
        self.verdicts.iter().any(VerdictChange::is_worse)
    }

    /// Whether nobody gains or loses anything, and everything else is as it was.
    pub fn is_nothing(&self) -> bool {
        let same = self.changes.is_empty() && self.unknown.is_empty() && self.controls.is_empty();
        same && self.reclassified.is_empty() && self.verdicts.is_empty() && self.exceptions.is_empty()
    }
}

/// What is different between two policies without errors, each with its outcome.
pub fn difference(db: &dyn Db, before: (Project, &Outcome), after: (Project, &Outcome)) -> Difference {
    let (first, second) = (Remembered { db, project: before.0 }, Remembered { db, project: after.0 });
    let one = Side { base: &model::policy(db, before.0).base, closures: &first };
    let other = Side { base: &model::policy(db, after.0).base, closures: &second };
    let Compared { changes, unknown } = compare(one, other);
    let mut controls = controls(one.base, other.base);
    let written = rewritten(db, before.0, after.0);
    controls.extend(written.controls);
    controls.sort_by(|one, other| other.cmp(one));
    let mut all_reclassified = reclassified(one.base, other.base);
    all_reclassified.extend(written.reclassified);
    all_reclassified.extend(settings(db, before.0, after.0));
    all_reclassified.sort_by(|one, other| other.cmp(one));
    Difference {
        as_of: after.1.as_of,
        changes,
        unknown,
        reclassified: all_reclassified,
        controls,
        verdicts: verdicts(before.1, after.1),
        exceptions: exceptions(before.1, after.1),
    }
}

fn verdicts(before: &Outcome, after: &Outcome) -> Vec<VerdictChange> {
    let by_name = |outcome: &Outcome| {
        let mut all: BTreeMap<String, Verdict> = BTreeMap::new();
        for verdict in &outcome.verdicts {
            all.entry(verdict.name.clone()).or_insert_with(|| verdict.clone());
        }
        all
    };
    let (before, after) = (by_name(before), by_name(after));
    let new: BTreeSet<(&str, &str)> =
        after.iter().filter(|(name, _)| !before.contains_key(*name)).map(|(_, verdict)| asked(verdict)).collect();
    let said = |verdict: &Verdict| (verdict.status, verdict.sentence.clone(), verdict.mode.clone());
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = names.into_iter().filter(|name| before.get(*name).map(said) != after.get(*name).map(said));
    let change = |name: &String| VerdictChange {
        name: name.clone(),
        before: before.get(name).cloned(),
        after: after.get(name).cloned(),
        is_renamed: !after.contains_key(name) && before.get(name).is_some_and(|verdict| new.contains(&asked(verdict))),
    };
    changed.map(change).collect()
}

/// What a property asks.
fn asked(verdict: &Verdict) -> (&str, &str) {
    (&verdict.sentence, &verdict.mode)
}

fn exceptions(before: &Outcome, after: &Outcome) -> Vec<ExceptionChange> {
    let (before, after) = (accepted(before), accepted(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let none = Accepting::new();
    let all = names.into_iter().map(|name| {
        let (were, are) = (before.get(name).unwrap_or(&none), after.get(name).unwrap_or(&none));
        ExceptionChange { name: name.clone(), accepts: longer(are, were), accepted: longer(were, are) }
    });
    all.filter(|one| one.accepts.is_some() || one.accepted.is_some()).collect()
}

/// What is accepted, and until when.
type Accepting = BTreeMap<String, i64>;

/// What is accepted on the one side and not, or not as long, on the other.
fn longer(own: &Accepting, other: &Accepting) -> Option<String> {
    let more = own.iter().filter(|(what, until)| other.get(*what).is_none_or(|known| known < until));
    let more: Vec<String> = more.map(|(what, until)| format!("{what}, until {}", date(*until))).collect();
    (!more.is_empty()).then(|| more.join("; "))
}

/// What each exception accepts.
fn accepted(outcome: &Outcome) -> BTreeMap<String, Accepting> {
    let mut all: BTreeMap<String, Accepting> = BTreeMap::new();
    let mut add = |by: &Accepted, what: String| {
        all.entry(by.exception.clone()).or_default().insert(what, by.until);
    };
    for finding in &outcome.findings {
        if let Some(by) = &finding.accepted {
            add(by, format!("{} ({})", finding.message, finding.about.name));
        }
    }
    for verdict in &outcome.verdicts {
        if let Some(by) = &verdict.accepted {
            add(by, format!("`{}` is {}", verdict.name, verdict.status.word()));
        }
    }
    all
}
