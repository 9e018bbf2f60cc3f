//! The words of the rules: what they test of the declared facts, and what they look up among the derived ones.

use std::collections::BTreeSet;

use bailiwick::logic::{Atom, Conjunction, Guard, Scope, Set};
use bailiwick::model::{
    Agents, AtomId, Base, ClaimId, CredentialId, DataAtom, DeclaredFact, EntryId, GateId, LeafId, Mode, Passing,
    Permission, Plan, PrincipalId, PrincipalKind, VerbId, VerbKind, When, Who,
};

use crate::plain::fact::{Account, Adv, Facts, Follows, Free, How, Opens, Place, Session, Via, Void};
use crate::plain::rules::RuleSet;

/// Whose text is followed although nobody says that they are hostile: whoever is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Authors {
    /// Everybody's.
    All,
    /// Theirs.
    Only(BTreeSet<PrincipalId>),
}

/// What the rules are evaluated for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    /// How everybody behaves.
    pub(crate) mode: Mode,
    /// Whose text is followed.
    pub(crate) authors: Authors,
    /// The human that a question is about, if it is about nobody else.
    pub(crate) in_question: Option<PrincipalId>,
    /// Which rules there are.
    pub(crate) rules: RuleSet,
}

/// What the rules are evaluated over.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) base: &'a Base,
    pub(crate) setting: &'a Setting,
}

impl Setting {
    /// All rules, nobody asked about.
    pub(crate) fn of(mode: Mode) -> Self {
        Self { mode, authors: Authors::Only(BTreeSet::new()), in_question: None, rules: RuleSet::all() }
    }

    /// All rules, for a question about `x` only.
    pub(crate) fn about(base: &Base, mode: Mode, x: PrincipalId) -> Self {
        let in_question = is_human(base, x).then_some(x);
        Self { authors: Authors::Only([x].into()), in_question, ..Self::of(mode) }
    }

    /// The same with other rules.
    pub(crate) fn with_rules(self, rules: RuleSet) -> Self {
        Self { rules, ..self }
    }
}

impl Account {
    /// `s`
    pub(crate) fn of(subject: PrincipalId) -> Self {
        Self { subject, starred: false }
    }

    /// `s*`
    pub(crate) fn starred(self) -> Self {
        Self { subject: self.subject, starred: true }
    }
}

/// `R(F)`
pub(crate) fn without_call(base: &Base, guard: &Guard) -> Guard {
    guard.keeping(Scope::Run, &base.vocabulary)
}

/// `S(F)`
pub(crate) fn without_run(base: &Base, guard: &Guard) -> Guard {
    guard.keeping(Scope::Session, &base.vocabulary)
}

/// `P(F)`
pub(crate) fn without_session(base: &Base, guard: &Guard) -> Guard {
    guard.keeping(Scope::Lasting, &base.vocabulary)
}

/// The guard that is one conjunction.
pub(crate) fn only(conjunction: &Conjunction) -> Guard {
    Guard::from_alternatives([conjunction.clone()])
}

/// `approved(g,count,r)`; none asked for is `true`.
pub(crate) fn approved(gate: GateId, count: u32, requester: PrincipalId) -> Guard {
    if count == 0 {
        return Guard::always();
    }
    only(&Conjunction::atom(Atom::Approved { gate: gate.0, requester: requester.0, count }))
}

/// The complement of a condition that holds constraints only, as the conditions of gates' guards do.
pub(crate) fn complement(base: &Base, guard: &Guard) -> Guard {
    let mut all = Guard::always();
    for alternative in guard.alternatives() {
        let mut broken = Guard::never();
        for (variable, values) in alternative.constraints() {
            let domain = &base.vocabulary.variable(*variable).domain;
            let others = values.complement(&domain.all());
            if let Some(other) = Conjunction::constraint(*variable, &others, domain) {
                broken.add(other);
            }
        }
        all = all.and(&broken);
    }
    all
}

/// Whether a prohibition is about this principal.
pub(crate) fn covers(who: &Who, x: PrincipalId) -> bool {
    match who {
        Who::Everybody => true,
        Who::Only(some) => some.contains(&x),
    }
}

fn is_human(base: &Base, x: PrincipalId) -> bool {
    matches!(base.principal(x).kind, PrincipalKind::Human { .. })
}

/// The condition under which a claim holds nothing back.
pub(crate) fn void(known: &Facts, claim: ClaimId) -> Guard {
    known.guard(Void { claim })
}

/// A declared condition: the gates that it names must be open, each for the request that it names.
pub(crate) fn condition_of(known: &Facts, when: &When) -> Guard {
    condition_for(known, when, None)
}

/// A condition, with its approvals for requests recorded as `requester` if there is one.
pub(crate) fn condition_for(known: &Facts, when: &When, requester: Option<PrincipalId>) -> Guard {
    let mut any = Guard::never();
    for alternative in &when.alternatives {
        let mut all = only(&alternative.condition);
        for (gate, declared) in &alternative.approvals {
            let requester = requester.unwrap_or(*declared);
            all = all.and(&known.guard(Opens { gate: *gate, requester }));
        }
        any = any.or(&all);
    }
    any
}

/// `adv(x,D)`
pub(crate) fn adv(known: &Facts, x: PrincipalId) -> Guard {
    known.guard(Adv { actor: x })
}

/// `rec(x,r,p,F)` of everybody: who, recorded as whom, what, when.
pub(crate) fn recorded(known: &Facts) -> impl Iterator<Item = (PrincipalId, PrincipalId, Permission, &Guard)> {
    let direct = known.direct.iter().map(|(row, guard)| (row.actor, row.recorded, row.permission, guard));
    let far = known.far.iter().map(|(row, guard)| (row.actor, row.recorded, row.permission, guard));
    direct.chain(far)
}

/// Whoever a leaf takes `x` for in a session: with an authority of its own whoever the session is of, else whosever it is.
pub(crate) fn taken_for(x: PrincipalId, i: Place, account: Account) -> PrincipalId {
    match i {
        _ if account.subject != x => account.subject,
        Place::Of(q) => q,
        Place::Single | Place::Unattended => x,
    }
}

impl World<'_> {
    pub(crate) fn has_rule(&self, name: &str) -> bool {
        self.setting.rules.has(name)
    }

    pub(crate) fn kind(&self, permission: Permission) -> VerbKind {
        self.base.kind(permission.verb)
    }

    pub(crate) fn principals(&self) -> impl Iterator<Item = PrincipalId> + use<> {
        (0..).map(PrincipalId).take(self.base.principals.len())
    }

    pub(crate) fn leaves(&self) -> impl Iterator<Item = LeafId> + use<> {
        (0..).map(LeafId).take(self.base.leaves.len())
    }

    pub(crate) fn verbs(&self) -> impl Iterator<Item = VerbId> + use<> {
        (0..).map(VerbId).take(self.base.verbs.len())
    }

    pub(crate) fn gates(&self) -> impl Iterator<Item = GateId> + use<> {
        (0..).map(GateId).take(self.base.gates.len())
    }

    pub(crate) fn claims(&self) -> impl Iterator<Item = ClaimId> + use<> {
        (0..).map(ClaimId).take(self.base.claims.len())
    }

    pub(crate) fn owner(&self, entry: EntryId) -> PrincipalId {
        self.base.entry(entry).owner
    }

    /// The kind's own operation.
    pub(crate) fn kinds_own(&self, kind: VerbKind) -> VerbId {
        let own = self.verbs().find(|verb| self.base.verbs[verb.index()].name == kind.word());
        own.expect("each kind has an operation of its own name")
    }

    /// `taint(x)`, if text of `x` is a data atom here.
    pub(crate) fn taint(&self, author: PrincipalId) -> Option<AtomId> {
        self.atom(&DataAtom::Taint(author))
    }

    /// `secret(c)`, if it is a data atom here.
    pub(crate) fn secret(&self, credential: CredentialId) -> Option<AtomId> {
        self.atom(&DataAtom::Secret(credential))
    }

    fn atom(&self, wanted: &DataAtom) -> Option<AtomId> {
        (0..).map(AtomId).take(self.base.atoms.len()).find(|atom| self.base.atom(*atom) == wanted)
    }

    pub(crate) fn is_taint(&self, atom: AtomId) -> bool {
        matches!(self.base.atom(atom), DataAtom::Taint(_))
    }

    pub(crate) fn is_human(&self, x: PrincipalId) -> bool {
        is_human(self.base, x)
    }

    pub(crate) fn is_origin(&self, x: PrincipalId) -> bool {
        self.base.principal(x).kind == PrincipalKind::Origin
    }

    pub(crate) fn is_session_subject(&self, x: PrincipalId) -> bool {
        self.base.principal(x).session_subject
    }

    /// Mode `declared`: agents follow their steps.
    pub(crate) fn follows_steps(&self) -> bool {
        self.setting.mode.agents == Agents::FollowSteps
    }

    pub(crate) fn is_insider(&self, x: PrincipalId) -> bool {
        self.setting.mode.insiders.contains(&x)
    }

    /// The claim that an agent's plan is fixed.
    pub(crate) fn fixed_plan(&self, x: PrincipalId) -> Option<ClaimId> {
        match self.base.principal(x).kind {
            PrincipalKind::Agent { plan: Plan::Fixed(claim), .. } => Some(claim),
            _ => None,
        }
    }

    /// `loose(x)`
    pub(crate) fn is_loose(&self, x: PrincipalId) -> bool {
        self.fixed_plan(x).is_none()
    }

    /// `ctx(x,i,h)`
    pub(crate) fn contexts(&self, known: &Facts, x: PrincipalId) -> Vec<(Place, Guard)> {
        if !self.base.is_agent(x) {
            return vec![(Place::Single, Guard::always())];
        }
        let mut contexts = Vec::new();
        for (Session { agent, place }, h) in &known.session {
            if *agent == x {
                contexts.push((*place, h.clone()));
            }
        }
        contexts
    }

    /// `in_session(s,i)`
    pub(crate) fn in_session(&self, account: Account, place: Place) -> bool {
        account.starred
            || !self.is_session_subject(account.subject)
            || place == Place::Of(account.subject)
            || place == Place::Single
    }

    /// `settle(i,F)`
    pub(crate) fn settle(&self, place: Place, guard: &Guard) -> Guard {
        let Place::Of(subject) = place else {
            return guard.clone();
        };
        let individual = &self.base.principal(subject).individual;
        let mut settled = Guard::never();
        for alternative in guard.alternatives() {
            if let Some(both) = alternative.and(individual) {
                let fixed = |variable| individual.constraints().iter().any(|(own, _)| *own == variable);
                settled.add(both.retain(|variable| !fixed(variable), |_| true));
            }
        }
        settled
    }

    /// `carry(x,i,y)`
    pub(crate) fn carry(&self, x: PrincipalId, i: Place, y: PrincipalId) -> Place {
        if !self.base.is_agent(y) {
            Place::Single
        } else if self.base.is_agent(x) {
            i
        } else if self.is_session_subject(x) {
            Place::Of(x)
        } else {
            Place::Unattended
        }
    }

    /// Whoever a leaf takes the caller for, by a call that may tell who calls.
    pub(crate) fn taken_for_by_call(&self, via: Via, i: Place) -> PrincipalId {
        let tells = self.base.entry(via.entry).records_caller;
        taken_for(via.caller, i, if tells { Account::of(via.caller) } else { via.account })
    }

    /// `reads(x,i,d,j)`
    pub(crate) fn reads(&self, x: PrincipalId, i: Place, d: LeafId, j: Place) -> bool {
        if !self.base.leaf(d).per_session {
            j == Place::Single
        } else if self.base.is_agent(x) {
            j == i
        } else if self.is_session_subject(x) {
            j == Place::Of(x)
        } else {
            true
        }
    }

    /// `spread(d,i,x)`; without a writer `spread(d,i,-)`.
    pub(crate) fn spread(&self, d: LeafId, i: Place, writer: Option<PrincipalId>) -> Vec<Place> {
        if !self.base.leaf(d).per_session {
            return vec![Place::Single];
        }
        if i != Place::Single {
            return vec![i];
        }
        if let Some(x) = writer
            && self.is_session_subject(x)
        {
            return vec![Place::Of(x)];
        }
        let mut every = vec![Place::Unattended];
        every.extend(self.principals().filter(|q| self.is_session_subject(*q)).map(Place::Of));
        every
    }

    /// `t passes k`, for what is handed over or comes back.
    pub(crate) fn passes(&self, known: &Facts, passing: Passing, atom: AtomId) -> Guard {
        match passing {
            Passing::Nothing => Guard::never(),
            Passing::Structured(claim) if self.is_taint(atom) => void(known, claim),
            Passing::Text | Passing::Structured(_) => Guard::always(),
        }
    }

    /// `moved(k)`: the call is at least as sensitive as the atom.
    pub(crate) fn moved(&self, atom: AtomId) -> Guard {
        let (Some(variable), DataAtom::Class { height, .. }) = (self.base.sensitivity, self.base.atom(atom)) else {
            return Guard::always();
        };
        let domain = &self.base.vocabulary.variable(variable).domain;
        let at_least = Set::interval(i64::from(*height), domain.bounds().1);
        Guard::from_alternatives(Conjunction::constraint(variable, &at_least, domain))
    }

    /// `author(x)`
    pub(crate) fn author(&self, known: &Facts, x: PrincipalId) -> Guard {
        let asked = match &self.setting.authors {
            Authors::All => true,
            Authors::Only(some) => some.contains(&x),
        };
        if asked { Guard::always() } else { adv(known, x) }
    }

    /// B6 `will(x,p,D)`
    pub(crate) fn will(&self, known: &Facts, x: PrincipalId, p: Permission) -> Guard {
        if !self.has_rule("B6") {
            return Guard::never();
        }
        known.guard(Free { actor: x }).or(&self.steps(known, x, p))
    }

    /// Whether it is an agent that does its steps and nothing else.
    pub(crate) fn keeps_to_steps(&self, x: PrincipalId) -> bool {
        self.base.is_agent(x) && (self.follows_steps() || !self.is_loose(x))
    }

    /// `step(x,p,f)`
    pub(crate) fn steps(&self, known: &Facts, x: PrincipalId, p: Permission) -> Guard {
        let mut any = Guard::never();
        for declared in &self.base.facts {
            if declared.fact == (DeclaredFact::Step { actor: x, permission: p }) {
                any = any.or(&condition_of(known, &declared.when));
            }
        }
        if self.has_rule("B10") { any.or(&self.steps_of_entries(known, x, p)) } else { any }
    }

    /// `will_call(x,e)`
    pub(crate) fn will_call(&self, known: &Facts, x: PrincipalId, entry: EntryId) -> Guard {
        let leaf = self.base.entry(entry).leaf;
        let mut any = Guard::never();
        for verb in self.verbs() {
            if matches!(self.base.kind(verb), VerbKind::Invoke | VerbKind::Spawn) {
                any = any.or(&self.will(known, x, Permission { verb, leaf }));
            }
        }
        any
    }

    /// `will_call(x,e)`, or true if `x` is a human or origin: they ask at will.
    pub(crate) fn will_ask(&self, known: &Facts, x: PrincipalId, entry: EntryId) -> Guard {
        if self.is_human(x) || self.is_origin(x) { Guard::always() } else { self.will_call(known, x, entry) }
    }

    /// Because it is one of the steps of `y`, or what comes of one.
    pub(crate) fn intends(&self, known: &Facts, y: PrincipalId, p: Permission) -> Guard {
        if !self.has_rule("B8") {
            return Guard::never();
        }
        self.steps(known, y, p).or(&known.guard(Follows { actor: y, permission: p }))
    }

    /// B8 `heeds(y,how,p,D)`
    pub(crate) fn heeds(&self, known: &Facts, y: PrincipalId, how: How, p: Permission) -> Guard {
        if !self.has_rule("B8") {
            return Guard::never();
        }
        if how != How::Text || (self.is_loose(y) && !self.follows_steps()) {
            return Guard::always();
        }
        let steps = self.intends(known, y, p);
        match self.fixed_plan(y) {
            Some(plan) if !self.follows_steps() => steps.or(&void(known, plan)),
            _ => steps,
        }
    }
}
