use rustc_hash::FxHashMap;

use crate::facts::conditions::ConditionId;
use crate::facts::relation::Tuple;

/// The number of a fact under one of its minimal conditions.
pub(crate) type PairId = u32;

/// A fact of one relation with its minimal conditions.
pub(crate) struct Row {
    pub(crate) tuple: Tuple,
    /// The pairs whose conditions are minimal, in the order in which they were found.
    pub(crate) alive: Vec<PairId>,
    /// How far conditions of this fact are widened.
    pub(crate) widened: Widening,
}

/// How much of a fact's conditions has been given up, because there were too many of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Widening {
    /// Nothing.
    Exact,
    /// Call-scoped constraints.
    Run,
    /// Also run-scoped ones.
    Session,
    /// Also session-scoped ones.
    Lasting,
    /// Everything: the fact is taken to hold always.
    Always,
}

/// All facts of one relation, found by any of their columns.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    places: FxHashMap<Tuple, u32>,
    indexes: Vec<(u8, FxHashMap<Tuple, Vec<u32>>)>,
}

impl Table {
    /// The row of a fact, if it is known.
    pub(crate) fn find(&self, tuple: &Tuple) -> Option<u32> {
        self.places.get(tuple).copied()
    }

    /// The row of a fact, made if it is not known.
    pub(crate) fn row_of(&mut self, tuple: Tuple) -> u32 {
        if let Some(place) = self.find(&tuple) {
            return place;
        }
        let place = u32::try_from(self.rows.len()).expect("fewer facts than memory has room for");
        self.rows.push(Row { tuple, alive: Vec::new(), widened: Widening::Exact });
        self.places.insert(tuple, place);
        for (columns, index) in &mut self.indexes {
            index.entry(masked(&tuple, *columns)).or_default().push(place);
        }
        place
    }

    /// The rows whose `columns` (a bit each) equal those of `key`. Makes an index at the first such question.
    pub(crate) fn rows_with(&mut self, columns: u8, key: &Tuple) -> Vec<u32> {
        if columns == 0 {
            return (0..).take(self.rows.len()).collect();
        }
        let known = self.indexes.iter().position(|(indexed, _)| *indexed == columns);
        let at = known.unwrap_or_else(|| {
            let mut index: FxHashMap<Tuple, Vec<u32>> = FxHashMap::default();
            for (row, place) in self.rows.iter().zip(0..) {
                index.entry(masked(&row.tuple, columns)).or_default().push(place);
            }
            self.indexes.push((columns, index));
            self.indexes.len() - 1
        });
        self.indexes[at].1.get(&masked(key, columns)).cloned().unwrap_or_default()
    }
}

fn masked(tuple: &Tuple, columns: u8) -> Tuple {
    let mut key = *tuple;
    for (at, column) in key.iter_mut().enumerate() {
        if columns & (1 << at) == 0 {
            *column = 0;
        }
    }
    key
}

/// A fact under one condition, with the shortest way to it.
pub(crate) struct Pair {
    pub(crate) relation: u8,
    pub(crate) row: u32,
    pub(crate) condition: ConditionId,
    /// The size of the shortest derivation.
    pub(crate) cost: u32,
    /// The rule that concludes it, an index into the rules; `DECLARED` if none does.
    pub(crate) rule: u16,
    /// What it follows from.
    pub(crate) premises: Box<[PairId]>,
    /// The declared fact, an index into the declarations; `NO_SOURCE` if there is none.
    pub(crate) source: u32,
    /// Whether the condition is exact: nothing on the way to it was widened.
    pub(crate) exact: bool,
}

/// Not concluded by any rule.
pub(crate) const DECLARED: u16 = u16::MAX;
/// Widened from its premise.
pub(crate) const WIDENED: u16 = u16::MAX - 1;
/// No declaration stands behind it.
pub(crate) const NO_SOURCE: u32 = u32::MAX;
