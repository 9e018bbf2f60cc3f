use super::condition::{Atom, Conjunction, Guard, VariableId, Vocabulary};
use super::set::Set;
use std::collections::BTreeSet;

/// A condition in the shape that solvers are asked about: unlike a [`Guard`] it has negation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// `true` or `false`.
    Constant(bool),
    /// The attribute has one of these values.
    In(VariableId, Set),
    /// The history has this.
    Holds(Atom),
    /// The opposite.
    Not(Box<Term>),
    /// Each of them.
    All(Vec<Term>),
    /// At least one of them.
    Any(Vec<Term>),
}

/// A way to make conditions true: a value for each attribute that occurs in them, and a history.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Model {
    /// By attribute. An attribute that is not here may have any value.
    pub values: Vec<(VariableId, i64)>,
    /// The atoms that hold, sorted. No other atom has to.
    pub atoms: Vec<Atom>,
}

impl Term {
    /// The opposite of `self`.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Its truth, if that can be read off without weighing one part against another.
    pub fn constant(&self, vocabulary: &Vocabulary) -> Option<bool> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::In(variable, values) => {
                let all = vocabulary.variable(*variable).domain.all();
                let possible = values.intersection(&all);
                if possible.is_empty() { Some(false) } else { (possible == all).then_some(true) }
            }
            Self::Holds(_) => None,
            Self::Not(inner) => inner.constant(vocabulary).map(|value| !value),
            Self::All(parts) => unanimous(parts, vocabulary, true),
            Self::Any(parts) => unanimous(parts, vocabulary, false),
        }
    }

    /// Its truth where the attributes have these values and exactly these atoms hold.
    pub fn evaluate(&self, value: &impl Fn(VariableId) -> i64, holds: &impl Fn(Atom) -> bool) -> bool {
        match self {
            Self::Constant(constant) => *constant,
            Self::In(variable, values) => values.contains(value(*variable)),
            Self::Holds(atom) => holds(*atom),
            Self::Not(inner) => !inner.evaluate(value, holds),
            Self::All(parts) => parts.iter().all(|part| part.evaluate(value, holds)),
            Self::Any(parts) => parts.iter().any(|part| part.evaluate(value, holds)),
        }
    }

    /// Calls `visit` with each part that has no parts of its own, from left to right.
    pub fn for_each_leaf<'term>(&'term self, visit: &mut impl FnMut(&'term Term)) {
        match self {
            Self::Constant(_) | Self::In(..) | Self::Holds(_) => visit(self),
            Self::Not(inner) => inner.for_each_leaf(visit),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.for_each_leaf(visit)),
        }
    }
}

/// A conjunction (`neutral` is true) or a disjunction (it is false) of constants.
fn unanimous(parts: &[Term], vocabulary: &Vocabulary, neutral: bool) -> Option<bool> {
    let mut all_neutral = true;
    for part in parts {
        match part.constant(vocabulary) {
            Some(value) if value != neutral => return Some(value),
            Some(_) => {}
            None => all_neutral = false,
        }
    }
    all_neutral.then_some(neutral)
}

impl From<&Conjunction> for Term {
    fn from(conjunction: &Conjunction) -> Self {
        let constraints =
            conjunction.constraints().iter().map(|(variable, values)| Self::In(*variable, values.clone()));
        Self::All(constraints.chain(conjunction.atoms().iter().copied().map(Self::Holds)).collect())
    }
}

impl From<&Guard> for Term {
    fn from(guard: &Guard) -> Self {
        Self::Any(guard.alternatives().iter().map(Self::from).collect())
    }
}

impl Model {
    /// Whether `term` holds in it. Attributes that it leaves open are read as 0.
    pub fn satisfies(&self, term: &Term) -> bool {
        let value = |variable| {
            let at = self.values.binary_search_by_key(&variable, |(known, _)| *known);
            at.map_or(0, |at| self.values[at].1)
        };
        term.evaluate(&value, &|atom| self.atoms.binary_search(&atom).is_ok())
    }
}

/// The atoms that occur.
pub(super) fn atoms(parts: &[Term]) -> BTreeSet<Atom> {
    let mut found = BTreeSet::new();
    for part in parts {
        part.for_each_leaf(&mut |leaf| {
            if let Term::Holds(atom) = leaf {
                found.insert(*atom);
            }
        });
    }
    found
}

/// The attributes that occur.
pub(super) fn variables(parts: &[Term]) -> BTreeSet<VariableId> {
    let mut found = BTreeSet::new();
    for part in parts {
        part.for_each_leaf(&mut |leaf| {
            if let Term::In(variable, _) = leaf {
                found.insert(*variable);
            }
        });
    }
    found
}
