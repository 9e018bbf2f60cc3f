//! Two policies beside each other: against the plain evaluator, and in words.

mod random;
mod words;
