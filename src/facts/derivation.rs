//! Why a fact holds: its shortest derivation, as a list of steps in which each rests on earlier ones.

use rustc_hash::FxHashMap;

use crate::facts::Facts;
use crate::facts::relation::Relation;
use crate::facts::table::{DECLARED, NO_SOURCE, PairId, WIDENED};
use crate::facts::text;
use crate::logic::Conjunction;
use crate::model::{
    AtomId, Base, ClaimId, CredentialId, DataAtom, EntryId, GateId, Leaf, LeafId, Node, Permission, PrincipalId,
    Session,
};

/// A derived fact under one of its minimal conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Why(pub(crate) PairId);

/// A derivation: the last step is what was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The steps; each rests on earlier ones.
    pub steps: Vec<Step>,
    /// Whether no condition on the way was widened.
    pub exact: bool,
}

/// One step of a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule; empty where the fact is declared or belongs to the mode.
    pub rule: String,
    /// What follows.
    pub fact: Fact,
    /// The fact in its canonical spelling; the spelling of a declared fact is its relation's name.
    pub text: String,
    /// Under which condition.
    pub condition: Conjunction,
    /// The steps it rests on.
    pub premises: Vec<usize>,
    /// The declared fact it is, as an index into `Base::facts`.
    pub declared: Option<usize>,
}

/// A fact, for whoever tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A declared fact.
    Declared,
    /// `auth`: the actor, the recorded name, the account, the permission.
    Authority(PrincipalId, PrincipalId, PrincipalId, Permission),
    /// `presents`
    Presents(PrincipalId, CredentialId),
    /// `holds`
    Holds(PrincipalId, CredentialId),
    /// `session`
    Session(PrincipalId, Session),
    /// `exer`: the actor, the recorded name, the permission.
    Exercise(PrincipalId, PrincipalId, Permission),
    /// `invokes`
    Invokes(PrincipalId, EntryId),
    /// `own`
    Own(PrincipalId, Permission),
    /// `via`: the caller, the entry, the permission.
    Via(PrincipalId, EntryId, Permission),
    /// `direct`
    Direct(PrincipalId, Permission),
    /// `far`
    Far(PrincipalId, Permission),
    /// `through`: the caller, the entry, the permission.
    Through(PrincipalId, EntryId, Permission),
    /// `cause`
    Cause(PrincipalId, Permission),
    /// `adv`
    Adversary(PrincipalId),
    /// `free`
    Free(PrincipalId),
    /// `follows`
    Follows(PrincipalId, Permission),
    /// `does`
    Does(PrincipalId, Permission),
    /// `obs`
    Observes(PrincipalId, Permission),
    /// `emit`
    Emits(PrincipalId, Permission),
    /// `has`: the node and the atom.
    Has(Node, AtomId),
    /// `carried`: the caller, the entry, the atom.
    Carried(PrincipalId, EntryId, AtomId),
    /// `influences`, and how: "text", "code", "admin".
    Influences(PrincipalId, PrincipalId, &'static str),
    /// `void`
    Void(ClaimId),
    /// `forged`
    Forged(GateId, PrincipalId),
    /// `opens`: the gate, for requests recorded as the principal.
    Opens(GateId, PrincipalId),
    /// `entitled`
    Entitled(PrincipalId, AtomId),
}

impl Step {
    /// The permission that is exercised in this step, if one is.
    pub fn exercised(&self) -> Option<Permission> {
        match self.fact {
            Fact::Authority(_, _, _, permission) | Fact::Exercise(_, _, permission) | Fact::Via(_, _, permission) => {
                Some(permission)
            }
            _ => None,
        }
    }

    /// Whether the step is about one of the nodes.
    pub fn mentions(&self, base: &Base, nodes: &[Node]) -> bool {
        self.about(base).iter().any(|node| nodes.contains(node))
    }

    /// Whoever and whatever the step is about.
    pub fn about(&self, base: &Base) -> Vec<Node> {
        let secret = |credential: CredentialId| {
            let of = |leaf: &Leaf| leaf.credential == Some(credential);
            base.leaves.iter().zip(0..).find(|(leaf, _)| of(leaf)).map(|(_, number)| Node::Leaf(LeafId(number)))
        };
        let who = Node::Principal;
        let what = |permission: Permission| Node::Leaf(permission.leaf);
        match self.fact {
            Fact::Declared | Fact::Void(_) => Vec::new(),
            Fact::Authority(actor, recorded, account, p) => vec![who(actor), who(recorded), who(account), what(p)],
            Fact::Exercise(actor, recorded, p) => vec![who(actor), who(recorded), what(p)],
            Fact::Presents(holder, credential) | Fact::Holds(holder, credential) => {
                std::iter::once(who(holder)).chain(secret(credential)).collect()
            }
            Fact::Session(agent, Session::Of(subject)) => vec![who(agent), who(subject)],
            Fact::Session(one, Session::Unattended) | Fact::Adversary(one) | Fact::Free(one) => vec![who(one)],
            Fact::Invokes(caller, entry) | Fact::Carried(caller, entry, _) => {
                vec![who(caller), Node::Leaf(base.entry(entry).leaf), who(base.entry(entry).owner)]
            }
            Fact::Via(caller, entry, p) | Fact::Through(caller, entry, p) => {
                vec![who(caller), Node::Leaf(base.entry(entry).leaf), who(base.entry(entry).owner), what(p)]
            }
            Fact::Own(x, p)
            | Fact::Direct(x, p)
            | Fact::Far(x, p)
            | Fact::Cause(x, p)
            | Fact::Follows(x, p)
            | Fact::Does(x, p)
            | Fact::Observes(x, p)
            | Fact::Emits(x, p) => vec![who(x), what(p)],
            Fact::Has(at, atom) => match base.atom(atom) {
                DataAtom::Secret(credential) => std::iter::once(at).chain(secret(*credential)).collect(),
                DataAtom::Taint(author) => vec![who(*author), at],
                DataAtom::Class { .. } => vec![at],
            },
            Fact::Influences(x, y, _) => vec![who(x), who(y)],
            Fact::Forged(gate, approver) => vec![Node::Leaf(base.gate(gate).leaf), who(approver)],
            Fact::Opens(gate, _) => vec![Node::Leaf(base.gate(gate).leaf)],
            Fact::Entitled(x, _) => vec![who(x)],
        }
    }
}

impl Facts {
    /// The shortest derivation of a fact under a condition.
    pub fn derivation(&self, base: &Base, why: Why) -> Derivation {
        let mut steps = Vec::new();
        let mut places: FxHashMap<PairId, usize> = FxHashMap::default();
        // Depth first, without recursion: a pair is told after everything it rests on.
        let mut open = vec![(why.0, false)];
        while let Some((id, ready)) = open.pop() {
            if places.contains_key(&id) {
                continue;
            }
            let premises = self.told_premises(id);
            if ready {
                let at = premises.iter().filter_map(|premise| places.get(premise).copied()).collect();
                places.insert(id, steps.len());
                steps.push(self.step(base, id, at));
            } else {
                open.push((id, true));
                open.extend(premises.into_iter().rev().map(|premise| (premise, false)));
            }
        }
        Derivation { steps: as_told(base, steps), exact: self.closed.pairs[why.0 as usize].exact }
    }

    /// The condition of a fact.
    pub fn condition(&self, why: Why) -> &Conjunction {
        self.closed.conditions.get(self.closed.pairs[why.0 as usize].condition)
    }

    /// A fact, and its canonical spelling.
    pub fn stated(&self, base: &Base, why: Why) -> (Fact, String) {
        let Step { fact, text, .. } = self.step(base, why.0, Vec::new());
        (fact, text)
    }

    /// The size of the shortest derivation of a fact under its condition.
    pub fn cost(&self, why: Why) -> u32 {
        self.closed.pairs[why.0 as usize].cost
    }

    /// Whether the condition of a fact is exact.
    pub fn is_exact(&self, why: Why) -> bool {
        self.closed.pairs[why.0 as usize].exact
    }

    /// What a pair rests on, bookkeeping replaced by what that rests on.
    fn told_premises(&self, id: PairId) -> Vec<PairId> {
        let mut told = Vec::new();
        let mut open: Vec<PairId> = self.closed.premises_of(id).iter().rev().copied().collect();
        while let Some(premise) = open.pop() {
            let pair = &self.closed.pairs[premise as usize];
            let hidden =
                Relation::ALL[pair.relation as usize].is_bookkeeping() && pair.relation != Relation::Pending as u8;
            if hidden || pair.rule == WIDENED {
                open.extend(self.closed.premises_of(premise).iter().rev().copied());
            } else if !told.contains(&premise) {
                told.push(premise);
            }
        }
        told
    }

    fn step(&self, base: &Base, id: PairId, premises: Vec<usize>) -> Step {
        let pair = &self.closed.pairs[id as usize];
        let relation = Relation::ALL[pair.relation as usize];
        let tuple = self.closed.tables[relation as usize].rows[pair.row as usize].tuple;
        let rule = match pair.rule {
            DECLARED | WIDENED => "",
            rule => self.closed.rules[rule as usize].name,
        };
        Step {
            rule: rule.to_owned(),
            fact: fact(base, relation, &tuple),
            text: text::fact(base, relation, &tuple).unwrap_or_else(|| relation.name().to_owned()),
            condition: self.closed.conditions.get(pair.condition).clone(),
            premises,
            declared: (pair.source != NO_SOURCE).then_some(pair.source as usize),
        }
    }
}

/// The steps in the order in which a person would tell them: where text that somebody chose plays a part, its way comes
/// first, and what it can do there afterwards. Each step still rests on earlier ones only.
fn as_told(base: &Base, mut steps: Vec<Step>) -> Vec<Step> {
    let mut begins_with_text: Vec<bool> = Vec::with_capacity(steps.len());
    for step in &steps {
        let is_text = matches!(step.fact, Fact::Has(_, atom) if matches!(base.atom(atom), DataAtom::Taint(_)));
        begins_with_text.push(is_text || step.premises.iter().any(|premise| begins_with_text[*premise]));
    }
    let mut order: Vec<usize> = Vec::with_capacity(steps.len());
    let mut places: Vec<Option<usize>> = vec![None; steps.len()];
    let mut open = vec![(steps.len() - 1, false)];
    while let Some((at, ready)) = open.pop() {
        if places[at].is_some() {
            continue;
        }
        if ready {
            places[at] = Some(order.len());
            order.push(at);
        } else {
            open.push((at, true));
            let (text, others): (Vec<usize>, Vec<usize>) =
                steps[at].premises.iter().copied().partition(|premise| begins_with_text[*premise]);
            // Taken from the end.
            open.extend(text.into_iter().chain(others).rev().map(|premise| (premise, false)));
        }
    }
    for step in &mut steps {
        step.premises = step.premises.iter().filter_map(|premise| places[*premise]).collect();
    }
    let mut steps: Vec<Option<Step>> = steps.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| steps[at].take()).collect()
}

fn fact(base: &Base, relation: Relation, t: &crate::facts::relation::Tuple) -> Fact {
    use crate::facts::relation::{account_principal, session_subject};
    use crate::model::VerbId;
    let leaves = u32::try_from(base.leaves.len()).unwrap_or(u32::MAX).max(1);
    let who = PrincipalId;
    let what = |number: u32| Permission { verb: VerbId(number / leaves), leaf: LeafId(number % leaves) };
    match relation {
        Relation::Authority => Fact::Authority(who(t[0]), who(t[1]), who(account_principal(t[2])), what(t[3])),
        Relation::Presents => Fact::Presents(who(t[0]), CredentialId(t[1])),
        Relation::Secret => Fact::Holds(who(t[0]), CredentialId(t[1])),
        Relation::Context => {
            Fact::Session(who(t[0]), session_subject(t[1]).map_or(Session::Unattended, |s| Session::Of(who(s))))
        }
        Relation::Exercise => Fact::Exercise(who(t[0]), who(t[1]), what(t[3])),
        Relation::Invokes => Fact::Invokes(who(t[0]), EntryId(t[1])),
        Relation::Own => Fact::Own(who(t[0]), what(t[1])),
        Relation::Via => Fact::Via(who(t[0]), EntryId(t[1]), what(t[2])),
        Relation::Direct => Fact::Direct(who(t[0]), what(t[2])),
        Relation::Far => Fact::Far(who(t[0]), what(t[2])),
        Relation::Through => Fact::Through(who(t[0]), EntryId(t[1]), what(t[3])),
        Relation::Follows => Fact::Follows(who(t[0]), what(t[1])),
        Relation::Carried => Fact::Carried(who(t[0]), EntryId(t[1]), AtomId(t[3])),
        Relation::Cause => Fact::Cause(who(t[0]), what(t[1])),
        Relation::Adversary => Fact::Adversary(who(t[0])),
        Relation::Free => Fact::Free(who(t[0])),
        Relation::Does => Fact::Does(who(t[0]), what(t[1])),
        Relation::Observes => Fact::Observes(who(t[0]), what(t[2])),
        Relation::Emits => Fact::Emits(who(t[0]), what(t[2])),
        Relation::Has => {
            let node = match t[0].checked_sub(leaves) {
                Some(principal) => Node::Principal(who(principal)),
                None => Node::Leaf(LeafId(t[0])),
            };
            Fact::Has(node, AtomId(t[2]))
        }
        Relation::Influences => {
            let how = ["text", "code", "admin"].get(t[2] as usize).copied().unwrap_or("admin");
            Fact::Influences(who(t[0]), who(t[1]), how)
        }
        Relation::Void => Fact::Void(ClaimId(t[0])),
        Relation::Forged => Fact::Forged(GateId(t[0]), who(t[1])),
        Relation::Opens => Fact::Opens(GateId(t[0]), who(t[1])),
        Relation::Entitled => Fact::Entitled(who(t[0]), AtomId(t[1])),
        _ => Fact::Declared,
    }
}
