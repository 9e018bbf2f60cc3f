//! Layer 9: statements and verdicts.

mod any_means;
mod calendar;
mod cuts;
mod declared;
mod depends;
mod effects;
mod elsewhere;
mod examine;
mod judge;
mod needing;
mod possible;
mod prove;
mod remembered;
mod separation;
mod starters;
mod story;
mod support;
mod tried;
mod verdict;
mod way;
mod witness;
pub(crate) mod words;

pub use any_means::by_any_means;
pub(crate) use cuts::REMOVE;
pub use declared::{Permitted, declared_authority};
pub use depends::{Dependence, depends, depends_as_declared, depends_by_any_means};
pub use effects::{Effect, effects};
pub use examine::{Answering, Closures, Examiner, Fresh, cause};
pub use prove::{outline, status, unknown, verdict};
pub use remembered::Remembered;
pub(crate) use story::{Circumstance, circumstances, story};
pub use verdict::{Change, Conflict, Cut, Hop, Place, Premise, RestsOn, Status, Verdict, Witness};
pub(crate) use witness::witness;
pub use words::date;
