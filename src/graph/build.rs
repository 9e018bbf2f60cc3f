//! From declared facts to the graph.

use std::collections::BTreeSet;

use crate::graph::{Kind, Node, PermissionGraph};
use crate::model::{
    AtomId, Base, CredentialId, DataAtom, Declared, DeclaredFact, EntryId, LeafId, LeafKind, Permission, PrincipalId,
    PrincipalKind, Session, SourceId,
};

/// The graph of a policy.
pub fn build(base: &Base) -> PermissionGraph {
    let mut builder = Builder { base, nodes: BTreeSet::new(), edges: BTreeSet::new() };
    for number in 0..base.principals.len() {
        let node = builder.principal(PrincipalId(u32::try_from(number).unwrap_or(u32::MAX)));
        builder.nodes.insert(node);
    }
    for declared in &base.facts {
        builder.declared(declared);
    }
    builder.controls();
    PermissionGraph::new(builder.nodes, builder.edges)
}

struct Builder<'a> {
    base: &'a Base,
    nodes: BTreeSet<Node>,
    edges: BTreeSet<(Node, Node, String, SourceId, bool)>,
}

impl Builder<'_> {
    fn connect(&mut self, from: Node, to: Node, what: &str, source: SourceId, conditional: bool) {
        self.nodes.insert(from.clone());
        self.nodes.insert(to.clone());
        if from != to {
            self.edges.insert((from, to, what.to_owned(), source, conditional));
        }
    }

    fn principal(&self, id: PrincipalId) -> Node {
        let principal = self.base.principal(id);
        let kind = match principal.kind {
            PrincipalKind::Human { .. } => Kind::Human,
            PrincipalKind::Origin => Kind::Origin,
            PrincipalKind::Agent { .. } => Kind::Agent,
            PrincipalKind::Service => Kind::Service,
            PrincipalKind::Tool { .. } => Kind::Tool,
            PrincipalKind::Domain => Kind::Domain,
        };
        Node { name: principal.declared.clone(), kind }
    }

    fn leaf(&self, id: LeafId) -> Node {
        let leaf = self.base.leaf(id);
        if let Some(principal) = leaf.principal {
            return self.principal(principal);
        }
        let kind = match leaf.kind {
            LeafKind::Store => Kind::Store,
            LeafKind::Sink => Kind::Sink,
            LeafKind::Entry | LeafKind::Principal => Kind::Entry,
            LeafKind::Model => Kind::Model,
            LeafKind::Log => Kind::Log,
            LeafKind::Gate => Kind::Gate,
            LeafKind::Credential => Kind::Credential,
            LeafKind::Transformer => Kind::Transformer,
        };
        Node { name: leaf.declared.clone(), kind }
    }

    /// An entry; an agent stands for its own.
    fn entry(&self, id: EntryId) -> Node {
        let entry = self.base.entry(id);
        if self.base.is_agent(entry.owner) { self.principal(entry.owner) } else { self.leaf(entry.leaf) }
    }

    fn credential(&self, id: CredentialId) -> Node {
        Node { name: self.base.credential(id).name.clone(), kind: Kind::Credential }
    }

    fn target(&self, permission: Permission) -> Node {
        match self.base.leaf(permission.leaf).entry {
            Some(entry) => self.entry(entry),
            None => self.leaf(permission.leaf),
        }
    }

    fn verb(&self, permission: Permission) -> &str {
        &self.base.verbs[permission.verb.index()].name
    }

    fn declared(&mut self, declared: &Declared) {
        let Some((from, to, what)) = self.ends(&declared.fact) else { return };
        self.connect(from, to, &what, declared.source, !declared.when.is_always());
    }

    fn ends(&self, fact: &DeclaredFact) -> Option<(Node, Node, String)> {
        let plain = |from: Node, to: Node, what: &str| Some((from, to, what.to_owned()));
        match *fact {
            DeclaredFact::Grant { actor, permission, .. } => {
                plain(self.principal(actor), self.target(permission), &format!("may {}", self.verb(permission)))
            }
            DeclaredFact::Delegates { from, to, permission, .. } => {
                let what =
                    format!("delegates {} on {}", self.verb(permission), self.base.leaf(permission.leaf).declared);
                plain(self.principal(from), self.principal(to), &what)
            }
            DeclaredFact::Uses { actor, credential } => {
                plain(self.principal(actor), self.credential(credential), "uses")
            }
            DeclaredFact::Stores { leaf, atom } => self.stored(leaf, atom),
            DeclaredFact::Holds { actor, credential } => {
                plain(self.principal(actor), self.credential(credential), "can read the secret of")
            }
            DeclaredFact::Performs { entry, permission } => {
                plain(self.entry(entry), self.target(permission), &format!("performs {}", self.verb(permission)))
            }
            DeclaredFact::Calls { entry, target } => plain(self.entry(entry), self.entry(target), "calls"),
            DeclaredFact::Runs { principal, leaf } => plain(self.principal(principal), self.leaf(leaf), "runs"),
            DeclaredFact::Trigger { leaf, entry } => plain(self.leaf(leaf), self.entry(entry), "starts"),
            DeclaredFact::Flow { from, to, .. } => plain(self.leaf(from), self.leaf(to), "flows to"),
            DeclaredFact::Infers { actor, model, .. } => plain(self.principal(actor), self.leaf(model), "infers with"),
            DeclaredFact::Logs { actor, log, .. } => plain(self.principal(actor), self.leaf(log), "logs to"),
            DeclaredFact::Audience { leaf, reader } => plain(self.leaf(leaf), self.principal(reader), "is read by"),
            DeclaredFact::Session { agent, session: Session::Of(who) } => {
                plain(self.principal(who), self.principal(agent), "starts")
            }
            DeclaredFact::Session { .. }
            | DeclaredFact::PerformsAnything { .. }
            | DeclaredFact::Step { .. }
            | DeclaredFact::Free { .. }
            | DeclaredFact::Trains { .. }
            | DeclaredFact::EntitledData { .. }
            | DeclaredFact::EntitledPermission { .. } => None,
        }
    }

    fn stored(&self, leaf: LeafId, atom: AtomId) -> Option<(Node, Node, String)> {
        match self.base.atom(atom) {
            DataAtom::Class { class, .. } => {
                let class = Node { name: class.clone(), kind: Kind::Class };
                Some((self.leaf(leaf), class, "holds".to_owned()))
            }
            DataAtom::Secret(credential) => {
                Some((self.leaf(leaf), self.credential(*credential), "holds the secret of".to_owned()))
            }
            DataAtom::Taint(_) => None,
        }
    }

    /// Whom credentials stand for, what gates guard and who enforces what.
    fn controls(&mut self) {
        let base = self.base;
        for (credential, number) in base.credentials.iter().zip(0..) {
            let (from, to) = (self.credential(CredentialId(number)), self.principal(credential.subject));
            self.connect(from, to, "stands for", credential.source, false);
        }
        for gate in &base.gates {
            for (permission, when) in &gate.guards {
                let (from, to) = (self.leaf(gate.leaf), self.target(*permission));
                let what = format!("guards {}", self.verb(*permission));
                self.connect(from, to, &what, gate.source, !when.is_always());
            }
            for enforcer in &base.claim(gate.claim).enforcers {
                let (from, to) = (self.principal(*enforcer), self.leaf(gate.leaf));
                self.connect(from, to, "enforces", gate.source, false);
            }
        }
    }
}
