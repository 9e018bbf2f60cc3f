//! Grants and prohibitions: conditions settled for each actor and each copy of a leaf.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::logic::{Conjunction, Domain, Set};
use crate::model::errors::{ENDED_GRANT, MISPLACED_CONDITION};
use crate::model::lower::arguments::{clause, clauses, condition, enforced_by};
use crate::model::lower::built_in::BuiltIn;
use crate::model::lower::claims::Enforcement;
use crate::model::lower::condition::{Approvals, Term, both};
use crate::model::lower::context::Lowering;
use crate::model::lower::decided::Doing;
use crate::model::lower::expand::{Expanded, Parameters};
use crate::model::lower::permission::Wanted;
use crate::model::lower::refer::TASK;
use crate::model::{
    Alternative, ClaimKind, DeclaredFact, Depth, Forbid, LeafId, Permission, PrincipalId, SourceId, When, Who,
};
use crate::names::{Place, Sort};
use crate::source::Span;
use crate::syntax::ast::{Action, Condition, Modifier, Number, Path, PermissionClause};

/// What a permission clause says, its names known and its condition typed.
pub(crate) struct Read {
    pub(crate) expanded: Expanded,
    pub(crate) terms: Vec<Term>,
    pub(crate) depth: Option<Depth>,
}

impl Lowering<'_> {
    /// Reads a `may` clause; `None` if it says nothing that counts.
    pub(crate) fn read_grant(&mut self, place: Place, clause: &PermissionClause) -> Option<Read> {
        let expanded = self.expand_action(place, &clause.action);
        let mut terms = vec![Term::always()];
        let mut depth = None;
        for modifier in &clause.modifiers {
            match modifier {
                Modifier::When(condition) => {
                    let more = self.condition(place, condition, &expanded.parameters, Approvals::Asked)?;
                    terms = both(&terms, &more);
                }
                Modifier::During(task) => {
                    let open = self.during(place, task)?;
                    terms = both(&terms, &open);
                }
                Modifier::Until(date) => terms = self.until(&terms, date, clause)?,
                Modifier::Delegable(times, _) => depth = Some(depth_of(times.as_ref())),
                // `unless` stands behind `must not` only.
                Modifier::Unless(_) => {}
            }
        }
        Some(Read { expanded, terms, depth })
    }

    /// While a task is open, which it is only under its own condition.
    fn during(&mut self, place: Place, task: &Path) -> Option<Vec<Term>> {
        let open = self.is_active(place, task, TASK, task.span, None)?;
        let id = self.refer(place, task, TASK)?;
        let opens = self.statement(id).and_then(|statement| clause(statement, "opens"));
        let opens = opens.and_then(|opens| condition(&opens.arguments));
        Some(both(&open, &self.terms(self.place(id), opens, &Parameters::new())?))
    }

    pub(crate) fn expand_action(&mut self, place: Place, action: &Action) -> Expanded {
        match action {
            Action::On(permissions) => {
                let mut all = Expanded::default();
                for permission in permissions {
                    let one = self.expand(place, &Wanted::of(permission));
                    all.extend(one);
                }
                all
            }
            Action::Call(paths) => self.expand_calls(place, paths),
            Action::Spawn(paths) => self.expand_spawns(place, paths),
            // Stands in boundaries only, from which nothing follows.
            Action::Hold(_) => Expanded::default(),
        }
    }

    /// Not after a date; `None` if that is over.
    fn until(&mut self, terms: &[Term], date: &Number, clause: &PermissionClause) -> Option<Vec<Term>> {
        if date.value < self.as_of {
            let finding = Finding::new(&ENDED_GRANT, clause.span, "this permission has ended")
                .label(date.span, "before the date that this check is for")
                .here("counts as if it were not there");
            self.report(finding);
            return None;
        }
        let end = self.dates(Domain::Date.bounds().0, date.value)?;
        Some(both(terms, &[end]))
    }

    /// `now.date` between two days, both included.
    pub(crate) fn dates(&self, from: i64, to: i64) -> Option<Term> {
        let variable = self.attributes.variables.get("now.date")?;
        let condition = Conjunction::constraint(*variable, &Set::interval(from, to), &Domain::Date)?;
        Some(Term { condition, ..Term::always() })
    }

    /// Adds what a permission clause says of these actors.
    pub(crate) fn add_permission(&mut self, place: Place, clause: &PermissionClause, actors: &Who) {
        if clause.forbids {
            self.add_forbid(place, clause, actors);
            return;
        }
        let Some(read) = self.read_grant(place, clause) else { return };
        let source = self.source(clause.span, clause.block.as_ref().map(|block| block.span));
        let actors: Vec<PrincipalId> = match actors {
            Who::Everybody => (0..).take(self.base.principals.len()).map(PrincipalId).collect(),
            Who::Only(actors) => actors.iter().copied().collect(),
        };
        for actor in actors {
            self.grant(actor, &read.expanded.permissions, &read.terms, read.depth.unwrap_or(Depth::Unlimited), source);
        }
    }

    /// Adds a grant for each permission whose condition can hold for the actor.
    pub(crate) fn grant(
        &mut self,
        actor: PrincipalId,
        permissions: &[Permission],
        terms: &[Term],
        depth: Depth,
        source: SourceId,
    ) {
        for permission in permissions {
            let settled = self.settled(terms, permission.leaf, actor, source);
            self.settled_fact(&DeclaredFact::Grant { actor, permission: *permission, depth }, settled, source);
        }
    }

    /// The constraints of a term at one copy of a leaf.
    pub(crate) fn at_leaf(&self, term: &Term, leaf: LeafId) -> Option<Conjunction> {
        let individuals = &self.individuals_of_leaves[leaf.index()];
        let partitions = &self.partitions[leaf.index()];
        let bound = term.same.iter().chain(partitions);
        let bound = bound.filter_map(|dimension| Some((dimension.clone(), *individuals.get(dimension)?))).collect();
        term.condition.and(&self.subject_is(&bound))
    }

    /// `must not`: cut from whoever is recorded or accountable. The resource enforces it; somebody else can be named.
    fn add_forbid(&mut self, place: Place, clause: &PermissionClause, who: &Who) {
        let expanded = self.expand_action(place, &clause.action);
        let Some(lifted) = self.lifted(place, &clause.modifiers, &expanded.parameters) else { return };
        let mut by_condition: BTreeMap<(Option<PrincipalId>, When), BTreeSet<Permission>> = BTreeMap::new();
        for actor in self.told_apart(&lifted, who) {
            for permission in &expanded.permissions {
                let doing = Doing { leaf: Some(permission.leaf), actor, is_recorded: true };
                let lifting = self.lifting(&lifted, permission.leaf, doing, clause.span);
                by_condition.entry((actor, lifting)).or_default().insert(*permission);
            }
        }
        if by_condition.is_empty() {
            return;
        }
        let source = self.source(clause.span, clause.block.as_ref().map(|block| block.span));
        let enforcers = self.named_enforcers(place, clause);
        let name = format!("`{}`", self.base.sources[source.index()].text);
        let enforcement = Enforcement { enforcers, void: None };
        let claim = self.claim(name, ClaimKind::Forbid, Vec::new(), enforcement, source);
        for ((actor, lifted), permissions) in by_condition {
            let who = actor.map_or_else(|| who.clone(), |actor| Who::Only(BTreeSet::from([actor])));
            self.base.forbids.push(Forbid { claim, who, permissions, lifted });
        }
    }

    /// Those of whom a prohibition has to be read one by one, since their own workflows decide; otherwise all at once.
    fn told_apart(&self, terms: &[Term], who: &Who) -> Vec<Option<PrincipalId>> {
        if !self.mentions(terms, &[BuiltIn::Tier, BuiltIn::Autonomy]) {
            return vec![None];
        }
        match who {
            Who::Everybody => (0..).take(self.base.principals.len()).map(PrincipalId).map(Some).collect(),
            Who::Only(some) => some.iter().copied().map(Some).collect(),
        }
    }

    fn named_enforcers(&mut self, place: Place, clause: &PermissionClause) -> Vec<PrincipalId> {
        let own = clause.block.as_ref().and_then(|block| enforced_by(&block.clauses));
        let around = || {
            let access = place.block.filter(|id| self.sort(*id) == Sort::Access)?;
            enforced_by(clauses(self.statement(access)?))
        };
        let named = own.or_else(around);
        named.map(|named| self.enforcing_principals(place, named)).unwrap_or_default()
    }

    /// When a prohibition does not apply: outside its `when`, and within its `unless`. `None` if that is wrong.
    fn lifted(&mut self, place: Place, modifiers: &[Modifier], parameters: &Parameters) -> Option<Vec<Term>> {
        let mut lifted = Vec::new();
        for modifier in modifiers {
            match modifier {
                Modifier::When(condition) => lifted.extend(self.complement(place, condition, parameters)?),
                Modifier::Unless(condition) => {
                    lifted.extend(self.condition(place, condition, parameters, Approvals::Asked)?);
                }
                Modifier::Until(date) => {
                    let after = self.dates(date.value.saturating_add(1), Domain::Date.bounds().1);
                    lifted.extend(after);
                }
                Modifier::During(task) => {
                    let finding = Finding::new(&MISPLACED_CONDITION, task.span, "a prohibition has no task")
                        .here("stands behind `must not`")
                        .help("write `must not ... unless active(TASK)`");
                    self.report(finding);
                    return None;
                }
                Modifier::Delegable(..) => {}
            }
        }
        Some(lifted)
    }

    /// When a prohibition does not apply. Whoever does not say enough is forbidden what they might be.
    fn lifting(&mut self, terms: &[Term], leaf: LeafId, doing: Doing, span: Span) -> When {
        let mut alternatives = BTreeSet::new();
        for term in terms {
            let condition = self.without_partitions(term, leaf);
            let Some(decided) = condition.and_then(|condition| self.decided(&condition, doing)) else { continue };
            if let Some(unsaid) = decided.unsaid {
                self.leave_open(span, &unsaid, "is not known");
                continue;
            }
            // The requester is read as whoever is recorded.
            let approvals = term.approvals.iter().map(|gate| (*gate, PrincipalId(0))).collect();
            alternatives.insert(Alternative { condition: decided.condition, approvals });
        }
        When { alternatives: alternatives.into_iter().collect() }
    }

    /// The same but for what binds access to a part of a partitioned store.
    pub(crate) fn without_partitions(&self, term: &Term, leaf: LeafId) -> Option<Conjunction> {
        let individuals = &self.individuals_of_leaves[leaf.index()];
        let bound = term.same.iter().filter_map(|dimension| Some((dimension.clone(), *individuals.get(dimension)?)));
        term.condition.and(&self.subject_is(&bound.collect()))
    }

    /// Reads the condition behind a general clause: `true` where there is none, `None` where it is wrong.
    pub(crate) fn terms(
        &mut self,
        place: Place,
        condition: Option<&Condition>,
        parameters: &Parameters,
    ) -> Option<Vec<Term>> {
        match condition {
            Some(condition) => self.condition(place, condition, parameters, Approvals::Asked),
            None => Some(vec![Term::always()]),
        }
    }
}

fn depth_of(times: Option<&Number>) -> Depth {
    match times {
        Some(times) => Depth::Limited(u32::try_from(times.value.max(0)).unwrap_or(u32::MAX)),
        None => Depth::Unlimited,
    }
}
