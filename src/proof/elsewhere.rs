//! Ways besides the shortest one: those that lead past what `via` names are closed, one after the other.
//!
//! Only what lets something happen is taken away, never a control. Whatever still happens then happens in the whole policy
//! as well, in the same way. That nothing is found says nothing.

use std::collections::BTreeSet;

use crate::model::{Base, EntryId, Node, Passing, Property, Question, Statement};
use crate::proof::examine::{Answering, Examiner, Fresh};
use crate::proof::prove::shortest;
use crate::proof::{Verdict, way};

/// How many policies are tried.
const TRIES: usize = 64;

/// Something that is closed. Answers come before places, and places before whoever acts: the first leave the most as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closed {
    /// The entry answers nothing.
    Answer(EntryId),
    /// Nothing happens there, or by it.
    Node(Node),
}

/// What is looked for.
pub(crate) struct Search<'s> {
    /// The sentence, with what it names by `via`.
    pub(crate) property: &'s Property,
    /// Every way in which what it asks comes about, wherever it leads.
    pub(crate) ways: &'s dyn Fn(&Examiner<'_>) -> Vec<Answering>,
    /// Tells of the ways that are as the sentence has it.
    pub(crate) tell: &'s dyn Fn(&Examiner<'_>, &[Answering]) -> Verdict,
}

/// How something comes about through what `via` names; none if no such way is found. The shortest of the `ways`, of which
/// there is one at least, leads elsewhere.
pub(crate) fn through(examiner: &Examiner<'_>, search: &Search<'_>, ways: &[Answering]) -> Option<Verdict> {
    let named = named(search.property);
    let mut seen: BTreeSet<BTreeSet<Closed>> = BTreeSet::new();
    let mut waiting: Vec<BTreeSet<Closed>> = Vec::new();
    // It takes several to leave a long way alone.
    let mut add = |closed: &BTreeSet<Closed>, passed: BTreeSet<Closed>, waiting: &mut Vec<BTreeSet<Closed>>| {
        for one in passed.into_iter().rev() {
            let mut more = closed.clone();
            more.insert(one);
            if seen.insert(more.clone()) {
                waiting.push(more);
            }
        }
    };
    add(&BTreeSet::new(), passed(examiner.base, shortest(ways), &named), &mut waiting);
    for _ in 0..TRIES {
        let closed = waiting.pop()?;
        let base = closing(examiner.base, &closed);
        let closures = Fresh::new(&base);
        let tried = Examiner { base: &base, closures: &closures, authors: examiner.authors.clone() };
        let ways = (search.ways)(&tried);
        if ways.is_empty() {
            continue;
        }
        let is_meant = |one: &&Answering| way::leads_through(&base, search.property, one);
        let found: Vec<Answering> = ways.iter().filter(is_meant).cloned().collect();
        if !found.is_empty() {
            return Some((search.tell)(&tried, &found));
        }
        add(&closed, passed(&base, shortest(&ways), &named), &mut waiting);
    }
    None
}

fn closing(base: &Base, closed: &BTreeSet<Closed>) -> Base {
    let nodes = closed.iter().filter_map(|one| if let Closed::Node(node) = one { Some(*node) } else { None });
    let mut base = base.closing(&nodes.collect());
    for one in closed {
        if let Closed::Answer(entry) = one {
            base.entries[entry.index()].gives = Passing::Nothing;
        }
    }
    base
}

/// What must stay: what `via` names, and what the question is about.
fn named(property: &Property) -> BTreeSet<Node> {
    let mut named: BTreeSet<Node> = property.bounds.via.iter().flat_map(|(_, nodes)| nodes).copied().collect();
    if let Statement::Possible(Question::Causes(subjects, permissions)) = &property.statement {
        named.extend(subjects.iter().copied().map(Node::Principal));
        named.extend(permissions.iter().map(|one| Node::Leaf(one.leaf)));
    }
    named
}

/// What a derivation passes besides, and the answers that it may rest on.
fn passed(base: &Base, answering: &Answering, named: &BTreeSet<Node>) -> BTreeSet<Closed> {
    let nodes = way::passed(base, answering);
    let answers = nodes.iter().filter_map(|node| match node {
        Node::Leaf(leaf) => base.leaf(*leaf).entry.filter(|entry| base.entry(*entry).gives != Passing::Nothing),
        Node::Principal(_) => None,
    });
    let mut passed: BTreeSet<Closed> = answers.map(Closed::Answer).collect();
    passed.extend(nodes.difference(named).copied().map(Closed::Node));
    passed
}
