//! Whether a workflow assists, transforms or acts.

use crate::model::{LeafKind, Permission, VerbKind};
use crate::tiers::{Around, Reach, Reason};

/// What a workflow does, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// It reads, and answers whoever asks.
    Assist,
    /// It makes something else out of what it reads.
    Transform,
    /// It changes something, or tells it to others.
    Act,
}

impl Function {
    /// The word for it in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assist => "assist",
            Self::Transform => "transform",
            Self::Act => "act",
        }
    }
}

/// Stores that keep what a workflow itself needs again: to write there is not to act.
const OWN_NOTES: [&str; 2] = ["memory", "cache"];

impl Around<'_> {
    /// The function that follows from what a workflow brings about, and what shows it.
    pub(crate) fn function(&self, reach: &Reach) -> (Function, Option<Reason>) {
        let acts = self.first(reach, |permission| self.is_act(permission)).or_else(|| self.left_open(reach));
        if let Some(reason) = acts {
            return (Function::Act, Some(reason));
        }
        let is_transform = |permission: Permission| self.kind_of(permission) == VerbKind::Transform;
        match self.first(reach, is_transform) {
            Some(reason) => (Function::Transform, Some(reason)),
            None => (Function::Assist, None),
        }
    }

    pub(crate) fn kind_of(&self, permission: Permission) -> VerbKind {
        self.base().verbs[permission.verb.index()].kind
    }

    /// What changes something in the world: not what is kept for oneself, and not an answer to whoever works with it.
    fn is_act(&self, permission: Permission) -> bool {
        match self.kind_of(permission) {
            VerbKind::Observe | VerbKind::Transform | VerbKind::Invoke | VerbKind::Spawn => false,
            VerbKind::Mutate => !self.is_own_note(permission),
            VerbKind::Disclose => self.is_outside(permission.leaf),
            VerbKind::Execute | VerbKind::Delegate | VerbKind::Approve | VerbKind::Administer | VerbKind::Mint => true,
        }
    }

    fn is_own_note(&self, permission: Permission) -> bool {
        let is_log = self.base().leaf(permission.leaf).kind == LeafKind::Log;
        let kind = self.spots.of(permission.leaf).kind.as_deref();
        is_log || kind.is_some_and(|kind| OWN_NOTES.contains(&kind))
    }
}
