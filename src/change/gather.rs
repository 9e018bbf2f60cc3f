//! Changes as they are told: what many gain in the same way is told once.

use std::collections::BTreeMap;

use crate::change::compare::{More, Moved, Pair, applicable};
use crate::change::effect::{Effect, Side, Ways, effects};
use crate::change::shared::Shared;
use crate::logic::{self, Conjunction, Guard, Term};
use crate::model::{Agents, Base, Mode};
use crate::proof::{Answering, Witness, witness, words};

/// In which direction something has changed, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It comes about and did not.
    Gained,
    /// It comes about under conditions under which it did not.
    Widened,
    /// Nobody knows whether it comes about under more conditions.
    MaybeMore,
    /// It comes about under fewer conditions.
    Narrowed,
    /// Nobody knows whether it comes about under fewer conditions.
    MaybeLess,
    /// It came about and does not.
    Lost,
}

impl Kind {
    /// All of them, the worst first.
    pub const ALL: [Self; 6] =
        [Self::Gained, Self::Widened, Self::MaybeMore, Self::Narrowed, Self::MaybeLess, Self::Lost];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Widened => "widened",
            Self::MaybeMore => "maybe-widened",
            Self::Narrowed => "narrowed",
            Self::MaybeLess => "maybe-narrowed",
            Self::Lost => "lost",
        }
    }

    /// Whether somebody gains something, as far as anybody knows.
    pub fn widens(self) -> bool {
        matches!(self, Self::Gained | Self::Widened | Self::MaybeMore)
    }
}

/// Something that has changed, for everybody for whom it has changed alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In which direction.
    pub kind: Kind,
    /// For whom, in words.
    pub who: Vec<String>,
    /// What they bring about, in words: "causes `read` on `notes`".
    pub deeds: Vec<String>,
    /// Under which conditions before, as a fragment: "never", "always", "`mfa` is yes".
    pub before: String,
    /// Under which conditions now.
    pub after: String,
    /// How agents behave where it is so, as fragments; the mildest first.
    pub modes: Vec<String>,
    /// A case in which it happens now and did not.
    pub example: Option<Example>,
    /// Why nobody knows.
    pub why: Option<String>,
    /// How the first of them brings it about now.
    pub witness: Option<Witness>,
}

/// A case in which something happens now and did not before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Attributes with their values, as people write them.
    pub values: Vec<(String, String)>,
    /// What has happened in it.
    pub with: Vec<String>,
    /// What was needed and has not happened in it.
    pub without: Vec<String>,
}

/// Two policies beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Compared {
    /// What has changed.
    pub changes: Vec<Change>,
    /// Why nobody knows whether anything else has.
    pub unknown: Vec<String>,
}

/// How agents can behave, the mildest first.
fn modes() -> [Mode; 3] {
    [Agents::FollowSteps, Agents::Honest, Agents::AllCompromised].map(|agents| Mode { agents, insiders: Vec::new() })
}

/// What happens, in words, and for whom.
type Deeds = Vec<(String, Vec<Effect>)>;

/// What makes changes alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    kind: Kind,
    before: String,
    after: String,
    why: Option<String>,
    modes: Vec<usize>,
}

/// Compares what comes about in two policies, however agents behave.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Compared {
    if is_same(before.base, after.base) {
        return Compared::default();
    }
    let shared = Shared::of(before.base, after.base);
    let modes = modes();
    let pairs: Vec<Pair<'_>> = modes
        .iter()
        .map(|mode| Pair { shared: &shared, before: effects(before, mode), after: effects(after, mode) })
        .collect();
    let moved = pairs.iter().map(|pair| pair.moved().into_iter().map(|one| (one.effect.clone(), one)).collect());
    let moved = moved.collect();
    let telling = Telling { before: before.base, after: after.base, pairs: &pairs, moved, modes: &modes };
    Compared { changes: telling.changes(), unknown: open(before.base, after.base) }
}

/// Whether two policies declare the same, wherever it is written.
fn is_same(before: &Base, after: &Base) -> bool {
    let bare = |base: &Base| {
        let mut base = Base { sources: Vec::new(), ..base.clone() };
        base.unknowns.clear();
        base
    };
    let what =
        |base: &Base| base.unknowns.iter().map(|one| (one.what.clone(), one.taken_as.clone())).collect::<Vec<_>>();
    what(before) == what(after) && bare(before) == bare(after)
}

/// What could be anything at all, so that it could be more than before.
fn open(before: &Base, after: &Base) -> Vec<String> {
    let said = |base: &Base, when: &str| {
        let open = base.open.iter().map(|id| format!("{}; it could be anything{when}", base.unknowns[id.index()].what));
        open.collect::<Vec<String>>()
    };
    let mut all = said(after, "");
    all.extend(said(before, ", before the change"));
    all.sort();
    all.dedup();
    all
}

struct Telling<'a> {
    before: &'a Base,
    after: &'a Base,
    pairs: &'a [Pair<'a>],
    /// What has become of each effect, by mode.
    moved: Vec<BTreeMap<Effect, Moved>>,
    modes: &'a [Mode],
}

impl Telling<'_> {
    fn changes(&self) -> Vec<Change> {
        // By what changes for whom and how: in which modes.
        let mut found: BTreeMap<(Effect, Alike), Vec<usize>> = BTreeMap::new();
        for (at, (pair, all)) in self.pairs.iter().zip(&self.moved).enumerate() {
            let is_told = |moved: &&Moved| {
                let twin = moved.effect.twin().and_then(|twin| all.get(&twin));
                twin.is_none_or(|twin| kinds(twin) != kinds(moved))
            };
            for moved in all.values().filter(is_told) {
                let (before, after) = (
                    said(self.before, pair.before.get(&moved.effect)),
                    said(self.after, pair.after.get(&moved.effect)),
                );
                for (kind, why) in kinds(moved) {
                    let modes = Vec::new();
                    let alike = Alike { kind, before: before.clone(), after: after.clone(), why, modes };
                    found.entry((moved.effect.clone(), alike)).or_default().push(at);
                }
            }
        }
        // What is alike, for everybody; then everything that is alike for the same people.
        let mut by_deed: BTreeMap<(Alike, String), Vec<Effect>> = BTreeMap::new();
        for ((effect, alike), modes) in found {
            let (_, deed) = self.words(&effect, alike.kind, &modes);
            by_deed.entry((Alike { modes, ..alike }, deed)).or_default().push(effect);
        }
        let mut by_people: BTreeMap<(Alike, Vec<String>), Deeds> = BTreeMap::new();
        for ((alike, deed), effects) in by_deed {
            let mut who: Vec<String> =
                effects.iter().map(|effect| self.words(effect, alike.kind, &alike.modes).0).collect();
            who.dedup();
            by_people.entry((alike, who)).or_default().push((deed, effects));
        }
        let told = by_people.into_iter().map(|((alike, who), deeds)| self.change(&alike, who, &deeds));
        let mut told: Vec<Change> = told.collect();
        told.sort_by(|one, other| (one.kind, &one.deeds, &one.who).cmp(&(other.kind, &other.deeds, &other.who)));
        told
    }

    /// Who it is about and what happens, as the policy says it in which it happens.
    fn words(&self, effect: &Effect, kind: Kind, modes: &[usize]) -> (String, String) {
        let pair = modes.first().and_then(|mode| self.pairs.get(*mode));
        let ways = pair.and_then(|pair| match kind {
            Kind::Lost | Kind::Narrowed | Kind::MaybeLess => pair.before.get(effect),
            _ => pair.after.get(effect),
        });
        ways.map(|ways| ways.said.clone()).unwrap_or_default()
    }

    fn change(&self, alike: &Alike, who: Vec<String>, deeds: &[(String, Vec<Effect>)]) -> Change {
        let shown = self.shown(alike, deeds);
        let (example, witness) = shown.map_or((None, None), |(example, witness)| (example, Some(witness)));
        let mode = |mode: &usize| words::mode(self.after, &self.modes[*mode]);
        Change {
            kind: alike.kind,
            who,
            deeds: deeds.iter().map(|(deed, _)| deed.clone()).collect(),
            before: alike.before.clone(),
            after: alike.after.clone(),
            modes: alike.modes.iter().map(mode).collect(),
            example,
            why: alike.why.clone(),
            witness,
        }
    }

    /// How the one of them brings it about who has the shortest way, and in which case they could not before.
    fn shown(&self, alike: &Alike, deeds: &[(String, Vec<Effect>)]) -> Option<(Option<Example>, Witness)> {
        let mode = *alike.modes.first()?;
        let pair = self.pairs.get(mode)?;
        if !matches!(alike.kind, Kind::Gained | Kind::Widened) {
            return None;
        }
        let cost = |effect: &&Effect| {
            let ways = pair.after.get(*effect)?;
            let number = self.way(mode, effect)?;
            ways.conditions().nth(number).map(|(why, ..)| ways.facts.cost(why))
        };
        let effect = deeds
            .iter()
            .flat_map(|(_, effects)| effects)
            .min_by_key(|effect| (cost(effect).is_none(), cost(effect)))?;
        let (ways, number) = (pair.after.get(effect)?, self.way(mode, effect)?);
        let (why, condition, _) = ways.conditions().nth(number)?;
        let answering = Answering {
            facts: ways.facts.clone(),
            why,
            subject: ways.subject,
            permission: ways.permission,
            besides: None,
        };
        let mut witness = witness(self.after, &answering, &[]);
        let example = self.example(pair, effect, condition, number);
        if let Some(example) = &example {
            witness.context.clone_from(&example.values);
        }
        Some((example, witness))
    }

    fn way(&self, mode: usize, effect: &Effect) -> Option<usize> {
        match self.moved.get(mode)?.get(effect)?.gains {
            More::Yes(number) => Some(number),
            More::No | More::Unknown(_) => None,
        }
    }

    /// The first of all cases in which a way is open and none was.
    fn example(&self, pair: &Pair<'_>, effect: &Effect, condition: &Conjunction, number: usize) -> Option<Example> {
        let vocabulary = &pair.shared.vocabulary;
        let (now, _) = pair.said_after(effect).into_iter().nth(number)?;
        let before = Guard::from_alternatives(pair.said_before(effect).into_iter().map(|(one, _)| one));
        let rest = applicable(&now, &before);
        let mut parts = vec![Term::from(&now)];
        if !rest.is_never() {
            parts.push(Term::from(&rest).negated());
        }
        let model = logic::least_model(vocabulary, &parts)?;
        let value = |id: &logic::VariableId, number: &i64| {
            let variable = vocabulary.variable(*id);
            (variable.name.clone(), words::value(&variable.domain, *number))
        };
        let needed = pair.before.get(effect).into_iter().flat_map(Ways::conditions);
        let mut needed: Vec<String> = needed
            .flat_map(|(_, condition, _)| condition.atoms().iter().map(|atom| words::history(self.before, *atom)))
            .collect();
        needed.sort();
        needed.dedup();
        let with: Vec<String> = condition.atoms().iter().map(|atom| words::history(self.after, *atom)).collect();
        needed.retain(|one| !with.contains(one));
        let values = model.values.iter().map(|(id, number)| value(id, number)).collect();
        Some(Example { values, with, without: needed })
    }
}

fn said(base: &Base, ways: Option<&Ways>) -> String {
    let conditions = ways.into_iter().flat_map(Ways::conditions).map(|(_, condition, _)| condition.clone());
    words::guard(base, &Guard::from_alternatives(conditions))
}

/// In which directions an effect has changed.
fn kinds(moved: &Moved) -> Vec<(Kind, Option<String>)> {
    let more = match (&moved.gains, moved.was) {
        (More::No, _) => None,
        (More::Yes(_), false) => Some((Kind::Gained, None)),
        (More::Yes(_), true) => Some((Kind::Widened, None)),
        (More::Unknown(why), _) => Some((Kind::MaybeMore, Some(why.clone()))),
    };
    let less = match (&moved.loses, moved.is) {
        (More::No, _) => None,
        (More::Yes(_), false) => Some((Kind::Lost, None)),
        (More::Yes(_), true) => Some((Kind::Narrowed, None)),
        (More::Unknown(why), _) => Some((Kind::MaybeLess, Some(why.clone()))),
    };
    more.into_iter().chain(less).collect()
}
