//! Models and logs: what is sent to them, and what becomes of it there.

use crate::model::lower::arguments::{clause, first_word};
use crate::model::lower::context::Lowering;
use crate::model::{DeclaredFact, LeafId, When};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::Statement;

impl<'a> Lowering<'a> {
    /// Reads every model and log.
    pub(crate) fn add_models_and_logs(&mut self) {
        for id in self.all(Sort::Model) {
            let Some(statement) = self.statement(id) else { continue };
            for model in self.thing(id).leaves.clone() {
                self.add_training(id, model, statement);
            }
        }
        for id in self.all(Sort::Log) {
            if let Some(statement) = self.statement(id) {
                self.add_readers(id, statement, "read");
            }
        }
    }

    /// A model trains on what it is sent unless its contract, or that of its domain, says that it does not.
    fn add_training(&mut self, id: DefinitionId, model: LeafId, statement: &Statement) {
        match self.said_training(id) {
            Some(("no", _)) => {}
            Some(("yes", said)) => {
                let source = self.source_of(said);
                self.fact(DeclaredFact::Trains { model }, When::always(), source);
            }
            _ => {
                let what = format!("the training of model `{}`", self.name(id));
                let unknown = self.unknown(statement.head.span, what, "trains on what it is sent");
                let source = self.source_of(statement);
                self.assume(DeclaredFact::Trains { model }, source, unknown);
            }
        }
    }

    /// What the contract of a model says, otherwise that of the innermost domain around it that says anything.
    fn said_training(&mut self, id: DefinitionId) -> Option<(&'a str, &'a Statement)> {
        let domains = self.domains_of(id).into_iter().filter_map(|domain| self.domain_definition(domain));
        let around: Vec<DefinitionId> = std::iter::once(id).chain(domains).collect();
        let mut contracts = around.into_iter().filter_map(|id| clause(self.statement(id)?, "contract"));
        let said = contracts.find_map(|contract| clause(contract, "training"))?;
        first_word(&said.arguments).map(|word| (word, said))
    }
}
