//! Entries: what a call gets done, with whose authority, and what passes.

use crate::finding::Finding;
use crate::model::errors::MISSING_MAKER;
use crate::model::lower::arguments::{clause, clauses_of, condition, enforcer_of, first_word, has};
use crate::model::lower::claims::Enforcement;
use crate::model::lower::condition::Term;
use crate::model::lower::context::Lowering;
use crate::model::lower::decided::{Doing, Settled};
use crate::model::lower::expand::Parameters;
use crate::model::lower::permission::Wanted;
use crate::model::lower::refer::Needed;
use crate::model::{
    AuthoritySource, ClaimKind, DeclaredFact, EntryId, LeafId, Passing, PrincipalId, PrincipalKind, SourceId,
};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::Statement;

const ENTRY: Needed<'static> = Needed {
    sorts: &[Sort::Entry, Sort::Agent, Sort::Blueprint, Sort::Tool, Sort::Service],
    phrase: "an entry that is called",
};

const MAKER: Needed<'static> = Needed {
    sorts: &[Sort::Human, Sort::Origin, Sort::Service],
    phrase: "whoever made it: a human, an origin or a service",
};

impl Lowering<'_> {
    /// Reads every declared entry. The `start` that an agent has without saying so takes and gives text.
    pub(crate) fn add_entries(&mut self) {
        for id in self.all(Sort::Entry) {
            if let Some(statement) = self.statement(id) {
                for entry in self.thing(id).entries.clone() {
                    self.add_entry(id, entry, statement);
                }
            }
        }
    }

    fn add_entry(&mut self, id: DefinitionId, entry: EntryId, statement: &Statement) {
        let takes = self.passing(id, entry, statement, "takes");
        let gives = self.passing(id, entry, statement, "gives");
        self.add_authority(id, entry, statement);
        let declared = &mut self.base.entries[entry.index()];
        (declared.takes, declared.gives) = (takes, gives);
        declared.records_caller = clauses_of(statement, "records").any(|clause| has(&clause.arguments, "caller"));
        self.add_performed(id, entry, statement);
        self.add_called(id, entry, statement);
    }

    fn is_agents(&self, entry: EntryId) -> bool {
        self.base.is_agent(self.base.entry(entry).owner)
    }

    fn passing(&mut self, id: DefinitionId, entry: EntryId, statement: &Statement, head: &str) -> Passing {
        let name = self.base.entry(entry).name.clone();
        let Some(said) = clause(statement, head) else {
            let what = format!("what entry `{}` {head}", self.name(id));
            self.unknown(statement.head.span, what, "text");
            return Passing::Text;
        };
        match first_word(&said.arguments) {
            Some("nothing" | "none") => Passing::Nothing,
            Some("structured") => {
                let owner = self.base.entry(entry).owner;
                let named = enforcer_of(said, Some(statement));
                let domains = self.base.principal(owner).domains.clone();
                let place = self.place(id);
                let own = !matches!(self.base.principal(owner).kind, PrincipalKind::Agent { .. });
                let enforcement = if named.is_none() && own && self.default_enforcers(&domains).is_none() {
                    // The service or tool that runs the entry checks what passes.
                    Enforcement { enforcers: vec![owner], void: None }
                } else {
                    let restricted = if own { Vec::new() } else { vec![owner] };
                    self.enforcement(place, named, &domains, &restricted)
                };
                let what = if head == "takes" { "input" } else { "output" };
                let title = format!("the structured {what} of entry `{name}`");
                let source = self.source_of(said);
                Passing::Structured(self.claim(title, ClaimKind::Structured, Vec::new(), enforcement, source))
            }
            Some("unknown") => {
                self.unknown(said.span, format!("what entry `{}` {head}", self.name(id)), "text");
                Passing::Text
            }
            _ => Passing::Text,
        }
    }

    fn add_authority(&mut self, id: DefinitionId, entry: EntryId, statement: &Statement) {
        let said = clause(statement, "authority");
        let authority = match said.and_then(|clause| first_word(&clause.arguments)) {
            Some("own") => AuthoritySource::Own,
            Some("caller") => AuthoritySource::Caller,
            Some("both") => AuthoritySource::Both,
            Some("maker") => match self.maker_of(id) {
                Some(maker) => AuthoritySource::Maker(maker),
                None => return,
            },
            _ => {
                // What an agent does is its own doing; whoever runs a tool can do it with any authority.
                if !self.is_agents(entry) {
                    let what = format!("with whose authority entry `{}` acts", self.name(id));
                    self.unknown(statement.head.span, what, "its own");
                }
                AuthoritySource::Own
            }
        };
        let narrow = matches!(authority, AuthoritySource::Caller | AuthoritySource::Both);
        if let Some(said) = said.filter(|_| narrow && self.is_agents(entry)) {
            let owner = self.base.entry(entry).owner;
            let domains = self.base.principal(owner).domains.clone();
            let enforcement = self.enforcement(self.place(id), enforcer_of(said, Some(statement)), &domains, &[owner]);
            let title = format!("the caller-only authority of entry `{}`", self.base.entry(entry).name);
            let source = self.source_of(said);
            let claim = self.claim(title, ClaimKind::CallerOnly, Vec::new(), enforcement, source);
            self.base.entries[entry.index()].caller_only = Some(claim);
        }
        self.base.entries[entry.index()].authority = authority;
    }

    /// Whoever `maker` names in the entry's tool or service, or in the workflow around it.
    fn maker_of(&mut self, id: DefinitionId) -> Option<PrincipalId> {
        let mut around = self.definition(id).parent;
        while let Some(owner) = around {
            let named = self.statement(owner).and_then(|statement| clause(statement, "maker"));
            if let Some(path) =
                named.and_then(|clause| super::arguments::first_paths(&clause.arguments).first().copied())
            {
                let maker = self.refer(self.place(owner), path, MAKER)?;
                return self.thing(maker).principals.first().copied();
            }
            around = self.definition(owner).parent;
        }
        let span = self.statement(id).and_then(|statement| clause(statement, "authority")).map(|clause| clause.span);
        let span = span.unwrap_or(self.definition(id).span);
        let message = format!("entry `{}` acts with its maker's authority, but nobody made it", self.name(id));
        let finding = Finding::new(&MISSING_MAKER, span, message).here("whose authority is that?");
        self.report(finding.help("add `maker NAME` to the tool or the workflow"));
        None
    }

    fn add_performed(&mut self, id: DefinitionId, entry: EntryId, statement: &Statement) {
        let place = self.place(id);
        let owner = self.base.entry(entry).owner;
        let is_unknown = |clause: &Statement| first_word(&clause.arguments) == Some("unknown");
        let mut is_known = clauses_of(statement, "calls").next().is_some();
        for said in clauses_of(statement, "performs") {
            is_known |= !is_unknown(said);
            let Some(wanted) = Wanted::of_arguments(&said.arguments) else { continue };
            let mut expanded = self.expand(place, &wanted);
            self.add_parameters_inside(id, &mut expanded.parameters);
            let Some(terms) = self.terms(place, condition(&said.arguments), &expanded.parameters) else { continue };
            let source = self.source_of(said);
            for permission in expanded.permissions {
                self.performing.entry(permission).or_default().insert(id);
                let settled = self.settled_of_caller(&terms, permission.leaf, owner, source);
                self.settled_fact(&DeclaredFact::Performs { entry, permission }, settled, source);
            }
        }
        let unknown = clauses_of(statement, "performs").find(|clause| is_unknown(clause));
        if (unknown.is_some() || !is_known) && !self.is_agents(entry) {
            let span = unknown.map_or(statement.head.span, |clause| clause.span);
            let what = format!("what entry `{}` performs", self.name(id));
            let unknown = self.unknown(span, what, "anything that its back end may do");
            let source = self.source_of(statement);
            self.assume(DeclaredFact::PerformsAnything { entry }, source, unknown);
        }
    }

    fn add_called(&mut self, id: DefinitionId, entry: EntryId, statement: &Statement) {
        let place = self.place(id);
        let owner = self.base.entry(entry).owner;
        for said in clauses_of(statement, "calls") {
            let mut parameters = Parameters::new();
            self.add_parameters_inside(id, &mut parameters);
            let targets = self.refer_all(place, &said.arguments, ENTRY);
            for target in &targets {
                self.add_parameters_inside(*target, &mut parameters);
            }
            let Some(terms) = self.terms(place, condition(&said.arguments), &parameters) else { continue };
            let source = self.source_of(said);
            for target in targets.iter().flat_map(|target| self.thing(*target).entries.clone()).collect::<Vec<_>>() {
                let leaf = self.base.entry(target).leaf;
                let settled = self.settled_of_caller(&terms, leaf, owner, source);
                self.settled_fact(&DeclaredFact::Calls { entry, target }, settled, source);
            }
        }
    }

    /// Whoever calls it decides whose workflow is meant.
    fn settled_of_caller(
        &mut self,
        terms: &[Term],
        leaf: LeafId,
        owner: PrincipalId,
        source: SourceId,
    ) -> Vec<Settled> {
        self.settled_for(terms, leaf, owner, Doing::permitted(Some(leaf), None), source)
    }
}
