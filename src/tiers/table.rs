//! The table that holds, as it is written.

use crate::finding::{Finding, closest};
use crate::inventory::{Inventory, Record, Value, inventory};
use crate::model::VerbKind;
use crate::names::{DefinitionId, Names, Place, Sort, Space, names};
use crate::project::settings;
use crate::source::{Db, Project};
use crate::syntax::ast::{Argument, Clause, Comparison, Condition, Path, Statement};
use crate::syntax::tree;
use crate::tiers::Score;
use crate::tiers::errors::{SEVERAL_TABLES, UNKNOWN_EFFECT, UNKNOWN_SCORE_CONDITION};

/// A table of tiers.
pub(crate) struct Table {
    /// The tiers, from the lowest to the highest.
    pub(crate) scale: Vec<DefinitionId>,
    /// The rows, in the order of the text.
    pub(crate) rows: Vec<Row>,
}

/// A row of it.
pub(crate) struct Row {
    /// As it is written, in one line.
    pub(crate) text: String,
    /// What it is about.
    pub(crate) about: About,
    /// At least which tier it makes.
    pub(crate) tier: Option<DefinitionId>,
    /// How many tiers it adds.
    pub(crate) adds: usize,
    /// How confidential data must be for it; none if that does not matter.
    pub(crate) sensitivity: Option<(Comparison, DefinitionId)>,
}

/// What a row is about.
pub(crate) enum About {
    /// One of these effects.
    Effects(Vec<Effect>),
    /// Data of one of these classes or levels.
    Data(Vec<DefinitionId>),
    /// This audience, or a wider one.
    Reach(String),
    /// This autonomy.
    Autonomy(String),
}

/// An effect that scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Operations of a kind.
    Kind(VerbKind, Narrowed),
    /// An operation.
    Operation(DefinitionId),
    /// Coming to hold a secret.
    ObtainSecret,
}

/// Which operations of a kind are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Narrowed {
    Not,
    Inside,
    Outside,
    Irreversible,
}

impl Table {
    /// The table that the manifest names, or else the only one that is used; and what is wrong with the tables that are used.
    pub(crate) fn of(db: &dyn Db, project: Project) -> (Option<Self>, Vec<Finding>) {
        let names = names(db, project);
        let mut findings = Vec::new();
        let used: Vec<DefinitionId> =
            names.used().filter(|(_, one)| one.sort == Sort::Tiers).map(|(id, _)| id).collect();
        let mut read: Vec<(DefinitionId, Self)> = Vec::new();
        let wanted = settings(db, project).tiers.as_ref().map(|said| said.value.as_str());
        let tables = names.declared_by(Sort::Tiers.noun());
        let named = wanted.and_then(|wanted| tables.iter().find(|(name, _)| name == wanted)).map(|(_, id)| *id);
        for id in used.iter().copied().chain(named.filter(|named| !used.contains(named))) {
            let reading = Reading { db, names, inventory: inventory(db, project), table: id };
            if let Some(statement) =
                names.definition(id).statement(tree(db, names.module(names.definition(id).module).file))
            {
                read.push((id, reading.table(statement, &mut findings)));
            }
        }
        if let ([first, .., last], None) = (used.as_slice(), wanted)
            && first != last
        {
            let message = "several tables of tiers are used, and which of them holds is not said";
            let start = Finding::new(&SEVERAL_TABLES, names.definition(*last).span, message);
            let finding = start.label(names.definition(*first).span, "another one");
            let module = &names.module(names.definition(*last).module).name;
            let help = format!("write `tiers = \"{module}.{}\"` in bailiwick.toml", names.definition(*last).name);
            findings.push(finding.help(help));
            return (None, findings);
        }
        let holds = named.or(used.first().copied().filter(|_| wanted.is_none()));
        let table = read.into_iter().find(|(id, _)| Some(*id) == holds).map(|(_, table)| table);
        (table.filter(|table| !table.scale.is_empty()), findings)
    }

    pub(crate) fn has(&self, tier: DefinitionId) -> bool {
        self.scale.contains(&tier)
    }

    fn height(&self, tier: DefinitionId) -> Option<usize> {
        self.scale.iter().position(|one| *one == tier)
    }

    /// The tier that some rows come to: the highest of them, and then as many higher as are added, up to the top.
    pub(crate) fn derived(&self, scores: &[Score]) -> Option<DefinitionId> {
        let highest = scores.iter().filter_map(|score| self.height(score.tier.as_ref()?.id)).max().unwrap_or(0);
        let added: usize = scores.iter().map(|score| score.adds).sum();
        self.scale.get(highest.saturating_add(added).min(self.scale.len().saturating_sub(1))).copied()
    }

    /// The same rows, those marked that set the tier.
    pub(crate) fn weighed(&self, mut scores: Vec<Score>) -> Vec<Score> {
        let of = |score: &Score| score.tier.as_ref().and_then(|tier| self.height(tier.id));
        let highest = scores.iter().filter_map(of).max();
        for score in &mut scores {
            score.is_decisive = score.adds > 0 || of(score).is_some_and(|height| Some(height) == highest);
        }
        scores
    }

    /// The higher of two tiers.
    pub(crate) fn higher(&self, one: Option<DefinitionId>, other: Option<DefinitionId>) -> Option<DefinitionId> {
        [one, other].into_iter().flatten().max_by_key(|tier| self.height(*tier))
    }
}

struct Reading<'a> {
    db: &'a dyn Db,
    names: &'a Names,
    inventory: &'a Inventory,
    table: DefinitionId,
}

impl Reading<'_> {
    fn table(&self, statement: &Statement, findings: &mut Vec<Finding>) -> Table {
        let things = |value: &Value| -> Vec<DefinitionId> {
            value
                .each()
                .into_iter()
                .filter_map(|one| if let Value::Thing(id) = one { Some(*id) } else { None })
                .collect()
        };
        let scale = self.inventory.said(self.table, "scale").map(things).unwrap_or_default();
        let clauses = statement.block.as_ref().map_or(&[][..], |block| &block.clauses);
        let written = clauses.iter().filter_map(|clause| match clause {
            Clause::Statement(inner) if inner.head.text == "score" => Some(inner),
            _ => None,
        });
        let said = self.inventory.said(self.table, "score").map(Value::each).unwrap_or_default();
        let rows = written.zip(said).filter_map(|(clause, value)| match value {
            Value::Record(record) => Some(self.row(clause, record, findings)),
            _ => None,
        });
        let rows = rows.chain(self.of_operations());
        Table { scale, rows: rows.collect() }
    }

    /// What operations say of themselves.
    fn of_operations(&self) -> impl Iterator<Item = Row> {
        let operations = self.names.used().filter(|(_, one)| one.sort == Sort::Operation);
        operations.filter_map(|(id, one)| match self.inventory.said(id, "scores")?.single() {
            Value::Thing(tier) => Some(Row {
                text: format!("operation {} scores {}", one.name, self.names.definition(*tier).name),
                about: About::Effects(vec![Effect::Operation(id)]),
                tier: Some(*tier),
                adds: 0,
                sensitivity: None,
            }),
            _ => None,
        })
    }

    fn row(&self, clause: &Statement, record: &Record, findings: &mut Vec<Finding>) -> Row {
        let word = |name: &str| match record.field(name)?.single() {
            Value::Word(word) => Some(word.clone()),
            _ => None,
        };
        let things = |value: &Value| match value {
            Value::Thing(id) => Some(*id),
            _ => None,
        };
        let about = if let Some(data) = record.field("data") {
            About::Data(data.each().into_iter().filter_map(things).collect())
        } else if let Some(reach) = word("reach") {
            About::Reach(reach)
        } else if let Some(autonomy) = word("autonomy") {
            About::Autonomy(autonomy)
        } else {
            About::Effects(self.effects(clause, findings))
        };
        let adds = match record.field("adds").map(Value::single) {
            Some(Value::Number(number)) => usize::try_from(*number).unwrap_or(0),
            _ => 0,
        };
        let text = clause.span.file.text(self.db);
        let text = text.get(clause.span.start as usize..clause.span.end as usize).unwrap_or_default();
        Row {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            about,
            tier: record.field("tier").and_then(|tier| things(tier.single())),
            adds,
            sensitivity: self.sensitivity(clause, findings),
        }
    }

    fn place(&self) -> Place {
        Place { module: self.names.definition(self.table).module, block: Some(self.table) }
    }

    fn effects(&self, clause: &Statement, findings: &mut Vec<Finding>) -> Vec<Effect> {
        let named: Vec<&Path> = match clause.arguments.first() {
            Some(Argument::Path(path)) => vec![path],
            Some(Argument::List(items, _)) => items.iter().filter_map(path).collect(),
            _ => Vec::new(),
        };
        let mut effects = Vec::new();
        for path in named {
            match self.effect(path) {
                Some(effect) => effects.push(effect),
                None => findings.push(unknown(path)),
            }
        }
        effects
    }

    fn effect(&self, path: &Path) -> Option<Effect> {
        let text = path.text();
        if text == OBTAIN_SECRET {
            return Some(Effect::ObtainSecret);
        }
        let kind = |word: &str| VerbKind::ALL.into_iter().find(|kind| kind.word() == word);
        let narrowed = SUFFIXES.iter().find_map(|(suffix, narrowed)| {
            Some(Effect::Kind(kind(text.strip_suffix(suffix)?.strip_suffix('-')?)?, *narrowed))
        });
        let whole = || kind(&text).map(|kind| Effect::Kind(kind, Narrowed::Not));
        let operation = || self.names.resolve(self.place(), path, Space::Operations).ok().map(Effect::Operation);
        narrowed.or_else(whole).or_else(operation)
    }

    /// What `when` says: how confidential the data has to be.
    fn sensitivity(&self, clause: &Statement, findings: &mut Vec<Finding>) -> Option<(Comparison, DefinitionId)> {
        let condition = clause.arguments.iter().find_map(|argument| match argument {
            Argument::When(condition) => Some(condition),
            _ => None,
        })?;
        if let Condition::Compare(left, comparison, right) = condition
            && let (Argument::Path(left), Argument::Path(right)) = (left.as_ref(), right.as_ref())
            && left.text() == "sensitivity"
            && let Ok(level) = self.names.resolve(self.place(), right, Space::Things)
            && self.names.definition(level).sort == Sort::Level
        {
            return Some((*comparison, level));
        }
        let message = "a row of a table of tiers asks for nothing but the sensitivity of the data";
        let finding = Finding::new(&UNKNOWN_SCORE_CONDITION, condition.span(), message);
        findings.push(finding.help("write `when sensitivity >= LEVEL`"));
        None
    }
}

const OBTAIN_SECRET: &str = "obtain-secret";

const SUFFIXES: [(&str, Narrowed); 3] =
    [("inside", Narrowed::Inside), ("outside", Narrowed::Outside), ("irreversible", Narrowed::Irreversible)];

fn path(argument: &Argument) -> Option<&Path> {
    match argument {
        Argument::Path(path) => Some(path),
        _ => None,
    }
}

fn unknown(path: &Path) -> Finding {
    let text = path.text();
    let finding = Finding::new(&UNKNOWN_EFFECT, path.span, format!("`{text}` is no effect that a workflow can have"));
    let kinds = VerbKind::ALL.into_iter().map(VerbKind::word);
    let narrowed = kinds.clone().flat_map(|kind| SUFFIXES.iter().map(move |(suffix, _)| format!("{kind}-{suffix}")));
    let all: Vec<String> = kinds.map(str::to_owned).chain(narrowed).chain([OBTAIN_SECRET.to_owned()]).collect();
    match closest(&text, all.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
            format!("write `{near}`"),
            path.span,
            near.to_owned(),
        ),
        None => finding.help(
            "name an operation that is known in this file, a kind such as `mutate`, `disclose-outside` or \
             `mutate-irreversible`, or `obtain-secret`",
        ),
    }
}
