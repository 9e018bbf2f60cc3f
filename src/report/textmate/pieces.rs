//! What `TextMate` grammars are made of.

use serde_json::{Map, Value, json};

use crate::report::textmate::words::Words;

/// What a stretch of a text is. The names are those that themes of editors know.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// `edition`, `use`
    Preamble,
    /// A word that begins a declaration.
    Noun,
    /// A name where it is declared.
    Declared,
    /// A word that begins a clause.
    Clause,
    /// A word that begins a permission, a sentence or a line of logic.
    Sentence,
    /// A word of sentences and conditions.
    Operator,
    /// A small word of a clause.
    Small,
    /// A word that is one of several values.
    Value,
    /// A noun where things of its kind are meant.
    Kind,
}

impl Scope {
    fn name(self) -> &'static str {
        match self {
            Self::Preamble => "keyword.control.import.bailiwick",
            Self::Noun => "storage.type.noun.bailiwick",
            Self::Declared => "entity.name.type.bailiwick",
            Self::Clause => "keyword.other.clause.bailiwick",
            Self::Sentence => "keyword.control.sentence.bailiwick",
            Self::Operator => "keyword.operator.word.bailiwick",
            Self::Small => "keyword.other.small.bailiwick",
            Self::Value => "constant.language.bailiwick",
            Self::Kind => "support.type.kind.bailiwick",
        }
    }
}

/// A name by itself.
pub(super) const WORD: &str = r"[A-Za-z]\w*(?:-\w+)*";

/// A name, perhaps with the names around it.
pub(super) const PATH: &str = r"[A-Za-z]\w*(?:-\w+)*(?:\.[A-Za-z]\w*(?:-\w+)*)*";

/// One of some words, and no part of a longer one.
pub(super) fn whole(words: &Words) -> String {
    format!(r"(?<![\w.-])({})(?![\w-]|\.\w)", either(words))
}

/// Words as alternatives of an expression.
pub(super) fn either(words: &Words) -> String {
    words.iter().copied().collect::<Vec<_>>().join("|")
}

/// One of some words, wherever it stands.
pub(super) fn one_of(scope: Scope, words: &Words) -> Value {
    json!({ "name": scope.name(), "match": whole(words) })
}

/// Any name, wherever it stands.
pub(super) fn one_of_any(scope: Scope) -> Value {
    json!({ "name": scope.name(), "match": WORD })
}

/// The first of some patterns that fits.
pub(super) fn any_of(patterns: impl IntoIterator<Item = Value>) -> Value {
    json!({ "patterns": patterns.into_iter().collect::<Vec<_>>() })
}

/// What the repository has under a name.
pub(super) fn include(name: &str) -> Value {
    json!({ "include": format!("#{name}") })
}

/// What the groups of an expression are, in order.
pub(super) fn captures(scopes: &[Scope]) -> Value {
    let numbered = (1..).zip(scopes).map(|(number, scope)| (format!("{number}"), json!({ "name": scope.name() })));
    Value::Object(numbered.collect::<Map<String, Value>>())
}

/// Something that begins and ends, perhaps on another line.
pub(super) fn region(begin: &str, end: &str, scopes: &[Scope], patterns: impl IntoIterator<Item = Value>) -> Value {
    json!({
        "begin": begin,
        "beginCaptures": captures(scopes),
        "end": end,
        "patterns": patterns.into_iter().collect::<Vec<_>>(),
    })
}

pub(super) fn comments() -> Value {
    any_of([
        json!({ "name": "comment.line.documentation.bailiwick", "match": "///(?!/).*$" }),
        json!({ "name": "comment.line.double-slash.bailiwick", "match": "//.*$" }),
    ])
}

/// Texts; the long ones can go over several lines.
pub(super) fn texts() -> Value {
    let escapes = [json!({ "name": "constant.character.escape.bailiwick", "match": r"\\." })];
    any_of([
        json!({ "name": "string.quoted.triple.bailiwick", "begin": "\"\"\"", "end": "\"\"\"", "patterns": escapes }),
        json!({ "name": "string.quoted.double.bailiwick", "begin": "\"", "end": "\"|$", "patterns": escapes }),
    ])
}

pub(super) fn literals() -> Value {
    let literal = |name: &str, digits: &str| {
        json!({
            "name": format!("constant.numeric.{name}.bailiwick"),
            "match": format!(r"(?<!\w){digits}(?![\w:%-])"),
        })
    };
    any_of([
        literal("date", r"\d{4}-\d{2}-\d{2}"),
        literal("time", r"\d{2}:\d{2}"),
        literal("duration", r"\d+(?:_\d+)*[smhdwy]"),
        literal("percent", r"\d+(?:_\d+)*%"),
        literal("integer", r"\d+(?:_\d+)*"),
        json!({ "name": "invalid.illegal.literal.bailiwick", "match": r"(?<!\w)\d[\w:%-]*" }),
    ])
}

pub(super) fn names() -> Value {
    any_of([
        json!({ "name": "support.function.bailiwick", "match": format!(r"{WORD}(?=\()") }),
        json!({ "name": "variable.other.name.bailiwick", "match": PATH }),
    ])
}

pub(super) fn symbols() -> Value {
    any_of([
        json!({ "name": "keyword.operator.comparison.bailiwick", "match": "<=|>=|<|>" }),
        json!({ "name": "keyword.operator.range.bailiwick", "match": r"\.\." }),
        json!({ "name": "keyword.operator.arithmetic.bailiwick", "match": r"[+-]" }),
        json!({ "name": "keyword.operator.everything.bailiwick", "match": r"\*" }),
        json!({ "name": "punctuation.separator.bailiwick", "match": "," }),
    ])
}

pub(super) fn braces() -> Value {
    any_of([
        json!({ "name": "punctuation.section.block.begin.bailiwick", "match": r"\{" }),
        json!({ "name": "punctuation.section.block.end.bailiwick", "match": r"\}" }),
    ])
}
