//! Layer 9: statements and verdicts.

mod cuts;
mod examine;
mod judge;
mod needing;
mod possible;
mod prove;
mod separation;
mod support;
mod tried;
mod verdict;
mod way;
mod witness;
mod words;

pub use examine::{Answering, Closures, Examiner, Fresh, authors};
pub use prove::{status, unknown, verdict};
pub use verdict::{Change, Conflict, Cut, Hop, Place, Premise, RestsOn, Status, Verdict, Witness};
pub use words::date;
