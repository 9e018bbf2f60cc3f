//! Facts that a rule asks for: whether anything of the kind follows, every agent doing its worst.

use crate::facts::Setting;
use crate::inventory::Value;
use crate::model::{
    Agents, AtomId, Base, CredentialId, DataAtom, LeafId, Meaning, Mode, Node, PRINCIPALS, Permission, Policy,
    PrincipalId, Question, VerbId, VerbKind,
};
use crate::names::{DefinitionId, Sort};
use crate::proof::{Closures, Examiner};
use crate::rules::declared::ask::{Asking, Bound};
use crate::rules::declared::truth::Truth;
use crate::syntax::ast::{self, Fact, Party, PartyKind, Path, Resources, Selection};
use crate::tiers::Rating;

/// Where data can be, besides with somebody.
const PLACES: &[Sort] = &[Sort::Store, Sort::Part, Sort::Sink, Sort::Model, Sort::Log];

/// What follows from a policy, as far as rules ask for it.
pub(crate) struct Following<'a> {
    meanings: &'a [Meaning],
    base: &'a Base,
    closures: &'a dyn Closures,
    /// The workflows, with what was derived about them.
    pub(crate) ratings: &'a [Rating],
}

impl<'a> Following<'a> {
    /// What follows from the facts of a policy, of which something may be taken away.
    pub(crate) fn within(
        policy: &'a Policy,
        base: &'a Base,
        closures: &'a dyn Closures,
        ratings: &'a [Rating],
    ) -> Self {
        Self { meanings: &policy.meanings, base, closures, ratings }
    }

    fn meaning(&self, id: DefinitionId) -> Option<&'a Meaning> {
        self.meanings.get(id.index())
    }

    fn base(&self) -> &'a Base {
        self.base
    }

    fn follows(&self, question: &Question) -> Truth {
        let setting = Setting::of(Mode { agents: Agents::AllCompromised, insiders: Vec::new() });
        let examiner = Examiner { base: self.base(), closures: self.closures, authors: setting.authors.clone() };
        match examiner.answering(question, &setting).is_empty() {
            false => Truth::Yes,
            true if self.base.open.is_empty() => Truth::No,
            true => Truth::Unknown,
        }
    }
}

impl Asking<'_> {
    /// Whether a fact follows.
    pub(crate) fn follows(&self, bound: &Bound, fact: &Fact) -> Truth {
        match self.question(bound, fact) {
            Some(question) => self.following.follows(&question),
            None => Truth::Unknown,
        }
    }

    fn question(&self, bound: &Bound, fact: &Fact) -> Option<Question> {
        Some(match fact {
            Fact::Causes(subjects, permissions) => {
                Question::Causes(self.principals(bound, subjects)?, self.permissions(bound, permissions)?)
            }
            Fact::Starts(subjects, started) => {
                let starts = self.each(bound, started, PRINCIPALS, |meaning| meaning.starts.clone())?;
                Question::Causes(self.principals(bound, subjects)?, starts)
            }
            Fact::Reaches(data, to) => Question::Reaches(self.data(bound, data)?, self.nodes(bound, to)?),
            Fact::Extracts(subjects, data) => {
                Question::Extracts(self.principals(bound, subjects)?, self.data(bound, data)?)
            }
            Fact::Obtains(subjects, credentials) => {
                let credentials =
                    self.each(bound, credentials, &[Sort::Credential], |meaning| meaning.credentials.clone())?;
                Question::Obtains(self.principals(bound, subjects)?, credentials)
            }
            Fact::Influences(subjects, targets) => {
                let (subjects, targets) = (self.principals(bound, subjects)?, self.principals(bound, targets)?);
                Question::Influences(subjects, targets)
            }
            Fact::May(..) => return None,
        })
    }

    /// Everything that a party stands for, of one kind; none if something in it can not be of that kind at all.
    fn each<T: Ord>(
        &self,
        bound: &Bound,
        party: &Party,
        sorts: &[Sort],
        of: impl Fn(&Meaning) -> Vec<T>,
    ) -> Option<Vec<T>> {
        let ids = self.party(bound, party)?;
        if ids.iter().any(|id| !sorts.contains(&self.names.definition(*id).sort)) {
            return None;
        }
        let mut found: Vec<T> = ids.into_iter().filter_map(|id| self.following.meaning(id)).flat_map(of).collect();
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    fn principals(&self, bound: &Bound, party: &Party) -> Option<Vec<PrincipalId>> {
        if is_bare_any(party) {
            return Some((0..).take(self.following.base().principals.len()).map(PrincipalId).collect());
        }
        self.each(bound, party, PRINCIPALS, |meaning| meaning.principals.clone())
    }

    fn nodes(&self, bound: &Bound, party: &Party) -> Option<Vec<Node>> {
        self.each(bound, party, &[PRINCIPALS, PLACES].concat(), |meaning| meaning.nodes.clone())
    }

    fn data(&self, bound: &Bound, party: &Party) -> Option<Vec<AtomId>> {
        let base = self.following.base();
        let secrets = |wanted: Option<&[CredentialId]>| {
            let atoms = base.atoms.iter().zip(0..);
            let is_wanted = |atom: &DataAtom| match atom {
                DataAtom::Secret(credential) => wanted.is_none_or(|wanted| wanted.contains(credential)),
                _ => false,
            };
            atoms.filter(|(atom, _)| is_wanted(atom)).map(|(_, at)| AtomId(at)).collect()
        };
        match &party.who {
            PartyKind::AnySecret => Some(secrets(None)),
            PartyKind::SecretOf(path) => {
                let ids = ids(&self.path(bound, path))?;
                let credentials: Vec<_> = ids
                    .into_iter()
                    .filter_map(|id| self.following.meaning(id))
                    .flat_map(|one| one.credentials.clone())
                    .collect();
                Some(secrets(Some(&credentials)))
            }
            _ => self.each(bound, party, &[Sort::Class, Sort::Level], |meaning| meaning.atoms.clone()),
        }
    }

    fn permissions(&self, bound: &Bound, permissions: &[ast::Permission]) -> Option<Vec<Permission>> {
        let mut found = Vec::new();
        for permission in permissions {
            let verbs = self.verbs(bound, &permission.operations)?;
            let leaves = match &permission.resources {
                Resources::Any(selection) if selection.kinds.is_empty() && selection.condition.is_none() => {
                    (0..).take(self.following.base().leaves.len()).map(LeafId).collect()
                }
                Resources::Any(selection) => self.leaves(self.selected(selection)?),
                Resources::Names(names) => {
                    let each: Option<Vec<Vec<DefinitionId>>> =
                        names.iter().map(|path| ids(&self.path(bound, path))).collect();
                    self.leaves(each?.concat())
                }
            };
            let leaves: Vec<LeafId> = leaves;
            found.extend(
                verbs.iter().flat_map(|verb| leaves.iter().map(|leaf| Permission { verb: *verb, leaf: *leaf })),
            );
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }

    fn leaves(&self, ids: Vec<DefinitionId>) -> Vec<LeafId> {
        ids.into_iter().filter_map(|id| self.following.meaning(id)).flat_map(|one| one.leaves.clone()).collect()
    }

    /// Operations by name, all of a kind by the word for the kind, all there are for none.
    fn verbs(&self, bound: &Bound, operations: &[Path]) -> Option<Vec<VerbId>> {
        let base = self.following.base();
        let all = || base.verbs.iter().zip(0..).map(|(verb, at)| (verb, VerbId(at)));
        if operations.is_empty() {
            return Some(all().map(|(_, id)| id).collect());
        }
        let mut found = Vec::new();
        for path in operations {
            let text = path.text();
            if let Some(kind) = VerbKind::ALL.into_iter().find(|kind| kind.word() == text) {
                found.extend(all().filter(|(verb, _)| verb.kind == kind).map(|(_, id)| id));
            } else {
                // An operation that is not known can not be asked about.
                let named = ids(&self.path(bound, path))?;
                found.extend(named.into_iter().filter_map(|id| self.following.meaning(id)?.verb));
            }
        }
        Some(found)
    }

    /// The declarations that a party names or selects.
    fn party(&self, bound: &Bound, party: &Party) -> Option<Vec<DefinitionId>> {
        match &party.who {
            PartyKind::Names(names) => {
                let each: Option<Vec<Vec<DefinitionId>>> =
                    names.iter().map(|path| ids(&self.path(bound, path))).collect();
                Some(each?.concat())
            }
            PartyKind::Any(selection) => self.selected(selection),
            PartyKind::AnySecret | PartyKind::SecretOf(_) => None,
        }
    }

    /// Everything of some kinds; what else narrows a selection is said with `where` in the rule.
    fn selected(&self, selection: &Selection) -> Option<Vec<DefinitionId>> {
        if selection.condition.is_some() {
            return None;
        }
        let kinds: Vec<String> = selection.kinds.iter().map(Path::text).collect();
        let things = self.of_kinds(&kinds);
        Some(
            things.into_iter().filter_map(|value| if let Value::Thing(id) = value { Some(id) } else { None }).collect(),
        )
    }
}

fn is_bare_any(party: &Party) -> bool {
    matches!(&party.who, PartyKind::Any(selection) if selection.kinds.is_empty() && selection.condition.is_none())
}

/// The declarations that a value is; none if it is anything else.
fn ids(value: &Value) -> Option<Vec<DefinitionId>> {
    value.each().into_iter().map(|one| if let Value::Thing(id) = one.single() { Some(*id) } else { None }).collect()
}
