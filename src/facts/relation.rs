//! The relations that rules speak of, and how their columns are numbered.
//!
//! A tuple is a row of numbers: principals, leaves, entries and so on by their index; the rest as the functions below
//! encode it. Relations whose name begins with a capital letter hold declared facts.

/// Columns of a fact; unused ones are 0.
pub(crate) type Tuple = [u32; 6];

macro_rules! relations {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// A relation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Relation {
            $($(#[$doc])* $name,)*
        }

        impl Relation {
            /// All of them, in order.
            pub(crate) const ALL: &'static [Relation] = &[$(Relation::$name),*];

            /// The name that rules and witnesses use.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Relation::$name => $text,)*
                }
            }
        }
    };
}

relations! {
    /// actor, permission, depth
    Grant = "Grant";
    /// from, to, permission, depth, impersonating, offline
    Delegates = "Delegates";
    /// actor, credential
    Uses = "Uses";
    /// leaf, atom
    Stores = "Stores";
    /// actor, credential
    Holds = "Holds";
    /// entry, permission: declared, or by rules C0 and C6
    Performs = "Performs";
    /// entry
    PerformsAnything = "PerformsAnything";
    /// entry, target: declared, or by rule C6
    Calls = "Calls";
    /// actor, permission: declared, or by rule B10
    Step = "Step";
    /// principal, leaf
    Runs = "Runs";
    /// leaf, entry, owner of the entry
    Trigger = "Trigger";
    /// from, to, through (transformer + 1, or 0)
    Flow = "Flow";
    /// actor, model, through
    Infers = "Infers";
    /// model
    Trains = "Trains";
    /// actor, log, through
    Logs = "Logs";
    /// leaf, reader
    Audience = "Audience";
    /// agent, session
    Starts = "Session";
    /// principal, atom or permission, which of the two
    EntitledTo = "EntitledTo";
    /// principal
    Adversary = "adv";
    /// principal
    Author = "author";
    /// actor, recorded name, account, permission, depth
    Authority = "auth";
    /// principal, credential, subject of the credential
    Presents = "presents";
    /// principal, credential
    Secret = "holds";
    /// principal, session
    Context = "session";
    /// actor, recorded name, account, permission
    Exercise = "exer";
    /// caller, entry, owner of the entry
    Invokes = "invokes";
    /// principal, permission, recorded name
    Own = "own";
    /// caller, entry that does it, permission, recorded name, account, entry that the caller calls for it
    Via = "via";
    /// principal, recorded name, permission
    Direct = "direct";
    /// principal, recorded name, permission
    Far = "far";
    /// caller, entry, recorded name, permission
    Through = "through";
    /// principal, permission
    Cause = "cause";
    /// principal
    Free = "free";
    /// principal, permission
    Follows = "follows";
    /// principal, permission
    Does = "does";
    /// principal, session, permission, leaf, filter, whoever the leaf takes the reader for
    Observes = "obs";
    /// principal, session, permission, leaf, filter
    Emits = "emit";
    /// node, session, atom
    Has = "has";
    /// caller, entry, session, atom
    Carried = "carried";
    /// author, principal, how
    Influences = "influences";
    /// claim
    Void = "void";
    /// gate, approver
    Forged = "forged";
    /// gate, recorded name
    Opens = "opens";
    /// principal, atom
    Entitled = "entitled";
    /// gate, recorded name: somebody needs to know whether it opens
    Asked = "asked";
    /// gate, recorded name, least position of a further approver, how many so far
    ForgedPart = "forged part";
    /// list: everything in it is out of the way
    Passes = "passes";
    /// list, obstacle, rest of the list
    List = "list";
    /// obstacle: it is out of the way
    Lifted = "lifted";
    /// obstacle, list: lifted when the list passes, under the pair's condition
    LiftedIf = "lifted if";
    /// obstacle, claim: lifted when the claim is void
    LiftedByVoid = "lifted by void";
    /// obstacle, gate, recorded name: lifted when the gate opens
    LiftedByGate = "lifted by gate";
    /// number of a pending fact, list: the fact holds when the list passes
    Pending = "pending";
    /// principal: the one that the question is about
    InQuestion = "in question";
    /// principal: a domain that is not trusted, or an insider
    HostileDomain = "hostile domain";
    /// principal: a human or origin, who reads at will
    Reader = "reader";
    /// how: by code or administration
    ByForce = "by force";
    /// principal, how: does what it reads
    Steerable = "steerable";
    /// principal, claim: would do what it reads if the claim were void
    Planned = "planned";
    /// principal, how: does whatever it is told so
    Obeys = "obeys";
    /// author, principal: influences somebody who then does whatever it is told
    Commands = "commands";
    /// leaf, leaf: a call of a tool reads the one and writes the other
    Copies = "copies";
    /// principal, entry: calls it by one of its steps, or by one of its own entries
    Sender = "sender";
    /// entry, owner of the entry: somebody calls it, or an event does
    Called = "called";
    /// entry, entry: a call of the one is one of the other as well, for the same caller
    Within = "within";
}

impl Relation {
    /// Whether facts of it are bookkeeping of the engine, not facts of the semantics.
    pub(crate) fn is_bookkeeping(self) -> bool {
        self >= Relation::Asked
    }

    /// Whether facts of it are declared or belong to the mode, not derived.
    pub(crate) fn is_declared(self) -> bool {
        self <= Relation::Author
    }
}

/// The session of whoever is no agent.
pub(crate) const SINGLE: u32 = 0;
/// The session of an agent that runs by itself.
pub(crate) const UNATTENDED: u32 = 1;

/// The session on the account of a principal.
pub(crate) fn session_of(principal: u32) -> u32 {
    principal + 2
}

/// The principal on whose account a session is.
pub(crate) fn session_subject(session: u32) -> Option<u32> {
    session.checked_sub(2)
}

/// An account: a principal, perhaps through something that works without it being there.
pub(crate) fn account(principal: u32, starred: bool) -> u32 {
    principal * 2 + u32::from(starred)
}

/// The principal of an account.
pub(crate) fn account_principal(account: u32) -> u32 {
    account / 2
}

/// Whether an account works without its principal being there.
pub(crate) fn is_starred(account: u32) -> bool {
    account % 2 == 1
}

/// Any number of times.
pub(crate) const UNLIMITED: u32 = u32::MAX;

/// How a principal is influenced: by text it reads, by code it runs, by whoever administers it.
pub(crate) const BY_TEXT: u32 = 0;
/// See [`BY_TEXT`].
pub(crate) const BY_CODE: u32 = 1;
/// See [`BY_TEXT`].
pub(crate) const BY_ADMIN: u32 = 2;
