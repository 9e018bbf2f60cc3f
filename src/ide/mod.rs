//! Layer 16: what an editor asks, a file for each feature. Offsets in, plain data out.

mod diagnostics;
mod layout;
mod lenses;
mod proving;
mod shown;
mod workspace;

pub use diagnostics::{Diagnostic, Related, diagnostics};
pub use lenses::{Lens, lenses};
pub use proving::{Progress, Property, Reading, prove, read};
pub use shown::{Known, Shown, ShownProperty};
pub use workspace::{ProjectId, Settings, Snapshot, Workspace};
