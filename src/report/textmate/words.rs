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
    let clauses = clause_heads();
    let all = NOUNS.iter().flat_map(|noun| heads(Inside::Noun(noun)));
    all.filter(|head| !clauses.contains_key(head) && !is_noun(head)).collect()
}

fn is_noun(word: &str) -> bool {
    NOUNS.iter().any(|noun| noun.name == word)
}

/// What can stand behind a noun.
pub(super) fn behind_noun(noun: &Noun) -> Behind {
    let mut behind = Behind::default();
    collect(noun.header, &mut behind);
    behind
}

/// The head of every clause, with what can stand behind it in one declaration or another.
pub(super) fn clause_heads() -> BTreeMap<&'static str, Behind> {
    let mut found = BTreeMap::new();
    let groups = NOUNS.iter().flat_map(|noun| noun.clauses.iter().copied());
    for group in groups.chain([&RECORD[..]]) {
        add(group, &mut found);
    }
    found
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
