//! A derivation rule as data: a head, and a body of steps, written so that each computes from what those before it bind.

use crate::facts::relation::{Relation, Tuple};
use crate::facts::world::World;
use crate::logic::{Conjunction, Scope};

/// A variable of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Var(pub(crate) u8);

/// How many variables a rule can have.
pub(crate) const VARIABLES: usize = 28;

/// The variables, by the letters of the semantics; `HOW` is how somebody is influenced.
pub(crate) mod letters {
    use super::Var;

    macro_rules! letters {
        ($($name:ident = $number:literal),* $(,)?) => {$(
            pub(crate) const $name: Var = Var($number);
        )*};
    }

    letters! {
        A = 0, B = 1, C = 2, D = 3, E = 4, E2 = 5, G = 6, H = 7, HOW = 8, I = 9, I2 = 10, J = 11, J2 = 12, K = 13,
        K2 = 14, M = 15, N = 16, N2 = 17, P = 18, P2 = 19, R = 20, R2 = 21, S = 22, T = 23, X = 24, Y = 25, Z = 26,
        NODE = 27,
    }
}

/// The values of a rule's variables while its body is matched.
#[derive(Clone, Copy)]
pub(crate) struct Bindings {
    values: [u32; VARIABLES],
    bound: u32,
}

impl Bindings {
    pub(crate) fn new() -> Self {
        Self { values: [0; VARIABLES], bound: 0 }
    }

    pub(crate) fn get(&self, var: Var) -> Option<u32> {
        (self.bound & (1 << var.0) != 0).then(|| self.values[var.0 as usize])
    }

    /// Which variables have values, a bit each.
    pub(crate) fn bound(&self) -> u32 {
        self.bound
    }

    /// Takes their values from all variables but these.
    pub(crate) fn forget_all_but(&mut self, bound: u32) {
        self.bound &= bound;
    }

    /// Binds a variable; `false` if it has another value already.
    pub(crate) fn bind(&mut self, var: Var, value: u32) -> bool {
        if let Some(known) = self.get(var) {
            return known == value;
        }
        self.values[var.0 as usize] = value;
        self.bound |= 1 << var.0;
        true
    }
}

impl std::ops::Index<Var> for Bindings {
    type Output = u32;

    fn index(&self, var: Var) -> &u32 {
        debug_assert!(self.get(var).is_some(), "the step comes after the one that binds its variables");
        &self.values[var.0 as usize]
    }
}

/// One column of a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Term {
    /// A variable.
    Var(Var),
    /// This value.
    Is(u32),
    /// Any value.
    Any,
}

impl From<Var> for Term {
    fn from(var: Var) -> Self {
        Self::Var(var)
    }
}

/// A relation with what stands in its columns.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) relation: Relation,
    pub(crate) terms: Vec<Term>,
}

/// A test of bound variables.
pub(crate) type Test = fn(&World, &Bindings) -> bool;
/// Computes values from bound variables.
pub(crate) type Compute = fn(&World, &Bindings) -> Vec<u32>;
/// A list of obstacles, interned.
pub(crate) type Obstacles = fn(&mut World, &Bindings) -> u32;
/// A condition, or `None` for never.
pub(crate) type Condition = fn(&World, &Bindings) -> Option<Conjunction>;
/// The scope that survives, depending on bound variables.
pub(crate) type Survives = fn(&World, &Bindings) -> Scope;

/// One step of a body.
#[derive(Clone)]
pub(crate) enum Step {
    /// A fact of this shape, its condition kept from a scope on.
    Match(Pattern, Keep),
    /// Only if the test holds.
    If(Test),
    /// For each of the values.
    Each(Var, Compute),
    /// The node of a principal. Each of the two is known by the other, whichever is bound first.
    Node { node: Var, principal: Var },
    /// Behind these obstacles.
    Behind(Obstacles),
    /// Under this condition besides.
    Under(Condition),
    /// `will(actor, permission)`; expanded before the rule runs.
    Will(Var, Var),
    /// `will` for whoever acts, or anybody who is a human or origin.
    WillRead(Var, Var),
    /// `will_call(actor, entry)` for the entry in `E`; expanded likewise. Takes `P` for the permission to call.
    WillCall(Var),
    /// `will_call` for whoever acts, or anybody who is a human or origin.
    WillAsk(Var),
    /// `heeds(principal, text, permission)`; expanded likewise.
    Heeds(Var, Var),
    /// `heeds(principal, how, ...)` whatever the permission; expanded likewise.
    Obeys(Var, Var),
    /// `heeds(principal, text, permission)` because it is one of the principal's declared steps; expanded likewise.
    Intends(Var, Var),
}

/// What is kept of a premise's condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// All of it.
    All,
    /// Attributes of at least this scope, and atoms.
    From(Scope),
    /// Nothing: the fact alone matters.
    Nothing,
}

/// What is done to the condition of the conclusion.
#[derive(Clone, Copy)]
pub(crate) enum Survival {
    /// All of it stays.
    All,
    /// Attributes of at least this scope stay, and atoms.
    From(Scope),
    /// As computed.
    By(Survives),
}

/// What a rule concludes.
#[derive(Clone)]
pub(crate) enum Head {
    /// A fact of this shape.
    Fact(Pattern),
    /// The pending declared fact with the number in the variable.
    Pending(Var),
}

/// A derivation rule.
#[derive(Clone)]
pub(crate) struct Rule {
    /// Its name in the semantics; `""` for bookkeeping.
    pub(crate) name: &'static str,
    pub(crate) head: Head,
    pub(crate) body: Vec<Step>,
    pub(crate) survival: Survival,
    /// Whether it is used even where its name is left out.
    pub(crate) essential: bool,
    /// Whether its body is matched by the relay instead of step by step.
    pub(crate) relayed: bool,
    /// The variable with the session to which the conclusion belongs, if its individuals are to be settled.
    pub(crate) settle: Option<Var>,
}

impl Rule {
    /// A rule that concludes a fact.
    pub(crate) fn new(name: &'static str, head: Pattern) -> Self {
        Self {
            name,
            head: Head::Fact(head),
            body: Vec::new(),
            survival: Survival::All,
            essential: false,
            relayed: false,
            settle: None,
        }
    }

    pub(crate) fn when(self, pattern: Pattern) -> Self {
        self.step(Step::Match(pattern, Keep::All))
    }

    pub(crate) fn when_kept(self, scope: Scope, pattern: Pattern) -> Self {
        self.step(Step::Match(pattern, Keep::From(scope)))
    }

    pub(crate) fn when_ever(self, pattern: Pattern) -> Self {
        self.kept(Keep::Nothing, pattern)
    }

    pub(crate) fn kept(self, keep: Keep, pattern: Pattern) -> Self {
        self.step(Step::Match(pattern, keep))
    }

    pub(crate) fn only_if(self, test: Test) -> Self {
        self.step(Step::If(test))
    }

    pub(crate) fn each(self, var: Var, compute: Compute) -> Self {
        self.step(Step::Each(var, compute))
    }

    pub(crate) fn node(self, node: Var, principal: Var) -> Self {
        self.step(Step::Node { node, principal })
    }

    pub(crate) fn behind(self, obstacles: Obstacles) -> Self {
        self.step(Step::Behind(obstacles))
    }

    pub(crate) fn under(self, condition: Condition) -> Self {
        self.step(Step::Under(condition))
    }

    pub(crate) fn will(self, actor: Var, permission: Var) -> Self {
        self.step(Step::Will(actor, permission))
    }

    pub(crate) fn will_read(self, actor: Var, permission: Var) -> Self {
        self.step(Step::WillRead(actor, permission))
    }

    pub(crate) fn will_call(self, actor: Var) -> Self {
        self.step(Step::WillCall(actor))
    }

    pub(crate) fn will_ask(self, actor: Var) -> Self {
        self.step(Step::WillAsk(actor))
    }

    pub(crate) fn heeds(self, principal: Var, permission: Var) -> Self {
        self.step(Step::Heeds(principal, permission))
    }

    pub(crate) fn obeys(self, principal: Var, how: Var) -> Self {
        self.step(Step::Obeys(principal, how))
    }

    pub(crate) fn intends(self, principal: Var, permission: Var) -> Self {
        self.step(Step::Intends(principal, permission))
    }

    /// Of the whole condition only attributes of at least this scope survive.
    pub(crate) fn keeping(mut self, scope: Scope) -> Self {
        self.survival = Survival::From(scope);
        self
    }

    pub(crate) fn keeping_by(mut self, survives: Survives) -> Self {
        self.survival = Survival::By(survives);
        self
    }

    /// The conclusion belongs to the session in the variable.
    pub(crate) fn settled(mut self, session: Var) -> Self {
        self.settle = Some(session);
        self
    }

    /// Matched by the relay: there are too many ways to match its body to look at them one by one.
    pub(crate) fn relayed(mut self) -> Self {
        self.relayed = true;
        self
    }

    /// Used even where the rule's name is left out.
    pub(crate) fn essential(mut self) -> Self {
        self.essential = true;
        self
    }

    fn step(mut self, step: Step) -> Self {
        self.body.push(step);
        self
    }
}

impl Relation {
    /// A pattern of this relation.
    pub(crate) fn of<const N: usize>(self, terms: [Term; N]) -> Pattern {
        Pattern { relation: self, terms: terms.to_vec() }
    }
}

impl Pattern {
    /// The fact that the pattern is with all its variables bound.
    pub(crate) fn instantiate(&self, bindings: &Bindings) -> Tuple {
        let mut tuple = Tuple::default();
        for (column, term) in tuple.iter_mut().zip(&self.terms) {
            *column = match term {
                Term::Var(var) => bindings[*var],
                Term::Is(value) => *value,
                Term::Any => 0,
            };
        }
        tuple
    }

    /// Binds the pattern's variables to a fact's columns; `false` if they do not fit.
    pub(crate) fn unify(&self, tuple: &Tuple, bindings: &mut Bindings) -> bool {
        self.terms.iter().zip(tuple).all(|(term, value)| match term {
            Term::Var(var) => bindings.bind(*var, *value),
            Term::Is(expected) => expected == value,
            Term::Any => true,
        })
    }
}

/// `pattern!(Has: x, i, Any)`: terms by value, variables and [`Term`]s alike.
macro_rules! pattern {
    ($relation:ident : $($term:expr),* $(,)?) => {
        $crate::facts::relation::Relation::$relation.of([$($crate::facts::rule::Term::from($term)),*])
    };
}
pub(crate) use pattern;
