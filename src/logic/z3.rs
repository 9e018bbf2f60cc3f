//! The only file that knows Z3.

use super::condition::{Atom, VariableId, Vocabulary};
use super::set::Set;
use super::solver::{Answer, Budget, Solver};
use super::term::Term;
use crate::source::{is_interruptible, watched};
use ::z3::ast::{Bool, Int};
use ::z3::{Params, SatResult};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The least version whose interface is the one that the bindings were written for. Older ones link all the same.
const OLDEST: [u32; 3] = [4, 13, 3];

/// How many parts a solver remembers before it makes room for a new one: each part that it has ever been asked about
/// stays in its memory and costs a little in every later question.
const PARTS_REMEMBERED: usize = 4_096;

/// Z3 with the questions about one vocabulary. It gets faster with use, and its answers do not change by that.
pub struct Z3 {
    vocabulary: Vocabulary,
    budget: Budget,
    session: Session,
}

/// What a question may cost while nobody watches whether somebody wants to write: some hundredths of a second.
const UNWATCHED: Budget = Budget(50_000);

/// One solver of Z3 with what it has been told.
struct Session {
    solver: ::z3::Solver,
    variables: FxHashMap<VariableId, Int>,
    atoms: BTreeMap<Atom, Bool>,
    /// For each part a literal that switches it on.
    switches: FxHashMap<Term, Bool>,
}

thread_local! {
    /// Objects of Z3 belong to their thread, so each has its own solver, for as long as the vocabulary is the same.
    static SOLVER: RefCell<Option<Z3>> = const { RefCell::new(None) };
}

/// Lets `ask` use this thread's solver.
pub(super) fn with_thread_solver<R>(vocabulary: &Vocabulary, budget: Budget, ask: impl FnOnce(&mut Z3) -> R) -> R {
    // Taken out while it is in use: whoever asks from within `ask` gets another one instead of a panic.
    let kept = SOLVER.take().filter(|solver| solver.vocabulary == *vocabulary);
    let mut solver = kept.unwrap_or_else(|| Z3::new(vocabulary.clone()));
    solver.budget = budget;
    let result = ask(&mut solver);
    SOLVER.set(Some(solver));
    result
}

/// The version of the library, `5.3.3.0`.
pub(super) fn version() -> String {
    ::z3::full_version().trim_start_matches("Z3").trim().to_owned()
}

/// Refuses a library that is older than the bindings.
pub(super) fn check_library() -> Result<(), String> {
    let found = version();
    if is_recent(&found) {
        return Ok(());
    }
    let [major, minor, patch] = OLDEST;
    Err(format!("the Z3 library here is version {found}, and at least {major}.{minor}.{patch} is needed"))
}

fn is_recent(version: &str) -> bool {
    let numbers: Vec<u32> = version.split(['.', ' ']).map_while(|number| number.parse().ok()).take(3).collect();
    numbers.as_slice() >= OLDEST.as_slice()
}

impl Z3 {
    /// A solver without a past.
    pub fn new(vocabulary: Vocabulary) -> Self {
        Self { vocabulary, budget: Budget::STANDARD, session: Session::new() }
    }

    /// Gives up on a question after `budget` from now on.
    #[must_use]
    pub fn with_budget(self, budget: Budget) -> Self {
        Self { budget, ..self }
    }
}

impl Solver for Z3 {
    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn solve(&mut self, parts: &[Term]) -> Answer {
        if self.session.switches.len() > PARTS_REMEMBERED {
            self.session = Session::new();
        }
        if is_interruptible() && self.budget.0 > UNWATCHED.0 {
            // Most questions are answered at once, and whoever watches costs more than they do.
            match self.session.ask(&self.vocabulary, parts, UNWATCHED) {
                Answer::Unknown(_) => {}
                answer => return answer,
            }
        }
        match self.session.ask(&self.vocabulary, parts, self.budget) {
            // What a question costs depends on what was asked before. Without that it depends on the question alone.
            Answer::Unknown(_) => {
                self.session = Session::new();
                self.session.ask(&self.vocabulary, parts, self.budget.for_fresh_solver())
            }
            answer => answer,
        }
    }
}

impl Session {
    fn new() -> Self {
        // Naming the logic makes Z3 about twice as fast; it always knows this one.
        let solver = ::z3::Solver::new_for_logic("QF_LIA").unwrap_or_default();
        Self { solver, variables: FxHashMap::default(), atoms: BTreeMap::new(), switches: FxHashMap::default() }
    }

    fn ask(&mut self, vocabulary: &Vocabulary, parts: &[Term], budget: Budget) -> Answer {
        let switches: Vec<Bool> = parts.iter().map(|part| self.switch(vocabulary, part)).collect();
        let mut parameters = Params::new();
        parameters.set_u32("rlimit", budget.0);
        // Otherwise Z3 catches the interrupt key, and the program goes on with one answer less.
        parameters.set_bool("ctrl_c", false);
        self.solver.set_params(&parameters);
        match self.check(&switches, budget) {
            SatResult::Sat => Answer::Yes,
            SatResult::Unsat => Answer::No,
            SatResult::Unknown => {
                let reason = self.solver.get_reason_unknown().unwrap_or_default();
                Answer::Unknown(format!("Z3 gave up ({reason})"))
            }
        }
    }

    /// Asks Z3. What may take long ends when somebody wants to write, and then returns nothing at all.
    fn check(&self, switches: &[Bool], budget: Budget) -> SatResult {
        if budget.0 <= UNWATCHED.0 || !is_interruptible() {
            return self.solver.check_assumptions(switches);
        }
        let context = ::z3::Context::thread_local();
        let handle = context.handle();
        watched(move || handle.interrupt(), || self.solver.check_assumptions(switches))
    }

    fn switch(&mut self, vocabulary: &Vocabulary, part: &Term) -> Bool {
        if let Some(known) = self.switches.get(part) {
            return known.clone();
        }
        let encoded = self.encode(vocabulary, part);
        let switch = Bool::new_const(format!("part{}", self.switches.len()));
        self.solver.assert(switch.implies(&encoded));
        self.switches.insert(part.clone(), switch.clone());
        switch
    }

    fn encode(&mut self, vocabulary: &Vocabulary, term: &Term) -> Bool {
        match term {
            Term::Constant(value) => Bool::from_bool(*value),
            Term::In(variable, values) => is_in(&self.variable(vocabulary, *variable), values),
            Term::Holds(atom) => self.atom(*atom),
            Term::Not(inner) => self.encode(vocabulary, inner).not(),
            Term::All(parts) => Bool::and(&self.encode_all(vocabulary, parts)),
            Term::Any(parts) => Bool::or(&self.encode_all(vocabulary, parts)),
        }
    }

    fn encode_all(&mut self, vocabulary: &Vocabulary, parts: &[Term]) -> Vec<Bool> {
        parts.iter().map(|part| self.encode(vocabulary, part)).collect()
    }

    /// An attribute, which has a value of its domain.
    fn variable(&mut self, vocabulary: &Vocabulary, id: VariableId) -> Int {
        if let Some(known) = self.variables.get(&id) {
            return known.clone();
        }
        let variable = Int::new_const(format!("value{}", id.0));
        self.solver.assert(is_in(&variable, &vocabulary.variable(id).domain.all()));
        self.variables.insert(id, variable.clone());
        variable
    }

    /// An atom, which implies and is implied by its neighbours in the order of atoms where that is so.
    fn atom(&mut self, atom: Atom) -> Bool {
        if let Some(known) = self.atoms.get(&atom) {
            return known.clone();
        }
        let encoded = Bool::new_const(format!("atom{}", self.atoms.len()));
        let neighbours = [self.atoms.range(..atom).next_back(), self.atoms.range(atom..).next()];
        for (other, other_encoded) in neighbours.into_iter().flatten() {
            if atom.implies(*other) {
                self.solver.assert(encoded.implies(other_encoded));
            }
            if other.implies(atom) {
                self.solver.assert(other_encoded.implies(&encoded));
            }
        }
        self.atoms.insert(atom, encoded.clone());
        encoded
    }
}

fn is_in(variable: &Int, values: &Set) -> Bool {
    let intervals: Vec<Bool> = values
        .intervals()
        .iter()
        .map(
            |(low, high)| {
                if low == high { variable.eq(*low) } else { Bool::and(&[variable.ge(*low), variable.le(*high)]) }
            },
        )
        .collect();
    Bool::or(&intervals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::{Domain, Scope, Variable};

    const PIGEONS: u32 = 7;

    /// As many attributes as pigeons, each with the number of its hole.
    fn pigeons() -> Vocabulary {
        flock(PIGEONS)
    }

    fn flock(pigeons: u32) -> Vocabulary {
        let variable = |name: u32| Variable {
            name: name.to_string(),
            domain: Domain::Integer(1, i64::from(pigeons) - 1),
            scope: Scope::Call,
            usual: None,
        };
        Vocabulary { variables: (0..pigeons).map(variable).collect() }
    }

    fn sits(pigeon: u32, hole: i64) -> Term {
        Term::In(VariableId(pigeon), Set::single(hole))
    }

    /// No two pigeons sit in the same hole, and there is a hole less than there are pigeons: hard for its size.
    fn puzzle() -> Vec<Term> {
        crowd(PIGEONS)
    }

    fn crowd(pigeons: u32) -> Vec<Term> {
        let pairs = (0..pigeons).flat_map(|one| (0..one).map(move |other| (one, other)));
        let places = pairs.flat_map(|pair| (1..i64::from(pigeons)).map(move |hole| (pair, hole)));
        places.map(|((one, other), hole)| Term::All(vec![sits(one, hole), sits(other, hole)]).negated()).collect()
    }

    #[test]
    fn a_question_that_runs_out_of_budget_is_asked_again_without_a_past() {
        let tight = Budget(10_000);
        let once = Session::new().ask(&pigeons(), &puzzle(), tight);
        assert!(matches!(once, Answer::Unknown(_)), "{once:?}");
        let mut solver = Z3::new(pigeons()).with_budget(tight);
        assert_eq!(solver.satisfiable(&puzzle()), Answer::No);
        let mut hopeless = Z3::new(pigeons()).with_budget(Budget(20));
        assert!(matches!(hopeless.satisfiable(&puzzle()), Answer::Unknown(_)));
        assert_eq!(hopeless.with_budget(Budget::STANDARD).satisfiable(&puzzle()), Answer::No);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
    fn nobody_waits_for_a_hard_question_with_something_to_write() {
        use crate::source::{Database, ended, interruptible};
        use std::panic::AssertUnwindSafe;
        use std::time::{Duration, Instant};
        let mut db = Database::default();
        let reader = db.clone();
        let (begin, begun) = std::sync::mpsc::channel();
        let asking = std::thread::spawn(move || {
            let hopeless = Budget(u32::MAX);
            let ask = |_: &Database| {
                begin.send(()).expect("somebody waits");
                Z3::new(flock(13)).with_budget(hopeless).satisfiable(&crowd(13))
            };
            let answer = ended(AssertUnwindSafe(|| interruptible(&reader, ask)));
            drop(reader);
            answer
        });
        begun.recv().expect("it begins");
        // By now it is in the middle of it.
        std::thread::sleep(Duration::from_millis(500));
        let before = Instant::now();
        db.end_others();
        assert!(before.elapsed() < Duration::from_secs(5), "{:?}", before.elapsed());
        assert_eq!(asking.join().expect("it ends"), None, "what was interrupted has no answer");
    }

    #[test]
    fn forgetting_changes_no_answer() {
        let mut solver = Z3::new(pigeons());
        for low in 0..i64::try_from(PARTS_REMEMBERED).expect("it is small") + 10 {
            let above = Term::In(VariableId(0), Set::interval(1 - low, 1)).negated();
            assert_eq!(solver.satisfiable(&[above.clone(), sits(0, 1)]), Answer::No);
            assert!(solver.session.switches.len() <= PARTS_REMEMBERED + 2);
        }
        assert_eq!(solver.satisfiable(&[sits(0, 1)]), Answer::Yes);
    }

    #[test]
    fn each_vocabulary_has_its_own_solver() {
        let [narrow, wide] = [3, 5].map(|high| {
            let variable =
                Variable { name: "level".into(), domain: Domain::Integer(1, high), scope: Scope::Call, usual: None };
            Vocabulary { variables: vec![variable] }
        });
        let not_low = Term::In(VariableId(0), Set::interval(1, 3)).negated();
        for (vocabulary, answer) in [(&narrow, Answer::No), (&wide, Answer::Yes), (&narrow, Answer::No)] {
            let parts = [not_low.clone(), sits(0, 2).negated()];
            let found = with_thread_solver(vocabulary, Budget::STANDARD, |solver| solver.solve(&parts));
            assert_eq!(found, answer);
        }
    }

    #[test]
    fn an_old_library_is_refused() {
        for old in ["4.8.12.0", "4.13.2", "4.13", "", "nonsense"] {
            assert!(!is_recent(old), "{old}");
        }
        for recent in ["4.13.3", "4.14.0.0", "5.3.3.0", "10.0.0"] {
            assert!(is_recent(recent), "{recent}");
        }
        assert_eq!(check_library(), Ok(()));
    }
}
