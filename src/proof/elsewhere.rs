//! Ways besides the shortest one: those that lead past what `via` names are closed, one after the other.
//!
//! Only what lets something happen is taken away, never a control. Whatever still happens then happens in the whole policy
//! as well, in the same way. That nothing is found says nothing.

use std::collections::BTreeSet;

use crate::model::{Base, Node, Property, Question, Statement};
use crate::proof::examine::{Answering, Examiner, Fresh};
use crate::proof::prove::{comes_about, examine, shortest};
use crate::proof::{Verdict, way};

/// How many policies are tried.
const TRIES: usize = 64;

/// How what a `never` excludes comes about through what a `possible` names with `via`, and as it says; none if none such is
/// found. `happening` are the ways whose shortest one leads elsewhere.
pub(crate) fn through(
    examiner: &Examiner<'_>,
    never: &Property,
    possible: &Property,
    happening: &[Answering],
    fits: &impl Fn(&Answering) -> bool,
) -> Option<Verdict> {
    let named = named(never, possible);
    let mut seen: BTreeSet<BTreeSet<Node>> = BTreeSet::new();
    let mut waiting: Vec<BTreeSet<Node>> = Vec::new();
    // Places before whoever acts, and one more closed before another one: it takes several to leave a long way alone.
    let mut add = |closed: &BTreeSet<Node>, nodes: BTreeSet<Node>, waiting: &mut Vec<BTreeSet<Node>>| {
        for node in nodes.into_iter().rev() {
            let mut more = closed.clone();
            more.insert(node);
            if seen.insert(more.clone()) {
                waiting.push(more);
            }
        }
    };
    add(&BTreeSet::new(), passed(examiner.base, shortest(happening), &named), &mut waiting);
    for _ in 0..TRIES {
        let closed = waiting.pop()?;
        let base = examiner.base.closing(&closed);
        let closures = Fresh::new(&base);
        let tried = Examiner { base: &base, closures: &closures, authors: examiner.authors.clone() };
        let happening = examine(&tried, never).happening;
        if happening.is_empty() {
            continue;
        }
        let is_meant = |one: &&Answering| fits(one) && way::leads_through(&base, possible, one);
        let found: Vec<Answering> = happening.iter().filter(is_meant).cloned().collect();
        if !found.is_empty() {
            return Some(comes_about(&tried, never, &found));
        }
        add(&closed, passed(&base, shortest(&happening), &named), &mut waiting);
    }
    None
}

/// What must stay: what `via` names, and what the question is about.
fn named(never: &Property, possible: &Property) -> BTreeSet<Node> {
    let mut named: BTreeSet<Node> = possible.bounds.via.iter().flat_map(|(_, nodes)| nodes).copied().collect();
    if let Statement::Never(Question::Causes(subjects, permissions)) = &never.statement {
        named.extend(subjects.iter().copied().map(Node::Principal));
        named.extend(permissions.iter().map(|one| Node::Leaf(one.leaf)));
    }
    named
}

/// What a derivation passes besides.
fn passed(base: &Base, answering: &Answering, named: &BTreeSet<Node>) -> BTreeSet<Node> {
    way::passed(base, answering).difference(named).copied().collect()
}
