use crate::logic::Set;

/// Which attribute of the context: an index into the [`Vocabulary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub u32);

/// How long the value of an attribute stays the same. The order is from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One exercise of one permission.
    Call,
    /// One run of one actor, with the tools it calls.
    Run,
    /// Carried from caller to callee.
    Session,
    /// The history of a whole derivation.
    Lasting,
}

/// What values an attribute can have, and how people write them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Domain {
    /// `yes` is 1, `no` is 0.
    Boolean,
    /// One of these words; the value is the position.
    Enumeration(Vec<String>),
    /// A whole number between two others, both included.
    Integer(i64, i64),
    /// Minutes since midnight, 0 to 1439.
    Time,
    /// 0 is Monday.
    Weekday,
    /// Days since 1970-01-01.
    Date,
    /// One of two symbolic individuals, 1 and 2.
    Individual,
}

/// One attribute of the context.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    /// The name as people write it.
    pub name: String,
    /// The values it can have.
    pub domain: Domain,
    /// How long a value lives.
    pub scope: Scope,
    /// The value that an example has if it can: today, of a day.
    pub usual: Option<i64>,
}

/// All attributes that conditions may speak of, sorted by name.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Vocabulary {
    /// Indexed by [`VariableId`].
    pub variables: Vec<Variable>,
}

/// Something that is or is not the case in the history of a derivation. Positive only.
///
/// The numbers are the caller's: this layer does not know what a gate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// `count` genuine approvals of `gate` for a request recorded as `requester`; `count` is at least 1.
    Approved {
        /// The gate.
        gate: u32,
        /// The principal that the record names as the requester.
        requester: u32,
        /// How many different approvers.
        count: u32,
    },
    /// The transformer lets one through.
    Fails(u32),
    /// The permissions at a store lag behind.
    Stale(u32),
}

/// Constraints and atoms that hold together. The empty one is `true`. Never unsatisfiable: [`Conjunction::and`] says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Conjunction {
    constraints: Vec<(VariableId, Set)>,
    atoms: Vec<Atom>,
}

/// A disjunction of conjunctions, none of which entails another. Empty means `false`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Guard {
    alternatives: Vec<Conjunction>,
}

impl Domain {
    /// Every value.
    pub fn all(&self) -> Set {
        let (low, high) = self.bounds();
        Set::interval(low, high)
    }

    /// The least and the greatest value.
    pub fn bounds(&self) -> (i64, i64) {
        match self {
            Self::Boolean => (0, 1),
            Self::Enumeration(words) => (0, i64::try_from(words.len()).unwrap_or(i64::MAX) - 1),
            Self::Integer(low, high) => (*low, *high),
            Self::Time => (0, 1439),
            Self::Weekday => (0, 6),
            // 0001-01-01 to 9999-12-31
            Self::Date => (-719_162, 2_932_896),
            Self::Individual => (1, 2),
        }
    }
}

impl Vocabulary {
    /// The attribute.
    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[id.0 as usize]
    }
}

impl Conjunction {
    /// `true`.
    pub fn always() -> Self {
        Self::default()
    }

    /// One atom.
    pub fn atom(atom: Atom) -> Self {
        Self { constraints: Vec::new(), atoms: vec![atom] }
    }

    /// One constraint: `None` if nothing satisfies it, `true` if every value of `domain` does.
    pub fn constraint(variable: VariableId, values: &Set, domain: &Domain) -> Option<Self> {
        let values = values.intersection(&domain.all());
        if values.is_empty() {
            return None;
        }
        if values == domain.all() {
            return Some(Self::always());
        }
        Some(Self { constraints: vec![(variable, values)], atoms: Vec::new() })
    }

    /// Whether it is `true`.
    pub fn is_always(&self) -> bool {
        self.constraints.is_empty() && self.atoms.is_empty()
    }

    /// The constraints, by attribute.
    pub fn constraints(&self) -> &[(VariableId, Set)] {
        &self.constraints
    }

    /// The atoms, sorted; of the approvals of one gate for one requester only the largest count.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// Both together: `None` if they contradict each other.
    pub fn and(&self, other: &Self) -> Option<Self> {
        if other.is_always() {
            return Some(self.clone());
        }
        if self.is_always() {
            return Some(other.clone());
        }
        let mut constraints = Vec::with_capacity(self.constraints.len() + other.constraints.len());
        let (mut left, mut right) = (self.constraints.iter().peekable(), other.constraints.iter().peekable());
        loop {
            match (left.peek(), right.peek()) {
                (Some((a, values)), Some((b, others))) if a == b => {
                    let both = values.intersection(others);
                    if both.is_empty() {
                        return None;
                    }
                    constraints.push((*a, both));
                    left.next();
                    right.next();
                }
                (Some((a, _)), Some((b, _))) => {
                    constraints.extend(if a < b { left.next() } else { right.next() }.cloned());
                }
                (Some(_), None) => constraints.extend(left.next().cloned()),
                (None, Some(_)) => constraints.extend(right.next().cloned()),
                (None, None) => break,
            }
        }
        let atoms = normalised(self.atoms.iter().chain(&other.atoms).copied().collect());
        Some(Self { constraints, atoms })
    }

    /// Whether everything that `other` asks for follows from `self`.
    pub fn entails(&self, other: &Self) -> bool {
        let constrained = other.constraints.iter().all(|(variable, values)| {
            self.constraints.iter().any(|(mine, own)| mine == variable && own.is_subset(values))
        });
        constrained && other.atoms.iter().all(|atom| self.atoms.iter().any(|own| own.implies(*atom)))
    }

    /// Without the constraints on attributes whose scope is shorter than `shortest`. Atoms are history and stay.
    #[must_use]
    pub fn keeping(&self, shortest: Scope, vocabulary: &Vocabulary) -> Self {
        let lives = |variable: &VariableId| vocabulary.variable(*variable).scope >= shortest;
        let constraints = self.constraints.iter().filter(|(variable, _)| lives(variable)).cloned().collect();
        Self { constraints, atoms: self.atoms.clone() }
    }

    /// Without the constraints and atoms that `keep` does not want.
    #[must_use]
    pub fn retain(&self, keep_variable: impl Fn(VariableId) -> bool, keep_atom: impl Fn(Atom) -> bool) -> Self {
        Self {
            constraints: self.constraints.iter().filter(|(variable, _)| keep_variable(*variable)).cloned().collect(),
            atoms: self.atoms.iter().copied().filter(|atom| keep_atom(*atom)).collect(),
        }
    }
}

impl Atom {
    /// Whether `other` holds whenever `self` does: two approvals are also one.
    pub fn implies(self, other: Atom) -> bool {
        match (self, other) {
            (
                Self::Approved { gate, requester, count },
                Self::Approved { gate: other_gate, requester: other_requester, count: other_count },
            ) => gate == other_gate && requester == other_requester && count >= other_count,
            _ => self == other,
        }
    }
}

impl Guard {
    /// Holds never.
    pub fn never() -> Self {
        Self::default()
    }

    /// Holds always.
    pub fn always() -> Self {
        Self { alternatives: vec![Conjunction::always()] }
    }

    /// Whether one of the alternatives constrains one of these attributes.
    pub fn asks_for(&self, variables: &[VariableId]) -> bool {
        let mut constraints = self.alternatives.iter().flat_map(Conjunction::constraints);
        constraints.any(|(one, _)| variables.contains(one))
    }

    /// The weakest of the alternatives, sorted.
    pub fn from_alternatives(alternatives: impl IntoIterator<Item = Conjunction>) -> Self {
        let mut guard = Self::never();
        for alternative in alternatives {
            guard.add(alternative);
        }
        guard
    }

    /// The alternatives, sorted; none entails another.
    pub fn alternatives(&self) -> &[Conjunction] {
        &self.alternatives
    }

    /// Whether it holds always.
    pub fn is_always(&self) -> bool {
        matches!(self.alternatives.as_slice(), [only] if only.is_always())
    }

    /// Whether it holds never.
    pub fn is_never(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// Adds an alternative; `false` if it entails one that is there already and so adds nothing.
    pub fn add(&mut self, alternative: Conjunction) -> bool {
        if self.alternatives.iter().any(|known| alternative.entails(known)) {
            return false;
        }
        self.alternatives.retain(|known| !known.entails(&alternative));
        let at = self.alternatives.partition_point(|known| *known < alternative);
        self.alternatives.insert(at, alternative);
        true
    }

    /// Either of the two.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self::from_alternatives(self.alternatives.iter().chain(&other.alternatives).cloned())
    }

    /// Both of the two: the pairs that do not contradict each other.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let pairs = self.alternatives.iter().flat_map(|one| other.alternatives.iter().filter_map(|two| one.and(two)));
        Self::from_alternatives(pairs)
    }

    /// When the guard does not hold: `None` if it contains an atom, whose absence can not be asked for.
    pub fn complement(&self, vocabulary: &Vocabulary) -> Option<Self> {
        let mut outside = Self::always();
        for alternative in &self.alternatives {
            if !alternative.atoms.is_empty() {
                return None;
            }
            let broken = alternative.constraints.iter().filter_map(|(variable, values)| {
                let domain = &vocabulary.variable(*variable).domain;
                Conjunction::constraint(*variable, &values.complement(&domain.all()), domain)
            });
            outside = outside.and(&Self::from_alternatives(broken));
        }
        Some(outside)
    }

    /// Each alternative without the attributes whose scope is shorter than `shortest`.
    #[must_use]
    pub fn keeping(&self, shortest: Scope, vocabulary: &Vocabulary) -> Self {
        Self::from_alternatives(self.alternatives.iter().map(|one| one.keeping(shortest, vocabulary)))
    }
}

fn normalised(mut atoms: Vec<Atom>) -> Vec<Atom> {
    atoms.sort_unstable();
    atoms.dedup();
    let all = atoms.clone();
    atoms.retain(|atom| !all.iter().any(|other| other != atom && other.implies(*atom)));
    atoms
}
