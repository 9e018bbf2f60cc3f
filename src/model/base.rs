//! The declared facts: what the policy says, expanded over principals, leaves of resources and data atoms.
//!
//! Everything that is declared for two symbolic individuals (per tenant, per subject, a blueprint's instances, the
//! members of a team known by head-count) is already copied here, and every permission is a single operation on a single
//! leaf. Whatever was left out or unknown stands here as its worst case, marked as assumed.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::{Conjunction, Guard, VariableId, Vocabulary};
use crate::model::{
    AtomId, Ceiling, Claim, ClaimId, CredentialId, Declared, DomainId, EntryId, Forbid, GateId, LeafId, PrincipalId,
    SourceId, TransformerId, UnknownId, Verb, VerbId, VerbKind,
};
use crate::source::Span;

/// All declared facts of a project, with the universe they range over. Every table is sorted by name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Base {
    /// The attributes that conditions speak of.
    pub vocabulary: Vocabulary,
    /// The attribute that is the highest level of the data that a call moves, if a condition asks for it.
    pub sensitivity: Option<VariableId>,
    /// Whoever can act.
    pub principals: Vec<Principal>,
    /// What can be acted on.
    pub leaves: Vec<Leaf>,
    /// The operations. Each kind has an operation of its own name besides those that are declared.
    pub verbs: Vec<Verb>,
    /// The domains.
    pub domains: Vec<Domain>,
    /// The credentials; a `fresh` one for each principal whose credentials somebody may mint.
    pub credentials: Vec<Credential>,
    /// What can be called.
    pub entries: Vec<Entry>,
    /// The gates.
    pub gates: Vec<Gate>,
    /// Everything that information can consist of: classes, secrets, and text chosen by somebody.
    pub atoms: Vec<DataAtom>,
    /// The transformers.
    pub transformers: Vec<Transformer>,
    /// The claims of control, each with whoever enforces it.
    pub claims: Vec<Claim>,
    /// The prohibitions.
    pub forbids: Vec<Forbid>,
    /// The ceilings, at most one for each principal.
    pub ceilings: BTreeMap<PrincipalId, Ceiling>,
    /// The facts themselves.
    pub facts: Vec<Declared>,
    /// Where things are declared.
    pub sources: Vec<Source>,
    /// The values that are not known.
    pub unknowns: Vec<Unknown>,
    /// Those of them whose worst case is not among the facts: while there is one, nothing is proved never to happen.
    pub open: Vec<UnknownId>,
}

/// A place in the text that declares something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where.
    pub span: Span,
    /// The clause as it is written, in one line.
    pub text: String,
}

/// A value that is left out or said to be unknown and is read as its worst case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Where it is unknown.
    pub span: Span,
    /// What is unknown, as a fragment: "the training of model `assistant-llm`".
    pub what: String,
    /// What it is taken to be, as a fragment: "trains on what it is sent".
    pub taken_as: String,
}

/// One who can act, or an outsider or domain as author of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The qualified name, `patch-pilot.coder`; copies for symbolic individuals end in `·1` or `·2`.
    pub name: String,
    /// The name it is declared under, without the individual.
    pub declared: String,
    /// What it is.
    pub kind: PrincipalKind,
    /// Whether it is hostile in every mode: an origin in an untrusted domain, an untrusted domain, an unknown publisher.
    pub hostile: bool,
    /// Whether sessions can be on its account: a human, team member or origin who may start an agent.
    pub session_subject: bool,
    /// Which symbolic individuals it belongs to, as constraints on `subject.DIMENSION`; `true` if to none.
    pub individual: Conjunction,
    /// Its domain and the domains around it.
    pub domains: Vec<DomainId>,
    /// The leaves that are the principal itself: whoever administers one of them controls it.
    pub itself: Vec<LeafId>,
    /// The workflow it is declared in.
    pub workflow: Option<String>,
    /// Its declaration.
    pub source: SourceId,
}

/// What a principal is. None ever stands for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A person, or a symbolic member of a team. `reauthors`: in their steps they retype or select, never forward.
    Human {
        /// Whether what they write is theirs.
        reauthors: bool,
    },
    /// An outsider as author and reader.
    Origin,
    /// An agent, or an instance of a blueprint.
    Agent {
        /// Whether text it reads can steer it.
        instructable: bool,
        /// Whether it does anything it may, or only its steps.
        plan: Plan,
    },
    /// A workload that is no agent.
    Service,
    /// The back end of a tool. `publisher`: whose text its descriptions are, if nobody vouched for a pinned version.
    Tool {
        /// The author of its descriptions; `None` if it is pinned and vouched for.
        publisher: Option<PrincipalId>,
    },
    /// A domain, as whoever runs what lies in it.
    Domain,
}

/// What an agent does of what it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Anything, in any order.
    Free,
    /// Its declared steps, while the claim stands.
    Fixed(ClaimId),
}

/// A leaf of the resource forest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The qualified name; copies for symbolic individuals end in `·1` or `·2`.
    pub name: String,
    /// The name it is declared under, without the individual.
    pub declared: String,
    /// What it is a leaf of.
    pub kind: LeafKind,
    /// Whether each session has its own: `partitioned by session` or `subject`, a sink whose audience is the subject.
    pub per_session: bool,
    /// Its domain and the domains around it.
    pub domains: Vec<DomainId>,
    /// What is shown of it to whom, if it trims by subject.
    pub trims: Option<Trim>,
    /// The entry that this leaf is, if it is one.
    pub entry: Option<EntryId>,
    /// The credential that this leaf is, if it is one; for a principal whose credentials can be minted, its fresh one.
    pub credential: Option<CredentialId>,
    /// The principal that this leaf is, if it is one.
    pub principal: Option<PrincipalId>,
    /// The gate that this leaf is, if it is one.
    pub gate: Option<GateId>,
    /// Whether whoever is the subject of a session reads what is written into its part of it.
    pub read_by_subject: bool,
    /// Its declaration.
    pub source: SourceId,
}

/// What a leaf is a leaf of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeafKind {
    /// A store or a part of one.
    Store,
    /// A sink.
    Sink,
    /// An entry of a tool, service or agent.
    Entry,
    /// A model.
    Model,
    /// A log.
    Log,
    /// A gate.
    Gate,
    /// A credential.
    Credential,
    /// A principal itself.
    Principal,
    /// A transformer.
    Transformer,
}

/// A store that shows each subject only what they are entitled to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trim {
    /// The claim that it does.
    pub claim: ClaimId,
    /// The number of the store in `stale` atoms.
    pub store: u32,
    /// The class atoms whose permissions may lag behind for longer than their class tolerates.
    pub lagging: BTreeSet<AtomId>,
}

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// Whether it is trusted. What lies in one that is not is written by it and commanded by it.
    pub trusted: bool,
    /// The domain as a principal.
    pub principal: PrincipalId,
    /// The domain around it.
    pub parent: Option<DomainId>,
}

/// A credential: presenting it is acting as its subject, within its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its name; `fresh credential of NAME` for one that would be minted.
    pub name: String,
    /// Whom it stands for.
    pub subject: PrincipalId,
    /// What it is good for, after every step-up.
    pub scope: Scopes,
    /// Whether knowing the secret is enough: it is not bound to its sender.
    pub bearer: bool,
    /// The principals at which the secret is declared readable.
    pub custodians: BTreeSet<PrincipalId>,
    /// Its declaration.
    pub source: SourceId,
}

/// What a credential is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scopes {
    /// Whatever its subject may.
    Everything,
    /// These permissions only.
    Only(BTreeSet<Permission>),
}

/// One operation on one leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission {
    /// The operation.
    pub verb: VerbId,
    /// The leaf.
    pub leaf: LeafId,
}

/// Something that can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The qualified name, `browser.fetch`; agents have one named `start`.
    pub name: String,
    /// Whose entry it is: `y` in the rules.
    pub owner: PrincipalId,
    /// The entry as a resource.
    pub leaf: LeafId,
    /// With whose authority it does what it performs.
    pub authority: AuthoritySource,
    /// For an agent with authority `caller` or `both`: the claim that it uses the caller's authority only.
    pub caller_only: Option<ClaimId>,
    /// What can be handed over with a call.
    pub takes: Passing,
    /// What comes back.
    pub gives: Passing,
    /// Whether the resource side records the caller and not the back end.
    pub records_caller: bool,
    /// Its declaration.
    pub source: SourceId,
}

/// With whose authority an entry acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthoritySource {
    /// The back end's own.
    Own,
    /// The caller's.
    Caller,
    /// Whoever made it.
    Maker(PrincipalId),
    /// What both the caller and the back end may.
    Both,
}

/// What passes a call or an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passing {
    /// Nothing.
    Nothing,
    /// Everything.
    Text,
    /// Everything but chosen text, while the claim stands.
    Structured(ClaimId),
}

/// An approval that certain permissions need, on every path, at the resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Its name.
    pub name: String,
    /// The claim that it stands in the way.
    pub claim: ClaimId,
    /// The gate as a resource.
    pub leaf: LeafId,
    /// Who may approve.
    pub approvers: Vec<PrincipalId>,
    /// How many different approvers are needed; at least 1.
    pub quorum: u32,
    /// Whether it refuses an approval by whoever is recorded as having asked.
    pub excludes_requester: bool,
    /// Whether it refuses an approval by whoever had it asked for: who started or told the one that is recorded.
    pub excludes_author: bool,
    /// What it guards: the permission, and when it does (`true` unless the clause has a condition).
    pub guards: Vec<(Permission, Guard)>,
    /// Why an approval of it does not count for `unless approved` and `needs approved`.
    pub flaws: Vec<GateFlaw>,
    /// Its declaration.
    pub source: SourceId,
}

impl Gate {
    /// Whether nobody approves what they asked for, under whatever name.
    pub fn is_independent(&self) -> bool {
        self.excludes_requester && self.excludes_author
    }
}

/// Why a gate is not admissible, as far as its own declaration tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GateFlaw {
    /// It does not exclude whoever asked.
    NotIndependent,
    /// It does not bind every parameter that matters, or an approval can be used twice.
    Unbound,
    /// The approver sees what an agent wrote.
    AgentNarrated,
    /// It lets through when nobody answers.
    OpensOnTimeout,
    /// Nobody can approve.
    NoApprover,
    /// Nobody enforces it.
    NotEnforced,
}

/// What information can consist of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataAtom {
    /// Data of a class, perhaps of one symbolic individual.
    Class {
        /// The name with its individual: `customer-data·1`.
        name: String,
        /// The class's name.
        class: String,
        /// The name of its level.
        level: String,
        /// The height of its level, from 0.
        height: u32,
        /// Its compartments.
        compartments: Vec<String>,
        /// The dimension and the individual (1 or 2) that it belongs to.
        owner: Option<(String, u32)>,
    },
    /// The secret of a credential.
    Secret(CredentialId),
    /// Text or bytes that somebody chose.
    Taint(PrincipalId),
}

/// Something that rewrites data on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transformer {
    /// Its name.
    pub name: String,
    /// The claim that it does what it says.
    pub claim: ClaimId,
    /// What becomes of the atoms it covers: another atom, or nothing.
    pub rewrites: BTreeMap<AtomId, Option<AtomId>>,
    /// For each atom it covers, whether it can come through unchanged although the claim stands.
    pub leaks: BTreeMap<AtomId, Leak>,
    /// Whether it drops chosen text.
    pub drops_taint: bool,
    /// Its declaration.
    pub source: SourceId,
}

/// Whether an atom that a transformer covers can come through unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leak {
    /// It can not: total, fails closed, and as assured as the class demands.
    Never,
    /// When the transformer fails.
    OnFailure,
    /// Always: nobody verified it.
    Always,
}

impl Base {
    /// The principal.
    pub fn principal(&self, id: PrincipalId) -> &Principal {
        &self.principals[id.index()]
    }

    /// The leaf.
    pub fn leaf(&self, id: LeafId) -> &Leaf {
        &self.leaves[id.index()]
    }

    /// The kind of an operation.
    pub fn kind(&self, verb: VerbId) -> VerbKind {
        self.verbs[verb.index()].kind
    }

    /// The entry.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.index()]
    }

    /// The gate.
    pub fn gate(&self, id: GateId) -> &Gate {
        &self.gates[id.index()]
    }

    /// The credential.
    pub fn credential(&self, id: CredentialId) -> &Credential {
        &self.credentials[id.index()]
    }

    /// The data atom.
    pub fn atom(&self, id: AtomId) -> &DataAtom {
        &self.atoms[id.index()]
    }

    /// The claim.
    pub fn claim(&self, id: ClaimId) -> &Claim {
        &self.claims[id.index()]
    }

    /// The transformer.
    pub fn transformer(&self, id: TransformerId) -> &Transformer {
        &self.transformers[id.index()]
    }

    /// Whether a principal is an agent.
    pub fn is_agent(&self, id: PrincipalId) -> bool {
        matches!(self.principal(id).kind, PrincipalKind::Agent { .. })
    }

    /// Whether a data atom is of a class, not a secret and not chosen text.
    pub fn is_class(&self, id: AtomId) -> bool {
        matches!(self.atom(id), DataAtom::Class { .. })
    }
}
