//! What entries call, and what follows for whoever owns them.

use std::collections::BTreeSet;

use bailiwick::logic::Guard;
use bailiwick::model::{AuthoritySource, DeclaredFact, EntryId, Permission, PrincipalId, VerbKind};

use crate::plain::exercise::performs;
use crate::plain::fact::Facts;
use crate::plain::world::{World, condition_of, without_run};

impl World<'_> {
    /// Whether an entry acts with an authority that its caller need not have.
    pub(crate) fn lends_authority(&self, entry: EntryId) -> bool {
        matches!(self.base.entry(entry).authority, AuthoritySource::Own | AuthoritySource::Maker(_))
    }

    /// When what the owner of an entry has is in its answer: of agents always, and of entries that call others with an authority
    /// of their own.
    pub(crate) fn answers(&self, known: &Facts, entry: EntryId) -> Guard {
        if self.base.is_agent(self.owner(entry)) {
            return Guard::always();
        }
        let calls = self.calls(known).into_iter().filter(|(calling, ..)| *calling == entry);
        let forwards = calls.fold(Guard::never(), |any, (_, _, g)| any.or(&g));
        if self.lends_authority(entry) { forwards } else { Guard::never() }
    }

    /// With whose authority an entry could do something of which nobody says what it is.
    pub(crate) fn acting(&self, known: &Facts, entry: EntryId) -> BTreeSet<PrincipalId> {
        let mut acting = BTreeSet::from([self.owner(entry)]);
        if self.base.entry(entry).authority == AuthoritySource::Caller {
            acting.extend(known.invokes.keys().filter(|call| call.entry == entry).map(|call| call.caller));
        }
        acting
    }

    /// `Calls(e,e2,g)`: declared, or by C0 whatever the back end may call, and with its caller's authority the caller.
    pub(crate) fn calls(&self, known: &Facts) -> Vec<(EntryId, EntryId, Guard)> {
        self.calls_of(known, |_| true)
    }

    /// The same of some of the entries.
    fn calls_of(&self, known: &Facts, is_meant: impl Fn(EntryId) -> bool) -> Vec<(EntryId, EntryId, Guard)> {
        let mut all = Vec::new();
        for declared in &self.base.facts {
            match declared.fact {
                DeclaredFact::Calls { entry, target } if is_meant(entry) => {
                    all.push((entry, target, condition_of(known, &declared.when)));
                }
                DeclaredFact::PerformsAnything { entry } if is_meant(entry) && self.has_rule("C0") => {
                    let g = condition_of(known, &declared.when);
                    let acting = self.acting(known, entry);
                    let called =
                        known.invokes.keys().filter(|call| acting.contains(&call.caller) && call.entry != entry);
                    all.extend(called.map(|call| (entry, call.entry, g.clone())));
                }
                _ => {}
            }
        }
        all
    }

    /// When an entry is called, by somebody or by an event.
    fn called(&self, known: &Facts, entry: EntryId) -> Guard {
        let mut any = Guard::never();
        for (call, f) in &known.invokes {
            if call.entry == entry {
                any = any.or(&without_run(self.base, f));
            }
        }
        for declared in &self.base.facts {
            if matches!(declared.fact, DeclaredFact::Trigger { entry: started, .. } if started == entry) {
                any = any.or(&condition_of(known, &declared.when));
            }
        }
        any
    }

    /// B10: what an entry that calls others does by its own authority is a step of its owner.
    pub(crate) fn steps_of_entries(&self, known: &Facts, x: PrincipalId, p: Permission) -> Guard {
        let mut any = Guard::never();
        for (entry, target, g) in self.calls_of(known, |entry| self.owner(entry) == x && self.lends_authority(entry)) {
            let mut does = Guard::never();
            let is_call = matches!(self.kind(p), VerbKind::Invoke | VerbKind::Spawn);
            if is_call && self.base.entry(target).leaf == p.leaf {
                does = Guard::always();
            }
            for (performing, permission, h) in performs(self, known) {
                if permission == p && [entry, target].contains(&performing) {
                    does = does.or(&h);
                }
            }
            any = any.or(&g.and(&self.called(known, entry)).and(&does));
        }
        any
    }

    /// A step that calls the entry.
    pub(crate) fn steps_calling(&self, known: &Facts, x: PrincipalId, entry: EntryId) -> Guard {
        let leaf = self.base.entry(entry).leaf;
        let calling = self.verbs().filter(|verb| matches!(self.base.kind(*verb), VerbKind::Invoke | VerbKind::Spawn));
        calling.fold(Guard::never(), |any, verb| any.or(&self.steps(known, x, Permission { verb, leaf })))
    }
}
