//! Two policies beside each other: against the plain evaluator, and in words.

mod clauses;
mod random;
mod words;
