//! The facts that are declared, each with its condition and its clause.

use crate::logic::Conjunction;
use crate::model::{
    AtomId, CredentialId, EntryId, GateId, LeafId, Permission, PrincipalId, SourceId, TransformerId, UnknownId,
};

/// A declared fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What holds.
    pub fact: DeclaredFact,
    /// When it holds.
    pub when: When,
    /// Which clause says so.
    pub source: SourceId,
    /// The unknown value that it is the worst case of, if nobody wrote it down.
    pub assumed: Option<UnknownId>,
}

/// The facts that can be declared; the names are those of the rules.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclaredFact {
    /// `grant(actor, permission, depth)`
    Grant {
        /// Who may.
        actor: PrincipalId,
        /// What.
        permission: Permission,
        /// How often it may be handed on.
        depth: Depth,
    },
    /// `delegates(from, to, permission, depth, how)`
    Delegates {
        /// Who hands on.
        from: PrincipalId,
        /// Who receives.
        to: PrincipalId,
        /// What.
        permission: Permission,
        /// How often it may be handed on again.
        depth: Depth,
        /// Whether the receiver acts under the giver's name.
        impersonating: bool,
        /// Whether it works while the giver is away.
        offline: bool,
    },
    /// `uses(actor, credential)`: may present it, without being able to read it.
    Uses {
        /// Who presents.
        actor: PrincipalId,
        /// What.
        credential: CredentialId,
    },
    /// `stores(leaf, atom)`, secrets at each leaf where they are readable among them.
    Stores {
        /// Where.
        leaf: LeafId,
        /// What.
        atom: AtomId,
    },
    /// The secret of a credential is readable at a principal: `has(actor·_, secret(credential))`.
    Holds {
        /// Who can read it.
        actor: PrincipalId,
        /// The credential.
        credential: CredentialId,
    },
    /// `performs(entry, permission)`
    Performs {
        /// The entry.
        entry: EntryId,
        /// What a call of it gets done.
        permission: Permission,
    },
    /// What the entry performs is unknown: anything that its back end may do.
    PerformsAnything {
        /// The entry.
        entry: EntryId,
    },
    /// `calls(entry, target)`
    Calls {
        /// The entry.
        entry: EntryId,
        /// The entry that it calls.
        target: EntryId,
    },
    /// `step(actor, permission)`
    Step {
        /// Whose step.
        actor: PrincipalId,
        /// What is done in it, reads and calls included.
        permission: Permission,
    },
    /// `free(actor)`: nobody said what it does with its permissions, so that it does anything it can.
    Free {
        /// Which service.
        actor: PrincipalId,
    },
    /// `runs(principal, leaf)`: does whatever the leaf says.
    Runs {
        /// Who.
        principal: PrincipalId,
        /// What it runs.
        leaf: LeafId,
    },
    /// `trigger(leaf, entry)`: writing to the leaf starts the entry, with what was written as payload.
    Trigger {
        /// Where the event happens.
        leaf: LeafId,
        /// What it starts.
        entry: EntryId,
    },
    /// `flow(from, to, through)`
    Flow {
        /// From where.
        from: LeafId,
        /// To where.
        to: LeafId,
        /// What rewrites it on the way.
        through: Option<TransformerId>,
    },
    /// `infers(actor, model)`: its whole context goes to the model.
    Infers {
        /// Who.
        actor: PrincipalId,
        /// The model's leaf.
        model: LeafId,
        /// What rewrites it on the way.
        through: Option<TransformerId>,
    },
    /// `trains(model)`
    Trains {
        /// The model's leaf.
        model: LeafId,
    },
    /// `logs(actor, log)`
    Logs {
        /// Who is logged.
        actor: PrincipalId,
        /// The log's leaf.
        log: LeafId,
        /// What rewrites it on the way.
        through: Option<TransformerId>,
    },
    /// `audience(leaf, reader)`
    Audience {
        /// The sink, log or store.
        leaf: LeafId,
        /// Who reads what arrives there.
        reader: PrincipalId,
    },
    /// `entitled(principal, atom)`: a business statement, not a grant.
    EntitledData {
        /// Who.
        principal: PrincipalId,
        /// To what.
        atom: AtomId,
    },
    /// `entitled(principal, permission)`
    EntitledPermission {
        /// Who.
        principal: PrincipalId,
        /// To what.
        permission: Permission,
    },
    /// `session(agent, session)`: a declared start. A trigger declares an unattended one besides.
    Session {
        /// Which agent.
        agent: PrincipalId,
        /// On whose account.
        session: Session,
    },
}

/// A condition as it is declared: gates are still named, not yet approvals of a certain number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// One of these; none means never.
    pub alternatives: Vec<Alternative>,
}

/// Constraints and approvals that hold together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alternative {
    /// The constraints and other atoms.
    pub condition: Conjunction,
    /// The gates that must be open, each for a request recorded as the principal.
    pub approvals: Vec<(GateId, PrincipalId)>,
}

/// How often something may be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// At most so many times.
    Limited(u32),
    /// Without end; also where nothing is said.
    Unlimited,
}

/// On whose account a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Session {
    /// Nobody's: the agent runs by itself, on a schedule or an event.
    Unattended,
    /// A human's, a team member's or an origin's.
    Of(PrincipalId),
}

/// What a class may be used for; flat names.
pub type Purpose = String;

impl When {
    /// Always.
    pub fn always() -> Self {
        Self { alternatives: vec![Alternative { condition: Conjunction::always(), approvals: Vec::new() }] }
    }

    /// Whether it holds always.
    pub fn is_always(&self) -> bool {
        self.alternatives.iter().any(|one| one.condition.is_always() && one.approvals.is_empty())
    }
}
