//! Whether a derived fact really breaks a property: its condition together with what bounds the property.

use crate::logic::{self, Answer, Atom, Conjunction, Guard, Term};
use crate::model::{Base, GateId, Need, Property, Statement};
use crate::proof::examine::Answering;
use crate::proof::way;

/// What becomes of a candidate.
pub(crate) enum Judgement {
    /// It happens.
    Happens,
    /// It can not happen within the property's bounds.
    Excluded,
    /// It is not known.
    Undecided(String),
}

/// Whether a fact breaks a `never` or `always`.
pub(crate) fn judge(base: &Base, property: &Property, candidate: &Answering) -> Judgement {
    let condition = candidate.condition();
    if accepted(base, property, condition) || needs_absent(property, condition) {
        return Judgement::Excluded;
    }
    match satisfiable(base, condition, &bounds(property, candidate)) {
        Answer::Yes if !way::leads_through(base, property, candidate) => {
            Judgement::Undecided(way::another_is_open(property))
        }
        Answer::Yes if !candidate.facts.is_exact(candidate.why) => Judgement::Undecided(
            "there were too many conditions to keep apart, and only a weakened one holds".to_owned(),
        ),
        Answer::Yes => Judgement::Happens,
        Answer::No => Judgement::Excluded,
        Answer::Unknown(why) => Judgement::Undecided(why),
    }
}

/// What must hold besides a candidate's own condition.
pub(crate) fn bounds(property: &Property, candidate: &Answering) -> Vec<Guard> {
    let bounds = &property.bounds;
    let unmet = match &property.statement {
        Statement::Always(_, Need::Condition { unmet }) => Some(unmet.clone()),
        _ => None,
    };
    [bounds.when.clone(), bounds.outside.clone(), unmet, candidate.besides.clone()].into_iter().flatten().collect()
}

/// The gates whose full approval a property accepts.
pub(crate) fn accepted_gates(property: &Property) -> Vec<GateId> {
    let mut gates = property.bounds.unless_approved.clone();
    if let Statement::Always(_, Need::Approved(gate)) = property.statement {
        gates.push(gate);
    }
    gates
}

/// Whether the condition needs an approval that is said not to be given.
pub(crate) fn needs_absent(property: &Property, condition: &Conjunction) -> bool {
    let is_absent = |atom: &Atom| matches!(atom, Atom::Approved { gate, .. } if property.bounds.absent.iter().any(|known| known.0 == *gate));
    condition.atoms().iter().any(is_absent)
}

/// Whether the condition contains something that the property accepts: an approval, a failure it takes not to happen.
fn accepted(base: &Base, property: &Property, condition: &Conjunction) -> bool {
    let approved = |gate: &GateId| {
        let about = base.gate(*gate);
        let full = |atom: &Atom| matches!(atom, Atom::Approved { gate: known, count, .. } if *known == gate.0 && *count >= about.quorum);
        about.flaws.is_empty() && condition.atoms().iter().any(full)
    };
    let fails =
        |atom: &Atom| matches!(atom, Atom::Fails(t) if property.bounds.trusted.iter().any(|known| known.0 == *t));
    accepted_gates(property).iter().any(approved) || condition.atoms().iter().any(fails)
}

/// Whether a condition can hold together with all of the guards.
///
/// Atoms alone, and conditions without bounds, need no solver: the closure keeps only conjunctions that can hold.
pub(crate) fn satisfiable(base: &Base, condition: &Conjunction, bounds: &[Guard]) -> Answer {
    if bounds.is_empty() && condition.constraints().is_empty() {
        return Answer::Yes;
    }
    let mut parts = vec![Term::from(condition)];
    parts.extend(bounds.iter().map(Term::from));
    logic::satisfiable(&base.vocabulary, &parts)
}
