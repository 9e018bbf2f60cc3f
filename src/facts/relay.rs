//! What is brought about through somebody who is commanded: the second line of rule I2, in which an effect of `y` is handed on
//! to everybody who commands `y`.
//!
//! Where everybody commands everybody, there are as many ways to match this line as the cube of their number, and as many
//! conclusions as its square. So the facts that it is about are kept beside the tables, close to one another, together
//! with what is known of each conclusion: most ways are passed over at a glance, because they show nothing new.

use rustc_hash::FxHashMap;

use crate::facts::closure::{Closure, Conclusion};
use crate::facts::conditions::{ConditionId, TRUE};
use crate::facts::relation::{Relation, Tuple};
use crate::facts::rule::{Keep, Rule, Step};
use crate::facts::table::{NO_SOURCE, PairId};

/// The facts that are handed on, and those by which they are.
#[derive(Default)]
pub(crate) struct Relay {
    /// The rule, and what it keeps of the condition of a command; none if it is left out.
    rule: Option<(u16, Keep)>,
    commands: FxHashMap<u32, Vec<Link>>,
    effects: FxHashMap<u32, Vec<Link>>,
    /// Recorded name and permission of what somebody brings about, and their number.
    recorded: Vec<(u32, u32)>,
    numbers: FxHashMap<(u32, u32), u32>,
    /// For each of them and each principal a condition and a cost under which it is known or queued that the principal
    /// brings it about.
    best: Vec<Best>,
}

/// A fact about a principal: who commands it, or the number of what it brings about.
#[derive(Clone, Copy)]
struct Link {
    other: u32,
    condition: ConditionId,
    cost: u32,
    id: PairId,
}

/// A condition and a cost by principal: for few of them or for many.
enum Best {
    Few(FxHashMap<u32, (ConditionId, u32)>),
    Many(Vec<(ConditionId, u32)>),
}

/// Costs more than anything.
const UNKNOWN: (ConditionId, u32) = (TRUE, u32::MAX);

impl Best {
    fn get(&self, principal: u32) -> (ConditionId, u32) {
        match self {
            Self::Few(known) => known.get(&principal).copied().unwrap_or(UNKNOWN),
            Self::Many(known) => known[principal as usize],
        }
    }

    fn set(&mut self, principal: u32, best: (ConditionId, u32), principals: usize) {
        match self {
            Self::Many(known) => known[principal as usize] = best,
            Self::Few(known) => {
                known.insert(principal, best);
                if known.len() > principals / 8 {
                    let all = (0..).take(principals).map(|one: u32| known.get(&one).copied().unwrap_or(UNKNOWN));
                    *self = Self::Many(all.collect());
                }
            }
        }
    }
}

impl Relay {
    /// Hands on by the rule that is marked for it, if there is one.
    pub(crate) fn of(rules: &[Rule]) -> Self {
        let marked = rules.iter().zip(0..).find(|(rule, _)| rule.relayed);
        let keep = |rule: &Rule| match rule.body.first() {
            Some(Step::Match(_, keep)) => *keep,
            _ => Keep::All,
        };
        Self { rule: marked.map(|(rule, number)| (number, keep(rule))), ..Self::default() }
    }

    fn number(&mut self, recorded: u32, permission: u32) -> u32 {
        let fresh = u32::try_from(self.recorded.len()).expect("fewer of them than memory has room for");
        let number = *self.numbers.entry((recorded, permission)).or_insert(fresh);
        if number == fresh {
            self.recorded.push((recorded, permission));
            self.best.push(Best::Few(FxHashMap::default()));
        }
        number
    }

    /// Whether a conclusion says nothing new, as far as can be seen at a glance.
    fn is_old(&self, effect: u32, principal: u32, condition: ConditionId, cost: u32) -> bool {
        let (known, least) = self.best[effect as usize].get(principal);
        least <= cost && (known == condition || known == TRUE)
    }

    fn note(&mut self, effect: u32, principal: u32, condition: ConditionId, cost: u32, principals: usize) {
        let best = &mut self.best[effect as usize];
        let (known, least) = best.get(principal);
        if condition == TRUE && cost < least || condition != TRUE && (known != TRUE || least == u32::MAX) {
            best.set(principal, (condition, cost), principals);
        }
    }
}

impl Closure<'_> {
    /// Hands on everything that can be with this fact as the last premise.
    pub(super) fn relay(&mut self, id: PairId) {
        let Some((rule, keep)) = self.relay.rule else { return };
        let pair = &self.pairs[id as usize];
        let (relation, mut condition, cost) = (Relation::ALL[pair.relation as usize], pair.condition, pair.cost);
        let tuple = self.tables[pair.relation as usize].rows[pair.row as usize].tuple;
        match relation {
            Relation::Commands => {
                let [author, commanded, ..] = tuple;
                condition = self.kept(condition, keep);
                let link = Link { other: author, condition, cost, id };
                self.relay.commands.entry(commanded).or_default().push(link);
                for at in 0..self.relay.effects.get(&commanded).map_or(0, Vec::len) {
                    let effect = self.relay.effects[&commanded][at];
                    self.hand_on(rule, author, effect.other, link, effect);
                }
            }
            Relation::Far => {
                let [principal, recorded, permission, ..] = tuple;
                let effect = self.relay.number(recorded, permission);
                self.relay.note(effect, principal, condition, cost, self.world.base.principals.len());
                let link = Link { other: effect, condition, cost, id };
                self.relay.effects.entry(principal).or_default().push(link);
                for at in 0..self.relay.commands.get(&principal).map_or(0, Vec::len) {
                    let command = self.relay.commands[&principal][at];
                    self.hand_on(rule, command.other, effect, link, command);
                }
            }
            _ => {}
        }
    }

    /// `principal` brings about an effect: by `new`, the fact that was not known before, and `old`.
    fn hand_on(&mut self, rule: u16, principal: u32, effect: u32, new: Link, old: Link) {
        let Some(condition) = self.conditions.and(new.condition, old.condition) else { return };
        let cost = new.cost.saturating_add(old.cost).saturating_add(1);
        if self.relay.is_old(effect, principal, condition, cost) || !self.is_minimal(old.id) {
            return;
        }
        let (recorded, permission) = self.relay.recorded[effect as usize];
        let tuple: Tuple = [principal, recorded, permission, 0, 0, 0];
        let conclusion = Conclusion { cost, relation: Relation::Far, tuple, condition, rule, source: NO_SOURCE };
        self.offer(&conclusion, [new.id, old.id].into_iter());
        self.relay.note(effect, principal, condition, cost, self.world.base.principals.len());
    }

    /// Whether no weaker condition of the same fact was found since.
    fn is_minimal(&self, id: PairId) -> bool {
        let pair = &self.pairs[id as usize];
        self.tables[pair.relation as usize].rows[pair.row as usize].alive.contains(&id)
    }
}
