//! What can be asked of the facts, by name. Each answer is the fact under each of its minimal conditions.

use crate::facts::relation::{Relation, Tuple, UNATTENDED, session_of};
use crate::facts::{Facts, Why};
use crate::logic::Guard;
use crate::model::{AtomId, Base, CredentialId, GateId, LeafId, Node, Permission, PrincipalId, VerbId, VerbKind};

impl Facts {
    /// What a principal brings about: for an agent what it does, for anybody else what it could (semantics 2.8b).
    pub fn causes(&self, base: &Base, principal: PrincipalId, permission: Permission) -> Vec<Why> {
        if !base.is_agent(principal) {
            return self.could_cause(base, principal, permission);
        }
        self.alive(Relation::Does, [principal.0, permission_number(base, permission), 0, 0, 0, 0])
    }

    /// What a principal could bring about, whether or not it would.
    pub fn could_cause(&self, base: &Base, principal: PrincipalId, permission: Permission) -> Vec<Why> {
        self.alive(Relation::Cause, [principal.0, permission_number(base, permission), 0, 0, 0, 0])
    }

    /// Everything that anybody brings about, as [`Facts::causes`] tells it, by whoever does and then by what it is.
    pub fn everything_caused(&self, base: &Base) -> Vec<(PrincipalId, Permission, Why)> {
        let mut found = Vec::new();
        for (relation, of_agents) in [(Relation::Does, true), (Relation::Cause, false)] {
            let table = &self.closed.tables[relation as usize];
            for row in table.known.iter().map(|row| &table.rows[*row as usize]) {
                let [principal, permission, ..] = row.tuple;
                let principal = PrincipalId(principal);
                if base.is_agent(principal) == of_agents {
                    let leaves = leaf_count(base);
                    let permission =
                        Permission { verb: VerbId(permission / leaves), leaf: LeafId(permission % leaves) };
                    found.extend(row.alive.iter().map(|pair| (principal, permission, Why(*pair))));
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// What comes to a node, in any session.
    pub fn reaches(&self, base: &Base, node: Node, atom: AtomId) -> Vec<Why> {
        let rows = &self.closed.tables[Relation::Has as usize].rows;
        let places = self.had.get(&(node_number(base, node), atom.0)).into_iter().flatten();
        places.flat_map(|place| rows[*place as usize].alive.iter().map(|pair| Why(*pair))).collect()
    }

    /// What comes to a node in the session on a principal's account, or to one that has no sessions.
    pub fn reaches_in(&self, base: &Base, node: Node, session: PrincipalId, atom: AtomId) -> Vec<Why> {
        let node = node_number(base, node);
        let mut found = self.alive(Relation::Has, [node, session_of(session.0), atom.0, 0, 0, 0]);
        found.extend(self.alive(Relation::Has, [node, 0, atom.0, 0, 0, 0]));
        found
    }

    /// What comes to a node in the session of an agent that runs by itself.
    pub fn reaches_unattended(&self, base: &Base, node: Node, atom: AtomId) -> Vec<Why> {
        self.alive(Relation::Has, [node_number(base, node), UNATTENDED, atom.0, 0, 0, 0])
    }

    /// The secret of a credential being known to a principal.
    pub fn holds(&self, principal: PrincipalId, credential: CredentialId) -> Vec<Why> {
        self.alive(Relation::Secret, [principal.0, credential.0, 0, 0, 0, 0])
    }

    /// One principal influencing another, by any means.
    pub fn influences(&self, from: PrincipalId, to: PrincipalId) -> Vec<Why> {
        (0..3).flat_map(|how| self.alive(Relation::Influences, [from.0, to.0, how, 0, 0, 0])).collect()
    }

    /// When a principal is entitled to data; computed before the rules, so nothing dissolves here.
    pub fn entitled(&self, principal: PrincipalId, atom: AtomId) -> Guard {
        let pairs = self.alive(Relation::Entitled, [principal.0, atom.0, 0, 0, 0, 0]);
        Guard::from_alternatives(pairs.into_iter().map(|why| self.condition(why).clone()))
    }

    /// Whether a principal can get an approval of some gate recorded, so that what it could approve itself matters.
    pub fn can_approve(&self, base: &Base, principal: PrincipalId) -> bool {
        let approves = |gate: GateId| {
            let leaf = base.gate(gate).leaf;
            let verbs = base.verbs.iter().zip(0..).filter(|(verb, _)| verb.kind == VerbKind::Approve);
            verbs.map(|(_, verb)| Permission { verb: crate::model::VerbId(verb), leaf }).any(|permission| {
                let tuple = [principal.0, permission_number(base, permission), 0, 0, 0, 0];
                !self.alive(Relation::Cause, tuple).is_empty()
            })
        };
        (0..).take(base.gates.len()).map(GateId).any(approves)
    }

    fn alive(&self, relation: Relation, tuple: Tuple) -> Vec<Why> {
        let table = &self.closed.tables[relation as usize];
        let row = table.find(&tuple).map(|row| &table.rows[row as usize]);
        row.map(|row| row.alive.iter().map(|pair| Why(*pair)).collect()).unwrap_or_default()
    }
}

fn leaf_count(base: &Base) -> u32 {
    u32::try_from(base.leaves.len()).unwrap_or(u32::MAX).max(1)
}

fn permission_number(base: &Base, permission: Permission) -> u32 {
    permission.verb.0 * leaf_count(base) + permission.leaf.0
}

fn node_number(base: &Base, node: Node) -> u32 {
    match node {
        Node::Leaf(leaf) => leaf.0,
        Node::Principal(principal) => leaf_count(base) + principal.0,
    }
}
