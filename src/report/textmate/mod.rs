//! The colours of the language for editors that know no language server, as a `TextMate` grammar.
//!
//! Such a grammar sees one line at a time and no names. It is made from the words of the grammar and of the catalogue of
//! clauses, so that it never falls behind them: which word may stand where is said there, and how a word looks is said here.

mod pieces;
mod words;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::report::textmate::pieces::{
    PATH, Scope, WORD, any_of, captures, either, include, one_of, one_of_any, region, whole,
};
use crate::report::textmate::words::{Behind, Words, behind_noun, clause_heads, of_rules, operators, sentence_heads};
use crate::vocabulary::{NOUNS, Part};

/// Where a line begins, or a block that goes on behind its brace.
const HEAD: &str = r"(?:^[ \t]*|(?<=\{)[ \t]*)";

/// The same, but not in column one.
const INNER_HEAD: &str = r"(?:^[ \t]+|(?<=\{)[ \t]*)";

/// The grammar, as the text of a file.
pub fn textmate() -> String {
    let grammar = json!({
        "information_for_contributors": [
            "Made from grammar/bailiwick.pest and the catalogue in src/vocabulary: `cargo bless` writes it anew."
        ],
        "name": "Bailiwick",
        "scopeName": "source.bailiwick",
        "fileTypes": ["bwk"],
        "patterns": FIRST.map(include),
        "repository": {
            "comments": pieces::comments(),
            "texts": pieces::texts(),
            "literals": pieces::literals(),
            "symbols": pieces::symbols(),
            "names": pieces::names(),
            "braces": pieces::braces(),
            "lists": any_of([region(r"\[", &bracket(r"\]"), &[], [include("arguments")]), include("groups")]),
            "groups": any_of([region(r"\(", &bracket(r"\)"), &[], [include("words")])]),
            "conditions": conditions(),
            "kinds": kinds(),
            "operators": any_of([one_of(Scope::Operator, &operators())]),
            "constants": any_of([one_of(Scope::Value, &constants())]),
            "arguments": any_of(ARGUMENTS.map(include)),
            "words": words(),
            "preamble": preamble(),
            "declarations": declarations(),
            "continuations": continuations(),
            "sentences": sentences(),
            "clauses": clauses(),
        },
    });
    format!("{grammar:#}\n")
}

/// What can stand in a file, the first that fits.
const FIRST: [&str; 8] =
    ["comments", "preamble", "declarations", "continuations", "sentences", "clauses", "braces", "arguments"];

/// What can stand behind any head, the first that fits.
const ARGUMENTS: [&str; 10] =
    ["comments", "texts", "literals", "lists", "kinds", "conditions", "operators", "constants", "names", "symbols"];

/// All words of sentences and conditions; some of them are names elsewhere.
fn sentence_words() -> Words {
    let mut words = of_rules(|rule| rule.ends_with("_word") && !matches!(rule, "edition_word" | "use_word"));
    words.extend(operators());
    words
}

/// Words that are values of any clause.
fn constants() -> Words {
    ["yes", "no", "none", "unknown", "nobody", "unlimited", "nothing"].into()
}

/// What holds only under a condition, to the end of the line or of the bracket around it.
fn conditions() -> Value {
    let begin = whole(&of_rules(|rule| matches!(rule, "when_word" | "unless_word" | "where_word")));
    any_of([region(&begin, r"$|(?=[\]){}])|(?=^\S)", &[Scope::Operator], [include("words")])])
}

/// Sentences and conditions.
fn words() -> Value {
    any_of([
        include("kinds"),
        region(r"\[", &bracket(r"\]"), &[], [include("words")]),
        one_of(Scope::Operator, &sentence_words()),
        include("arguments"),
    ])
}

/// Where a bracket ends. A declaration in column one ends it, too, so that a bracket which nobody has closed yet spoils one
/// declaration and not the rest of the file; the grammar reads it in the same way.
fn bracket(closing: &str) -> String {
    format!("{closing}|(?=^{})", whole(&of_rules(|rule| rule == "noun")))
}

/// The kinds of things that a selection ranges over. Not all are nouns: `some grant g`.
fn kinds() -> Value {
    let quantifiers = of_rules(|rule| matches!(rule, "any_word" | "every_word" | "some_word" | "no_word"));
    let (selecting, all) = (whole(&of_rules(|rule| matches!(rule, "any_word" | "every_word"))), whole(&quantifiers));
    let never = either(&of_rules(|rule| matches!(rule, "reserved" | "small_word" | "verb")));
    // `no` is also the value of many clauses: only what is bound to a name behind it is a kind.
    let bound = format!(r"(?=\s+{WORD}\s+(?:in|where)(?![\w.-]))");
    let one = |expression: String, scopes: &[Scope]| json!({ "match": expression, "captures": captures(scopes) });
    any_of([
        region(
            &format!(r"{all}\s*\["),
            &bracket(r"\]"),
            &[Scope::Operator],
            [one_of_any(Scope::Kind), include("arguments")],
        ),
        one(format!(r"{selecting}\s+(?!(?:{never})(?![\w-]))({WORD})(?![\w.-])"), &[Scope::Operator, Scope::Kind]),
        one(format!(r"{all}\s+({WORD}){bound}"), &[Scope::Operator, Scope::Kind]),
        one(format!(r"(?<=\()({WORD}){bound}"), &[Scope::Kind]),
    ])
}

fn preamble() -> Value {
    let words = whole(&of_rules(|rule| matches!(rule, "edition_word" | "use_word")));
    any_of([clause_like(&format!("^{words}"), &[Scope::Preamble], Behind::default(), "arguments")])
}

/// A line that begins with one of some words. It ends with the line, unless a list is open.
fn clause_like(begin: &str, scopes: &[Scope], behind: Behind, rest: &str) -> Value {
    let Behind { small, values } = behind;
    let first = [(Scope::Value, values), (Scope::Small, small)];
    let own = first.iter().filter(|(_, words)| !words.is_empty()).map(|(scope, words)| one_of(*scope, words));
    region(begin, r"$|(?=[{}])|(?=^\S)", scopes, own.chain([include(rest)]))
}

/// Declarations. One that stands alone begins in column one; elsewhere its word can be a clause as well.
fn declarations() -> Value {
    let clauses = clause_heads();
    let mut groups: BTreeMap<(bool, bool, Behind), Words> = BTreeMap::new();
    for noun in &NOUNS {
        let names =
            matches!(noun.header.first(), Some(Part::NewName | Part::NewPath | Part::NewNames | Part::Maybe(_)));
        let places = [(noun.top, false), (!noun.top || !clauses.contains_key(noun.name), true)];
        for (_, is_inner) in places.into_iter().filter(|(is_there, _)| *is_there) {
            groups.entry((is_inner, names, behind_noun(noun))).or_default().insert(noun.name);
        }
    }
    any_of(groups.into_iter().map(|((is_inner, names, behind), words)| {
        let place = if is_inner { INNER_HEAD } else { "^" };
        let name = if names { format!(r"(?:[ \t]+({PATH}))?") } else { String::new() };
        clause_like(&format!("{place}{}{name}", whole(&words)), &[Scope::Noun, Scope::Declared], behind, "arguments")
    }))
}

/// Lines that begin with a word that continues the clause before them.
fn continuations() -> Value {
    let begin = format!("{HEAD}{}", whole(&of_rules(|rule| rule == "continuation")));
    any_of([clause_like(&begin, &[Scope::Operator], Behind::default(), "words")])
}

fn sentences() -> Value {
    let begin = format!("{HEAD}{}", whole(&sentence_heads()));
    any_of([clause_like(&begin, &[Scope::Sentence], Behind::default(), "words")])
}

fn clauses() -> Value {
    let mut groups: BTreeMap<Behind, Words> = BTreeMap::new();
    for (head, behind) in clause_heads() {
        groups.entry(behind).or_default().insert(head);
    }
    any_of(
        groups.into_iter().map(|(behind, heads)| {
            clause_like(&format!("{HEAD}{}", whole(&heads)), &[Scope::Clause], behind, "arguments")
        }),
    )
}
