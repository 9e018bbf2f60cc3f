//! Layer 6: the policy, typed and resolved. [`Base`] is its end product: the declared facts over a finite universe, from
//! which the derivation rules conclude everything else. No syntax is left here, and nothing is derived yet.

mod base;
mod ids;
mod property;

pub use base::{
    Alternative, AuthoritySource, Base, Ceiling, Claim, ClaimKind, Credential, DataAtom, Declared, DeclaredFact, Depth,
    Domain, Entry, Forbid, Gate, GateFlaw, Leaf, LeafKind, Leak, Passing, Permission, Plan, Principal, PrincipalKind,
    Purpose, Scopes, Session, Source, Transformer, Trim, Unknown, Verb, VerbKind, When, Who,
};
pub use ids::{
    AtomId, ClaimId, CredentialId, DomainId, EntryId, GateId, LeafId, PrincipalId, SourceId, TransformerId, UnknownId,
    VerbId,
};
pub use property::{Agents, Bounds, Mode, Need, Node, Property, Question, Statement};
