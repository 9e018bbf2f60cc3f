//! Domains: what lies in what, and who is trusted.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::model::errors::CIRCULAR_DECLARATION;
use crate::model::lower::arguments::{clauses, enforced_by, path_after, text, value, word};
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::refer::DOMAIN;
use crate::model::{Domain, DomainId, PrincipalId, PrincipalKind};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Path};

/// Kinds of domains that are outside by their nature, so that nobody has to say that they are not trusted.
const OUTSIDE: [&str; 2] = ["internet", "vendor"];

impl Lowering<'_> {
    /// Numbers every domain, and says where every principal lies.
    pub(crate) fn lay_out_domains(&mut self) {
        let mut ordered = self.all(Sort::Domain);
        ordered.sort_by_key(|id| self.name(*id));
        for (at, id) in ordered.iter().enumerate() {
            self.thing_mut(*id).domain = Some(DomainId(number(at)));
        }
        self.domains.clone_from(&ordered);
        for id in &ordered {
            let Some(principal) = self.thing(*id).principals.first().copied() else { continue };
            let trusted = self.is_trusted(*id);
            let parent = self.parent_of(*id);
            self.base.domains.push(Domain {
                name: self.name(*id).to_owned(),
                trusted,
                principal,
                parent: parent.and_then(|parent| self.thing(parent).domain),
            });
            self.base.principals[principal.index()].hostile = !trusted;
            self.note_unsaid_trust(*id);
        }
        let used: Vec<DefinitionId> = self.names.used().map(|(id, _)| id).collect();
        for id in used {
            self.place_principals(id);
        }
    }

    fn note_unsaid_trust(&mut self, id: DefinitionId) {
        let Some(statement) = self.statement(id) else { return };
        let is_outside = self.kind_word(id).is_some_and(|kind| OUTSIDE.contains(&kind));
        let said = value(statement, "trusted").is_some_and(|said| said != "unknown");
        if !said && !is_outside {
            self.unknown(statement.head.span, format!("whether domain `{}` is trusted", self.name(id)), "not trusted");
        }
    }

    fn place_principals(&mut self, id: DefinitionId) {
        let around = match self.sort(id) {
            // A domain does not lie in itself.
            Sort::Domain => self.around(Some(id)).split_off(1),
            Sort::Human | Sort::Origin | Sort::Agent | Sort::Blueprint | Sort::Service | Sort::Tool => {
                self.domains_of(id)
            }
            Sort::Team if !self.is_group(id) => self.domains_of(id),
            _ => return,
        };
        let outsider = self.sort(id) == Sort::Origin;
        let trusted = around.first().is_some_and(|domain| self.base.domains[domain.index()].trusted);
        for principal in self.thing(id).principals.clone() {
            self.base.principals[principal.index()].domains.clone_from(&around);
            self.base.principals[principal.index()].hostile |= outsider && !trusted;
        }
    }

    /// Whether a team only stands for members that are declared elsewhere.
    fn is_group(&self, id: DefinitionId) -> bool {
        let first = self.header_of(id, "of").and_then(|arguments| arguments.first());
        !matches!(first, Some(Argument::Number(_)))
    }

    /// Whether a domain says that it is trusted.
    pub(crate) fn is_trusted(&self, domain: DefinitionId) -> bool {
        self.statement(domain).and_then(|statement| value(statement, "trusted")) == Some("yes")
    }

    /// What stands behind `is` in a header.
    pub(crate) fn kind_word(&self, id: DefinitionId) -> Option<&str> {
        self.header_of(id, "is")?.first().and_then(word)
    }

    /// The domain behind `of`, unless that leads back to the domain itself.
    fn parent_of(&mut self, id: DefinitionId) -> Option<DefinitionId> {
        let path = path_after(self.statement(id)?.arguments.get(1..)?, "of")?;
        let parent = self.refer(self.place(id), path, DOMAIN)?;
        let mut seen = BTreeSet::from([id]);
        let mut next = Some(parent);
        while let Some(at) = next {
            if !seen.insert(at) {
                let message = format!("domain `{}` would lie in itself", self.name(id));
                self.report(Finding::new(&CIRCULAR_DECLARATION, path.span, message).here("leads back to the domain"));
                return None;
            }
            let further = self.statement(at).and_then(|statement| path_after(statement.arguments.get(1..)?, "of"));
            next = further.and_then(|path: &Path| self.names.resolve(self.place(at), path, Sort::Domain.space()).ok());
        }
        Some(parent)
    }

    /// The domain that a declaration lies in: behind `in`, or that of what it is declared in.
    pub(crate) fn domain_of(&mut self, id: DefinitionId) -> Option<DefinitionId> {
        if matches!(self.sort(id), Sort::Part | Sort::Entry) {
            return self.domain_of(self.definition(id).parent?);
        }
        let path = path_after(self.statement(id)?.arguments.get(1..)?, "in")?;
        self.refer(self.place(id), path, DOMAIN)
    }

    /// The domain that a declaration lies in and those around it.
    pub(crate) fn domains_of(&mut self, id: DefinitionId) -> Vec<DomainId> {
        let domain = self.domain_of(id);
        self.around(domain)
    }

    /// A domain and those around it, from the inside.
    pub(crate) fn around(&self, domain: Option<DefinitionId>) -> Vec<DomainId> {
        let mut around = Vec::new();
        let mut next = domain.and_then(|id| self.thing(id).domain);
        while let Some(number) = next {
            around.push(number);
            // No domain lies in itself, so this comes to an end.
            next = self.base.domains[number.index()].parent;
        }
        around
    }

    /// The declaration of a domain.
    pub(crate) fn domain_definition(&self, domain: DomainId) -> Option<DefinitionId> {
        self.domains.get(domain.index()).copied()
    }

    /// Whoever enforces claims about what lies in these domains, if they say: the innermost that does decides.
    pub(crate) fn default_enforcers(&mut self, domains: &[DomainId]) -> Option<Vec<PrincipalId>> {
        for domain in domains {
            let Some(id) = self.domain_definition(*domain) else { continue };
            if let Some(named) = self.statement(id).and_then(|statement| enforced_by(clauses(statement))) {
                return Some(self.enforcing_principals(self.place(id), named));
            }
        }
        None
    }

    /// Whether nobody answers for the descriptions of a tool: it is not pinned to a version that somebody of a trusted
    /// domain vouched for, and lies in no untrusted domain that would be their author.
    pub(crate) fn has_unnamed_publisher(&mut self, tool: DefinitionId) -> bool {
        let lies_outside = self.domain_of(tool).is_some_and(|domain| !self.is_trusted(domain));
        !lies_outside && !self.is_vouched(tool)
    }

    /// Whether a tool is pinned to a version that somebody of a trusted domain has vouched for by the day of the run.
    pub(crate) fn is_vouched(&mut self, tool: DefinitionId) -> bool {
        let Some(statement) = self.statement(tool) else { return false };
        let pin = super::arguments::clause(statement, "pin").and_then(|clause| text(&clause.arguments));
        let Some(pin) = pin else { return false };
        let place = self.place(tool);
        for clause in super::arguments::clauses_of(statement, "vouched") {
            let is_for_another = text(&clause.arguments).is_some_and(|version| version != pin);
            let voucher = path_after(&clause.arguments, "by").and_then(|path| self.voucher(place, path));
            let is_trusted =
                voucher.and_then(|voucher| self.domain_of(voucher)).is_some_and(|domain| self.is_trusted(domain));
            let has_day = clause.arguments.iter().any(|part| matches!(part, Argument::Date(_)));
            if is_trusted && has_day && !self.is_to_come(&clause.arguments) && !is_for_another {
                return true;
            }
        }
        false
    }

    fn voucher(&mut self, place: Place, path: &Path) -> Option<DefinitionId> {
        self.refer(place, path, super::refer::Needed { sorts: &[Sort::Human, Sort::Team], phrase: "a human or a team" })
    }

    /// The author of a tool's descriptions, if nobody vouched for them.
    pub(crate) fn publisher_of(&mut self, tool: DefinitionId) -> Option<PrincipalId> {
        if self.is_vouched(tool) {
            return None;
        }
        if let Some(domain) = self.domain_of(tool).filter(|domain| !self.is_trusted(*domain)) {
            return self.thing(domain).principals.first().copied();
        }
        let name = format!("publisher of {}", self.name(tool));
        let found = self
            .base
            .principals
            .iter()
            .zip(0..)
            .find(|(principal, _)| principal.kind == PrincipalKind::Origin && principal.name == name);
        found.map(|(_, id)| PrincipalId(id))
    }
}
