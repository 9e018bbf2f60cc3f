//! What a property asks of the facts: every derived fact that would break a `never`, or show a `possible`.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::facts::{self, Authors, Facts, RuleSet, Setting, Unknowns, Why};
use crate::logic::{Atom, Conjunction, Guard};
use crate::model::{AtomId, Base, DataAtom, Mode, Node, Permission, PrincipalId, Property, Question, Statement};

/// Where closures come from: remembered queries for a project, fresh ones for a policy that is only tried out.
pub trait Closures {
    /// The closure of the policy in a setting.
    fn facts(&self, setting: &Setting) -> Arc<Facts>;
}

/// A policy under examination.
pub struct Examiner<'a> {
    /// The declared facts.
    pub base: &'a Base,
    /// Their closures.
    pub closures: &'a dyn Closures,
    /// Whose text is followed.
    pub authors: Authors,
}

/// Closures of a policy that are computed when they are first asked for.
pub struct Fresh<'a> {
    base: &'a Base,
    known: RefCell<FxHashMap<Setting, Arc<Facts>>>,
}

/// Whom a property asks about: whose text has to be followed to answer it. That of whoever is hostile always is, so it makes
/// no difference whether they are asked about, and more properties share a closure.
fn authors(base: &Base, property: &Property) -> Authors {
    let (Statement::Never(question) | Statement::Possible(question)) = &property.statement else { return Authors::All };
    let subjects = match question {
        Question::Causes(subjects, _)
        | Question::Extracts(subjects, _)
        | Question::Obtains(subjects, _)
        | Question::Influences(subjects, _) => subjects.as_slice(),
        Question::Reaches(..) | Question::ReachesAnother(_) => &[],
    };
    Authors::Only(subjects.iter().copied().filter(|one| !property.mode.is_hostile(base, *one)).collect())
}

/// A fact that answers a property's question, under one of its minimal conditions.
#[derive(Clone)]
pub struct Answering {
    /// The closure it stands in.
    pub facts: Arc<Facts>,
    /// The fact.
    pub why: Why,
    /// Who brings it about, where the question is about somebody.
    pub subject: Option<PrincipalId>,
    /// What is brought about.
    pub permission: Option<Permission>,
    /// What must hold besides the fact's own condition.
    pub besides: Option<Guard>,
}

impl<'a> Fresh<'a> {
    /// Nothing is computed yet.
    pub fn new(base: &'a Base) -> Self {
        Self { base, known: RefCell::default() }
    }
}

impl<'a> Examiner<'a> {
    /// A policy, for one property. What else is asked of it makes no difference.
    pub fn of(base: &'a Base, closures: &'a dyn Closures, property: &Property) -> Self {
        Self { base, closures, authors: authors(base, property) }
    }
}

impl Closures for Fresh<'_> {
    fn facts(&self, setting: &Setting) -> Arc<Facts> {
        if let Some(known) = self.known.borrow().get(setting) {
            return known.clone();
        }
        let facts = Arc::new(facts::close(self.base, setting));
        self.known.borrow_mut().insert(setting.clone(), facts.clone());
        facts
    }
}

impl Answering {
    /// The fact's condition.
    pub fn condition(&self) -> &Conjunction {
        self.facts.condition(self.why)
    }

    /// The size of its derivation.
    pub fn cost(&self) -> u32 {
        self.facts.cost(self.why)
    }
}

impl Examiner<'_> {
    /// The setting in which a `never` or `always` is examined.
    pub fn setting(&self, mode: &Mode) -> Setting {
        Setting {
            mode: mode.clone(),
            authors: self.authors.clone(),
            in_question: None,
            rules: RuleSet::all(),
            unknowns: Unknowns::WorstCase,
        }
    }

    /// The facts that would break a property, shortest derivations first.
    pub fn breaking(&self, property: &Property) -> Vec<Answering> {
        let setting = self.setting(&property.mode);
        let mut found = match &property.statement {
            Statement::Never(question) | Statement::Possible(question) => self.answering(question, &setting),
            Statement::Always(permissions, _) => {
                let everybody: Vec<PrincipalId> = (0..).take(self.base.principals.len()).map(PrincipalId).collect();
                self.causing(&everybody, permissions, &setting)
            }
        };
        found.sort_by_key(Answering::cost);
        found
    }

    /// The facts that answer a question in a setting, in the order of the question.
    pub fn answering(&self, question: &Question, setting: &Setting) -> Vec<Answering> {
        match question {
            Question::Causes(subjects, permissions) => self.causing(subjects, permissions, setting),
            Question::Reaches(atoms, nodes) => {
                let facts = self.closures.facts(setting);
                let pairs = nodes.iter().flat_map(|node| atoms.iter().map(|atom| (*node, *atom)));
                let reached = pairs.flat_map(|(node, atom)| facts.reaches(self.base, node, atom));
                reached.map(|why| answer(&facts, why, None)).collect()
            }
            Question::ReachesAnother(pairs) => {
                let facts = self.closures.facts(setting);
                let reached = pairs.iter().flat_map(|(atom, node)| self.reaches_another(&facts, *node, *atom));
                reached.map(|why| answer(&facts, why, None)).collect()
            }
            Question::Extracts(subjects, atoms) => {
                let facts = self.closures.facts(setting);
                let mut found = Vec::new();
                for (subject, atom) in subjects.iter().flat_map(|x| atoms.iter().map(move |k| (*x, *k))) {
                    let entitled = facts.entitled(subject, atom);
                    let reached = facts.reaches(self.base, Node::Principal(subject), atom);
                    found.extend(reached.into_iter().filter_map(|why| {
                        let besides = self.beyond(&entitled, facts.condition(why))?;
                        Some(Answering { besides, ..answer(&facts, why, Some(subject)) })
                    }));
                }
                found
            }
            Question::Obtains(subjects, credentials) => {
                let facts = self.closures.facts(setting);
                let mut found = Vec::new();
                for (subject, credential) in subjects.iter().flat_map(|x| credentials.iter().map(move |c| (*x, *c))) {
                    let about = self.base.credential(credential);
                    if about.subject != subject && !about.custodians.contains(&subject) {
                        let held = facts.holds(subject, credential);
                        found.extend(held.into_iter().map(|why| answer(&facts, why, Some(subject))));
                    }
                }
                found
            }
            Question::Influences(subjects, targets) => {
                let facts = self.closures.facts(setting);
                let pairs = subjects.iter().flat_map(|x| targets.iter().map(move |y| (*x, *y)));
                let influencing = pairs.flat_map(|(x, y)| facts.influences(x, y).into_iter().map(move |why| (x, why)));
                influencing.map(|(x, why)| answer(&facts, why, Some(x))).collect()
            }
        }
    }

    /// A subject that is no agent and can get an approval recorded is examined by itself (rule G2): what it causes may
    /// need nobody else's approval.
    fn causing(&self, subjects: &[PrincipalId], permissions: &[Permission], setting: &Setting) -> Vec<Answering> {
        let shared = self.closures.facts(setting);
        let mut found = Vec::new();
        for subject in subjects {
            let approves =
                !self.base.is_agent(*subject) && setting.rules.has("G2") && shared.can_approve(self.base, *subject);
            let facts = if approves {
                self.closures.facts(&Setting { in_question: Some(*subject), ..setting.clone() })
            } else {
                shared.clone()
            };
            for permission in permissions {
                // A legitimate derivation shows what can be done; what an agent would do is another question.
                let caused = if setting.rules.has("B7") {
                    facts.causes(self.base, *subject, *permission)
                } else {
                    facts.could_cause(self.base, *subject, *permission)
                };
                found.extend(caused.into_iter().map(|why| cause(&facts, why, *subject, *permission)));
            }
        }
        found
    }

    /// Data of individual 2 at a node: in any session but those that are individual 2's own.
    fn reaches_another(&self, facts: &Facts, node: Node, atom: AtomId) -> Vec<Why> {
        let in_sessions = match node {
            Node::Leaf(leaf) => self.base.leaf(leaf).per_session,
            Node::Principal(principal) => self.base.is_agent(principal),
        };
        if !in_sessions {
            return facts.reaches(self.base, node, atom);
        }
        let subjects = (0..).take(self.base.principals.len()).map(PrincipalId);
        let others = subjects.filter(|subject| !self.is_second(*subject, atom));
        let mut found: Vec<Why> = others.flat_map(|subject| facts.reaches_in(self.base, node, subject, atom)).collect();
        found.extend(facts.reaches_unattended(self.base, node, atom));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a principal is individual 2 of the dimension that data belongs to.
    fn is_second(&self, subject: PrincipalId, atom: AtomId) -> bool {
        let DataAtom::Class { owner: Some((dimension, _)), .. } = self.base.atom(atom) else { return false };
        let name = format!("subject.{dimension}");
        let vocabulary = &self.base.vocabulary;
        let mut constraints = self.base.principal(subject).individual.constraints().iter();
        constraints.any(|(variable, values)| vocabulary.variable(*variable).name == name && !values.contains(1))
    }

    /// What must hold for somebody entitled under `entitled` not to be entitled; `None` if they always are.
    ///
    /// An entitlement counts only as far as the condition itself brings about what has to have happened for it: an approval
    /// that nothing else needs may just as well not have been given.
    #[expect(clippy::option_option, reason = "no answer, an answer without more conditions, and one with")]
    fn beyond(&self, entitled: &Guard, condition: &Conjunction) -> Option<Option<Guard>> {
        let happened = |atom: &Atom| condition.atoms().iter().any(|own| own.implies(*atom));
        let counting = entitled.alternatives().iter().filter(|one| one.atoms().iter().all(happened));
        let counting = Guard::from_alternatives(counting.map(|one| one.retain(|_| true, |_| false)));
        let outside = counting.complement(&self.base.vocabulary).unwrap_or_else(Guard::always);
        let is_entitled = counting.alternatives().iter().any(|one| condition.entails(one));
        if is_entitled || outside.is_never() {
            return None;
        }
        Some(Some(outside).filter(|outside| !outside.is_always()))
    }
}

/// Something that somebody brings about, as an answer.
pub fn cause(facts: &Arc<Facts>, why: Why, subject: PrincipalId, permission: Permission) -> Answering {
    Answering { permission: Some(permission), ..answer(facts, why, Some(subject)) }
}

fn answer(facts: &Arc<Facts>, why: Why, subject: Option<PrincipalId>) -> Answering {
    Answering { facts: facts.clone(), why, subject, permission: None, besides: None }
}
