//! What is to be proved: sentences whose names are resolved to members of a [`Base`](crate::model::Base).

use crate::logic::{Guard, VariableId};
use crate::model::{AtomId, Base, CredentialId, GateId, LeafId, Permission, PrincipalId, TransformerId, When};
use crate::source::Span;

/// A sentence to be proved, or asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name; the sentence itself where it is asked without a name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The sentence as it is written, in one line.
    pub text: String,
    /// Where it is.
    pub span: Span,
    /// What it says.
    pub statement: Statement,
    /// What bounds it.
    pub bounds: Bounds,
    /// How everybody else behaves.
    pub mode: Mode,
    /// A selection that matched nothing, as the user wrote it: the property is then vacuous.
    pub vacuous: Option<String>,
    /// Why it can not be answered as the policy is, as a whole sentence.
    pub unanswered: Option<String>,
}

impl Property {
    /// Whether there is something in it to examine.
    pub fn is_examined(&self) -> bool {
        self.vacuous.is_none() && self.unanswered.is_none()
    }

    /// Whether a condition in it asks for one of these attributes.
    pub fn asks_for(&self, variables: &[VariableId]) -> bool {
        let need = match &self.statement {
            Statement::Always(_, Need::Condition { unmet }) => Some(unmet),
            _ => None,
        };
        let guards = [self.bounds.when.as_ref(), self.bounds.outside.as_ref(), need];
        guards.into_iter().flatten().any(|guard| guard.asks_for(variables))
    }
}

/// The forms of sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// It must not be derivable.
    Never(Question),
    /// It must be derivable by legitimate means.
    Possible(Question),
    /// Nobody brings one of the permissions about without what is needed.
    Always(Vec<Permission>, Need),
}

/// What is asked of the closure; each list is an "any of these".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Some subject brings some permission about.
    Causes(Vec<PrincipalId>, Vec<Permission>),
    /// Some data atom comes to some node.
    Reaches(Vec<AtomId>, Vec<Node>),
    /// Data of one individual comes to where only another's belongs: pairs of an atom and a node.
    ReachesAnother(Vec<(AtomId, Node)>),
    /// Some subject comes to hold some data atom without being entitled to it.
    Extracts(Vec<PrincipalId>, Vec<AtomId>),
    /// Some subject comes to hold the secret of some credential that was not given to it.
    Obtains(Vec<PrincipalId>, Vec<CredentialId>),
    /// Some subject influences some target.
    Influences(Vec<PrincipalId>, Vec<PrincipalId>),
}

/// Where information can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// At a leaf.
    Leaf(LeafId),
    /// With a principal; for an agent, in some of its contexts.
    Principal(PrincipalId),
}

/// What `always ... needs` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A full approval of an admissible gate.
    Approved(GateId),
    /// A condition: the guard is its complement, under which nothing may be derivable.
    Condition {
        /// When the need is not met.
        unmet: Guard,
    },
}

/// What bounds a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bounds {
    /// `when`: only under this condition; `None` without one.
    pub when: Option<Guard>,
    /// `unless approved(g)`: full approvals of these gates are accepted.
    pub unless_approved: Vec<GateId>,
    /// Gates that have not approved, as a test says: what needs their approval does not come about.
    pub absent: Vec<GateId>,
    /// `unless C` of a constraint: only outside of it; the guard is the complement.
    pub outside: Option<Guard>,
    /// `unless through t`, `assuming t trusted`: failures of these are left out.
    pub trusted: Vec<TransformerId>,
    /// `needing`: exactly these minimal conditions.
    pub needing: Option<When>,
    /// `via`: some witness passes these, in this order. A name with several nodes is passed by any of them.
    pub via: Vec<(String, Vec<Node>)>,
}

/// How everybody behaves while the sentence is examined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mode {
    /// How agents behave.
    pub agents: Agents,
    /// Humans, or domains, that are hostile besides; sorted.
    pub insiders: Vec<PrincipalId>,
}

impl Mode {
    /// Whether somebody is hostile from the start (rule B1).
    pub fn is_hostile(&self, base: &Base, principal: PrincipalId) -> bool {
        let among = match &self.agents {
            Agents::FollowSteps | Agents::Honest => false,
            Agents::AllCompromised => base.is_agent(principal),
            Agents::Compromised(agents) => agents.contains(&principal),
        };
        among || base.principal(principal).hostile || self.insiders.contains(&principal)
    }
}

/// How agents behave.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agents {
    /// They follow their declared steps; code and configuration still command them.
    FollowSteps,
    /// They are honest, but what they read can steer them.
    Honest,
    /// All of them are hostile.
    AllCompromised,
    /// These are hostile, the others honest but steerable; sorted.
    Compromised(Vec<PrincipalId>),
}
