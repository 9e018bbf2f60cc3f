//! Layer 13: catalogues of controls that others have published, and what is evidence for them.
//!
//! Frameworks and mappings are declarations of the language, those of the library like anybody's own; nothing here knows one of
//! them by its name. A control gets one status in [`assess`], which is never better than the weakest evidence for it.

mod assess;
mod complaints;
mod evidence;
mod framework;
mod lookup;
mod mapping;
mod named;
mod said;

pub use assess::{Assessed, AssessedControl, AssessedFramework, Assurance, CheckStatus, Checked, Evidence, assess};
pub use complaints::complaints;
pub use evidence::{Check, Extent, Link, links};
pub use framework::{About, Cited, Control, Framework, Group, frameworks, frameworks_in};
pub use lookup::{Answer, ask, find};
pub use mapping::{Claim, Mapping, OutOfReach};
pub use named::{NamedControl, control_at, named_controls};
