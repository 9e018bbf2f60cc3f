//! The words of the language, sorted by how an editor colours them.

use std::collections::{BTreeMap, BTreeSet};

use crate::vocabulary::{Clause, Form, Inside, NOUNS, Noun, Part, RECORD, heads};

/// The grammar itself: it is the one place that knows the words of sentences and conditions.
const GRAMMAR: &str = include_str!("../../../grammar/bailiwick.pest");

/// A set of words.
pub(super) type Words = BTreeSet<&'static str>;

/// What can stand behind a head, besides names and literals.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Behind {
    /// Small words: `by`, `to`.
    pub(super) small: Words,
    /// Words that are one of several values.
    pub(super) values: Words,
}

impl Behind {
    /// Some small words are known everywhere.
    fn without_operators(mut self) -> Self {
        let known = operators();
        self.small.retain(|word| !known.contains(word));
        self
    }
}

/// The words in quotes in the rules of the grammar whose names are asked for.
pub(super) fn of_rules(is_asked: impl Fn(&str) -> bool) -> Words {
    let rules = GRAMMAR.lines().filter_map(|line| line.split_once(" = "));
    let asked = rules.filter(|(name, _)| is_asked(name));
    asked.flat_map(|(_, body)| body.split('"').skip(1).step_by(2)).filter(|word| is_word(word)).collect()
}

fn is_word(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// The words that begin lines of their own kind: permissions, sentences, logic.
pub(super) fn sentence_heads() -> Words {
    let of_noun = |noun: &'static Noun| {
        let is_other = |head: &&str| noun.clause(head).is_none() && !noun.nests.contains(head);
        heads(Inside::Noun(noun)).into_iter().filter(is_other)
    };
    NOUNS.iter().flat_map(of_noun).collect()
}

/// Words that are never names, and words that can be nothing else where they stand.
pub(super) fn operators() -> Words {
    of_rules(|rule| matches!(rule, "reserved" | "continuation" | "verb"))
}

/// What can stand behind a noun.
pub(super) fn behind_noun(noun: &Noun) -> Behind {
    let mut behind = Behind::default();
    collect(noun.header, &mut behind);
    behind.without_operators()
}

/// The head of every clause, with what can stand behind it in one declaration or another.
pub(super) fn clause_heads() -> BTreeMap<&'static str, Behind> {
    let mut found = BTreeMap::new();
    let groups = NOUNS.iter().flat_map(|noun| noun.clauses.iter().copied());
    for group in groups.chain([&RECORD[..]]) {
        add(group, &mut found);
    }
    found.into_iter().map(|(head, behind)| (head, behind.without_operators())).collect()
}

fn add(clauses: &[Clause], found: &mut BTreeMap<&'static str, Behind>) {
    for clause in clauses {
        collect(clause.form, found.entry(clause.head).or_default());
        if let Inside::Clauses(inner) = clause.inside {
            add(inner, found);
        }
    }
}

fn collect(form: Form, behind: &mut Behind) {
    for part in form {
        match part {
            Part::Word(word) => _ = behind.small.insert(word),
            Part::OneOf(words) => behind.values.extend(*words),
            Part::Maybe(inner) | Part::As(_, inner) => collect(inner, behind),
            Part::AnyOrder(forms) => forms.iter().for_each(|form| collect(form, behind)),
            Part::Either(forms) => forms.iter().for_each(|form| match form {
                // A word that can stand instead of a figure or name is a value.
                [Part::Word(word)] => _ = behind.values.insert(word),
                form => collect(form, behind),
            }),
            _ => {}
        }
    }
}
