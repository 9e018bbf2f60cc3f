//! Authority as it is declared: what grants, delegations and `uses` give in a situation, nothing being found, forged or
//! commanded. Where an approval is not given it is absent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::facts::{Authors, Facts, RULES, RuleSet, Setting, Unknowns};
use crate::logic::{self, Answer, Atom, Conjunction, Domain, Guard, Set, Term, VariableId};
use crate::model::{Agents, Authority, Base, GateId, Mode, Permission, PrincipalId, VerbId};
use crate::proof::examine::{Answering, Examiner};
use crate::proof::judge::satisfiable;
use crate::proof::prove::open;
use crate::proof::{Witness, witness, words};

/// The rules by which a declared authority comes about and is exercised.
const DECLARED: [&str; 10] = ["A0", "A1", "A2", "A2i", "A3", "A4", "A7a", "E1", "C1", "G3"];

/// What is declared of an authority.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Permitted {
    /// What is permitted, each as a sentence with how it comes about.
    pub granted: Vec<(String, Witness)>,
    /// What is not, each as a sentence that says what it would take.
    pub missing: Vec<String>,
    /// Why it is not known of others.
    pub undecided: Vec<String>,
}

/// One thing that somebody may do, whatever individuals both belong to.
type Asked<'a> = (&'a str, VerbId, &'a str);

/// Which of the permissions that are asked for are declared on a day, in days since 1970-01-01, unless the situation says
/// another one. What is not known is neither declared nor ruled out.
pub fn declared_authority(examiner: &Examiner<'_>, asked: &Authority, today: i64) -> Permitted {
    let situation = situation(examiner.base, asked, today);
    let mut known = permitted(examiner, asked, &situation, Unknowns::GiveNothing);
    let worst = permitted(examiner, asked, &situation, Unknowns::WorstCase);
    if worst.granted.len() > known.granted.len() {
        known.undecided.push("it depends on values that are not known".to_owned());
    }
    if !known.missing.is_empty() {
        known.undecided.extend(open(examiner.base));
    }
    known
}

/// What is given, and the day.
fn situation(base: &Base, asked: &Authority, today: i64) -> Vec<Guard> {
    let mut situation: Vec<Guard> = asked.situation.when.iter().cloned().collect();
    let date = base.vocabulary.variables.iter().zip(0..).find(|(variable, _)| variable.name == "now.date");
    let Some(date) = date.map(|(_, number)| VariableId(number)) else { return situation };
    let speaks = |one: &Conjunction| one.constraints().iter().any(|(variable, _)| *variable == date);
    if !situation.iter().flat_map(Guard::alternatives).any(speaks) {
        let day = Conjunction::constraint(date, &Set::single(today), &Domain::Date);
        situation.push(Guard::from_alternatives(day));
    }
    situation
}

fn permitted(examiner: &Examiner<'_>, asked: &Authority, situation: &[Guard], unknowns: Unknowns) -> Permitted {
    let base = examiner.base;
    let facts = examiner.closures.facts(&setting(unknowns));
    let mut copies: BTreeMap<Asked<'_>, Vec<(PrincipalId, Permission)>> = BTreeMap::new();
    for subject in &asked.subjects {
        for permission in &asked.permissions {
            let declared = (&base.principal(*subject).declared, &base.leaf(permission.leaf).declared);
            let key = (declared.0.as_str(), permission.verb, declared.1.as_str());
            copies.entry(key).or_default().push((*subject, *permission));
        }
    }
    let mut permitted = Permitted::default();
    for pairs in copies.into_values() {
        let found = pairs.iter().flat_map(|(subject, permission)| found(base, &facts, *subject, *permission));
        let mut found: Vec<Answering> = found.collect();
        found.sort_by_key(Answering::cost);
        judge(base, asked, situation, &pairs, &found, &mut permitted);
    }
    permitted
}

/// The ways in which one permission comes about.
pub(crate) fn found(base: &Base, facts: &Arc<Facts>, subject: PrincipalId, permission: Permission) -> Vec<Answering> {
    let answering = |why| Answering {
        facts: facts.clone(),
        why,
        subject: Some(subject),
        permission: Some(permission),
        besides: None,
    };
    facts.could_cause(base, subject, permission).into_iter().map(answering).collect()
}

pub(crate) fn setting(unknowns: Unknowns) -> Setting {
    let others: Vec<&str> = RULES.iter().copied().filter(|rule| !DECLARED.contains(rule)).collect();
    Setting {
        mode: Mode { agents: Agents::FollowSteps, insiders: Vec::new() },
        authors: Authors::Only(BTreeSet::new()),
        in_question: None,
        rules: RuleSet::without(&others),
        unknowns,
    }
}

/// Adds what is known of one thing that somebody may do.
fn judge(
    base: &Base,
    asked: &Authority,
    situation: &[Guard],
    pairs: &[(PrincipalId, Permission)],
    found: &[Answering],
    permitted: &mut Permitted,
) {
    let Some((subject, permission)) = pairs.first() else { return };
    let mut undecided = None;
    for answering in found.iter().filter(|one| is_given(base, asked, one.condition())) {
        match satisfiable(base, answering.condition(), situation) {
            Answer::Yes => {
                match holds_throughout(base, asked, situation, found) {
                    Answer::Yes => {
                        let sentence = said(base, *subject, *permission, true);
                        permitted.granted.push((sentence, witness::witness(base, answering, situation)));
                    }
                    Answer::No => permitted.undecided.push(format!(
                        "it depends on what the test does not say: whether {}",
                        words::condition(base, answering.condition())
                    )),
                    Answer::Unknown(why) => permitted.undecided.push(why),
                }
                return;
            }
            Answer::No => {}
            Answer::Unknown(why) => undecided = Some(why),
        }
    }
    if let Some(why) = undecided {
        permitted.undecided.push(why);
        return;
    }
    let conditions = Guard::from_alternatives(found.iter().map(|one| one.condition().clone()));
    let sentence = said(base, *subject, *permission, false);
    permitted.missing.push(if found.is_empty() {
        format!("{sentence}: nothing that is declared gives it to them")
    } else {
        format!("{sentence} here: only when {}", words::guard(base, &conditions))
    });
}

/// Whether one of the ways is open whatever the test leaves unsaid.
fn holds_throughout(base: &Base, asked: &Authority, situation: &[Guard], found: &[Answering]) -> Answer {
    let given = found.iter().filter(|one| is_given(base, asked, one.condition()));
    let open = Guard::from_alternatives(given.map(|one| one.condition().retain(|_| true, |_| false)));
    if open.is_always() {
        return Answer::Yes;
    }
    let situation = Term::All(situation.iter().map(Term::from).collect());
    logic::implies(&base.vocabulary, &situation, &Term::from(&open))
}

fn said(base: &Base, subject: PrincipalId, permission: Permission, may: bool) -> String {
    let may = if may { "may" } else { "may not" };
    format!("{} {may} {}", words::principal(base, subject), words::permission(base, permission))
}

/// Whether every approval that a condition needs is given.
pub(crate) fn is_given(base: &Base, asked: &Authority, condition: &Conjunction) -> bool {
    let is_full = |gate: u32, count: u32| base.gates.get(gate as usize).is_some_and(|one| count <= one.quorum);
    condition.atoms().iter().all(|atom| match atom {
        Atom::Approved { gate, count, .. } => {
            asked.situation.approved.contains(&GateId(*gate)) && is_full(*gate, *count)
        }
        Atom::Fails(_) | Atom::Stale(_) => false,
    })
}
