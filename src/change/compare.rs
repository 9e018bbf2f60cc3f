//! What one policy lets happen and another does not.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::change::effect::{Effect, Side, Ways, effects};
use crate::change::shared::{Dialect, Shared};
use crate::logic::{self, Answer, Conjunction, Guard, Term, Vocabulary};
use crate::model::Mode;

/// A condition under which something happens, and whether it is exact or only weaker than the exact one.
pub(crate) type Alternative = (Conjunction, bool);

/// Whether something happens under conditions under which it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum More {
    /// It does not.
    No,
    /// It does, by the way of this number.
    Yes(usize),
    /// Nobody knows, and why.
    Unknown(String),
}

/// Why conditions that were widened show nothing.
const TOO_MANY: &str = "there are too many conditions to keep apart";

/// What has become of one effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The effect.
    pub effect: Effect,
    /// Whether it comes about in the first policy at all.
    pub was: bool,
    /// Whether it comes about in the second policy at all.
    pub is: bool,
    /// Whether it comes about under more conditions than before.
    pub gains: More,
    /// Whether it came about under more conditions before.
    pub loses: More,
}

/// The effects of two policies in a mode.
pub(crate) struct Pair<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) before: BTreeMap<Effect, Ways>,
    pub(crate) after: BTreeMap<Effect, Ways>,
}

/// What has become of the effects of a policy in a mode: those that come about under other conditions than before.
pub fn moved(before: Side<'_>, after: Side<'_>, mode: &Mode) -> Vec<Moved> {
    let shared = Shared::of(before.base, after.base);
    let pair = Pair { shared: &shared, before: effects(before, mode), after: effects(after, mode) };
    pair.moved()
}

impl Pair<'_> {
    pub(crate) fn moved(&self) -> Vec<Moved> {
        let asked = Asked { vocabulary: &self.shared.vocabulary, known: RefCell::default() };
        let mut all: Vec<&Effect> = self.before.keys().chain(self.after.keys()).collect();
        all.sort();
        all.dedup();
        let one = |effect: &Effect| {
            let (before, after) = (self.said_before(effect), self.said_after(effect));
            let (gains, loses) = (asked.more(&before, &after), asked.more(&after, &before));
            let (was, is) = (!before.is_empty(), !after.is_empty());
            (gains != More::No || loses != More::No).then(|| Moved { effect: effect.clone(), was, is, gains, loses })
        };
        all.into_iter().filter_map(one).collect()
    }

    pub(crate) fn said_before(&self, effect: &Effect) -> Vec<Alternative> {
        said(&self.shared.vocabulary, &self.shared.before, self.before.get(effect))
    }

    pub(crate) fn said_after(&self, effect: &Effect) -> Vec<Alternative> {
        said(&self.shared.vocabulary, &self.shared.after, self.after.get(effect))
    }
}

fn said(vocabulary: &Vocabulary, dialect: &Dialect, ways: Option<&Ways>) -> Vec<Alternative> {
    let conditions = ways.into_iter().flat_map(Ways::conditions);
    conditions.map(|(_, condition, is_exact)| (dialect.said(vocabulary, condition), is_exact)).collect()
}

/// Under which conditions something happened, and under which it happens.
type Question = (Vec<Alternative>, Vec<Alternative>);

/// What has been asked already: most effects change in the same way as others.
struct Asked<'a> {
    vocabulary: &'a Vocabulary,
    known: RefCell<FxHashMap<Question, More>>,
}

impl Asked<'_> {
    /// Whether something that happened under some conditions happens under more of them. What is not exact may hold under
    /// fewer than it says: so it shows that there is no more only where exact ones do, and that there is more only where
    /// none of them hold.
    fn more(&self, before: &[Alternative], after: &[Alternative]) -> More {
        let key = (before.to_vec(), after.to_vec());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let found = more(self.vocabulary, before, after);
        self.known.borrow_mut().insert(key, found.clone());
        found
    }
}

fn more(vocabulary: &Vocabulary, before: &[Alternative], after: &[Alternative]) -> More {
    let of = |wanted: &dyn Fn(&bool) -> bool| {
        let some = before.iter().filter(|(_, is_exact)| wanted(is_exact));
        Guard::from_alternatives(some.map(|(condition, _)| condition.clone()))
    };
    let (certain, possible) = (of(&|is_exact| *is_exact), of(&|_| true));
    if possible.is_never() && !after.is_empty() {
        return More::Yes(0);
    }
    let mut unknown = None;
    for (at, (condition, is_exact)) in after.iter().enumerate() {
        let why = match (beyond(vocabulary, condition, &certain), is_exact) {
            (Answer::No, _) => continue,
            (Answer::Unknown(why), _) => why,
            (Answer::Yes, false) => TOO_MANY.to_owned(),
            (Answer::Yes, true) => match beyond(vocabulary, condition, &possible) {
                Answer::Yes => return More::Yes(at),
                Answer::No => TOO_MANY.to_owned(),
                Answer::Unknown(why) => why,
            },
        };
        unknown.get_or_insert(why);
    }
    unknown.map_or(More::No, More::Unknown)
}

/// Whether a condition can hold where a guard does not.
fn beyond(vocabulary: &Vocabulary, condition: &Conjunction, guard: &Guard) -> Answer {
    if guard.alternatives().iter().any(|one| condition.entails(one)) {
        return Answer::No;
    }
    let rest = applicable(condition, guard);
    if rest.is_never() {
        return Answer::Yes;
    }
    logic::satisfiable(vocabulary, &[Term::from(condition), Term::from(&rest).negated()])
}

/// The part of a guard that can hold where a condition does and nothing else has happened than what that asks for.
pub(crate) fn applicable(condition: &Conjunction, guard: &Guard) -> Guard {
    let happened = |one: &&Conjunction| {
        let own = condition.atoms();
        one.atoms().iter().all(|atom| own.iter().any(|own| own.implies(*atom)))
    };
    let rest = guard.alternatives().iter().filter(happened).map(|one| one.retain(|_| true, |_| false));
    Guard::from_alternatives(rest)
}
