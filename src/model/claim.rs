//! What somebody must enforce: prohibitions, ceilings, and whatever else only holds while it is enforced.

use std::collections::BTreeSet;

use crate::model::{ClaimId, LeafId, Permission, PrincipalId, SourceId, When};

/// A control that somebody must enforce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it claims, as a fragment: "gate `code-review`", "the ceiling of `coder`".
    pub name: String,
    /// What kind of control it is.
    pub kind: ClaimKind,
    /// The leaves whose administrator can edit the control itself.
    pub resources: Vec<LeafId>,
    /// Who enforces it. An adversary who can administer one of them voids the claim.
    pub enforcers: Vec<PrincipalId>,
    /// Why it is void from the start, as a fragment; `None` if it is not.
    pub void: Option<String>,
    /// Where it is declared.
    pub source: SourceId,
}

/// The kinds of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// A `must not`.
    Forbid,
    /// A ceiling.
    Ceiling,
    /// A fixed plan.
    Plan,
    /// A gate.
    Gate,
    /// Trimming by subject.
    Trim,
    /// A transformer.
    Transformer,
    /// A structured boundary.
    Structured,
    /// An agent that uses its caller's authority only.
    CallerOnly,
}

/// A prohibition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forbid {
    /// The claim.
    pub claim: ClaimId,
    /// Whose recorded names and accounts it covers.
    pub who: Who,
    /// What it forbids.
    pub permissions: BTreeSet<Permission>,
    /// When it does not apply: the complement of its `when`, and its `unless`. The requester in its approvals is read as
    /// the recorded name of whatever is cut.
    pub lifted: When,
}

/// Whom a prohibition covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everybody,
    /// These.
    Only(BTreeSet<PrincipalId>),
}

/// The most that a principal can receive by delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// The claim.
    pub claim: ClaimId,
    /// What may be received.
    pub allowed: BTreeSet<Permission>,
}
