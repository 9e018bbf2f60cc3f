use rustc_hash::FxHashMap;

use crate::logic::{Conjunction, Scope, Vocabulary};

/// The number of an interned conjunction. `TRUE` is 0.
pub(crate) type ConditionId = u32;

/// The empty conjunction.
pub(crate) const TRUE: ConditionId = 0;

/// Interned conjunctions, so that a fact carries a number and a repeated question is answered once.
pub(crate) struct Conditions {
    table: Vec<Conjunction>,
    ids: FxHashMap<Conjunction, ConditionId>,
    both: FxHashMap<(ConditionId, ConditionId), Option<ConditionId>>,
    kept: FxHashMap<(ConditionId, Scope), ConditionId>,
    settled: FxHashMap<(u32, ConditionId), Option<ConditionId>>,
}

impl Conditions {
    /// Only `TRUE`.
    pub(crate) fn new() -> Self {
        let mut conditions = Self {
            table: Vec::new(),
            ids: FxHashMap::default(),
            both: FxHashMap::default(),
            kept: FxHashMap::default(),
            settled: FxHashMap::default(),
        };
        conditions.intern(Conjunction::always());
        conditions
    }

    /// The number of a conjunction.
    pub(crate) fn intern(&mut self, conjunction: Conjunction) -> ConditionId {
        if let Some(id) = self.ids.get(&conjunction) {
            return *id;
        }
        let id = u32::try_from(self.table.len()).expect("fewer conditions than memory has room for");
        self.table.push(conjunction.clone());
        self.ids.insert(conjunction, id);
        id
    }

    /// The conjunction.
    pub(crate) fn get(&self, id: ConditionId) -> &Conjunction {
        &self.table[id as usize]
    }

    /// Both together, or `None` if they contradict each other.
    pub(crate) fn and(&mut self, one: ConditionId, two: ConditionId) -> Option<ConditionId> {
        if one == TRUE || one == two {
            return Some(two);
        }
        if two == TRUE {
            return Some(one);
        }
        let key = (one.min(two), one.max(two));
        if let Some(known) = self.both.get(&key) {
            return *known;
        }
        let both = self.get(one).and(self.get(two)).map(|conjunction| self.intern(conjunction));
        self.both.insert(key, both);
        both
    }

    /// What survives when only attributes of at least this scope do.
    pub(crate) fn keeping(&mut self, id: ConditionId, scope: Scope, vocabulary: &Vocabulary) -> ConditionId {
        if id == TRUE {
            return TRUE;
        }
        if let Some(known) = self.kept.get(&(id, scope)) {
            return *known;
        }
        let conjunction = self.get(id).keeping(scope, vocabulary);
        let kept = self.intern(conjunction);
        self.kept.insert((id, scope), kept);
        kept
    }

    /// What is left of a condition in a session, as `settle` says at the first such question.
    pub(crate) fn settled(
        &mut self,
        session: u32,
        id: ConditionId,
        settle: impl FnOnce(&Conjunction) -> Option<Conjunction>,
    ) -> Option<ConditionId> {
        if let Some(known) = self.settled.get(&(session, id)) {
            return *known;
        }
        let settled = settle(self.get(id)).map(|conjunction| self.intern(conjunction));
        self.settled.insert((session, id), settled);
        settled
    }

    /// Whether `other` follows from `id`.
    pub(crate) fn entails(&self, id: ConditionId, other: ConditionId) -> bool {
        other == TRUE || id == other || (id != TRUE && self.get(id).entails(self.get(other)))
    }
}
