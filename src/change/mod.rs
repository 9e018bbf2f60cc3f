//! Layer 15: two outcomes beside each other, or an outcome and what was known before.

mod baseline;
mod clauses;
mod compare;
mod controls;
mod difference;
mod effect;
mod gather;
mod loosened;
mod reclassified;
mod settings;
mod shared;
mod spelling;
mod written;

pub use baseline::{Baseline, Entry};
pub use compare::{More, Moved, moved};
pub use controls::Control;
pub use difference::{Difference, ExceptionChange, VerdictChange, difference};
pub use effect::{Deed, Effect, Side};
pub use gather::{Change, Compared, Example, Kind, compare};
pub use reclassified::Reclassified;
