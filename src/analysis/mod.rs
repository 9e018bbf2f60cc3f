//! Layer 14: the pipeline, from text to outcome.

mod audit;
mod exceptions;
mod fingerprint;
mod levels;
mod manifest;
mod needless;
mod outcome;
mod pipeline;
pub(crate) mod queries;
mod repair;
mod required;
mod supposed;
mod why;

pub use audit::{
    ActorAccount, Assumption, Audit, Cause, End, ExceptionAccount, PermissionAccount, SetLevel, WorkflowAccount, audit,
};
pub use fingerprint::{Fingerprints, fingerprints};
pub(crate) use levels::levels_with;
pub use levels::{Levels, levels_of};
pub use outcome::{Compared, Outcome, Stale};
pub use pipeline::{check, check_on, findings, findings_of_remaining, is_broken};
pub use repair::{Repaired, Repairing, Repairs, repair};
pub use supposed::{Supposed, SupposedKey, with_files, with_text};
pub use why::{NotAnswered, why};
