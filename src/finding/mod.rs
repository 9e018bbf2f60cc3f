//! Layer 1: everything that is ever told to the user, as data. Rendering is somebody else's job.

mod descriptor;
mod kept;
mod suggest;
mod types;

pub use descriptor::{Descriptor, Severity};
pub(crate) use kept::kept;
pub use suggest::closest;
pub use types::{Accepted, Applicability, Edit, Finding, Fix, Label};
