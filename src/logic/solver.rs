use super::condition::Vocabulary;
use super::term::Term;

/// What is known of a question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Nobody knows; why, as a fragment.
    Unknown(String),
}

/// How much work one question may cost, in Z3's resource units. A clock would answer differently on a busy machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget(pub u32);

/// Whoever can tell whether conditions contradict each other.
pub trait Solver {
    /// The attributes that the questions are about.
    fn vocabulary(&self) -> &Vocabulary;

    /// Whether all `parts` can hold together, by real work.
    fn solve(&mut self, parts: &[Term]) -> Answer;

    /// Whether all `parts` can hold together, by real work only if it takes that: what is obvious is answered alike
    /// by every solver.
    fn satisfiable(&mut self, parts: &[Term]) -> Answer {
        obvious(self.vocabulary(), parts).unwrap_or_else(|| self.solve(parts))
    }
}

/// A solver that has nothing but an excuse.
pub(super) struct Absent<'vocabulary> {
    pub(super) vocabulary: &'vocabulary Vocabulary,
    pub(super) why: String,
}

impl Budget {
    /// What a question may cost unless somebody says otherwise.
    ///
    /// About a second on an ordinary machine. Conditions as people write them cost some hundred units; what comes near
    /// this is a puzzle (eleven pigeons that look for room in ten holes), and somebody is waiting for the answer.
    pub const STANDARD: Self = Self(1_000_000);

    /// What the same question may cost a solver without a past. More by far: a question that a solver answers because
    /// of what it has learnt must not be one that a fresh solver gives up, or else the answer depended on the past.
    #[must_use]
    pub fn for_fresh_solver(self) -> Self {
        Self(self.0.saturating_mul(10))
    }
}

impl Solver for Absent<'_> {
    fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary
    }

    fn solve(&mut self, _parts: &[Term]) -> Answer {
        Answer::Unknown(self.why.clone())
    }
}

fn obvious(vocabulary: &Vocabulary, parts: &[Term]) -> Option<Answer> {
    let mut all_true = true;
    for part in parts {
        match part.constant(vocabulary) {
            Some(false) => return Some(Answer::No),
            Some(true) => {}
            None => all_true = false,
        }
    }
    all_true.then_some(Answer::Yes)
}
