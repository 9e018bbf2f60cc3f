//! Operations and what kinds of them there are.

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: VerbKind,
}

/// The kinds of operations. Writing does not include reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbKind {
    /// read, list, search
    Observe,
    /// summarise, convert
    Transform,
    /// write, comment, delete
    Mutate,
    /// send, publish
    Disclose,
    /// run, deploy, pay
    Execute,
    /// start, call
    Invoke,
    /// spawn
    Spawn,
    /// delegate
    Delegate,
    /// approve
    Approve,
    /// administer
    Administer,
    /// mint, assume
    Mint,
}

impl VerbKind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Observe,
        Self::Transform,
        Self::Mutate,
        Self::Disclose,
        Self::Execute,
        Self::Invoke,
        Self::Spawn,
        Self::Delegate,
        Self::Approve,
        Self::Administer,
        Self::Mint,
    ];

    /// The word for it in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Observe => "observe",
            Self::Transform => "transform",
            Self::Mutate => "mutate",
            Self::Disclose => "disclose",
            Self::Execute => "execute",
            Self::Invoke => "invoke",
            Self::Spawn => "spawn",
            Self::Delegate => "delegate",
            Self::Approve => "approve",
            Self::Administer => "administer",
            Self::Mint => "mint",
        }
    }

    /// Whether something goes out or changes by it: `OUT` of the semantics.
    pub fn is_out(self) -> bool {
        matches!(self, Self::Mutate | Self::Disclose | Self::Execute)
    }
}
