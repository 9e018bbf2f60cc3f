//! Builds the declared facts of a policy without any text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bailiwick::logic::{Conjunction, Domain as Values, Scope, Set, Variable, VariableId};
use bailiwick::model::{
    Alternative, AtomId, AuthoritySource, Base, Claim, ClaimId, ClaimKind, Credential, CredentialId, DataAtom,
    Declared, DeclaredFact, Depth, Domain, DomainId, Entry, EntryId, Gate, GateId, Leaf, LeafId, LeafKind, Passing,
    Permission, Plan, Principal, PrincipalId, PrincipalKind, Scopes, Source, SourceId, Transformer, TransformerId,
    Unknown, UnknownId, Verb, VerbId, VerbKind, When,
};
use bailiwick::source::{Database, File, Span};

/// Declared facts in the making. Numbers follow the order of declaration.
pub(crate) struct Builder {
    pub(crate) base: Base,
    span: Span,
}

/// The place that everything is declared at.
const HERE: SourceId = SourceId(0);

impl Builder {
    /// Nothing but an operation for each kind.
    pub(crate) fn new() -> Self {
        let (path, module, text): (Arc<str>, Arc<str>, Arc<str>) = ("built.bwk".into(), "built".into(), "".into());
        let file = File::new(&Database::default(), path.clone(), path, module, text);
        let span = Span { file, start: 0, end: 0 };
        let mut base = Base::default();
        base.sources.push(Source { span, text: "built by a test".to_owned() });
        for kind in VerbKind::ALL {
            base.verbs.push(Verb { name: kind.word().to_owned(), kind });
        }
        Self { base, span }
    }

    pub(crate) fn variable(&mut self, name: &str, domain: Values, scope: Scope) -> VariableId {
        let id = VariableId(number(self.base.vocabulary.variables.len()));
        self.base.vocabulary.variables.push(Variable { name: name.to_owned(), domain, scope, usual: None });
        id
    }

    /// The attribute is one of these values.
    pub(crate) fn within(&self, variable: VariableId, low: i64, high: i64) -> Conjunction {
        let domain = &self.base.vocabulary.variable(variable).domain;
        let constraint = Conjunction::constraint(variable, &Set::interval(low, high), domain);
        constraint.expect("some value is possible")
    }

    pub(crate) fn verb(&mut self, name: &str, kind: VerbKind) -> VerbId {
        let id = VerbId(number(self.base.verbs.len()));
        self.base.verbs.push(Verb { name: name.to_owned(), kind });
        id
    }

    fn principal(&mut self, name: &str, kind: PrincipalKind) -> PrincipalId {
        let id = PrincipalId(number(self.base.principals.len()));
        self.base.principals.push(Principal {
            name: name.to_owned(),
            declared: name.to_owned(),
            kind,
            hostile: false,
            session_subject: false,
            individual: Conjunction::always(),
            domains: Vec::new(),
            itself: Vec::new(),
            workflow: None,
            source: HERE,
        });
        self.base.atoms.push(DataAtom::Taint(id));
        id
    }

    /// A human on whose account sessions can be, whose steps forward.
    pub(crate) fn human(&mut self, name: &str) -> PrincipalId {
        let id = self.principal(name, PrincipalKind::Human { reauthors: false });
        self.base.principals[id.index()].session_subject = true;
        id
    }

    /// An outsider on whose account sessions can be, hostile or not.
    pub(crate) fn origin(&mut self, name: &str, hostile: bool) -> PrincipalId {
        let id = self.principal(name, PrincipalKind::Origin);
        self.base.principals[id.index()].session_subject = true;
        self.base.principals[id.index()].hostile = hostile;
        id
    }

    /// An agent with a free plan that can be instructed by text.
    pub(crate) fn agent(&mut self, name: &str) -> PrincipalId {
        self.principal(name, PrincipalKind::Agent { instructable: true, plan: Plan::Free })
    }

    pub(crate) fn service(&mut self, name: &str) -> PrincipalId {
        self.principal(name, PrincipalKind::Service)
    }

    pub(crate) fn tool(&mut self, name: &str, publisher: Option<PrincipalId>) -> PrincipalId {
        self.principal(name, PrincipalKind::Tool { publisher })
    }

    /// A domain, hostile as a principal if it is not trusted.
    pub(crate) fn domain(&mut self, name: &str, trusted: bool, parent: Option<DomainId>) -> DomainId {
        let principal = self.principal(name, PrincipalKind::Domain);
        self.base.principals[principal.index()].hostile = !trusted;
        let id = DomainId(number(self.base.domains.len()));
        self.base.domains.push(Domain { name: name.to_owned(), trusted, principal, parent });
        id
    }

    /// The domain and those around it.
    pub(crate) fn around(&self, domain: DomainId) -> Vec<DomainId> {
        let mut all = vec![domain];
        while let Some(parent) = self.base.domains[all[all.len() - 1].index()].parent {
            all.push(parent);
        }
        all
    }

    pub(crate) fn leaf(&mut self, name: &str, kind: LeafKind) -> LeafId {
        let id = LeafId(number(self.base.leaves.len()));
        self.base.leaves.push(Leaf {
            name: name.to_owned(),
            declared: name.to_owned(),
            kind,
            per_session: false,
            domains: Vec::new(),
            trims: None,
            entry: None,
            credential: None,
            principal: None,
            gate: None,
            read_by_subject: false,
            source: HERE,
        });
        id
    }

    pub(crate) fn store(&mut self, name: &str) -> LeafId {
        self.leaf(name, LeafKind::Store)
    }

    /// The leaf that is the principal itself.
    pub(crate) fn itself(&mut self, x: PrincipalId) -> LeafId {
        if let Some(leaf) = self.base.principal(x).itself.first() {
            return *leaf;
        }
        let name = format!("{} itself", self.base.principal(x).name);
        let leaf = self.leaf(&name, LeafKind::Principal);
        self.base.leaves[leaf.index()].principal = Some(x);
        self.base.principals[x.index()].itself.push(leaf);
        leaf
    }

    /// The credential of `x` that would be minted by whoever mints at the leaf that is `x` itself.
    pub(crate) fn fresh(&mut self, x: PrincipalId) -> CredentialId {
        let leaf = self.itself(x);
        let name = format!("fresh credential of {}", self.base.principal(x).name);
        let credential = self.new_credential(&name, x, Scopes::Everything);
        self.base.leaves[leaf.index()].credential = Some(credential);
        credential
    }

    fn new_credential(&mut self, name: &str, subject: PrincipalId, scope: Scopes) -> CredentialId {
        let id = CredentialId(number(self.base.credentials.len()));
        self.base.credentials.push(Credential {
            name: name.to_owned(),
            subject,
            scope,
            bearer: true,
            custodians: BTreeSet::new(),
            source: HERE,
        });
        self.base.atoms.push(DataAtom::Secret(id));
        id
    }

    /// A bearer credential, and its leaf.
    pub(crate) fn credential(&mut self, name: &str, subject: PrincipalId, scope: Scopes) -> CredentialId {
        let id = self.new_credential(name, subject, scope);
        let leaf = self.leaf(name, LeafKind::Credential);
        self.base.leaves[leaf.index()].credential = Some(id);
        id
    }

    /// The atom that is the secret of a credential.
    pub(crate) fn secret(&self, credential: CredentialId) -> AtomId {
        let found = self.base.atoms.iter().position(|atom| *atom == DataAtom::Secret(credential));
        AtomId(number(found.expect("each credential has a secret")))
    }

    pub(crate) fn class(&mut self, name: &str) -> AtomId {
        let id = AtomId(number(self.base.atoms.len()));
        self.base.atoms.push(DataAtom::Class {
            name: name.to_owned(),
            class: name.to_owned(),
            level: "internal".to_owned(),
            height: 1,
            compartments: Vec::new(),
            owner: None,
        });
        id
    }

    /// An entry that takes and gives text.
    pub(crate) fn entry(&mut self, name: &str, owner: PrincipalId, authority: AuthoritySource) -> EntryId {
        let leaf = self.leaf(name, LeafKind::Entry);
        let id = EntryId(number(self.base.entries.len()));
        self.base.leaves[leaf.index()].entry = Some(id);
        let narrow = matches!(authority, AuthoritySource::Caller | AuthoritySource::Both);
        let caller_only = (narrow && self.base.is_agent(owner))
            .then(|| self.claim(&format!("the authority of `{name}`"), ClaimKind::CallerOnly));
        self.base.entries.push(Entry {
            name: name.to_owned(),
            owner,
            leaf,
            authority,
            caller_only,
            takes: Passing::Text,
            gives: Passing::Text,
            records_caller: false,
            source: HERE,
        });
        id
    }

    /// A claim that nobody enforces and that stands.
    pub(crate) fn claim(&mut self, name: &str, kind: ClaimKind) -> ClaimId {
        let id = ClaimId(number(self.base.claims.len()));
        let (resources, enforcers) = (Vec::new(), Vec::new());
        self.base.claims.push(Claim { name: name.to_owned(), kind, resources, enforcers, void: None, source: HERE });
        id
    }

    /// A gate without flaws, and the approvers' grants.
    pub(crate) fn gate(&mut self, name: &str, quorum: u32, approvers: &[PrincipalId]) -> GateId {
        let leaf = self.leaf(name, LeafKind::Gate);
        let claim = self.claim(&format!("gate `{name}`"), ClaimKind::Gate);
        let id = GateId(number(self.base.gates.len()));
        self.base.leaves[leaf.index()].gate = Some(id);
        self.base.gates.push(Gate {
            name: name.to_owned(),
            claim,
            leaf,
            approvers: approvers.to_vec(),
            quorum,
            excludes_requester: false,
            excludes_author: false,
            guards: Vec::new(),
            flaws: Vec::new(),
            source: HERE,
        });
        for approver in approvers {
            self.may(*approver, VerbKind::Approve, leaf);
        }
        id
    }

    pub(crate) fn transformer(&mut self, name: &str) -> TransformerId {
        let claim = self.claim(&format!("transformer `{name}`"), ClaimKind::Transformer);
        let id = TransformerId(number(self.base.transformers.len()));
        self.base.transformers.push(Transformer {
            name: name.to_owned(),
            claim,
            rewrites: BTreeMap::new(),
            leaks: BTreeMap::new(),
            drops_taint: false,
            source: HERE,
        });
        id
    }

    pub(crate) fn unknown(&mut self, what: &str) -> UnknownId {
        let id = UnknownId(number(self.base.unknowns.len()));
        let taken_as = "the worst case".to_owned();
        self.base.unknowns.push(Unknown { span: self.span, what: what.to_owned(), taken_as });
        id
    }

    pub(crate) fn fact(&mut self, fact: DeclaredFact) {
        self.fact_when(fact, When::always());
    }

    pub(crate) fn fact_when(&mut self, fact: DeclaredFact, when: When) {
        self.base.facts.push(Declared { fact, when, source: HERE, assumed: None });
    }

    /// Grants the operation that has the kind's own name.
    pub(crate) fn may(&mut self, actor: PrincipalId, kind: VerbKind, leaf: LeafId) {
        self.may_when(actor, kind, leaf, When::always());
    }

    pub(crate) fn may_when(&mut self, actor: PrincipalId, kind: VerbKind, leaf: LeafId, when: When) {
        let fact = DeclaredFact::Grant { actor, permission: permission(kind, leaf), depth: Depth::Unlimited };
        self.fact_when(fact, when);
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("small universes")
}

/// The kind's own operation on a leaf.
pub(crate) fn permission(kind: VerbKind, leaf: LeafId) -> Permission {
    let at = VerbKind::ALL.iter().position(|one| *one == kind).expect("all kinds are listed");
    Permission { verb: VerbId(number(at)), leaf }
}

/// A declared condition without approvals.
pub(crate) fn when(condition: Conjunction) -> When {
    When { alternatives: vec![Alternative { condition, approvals: Vec::new() }] }
}
