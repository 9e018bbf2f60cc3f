//! `possible`: whether legitimate work can be done at all, and if not, what stands in its way.

use crate::facts::{self, RuleSet, Setting, Unknowns};
use crate::logic::{self, Answer, Atom, Conjunction, Guard, Term};
use crate::model::{Agents, Base, Declared, Gate, Mode, Permission, PrincipalId, Property, Question, SourceId};
use crate::proof::calendar;
use crate::proof::examine::{Answering, Examiner, Fresh};
use crate::proof::judge::{needs_absent, satisfiable};
use crate::proof::prove::{blank, unknown};
use crate::proof::support::unconditional;
use crate::proof::{Conflict, Status, Verdict, elsewhere, needing, starters, way, witness, words};

/// The verdict of a `possible`.
pub(crate) fn verdict(examiner: &Examiner<'_>, property: &Property, question: &Question) -> Verdict {
    if let Some(needed) = &property.bounds.needing {
        return needing::verdict(examiner, property, question, needed);
    }
    let mut known = ways(examiner, property, question, Unknowns::GiveNothing);
    if let Some(way) = known.open.first() {
        return shown(examiner, property, way);
    }
    if let Some(found) = known.found_elsewhere(examiner, property, question) {
        return found;
    }
    let worst = ways(examiner, property, question, Unknowns::WorstCase);
    if let Some(way) = worst.open.first() {
        return depends_on_unknown(examiner, property, way);
    }
    known.undecided.extend(worst.undecided);
    if known.undecided.is_empty() {
        return impossible(examiner, property, question);
    }
    known.undecided.sort();
    known.undecided.dedup();
    unknown(examiner.base, property, known.undecided)
}

/// Whether a `possible` is proved, without telling how or why not.
pub(crate) fn is_proved(examiner: &Examiner<'_>, property: &Property, question: &Question) -> bool {
    if let Some(needed) = &property.bounds.needing {
        return needing::verdict(examiner, property, question, needed).status == Status::Proved;
    }
    let known = ways(examiner, property, question, Unknowns::GiveNothing);
    !known.open.is_empty() || known.found_elsewhere(examiner, property, question).is_some()
}

/// The ways in which something can be done.
pub(crate) struct Ways {
    /// Those that are open, the shortest first.
    pub(crate) open: Vec<Answering>,
    /// Those that are open as well, and do not lead through what `via` names.
    past: Vec<Answering>,
    /// Why it is not known of others.
    pub(crate) undecided: Vec<String>,
}

impl Ways {
    /// A way through what `via` names, besides those that lead past it.
    fn found_elsewhere(&self, examiner: &Examiner<'_>, property: &Property, question: &Question) -> Option<Verdict> {
        if self.past.is_empty() {
            return None;
        }
        let search = elsewhere::Search {
            property,
            ways: &|tried| {
                let ways = ways(tried, property, question, Unknowns::GiveNothing);
                [ways.open, ways.past].concat()
            },
            tell: &|tried, found| shown(tried, property, &found[0]),
        };
        elsewhere::through(examiner, &search, &self.past)
    }
}

/// The legitimate ways within a property's bounds.
pub(crate) fn ways(examiner: &Examiner<'_>, property: &Property, question: &Question, unknowns: Unknowns) -> Ways {
    let base = examiner.base;
    let bounds: Vec<Guard> = property.bounds.when.iter().cloned().collect();
    let mut answers = examiner.answering(question, &setting(question, unknowns));
    answers.sort_by_key(Answering::cost);
    let mut ways = Ways { open: Vec::new(), past: Vec::new(), undecided: Vec::new() };
    for answering in answers {
        let is_open = is_obtainable(base, answering.condition(), answering.subject)
            && calendar::has_such_a_day(&base.vocabulary, answering.condition(), &bounds);
        if !is_open || needs_absent(property, answering.condition()) {
            continue;
        }
        match satisfiable(base, answering.condition(), &bounds) {
            Answer::No => {}
            Answer::Unknown(why) => ways.undecided.push(why),
            Answer::Yes if !answering.facts.is_exact(answering.why) => {
                ways.undecided.push("there were too many conditions to keep apart".to_owned());
            }
            Answer::Yes if !way::leads_through(base, property, &answering) => {
                ways.undecided.push(way::another_is_open(property));
                ways.past.push(answering);
            }
            Answer::Yes => ways.open.push(answering),
        }
    }
    ways
}

/// Nothing that is known opens a way, but something that is not known may.
pub(crate) fn depends_on_unknown(examiner: &Examiner<'_>, property: &Property, way: &Answering) -> Verdict {
    let rests_on = crate::proof::prove::unknowns_used(examiner, way);
    Verdict { rests_on, ..unknown(examiner.base, property, vec!["it depends on values that are not known".to_owned()]) }
}

/// No way is open, and what stands in it.
pub(crate) fn impossible(examiner: &Examiner<'_>, property: &Property, question: &Question) -> Verdict {
    let conflicts = conflicts(examiner, property, question);
    Verdict { status: Status::Refuted, conflicts, ..blank(examiner.base, property) }
}

/// A way is open.
pub(crate) fn shown(examiner: &Examiner<'_>, property: &Property, answering: &Answering) -> Verdict {
    let base = examiner.base;
    let bounds: Vec<Guard> = property.bounds.when.iter().cloned().collect();
    let condition = answering.condition();
    let conditions = if condition.is_always() { Vec::new() } else { vec![words::condition(base, condition)] };
    let witness = Some(witness::witness(base, answering, &bounds));
    Verdict { status: Status::Proved, conditions, witness, ..blank(examiner.base, property) }
}

/// Legitimate means only; information besides where the question is about information.
fn setting(question: &Question, unknowns: Unknowns) -> Setting {
    let rules = match question {
        Question::Causes(..) => RuleSet::legitimate(),
        _ => RuleSet::legitimate_information(),
    };
    Setting {
        mode: Mode { agents: Agents::FollowSteps, insiders: Vec::new() },
        authors: crate::facts::Authors::Only(std::collections::BTreeSet::new()),
        in_question: None,
        rules,
        unknowns,
    }
}

/// Whether enough different people can give the approvals that a condition asks for, none of them the requester or the
/// subject, and nothing has to fail for it.
fn is_obtainable(base: &Base, condition: &Conjunction, subject: Option<PrincipalId>) -> bool {
    condition.atoms().iter().all(|atom| match atom {
        Atom::Approved { gate, requester, count } => {
            let gate = &base.gates[*gate as usize];
            let free = |author: Option<PrincipalId>| {
                let is_free =
                    |who: &&PrincipalId| who.0 != *requester && Some(**who) != subject && Some(**who) != author;
                gate.approvers.iter().filter(is_free).count() >= *count as usize
            };
            let authors = starters::of(base, PrincipalId(*requester));
            // Whoever set the one going that asks does not approve either.
            if gate.excludes_author && !authors.is_empty() { authors.into_iter().any(free) } else { free(None) }
        }
        Atom::Fails(_) | Atom::Stale(_) => false,
    })
}

/// Why something is not possible: the shortest way there would be without any condition, and what contradicts on it.
fn conflicts(examiner: &Examiner<'_>, property: &Property, question: &Question) -> Vec<Conflict> {
    let base = examiner.base;
    let mut open = unconditional(base);
    open.forbids.clear();
    open.gates.iter_mut().for_each(|gate| gate.guards.clear());
    let closures = Fresh::new(&open);
    let tried = Examiner::of(&open, &closures, property);
    let mut answers = tried.answering(question, &setting(question, Unknowns::WorstCase));
    answers.sort_by_key(Answering::cost);
    let Some(answering) = answers.first() else {
        return vec![nobody_does(examiner, property).unwrap_or_else(|| missing(base, question))];
    };
    let derivation = answering.facts.derivation(&open, answering.why);
    let mut used: Vec<&Declared> = derivation.steps.iter().filter_map(|step| base.facts.get(step.declared?)).collect();
    used.sort_by_key(|declared| declared.source);
    used.dedup_by_key(|declared| declared.source);
    let mut found = contradictions(base, property, &used);
    found.extend(hindrances(base, question, &derivation));
    if found.is_empty() {
        found.push(missing(base, question));
    }
    found
}

/// The declared conditions that can not hold together, as few of them as contradict each other.
fn contradictions(base: &Base, property: &Property, used: &[&Declared]) -> Vec<Conflict> {
    let conditional: Vec<&&Declared> = used.iter().filter(|declared| !declared.when.is_always()).collect();
    let guard = |declared: &Declared| {
        Guard::from_alternatives(declared.when.alternatives.iter().map(|alternative| alternative.condition.clone()))
    };
    let mut guards: Vec<Guard> = conditional.iter().map(|declared| guard(declared)).collect();
    guards.extend(property.bounds.when.iter().cloned());
    let terms: Vec<Term> = guards.iter().map(Term::from).collect();
    let Some(core) = logic::minimal_core(&base.vocabulary, &terms) else { return Vec::new() };
    let places =
        core.iter().filter_map(|at| conditional.get(*at)).map(|one| witness::place(base, one.source)).collect();
    let parts: Vec<String> = core.iter().map(|at| words::guard(base, &guards[*at])).collect();
    let sentence = match parts.as_slice() {
        [only] => format!("{only} can never hold"),
        _ => format!("these can not hold together: {}", parts.join("; and ")),
    };
    vec![Conflict { sentence, places }]
}

/// The prohibitions and gates on the way.
fn hindrances(base: &Base, question: &Question, derivation: &crate::facts::Derivation) -> Vec<Conflict> {
    let asking = match question {
        Question::Causes(subjects, _) => subjects.as_slice(),
        _ => &[],
    };
    let mut permissions: Vec<Permission> = derivation.steps.iter().filter_map(facts::Step::exercised).collect();
    permissions.sort_unstable();
    permissions.dedup();
    let mut found = Vec::new();
    let mut tell = |source: SourceId, sentence: String| {
        found.push(Conflict { sentence, places: vec![witness::place(base, source)] });
    };
    for forbid in &base.forbids {
        if let Some(permission) = permissions.iter().find(|known| forbid.permissions.contains(known)) {
            let sentence =
                format!("{} forbids {}", base.claim(forbid.claim).name, words::permission(base, *permission));
            tell(base.claim(forbid.claim).source, sentence);
        }
    }
    let has_enough = |gate: &Gate| {
        let others = gate.approvers.iter().filter(|approver| !asking.contains(approver));
        others.count() >= gate.quorum as usize
    };
    for gate in base.gates.iter().filter(|gate| !has_enough(gate)) {
        let guarded = permissions.iter().find(|known| gate.guards.iter().any(|(permission, _)| permission == *known));
        if let Some(permission) = guarded {
            let sentence = format!(
                "{} needs {} of `{}` by somebody other than whoever asks, and there are not enough approvers",
                words::permission(base, *permission),
                if gate.quorum == 1 { "an approval".to_owned() } else { format!("{} approvals", gate.quorum) },
                gate.name,
            );
            tell(gate.source, sentence);
        }
    }
    found
}

/// That it would come about if whoever may did all that they may, and that nobody says that anybody does.
fn nobody_does(examiner: &Examiner<'_>, property: &Property) -> Option<Conflict> {
    let by_any_means = crate::proof::by_any_means(examiner, property);
    (by_any_means.status == Status::Proved).then(|| Conflict {
        sentence:
            "somebody may bring it about, and nobody says that they do: in legitimate work agents and services do what \
                   their `step`s say"
                .to_owned(),
        places: Vec::new(),
    })
}

fn missing(base: &Base, question: &Question) -> Conflict {
    let sentence = match question {
        Question::Causes(subjects, permissions) => match (subjects.first(), permissions.first()) {
            (Some(subject), Some(permission)) => format!(
                "nothing gives {} a way to {}, not even without any condition",
                words::principal(base, *subject),
                words::permission(base, *permission),
            ),
            _ => "there is nothing to ask about".to_owned(),
        },
        _ => "no legitimate way leads there, not even without any condition".to_owned(),
    };
    Conflict { sentence, places: Vec::new() }
}
