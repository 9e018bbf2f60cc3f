//! Delegations: what somebody hands on, how, and until when.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::logic::{Conjunction, Domain, Set};
use crate::model::errors::{ENDED_GRANT, MISPLACED_CONDITION};
use crate::model::lower::arguments::{after, clause, condition, first_paths, first_word, header, permissions, value};
use crate::model::lower::built_in::BuiltIn;
use crate::model::lower::condition::{Term, both};
use crate::model::lower::context::Lowering;
use crate::model::lower::decided::Doing;
use crate::model::lower::expand::Parameters;
use crate::model::lower::refer::PRINCIPAL;
use crate::model::lower::start::Callings;
use crate::model::{Between, DeclaredFact, Depth, PrincipalId, UnknownId};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Statement};

/// How a delegation works.
struct How {
    impersonating: bool,
    offline: bool,
    assumed: Option<UnknownId>,
}

/// Whether somebody starts somebody else, or whoever calls them.
fn sets_going(callings: &Callings, from: PrincipalId, to: PrincipalId) -> bool {
    let (mut reached, mut waiting) = (BTreeSet::from([from]), vec![from]);
    while let Some(one) = waiting.pop() {
        let called = callings.range((one, PrincipalId(0))..).take_while(|(caller, _)| *caller == one);
        waiting.extend(called.map(|(_, callee)| *callee).filter(|callee| reached.insert(*callee)));
    }
    reached.contains(&to)
}

impl Lowering<'_> {
    /// Reads every delegation.
    pub(crate) fn add_delegations(&mut self) {
        for id in self.all(Sort::Delegation) {
            if let Some(statement) = self.statement(id) {
                self.add_delegation(id, statement);
            }
        }
        for id in self.all(Sort::DelegationRule) {
            if let Some(statement) = self.statement(id) {
                self.parties(id, statement);
            }
        }
    }

    /// What is handed on while the giver is there gives nothing for certain to an agent that the giver does not set going,
    /// directly or by whatever that calls.
    pub(crate) fn doubt_absent_givers(&mut self) {
        let callings = self.callings();
        let mut doubted = Vec::new();
        for (declared, number) in self.base.facts.iter().zip(0..) {
            if let DeclaredFact::Delegates { from, to, offline: false, .. } = declared.fact
                && self.base.is_agent(to)
                && declared.assumed.is_none()
                && !sets_going(&callings, from, to)
            {
                let [giver, receiver] = [from, to].map(|one| self.base.principal(one).name.clone());
                let span = self.base.sources[declared.source.index()].span;
                doubted.push((number, span, format!("the presence of `{giver}` while `{receiver}` runs")));
            }
        }
        for (number, span, what) in doubted {
            let unknown = self.unknown(span, what, "given");
            let number: usize = number;
            self.base.facts[number].assumed = Some(unknown);
        }
    }

    /// Who hands on and who receives, as the header says.
    fn parties(&mut self, id: DefinitionId, statement: &Statement) -> Between {
        let place = self.place(id);
        let givers = self.who(place, header(statement, "from").unwrap_or_default(), PRINCIPAL);
        let receivers = self.who(place, header(statement, "to").unwrap_or_default(), PRINCIPAL);
        let between = Between { givers, receivers };
        self.between.insert(id, between.clone());
        between
    }

    fn add_delegation(&mut self, id: DefinitionId, statement: &Statement) {
        let place = self.place(id);
        let Between { givers: from, receivers: to } = self.parties(id, statement);
        let Some(window) = self.lifetime(place, statement) else { return };
        let window = both(&window, &self.handed_on_for(place, statement));
        let depth = delegated_depth(statement);
        let ways = self.ways(id, statement);
        for forbidden in permissions(statement).filter(|clause| clause.forbids) {
            let message = "a delegation hands on and forbids nothing";
            let finding = Finding::new(&MISPLACED_CONDITION, forbidden.span, message).here("in a delegation");
            self.report(finding.help("write it in the declaration of whoever must not, or in an `access`"));
        }
        for permission in permissions(statement).filter(|clause| !clause.forbids) {
            let Some(read) = self.read_grant(place, permission) else { continue };
            let terms = both(&read.terms, &window);
            let source = self.source(permission.span, permission.block.as_ref().map(|block| block.span));
            for (giver, receiver) in from.iter().flat_map(|giver| to.iter().map(move |receiver| (*giver, *receiver))) {
                for how in &ways {
                    for one in &read.expanded.permissions {
                        // Whoever it is handed on to is permitted something.
                        let doing = Doing::permitted(Some(one.leaf), Some(receiver));
                        let mut settled = self.settled_for(&terms, one.leaf, giver, doing, source);
                        for one in &mut settled {
                            // An approval is asked for by whoever acts.
                            for alternative in &mut one.when.alternatives {
                                alternative.approvals.iter_mut().for_each(|(_, requester)| *requester = receiver);
                            }
                            one.assumed = how.assumed.or(one.assumed);
                        }
                        let fact = DeclaredFact::Delegates {
                            from: giver,
                            to: receiver,
                            permission: *one,
                            depth: read.depth.unwrap_or(depth),
                            impersonating: how.impersonating,
                            offline: how.offline,
                        };
                        self.settled_fact(&fact, settled, source);
                    }
                }
            }
        }
    }

    /// The ways in which a delegation works for certain, and those in which it may as far as anybody knows: one whose mode
    /// is not known is at least one on behalf of the giver, and works at least while the giver is there.
    fn ways(&mut self, id: DefinitionId, statement: &Statement) -> Vec<How> {
        let mode = match value(statement, "mode") {
            Some("on-behalf-of") => Some(false),
            Some("impersonation") => Some(true),
            _ => None,
        };
        let offline = match value(statement, "offline") {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        };
        let certain = How { impersonating: mode.unwrap_or(false), offline: offline.unwrap_or(false), assumed: None };
        let mut ways = vec![certain];
        if offline.is_none() {
            let what = format!("whether delegation `{}` works while its giver is away", self.name(id));
            let unknown = self.unknown(statement.head.span, what, "it does");
            ways.push(How { impersonating: mode.unwrap_or(false), offline: true, assumed: Some(unknown) });
        }
        if mode.is_none() {
            let what = format!("the mode of delegation `{}`", self.name(id));
            let unknown = self.unknown(statement.head.span, what, "impersonation");
            ways.push(How { impersonating: true, offline: offline.unwrap_or(true), assumed: Some(unknown) });
        }
        ways
    }

    /// When the delegation as a whole works; `None` if it is over or its condition is wrong.
    fn lifetime(&mut self, place: Place, statement: &Statement) -> Option<Vec<Term>> {
        let window = self.window(statement)?;
        let condition = self.terms(place, condition(&statement.arguments), &Parameters::new())?;
        let terms = both(&window, &condition);
        let until = after(&statement.arguments, "until").and_then(|rest| rest.first());
        let Some(Argument::Date(end)) = until else { return Some(terms) };
        if end.value < self.as_of {
            let finding = Finding::new(&ENDED_GRANT, end.span, "this delegation has ended");
            self.report(finding.here("before the date that this check is for"));
            return None;
        }
        let end = self.dates(Domain::Date.bounds().0, end.value)?;
        Some(both(&terms, &[end]))
    }

    /// `purpose P`: what is handed on is for that, or for what is narrower.
    fn handed_on_for(&mut self, place: Place, statement: &Statement) -> Vec<Term> {
        let named = clause(statement, "purpose").map(|said| first_paths(&said.arguments)).unwrap_or_default();
        let variable = self.attributes.given.get(&BuiltIn::Purpose).copied();
        let Some(variable) = variable.filter(|_| !named.is_empty()) else { return vec![Term::always()] };
        let mut purposes = Set::empty();
        for path in named {
            // What is wrong with a name is reported where all names are looked up.
            let Ok(id) = self.names.resolve(place, path, Sort::Purpose.space()) else { return vec![Term::always()] };
            purposes = purposes.union(&self.purposes_within(id));
        }
        self.attributes.asked.insert(BuiltIn::Purpose);
        self.constraint(variable, &purposes)
    }

    /// `window 2026-01-01..2026-12-31`; `None` if it ended before the as-of date.
    fn window(&mut self, statement: &Statement) -> Option<Vec<Term>> {
        let Some(said) = clause(statement, "window") else { return Some(vec![Term::always()]) };
        match said.arguments.first() {
            Some(Argument::Range(from, to, span)) => match (from.as_ref(), to.as_ref()) {
                (Argument::Date(from), Argument::Date(to)) if to.value < self.as_of => {
                    let message = format!(
                        "this delegation ended, {} days before this check",
                        self.as_of.saturating_sub(to.value)
                    );
                    let finding = Finding::new(&ENDED_GRANT, *span, message).here("counts as if it were not there");
                    self.report(finding.label(from.span, "began here"));
                    None
                }
                (Argument::Date(from), Argument::Date(to)) => {
                    Some(self.dates(from.value, to.value).into_iter().collect())
                }
                (Argument::Time(from), Argument::Time(to)) => Some(self.times(from.value, to.value)),
                _ => Some(vec![Term::always()]),
            },
            _ => Some(vec![Term::always()]),
        }
    }

    /// `now.time` between two times of day, both included, perhaps past midnight.
    fn times(&self, from: i64, to: i64) -> Vec<Term> {
        let (low, high) = Domain::Time.bounds();
        let values = if from <= to { Set::interval(from, to) } else { Set::from_intervals([(from, high), (low, to)]) };
        let variable = self.attributes.variables.get("now.time");
        let condition = variable.and_then(|variable| Conjunction::constraint(*variable, &values, &Domain::Time));
        condition.into_iter().map(|condition| Term { condition, ..Term::always() }).collect()
    }
}

/// What is written; without a `depth` nobody hands it on again.
fn delegated_depth(statement: &Statement) -> Depth {
    let Some(said) = clause(statement, "depth") else { return Depth::Limited(0) };
    match said.arguments.first() {
        Some(Argument::Number(times)) => Depth::Limited(u32::try_from(times.value.max(0)).unwrap_or(u32::MAX)),
        _ if first_word(&said.arguments) == Some("none") => Depth::Limited(0),
        _ => Depth::Unlimited,
    }
}
