//! Who or what starts agents, and on whose account they then run.

use std::collections::BTreeSet;

use crate::model::lower::arguments::{after, clauses_of, first_word};
use crate::model::lower::built_in::Initiator;
use crate::model::lower::condition::Term;
use crate::model::lower::context::Lowering;
use crate::model::lower::refer::{PRINCIPAL, RESOURCE};
use crate::model::{
    DeclaredFact, Depth, EntryId, Permission, PrincipalId, PrincipalKind, Session, SourceId, VerbKind, When,
};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::Statement;

/// Who may call or spawn whom.
pub(crate) type Callings = BTreeSet<(PrincipalId, PrincipalId)>;

impl Lowering<'_> {
    /// Reads every `started`, of a workflow or of one agent. An agent that nobody starts and nobody may call runs by
    /// itself, as far as anybody knows.
    pub(crate) fn add_starts(&mut self) {
        let mut started: BTreeSet<PrincipalId> = BTreeSet::new();
        let callings = self.callings();
        for id in self.actors(&[Sort::Workflow, Sort::Agent, Sort::Blueprint]) {
            let Some(statement) = self.statement(id) else { continue };
            for clause in clauses_of(statement, "started") {
                let agents = if self.sort(id) == Sort::Workflow { self.first_agents(id, &callings) } else { vec![id] };
                for agent in agents {
                    started.extend(self.thing(agent).principals.iter().copied());
                    self.add_start(id, agent, clause);
                }
            }
        }
        let called: BTreeSet<PrincipalId> = self.callings().into_iter().map(|(_, callee)| callee).collect();
        for id in self.actors(&[Sort::Agent, Sort::Blueprint]) {
            for agent in self.thing(id).principals.clone() {
                if !started.contains(&agent) && !called.contains(&agent) {
                    self.assume_unattended(id, agent);
                }
            }
        }
    }

    fn assume_unattended(&mut self, id: DefinitionId, agent: PrincipalId) {
        let Some(statement) = self.statement(id) else { return };
        self.started.entry(agent).or_default().extend(Initiator::ALL);
        let what = format!("what starts {} `{}`", self.sort(id).noun(), self.name(id));
        let unknown = self.unknown(statement.head.span, what, "it runs by itself");
        self.unsaid_starts.insert(agent, unknown);
        let source = self.source_of(statement);
        self.assume(DeclaredFact::Session { agent, session: Session::Unattended }, source, unknown);
    }

    /// Every grant to call or spawn an agent: who, and whom.
    pub(crate) fn callings(&self) -> Callings {
        let mut callings = Callings::new();
        for declared in &self.base.facts {
            let DeclaredFact::Grant { actor, permission, .. } = &declared.fact else { continue };
            let kind = self.base.kind(permission.verb);
            let entry = self.base.leaf(permission.leaf).entry;
            if let (VerbKind::Invoke | VerbKind::Spawn, Some(entry)) = (kind, entry) {
                callings.insert((*actor, self.base.entry(entry).owner));
            }
        }
        callings
    }

    /// The agents of a workflow that no other agent of it may call or spawn; all of them if none is left.
    fn first_agents(&self, workflow: DefinitionId, callings: &Callings) -> Vec<DefinitionId> {
        let is_agent = |id: &DefinitionId| matches!(self.sort(*id), Sort::Agent | Sort::Blueprint);
        let mut agents: Vec<DefinitionId> = self.names.inside(workflow).filter(is_agent).collect();
        agents.sort_unstable();
        let of = |id: DefinitionId| &self.thing(id).principals;
        let is_called = |callee: &DefinitionId| {
            let callers = agents.iter().filter(|caller| *caller != callee).flat_map(|caller| of(*caller));
            callers.into_iter().any(|caller| of(*callee).iter().any(|one| callings.contains(&(*caller, *one))))
        };
        let first: Vec<DefinitionId> = agents.iter().copied().filter(|agent| !is_called(agent)).collect();
        if first.is_empty() { agents } else { first }
    }

    fn add_start(&mut self, said_by: DefinitionId, agent: DefinitionId, clause: &Statement) {
        let place = self.place(said_by);
        let by = after(&clause.arguments, "by").unwrap_or(&clause.arguments);
        let source = self.source_of(clause);
        let entries = self.thing(agent).entries.clone();
        match first_word(by) {
            Some("schedule") => self.start_unattended(&entries, Initiator::Schedule, source),
            Some("event") => {
                let leaves = self.leaves(place, after(by, "on").unwrap_or_default(), RESOURCE);
                for entry in &entries {
                    for leaf in &leaves {
                        let fact = DeclaredFact::Trigger { leaf: *leaf, entry: *entry };
                        self.fact(fact, When::always(), source);
                    }
                }
                self.start_unattended(&entries, Initiator::Event, source);
            }
            Some("unknown") => {
                let what = format!("what starts `{}`", self.name(said_by));
                let unknown = self.unknown(clause.span, what, "it runs by itself");
                for entry in entries {
                    let agent = self.base.entry(entry).owner;
                    self.started.entry(agent).or_default().extend(Initiator::ALL);
                    self.unsaid_starts.insert(agent, unknown);
                    let fact = DeclaredFact::Session { agent, session: Session::Unattended };
                    self.assume(fact, source, unknown);
                }
                // Somebody else may start it as well, and on whose account it runs then is not known either.
                self.leave_open(clause.span, "`started`", "is not known");
            }
            _ => {
                let starters = self.who(place, by, PRINCIPAL);
                self.start_by(&starters, &entries, source);
            }
        }
    }

    fn start_unattended(&mut self, entries: &[EntryId], by: Initiator, source: SourceId) {
        for entry in entries {
            let agent = self.base.entry(*entry).owner;
            self.started.entry(agent).or_default().insert(by);
            self.fact(DeclaredFact::Session { agent, session: Session::Unattended }, When::always(), source);
        }
    }

    /// `started by WHO` lets them call it; a human or an outsider then has a session of their own.
    fn start_by(&mut self, starters: &[PrincipalId], entries: &[EntryId], source: SourceId) {
        let verb = self.own_verb(VerbKind::Invoke);
        for entry in entries {
            let (agent, leaf) = (self.base.entry(*entry).owner, self.base.entry(*entry).leaf);
            for starter in starters.iter().copied().filter(|starter| *starter != agent) {
                let permission = Permission { verb, leaf };
                self.grant(starter, &[permission], &[Term::always()], Depth::Unlimited, source);
                let kind = &self.base.principal(starter).kind;
                if matches!(kind, PrincipalKind::Human { .. } | PrincipalKind::Origin) {
                    let session = Session::Of(starter);
                    self.fact(DeclaredFact::Session { agent, session }, When::always(), source);
                }
            }
        }
    }

    /// Sessions can be on the account of every origin, and of every human who may call an agent.
    pub(crate) fn mark_session_subjects(&mut self) {
        let callers: BTreeSet<PrincipalId> = self
            .callings()
            .into_iter()
            .filter(|(_, callee)| self.base.is_agent(*callee))
            .map(|(caller, _)| caller)
            .collect();
        for (principal, number) in self.base.principals.iter_mut().zip(0..) {
            principal.session_subject = match principal.kind {
                PrincipalKind::Origin => true,
                PrincipalKind::Human { .. } => callers.contains(&PrincipalId(number)),
                _ => false,
            };
        }
    }
}
