//! Layer 6: the policy, typed and resolved. [`Base`] is its end product: the declared facts over a finite universe, from
//! which the derivation rules conclude everything else. No syntax is left here, and nothing is derived yet.

mod base;
mod claim;
mod declared;
mod errors;
mod ids;
mod lower;
mod property;
mod queries;
mod test;
mod verb;
mod without;

pub use base::{
    AuthoritySource, Base, Credential, DataAtom, Domain, Entry, Gate, GateFlaw, Leaf, LeafKind, Leak, Passing,
    Permission, Plan, Principal, PrincipalKind, Scopes, Source, Transformer, Trim, Unknown,
};
pub use claim::{Ceiling, Claim, ClaimKind, Forbid, Who};
pub use declared::{Alternative, Declared, DeclaredFact, Depth, Purpose, Session, When};
pub use errors::DESCRIPTORS;
pub use ids::{
    AtomId, ClaimId, CredentialId, DomainId, EntryId, GateId, LeafId, PrincipalId, SourceId, TransformerId, UnknownId,
    VerbId,
};
pub(crate) use lower::{PRINCIPALS, is_given_attribute};
pub use property::{Agents, Bounds, Mode, Need, Node, Property, Question, Statement};
pub use queries::{Between, Boundary, Meaning, Policy, policy, test_blocks};
pub use test::{Added, Authority, Expectation, Expected, FindingWanted, FoundOn, Given, Test};
pub use verb::{Verb, VerbKind};
pub use without::Removed;
