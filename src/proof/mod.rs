//! Layer 9: statements and verdicts.

mod verdict;

pub use verdict::{Change, Conflict, Cut, Hop, Place, Premise, RestsOn, Status, Verdict, Witness};
