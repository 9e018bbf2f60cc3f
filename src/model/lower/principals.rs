//! Whoever can act, laid out: humans, members of teams, origins, agents and instances of blueprints, services, tools,
//! domains, and publishers that nobody named.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::logic::Conjunction;
use crate::model::errors::CIRCULAR_DECLARATION;
use crate::model::lower::arguments::{after, first_paths, header};
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::gate::Approval;
use crate::model::lower::individuals::{Individuals, copies, suffix};
use crate::model::lower::refer::Needed;
use crate::model::{Plan, Principal, PrincipalId, PrincipalKind};
use crate::names::{DefinitionId, Sort};
use crate::source::Span;
use crate::syntax::ast::Argument;

const MEMBERS: Needed<'static> = Needed { sorts: &[Sort::Human, Sort::Team], phrase: "a human or a team" };

/// A principal before it has a number.
struct Planned {
    name: String,
    definition: DefinitionId,
    kind: PrincipalKind,
    individuals: Individuals,
}

impl Lowering<'_> {
    /// Numbers every principal, and says which of them each definition stands for.
    pub(crate) fn lay_out_principals(&mut self) {
        let quorums = self.quorums_of_teams();
        let mut planned: Vec<Planned> = Vec::new();
        let used: Vec<DefinitionId> = self.names.used().map(|(id, _)| id).collect();
        for id in used {
            self.plan_principals(id, &quorums, &mut planned);
        }
        planned.sort_by(|a, b| a.name.cmp(&b.name));
        for (at, one) in planned.into_iter().enumerate() {
            let id = PrincipalId(number(at));
            let is_publisher = self.sort(one.definition) == Sort::Tool && one.kind == PrincipalKind::Origin;
            if !is_publisher {
                self.thing_mut(one.definition).principals.push(id);
            }
            let source = self.source_of_definition(one.definition);
            let declared = if is_publisher { one.name.clone() } else { self.name(one.definition).to_owned() };
            self.base.principals.push(Principal {
                declared,
                name: one.name,
                kind: one.kind,
                hostile: is_publisher,
                session_subject: false,
                individual: self.subject_is(&one.individuals),
                domains: Vec::new(),
                itself: Vec::new(),
                workflow: self.workflow_of(one.definition),
                source,
            });
            self.individuals_of_principals.push(one.individuals);
        }
        self.lay_out_groups();
    }

    fn workflow_of(&self, id: DefinitionId) -> Option<String> {
        let parent = self.definition(id).parent?;
        (self.sort(parent) == Sort::Workflow).then(|| self.name(parent).to_owned())
    }

    fn plan_principals(&mut self, id: DefinitionId, quorums: &BTreeMap<DefinitionId, u32>, planned: &mut Vec<Planned>) {
        let name = self.name(id).to_owned();
        let mut plan = |name: String, kind: PrincipalKind, individuals: Individuals| {
            planned.push(Planned { name, definition: id, kind, individuals });
        };
        let human = PrincipalKind::Human { reauthors: false };
        let agent = PrincipalKind::Agent { instructable: true, plan: Plan::Free };
        match self.sort(id) {
            Sort::Human => plan(name, human, Individuals::new()),
            Sort::Service => plan(name, PrincipalKind::Service, Individuals::new()),
            Sort::Domain => plan(name, PrincipalKind::Domain, Individuals::new()),
            Sort::Agent => plan(name, agent, Individuals::new()),
            // Two instances, so that one can get what belongs to the other.
            Sort::Blueprint => {
                for instance in 1..=2 {
                    plan(format!("{name}·{instance}"), agent.clone(), Individuals::new());
                }
            }
            Sort::Tool => {
                if self.has_unnamed_publisher(id) {
                    plan(format!("publisher of {name}"), PrincipalKind::Origin, Individuals::new());
                }
                plan(name, PrincipalKind::Tool { publisher: None }, Individuals::new());
            }
            Sort::Origin => {
                for individuals in copies(&self.apart(id).dimensions) {
                    plan(format!("{name}{}", suffix(&individuals)), PrincipalKind::Origin, individuals);
                }
            }
            Sort::Team => {
                let dimensions = self.apart(id).dimensions;
                let members = self.head_count(id).map_or(0, |count| {
                    let wanted = quorums.get(&id).map_or(2, |quorum| quorum.saturating_add(1).max(2));
                    // A team of one has one member, unless there are two individuals to work for.
                    if dimensions.is_empty() { wanted.min(count).max(1) } else { wanted }
                });
                for member in 1..=members {
                    let individual = if member == 1 { 1 } else { 2 };
                    let individuals = dimensions.iter().map(|dimension| (dimension.clone(), individual)).collect();
                    plan(format!("{name}·{member}"), human.clone(), individuals);
                }
            }
            _ => {}
        }
    }

    /// `of 140`
    fn head_count(&self, id: DefinitionId) -> Option<u32> {
        match header(self.statement(id)?, "of")?.first() {
            Some(Argument::Number(count)) => Some(u32::try_from(count.value.max(1)).unwrap_or(u32::MAX)),
            _ => None,
        }
    }

    /// For each team that approves, by itself or within another one, the largest quorum it is asked for.
    fn quorums_of_teams(&self) -> BTreeMap<DefinitionId, u32> {
        let mut quorums: BTreeMap<DefinitionId, u32> = BTreeMap::new();
        for gate in self.all(Sort::Gate) {
            let Some(approval) = self.statement(gate).and_then(Approval::of) else { continue };
            let mut waiting = self.teams_among(gate, approval.who);
            while let Some(team) = waiting.pop() {
                let known = quorums.entry(team).or_default();
                if *known < approval.quorum {
                    *known = approval.quorum;
                    let members = self.statement(team).and_then(|statement| header(statement, "of"));
                    waiting.extend(self.teams_among(team, members.unwrap_or_default()));
                }
            }
        }
        quorums
    }

    fn teams_among(&self, named_in: DefinitionId, arguments: &[Argument]) -> Vec<DefinitionId> {
        let paths = arguments.first().map(Argument::paths).unwrap_or_default().into_iter();
        let found = paths.filter_map(|path| self.names.resolve(self.place(named_in), path, Sort::Team.space()).ok());
        found.filter(|id| self.sort(*id) == Sort::Team).collect()
    }

    /// Teams of named members, and workflows, stand for others.
    fn lay_out_groups(&mut self) {
        let mut finished = BTreeSet::new();
        for team in self.all(Sort::Team) {
            self.lay_out_team(team, &mut finished);
        }
        for workflow in self.all(Sort::Workflow) {
            let mut agents = Vec::new();
            for inner in self.names.inside(workflow) {
                if matches!(self.sort(inner), Sort::Agent | Sort::Blueprint) {
                    agents.extend(self.thing(inner).principals.iter().copied());
                }
            }
            agents.sort_unstable();
            self.thing_mut(workflow).principals = agents;
        }
    }

    /// Members of a team are known before the team is: those who are teams themselves come first. A stack of our own, since
    /// nobody limits how long a chain of teams is.
    fn lay_out_team(&mut self, team: DefinitionId, finished: &mut BTreeSet<DefinitionId>) {
        let mut open: Vec<DefinitionId> = vec![team];
        while let Some(team) = open.last().copied() {
            if self.head_count(team).is_some() || finished.contains(&team) {
                finished.insert(team);
                open.pop();
                continue;
            }
            let mut members = Vec::new();
            let mut waits_for = None;
            for (id, span) in self.direct_members(team) {
                if self.sort(id) == Sort::Team && open.contains(&id) {
                    let message = format!("team `{}` would be a member of itself", self.name(id));
                    self.report(Finding::new(&CIRCULAR_DECLARATION, span, message).here("leads back to the team"));
                } else if self.sort(id) == Sort::Team && !finished.contains(&id) {
                    waits_for = Some(id);
                } else {
                    members.extend(self.thing(id).principals.iter().copied());
                }
            }
            if let Some(id) = waits_for {
                open.push(id);
                continue;
            }
            members.sort_unstable();
            members.dedup();
            self.thing_mut(team).principals = members;
            finished.insert(team);
            open.pop();
        }
    }

    fn direct_members(&mut self, team: DefinitionId) -> Vec<(DefinitionId, Span)> {
        let Some(statement) = self.statement(team) else { return Vec::new() };
        let place = self.place(team);
        let named = first_paths(header(statement, "of").unwrap_or_default());
        named.into_iter().filter_map(|path| Some((self.refer(place, path, MEMBERS)?, path.span))).collect()
    }

    /// `subject.DIMENSION = i` for each individual that a principal belongs to.
    pub(crate) fn individual_of(&self, id: PrincipalId) -> &Conjunction {
        &self.base.principal(id).individual
    }

    /// The arguments behind a small word of a declaration's header.
    pub(crate) fn header_of(&self, id: DefinitionId, small: &str) -> Option<&[Argument]> {
        after(self.statement(id)?.arguments.get(1..)?, small)
    }

    /// Every definition of these sorts with at least one principal.
    pub(crate) fn actors(&self, sorts: &[Sort]) -> BTreeSet<DefinitionId> {
        sorts.iter().flat_map(|sort| self.all(*sort)).collect()
    }
}
