//! Layer 4: what each name means. Modules and imports, declarations, and the way from a path to what it stands for.

mod definition;
mod errors;
mod imports;
mod packages;
mod resolve;
mod scope;
mod sort;

pub use definition::{Definition, DefinitionId, ModuleId};
pub(crate) use errors::UNKNOWN_NAME;
pub use errors::{DESCRIPTORS, WRONG_KIND};
pub use resolve::{Place, Unresolved};
pub use scope::{Module, Names, names};
pub use sort::{Sort, Space};
