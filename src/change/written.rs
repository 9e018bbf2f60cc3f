//! What everything that a project declares says, as it is written.

use std::collections::BTreeMap;

use crate::change::spelling::{Part, Spelled, as_written, permissions, statement, words};
use crate::names::{Sort, names};
use crate::source::{Db, Project, Span, is_library};
use crate::syntax::ast::{Argument, Clause, Modifier, PermissionClause, Statement};
use crate::syntax::{one_line, tree};
use crate::vocabulary;

/// Declarations that ask something of the policy: without one less is asked.
pub(crate) const ASKING: [Sort; 3] = [Sort::Rule, Sort::DelegationRule, Sort::Test];

/// Clauses of gates that are told by what gates guard and ask for.
const OF_GATES: [&str; 2] = ["guards", "approved"];

/// Declarations of which the header is told by what follows from it.
const BY_EFFECT: [Sort; 6] =
    [Sort::Class, Sort::Compartment, Sort::Context, Sort::Level, Sort::Operation, Sort::Parameter];

/// Clauses, each with how it is told.
pub(crate) type Clauses = BTreeMap<Spelled, String>;

/// What a declaration says.
pub(crate) struct Written {
    pub(crate) sort: Sort,
    /// The declaration around it, by noun and name.
    pub(crate) parent: Option<String>,
    /// Whether it is a parameter of which something can be said: one of some words, a range of numbers.
    pub(crate) has_range: bool,
    /// Its clauses, by their heads.
    pub(crate) clauses: BTreeMap<String, Clauses>,
    /// What is permitted or forbidden.
    pub(crate) permitted: BTreeMap<Spelled, Permitted>,
    /// What kind of its noun it is: what stands behind `is`.
    pub(crate) kind: Option<String>,
    /// What else stands before its braces: from whom to whom, of whom.
    pub(crate) header: String,
    /// Whether nothing has to bind it.
    pub(crate) is_incidental: bool,
}

/// What stands behind a permission.
#[derive(Clone, Default)]
pub(crate) struct Permitted {
    /// Its last day, in days since 1970-01-01; `None` if it has no end.
    pub(crate) until: Option<i64>,
    /// How often it may be handed on.
    pub(crate) delegable: Delegable,
    /// What is said in its braces, by heads.
    pub(crate) record: BTreeMap<String, Clauses>,
}

/// How often something may be handed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Delegable {
    /// So many times.
    Times(i64),
    /// As often as anybody likes.
    Unlimited,
    /// Not said: never.
    #[default]
    Never,
}

/// What everything that a project declares says, by noun and name. Of the library, only what asks something is there.
pub(crate) fn written(db: &dyn Db, project: Project) -> BTreeMap<String, Written> {
    let names = names(db, project);
    let mut all = BTreeMap::new();
    for (_, definition) in names.used() {
        let file = names.module(definition.module).file;
        let is_own = !is_library(db, file);
        let Some(statement) = definition.statement(tree(db, file)) else { continue };
        if !is_own && !ASKING.contains(&definition.sort) {
            continue;
        }
        let name = format!("{} `{}`", definition.sort.noun(), definition.qualified);
        let parent = definition.parent.map(|parent| names.definition(parent));
        let parent = parent.map(|parent| format!("{} `{}`", parent.sort.noun(), parent.qualified));
        all.insert(name, Written { parent, ..of_statement(db, definition.sort, statement) });
    }
    for file in project.files(db).iter().filter(|file| !is_library(db, **file)) {
        for item in tree(db, *file).items.iter().filter(|item| item.head.text == "test") {
            if let Some(Argument::Text(title)) = item.arguments.first() {
                // Several can have one title.
                let titles = (1..).map(|number: usize| match number {
                    1 => format!("test \"{}\"", title.value),
                    _ => format!("test \"{}\" ({number})", title.value),
                });
                let free = titles.into_iter().find(|title| !all.contains_key(title));
                all.extend(free.map(|title| (title, of_statement(db, Sort::Test, item))));
            }
        }
    }
    all
}

fn of_statement(db: &dyn Db, sort: Sort, statement: &Statement) -> Written {
    let header = statement.block.as_ref().map_or(statement.span.end, |block| block.span.start);
    let header = words(db, Span { end: header, ..statement.span });
    let is_parameter = sort == Sort::Parameter;
    let behind = behind_name(&header, sort);
    let kind = kind(behind);
    let mut written = Written {
        sort,
        parent: None,
        has_range: is_parameter && !header.iter().skip(2).any(|word| word == "text") && header.len() > 2,
        clauses: BTreeMap::new(),
        permitted: BTreeMap::new(),
        kind: (!kind.is_empty() && !is_parameter).then(|| kind.join(" ")),
        header: if BY_EFFECT.contains(&sort) { String::new() } else { rest(behind, kind.len(), sort) },
        is_incidental: is_parameter && header.iter().any(|word| word == "incidental"),
    };
    for clause in statement.block.iter().flat_map(|block| &block.clauses) {
        written.read(db, clause);
    }
    written
}

/// A header without its noun, its name and its label. Of a part of a store its pattern stays.
fn behind_name(header: &[String], sort: Sort) -> &[String] {
    let behind = header.get(2..).unwrap_or_default();
    let has_label = sort != Sort::Part && behind.first().is_some_and(|word| word.starts_with('"'));
    if has_label { &behind[1..] } else { behind }
}

/// What stands behind an `is` that comes first.
fn kind(behind: &[String]) -> Vec<&str> {
    let behind = behind.iter().map(String::as_str);
    let is_first = behind.clone().next() == Some("is");
    let kind = behind.skip(1).take_while(|word| !["in", "of", "at", "with"].contains(word));
    kind.filter(|_| is_first).collect()
}

/// The rest of a header without its kind and its place, which are compared by themselves. In a selection nothing is a place.
fn rest(behind: &[String], kind: usize, sort: Sort) -> String {
    let behind = if kind > 0 { &behind[1 + kind..] } else { behind };
    let place = behind.iter().position(|word| word == "in").filter(|_| sort != Sort::DelegationRule);
    let is_place = |at: usize| place.is_some_and(|place| at == place || at == place + 1);
    let rest = behind.iter().zip(0..).filter(|(_, at)| !is_place(*at));
    rest.map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ")
}

impl Written {
    fn read(&mut self, db: &dyn Db, clause: &Clause) {
        match clause {
            Clause::Statement(inner) => self.statement(db, inner),
            Clause::Permission(permission) => self.permission(db, permission),
            // What a property says is told with its verdict.
            Clause::Sentence(_) if self.sort == Sort::Prove => {}
            Clause::Sentence(_) | Clause::Logic(_) => {
                let spelled = as_written(db, clause.span());
                self.add(db, &first(db, clause.span()), spelled, clause.span());
            }
        }
    }

    fn statement(&mut self, db: &dyn Db, inner: &Statement) {
        let head = inner.head.text.as_str();
        let nests = vocabulary::noun(self.sort.noun()).map_or(&[][..], |noun| noun.nests);
        let is_told_elsewhere = self.sort == Sort::Gate && OF_GATES.contains(&head);
        // Each permission in the braces of a `boundary` is one that is meant.
        match &inner.block {
            _ if nests.contains(&head) || is_told_elsewhere => {}
            Some(block) if head == "boundary" => {
                for clause in &block.clauses {
                    let Clause::Permission(permission) = clause else { continue };
                    for spelled in permissions(db, permission) {
                        self.add(db, head, spelled, permission.span);
                    }
                }
            }
            // Of several severities the first whose condition holds counts.
            _ if head == "severity" => {
                let number = self.clauses.get(head).map_or(0, BTreeMap::len);
                let mut spelled = statement(db, inner);
                spelled.parts.push(Part::Said(format!("number {}", number + 1)));
                self.add(db, head, spelled, inner.span);
            }
            _ => self.add(db, head, statement(db, inner), inner.span),
        }
    }

    fn add(&mut self, db: &dyn Db, head: &str, spelled: Spelled, span: Span) {
        let told = one_line(span.file.text(db), span.start, span.end);
        let told = if told.starts_with(head) { told } else { format!("{head} {told}") };
        self.clauses.entry(head.to_owned()).or_default().insert(spelled, told);
    }

    fn permission(&mut self, db: &dyn Db, clause: &PermissionClause) {
        let mut one = Permitted::default();
        for modifier in &clause.modifiers {
            match modifier {
                Modifier::Until(day) => one.until = Some(day.value),
                Modifier::Delegable(times, _) => {
                    one.delegable = times.as_ref().map_or(Delegable::Unlimited, |times| Delegable::Times(times.value));
                }
                Modifier::When(_) | Modifier::Unless(_) | Modifier::During(_) => {}
            }
        }
        for inner in clause.block.iter().flat_map(|block| &block.clauses) {
            let Clause::Statement(inner) = inner else { continue };
            let told = one_line(inner.span.file.text(db), inner.span.start, inner.span.end);
            one.record.entry(inner.head.text.clone()).or_default().insert(statement(db, inner), told);
        }
        for spelled in permissions(db, clause) {
            self.permitted.entry(spelled).and_modify(|known| known.join(&one)).or_insert_with(|| one.clone());
        }
    }
}

impl Permitted {
    /// What two clauses that permit the same permit together.
    fn join(&mut self, other: &Self) {
        self.until = self.until.zip(other.until).map(|(one, other)| one.max(other));
        self.delegable = self.delegable.most(other.delegable);
        for (head, clauses) in &other.record {
            self.record.entry(head.clone()).or_default().extend(clauses.clone());
        }
    }
}

impl std::fmt::Display for Delegable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Times(1) => write!(formatter, "once"),
            Self::Times(times) => write!(formatter, "{times} times"),
            Self::Unlimited => write!(formatter, "without end"),
            Self::Never => write!(formatter, "never"),
        }
    }
}

impl Delegable {
    /// The one that lets more be handed on.
    pub(crate) fn most(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, one) | (one, Self::Never) => one,
            (one, other) => one.max(other),
        }
    }
}

/// The first word of a stretch.
fn first(db: &dyn Db, span: Span) -> String {
    words(db, span).into_iter().next().unwrap_or_default()
}
