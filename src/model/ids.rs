//! Dense numbers for the things of a [`crate::model::Base`]. Numbers follow the sorted names, so that they do not depend
//! on the order of files or declarations.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The number as an index into the table of its kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A principal: an index into `Base::principals`.
    PrincipalId;
    /// A leaf of the resource forest: an index into `Base::leaves`.
    LeafId;
    /// An operation: an index into `Base::verbs`.
    VerbId;
    /// A credential: an index into `Base::credentials`.
    CredentialId;
    /// An entry of a tool, service or agent: an index into `Base::entries`.
    EntryId;
    /// A gate: an index into `Base::gates`.
    GateId;
    /// A data atom: an index into `Base::atoms`.
    AtomId;
    /// A transformer: an index into `Base::transformers`.
    TransformerId;
    /// A claim of control: an index into `Base::claims`.
    ClaimId;
    /// A domain: an index into `Base::domains`.
    DomainId;
    /// A place in the text that declares something: an index into `Base::sources`.
    SourceId;
    /// A value that is not known: an index into `Base::unknowns`.
    UnknownId;
}
