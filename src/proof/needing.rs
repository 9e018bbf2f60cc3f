//! `possible ... needing ...`: whether a way takes exactly what is said, no more and no less.
//!
//! What it takes is the set of the minimal conditions of all legitimate ways. Whoever asks for an approval is no part of
//! the comparison.

use crate::facts::Unknowns;
use crate::logic::{self, Answer, Atom, Conjunction, Guard, Term};
use crate::model::{Base, Permission, PrincipalId, Property, Question, Statement, When};
use crate::proof::examine::{Answering, Examiner};
use crate::proof::possible::{depends_on_unknown, impossible, shown, ways};
use crate::proof::prove::{blank, unknown};
use crate::proof::{Conflict, Status, Verdict, words};

/// The verdict of a `possible` that says what it takes.
pub(crate) fn verdict(examiner: &Examiner<'_>, property: &Property, question: &Question, needed: &When) -> Verdict {
    let base = examiner.base;
    let known = ways(examiner, property, question, Unknowns::GiveNothing);
    let worst = ways(examiner, property, question, Unknowns::WorstCase);
    let mut undecided = known.undecided;
    undecided.extend(worst.undecided);
    let (taken, perhaps) = (taken(&known.open), taken(&worst.open));
    let within = property.bounds.when.clone().unwrap_or_else(Guard::always);
    let same = is_same(base, &within, &taken, &perhaps);
    if let Answer::Unknown(why) = &same {
        undecided.push(why.clone());
    }
    undecided.extend(whose(base, question, &known.open));
    if !undecided.is_empty() {
        undecided.sort();
        undecided.dedup();
        return unknown(examiner.base, property, undecided);
    }
    let is_new = |way: &&Answering| !taken.alternatives().iter().any(|one| way.condition().entails(one));
    if let Some(new) = worst.open.iter().find(is_new).filter(|_| same == Answer::No) {
        return depends_on_unknown(examiner, property, new);
    }
    let Some(way) = known.open.first() else { return impossible(examiner, property, question) };
    match is_same(base, &within, &taken, &wanted(base, needed)) {
        Answer::Yes => shown(examiner, property, way),
        Answer::No => Verdict {
            status: Status::Refuted,
            conflicts: vec![Conflict { sentence: takes(base, &taken), places: Vec::new() }],
            ..blank(examiner.base, property)
        },
        Answer::Unknown(why) => unknown(examiner.base, property, vec![why]),
    }
}

/// Whether ways take exactly what a `possible` says it needs, and what they take if not. Without `needing` they may take
/// anything.
pub(crate) fn agrees(base: &Base, property: &Property, ways: &[Answering]) -> (Answer, String) {
    let Some(needed) = &property.bounds.needing else { return (Answer::Yes, String::new()) };
    let within = property.bounds.when.clone().unwrap_or_else(Guard::always);
    let taken = taken(ways);
    let question = match &property.statement {
        Statement::Never(question) | Statement::Possible(question) => Some(question),
        Statement::Always(..) => None,
    };
    if let Some(why) = question.and_then(|question| whose(base, question, ways)) {
        return (Answer::Unknown(why), takes(base, &taken));
    }
    (is_same(base, &within, &taken, &wanted(base, needed)), takes(base, &taken))
}

/// Why the conditions of ways do not say all that they take: it matters whose something is, and that is settled by the
/// individuals that the two sides belong to, not by a condition that is left.
fn whose(base: &Base, question: &Question, ways: &[Answering]) -> Option<String> {
    let Question::Causes(subjects, permissions) = question else { return None };
    let has_way = |subject: &PrincipalId, permission: &Permission| {
        ways.iter().any(|way| way.subject == Some(*subject) && way.permission == Some(*permission))
    };
    let same_kind = |way: &Answering, subject: &PrincipalId, permission: &Permission| {
        let (Some(who), Some(what)) = (way.subject, way.permission) else { return false };
        base.principal(who).declared == base.principal(*subject).declared
            && what.verb == permission.verb
            && base.leaf(what.leaf).declared == base.leaf(permission.leaf).declared
    };
    let mut pairs = subjects.iter().flat_map(|subject| permissions.iter().map(move |permission| (subject, permission)));
    let is_left_out = |(subject, permission): (&PrincipalId, &Permission)| {
        !has_way(subject, permission) && ways.iter().any(|way| same_kind(way, subject, permission))
    };
    pairs.any(is_left_out).then(|| "it matters whose it is, and `needing` can not say so".to_owned())
}

fn takes(base: &Base, taken: &Guard) -> String {
    if taken.is_always() {
        "it takes nothing: no approval, no special circumstance".to_owned()
    } else {
        format!("it takes this: {}", words::guard(base, taken))
    }
}

/// The minimal conditions of all ways.
fn taken(ways: &[Answering]) -> Guard {
    Guard::from_alternatives(ways.iter().map(|way| way.condition().clone()))
}

/// The ways that take the least: nothing would change without the others.
pub(crate) fn minimal(ways: &[Answering]) -> impl Iterator<Item = &Answering> {
    let taken = taken(ways);
    ways.iter().filter(move |way| taken.alternatives().contains(way.condition()))
}

/// What is said to be taken.
fn wanted(base: &Base, needed: &When) -> Guard {
    Guard::from_alternatives(needed.alternatives.iter().filter_map(|alternative| {
        alternative.approvals.iter().try_fold(alternative.condition.clone(), |known, (gate, requester)| {
            let count = base.gate(*gate).quorum;
            known.and(&Conjunction::atom(Atom::Approved { gate: gate.0, requester: requester.0, count }))
        })
    }))
}

/// Whether two guards say the same within a third, whoever asks for approvals.
fn is_same(base: &Base, within: &Guard, one: &Guard, other: &Guard) -> Answer {
    let implies = |premise: &Guard, conclusion: &Guard| {
        let premise = Term::All(vec![Term::from(within), Term::from(premise)]);
        logic::implies(&base.vocabulary, &premise, &Term::from(conclusion))
    };
    let (one, other) = (anonymous(one), anonymous(other));
    if one == other {
        return Answer::Yes;
    }
    match implies(&one, &other) {
        Answer::Yes => implies(&other, &one),
        no => no,
    }
}

/// The same conditions, all approvals being asked for by the same.
fn anonymous(guard: &Guard) -> Guard {
    Guard::from_alternatives(guard.alternatives().iter().filter_map(|alternative| {
        let without = alternative.retain(|_| true, |_| false);
        alternative.atoms().iter().try_fold(without, |known, atom| {
            let atom = match *atom {
                Atom::Approved { gate, count, .. } => Atom::Approved { gate, requester: 0, count },
                other => other,
            };
            known.and(&Conjunction::atom(atom))
        })
    }))
}
