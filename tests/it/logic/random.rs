//! Random conditions over a vocabulary so small that all its worlds can be counted.

use bailiwick::logic::{Atom, Conjunction, Domain, Guard, Scope, Set, Variable, VariableId, Vocabulary};
use fastrand::Rng;

/// One way the world can be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct World {
    /// By attribute.
    pub(crate) values: Vec<i64>,
    /// Those that hold, sorted.
    pub(crate) atoms: Vec<Atom>,
}

/// Counts how a yes-or-no question came out, so that no test passes by asking only one kind.
#[derive(Default)]
pub(crate) struct Tally {
    yes: u32,
    no: u32,
}

impl Tally {
    pub(crate) fn count(&mut self, answer: bool) {
        *(if answer { &mut self.yes } else { &mut self.no }) += 1;
    }

    /// Each answer came in at least a tenth of the questions.
    pub(crate) fn assert_both_occur_often(&self) {
        let tenth = (self.yes + self.no) / 10;
        assert!(tenth > 0 && self.yes >= tenth && self.no >= tenth, "{} yes, {} no", self.yes, self.no);
    }
}

/// The seeds to try: 400, or as many as `BAILIWICK_RANDOM` says. Assertions name theirs.
pub(crate) fn seeds() -> impl Iterator<Item = (u64, Rng)> {
    let wanted = std::env::var("BAILIWICK_RANDOM").ok().and_then(|text| text.parse().ok());
    (0..wanted.unwrap_or(400)).map(|seed| (seed, Rng::with_seed(seed)))
}

/// Four attributes, one of each scope, with 60 combinations of values.
pub(crate) fn vocabulary() -> Vocabulary {
    let words = ["alpha", "beta", "gamma"].map(str::to_owned).to_vec();
    let variables = [
        ("flag", Domain::Boolean, Scope::Call),
        ("level", Domain::Integer(-2, 2), Scope::Run),
        ("stage", Domain::Enumeration(words), Scope::Session),
        ("tenant", Domain::Individual, Scope::Lasting),
    ];
    let variable =
        |(name, domain, scope): (&str, Domain, Scope)| Variable { name: name.to_owned(), domain, scope, usual: None };
    Vocabulary { variables: variables.map(variable).to_vec() }
}

fn approved(count: u32) -> Atom {
    Atom::Approved { gate: 0, requester: 0, count }
}

/// Every world of [`vocabulary`], in the order of values, then atoms: 60 values, 0 to 2 approvals, two more atoms.
pub(crate) fn worlds() -> Vec<World> {
    let mut worlds = vec![World { values: Vec::new(), atoms: Vec::new() }];
    for variable in vocabulary().variables {
        let (low, high) = variable.domain.bounds();
        let with =
            |world: &World, value| World { values: [world.values.as_slice(), &[value]].concat(), ..world.clone() };
        worlds = worlds.iter().flat_map(|world| (low..=high).map(move |value| with(world, value))).collect();
    }
    let approvals = [vec![], vec![approved(1)], vec![approved(1), approved(2)]];
    for choices in [approvals.as_slice(), &[vec![], vec![Atom::Fails(0)]], &[vec![], vec![Atom::Stale(0)]]] {
        let with = |world: &World, more: &[Atom]| World { atoms: [&world.atoms, more].concat(), ..world.clone() };
        worlds = worlds.iter().flat_map(|world| choices.iter().map(move |more| with(world, more))).collect();
    }
    worlds
}

impl World {
    pub(crate) fn allows(&self, guard: &Guard) -> bool {
        guard.alternatives().iter().any(|alternative| self.meets(alternative))
    }

    pub(crate) fn meets(&self, conjunction: &Conjunction) -> bool {
        let value = |id: &VariableId| self.values[id.0 as usize];
        conjunction.constraints().iter().all(|(variable, values)| values.contains(value(variable)))
            && conjunction.atoms().iter().all(|atom| self.atoms.contains(atom))
    }
}

/// Up to three intervals between -9 and 9, each up to six wide; often touching, sometimes none.
pub(crate) fn intervals(rng: &mut Rng) -> Vec<(i64, i64)> {
    let interval = |rng: &mut Rng| {
        let low = rng.i64(-9..9);
        (low, low + rng.i64(-1..5))
    };
    (0..rng.usize(0..4)).map(|_| interval(rng)).collect()
}

pub(crate) fn atom(rng: &mut Rng) -> Atom {
    *rng.choice(&[approved(1), approved(2), Atom::Fails(0), Atom::Stale(0)]).expect("there are four")
}

/// Up to four constraints and an atom now and then.
pub(crate) fn conjunction(rng: &mut Rng, vocabulary: &Vocabulary) -> Conjunction {
    let mut all = Conjunction::always();
    for _ in 0..rng.u32(0..5) {
        let id = VariableId(rng.u32(0..4));
        let domain = &vocabulary.variable(id).domain;
        let (low, high) = domain.bounds();
        let values = Set::from_intervals((low..=high).filter(|_| rng.u32(0..5) < 2).map(|value| (value, value)));
        let more = Conjunction::constraint(id, &values, domain).and_then(|constraint| all.and(&constraint));
        all = more.unwrap_or(all);
    }
    if rng.bool() { all.and(&Conjunction::atom(atom(rng))).unwrap_or(all) } else { all }
}

/// Up to three alternatives.
pub(crate) fn guard(rng: &mut Rng, vocabulary: &Vocabulary) -> Guard {
    Guard::from_alternatives((0..rng.u32(0..4)).map(|_| conjunction(rng, vocabulary)))
}
