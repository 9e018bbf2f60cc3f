//! Layer 10: the project that files belong to. Its manifest `bailiwick.toml`, and the packages it depends on.

mod chosen;
mod cycles;
mod editions;
mod errors;
mod keys;
mod load;

mod packages;
mod read;
mod types;
mod value;

pub use chosen::{Settings, profiles, settings};
pub(crate) use chosen::{fail_on, overrides, unknown_limit};
pub use editions::unknown_editions;
pub use errors::DESCRIPTORS;
pub(crate) use errors::{FIXED_LEVEL, TOO_MANY_UNKNOWNS, UNKNOWN_RULE, UNKNOWN_TIERS};
pub use keys::{EDITIONS, KEYS, LEVELS};
pub use load::{Loaded, load, load_over};
pub use packages::findings;
pub use read::{Parsed, manifest};
pub use types::{AsOf, Dependency, Level, Manifest, Overrides, Profile, Report, Said};

/// The JSON schema of a manifest.
pub const MANIFEST_SCHEMA: &str = include_str!("schema/manifest.json");
