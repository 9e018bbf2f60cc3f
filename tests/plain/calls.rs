//! What entries call, and what follows for whoever owns them.

use std::collections::BTreeSet;

use bailiwick::logic::Guard;
use bailiwick::model::{AuthoritySource, DeclaredFact, EntryId, Permission, PrincipalId, VerbKind};

use crate::plain::fact::Facts;
use crate::plain::world::{World, condition_of, without_call};

/// What entries do and call, together since to perform a call is to call.
struct Done {
    performs: Vec<(EntryId, Permission, Guard)>,
    calls: Vec<(EntryId, EntryId, Guard)>,
}

/// `Performs(e,p,g)`: declared; by C0 whatever the owner, the maker or with its caller's authority the caller may do; by C6 what
/// is called.
pub(crate) fn performs(world: &World, known: &Facts) -> Vec<(EntryId, Permission, Guard)> {
    world.done(known, |_| true).performs
}

impl World<'_> {
    /// In whose name an entry could do something of which nobody says what it is.
    fn acting(&self, known: &Facts, entry: EntryId) -> BTreeSet<PrincipalId> {
        let mut acting = BTreeSet::from([self.owner(entry)]);
        match self.base.entry(entry).authority {
            AuthoritySource::Maker(maker) => _ = acting.insert(maker),
            AuthoritySource::Caller => {
                acting.extend(known.invokes.keys().filter(|call| call.entry == entry).map(|call| call.caller));
            }
            AuthoritySource::Own | AuthoritySource::Both => {}
        }
        acting
    }

    /// `Calls(e,e2,g)`: declared, or by C6 what is performed and is a call.
    pub(crate) fn calls(&self, known: &Facts) -> Vec<(EntryId, EntryId, Guard)> {
        self.done(known, |_| true).calls
    }

    fn done(&self, known: &Facts, is_meant: impl Fn(EntryId) -> bool) -> Done {
        let mut done = Done { performs: Vec::new(), calls: Vec::new() };
        for declared in &self.base.facts {
            match declared.fact {
                DeclaredFact::Calls { entry, target } if is_meant(entry) => {
                    done.calls.push((entry, target, condition_of(known, &declared.when)));
                }
                DeclaredFact::Performs { entry, permission } if is_meant(entry) => {
                    done.performs.push((entry, permission, condition_of(known, &declared.when)));
                }
                DeclaredFact::PerformsAnything { entry } if is_meant(entry) && self.has_rule("C0") => {
                    let (g, acting) = (condition_of(known, &declared.when), self.acting(known, entry));
                    let exercised = known.exer.keys().filter(|exer| acting.contains(&exer.actor));
                    let permissions: BTreeSet<Permission> = exercised.map(|exer| exer.permission).collect();
                    done.performs.extend(permissions.into_iter().map(|permission| (entry, permission, g.clone())));
                }
                _ => {}
            }
        }
        if self.has_rule("C6") {
            let called = done.performs.iter().filter(|(_, permission, _)| self.is_call(*permission));
            let called = called.filter_map(|(entry, permission, g)| {
                let target = self.base.leaf(permission.leaf).entry.filter(|target| target != entry)?;
                Some((*entry, target, g.clone()))
            });
            done.calls.extend(called.collect::<Vec<_>>());
            for (entry, target, g) in &done.calls {
                let leaf = self.base.entry(*target).leaf;
                for verb in self.verbs().filter(|verb| self.is_call(Permission { verb: *verb, leaf })) {
                    done.performs.push((*entry, Permission { verb, leaf }, g.clone()));
                }
            }
        }
        done
    }

    /// Whether a permission is to call or to spawn somebody.
    pub(crate) fn is_call(&self, permission: Permission) -> bool {
        matches!(self.kind(permission), VerbKind::Invoke | VerbKind::Spawn)
    }

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

    /// When an entry is called, by somebody or by an event.
    pub(crate) fn called(&self, known: &Facts, entry: EntryId) -> Guard {
        let mut any = Guard::never();
        for (call, f) in &known.invokes {
            if call.entry == entry {
                any = any.or(&without_call(self.base, f));
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
        let done = self.done(known, |entry| self.owner(entry) == x && self.lends_authority(entry));
        if done.calls.is_empty() {
            return any;
        }
        let performed = performs(self, known);
        for (entry, target, g) in done.calls {
            let mut does = Guard::never();
            if self.is_call(p) && self.base.entry(target).leaf == p.leaf {
                does = Guard::always();
            }
            for (performing, permission, h) in &performed {
                if *permission == p && [entry, target].contains(performing) {
                    does = does.or(h);
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
