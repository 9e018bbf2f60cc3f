//! From a clause to its value, by the form that the catalogue gives it.

use std::sync::Arc;

use crate::inventory::value::{Record, Value};
use crate::names::{DefinitionId, Names, Place, Sort, Space};
use crate::source::Span;
use crate::syntax::ast::{Argument, Clause, Condition, Path, Statement};
use crate::syntax::{Capture, captures};
use crate::vocabulary::{self, Absent, Form, Inside, Noun, Part, Target};

/// What has a value, by name.
pub(crate) type Fields = Vec<(&'static str, Value)>;

/// Reads statements at a place.
pub(crate) struct Reader<'a> {
    pub(crate) names: &'a Names,
    pub(crate) place: Place,
}

impl Reader<'_> {
    /// What the header of a declaration says, and then its clauses, those that are left out included.
    pub(crate) fn declaration(&self, statement: &Statement, noun: &'static Noun) -> Fields {
        let mut fields = self.header(statement, noun.header);
        let clauses = statement.block.as_ref().map_or(&[][..], |block| &block.clauses);
        for clause in noun.clauses.iter().flat_map(|group| group.iter()) {
            fields.push((clause.head, self.of_head(clauses, clause)));
        }
        fields
    }

    fn header(&self, statement: &Statement, form: Form) -> Fields {
        let mut fields = Fields::new();
        for capture in captures(statement, form) {
            if let Some(name) = capture.name {
                add(&mut fields, name, self.value(&capture));
            }
        }
        fields
    }

    /// The value of all clauses of one head.
    pub(crate) fn of_head(&self, clauses: &[Clause], about: &'static vocabulary::Clause) -> Value {
        let said = clauses.iter().filter_map(|clause| match clause {
            Clause::Statement(inner) if inner.head.text == about.head => Some(inner),
            _ => None,
        });
        let mut values: Vec<Value> = said.map(|statement| self.clause(statement, about)).collect();
        match (values.pop(), about.many) {
            (None, _) => absent(about.absent),
            (Some(last), true) => {
                values.push(last);
                Value::Many(values)
            }
            (Some(only), false) => only,
        }
    }

    fn clause(&self, statement: &Statement, about: &'static vocabulary::Clause) -> Value {
        if is_unknown(&statement.arguments) {
            return Value::Unknown;
        }
        let mut fields = Fields::new();
        for capture in captures(statement, about.form) {
            add(&mut fields, capture.name.unwrap_or_default(), self.value(&capture));
        }
        if let (Inside::Clauses(inner), Some(block)) = (about.inside, &statement.block) {
            fields.extend(inner.iter().map(|inner| (inner.head, self.of_head(&block.clauses, inner))));
        }
        match fields.as_slice() {
            [] => Value::Word("yes".to_owned()),
            [("", only)] => only.clone(),
            _ => Value::Record(Record { fields: Arc::new(fields), span: statement.span }),
        }
    }

    fn value(&self, capture: &Capture<'_>) -> Value {
        let Some(first) = capture.arguments.first() else { return Value::Unknown };
        match capture.part {
            Part::Name(target) | Part::Names(target) | Part::Who(target) | Part::Words(target) => {
                self.named(first, *target)
            }
            Part::Order(target) => {
                let each = capture.arguments.iter().filter(|one| matches!(one, Argument::Path(_)));
                Value::Many(each.map(|one| self.named(one, *target)).collect())
            }
            Part::Permission => self.permission(capture.arguments),
            _ => literal(first),
        }
    }

    /// Names, or words that stand for nothing that is declared.
    fn named(&self, argument: &Argument, target: Target) -> Value {
        match argument {
            Argument::Path(path) => self.name(path, target),
            Argument::List(items, _) => Value::Many(items.iter().map(|item| self.named(item, target)).collect()),
            Argument::Selection(selection) => {
                let kinds: Vec<String> = selection.kinds.iter().map(Path::text).collect();
                Value::Word(format!("{} {}", selection.quantifier.text, kinds.join(", ")).trim_end().to_owned())
            }
            other => literal(other),
        }
    }

    pub(crate) fn name(&self, path: &Path, target: Target) -> Value {
        let text = path.text();
        match text.as_str() {
            "unknown" => return Value::Unknown,
            "nobody" => return Value::Nothing,
            "unlimited" => return Value::Unlimited,
            "any" | "none" => return Value::Word(text),
            _ => {}
        }
        self.thing(path, target).map_or(Value::Word(text), Value::Thing)
    }

    fn thing(&self, path: &Path, target: Target) -> Option<DefinitionId> {
        let mut spaces: Vec<Space> =
            target.nouns.iter().filter_map(|noun| Sort::of_noun(noun)).map(Sort::space).collect();
        if target.is_anything() {
            spaces = Space::ALL.to_vec();
        }
        spaces.dedup();
        spaces.into_iter().find_map(|space| self.names.resolve(self.place, path, space).ok())
    }

    fn permission(&self, arguments: &[Argument]) -> Value {
        let span = arguments.iter().map(Argument::span).reduce(Span::to);
        let (Some(operations), Some(resources), Some(span)) = (arguments.first(), arguments.get(2), span) else {
            return Value::Unknown;
        };
        let fields = vec![("operations", self.operations(operations)), ("resources", self.resources(resources))];
        Value::Record(Record { fields: Arc::new(fields), span })
    }

    /// Operations by name.
    pub(crate) fn operations(&self, argument: &Argument) -> Value {
        self.named(argument, Target { phrase: "operations", nouns: &["operation"] })
    }

    /// Resources by name.
    pub(crate) fn resources(&self, argument: &Argument) -> Value {
        self.named(argument, Target { phrase: "a resource", nouns: &["store", "part"] })
    }
}

/// Adds a value; several of one name are one list.
fn add(fields: &mut Fields, name: &'static str, value: Value) {
    match fields.iter_mut().find(|(known, _)| *known == name) {
        None => fields.push((name, value)),
        Some((_, known)) => {
            let before = std::mem::replace(known, Value::Nothing);
            *known = Value::Many(vec![before, value]);
        }
    }
}

fn is_unknown(arguments: &[Argument]) -> bool {
    matches!(arguments, [Argument::Path(path)] if path.text() == "unknown")
}

/// The value of a clause that is left out.
pub(crate) fn absent(absent: Absent) -> Value {
    match absent {
        Absent::Unknown => Value::Unknown,
        Absent::Nothing => Value::Nothing,
        Absent::Word(word) => Value::Word(word.to_owned()),
    }
}

/// The value of an argument that names nothing.
pub(crate) fn literal(argument: &Argument) -> Value {
    match argument {
        Argument::Path(path) => match path.text().as_str() {
            "unlimited" | "never" => Value::Unlimited,
            "unknown" => Value::Unknown,
            "nobody" => Value::Nothing,
            text => Value::Word(text.to_owned()),
        },
        Argument::Text(text) => Value::Text(text.value.clone()),
        Argument::Number(number) | Argument::Percent(number) | Argument::Time(number) => Value::Number(number.value),
        Argument::Duration(seconds) => Value::Duration(seconds.value),
        Argument::Date(day) => Value::Date(day.value),
        Argument::Range(low, high, span) => {
            let fields = vec![("from", literal(low)), ("to", literal(high))];
            Value::Record(Record { fields: Arc::new(fields), span: *span })
        }
        Argument::List(items, _) => Value::Many(items.iter().map(literal).collect()),
        Argument::Selection(selection) => Value::Word(selection.quantifier.text.clone()),
        Argument::When(condition) => Value::Many(spoken_of(condition).into_iter().map(Value::Word).collect()),
        _ => Value::Unknown,
    }
}

/// Every name that a condition speaks of.
pub(crate) fn spoken_of(condition: &Condition) -> Vec<String> {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().flat_map(spoken_of).collect(),
        Condition::Not(inner, _) => spoken_of(inner),
        Condition::Compare(left, _, right) => [left, right].into_iter().flat_map(|one| names_in(one)).collect(),
        Condition::Holds(argument) => names_in(argument),
        _ => Vec::new(),
    }
}

fn names_in(argument: &Argument) -> Vec<String> {
    match argument {
        Argument::Path(path) => {
            let text = path.text();
            let first = path.segments.first().map(|word| word.text.clone());
            first.filter(|first| *first != text).into_iter().chain([text]).collect()
        }
        Argument::Call(word, inside, _) => {
            std::iter::once(word.text.clone()).chain(inside.iter().flat_map(names_in)).collect()
        }
        Argument::List(items, _) => items.iter().flat_map(names_in).collect(),
        _ => Vec::new(),
    }
}
