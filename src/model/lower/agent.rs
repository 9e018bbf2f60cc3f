//! Agents and blueprints: whether text steers them, whether they keep to a plan, and the most they can receive. Tools:
//! whose text their descriptions are.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::model::errors::CONDITIONAL_CEILING;
use crate::model::lower::arguments::{after, clause, clauses, enforced_by, enforcer_of, first_word, value};
use crate::model::lower::context::Lowering;
use crate::model::{Ceiling, ClaimKind, DeclaredFact, LeafKind, Permission, Plan, PrincipalId, PrincipalKind, When};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::{Clause, Modifier, Statement};

impl Lowering<'_> {
    /// Reads what agents are, and who writes the descriptions of tools.
    pub(crate) fn add_agents(&mut self) {
        for id in self.actors(&[Sort::Agent, Sort::Blueprint]) {
            let Some(statement) = self.statement(id) else { continue };
            let instructable = self.is_instructable(id, statement);
            for principal in self.thing(id).principals.clone() {
                let plan = self.plan_of(id, principal, statement);
                self.base.principals[principal.index()].kind = PrincipalKind::Agent { instructable, plan };
                self.add_ceiling(id, principal, statement);
                self.add_shared_context(id, principal, statement);
            }
        }
        for id in self.all(Sort::Tool) {
            let publisher = self.publisher_of(id);
            self.note_unsaid_pin(id);
            for principal in self.thing(id).principals.clone() {
                self.base.principals[principal.index()].kind = PrincipalKind::Tool { publisher };
            }
        }
    }

    fn note_unsaid_pin(&mut self, id: DefinitionId) {
        let Some(statement) = self.statement(id) else { return };
        if clause(statement, "pin").is_none() || value(statement, "pin") == Some("unknown") {
            let what = format!("the version of tool `{}`", self.name(id));
            self.unknown(statement.head.span, what, "whatever its publisher ships");
        }
    }

    fn is_instructable(&mut self, id: DefinitionId, statement: &Statement) -> bool {
        match value(statement, "instructable") {
            Some("no") => false,
            Some("yes") => true,
            _ => {
                let what = format!("whether text can steer {} `{}`", self.sort(id).noun(), self.name(id));
                self.unknown(statement.head.span, what, "it can");
                true
            }
        }
    }

    fn plan_of(&mut self, id: DefinitionId, principal: PrincipalId, statement: &Statement) -> Plan {
        let Some(said) = clause(statement, "plan") else {
            let what = format!("the plan of {} `{}`", self.sort(id).noun(), self.name(id));
            self.unknown(statement.head.span, what, "anything it may do, in any order");
            return Plan::Free;
        };
        if first_word(&said.arguments) != Some("fixed") {
            return Plan::Free;
        }
        let domains = self.base.principal(principal).domains.clone();
        let named = enforcer_of(said, Some(statement));
        let enforcement = self.enforcement(self.place(id), named, &domains, &[principal]);
        let title = format!("the fixed plan of `{}`", self.base.principal(principal).name);
        let source = self.source_of(said);
        Plan::Fixed(self.claim(title, ClaimKind::Plan, Vec::new(), enforcement, source))
    }

    fn add_ceiling(&mut self, id: DefinitionId, principal: PrincipalId, statement: &Statement) {
        let Some(said) = clause(statement, "ceiling") else { return };
        if first_word(&said.arguments) == Some("unknown") {
            return;
        }
        let place = self.place(id);
        let mut allowed: BTreeSet<Permission> = BTreeSet::new();
        for inner in clauses(said) {
            let Clause::Permission(permission) = inner else { continue };
            for modifier in &permission.modifiers {
                if let Modifier::When(condition) | Modifier::Unless(condition) = modifier {
                    let finding = Finding::new(&CONDITIONAL_CEILING, condition.span(), "a ceiling has no conditions")
                        .here("the condition is ignored")
                        .help("put it on the delegation or the grant");
                    self.report(finding);
                }
            }
            let plain = crate::syntax::ast::PermissionClause { modifiers: Vec::new(), ..permission.clone() };
            allowed.extend(self.read_grant(place, &plain).into_iter().flat_map(|read| read.expanded.permissions));
        }
        let domains = self.base.principal(principal).domains.clone();
        let named = after(&said.arguments, "enforced")
            .and_then(|rest| after(rest, "by"))
            .or_else(|| enforced_by(clauses(said)));
        let enforcement = self.enforcement(place, named, &domains, &[principal]);
        let title = format!("the ceiling of `{}`", self.base.principal(principal).name);
        let source = self.source_of(said);
        let claim = self.claim(title, ClaimKind::Ceiling, Vec::new(), enforcement, source);
        self.base.ceilings.insert(principal, Ceiling { claim, allowed });
    }

    /// All runs of an agent that is `instances one shared` share what any of them knows, like the users of a model that
    /// trains on what it is sent.
    fn add_shared_context(&mut self, id: DefinitionId, actor: PrincipalId, statement: &Statement) {
        if !self.shares_context(id) {
            return;
        }
        let name = format!("shared context of {}", self.name(id));
        let is_it = |leaf: &crate::model::Leaf| leaf.kind == LeafKind::Model && leaf.name == name;
        let Some(place) = self.base.leaves.iter().position(is_it) else { return };
        let model = crate::model::LeafId(super::context::number(place));
        let source = self.source_of_clause(statement, "instances");
        self.fact(DeclaredFact::Infers { actor, model, through: None }, When::always(), source);
        self.fact(DeclaredFact::Trains { model }, When::always(), source);
    }
}
