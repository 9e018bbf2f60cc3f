use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::facts::conditions::ConditionId;
use crate::facts::relation::Tuple;

/// The number of a fact under one of its minimal conditions.
pub(crate) type PairId = u32;

/// A fact of one relation, known or only concluded so far, with its minimal conditions.
pub(crate) struct Row {
    pub(crate) tuple: Tuple,
    /// The pairs whose conditions are minimal, in the order in which they were found; none as long as it is not known.
    pub(crate) alive: SmallVec<[PairId; 2]>,
    /// The conditions under which it waits in the queue, each with the size of its shortest derivation so far.
    pub(crate) queued: SmallVec<[(ConditionId, u32); 1]>,
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
    /// The rows of what is known, in the order in which it became known. The indexes speak of these alone.
    pub(crate) known: Vec<u32>,
    places: FxHashMap<Tuple, u32>,
    indexes: Vec<Index>,
}

/// The rows that agree in some columns, by these.
struct Index {
    columns: u8,
    groups: FxHashMap<Tuple, u32>,
    rows: Vec<Vec<u32>>,
}

/// Some known rows of a table: all of them, one, or a group of an index.
#[derive(Clone, Copy)]
pub(crate) enum Rows {
    All,
    None,
    One(u32),
    Group { index: usize, group: usize },
}

impl Index {
    fn add(&mut self, tuple: &Tuple, row: u32) {
        let fresh = u32::try_from(self.rows.len()).expect("fewer groups than memory has room for");
        let group = *self.groups.entry(masked(tuple, self.columns)).or_insert(fresh);
        if group == fresh {
            self.rows.push(Vec::new());
        }
        self.rows[group as usize].push(row);
    }
}

impl Table {
    /// The row of a fact, if it is known or waits in the queue.
    pub(crate) fn find(&self, tuple: &Tuple) -> Option<u32> {
        self.places.get(tuple).copied()
    }

    /// The row of a fact, made if there is none.
    pub(crate) fn row_of(&mut self, tuple: Tuple) -> u32 {
        let fresh = u32::try_from(self.rows.len()).expect("fewer facts than memory has room for");
        let place = *self.places.entry(tuple).or_insert(fresh);
        if place == fresh {
            let (alive, queued) = (SmallVec::new(), SmallVec::new());
            self.rows.push(Row { tuple, alive, queued, widened: Widening::Exact });
        }
        place
    }

    /// Has the indexes speak of a row, now that it is known.
    pub(crate) fn make_known(&mut self, row: u32) {
        self.known.push(row);
        let tuple = self.rows[row as usize].tuple;
        for index in &mut self.indexes {
            index.add(&tuple, row);
        }
    }

    /// The known rows whose `columns` (a bit each) equal those of `key`, which is 0 in all others; `whole` says that facts
    /// have no more columns than these. Makes an index at the first such question.
    pub(crate) fn rows_with(&mut self, columns: u8, key: &Tuple, whole: bool) -> Rows {
        if columns == 0 {
            return Rows::All;
        }
        if whole {
            let known = self.find(key).filter(|row| !self.rows[*row as usize].alive.is_empty());
            return known.map_or(Rows::None, Rows::One);
        }
        let known = self.indexes.iter().position(|index| index.columns == columns);
        let at = known.unwrap_or_else(|| {
            let mut index = Index { columns, groups: FxHashMap::default(), rows: Vec::new() };
            for row in &self.known {
                index.add(&self.rows[*row as usize].tuple, *row);
            }
            self.indexes.push(index);
            self.indexes.len() - 1
        });
        let group = self.indexes[at].groups.get(key);
        group.map_or(Rows::None, |group| Rows::Group { index: at, group: *group as usize })
    }

    /// How many rows these are.
    pub(crate) fn count(&self, rows: Rows) -> usize {
        match rows {
            Rows::All => self.known.len(),
            Rows::None => 0,
            Rows::One(_) => 1,
            Rows::Group { index, group } => self.indexes[index].rows[group].len(),
        }
    }

    /// The position of one of these rows.
    pub(crate) fn nth(&self, rows: Rows, at: usize) -> usize {
        let row = match rows {
            Rows::One(row) => row,
            Rows::All | Rows::None => self.known[at],
            Rows::Group { index, group } => self.indexes[index].rows[group][at],
        };
        row as usize
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
    pub(crate) premises: Premises,
    /// The declared fact, an index into the declarations; `NO_SOURCE` if there is none.
    pub(crate) source: u32,
    /// Whether the condition is exact: nothing on the way to it was widened.
    pub(crate) exact: bool,
}

/// Where the premises of a pair stand among all premises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Premises {
    pub(crate) start: u32,
    pub(crate) length: u32,
}

/// Not concluded by any rule.
pub(crate) const DECLARED: u16 = u16::MAX;
/// Widened from its premise.
pub(crate) const WIDENED: u16 = u16::MAX - 1;
/// No declaration stands behind it.
pub(crate) const NO_SOURCE: u32 = u32::MAX;
