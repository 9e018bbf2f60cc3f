//! What everybody can bring about, by names: what is compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::facts::{Facts, Setting, Why};
use crate::logic::Conjunction;
use crate::model::{AtomId, Base, CredentialId, DataAtom, LeafId, Mode, Node, Permission, PrincipalId};
use crate::proof::Closures;
use crate::proof::words;

/// A policy of which effects are asked.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The declared facts.
    pub base: &'a Base,
    /// What follows from them.
    pub closures: &'a dyn Closures,
}

/// Something that comes about: who it is about, and what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effect {
    /// What happens.
    pub deed: Deed,
    /// Who or what it is about, by name.
    pub who: String,
}

/// What happens, by names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// An operation on a leaf is brought about.
    Causes(String, String),
    /// The secret of a credential is known.
    Holds(String),
    /// Data comes there.
    Gets(String),
    /// Somebody is influenced.
    Influences(String),
}

impl Effect {
    /// The same effect with the two symbolic individuals exchanged, if it begins with the second one: whoever tells both
    /// says the same twice.
    pub(crate) fn twin(&self) -> Option<Self> {
        let parts = |effect: &Self| match &effect.deed {
            Deed::Causes(one, other) => format!("{}{one}{other}", effect.who),
            Deed::Holds(one) | Deed::Gets(one) | Deed::Influences(one) => format!("{}{one}", effect.who),
        };
        let said = parts(self);
        let begins_with_second = match (said.find(FIRST), said.find(SECOND)) {
            (Some(first), Some(second)) => second < first,
            (None, second) => second.is_some(),
            (Some(_), None) => false,
        };
        let deed = match &self.deed {
            Deed::Causes(one, other) => Deed::Causes(exchanged(one), exchanged(other)),
            Deed::Holds(one) => Deed::Holds(exchanged(one)),
            Deed::Gets(one) => Deed::Gets(exchanged(one)),
            Deed::Influences(one) => Deed::Influences(exchanged(one)),
        };
        begins_with_second.then(|| Self { deed, who: exchanged(&self.who) })
    }
}

/// What the names of the two symbolic individuals end with.
const FIRST: &str = "·1";
const SECOND: &str = "·2";

/// A name in which the first individual is the second, and the other way round.
fn exchanged(name: &str) -> String {
    let halves: Vec<String> = name.split(FIRST).map(|part| part.replace(SECOND, FIRST)).collect();
    halves.join(SECOND)
}

/// How something comes about in one policy.
pub(crate) struct Ways {
    pub(crate) facts: Arc<Facts>,
    pub(crate) whys: Vec<Why>,
    /// Who it is about and what happens, in words: "`ana`", "causes `read` on `notes`".
    pub(crate) said: (String, String),
    pub(crate) subject: Option<PrincipalId>,
    pub(crate) permission: Option<Permission>,
}

impl Ways {
    /// The condition of each way, and whether it is exact; shortest derivations first.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = (Why, &Conjunction, bool)> {
        let mut whys = self.whys.clone();
        whys.sort_by_key(|why| (self.facts.cost(*why), *why));
        whys.into_iter().map(|why| (why, self.facts.condition(why), self.facts.is_exact(why)))
    }
}

/// Everything that comes about in a mode.
pub(crate) fn effects(side: Side<'_>, mode: &Mode) -> BTreeMap<Effect, Ways> {
    let mut found = Found { names: Names::of(side.base), base: side.base, effects: BTreeMap::new() };
    let setting = Setting::of(mode.clone());
    let facts = side.closures.facts(&setting);
    for principal in (0..).take(side.base.principals.len()).map(PrincipalId) {
        // What somebody causes may need nobody else's approval if they can get approvals recorded (rule G2).
        if !side.base.is_agent(principal) && facts.can_approve(side.base, principal) {
            let setting = Setting { in_question: Some(principal), ..setting.clone() };
            found.caused(&side.closures.facts(&setting), |one| one == principal);
        }
    }
    found.caused(&facts, |one| side.base.is_agent(one) || !facts.can_approve(side.base, one));
    found.held(&facts);
    found.reached(&facts);
    found.influenced(&facts);
    found.effects
}

struct Found<'a> {
    base: &'a Base,
    names: Names,
    effects: BTreeMap<Effect, Ways>,
}

impl Found<'_> {
    fn add(&mut self, who: String, deed: Deed, ways: Ways) {
        if !ways.whys.is_empty() {
            self.effects.insert(Effect { deed, who }, ways);
        }
    }

    fn caused(&mut self, facts: &Arc<Facts>, wanted: impl Fn(PrincipalId) -> bool) {
        let mut by_what: BTreeMap<(PrincipalId, Permission), Vec<Why>> = BTreeMap::new();
        for (principal, permission, why) in facts.everything_caused(self.base) {
            by_what.entry((principal, permission)).or_default().push(why);
        }
        let mut is_wanted: BTreeMap<PrincipalId, bool> = BTreeMap::new();
        for ((principal, permission), whys) in by_what {
            if !*is_wanted.entry(principal).or_insert_with(|| wanted(principal)) {
                continue;
            }
            let deed = Deed::Causes(
                self.names.verbs[permission.verb.index()].clone(),
                self.names.leaves[permission.leaf.index()].clone(),
            );
            let said = format!("causes {}", words::permission(self.base, permission));
            let ways = Ways {
                permission: Some(permission),
                ..Self::ways(facts, whys, (words::principal(self.base, principal), said), Some(principal))
            };
            self.add(self.names.principals[principal.index()].clone(), deed, ways);
        }
    }

    fn held(&mut self, facts: &Arc<Facts>) {
        for principal in (0..).take(self.base.principals.len()).map(PrincipalId) {
            for credential in (0..).take(self.base.credentials.len()).map(CredentialId) {
                let whys = facts.holds(principal, credential);
                let said = format!("holds the secret of `{}`", self.base.credential(credential).name);
                let ways = Self::ways(facts, whys, (words::principal(self.base, principal), said), Some(principal));
                let deed = Deed::Holds(self.names.credentials[credential.index()].clone());
                self.add(self.names.principals[principal.index()].clone(), deed, ways);
            }
        }
    }

    fn reached(&mut self, facts: &Arc<Facts>) {
        let principals = (0..).take(self.base.principals.len()).map(|one| Node::Principal(PrincipalId(one)));
        let leaves = (0..).take(self.base.leaves.len()).map(|one| Node::Leaf(LeafId(one)));
        for node in principals.chain(leaves) {
            for atom in (0..).take(self.base.atoms.len()).map(AtomId).filter(|atom| self.base.is_class(*atom)) {
                let whys = facts.reaches(self.base, node, atom);
                let said = format!("gets {}", words::atom(self.base, atom));
                let (subject, name) = match node {
                    Node::Principal(one) => (Some(one), self.names.principals[one.index()].clone()),
                    // A leaf and a principal can have one name.
                    Node::Leaf(leaf) => (None, format!("{} (leaf)", self.names.leaves[leaf.index()])),
                };
                let ways = Self::ways(facts, whys, (words::node(self.base, node), said), subject);
                self.add(name, Deed::Gets(self.names.atoms[atom.index()].clone()), ways);
            }
        }
    }

    fn influenced(&mut self, facts: &Arc<Facts>) {
        let everybody = || (0..).take(self.base.principals.len()).map(PrincipalId);
        let pairs: Vec<(PrincipalId, PrincipalId)> =
            everybody().flat_map(|from| everybody().map(move |to| (from, to))).collect();
        for (from, to) in pairs {
            let whys = facts.influences(from, to);
            if whys.is_empty() {
                continue;
            }
            let said = (words::principal(self.base, from), format!("can steer {}", words::principal(self.base, to)));
            let ways = Self::ways(facts, whys, said, Some(from));
            let deed = Deed::Influences(self.names.principals[to.index()].clone());
            self.add(self.names.principals[from.index()].clone(), deed, ways);
        }
    }

    fn ways(facts: &Arc<Facts>, whys: Vec<Why>, said: (String, String), subject: Option<PrincipalId>) -> Ways {
        Ways { facts: facts.clone(), whys, said, subject, permission: None }
    }
}

/// The names by which things are known again. Should two things of a kind have one name, the second is called otherwise.
pub(crate) struct Names {
    pub(crate) principals: Vec<String>,
    pub(crate) leaves: Vec<String>,
    pub(crate) verbs: Vec<String>,
    pub(crate) credentials: Vec<String>,
    pub(crate) atoms: Vec<String>,
    pub(crate) gates: Vec<String>,
    pub(crate) transformers: Vec<String>,
}

impl Names {
    pub(crate) fn of(base: &Base) -> Self {
        Self {
            principals: different(base.principals.iter().map(|one| one.name.as_str())),
            leaves: different(base.leaves.iter().map(|one| one.name.as_str())),
            verbs: different(base.verbs.iter().map(|one| one.name.as_str())),
            credentials: different(base.credentials.iter().map(|one| one.name.as_str())),
            atoms: different(base.atoms.iter().map(|one| match one {
                DataAtom::Class { name, .. } => name.as_str(),
                DataAtom::Secret(_) | DataAtom::Taint(_) => "",
            })),
            gates: different(base.gates.iter().map(|one| one.name.as_str())),
            transformers: different(base.transformers.iter().map(|one| one.name.as_str())),
        }
    }
}

fn different<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut all = Vec::new();
    for name in names {
        let times = seen.entry(name).and_modify(|times| *times += 1).or_insert(1);
        all.push(if *times == 1 { name.to_owned() } else { format!("{name} ({times})") });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Deed, Effect};

    #[test]
    fn twins_are_known() {
        let effect = |who: &str, what: &str| Effect { deed: Deed::Gets(what.to_owned()), who: who.to_owned() };
        let cases = [
            (("bot·2", "record·1"), Some(("bot·1", "record·2"))),
            (("bot·1", "record·2"), None),
            (("ana", "record·2"), Some(("ana", "record·1"))),
            (("ana", "record"), None),
        ];
        for ((who, what), twin) in cases {
            assert_eq!(effect(who, what).twin(), twin.map(|(who, what)| effect(who, what)), "{who} {what}");
        }
    }
}
