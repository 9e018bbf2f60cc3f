//! What can be acted on, laid out: the leaves of the resource forest.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::model::errors::RESERVED_NAME;
use crate::model::lower::arguments::{clause, first_word, has};
use crate::model::lower::claims::Enforcement;
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::individuals::{Apart, Individuals, copies, suffix};
use crate::model::{
    AuthoritySource, ClaimKind, CredentialId, DomainId, Entry, EntryId, Gate, GateId, Leaf, LeafId, LeafKind, Passing,
    PrincipalId, SourceId, Transformer, TransformerId,
};
use crate::names::{DefinitionId, Sort};

/// A leaf before it has a number.
#[derive(Clone, Debug)]
struct Planned {
    leaf: Leaf,
    /// The resources that it is a leaf of.
    within: Vec<DefinitionId>,
    individuals: Individuals,
    partitions: BTreeSet<String>,
    transformer: Option<TransformerId>,
}

impl Lowering<'_> {
    /// Numbers every leaf, with the entries, gates and transformers that leaves stand for.
    pub(crate) fn lay_out_leaves(&mut self) {
        let mut planned: Vec<Planned> = Vec::new();
        self.plan_entries(&mut planned);
        self.plan_gates(&mut planned);
        self.plan_transformers(&mut planned);
        self.plan_places(&mut planned);
        self.plan_credentials(&mut planned);
        self.plan_principals_themselves(&mut planned);
        planned.sort_by(|a, b| a.leaf.name.cmp(&b.leaf.name));
        for (at, one) in planned.into_iter().enumerate() {
            let id = LeafId(number(at));
            for definition in one.within {
                self.thing_mut(definition).leaves.push(id);
            }
            if let Some(entry) = one.leaf.entry {
                self.base.entries[entry.index()].leaf = id;
            }
            if let Some(gate) = one.leaf.gate {
                self.base.gates[gate.index()].leaf = id;
                let claim = self.base.gates[gate.index()].claim;
                self.base.claims[claim.index()].resources.push(id);
            }
            if let Some(transformer) = one.transformer {
                let claim = self.base.transformers[transformer.index()].claim;
                self.base.claims[claim.index()].resources.push(id);
            }
            if let Some(principal) = one.leaf.principal {
                self.base.principals[principal.index()].itself.push(id);
            }
            self.base.leaves.push(one.leaf);
            self.individuals_of_leaves.push(one.individuals);
            self.partitions.push(one.partitions);
        }
    }

    /// What calling a thing calls: for an agent its `start`, for a tool or service each of its entries.
    fn plan_entries(&mut self, planned: &mut Vec<Planned>) {
        let owners = [Sort::Tool, Sort::Service, Sort::Agent, Sort::Blueprint];
        let mut entries: Vec<(String, String, PrincipalId, DefinitionId, Option<DefinitionId>)> = Vec::new();
        for owner in self.actors(&owners) {
            let is_agent = matches!(self.sort(owner), Sort::Agent | Sort::Blueprint);
            let inside: Vec<DefinitionId> =
                self.names.inside(owner).filter(|inner| self.sort(*inner) == Sort::Entry).collect();
            let has_start = inside.iter().any(|entry| self.definition(*entry).name == "start");
            let mut named: Vec<(String, Option<DefinitionId>)> =
                inside.into_iter().map(|entry| (self.name(entry).to_owned(), Some(entry))).collect();
            if is_agent && !has_start {
                named.push((format!("{}.start", self.name(owner)), None));
            }
            for (declared, entry) in named {
                for principal in self.thing(owner).principals.clone() {
                    let principal_name = &self.base.principal(principal).name;
                    let end = principal_name.strip_prefix(self.name(owner)).unwrap_or_default();
                    entries.push((format!("{declared}{end}"), declared.clone(), principal, owner, entry));
                }
            }
        }
        entries.sort();
        for (at, (name, declared, principal, owner, entry)) in entries.into_iter().enumerate() {
            let id = EntryId(number(at));
            let source = self.source_of_definition(entry.unwrap_or(owner));
            self.base.entries.push(Entry {
                name: name.clone(),
                owner: principal,
                leaf: LeafId(0),
                authority: AuthoritySource::Own,
                caller_only: None,
                takes: Passing::Text,
                gives: Passing::Text,
                records_caller: false,
                source,
            });
            let starts =
                declared.rsplit_once('.').is_some_and(|(_, last)| last == "start") || !self.base.is_agent(principal);
            if starts {
                self.thing_mut(owner).entries.push(id);
            }
            let mut within = vec![owner];
            if let Some(entry) = entry {
                self.thing_mut(entry).entries.push(id);
                within.push(entry);
            }
            let domains = self.base.principal(principal).domains.clone();
            let mut one = plan(name, declared, LeafKind::Entry, source, domains, within);
            one.leaf.entry = Some(id);
            planned.push(one);
        }
    }

    fn plan_gates(&mut self, planned: &mut Vec<Planned>) {
        for (at, id) in self.ordered(Sort::Gate).into_iter().enumerate() {
            let gate = GateId(number(at));
            let source = self.source_of_definition(id);
            let name = self.name(id).to_owned();
            let claim =
                self.claim(format!("gate `{name}`"), ClaimKind::Gate, Vec::new(), Enforcement::default(), source);
            self.base.gates.push(Gate {
                name: name.clone(),
                claim,
                leaf: LeafId(0),
                approvers: Vec::new(),
                quorum: 1,
                excludes_requester: false,
                excludes_author: false,
                guards: Vec::new(),
                flaws: Vec::new(),
                source,
            });
            self.thing_mut(id).gate = Some(gate);
            let domains = self.domains_of(id);
            let mut one = plan(name.clone(), name, LeafKind::Gate, source, domains, vec![id]);
            one.leaf.gate = Some(gate);
            planned.push(one);
        }
    }

    fn plan_transformers(&mut self, planned: &mut Vec<Planned>) {
        for (at, id) in self.ordered(Sort::Transformer).into_iter().enumerate() {
            let transformer = TransformerId(number(at));
            let source = self.source_of_definition(id);
            let name = self.name(id).to_owned();
            let title = format!("transformer `{name}`");
            let claim = self.claim(title, ClaimKind::Transformer, Vec::new(), Enforcement::default(), source);
            self.base.transformers.push(Transformer {
                name: name.clone(),
                claim,
                rewrites: std::collections::BTreeMap::new(),
                leaks: std::collections::BTreeMap::new(),
                drops_taint: false,
                source,
            });
            self.thing_mut(id).transformer = Some(transformer);
            let domains = self.domains_of(id);
            let mut one = plan(name.clone(), name, LeafKind::Transformer, source, domains, vec![id]);
            one.transformer = Some(transformer);
            planned.push(one);
        }
    }

    /// Stores with their parts, sinks, models, logs, and what the runs of a shared agent share.
    fn plan_places(&mut self, planned: &mut Vec<Planned>) {
        for (sort, kind) in [(Sort::Model, LeafKind::Model), (Sort::Log, LeafKind::Log)] {
            for id in self.ordered(sort) {
                let (source, domains) = (self.source_of_definition(id), self.domains_of(id));
                planned.push(plan(self.name(id).to_owned(), self.name(id).to_owned(), kind, source, domains, vec![id]));
            }
        }
        for id in self.ordered(Sort::Sink) {
            let (source, domains, mut apart) = (self.source_of_definition(id), self.domains_of(id), self.apart(id));
            let is_for_subject = self.kind_word(id) == Some("subject");
            apart.per_session |= is_for_subject;
            let leaf =
                plan(self.name(id).to_owned(), self.name(id).to_owned(), LeafKind::Sink, source, domains, vec![id]);
            planned.extend(copied(&leaf, &apart).into_iter().map(|mut one| {
                one.leaf.read_by_subject = is_for_subject;
                one
            }));
        }
        for id in self.ordered(Sort::Store) {
            let (domains, apart) = (self.domains_of(id), self.apart(id));
            let mut parts = Vec::new();
            self.plan_parts(id, &domains, &mut vec![], &mut parts);
            for part in parts {
                let apart = self.apart_of_part(&part.within, &apart);
                planned.extend(copied(&part, &apart));
            }
        }
        for id in self.ordered(Sort::Agent) {
            if self.shares_context(id) {
                let (source, domains) = (self.source_of_definition(id), self.domains_of(id));
                let name = format!("shared context of {}", self.name(id));
                planned.push(plan(name.clone(), name, LeafKind::Model, source, domains, Vec::new()));
            }
        }
    }

    /// The leaves of a store or part: itself if it has no parts, otherwise theirs and the rest.
    fn plan_parts(
        &mut self,
        id: DefinitionId,
        domains: &[DomainId],
        around: &mut Vec<DefinitionId>,
        planned: &mut Vec<Planned>,
    ) {
        around.push(id);
        let parts: Vec<DefinitionId> = self.names.inside(id).filter(|part| self.sort(*part) == Sort::Part).collect();
        let name = if parts.is_empty() { self.name(id).to_owned() } else { format!("{}.rest", self.name(id)) };
        let source = self.source_of_definition(id);
        planned.push(plan(name.clone(), name, LeafKind::Store, source, domains.to_vec(), around.clone()));
        for part in parts {
            if self.definition(part).name == "rest" {
                let span = self.definition(part).span;
                let finding = Finding::new(&RESERVED_NAME, span, "`rest` is what the other parts leave over")
                    .here("there without a declaration")
                    .help("choose another name");
                self.report(finding);
                continue;
            }
            self.plan_parts(part, domains, around, planned);
        }
        around.pop();
    }

    /// A part is kept apart like what is around it, and by what it says itself.
    fn apart_of_part(&mut self, within: &[DefinitionId], store: &Apart) -> Apart {
        let mut apart = store.clone();
        for part in within.iter().skip(1) {
            apart.dimensions.extend(self.apart(*part).dimensions);
        }
        apart
    }

    fn plan_credentials(&mut self, planned: &mut Vec<Planned>) {
        for id in self.ordered(Sort::Credential) {
            let domains = self.domains_of(id);
            for credential in self.thing(id).credentials.clone() {
                let declared = self.base.credential(credential);
                let (name, source) = (declared.name.clone(), declared.source);
                let kind = LeafKind::Credential;
                let mut one = plan(name, self.name(id).to_owned(), kind, source, domains.clone(), vec![id]);
                one.leaf.credential = Some(credential);
                planned.push(one);
            }
        }
    }

    fn plan_principals_themselves(&mut self, planned: &mut Vec<Planned>) {
        let mut within: Vec<Vec<DefinitionId>> = vec![Vec::new(); self.base.principals.len()];
        for (id, definition) in self.names.used() {
            if definition.sort != Sort::Workflow {
                for principal in &self.thing(id).principals {
                    within[principal.index()].push(id);
                }
            }
        }
        for (principal, at) in self.base.principals.iter().zip(0..) {
            let id = PrincipalId(at);
            let own = self.base.domains.iter().zip(0..).find(|(domain, _)| domain.principal == id);
            let mut domains: Vec<DomainId> = own.map(|(_, domain)| DomainId(domain)).into_iter().collect();
            domains.extend(&principal.domains);
            let (name, declared) = (principal.name.clone(), principal.declared.clone());
            let kind = LeafKind::Principal;
            let mut one = plan(name, declared, kind, principal.source, domains, within[id.index()].clone());
            one.leaf.principal = Some(id);
            one.leaf.credential = self.fresh_credential(&principal.name);
            one.individuals.clone_from(&self.individuals_of_principals[id.index()]);
            planned.push(one);
        }
    }

    fn fresh_credential(&self, principal: &str) -> Option<CredentialId> {
        if !self.minted.contains(principal) {
            return None;
        }
        let name = format!("fresh credential of {principal}");
        let place = self.base.credentials.iter().position(|credential| credential.name == name)?;
        Some(CredentialId(number(place)))
    }

    /// Whether all runs of an agent share one context: `instances one shared`.
    pub(crate) fn shares_context(&self, id: DefinitionId) -> bool {
        let clause = self.statement(id).and_then(|statement| clause(statement, "instances"));
        clause.is_some_and(|clause| first_word(&clause.arguments) == Some("one") && has(&clause.arguments, "shared"))
    }

    /// The definitions of a sort by their full names.
    pub(crate) fn ordered(&self, sort: Sort) -> Vec<DefinitionId> {
        let mut all = self.all(sort);
        all.sort_by_key(|id| self.name(*id));
        all
    }
}

fn plan(
    name: String,
    declared: String,
    kind: LeafKind,
    source: SourceId,
    domains: Vec<DomainId>,
    within: Vec<DefinitionId>,
) -> Planned {
    let leaf = Leaf {
        name,
        declared,
        kind,
        per_session: false,
        domains,
        trims: None,
        entry: None,
        credential: None,
        principal: None,
        gate: None,
        read_by_subject: false,
        source,
    };
    Planned { leaf, within, individuals: Individuals::new(), partitions: BTreeSet::new(), transformer: None }
}

/// One leaf for each choice of individuals.
fn copied(planned: &Planned, apart: &Apart) -> Vec<Planned> {
    let copy = |individuals: Individuals| {
        let mut one = planned.clone();
        one.leaf.name.push_str(&suffix(&individuals));
        one.leaf.per_session = apart.per_session;
        one.individuals = individuals;
        one.partitions.clone_from(&apart.partitions);
        one
    };
    copies(&apart.dimensions).into_iter().map(copy).collect()
}
