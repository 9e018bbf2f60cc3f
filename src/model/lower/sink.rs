//! Sinks: who reads what arrives there, and where it goes on to.

use crate::model::lower::arguments::{after, clauses_of};
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::individuals::agree;
use crate::model::lower::refer::{Needed, PRINCIPAL};
use crate::model::{DeclaredFact, LeafId, PrincipalId, PrincipalKind, SourceId, UnknownId, When};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::Statement;

const ONWARD: Needed<'static> =
    Needed { sorts: &[Sort::Sink, Sort::Store, Sort::Part, Sort::Log], phrase: "a sink or store that it goes on to" };

impl Lowering<'_> {
    /// Reads every sink.
    pub(crate) fn add_sinks(&mut self) {
        for id in self.all(Sort::Sink) {
            let Some(statement) = self.statement(id) else { continue };
            self.add_audience_of_kind(id, statement);
            self.add_readers(id, statement, "readable");
            let place = self.place(id);
            for said in clauses_of(statement, "forwards") {
                let through = self.through(place, &said.arguments);
                let targets = after(&said.arguments, "to").unwrap_or_default();
                let to = self.leaves(place, targets, ONWARD);
                let from = self.thing(id).leaves.clone();
                self.add_flows(&from, &to, through, said);
            }
        }
    }

    /// `public`: every outsider and untrusted domain. `internal`: every human. `named`: whoever is named. `subject`: the
    /// subject of the session, which the leaf itself says.
    fn add_audience_of_kind(&mut self, id: DefinitionId, statement: &Statement) {
        let source = self.source_of(statement);
        let (is_internal, assumed): (bool, Option<UnknownId>) = match self.kind_word(id) {
            Some("subject" | "named") => return,
            Some("internal") => (true, None),
            Some("public") => (false, None),
            _ => {
                let what = format!("who reads sink `{}`", self.name(id));
                (false, Some(self.unknown(statement.head.span, what, "everybody")))
            }
        };
        let everybody = (0..number(self.base.principals.len())).map(PrincipalId);
        let readers: Vec<PrincipalId> = everybody
            .filter(|reader| {
                let principal = self.base.principal(*reader);
                match principal.kind {
                    PrincipalKind::Human { .. } => is_internal,
                    PrincipalKind::Origin => !is_internal,
                    PrincipalKind::Domain => !is_internal && principal.hostile,
                    _ => false,
                }
            })
            .collect();
        self.add_audience(id, &readers, source, assumed);
    }

    /// `readable by WHO`
    pub(crate) fn add_readers(&mut self, id: DefinitionId, statement: &Statement, head: &str) {
        for said in clauses_of(statement, head) {
            let source = self.source_of(said);
            let named = after(&said.arguments, "by").unwrap_or_default();
            let readers = self.who(self.place(id), named, PRINCIPAL);
            self.add_audience(id, &readers, source, None);
        }
    }

    /// Each reader reads the copies that can be theirs.
    fn add_audience(
        &mut self,
        id: DefinitionId,
        readers: &[PrincipalId],
        source: SourceId,
        assumed: Option<UnknownId>,
    ) {
        for leaf in self.thing(id).leaves.clone() {
            for reader in readers {
                if !self.belongs(leaf, *reader) {
                    continue;
                }
                let fact = DeclaredFact::Audience { leaf, reader: *reader };
                match assumed {
                    Some(unknown) => self.assume(fact, source, unknown),
                    None => self.fact(fact, When::always(), source),
                }
            }
        }
    }

    /// Whether a copy of a leaf can be an individual's: equal in every dimension that both are kept apart by.
    pub(crate) fn belongs(&self, leaf: LeafId, principal: PrincipalId) -> bool {
        agree(&self.individuals_of_leaves[leaf.index()], &self.individuals_of_principals[principal.index()])
    }
}
