//! A derivation as a story: every step in the user's words, with the clauses that allow it.

use crate::facts::{Derivation, Fact, Step};
use crate::logic::{self, Conjunction, Guard, Term};
use crate::model::{Base, PrincipalId, SourceId};
use crate::proof::examine::Answering;
use crate::proof::words;
use crate::proof::{Hop, Place, Premise, Witness};

/// The story of a fact, in a concrete context in which it happens.
pub(crate) fn witness(base: &Base, answering: &Answering, bounds: &[Guard]) -> Witness {
    let derivation = answering.facts.derivation(base, answering.why);
    let condition = answering.condition();
    Witness {
        hops: hops(base, &derivation, answering.subject),
        context: context(base, condition, bounds),
        history: condition.atoms().iter().map(|atom| words::history(base, *atom)).collect(),
    }
}

fn hops(base: &Base, derivation: &Derivation, subject: Option<PrincipalId>) -> Vec<Hop> {
    let mut places = vec![None; derivation.steps.len()];
    let mut hops = Vec::new();
    for (at, step) in derivation.steps.iter().enumerate() {
        if step.fact == Fact::Declared {
            continue;
        }
        places[at] = Some(hops.len());
        let premises = step.premises.iter().filter_map(|premise| {
            let known = &derivation.steps[*premise];
            match places[*premise] {
                Some(hop) => Some(Premise::Hop(hop)),
                None => declared(base, known).map(Premise::Declared),
            }
        });
        let mut premises: Vec<Premise> = premises.collect();
        premises.extend(declared(base, step).map(Premise::Declared));
        premises.extend(implied(base, step).map(Premise::Declared));
        let last = at + 1 == derivation.steps.len();
        hops.push(Hop {
            rule: step.rule.clone(),
            sentence: sentence(base, derivation, step),
            fact: step.text.clone(),
            condition: (!step.condition.is_always()).then(|| words::condition(base, &step.condition)),
            premises,
            told: last || is_told(base, step, subject),
        });
    }
    hops
}

/// A step as a sentence: what is done through somebody else says through whom.
fn sentence(base: &Base, derivation: &Derivation, step: &Step) -> String {
    if let Fact::Far(actor, permission) = &step.fact {
        let through = step.premises.iter().find_map(|premise| match derivation.steps[*premise].fact {
            Fact::Invokes(_, entry) => Some(base.entry(entry).owner),
            Fact::Influences(_, other, _) => Some(other),
            _ => None,
        });
        if let Some(through) = through.filter(|through| through != actor) {
            return words::through(base, *actor, through, *permission);
        }
    }
    words::sentence(base, &step.fact, &step.rule)
}

/// Whether a step belongs into the story that a person reads: text, secrets, control and names change hands in it. Whom a
/// hostile agent controls besides is not what the story of somebody else is about.
pub(crate) fn is_told(base: &Base, step: &Step, subject: Option<PrincipalId>) -> bool {
    match &step.fact {
        Fact::Influences(source, ..) => !base.is_agent(*source) || subject.is_none_or(|subject| subject == *source),
        Fact::Has(..) | Fact::Carried(..) | Fact::Through(..) | Fact::Forged(..) | Fact::Void(..) => true,
        Fact::Opens(..) => !step.condition.atoms().iter().any(|atom| matches!(atom, logic::Atom::Approved { .. })),
        Fact::Authority(..) => matches!(step.rule.as_str(), "A2i" | "A3" | "A7a" | "A7b"),
        Fact::Via(..) => matches!(step.rule.as_str(), "C2" | "C2m" | "C6"),
        Fact::Far(..) => matches!(step.rule.as_str(), "C4" | "C7"),
        _ => false,
    }
}

fn declared(base: &Base, step: &Step) -> Option<Place> {
    let declared = base.facts.get(step.declared?)?;
    Some(place(base, declared.source))
}

/// The clause that says a thing which is no fact of its own: a claim void from the start, an origin in a domain.
fn implied(base: &Base, step: &Step) -> Option<Place> {
    match step.fact {
        Fact::Void(claim) if step.rule.is_empty() => Some(place(base, base.claim(claim).source)),
        Fact::Adversary(principal) => Some(place(base, base.principal(principal).source)),
        Fact::Forged(gate, _) | Fact::Opens(gate, _) => Some(place(base, base.gate(gate).source)),
        _ => None,
    }
}

/// The place of a source.
pub(crate) fn place(base: &Base, source: SourceId) -> Place {
    let source = &base.sources[source.index()];
    Place { span: source.span, text: source.text.clone() }
}

/// The least values of everything that the condition and the bounds speak of.
fn context(base: &Base, condition: &Conjunction, bounds: &[Guard]) -> Vec<(String, String)> {
    let mut parts = vec![Term::from(condition)];
    parts.extend(bounds.iter().map(Term::from));
    let Some(model) = logic::least_model(&base.vocabulary, &parts) else { return Vec::new() };
    let values = model.values.iter().map(|(id, number)| {
        let variable = base.vocabulary.variable(*id);
        (variable.name.clone(), words::value(&variable.domain, *number))
    });
    values.collect()
}
