//! From a property to its verdict.

use std::collections::BTreeSet;

use crate::facts::Fact;
use crate::logic::{Atom, Conjunction, Guard};
use crate::model::{Base, DataAtom, GateId, Property, Statement};
use crate::proof::examine::{Answering, Examiner};
use crate::proof::judge::{Judgement, accepted_gates, bounds, judge, satisfiable};
use crate::proof::{RestsOn, Status, Verdict, cuts, possible, support, witness, words};

/// The verdict of a property, given the properties that must go on holding when something is changed.
pub fn verdict(examiner: &Examiner<'_>, property: &Property, others: &[Property]) -> Verdict {
    if let Some(selection) = &property.vacuous {
        return unknown(examiner.base, property, vec![format!("{selection} matches nothing, so nothing was examined")]);
    }
    if let Some(remark) = property.unanswered.clone().or_else(|| never_applies(examiner, property)) {
        return unknown(examiner.base, property, vec![remark]);
    }
    match &property.statement {
        Statement::Possible(question) => possible::verdict(examiner, property, question),
        Statement::Never(_) | Statement::Always(..) => never(examiner, property, others),
    }
}

/// Why a property can not be examined as it is written: its condition holds in no context at all.
pub(crate) fn never_applies(examiner: &Examiner<'_>, property: &Property) -> Option<String> {
    let when = [&property.bounds.when, &property.bounds.outside];
    let guards: Vec<Guard> = when.into_iter().flatten().cloned().collect();
    let nothing = Conjunction::always();
    (satisfiable(examiner.base, &nothing, &guards) == crate::logic::Answer::No)
        .then(|| "its condition never holds, so nothing was examined".to_owned())
}

/// The verdict without what is told besides: no cuts for what is refuted, and not what carries what is proved.
pub fn outline(examiner: &Examiner<'_>, property: &Property) -> Verdict {
    if !property.is_examined() || never_applies(examiner, property).is_some() {
        return verdict(examiner, property, &[]);
    }
    if let Statement::Possible(question) = &property.statement {
        return possible::verdict(examiner, property, question);
    }
    let Examined { happening, undecided } = examine(examiner, property);
    let remarks = if undecided.is_empty() { open(examiner.base) } else { undecided };
    match (happening.is_empty(), remarks.is_empty()) {
        (false, _) => comes_about(examiner, property, &happening),
        (true, false) => unknown(examiner.base, property, remarks),
        (true, true) => Verdict { status: Status::Proved, ..blank(examiner.base, property) },
    }
}

/// Whether a property holds, without telling why.
pub fn status(examiner: &Examiner<'_>, property: &Property) -> Status {
    if property.vacuous.is_some() || never_applies(examiner, property).is_some() {
        return Status::Unknown;
    }
    match &property.statement {
        Statement::Possible(question) => possible::verdict(examiner, property, question).status,
        Statement::Never(_) | Statement::Always(..) => {
            let examined = examine(examiner, property);
            match (examined.happening.as_slice(), examined.undecided.as_slice()) {
                ([], []) if examiner.base.open.is_empty() => Status::Proved,
                ([], _) => Status::Unknown,
                _ => Status::Refuted,
            }
        }
    }
}

/// What would break a `never` or `always`.
pub(crate) struct Examined {
    /// What does.
    pub(crate) happening: Vec<Answering>,
    /// Why it is not known of others whether they do.
    pub(crate) undecided: Vec<String>,
}

/// What would break a `never` or `always`.
pub(crate) fn examine(examiner: &Examiner<'_>, property: &Property) -> Examined {
    let mut examined = Examined { happening: Vec::new(), undecided: Vec::new() };
    for candidate in examiner.breaking(property) {
        match judge(examiner.base, property, &candidate) {
            Judgement::Happens => examined.happening.push(candidate),
            Judgement::Excluded => {}
            Judgement::Undecided(why) => examined.undecided.push(why),
        }
    }
    examined.undecided.sort();
    examined.undecided.dedup();
    examined
}

fn never(examiner: &Examiner<'_>, property: &Property, others: &[Property]) -> Verdict {
    let Examined { happening, undecided } = examine(examiner, property);
    if !happening.is_empty() {
        let found = refuted(examiner, property, others, &happening);
        return Verdict { happening: [found.happening, undecided].concat(), ..found };
    }
    if !undecided.is_empty() {
        return unknown(examiner.base, property, undecided);
    }
    let open = open(examiner.base);
    if !open.is_empty() {
        return unknown(examiner.base, property, open);
    }
    let support = support::support(examiner, property);
    Verdict {
        status: Status::Proved,
        remarks: support.remarks,
        rests_on: support.rests_on,
        is_idle: support.is_idle,
        ..blank(examiner.base, property)
    }
}

fn refuted(examiner: &Examiner<'_>, property: &Property, others: &[Property], happening: &[Answering]) -> Verdict {
    Verdict { cuts: cuts::cuts(examiner, property, others), ..comes_about(examiner, property, happening) }
}

/// How what must not happen does.
pub(crate) fn comes_about(examiner: &Examiner<'_>, property: &Property, happening: &[Answering]) -> Verdict {
    let base = examiner.base;
    let shortest = shortest(happening);
    let conditions = Guard::from_alternatives(happening.iter().map(|one| one.condition().clone()));
    let mut conditions: Vec<&Conjunction> = conditions.alternatives().iter().filter(|one| !one.is_always()).collect();
    conditions.sort_by_key(|one| *one != shortest.condition());
    let conditions = conditions.into_iter().map(|one| words::condition(base, one)).collect();
    let mut remarks = Vec::new();
    for gate in accepted_gates(property) {
        let about = base.gate(gate);
        let flaws: Vec<&str> = about.flaws.iter().map(|flaw| words::flaw(*flaw)).collect();
        if !flaws.is_empty() {
            remarks.push(format!("an approval of `{}` does not count: {}", about.name, flaws.join("; ")));
        }
    }
    Verdict {
        status: Status::Refuted,
        remarks,
        rests_on: unknowns_used(examiner, shortest),
        conditions,
        witness: Some(witness::witness(base, shortest, &bounds(property, shortest))),
        happening: all(base, happening),
        ..blank(examiner.base, property)
    }
}

/// Everything that happens, as it is known again.
fn all(base: &Base, happening: &[Answering]) -> Vec<String> {
    let each = happening.iter().map(|one| {
        let (fact, text) = one.facts.stated(base, one.why);
        let level = match fact {
            Fact::Has(_, atom) | Fact::Carried(_, _, atom) => match base.atom(atom) {
                DataAtom::Class { level, .. } => format!(" of {level}"),
                DataAtom::Secret(_) | DataAtom::Taint(_) => String::new(),
            },
            _ => String::new(),
        };
        let condition = words::condition(base, one.condition());
        let approvals: Vec<String> = one.condition().atoms().iter().filter_map(|atom| approval(base, *atom)).collect();
        format!("{text}{level} when {condition} {}", approvals.join(" "))
    });
    let all: BTreeSet<String> = each.collect();
    all.into_iter().collect()
}

/// What an approval is worth: who can give it, and why it counts for less.
fn approval(base: &Base, atom: Atom) -> Option<String> {
    let Atom::Approved { gate, .. } = atom else { return None };
    let gate = base.gate(GateId(gate));
    let approvers: Vec<String> = gate.approvers.iter().map(|one| words::principal(base, *one)).collect();
    let (requester, author) = (gate.excludes_requester, gate.excludes_author);
    Some(format!("[{} by {}, {:?}, {requester}, {author}]", gate.name, approvers.join(", "), gate.flaws))
}

/// Why nothing can be proved never to happen: what could be anything at all.
pub(crate) fn open(base: &Base) -> Vec<String> {
    let each = base.open.iter().map(|id| &base.unknowns[id.index()]);
    let mut remarks: Vec<String> = each.map(|one| format!("{}; it could be anything", one.what)).collect();
    remarks.sort();
    remarks.dedup();
    remarks
}

/// The happening fact with the shortest derivation among those whose conditions are the weakest.
pub(crate) fn shortest(happening: &[Answering]) -> &Answering {
    let weakest = Guard::from_alternatives(happening.iter().map(|one| one.condition().clone()));
    let minimal = |one: &&Answering| weakest.alternatives().contains(one.condition());
    happening.iter().filter(minimal).min_by_key(|one| one.cost()).unwrap_or(&happening[0])
}

/// The unknown values on whose worst case a derivation rests.
pub(crate) fn unknowns_used(examiner: &Examiner<'_>, answering: &Answering) -> Vec<RestsOn> {
    let base = examiner.base;
    let derivation = answering.facts.derivation(base, answering.why);
    let declared = derivation.steps.iter().filter_map(|step| base.facts.get(step.declared?));
    let mut unknowns: Vec<_> = declared.filter_map(|declared| declared.assumed).collect();
    unknowns.sort_unstable();
    unknowns.dedup();
    let rests_on = unknowns.into_iter().map(|id| {
        let unknown = &base.unknowns[id.index()];
        let what = format!("{} is not known; it is taken to be {}", unknown.what, unknown.taken_as);
        RestsOn { what, place: crate::proof::Place { span: unknown.span, text: String::new() } }
    });
    rests_on.collect()
}

/// The verdict of a property of which nothing is known, and why.
pub fn unknown(base: &Base, property: &Property, remarks: Vec<String>) -> Verdict {
    Verdict { remarks, ..blank(base, property) }
}

/// A verdict before anything is known.
pub(crate) fn blank(base: &Base, property: &Property) -> Verdict {
    let mode = match property.statement {
        Statement::Possible(_) => "by legitimate means".to_owned(),
        _ => words::mode(base, &property.mode),
    };
    let label = property.label.clone();
    Verdict { label, ..Verdict::blank(property.name.clone(), property.text.clone(), property.span, mode) }
}
