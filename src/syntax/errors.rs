//! The findings of this stage.

use crate::finding::{Descriptor, Severity};

/// All of them.
pub static DESCRIPTORS: [&Descriptor; 10] = [
    &UNEXPECTED,
    &UNREADABLE,
    &UNCLOSED,
    &TOO_DEEP,
    &UNKNOWN_NOUN,
    &UNKNOWN_CLAUSE,
    &WRONG_SHAPE,
    &IMPOSSIBLE_VALUE,
    &REPEATED_CLAUSE,
    &TOO_MANY,
];

/// Those that cost a clause at most: whatever stands around it is read as if it had not been written.
pub(crate) static LOCAL: [&Descriptor; 5] =
    [&UNEXPECTED, &UNKNOWN_CLAUSE, &WRONG_SHAPE, &IMPOSSIBLE_VALUE, &REPEATED_CLAUSE];

const fn error(code: &'static str, name: &'static str, summary: &'static str, explanation: &'static str) -> Descriptor {
    Descriptor { code, name, severity: Severity::Error, summary, explanation }
}

/// Something stands where it can not stand.
pub(crate) static UNEXPECTED: Descriptor = error(
    "BW0101",
    "unexpected-token",
    "something stands where the language has no place for it",
    "A clause is one line: a head word, then names, small words and values. It goes on in the next line only inside open \
     brackets, or when that line begins with `when`, `unless`, `until`, `through`, `via`, `needing`, `and` or `or`. \
     Equality is written `is`, conditions are joined by `and` and `or`, negated by `not`, and mixing `and` with `or` needs \
     parentheses. The clause is skipped; everything else is still checked.",
);
/// A character or word that can not stand anywhere.
pub(crate) static UNREADABLE: Descriptor = error(
    "BW0102",
    "unreadable-text",
    "something is no word, number, text or sign of the language",
    "Names consist of letters a to z, digits and underscores, joined by hyphens: `crm-conn`. Texts stand in double quotes \
     and end on the line they begin on, or stand in three double quotes. Control characters, and characters that reverse \
     the direction of writing, are refused because a reader could not see them.",
);
/// A bracket without its partner.
pub(crate) static UNCLOSED: Descriptor = error(
    "BW0103",
    "unclosed-bracket",
    "a bracket is opened and not closed, or closed and not opened",
    "Every `{`, `[` and `(` needs its partner. A declaration ends at the latest where the next one begins in column one.",
);
/// Brackets that are nested too deep.
pub(crate) static TOO_DEEP: Descriptor = error(
    "BW0104",
    "nested-too-deep",
    "brackets are nested deeper than 256",
    "No policy needs that; the declaration is skipped. Give parts of it names of their own.",
);
/// A declaration that begins with an unknown word.
pub(crate) static UNKNOWN_NOUN: Descriptor = error(
    "BW0105",
    "unknown-noun",
    "a declaration begins with a word that declares nothing",
    "A line in column one begins a declaration with its noun: `agent`, `store`, `gate`, `prove` and so on. The declaration \
     is skipped. Clauses of a declaration are indented.",
);
/// A clause that its declaration does not have.
pub(crate) static UNKNOWN_CLAUSE: Descriptor = error(
    "BW0106",
    "unknown-clause",
    "a clause begins with a word that this declaration does not know",
    "Every noun has its own clauses. A clause that is not understood is never ignored: it might have been a restriction.",
);
/// A clause whose arguments are not what it takes.
pub(crate) static WRONG_SHAPE: Descriptor = error(
    "BW0107",
    "wrong-shape",
    "a clause or header does not have the form it should have",
    "The message says what was expected at the place that is marked. Any clause takes `unknown` instead of its arguments; \
     that counts as the worst case.",
);
/// A date, time or number that does not exist.
pub(crate) static IMPOSSIBLE_VALUE: Descriptor = error(
    "BW0108",
    "impossible-value",
    "a date, time or number does not exist or is too big",
    "Dates are `2026-11-22`, times `22:00`, durations `15m` (s, m, h, d, w, y), numbers at most 9 223 372 036 854 775 807.",
);
/// A clause that can stand only once.
pub(crate) static REPEATED_CLAUSE: Descriptor = error(
    "BW0109",
    "repeated-clause",
    "a clause stands twice where it can stand once",
    "Two answers to one question contradict each other. Keep one of them.",
);
/// So much is wrong that not all of it is told.
pub(crate) static TOO_MANY: Descriptor = error(
    "BW0110",
    "too-many-errors",
    "more is wrong in a file than is told at once",
    "The first thousand findings of a file are kept. Is it a policy at all?",
);
