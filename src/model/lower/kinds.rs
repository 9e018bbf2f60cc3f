//! Which kinds can be selected, by which attributes, and what each candidate says of itself.

use crate::model::lower::arguments::value;
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::selection::{Candidate, Selected};
use crate::model::{AtomId, CredentialId, DataAtom, DomainId, LeafId, Plan, PrincipalId, PrincipalKind};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::Selection;
use crate::vocabulary::{AUDIENCES, CREDENTIAL_KINDS, DOMAIN_KINDS, STORE_KINDS};

/// What values an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// `yes` or `no`
    Flag,
    /// One of these words.
    Words(&'static [&'static str]),
    /// The domain that something lies in, or one around it.
    Domain,
    /// A level.
    Level,
    /// A compartment.
    Compartment,
}

const PRINCIPAL_KINDS: Type = Type::Words(&["human", "origin", "agent", "service", "tool", "domain"]);
const PLACED: [(&str, Type); 2] = [("domain", Type::Domain), ("domain.kind", Type::Words(DOMAIN_KINDS))];

/// An attribute and its type.
type Attribute = (&'static str, Type);

/// Every kind that can be selected, with its attributes.
const KINDS: [(&str, &[Attribute]); 17] = [
    ("principal", &[("kind", PRINCIPAL_KINDS), PLACED[0], PLACED[1]]),
    ("human", &PLACED),
    ("team", &PLACED),
    ("origin", &PLACED),
    ("agent", &[("instructable", Type::Flag), ("plan", Type::Words(&["free", "fixed"])), PLACED[0], PLACED[1]]),
    ("blueprint", &[("instructable", Type::Flag), ("plan", Type::Words(&["free", "fixed"])), PLACED[0], PLACED[1]]),
    ("service", &PLACED),
    ("tool", &PLACED),
    ("domain", &[("kind", Type::Words(DOMAIN_KINDS)), ("trusted", Type::Flag)]),
    ("store", &[("kind", Type::Words(STORE_KINDS)), PLACED[0], PLACED[1]]),
    ("sink", &[("kind", Type::Words(AUDIENCES)), PLACED[0], PLACED[1]]),
    ("model", &PLACED),
    ("log", &PLACED),
    ("gate", &[]),
    ("entry", &PLACED),
    ("credential", &[("kind", Type::Words(CREDENTIAL_KINDS)), PLACED[0], PLACED[1]]),
    ("class", &[("level", Type::Level), ("compartment", Type::Compartment)]),
];

/// The kind of this name, if it can be selected.
pub(crate) fn selectable(text: &str) -> Option<&'static str> {
    KINDS.iter().find(|(kind, _)| *kind == text).map(|(kind, _)| *kind)
}

/// Every kind that can be selected.
pub(crate) fn is_selectable() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(kind, _)| *kind)
}

/// The attributes that a kind is selected by.
pub(crate) fn attributes(kind: &str) -> &'static [Attribute] {
    KINDS.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, attributes)| attributes)
}

/// The kinds that are principals.
const ACTING: [&str; 9] = ["principal", "human", "team", "origin", "agent", "blueprint", "service", "tool", "domain"];

impl Lowering<'_> {
    /// The principals that a selection selects, in order.
    pub(crate) fn selected_principals(&mut self, place: Place, selection: &Selection) -> Vec<PrincipalId> {
        let Some(selected) = self.selection(place, selection) else { return Vec::new() };
        if selected.kinds.iter().any(|kind| !ACTING.contains(kind)) {
            self.wrong_selection(selection, "somebody who can act");
            return Vec::new();
        }
        let all = (0..number(self.base.principals.len())).map(PrincipalId);
        all.filter(|id| self.is_of_kinds(*id, &selected.kinds) && selected.test.passes(&self.candidate(*id))).collect()
    }

    fn is_of_kinds(&self, id: PrincipalId, kinds: &[&str]) -> bool {
        let own = self.kind_of(id);
        let is_instance = self.base.principal(id).name != self.base.principal(id).declared;
        kinds.is_empty()
            || kinds.iter().any(|kind| match *kind {
                "principal" => true,
                "team" => own == "human" && is_instance,
                "blueprint" => own == "agent" && is_instance,
                kind => kind == own,
            })
    }

    fn kind_of(&self, id: PrincipalId) -> &'static str {
        match self.base.principal(id).kind {
            PrincipalKind::Human { .. } => "human",
            PrincipalKind::Origin => "origin",
            PrincipalKind::Agent { .. } => "agent",
            PrincipalKind::Service => "service",
            PrincipalKind::Tool { .. } => "tool",
            PrincipalKind::Domain => "domain",
        }
    }

    fn candidate(&self, id: PrincipalId) -> Candidate {
        let principal = self.base.principal(id);
        let mut candidate = Candidate { values: self.placed(&principal.domains), height: None };
        match &principal.kind {
            PrincipalKind::Agent { instructable, plan } => {
                candidate.values.push(("instructable", yes_or_no(*instructable)));
                let plan = if *plan == Plan::Free { "free" } else { "fixed" };
                candidate.values.push(("plan", plan.to_owned()));
            }
            PrincipalKind::Domain => {
                let own = self.base.domains.iter().zip(0..).find(|(domain, _)| domain.principal == id);
                if let Some((domain, number)) = own {
                    candidate.values.push(("trusted", yes_or_no(domain.trusted)));
                    candidate.values.extend(self.domain_kind(DomainId(number)).map(|kind| ("kind", kind)));
                }
                // As a principal among others it is a domain.
                candidate.values.push(("kind", "domain".to_owned()));
                return candidate;
            }
            _ => {}
        }
        candidate.values.push(("kind", self.kind_of(id).to_owned()));
        candidate
    }

    fn placed(&self, domains: &[DomainId]) -> Vec<(&'static str, String)> {
        let mut values: Vec<(&'static str, String)> =
            domains.iter().map(|domain| ("domain", self.base.domains[domain.index()].name.clone())).collect();
        let innermost = domains.first().and_then(|domain| self.domain_kind(*domain));
        values.extend(innermost.map(|kind| ("domain.kind", kind)));
        values
    }

    fn domain_kind(&self, domain: DomainId) -> Option<String> {
        let id = self.domain_definition(domain)?;
        self.kind_word(id).map(str::to_owned)
    }

    /// The definitions that a selection selects, in order.
    pub(crate) fn selected_definitions(&mut self, selected: &Selected) -> Vec<DefinitionId> {
        let used: Vec<DefinitionId> = self.names.used().map(|(id, _)| id).collect();
        let mut found = Vec::new();
        for id in used {
            let noun = self.sort(id).noun();
            let is_agent = matches!(self.sort(id), Sort::Agent | Sort::Blueprint);
            let of_kind = selected.kinds.iter().any(|kind| *kind == noun || (*kind == "agent" && is_agent));
            if (of_kind || selected.kinds.is_empty()) && selected.test.passes(&self.definition_candidate(id)) {
                found.push(id);
            }
        }
        found
    }

    fn definition_candidate(&mut self, id: DefinitionId) -> Candidate {
        let domains = self.domains_of(id);
        let mut candidate = Candidate { values: self.placed(&domains), height: None };
        candidate.values.extend(self.kind_word(id).map(|kind| ("kind", kind.to_owned())));
        if let Some(statement) = self.statement(id) {
            let said = |head, otherwise: &str| value(statement, head).unwrap_or(otherwise).to_owned();
            candidate.values.push(("instructable", said("instructable", "yes")));
            candidate.values.push(("plan", said("plan", "free")));
            candidate.values.push(("trusted", said("trusted", "no")));
        }
        candidate
    }

    /// The leaves that a selection of resources selects, in order; a bare `any` selects all.
    pub(crate) fn selected_leaves(&mut self, place: Place, selection: &Selection) -> Vec<LeafId> {
        let Some(selected) = self.selection(place, selection) else { return Vec::new() };
        if selected.kinds.is_empty() {
            return (0..number(self.base.leaves.len())).map(LeafId).collect();
        }
        if selected.kinds.contains(&"class") || selected.kinds.contains(&"principal") {
            self.wrong_selection(selection, "resources");
            return Vec::new();
        }
        let mut leaves: Vec<LeafId> = Vec::new();
        for id in self.selected_definitions(&selected) {
            leaves.extend(self.thing(id).leaves.iter().copied());
        }
        leaves.sort_unstable();
        leaves.dedup();
        leaves
    }

    /// The data that `any class where ...` selects, data of levels included.
    pub(crate) fn selected_atoms(&mut self, place: Place, selection: &Selection) -> Vec<AtomId> {
        let Some(selected) = self.selection(place, selection) else { return Vec::new() };
        if selected.kinds.iter().any(|kind| *kind != "class") {
            self.wrong_selection(selection, "data");
            return Vec::new();
        }
        self.class_atoms().filter(|atom| selected.test.passes(&self.atom_candidate(*atom))).collect()
    }

    fn atom_candidate(&self, atom: AtomId) -> Candidate {
        let mut candidate = Candidate { values: Vec::new(), height: self.height(atom) };
        if let DataAtom::Class { compartments, .. } = self.base.atom(atom) {
            candidate.values.extend(compartments.iter().map(|one| ("compartment", one.clone())));
        }
        candidate
    }

    /// The credentials that a selection selects, in order; a bare `any` selects all.
    pub(crate) fn selected_credentials(&mut self, place: Place, selection: &Selection) -> Vec<CredentialId> {
        let Some(selected) = self.selection(place, selection) else { return Vec::new() };
        let everything = selected.kinds.is_empty() || selection.condition.is_none();
        if selected.kinds.iter().any(|kind| *kind != "credential") {
            self.wrong_selection(selection, "credentials");
            return Vec::new();
        }
        if everything {
            return (0..number(self.base.credentials.len())).map(CredentialId).collect();
        }
        let mut found: Vec<CredentialId> = Vec::new();
        for id in self.selected_definitions(&selected) {
            found.extend(self.thing(id).credentials.iter().copied());
        }
        found.sort_unstable();
        found
    }
}

fn yes_or_no(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}
